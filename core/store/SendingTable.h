// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/MailReport.h"

namespace golub::store {

class Database;
class StoreContext;

//! Whether a provider puts a copy of what its outgoing server takes into Sent by itself.
enum class SentHabit : quint8 { Unknown, Keeps, DoesNot };

//! A message that was sent from here, by what a report says of it.
struct SentOriginal {
    bool isOurs = false;
    OutboxId outbox = {};             //!< invalid where the ledger does not know it (another program sent it)
    MessageId copy = {};              //!< invalid where there is none here
    QString messageId = {};
    QString subject = {};
};

//! What is learned about mail after it was sent: reports, reading receipts, and what the provider does with it.
class SendingTable
{
public:
    explicit SendingTable(StoreContext &context) : m_context(context) { }

    //! Of the outgoing server at \a host, as far as it was seen.
    Result<SentHabit> sentHabit(AccountId account, const QString &host) const;
    Outcome noteSentHabit(AccountId account, const QString &host, SentHabit habit);

    //! \a reportId: the report's own Message-ID. The same report again changes nothing.
    Outcome noteReport(AccountId account, const QString &reportId, const MailReport &report);
    Result<SentOriginal> original(AccountId account, const MailReport &report) const;

    Result<bool> isReceiptAnswered(AccountId account, const QString &messageId) const;
    //! Conflict where that was done before: nobody is told twice.
    Outcome noteReceiptAnswered(AccountId account, const QString &messageId);

private:
    StoreContext &m_context;
};

// --- what readers share with it
Result<SentOriginal> readSentOriginal(Database &mail, AccountId account, const MailReport &report);
//! What reports say of this message; by address, the latest word on each.
Result<QList<DeliveryNews>> readDeliveryNews(Database &mail, MessageId message);
Result<bool> readReceiptAnswered(Database &mail, AccountId account, const QString &messageId);

} // namespace golub::store
