// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/base/Result.h"
#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Message.h"
#include "core/mail/Operation.h"
#include "core/mail/Outbox.h"
#include "core/mail/Quota.h"
#include "core/store/PartialBody.h"
#include "core/store/SendingTable.h"
#include "core/store/ServerTable.h"

#include <memory>

namespace golub::store {

//! Read-only windows over a profile, on connections of its own: may live in another thread than the MessageStore, and in another
//! program. Every call is short (at most limits::WindowRows rows); none waits for the writer (WAL).
class StoreReader
{
public:
    //! NotFound where there is no profile yet; Storage as in MessageStore::open.
    static Result<std::unique_ptr<StoreReader>> open(const QString &directory);
    ~StoreReader();

    Result<QList<Account>> accounts() const;
    Result<QList<Mailbox>> mailboxes(AccountId account = {}) const;
    Result<Mailbox> mailbox(MailboxId id) const;

    //! Newest first (date, then id, both descending), after the cursor.
    Result<QList<MessageSummary>> window(MailboxId mailbox, ListCursor after, int limit) const;
    //! The same by position; \a offset 0 is the newest.
    Result<QList<MessageSummary>> windowAt(MailboxId mailbox, qint64 offset, int limit) const;
    Result<qint64> count(MailboxId mailbox) const;
    //! Position of a message in its mailbox's list; NotFound.
    Result<qint64> position(MessageId id) const;
    Result<MessageSummary> summary(MessageId id) const;
    Result<QList<MessageSummary>> summaries(const QList<MessageId> &ids) const;
    //! NotFound where the body is not here (yet).
    Result<QByteArray> body(MessageId id) const;

    //! NotFound where nothing is here, or the whole body.
    Result<PartialBody> partial(MessageId id) const;
    //! Decoded, of an AbsentPart that was fetched.
    Result<QByteArray> content(const QByteArray &hash) const;

    struct SearchHits {
        QList<MessageSummary> hits;   //!< newest first
        qint64 total = 0;
        double coverage = 1.0;        //!< the part of all messages whose full text is in the index
    };
    //! \a query as in core/search/Query.h; InvalidInput names what is wrong in it.
    Result<SearchHits> search(const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const;

    Result<QList<Operation>> openOperations() const;
    //! The newest \a limit that are done or cancelled, oldest first.
    Result<QList<Operation>> finishedOperations(int limit) const;
    //! Some operation waits for its server, or is being played.
    Result<bool> isPlaying() const;
    //! Capabilities of servers that are not believed at \a now.
    Result<QList<QuarantinedCapability>> quarantined(const QDateTime &now) const;
    //! Certificates that are accepted at \a now though nobody trusted signed them.
    Result<QList<CertificateException>> certificateExceptions(const QDateTime &now) const;
    Result<QList<QuotaResource>> quota(AccountId account) const;
    //! The draft whose copy in a mailbox this message is; NotFound.
    Result<Draft> draftOnServer(MessageId id) const;
    //! NotFound where it was never met.
    Result<ServerRecord> server(const QString &host, quint16 port) const;
    //! What reports say of this message.
    Result<QList<DeliveryNews>> deliveryNews(MessageId id) const;
    //! The message that a report is about.
    Result<SentOriginal> sentOriginal(AccountId account, const MailReport &report) const;
    Result<bool> isReceiptAnswered(AccountId account, const QString &messageId) const;
    Result<QList<OutboxEntry>> outbox() const;
    //! In any state, also Accepted and Cancelled; NotFound.
    Result<OutboxEntry> outboxEntry(OutboxId id) const;
    Result<QList<Draft>> drafts() const;
    Result<Draft> draft(DraftId id) const;
    Result<QList<Address>> completeAddress(const QString &prefix, int limit) const;

private:
    StoreReader();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::store
