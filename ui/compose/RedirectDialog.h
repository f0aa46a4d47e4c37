// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>
#include <QList>

class QComboBox;
class QFormLayout;
class QPushButton;

namespace golub::ui {

class NoticeBar;
class RecipientEdit;

//! Asks to whom a message shall be sent on as it is, and sends it. Show with open(); deletes itself when closed. The service must outlive it.
class RedirectDialog : public QDialog
{
    Q_OBJECT
public:
    RedirectDialog(service::MailService &service, const MessageSummary &message, QWidget *parent);

Q_SIGNALS:
    //! It is in the outbox.
    void redirected(const QString &text);

private:
    RecipientEdit *addRecipients(QFormLayout *form, const QString &label, const QString &objectName);
    void fillSenders(AccountId account);
    void submit();

    struct Sender {
        AccountId account;
        Address address;
    };
    service::MailService &m_service;
    MessageSummary m_message;
    QList<Sender> m_senders;
    QComboBox *m_from;
    RecipientEdit *m_to = nullptr;
    RecipientEdit *m_cc = nullptr;
    RecipientEdit *m_bcc = nullptr;
    NoticeBar *m_notice;
    QPushButton *m_accept = nullptr;
};

} // namespace golub::ui
