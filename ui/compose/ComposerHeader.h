// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace golub::ui {

class RecipientEdit;

//! From, To, Cc, Bcc and Subject of the composer.
class ComposerHeader : public QWidget
{
    Q_OBJECT
public:
    //! A persona and the account it belongs to.
    struct Sender
    {
        AccountId account;
        QString accountName;
        Identity identity;
    };

    ComposerHeader(service::MailService &service, QWidget *parent);

    void load(const Draft &draft);
    //! Puts the fields into \a draft.
    void store(Draft &draft) const;
    //! Asks the service for the identities again and keeps the choice.
    void reloadSenders();
    std::optional<Sender> sender() const;
    //! The first field with a bad address and what is wrong with it, focused; empty if all is well.
    QString goToProblem();
    //! Marks addresses that an earlier attempt did not reach, and goes to the first of them.
    void markUndelivered(const QStringList &addresses);
    void focusFirstEmpty();
    void focusTo();
    void focusSubject();
    QWidget *lastField() const;

Q_SIGNALS:
    void edited();
    //! The person chose another identity.
    void senderChanged(const golub::Identity &before, const golub::Identity &after);

private:
    void build(service::MailService &service);
    RecipientEdit *addRecipients(
        service::MailService &service, int row, const QString &label, const QString &objectName);
    void showField(RecipientEdit *field, QToolButton *button);
    void chooseSender(int index);
    int indexOf(AccountId account, const QString &address) const;

    service::MailService &m_service;
    QList<Sender> m_senders;
    int m_current = -1;
    QGridLayout *m_grid;
    QComboBox *m_from;
    RecipientEdit *m_to = nullptr;
    RecipientEdit *m_cc = nullptr;
    RecipientEdit *m_bcc = nullptr;
    QLineEdit *m_subject;
    QToolButton *m_showCc;
    QToolButton *m_showBcc;
    bool m_loading = false;
};

} // namespace golub::ui
