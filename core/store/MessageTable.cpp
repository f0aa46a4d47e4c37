// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageTable.h"

#include "core/store/Journal.h"
#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

//! What a message is recognised by when it has lost its UID or not got one yet.
struct Fingerprint {
    QString messageId;
    QString subject;
    qint64 size = 0;
    qint64 dateMs = 0;
};

Fingerprint fingerprintOf(const IncomingMessage &message)
{
    return { message.envelope.messageIdHeader, message.envelope.subject, message.size, message.internalDate.toSecsSinceEpoch() * 1000 };
}

Result<QList<MessageId>> ids(Statement &rows)
{
    QList<MessageId> list;
    while (rows.next())
        list.append(rows.id<MessageId>(0));
    GOLUB_TRY(rows.outcome());
    return list;
}

//! The row that waits in \a mailbox and is this message. Some servers give a copy a new date: Message-ID and size are enough then.
Result<QList<MessageId>> waitingRows(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail,
        "SELECT id FROM messages WHERE mailbox = ?1 AND message_id = ?2 AND uid = 0 AND hidden = 0 AND ((size = ?3 AND date_ms = ?4 AND "
        "subject = ?5) OR (?2 <> '' AND size = ?3)) ORDER BY date_ms = ?4 DESC, id",
        mailbox, message.messageId, message.size, message.dateMs, message.subject);
    return ids(rows);
}

//! An appended message is known by its Message-ID alone: the server may count its size otherwise and date it anew.
Result<QList<MessageId>> appendedRows(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail,
        "SELECT m.id FROM messages m WHERE m.mailbox = ?1 AND m.message_id = ?2 AND m.message_id <> '' AND m.uid = 0 AND m.hidden = 0 AND "
        "EXISTS(SELECT 1 FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation WHERE t.message = m.id AND o.kind = ?3 AND "
        "o.state IN (0, 1, 2)) ORDER BY m.id",
        mailbox, message.messageId, OperationKind::Append);
    return ids(rows);
}

//! A message of \a mailbox whose move or removal waits for the UID that the server now tells.
Result<QList<MessageId>> leavingMessages(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail,
        "SELECT m.id FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation CROSS JOIN messages m ON m.id = t.message "
        "WHERE t.live = 1 AND t.source_mailbox = ?1 AND t.source_uid = 0 AND t.waiting = 1 AND o.kind IN (1, 3) AND m.message_id = ?2 AND "
        "m.size = ?3 AND (m.message_id <> '' OR (m.date_ms = ?4 AND m.subject = ?5)) ORDER BY t.operation",
        mailbox, message.messageId, message.size, message.dateMs, message.subject);
    return ids(rows);
}

Result<UidValidity> uidValidity(Database &mail, MailboxId mailbox)
{
    const Result<qint64> value = mail.number("SELECT uid_validity FROM mailboxes WHERE id = ?", mailbox);
    if (!value)
        return value.error();
    return UidValidity { quint32(*value) };
}

class Insertion
{
public:
    Insertion(StoreContext &context, const Mailbox &mailbox, const IncomingMessage &message)
        : m_context(context), m_rows(context), m_mailbox(mailbox), m_message(message), m_print(fingerprintOf(message))
    {
    }

