// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/OutboxTable.h"

#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/SubmissionRecord.h"
#include "core/store/UncertaintyRecord.h"

#include <QHash>

namespace golub::store {
namespace {

using States = std::initializer_list<OutboxState>;
constexpr States Unfinished { OutboxState::Held, OutboxState::Queued, OutboxState::Refused, OutboxState::Accepted };

//! An accepted message is at its end unless the server refused it for somebody.
Outcome expectOpen(const OutboxEntry &entry)
{
    const bool refused = std::any_of(entry.recipients.begin(), entry.recipients.end(),
        [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Refused; });
    if (entry.state == OutboxState::Accepted && !refused)
        return Error::of(ErrorKind::Conflict, outboxStateName(entry.state));
    return {};
}

Outcome writeRecipients(Database &mail, OutboxId id, const QList<OutboxRecipient> &recipients)
{
    GOLUB_TRY(mail.run("DELETE FROM outbox_recipients WHERE outbox = ?", id));
    int position = 0;
    for (const OutboxRecipient &recipient : recipients) {
        GOLUB_TRY(mail.run("INSERT INTO outbox_recipients(outbox, position, address, state, reply) VALUES(?, ?, ?, ?, ?)", id, position++,
            recipient.address, recipient.state, replyText(recipient.reply)));
    }
    return {};
}

//! RFC 5321 section 4.5.3.1.10.
bool saysTooMany(const ServerReply &reply)
{
    return reply.enhanced == u"4.5.3" || reply.enhanced == u"5.5.3" || reply.code == 552 || (reply.code == 452 && reply.text.contains(u"too many", Qt::CaseInsensitive));
}

//! What the report says of each, on top of what is known. A recipient whom the server has accepted for good stays accepted.
Outcome mergeRecipients(Database &mail, const OutboxEntry &entry, const QList<OutboxRecipient> &news)
{
    QHash<QString, OutboxRecipient> byAddress;
    for (const OutboxRecipient &recipient : news)
        byAddress.insert(recipient.address, recipient);
    QList<OutboxRecipient> merged = entry.recipients;
    for (OutboxRecipient &recipient : merged) {
        if (const auto found = byAddress.constFind(recipient.address); found != byAddress.constEnd())
            recipient = *found;
    }
    return writeRecipients(mail, entry.id, merged);
}

//! Whom the server took in a transaction that has not come to its end: has not got anything yet.
QList<OutboxRecipient> notHandedOver(QList<OutboxRecipient> recipients)
{
    for (OutboxRecipient &recipient : recipients) {
        if (recipient.state == RecipientState::Accepted)
            recipient.state = RecipientState::Pending;
    }
    return recipients;
}

//! One step of the ledger: only from \a allowed, committed when this returns.
Outcome step(StoreContext &context, OutboxId id, States allowed, const std::function<Outcome(const OutboxEntry &)> &body)
{
    return context.transact([&]() -> Outcome {
        const Result<OutboxEntry> entry = readOutboxEntry(context.mail(), id);
        if (!entry)
            return entry.error();
        if (std::find(allowed.begin(), allowed.end(), entry->state) == allowed.end())
            return Error::of(ErrorKind::Conflict, outboxStateName(entry->state));
        context.changes().outbox = true;
        return body(*entry);
    });
}

Outcome setState(StoreContext &context, OutboxId id, OutboxState state, const QString &error)
{
    return context.mail().run("UPDATE outbox SET state = ?, error = ? WHERE id = ?", state, error, id);
}

Outcome writeUncertainty(Database &mail, OutboxId id, const Uncertainty &uncertainty)
{
    return mail.run("UPDATE outbox SET uncertainty = ? WHERE id = ?", uncertaintyText(uncertainty), id);
}

Result<QByteArray> content(StoreContext &context, const char *sql, OutboxId id)
{
    Statement row(context.mail(), sql, id);
    if (row.next())
        return context.bodies().get(row.blob(0));
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

//! Back into the queue for those who have not got it.
Outcome queueAgain(StoreContext &context, const OutboxEntry &entry, const QString &error, const QDateTime &nextTry)
{
    QList<OutboxRecipient> recipients = entry.recipients;
    for (OutboxRecipient &recipient : recipients) {
        if (recipient.state != RecipientState::Accepted)
            recipient.state = RecipientState::Pending;
    }
    GOLUB_TRY(writeRecipients(context.mail(), entry.id, recipients));
    GOLUB_TRY(context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", nextTry, entry.id));
    return setState(context, entry.id, OutboxState::Queued, error);
}

} // namespace

Result<OutboxId> OutboxTable::queue(const OutboxEntry &entry, const QByteArray &message, const QByteArray &sentCopy)
{
    return m_context.transact([&]() -> Result<OutboxId> {
        const Result<QByteArray> messageHash = m_context.bodies().stage(message);
        if (!messageHash)
            return messageHash.error();
        const Result<QByteArray> copyHash = m_context.bodies().stage(sentCopy);
        if (!copyHash)
            return copyHash.error();
        Database &mail = m_context.mail();
        GOLUB_TRY(mail.run("INSERT INTO outbox(account, subject, message_id, envelope_from, state, attempts, created, next_try, size, error, "
                           "sent_copy, original, is_forward, message, sent_message, hold, held_until, options) "
                           "VALUES(?, ?, ?, ?, ?, 0, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?)",
            entry.account, entry.subject, entry.messageIdHeader, entry.envelopeFrom,
            entry.hold == Hold::None ? OutboxState::Queued : OutboxState::Held, m_context.clock().utcNow(),
            entry.nextTry, message.size(), entry.sentCopy, entry.original, entry.isForward, *messageHash, *copyHash,
            entry.hold, entry.heldUntil, submissionText(entry.options)));
        const OutboxId id { mail.lastInsertId() };
        GOLUB_TRY(writeRecipients(mail, id, entry.recipients));
        m_context.changes().outbox = true;
        return id;
    });
}

Result<QList<OutboxEntry>> OutboxTable::all() const
{
    return readOutbox(m_context.mail());
}

Result<OutboxEntry> OutboxTable::find(OutboxId id) const
{
    return readOutboxEntry(m_context.mail(), id);
}

Result<QByteArray> OutboxTable::message(OutboxId id) const
{
    return content(m_context, "SELECT message FROM outbox WHERE id = ?", id);
}

Result<QByteArray> OutboxTable::sentCopy(OutboxId id) const
{
    return content(m_context, "SELECT sent_message FROM outbox WHERE id = ?", id);
}

Outcome OutboxTable::release(OutboxId id)
{
    return step(m_context, id, { OutboxState::Held },
        [&](const OutboxEntry &) -> Outcome { return m_context.mail().run("UPDATE outbox SET state = ? WHERE id = ?", OutboxState::Queued, id); });
}

Outcome OutboxTable::claim(OutboxId id)
{
    return step(m_context, id, { OutboxState::Queued }, [&](const OutboxEntry &) -> Outcome {
        return m_context.mail().run("UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE id = ?", OutboxState::Claimed, id);
    });
}

Outcome OutboxTable::sending(OutboxId id, const QList<OutboxRecipient> &recipients, const QString &server)
{
    return step(m_context, id, { OutboxState::Claimed }, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(mergeRecipients(m_context.mail(), entry, notHandedOver(recipients)));
        // As it stands if nobody comes back to say how it ended.
        GOLUB_TRY(writeUncertainty(m_context.mail(), id, { server, m_context.clock().utcNow(), {}, HandoverEnd::Stopped, {} }));
        return setState(m_context, id, OutboxState::Sending, {});
    });
}

Outcome OutboxTable::accepted(OutboxId id, const SubmissionReport &report, const QDateTime &nextTry)
{
    return step(m_context, id, { OutboxState::Sending, OutboxState::Uncertain }, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(mergeRecipients(m_context.mail(), entry, report.recipients));
        const auto isWaiting = [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Pending; };
        const auto waiting = std::find_if(report.recipients.begin(), report.recipients.end(), isWaiting);
        if (waiting == report.recipients.end())
            return setState(m_context, id, OutboxState::Accepted, {});
        // Refused for now (greylisting, a full mailbox): these have not got it, and get it by themselves. Those who were not asked, or were
        // too many for one transaction, get it at once.
        const auto later = std::find_if(report.recipients.begin(), report.recipients.end(),
            [&](const OutboxRecipient &recipient) { return isWaiting(recipient) && !recipient.reply.isEmpty() && !saysTooMany(recipient.reply); });
        const bool atOnce = later == report.recipients.end();
        GOLUB_TRY(m_context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", atOnce ? QDateTime() : nextTry, id));
        return setState(m_context, id, OutboxState::Queued,
            atOnce ? QString() : errorText(Error::of(ErrorKind::ServerTemporary, {}, later->reply)));
    });
}

Outcome OutboxTable::refused(OutboxId id, const SubmissionReport &report)
{
    return step(m_context, id, { OutboxState::Claimed, OutboxState::Sending }, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(mergeRecipients(m_context.mail(), entry, report.recipients));
        const Error error = report.error.value_or(Error::of(ErrorKind::ServerRefused, {}, report.finalReply));
        return setState(m_context, id, OutboxState::Refused, errorText(error));
    });
}

Outcome OutboxTable::uncertain(OutboxId id, const Error &error)
{
    return step(m_context, id, { OutboxState::Sending },
        [&](const OutboxEntry &) { return setState(m_context, id, OutboxState::Uncertain, errorText(error)); });
}

Outcome OutboxTable::uncertain(OutboxId id, const SubmissionReport &report)
{
    return step(m_context, id, { OutboxState::Sending }, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(mergeRecipients(m_context.mail(), entry, notHandedOver(report.recipients)));
        Uncertainty known = entry.uncertainty;
        known.ended = m_context.clock().utcNow();
        known.end = report.end;
        GOLUB_TRY(writeUncertainty(m_context.mail(), id, known));
        return setState(m_context, id, OutboxState::Uncertain, errorText(report.error.value_or(Error::of(ErrorKind::UnknownDelivery))));
    });
}

