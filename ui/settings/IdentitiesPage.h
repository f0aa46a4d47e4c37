// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace golub::ui {

//! The personas of an account: name, address, reply-to and signature each. The first is the default; there is always
//! one.
class IdentitiesPage : public QWidget
{
    Q_OBJECT
public:
    explicit IdentitiesPage(QWidget *parent);
    void setIdentities(const QList<Identity> &identities);
    const QList<Identity> &identities() const { return m_identities; }
    //! What must be corrected before saving, translated.
    QStringList problems() const;

private:
    void build();
    QWidget *editor();
    void select(int row);
    void store();
    void refreshItem(int row);
    void add();
    void remove();
    void makeDefault();
    void updateButtons();

    QList<Identity> m_identities;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_replyTo;
    QPlainTextEdit *m_signature;
    QPushButton *m_remove;
    QPushButton *m_default;
    bool m_loading = false;
};

} // namespace golub::ui
