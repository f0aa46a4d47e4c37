// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/OperationTable.h"

#include "core/store/BlobStore.h"
#include "core/store/MessageTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

//! How many messages of just this content \a mailbox shows; it may be stored by either of its two \a hashes. By the Message-ID, which is indexed;
//! where there is none, by the date, so that many without are not compared with each other.
Result<qint64> copiesIn(Database &mail, const Mailbox &mailbox, const QList<QByteArray> &hashes, const Envelope &envelope, const QDateTime &received)
{
    if (!envelope.messageIdHeader.isEmpty()) {
        return mail.number("SELECT count(*) FROM messages WHERE account = ? AND message_id = ? AND mailbox = ? AND hidden = 0 AND has_body = 1 AND "
                           "body IN (?, ?)",
            mailbox.account, envelope.messageIdHeader, mailbox.id, hashes.first(), hashes.last());
    }
    return mail.number("SELECT count(*) FROM messages WHERE mailbox = ? AND hidden = 0 AND date_ms = ? AND has_body = 1 AND body IN (?, ?)",
        mailbox.id, received.toSecsSinceEpoch() * 1000, hashes.first(), hashes.last());
}

//! The append of this content that the server refused; invalid for none.
Result<OperationId> refusedAppend(Database &mail, const Mailbox &mailbox, const QList<QByteArray> &hashes)
{
    const Result<qint64> id = mail.number("SELECT id FROM operations WHERE state = ? AND account = ? AND kind = ? AND destination = ? AND "
                                          "body IN (?, ?) LIMIT 1",
        OperationState::Failed, mailbox.account, OperationKind::Append, mailbox.id, hashes.first(), hashes.last());
    if (!id)
        return id.error().kind == ErrorKind::NotFound ? Result<OperationId>(OperationId {}) : Result<OperationId>(id.error());
    return OperationId { *id };
}

} // namespace

Result<OperationId> OperationTable::import(MailboxId destination, const ImportedMessage &message, const MessageText &text)
{
    return m_context.transact([&]() -> Result<OperationId> {
        Database &mail = m_context.mail();
        const Result<Mailbox> mailbox = readMailbox(mail, destination);
        if (!mailbox)
            return mailbox.error();
        const QDateTime &written = text.envelope.date;
        const QDateTime received = message.received.isValid() ? message.received : written.isValid() ? written : m_context.clock().utcNow();
        const Result<QList<QByteArray>> hashes = m_context.bodies().hashesOf(message.raw);
        if (!hashes)
            return hashes.error();
        const Result<qint64> copies = copiesIn(mail, *mailbox, *hashes, text.envelope, received);
        if (!copies)
            return copies.error();
        if (*copies >= message.copy)
            return OperationId {};
        const Result<OperationId> refused = refusedAppend(mail, *mailbox, *hashes);
        if (!refused)
            return refused;
        if (!refused->isValid())
            return append(destination, message.raw, text, message.flags, received.toUTC(), {});
        GOLUB_TRY(retry(*refused));
        return *refused;
    });
}

} // namespace golub::store
