// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QListWidget;
class QSpinBox;

namespace golub::ui {

//! What of an account's mail comes to this computer by itself, whether it is searched, and what its server is told.
class ReceivingPage : public QWidget
{
    Q_OBJECT
public:
    explicit ReceivingPage(QWidget *parent);
    //! \a folders: paths of the account's folders without its inbox, which always comes.
    void setAccount(const Account &account, const QStringList &folders);
    //! \a account with what is chosen here.
    Account applyTo(Account account) const;

private:
    void build();
    void refresh();

    bool m_imap = true;
    QCheckBox *m_headersOnly;
    QCheckBox *m_recent;
    QSpinBox *m_days;
    QCheckBox *m_small;
    QDoubleSpinBox *m_megabytes;
    QCheckBox *m_some;
    QListWidget *m_folders;
    QCheckBox *m_index;
    QCheckBox *m_tellName;
};

} // namespace golub::ui
