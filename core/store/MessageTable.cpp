// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageTable.h"

#include "core/store/Journal.h"
#include "core/store/MessageMatching.h"
#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

Result<QList<MessageId>> ids(Statement &rows)
{
    QList<MessageId> list;
    while (rows.next())
        list.append(rows.id<MessageId>(0));
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace

Result<MessageId> MessageTable::insert(MailboxId mailbox, const IncomingMessage &message)
{
    return m_context.transact([&]() -> Result<MessageId> {
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        return insertOrMatch(m_context, *row, message);
    });
}

Result<MessageId> MessageTable::insertWhole(MailboxId mailbox, const IncomingMessage &message, const QByteArray &raw, const MessageText &text)
{
    return m_context.transact([&]() -> Result<MessageId> {
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        Result<QByteArray> hash = m_context.bodies().stage(raw);
        if (!hash)
            return hash.error();
        if (message.uid.isValid()) {
            const Result<MessageId> id = insertOrMatch(m_context, *row, message);
            if (id && id->isValid())
                GOLUB_TRY(MessageRows(m_context).setBody(*id, *hash, text));
            return id;
        }
        return MessageRows(m_context).create(*row, message, *hash, &text);
    });
}

Outcome MessageTable::storeBody(MessageId id, const QByteArray &raw, const MessageText &text)
{
    return m_context.transact([&]() -> Outcome {
        Result<QByteArray> hash = m_context.bodies().stage(raw);
        if (!hash)
            return hash.error();
        return MessageRows(m_context).setBody(id, *hash, text);
    });
}

Outcome MessageTable::attachBody(MessageId id, const QByteArray &hash, const MessageText &text)
{
    return m_context.transact([&]() -> Outcome {
        const Outcome done = MessageRows(m_context).setBody(id, hash, text);
        return done || done.error().kind != ErrorKind::NotFound ? done : Outcome();
    });
}

Outcome MessageTable::setServerFlags(MessageId id, const Flags &flags, ModSeq modSeq)
{
    return m_context.transact([&]() -> Outcome { return MessageRows(m_context).setServerFlags(id, flags, modSeq); });
}

Outcome MessageTable::removeByUid(MailboxId mailbox, const UidSet &uids)
{
    return m_context.transact([&]() -> Outcome {
        QList<MessageId> gone;
        for (const UidSet::Range range : uids.ranges()) {
            Statement rows(m_context.mail(), "SELECT id FROM messages WHERE mailbox = ? AND uid BETWEEN ? AND ? AND uid > 0", mailbox, range.first,
                range.last);
            Result<QList<MessageId>> found = ids(rows);
            if (!found)
                return found.error();
            gone += *found;
        }
        return remove(gone);
    });
}

namespace {

//! Calls \a each(range) for the ranges of a set.
template<class Each>
Outcome forRanges(const UidSet &uids, Each each)
{
    for (const UidSet::Range range : uids.ranges())
        GOLUB_TRY(each(range));
    return {};
}

} // namespace

Outcome MessageTable::suspect(MailboxId mailbox, const UidSet &uids)
{
    return m_context.transact([&]() -> Outcome { return forRanges(uids, [&](UidSet::Range range) { return setSuspect(mailbox, range, true); }); });
}

Outcome MessageTable::clearSuspects(MailboxId mailbox, const UidSet &uids)
{
    return m_context.transact([&]() -> Outcome { return forRanges(uids, [&](UidSet::Range range) { return setSuspect(mailbox, range, false); }); });
}

Outcome MessageTable::setSuspect(MailboxId mailbox, UidSet::Range range, bool suspected)
{
    Statement rows(m_context.mail(), "SELECT id, hidden FROM messages WHERE mailbox = ? AND uid BETWEEN ? AND ? AND uid > 0 AND (suspect_ms <> 0) <> ?",
        mailbox, range.first, range.last, suspected);
    QList<std::pair<MessageId, int>> found;
    while (rows.next())
        found.append({ rows.id<MessageId>(0), rows.small(1) });
    GOLUB_TRY(rows.outcome());
    for (const auto &[id, hidden] : std::as_const(found)) {
        // What an operation hides stays hidden (1); a suspect alone is 2.
        const int now = suspected ? (hidden == 0 ? 2 : hidden) : (hidden == 2 ? 0 : hidden);
        GOLUB_TRY(m_context.mail().run("UPDATE messages SET suspect_ms = ?, hidden = ? WHERE id = ?",
            suspected ? toMs(m_context.clock().utcNow()) : qint64(0), now, id));
        if (now == hidden)
            continue;
        (suspected ? m_context.changes().removed : m_context.changes().added).insert(id);
        m_context.changes().mailboxes.insert(mailbox);
    }
    return {};
}

Result<QList<MessageTable::Suspect>> MessageTable::suspects(MailboxId mailbox) const
{
    QList<Suspect> list;
    Statement rows(m_context.mail(), "SELECT uid, suspect_ms FROM messages WHERE mailbox = ? AND suspect_ms <> 0 AND uid > 0 ORDER BY uid", mailbox);
    while (rows.next())
        list.append({ rows.id<Uid>(0), rows.time(1) });
    GOLUB_TRY(rows.outcome());
    return list;
}

Outcome MessageTable::remove(const QList<MessageId> &gone)
{
    return m_context.transact([&]() -> Outcome {
        MessageRows rows(m_context);
        for (const MessageId id : gone)
            GOLUB_TRY(rows.remove(id));
        return {};
    });
}

namespace {

Result<QList<MessageTable::Known>> knownOf(Statement &rows)
{
    QList<MessageTable::Known> list;
    while (rows.next())
        list.append({ rows.id<MessageId>(0), rows.id<Uid>(1), flagsOf(rows.integer(2), rows.text(3)), rows.boolean(4), rows.boolean(5), rows.small(6) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace

Result<QList<MessageTable::Known>> MessageTable::known(MailboxId mailbox) const
{
    Statement rows(m_context.mail(),
        "SELECT id, uid, server_flags, server_keywords, has_body, suspect_ms <> 0, body_attempts FROM messages WHERE mailbox = ? AND uid > 0 ORDER BY uid", mailbox);
    return knownOf(rows);
}

Result<QList<MessageTable::Known>> MessageTable::known(MailboxId mailbox, UidSet::Range within) const
{
    Statement rows(m_context.mail(),
        "SELECT id, uid, server_flags, server_keywords, has_body, suspect_ms <> 0, body_attempts FROM messages WHERE mailbox = ? AND uid > 0 "
        "AND uid BETWEEN ? AND ? ORDER BY uid",
        mailbox, qint64(within.first), qint64(within.last));
    return knownOf(rows);
}

Result<MessageTable::KnownUids> MessageTable::knownUids(MailboxId mailbox) const
{
    KnownUids known;
    Statement rows(m_context.mail(), "SELECT uid FROM messages INDEXED BY messages_by_uid WHERE mailbox = ? AND uid > 0 ORDER BY uid", mailbox);
    while (rows.next())
        known.all.insert(rows.id<Uid>(0));
    GOLUB_TRY(rows.outcome());
    const Result<QList<Suspect>> suspected = suspects(mailbox);
    if (!suspected)
        return suspected.error();
    for (const Suspect &suspect : *suspected)
        known.suspects.insert(suspect.uid);
    return known;
}

Result<qint64> MessageTable::knownCount(MailboxId mailbox) const
{
    return m_context.mail().number("SELECT count(*) - (SELECT count(*) FROM messages WHERE mailbox = ?1 AND suspect_ms <> 0 AND uid > 0) FROM messages "
                                   "INDEXED BY messages_by_uid WHERE mailbox = ?1 AND uid > 0",
        mailbox);
}

Result<QList<MessageTable::Known>> MessageTable::withoutBody(MailboxId mailbox, int limit, const BodyWanted &wanted) const
{
    Statement rows(m_context.mail(),
        "SELECT id, uid, server_flags, server_keywords, has_body, 0, body_attempts FROM messages INDEXED BY messages_without_body WHERE mailbox = ? AND "
        "has_body = 0 AND uid > 0 AND hidden = 0 AND body_attempts < 3 AND date_ms >= ? AND (?3 = 0 OR size <= ?3) "
        "ORDER BY date_ms DESC, id DESC LIMIT ?4",
        mailbox, wanted.since, wanted.maxSize, qMax(0, limit));
    return knownOf(rows);
}

Outcome MessageTable::noteBodyFailure(MailboxId mailbox, const QList<Uid> &uids)
{
    return m_context.transact([&]() -> Outcome {
        for (const Uid uid : uids) {
            GOLUB_TRY(m_context.mail().run("UPDATE messages SET body_attempts = body_attempts + 1 WHERE mailbox = ? AND uid = ? AND uid > 0 AND has_body = 0",
                mailbox, uid));
        }
        return {};
    });
}

Result<int> MessageTable::bodyAttempts(MessageId id) const
{
    const Result<qint64> attempts = m_context.mail().number("SELECT body_attempts FROM messages WHERE id = ?", id);
    if (!attempts)
        return attempts.error();
    return int(*attempts);
}

Result<MessageId> MessageTable::findByUid(MailboxId mailbox, Uid uid) const
{
    const Result<qint64> id = m_context.mail().number("SELECT id FROM messages WHERE mailbox = ? AND uid = ? AND uid > 0", mailbox, uid);
    if (!id)
        return id.error();
    if (*id == 0)
        return Error::of(ErrorKind::NotFound);
    return MessageId { *id };
}

Result<QList<MessageId>> MessageTable::findByMessageId(AccountId account, const QString &messageIdHeader) const
{
    Statement rows(m_context.mail(), "SELECT id FROM messages WHERE account = ? AND message_id = ? AND hidden = 0 ORDER BY id", account,
        messageIdHeader);
    return ids(rows);
}

Outcome MessageTable::forgetUids(MailboxId mailbox)
{
    return m_context.transact([&]() -> Outcome {
        // A suspect may be there under another UID: it waits to be matched like all others.
        GOLUB_TRY(m_context.mail().run("UPDATE messages SET hidden = 0, suspect_ms = 0 WHERE mailbox = ? AND uid > 0 AND suspect_ms <> 0 AND hidden = 2",
            mailbox));
        GOLUB_TRY(m_context.mail().run("UPDATE messages SET uid = 0, mod_seq = 0, suspect_ms = 0 WHERE mailbox = ? AND uid > 0", mailbox));
        GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET source_uid = 0, waiting = 1 WHERE live = 1 AND source_mailbox = ? AND source_uid > 0",
            mailbox));
        // So did what was noted of copies that were made there.
        GOLUB_TRY(m_context.mail().run(
            "UPDATE operation_targets SET destination_uid = 0 WHERE live = 1 AND destination_uid > 0 AND operation IN (SELECT id FROM operations WHERE "
            "destination = ? AND state IN (0, 1))",
            mailbox));
        m_context.changes().mailboxes.insert(mailbox);
        return {};
    });
}

Result<qint64> MessageTable::unmatched(MailboxId mailbox) const
{
    return m_context.mail().number(
        "SELECT (SELECT count(*) FROM messages m WHERE m.mailbox = ?1 AND m.uid = 0 AND m.hidden = 0 AND NOT EXISTS(SELECT 1 FROM operation_targets t "
        "CROSS JOIN operations o ON o.id = t.operation WHERE t.message = m.id AND t.live = 1 AND o.kind IN (1, 4) AND o.destination = ?1) AND NOT "
        "EXISTS(SELECT 1 FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation WHERE t.created_message = m.id AND t.created_message > 0 "
        "AND t.live = 1 AND o.destination = ?1)) + (SELECT count(*) FROM operation_targets t WHERE t.live = 1 AND t.source_mailbox = ?1 AND "
        "t.source_uid = 0 AND t.waiting = 1 AND NOT EXISTS(SELECT 1 FROM operation_targets e CROSS JOIN operations o ON o.id = e.operation WHERE "
        "e.live = 1 AND o.destination = ?1 AND (e.message = t.message OR e.created_message = t.message) AND e.operation < t.operation))",
        mailbox);
}

Outcome MessageTable::removeUnmatched(MailboxId mailbox)
{
    return m_context.transact([&]() -> Outcome {
        // A hidden row whose failed append or copy may be tried again stays; what a live operation brings here stays.
        Statement rows(m_context.mail(),
            "SELECT m.id FROM messages m WHERE m.mailbox = ?1 AND m.uid = 0 AND (m.hidden = 0 OR EXISTS(SELECT 1 FROM operation_targets t "
            "CROSS JOIN operations o ON o.id = t.operation WHERE t.message = m.id AND t.live = 1 AND o.kind = 3))",
            mailbox);
        Result<QList<MessageId>> waiting = ids(rows);
        if (!waiting)
            return waiting.error();
        MessageRows writer(m_context);
        for (const MessageId id : std::as_const(*waiting)) {
            const Result<Explanation> explanation = explanationOf(m_context.mail(), id, mailbox);
            if (!explanation)
                return explanation.error();
            if (!explanation->operation.isValid())
                GOLUB_TRY(writer.remove(id));
        }
        // What was to leave here, and is not here: nothing is left to do for it.
        return m_context.mail().run(
            "UPDATE operation_targets SET waiting = 0 WHERE live = 1 AND source_mailbox = ?1 AND source_uid = 0 AND waiting = 1 AND NOT EXISTS("
            "SELECT 1 FROM operation_targets e CROSS JOIN operations o ON o.id = e.operation WHERE e.live = 1 AND o.destination = ?1 AND "
            "(e.message = operation_targets.message OR e.created_message = operation_targets.message) AND e.operation < operation_targets.operation)",
            mailbox);
    });
}

Result<QByteArray> MessageTable::body(MessageId id) const
{
    Result<QByteArray> hash = readBodyHash(m_context.mail(), id);
    return hash ? m_context.bodies().get(*hash) : hash;
}

Result<MessageSummary> MessageTable::summary(MessageId id) const
{
    return readSummary(m_context.mail(), id);
}

} // namespace golub::store