Outcome OutboxTable::requeue(OutboxId id, const Error &error, const QDateTime &nextTry)
{
    return step(m_context, id, { OutboxState::Claimed, OutboxState::Sending },
        [&](const OutboxEntry &entry) { return queueAgain(m_context, entry, errorText(error), nextTry); });
}

Outcome OutboxTable::requeue(OutboxId id, const SubmissionReport &report, const QDateTime &nextTry)
{
    return step(m_context, id, { OutboxState::Claimed, OutboxState::Sending }, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(mergeRecipients(m_context.mail(), entry, notHandedOver(report.recipients)));
        GOLUB_TRY(m_context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", nextTry, id));
        return setState(m_context, id, OutboxState::Queued, report.error ? errorText(*report.error) : QString());
    });
}

Outcome OutboxTable::hurry(OutboxId id)
{
    return step(m_context, id, { OutboxState::Queued },
        [&](const OutboxEntry &) -> Outcome { return m_context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", QDateTime(), id); });
}

Outcome OutboxTable::retry(OutboxId id)
{
    return step(m_context, id, Unfinished, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(expectOpen(entry));
        return queueAgain(m_context, entry, {}, {});
    });
}

Outcome OutboxTable::cancel(OutboxId id)
{
    return step(m_context, id, Unfinished, [&](const OutboxEntry &entry) -> Outcome {
        GOLUB_TRY(expectOpen(entry));
        return m_context.mail().run("UPDATE outbox SET state = ? WHERE id = ?", OutboxState::Cancelled, id);
    });
}

Outcome OutboxTable::resolve(OutboxId id, bool sent)
{
    return step(m_context, id, { OutboxState::Uncertain }, [&](const OutboxEntry &entry) -> Outcome {
        // By the user's word nobody has got it of those it was being sent to. Who has it from an earlier attempt does not get it twice, and
        // whom the server refused for good is not asked again: that takes a retry.
        if (!sent) {
            GOLUB_TRY(m_context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", QDateTime(), id));
            return setState(m_context, id, OutboxState::Queued, {});
        }
        // Whom the server put off in that very transaction has not got it, whoever else has.
        QList<OutboxRecipient> recipients = entry.recipients;
        bool waiting = false;
        for (OutboxRecipient &recipient : recipients) {
            const bool putOff = recipient.reply.code >= 400;
            waiting = waiting || (recipient.state == RecipientState::Pending && putOff);
            if (recipient.state == RecipientState::Pending && !putOff)
                recipient.state = RecipientState::Accepted;
        }
        GOLUB_TRY(writeRecipients(m_context.mail(), id, recipients));
        GOLUB_TRY(m_context.mail().run("UPDATE outbox SET next_try = ? WHERE id = ?", QDateTime(), id));
        return setState(m_context, id, waiting ? OutboxState::Queued : OutboxState::Accepted, {});
    });
}

Outcome OutboxTable::noteLook(OutboxId id, const Uncertainty::Look &look)
{
    return step(m_context, id, { OutboxState::Uncertain }, [&](const OutboxEntry &entry) -> Outcome {
        Uncertainty known = entry.uncertainty;
        known.note(look);
        return writeUncertainty(m_context.mail(), id, known);
    });
}

Outcome OutboxTable::setSentCopy(OutboxId id, SentCopyState state)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE outbox SET sent_copy = ? WHERE id = ?", state, id));
        if (m_context.mail().changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.changes().outbox = true;
        return {};
    });
}