    Result<MessageId> run()
    {
        if (!m_message.uid.isValid())
            return m_rows.create(m_mailbox, m_message, {}, nullptr);
        const Result<qint64> known = m_context.mail().number("SELECT id FROM messages WHERE mailbox = ? AND uid = ? AND uid > 0", m_mailbox.id, m_message.uid);
        if (!known)
            return known.error();
        if (*known != 0)
            return refresh({ *known });
        const Result<qint64> leaving = m_context.mail().number(
            "SELECT 1 FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation WHERE t.live = 1 AND t.source_mailbox = ? AND "
            "t.source_uid = ? AND o.kind IN (1, 3)",
            m_mailbox.id, m_message.uid);
        if (!leaving)
            return leaving.error();
        if (*leaving)
            return MessageId {};
        return match();
    }

private:
    Result<MessageId> match()
    {
        Result<QList<MessageId>> waiting = waitingRows(m_context.mail(), m_mailbox.id, m_print);
        if (waiting && waiting->isEmpty())
            waiting = appendedRows(m_context.mail(), m_mailbox.id, m_print);
        if (!waiting)
            return waiting.error();
        for (const MessageId id : std::as_const(*waiting)) {
            const Result<Explanation> explanation = explanationOf(m_context.mail(), id, m_mailbox.id);
            if (!explanation)
                return explanation.error();
            // What was never asked of the server cannot have happened there: this is another copy of the message.
            if (explanation->operation.isValid() && explanation->attempts == 0)
                continue;
            return adopt(id, explanation->operation);
        }
        Result<QList<MessageId>> leaving = leavingMessages(m_context.mail(), m_mailbox.id, m_print);
        if (!leaving)
            return leaving.error();
        for (const MessageId id : std::as_const(*leaving)) {
            const Result<Explanation> explanation = explanationOf(m_context.mail(), id, m_mailbox.id);
            if (!explanation)
                return explanation.error();
            if (explanation->operation.isValid() && explanation->attempts == 0)
                continue;
            GOLUB_TRY(m_rows.setServerFlags(id, m_message.flags, m_message.modSeq));
            GOLUB_TRY(rebase(m_context, id, explanation->operation, here()));
            return MessageId {};
        }
        return m_rows.create(m_mailbox, m_message, {}, nullptr);
    }
    Place here() const
    {
        const Result<UidValidity> validity = uidValidity(m_context.mail(), m_mailbox.id);
        return { m_mailbox.id, m_message.uid, validity ? *validity : UidValidity {}, false };
    }
    Result<MessageId> adopt(MessageId id, OperationId after)
    {
        GOLUB_TRY(rebase(m_context, id, after, here()));
        return refresh(id);
    }
    Result<MessageId> refresh(MessageId id)
    {
        GOLUB_TRY(m_rows.setServerFlags(id, m_message.flags, m_message.modSeq));
        Result<MessageRow> row = m_rows.find(id);
        if (!row)
            return row.error();
        return row->hidden ? MessageId {} : id;
    }

    StoreContext &m_context;
    MessageRows m_rows;
    const Mailbox &m_mailbox;
    const IncomingMessage &m_message;
    Fingerprint m_print;
};

} // namespace

Result<MessageId> MessageTable::insert(MailboxId mailbox, const IncomingMessage &message)
{
    return m_context.transact([&]() -> Result<MessageId> {
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        return Insertion(m_context, *row, message).run();
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
            const Result<MessageId> id = Insertion(m_context, *row, message).run();
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
        list.append({ rows.id<MessageId>(0), rows.id<Uid>(1), flagsOf(rows.integer(2), rows.text(3)), rows.boolean(4) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace

Result<QList<MessageTable::Known>> MessageTable::known(MailboxId mailbox) const
{
    Statement rows(m_context.mail(),
        "SELECT id, uid, server_flags, server_keywords, has_body FROM messages WHERE mailbox = ? AND uid > 0 ORDER BY uid", mailbox);
    return knownOf(rows);
}

Result<QList<MessageTable::Known>> MessageTable::withoutBody(MailboxId mailbox, int limit) const
{
    Statement rows(m_context.mail(),
        "SELECT id, uid, server_flags, server_keywords, has_body FROM messages INDEXED BY messages_without_body WHERE mailbox = ? AND has_body = 0 "
        "AND uid > 0 AND hidden = 0 ORDER BY date_ms DESC, id DESC LIMIT ?",
        mailbox, qMax(0, limit));
    return knownOf(rows);
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
        GOLUB_TRY(m_context.mail().run("UPDATE messages SET uid = 0, mod_seq = 0 WHERE mailbox = ? AND uid > 0", mailbox));
        GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET source_uid = 0, waiting = 1 WHERE live = 1 AND source_mailbox = ? AND source_uid > 0",
            mailbox));
        m_context.changes().mailboxes.insert(mailbox);
        return {};
    });
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