// --- rows

namespace {

#define GOLUB_OUTBOX                                                                                                           \
    "SELECT id, account, subject, message_id, envelope_from, state, attempts, created, next_try, size, error, sent_copy, original, " \
    "is_forward, hold, held_until, options, uncertainty FROM outbox "

Result<OutboxEntry> entryOf(Database &mail, const Statement &row)
{
    OutboxEntry entry;
    entry.id = row.id<OutboxId>(0);
    entry.account = row.id<AccountId>(1);
    entry.subject = row.text(2);
    entry.messageIdHeader = row.text(3);
    entry.envelopeFrom = row.text(4);
    entry.state = row.enumeration<OutboxState>(5);
    entry.attempts = row.small(6);
    entry.created = row.time(7);
    entry.nextTry = row.time(8);
    entry.size = row.integer(9);
    if (const std::optional<Error> error = errorOf(row.text(10))) {
        entry.lastError = *error;
        entry.hasError = true;
    }
    entry.sentCopy = row.enumeration<SentCopyState>(11);
    entry.original = row.id<MessageId>(12);
    entry.isForward = row.boolean(13);
    entry.hold = row.enumeration<Hold>(14);
    entry.heldUntil = row.time(15);
    entry.options = submissionOf(row.text(16));
    entry.uncertainty = uncertaintyOf(row.text(17));
    Statement recipients(mail, "SELECT address, state, reply FROM outbox_recipients WHERE outbox = ? ORDER BY position", entry.id);
    while (recipients.next())
        entry.recipients.append({ recipients.text(0), recipients.enumeration<RecipientState>(1), replyOf(recipients.text(2)) });
    GOLUB_TRY(recipients.outcome());
    return entry;
}

} // namespace

Result<QList<OutboxEntry>> readOutbox(Database &mail)
{
    QList<OutboxEntry> list;
    Statement rows(mail,
        GOLUB_OUTBOX "WHERE state <> ? AND (state <> ? OR sent_copy IN (?, ?) OR EXISTS(SELECT 1 FROM outbox_recipients r WHERE r.outbox = "
                     "outbox.id AND r.state = ?)) ORDER BY id",
        OutboxState::Cancelled, OutboxState::Accepted, SentCopyState::Waiting, SentCopyState::Failed, RecipientState::Refused);
    while (rows.next()) {
        const Result<OutboxEntry> entry = entryOf(mail, rows);
        if (!entry)
            return entry.error();
        list.append(*entry);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<OutboxEntry> readOutboxEntry(Database &mail, OutboxId id)
{
    Statement row(mail, GOLUB_OUTBOX "WHERE id = ?", id);
    if (row.next())
        return entryOf(mail, row);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

} // namespace golub::store
