// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageMatching.h"

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
        "SELECT id FROM messages WHERE mailbox = ?1 AND message_id = ?2 AND uid = 0 AND hidden = 0 AND size = ?3 AND subject = ?5 AND "
        "(date_ms = ?4 OR ?2 <> '') ORDER BY date_ms = ?4 DESC, id",
        mailbox, message.messageId, message.size, message.dateMs, message.subject);
    return ids(rows);
}

//! An appended message is known by its Message-ID alone: the server may count its size otherwise and date it anew.
Result<QList<MessageId>> appendedRows(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail,
        "SELECT m.id FROM messages m WHERE m.mailbox = ?1 AND m.message_id = ?2 AND m.message_id <> '' AND m.uid = 0 AND m.hidden = 0 AND "
        "(EXISTS(SELECT 1 FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation WHERE t.message = m.id AND o.kind = ?3 AND "
        "o.state IN (0, 1, 2)) OR EXISTS(SELECT 1 FROM operations o CROSS JOIN operation_targets t ON t.operation = o.id WHERE o.kind = ?4 AND "
        "t.created_message = m.id AND o.state IN (0, 1, 2))) ORDER BY m.id",
        mailbox, message.messageId, OperationKind::Append, OperationKind::Replace);
    return ids(rows);
}

//! What waits there, by its Message-ID and subject: servers that keep mail as mbox files write fields of their own into what they copy, so that its
//! size is another one.
Result<QList<MessageId>> rewrittenRows(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail, "SELECT id FROM messages WHERE mailbox = ?1 AND message_id = ?2 AND message_id <> '' AND subject = ?3 AND uid = 0 AND hidden = 0 ORDER BY id",
        mailbox, message.messageId, message.subject);
    return ids(rows);
}

//! A message of \a mailbox whose move or removal waits for the UID that the server now tells; its size may be another one, as above.
Result<QList<MessageId>> leavingMessages(Database &mail, MailboxId mailbox, const Fingerprint &message)
{
    Statement rows(mail,
        "SELECT m.id FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation CROSS JOIN messages m ON m.id = t.message "
        "WHERE t.live = 1 AND t.source_mailbox = ?1 AND t.source_uid = 0 AND t.waiting = 1 AND o.kind IN (1, 3, 6) AND m.message_id = ?2 AND "
        "m.subject = ?5 AND (m.message_id <> '' OR (m.size = ?3 AND m.date_ms = ?4)) ORDER BY m.size = ?3 DESC, t.operation",
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

//! A row of \a mailbox that waits for its UID and has the server's own name for this content.
Result<QList<MessageId>> sameContent(Database &mail, MailboxId mailbox, const IncomingMessage &message)
{
    if (message.emailId.isEmpty())
        return QList<MessageId> {};
    Statement rows(mail, "SELECT id FROM messages WHERE account = (SELECT account FROM mailboxes WHERE id = ?1) AND email_id = ?2 AND email_id <> '' AND "
                         "mailbox = ?1 AND uid = 0 AND hidden = 0 ORDER BY id",
        mailbox, message.emailId);
    return ids(rows);
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
            "t.source_uid = ? AND o.kind IN (1, 3, 6)",
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
        Result<QList<MessageId>> waiting = sameContent(m_context.mail(), m_mailbox.id, m_message);
        if (waiting && waiting->isEmpty())
            waiting = waitingRows(m_context.mail(), m_mailbox.id, m_print);
        if (waiting && waiting->isEmpty())
            waiting = appendedRows(m_context.mail(), m_mailbox.id, m_print);
        const bool rewritten = waiting && waiting->isEmpty();
        if (rewritten)
            waiting = rewrittenRows(m_context.mail(), m_mailbox.id, m_print);
        if (!waiting)
            return waiting.error();
        for (const MessageId id : std::as_const(*waiting)) {
            const Result<Explanation> explanation = explanationOf(m_context.mail(), id, m_mailbox.id);
            if (!explanation)
                return explanation.error();
            // What was never asked of the server cannot have happened there: this is another copy of the message.
            if (explanation->operation.isValid() && explanation->attempts == 0)
                continue;
            if (rewritten) // what is here of it are not its bytes any more
                GOLUB_TRY(m_context.mail().run("UPDATE messages SET has_body = 0, body = x'', size = ? WHERE id = ?", m_message.size, id));
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
            GOLUB_TRY(takeFlags(id));
            GOLUB_TRY(rebase(m_context, id, explanation->operation, here()));
            return MessageId {};
        }
        return create();
    }
    //! A new row; with the body at once where the server says that the content is one that is here.
    Result<MessageId> create()
    {
        const Result<MessageId> id = m_rows.create(m_mailbox, m_message, {}, nullptr);
        if (!id || m_message.emailId.isEmpty())
            return id;
        const Result<qint64> twin = m_context.mail().number(
            "SELECT id FROM messages WHERE account = ? AND email_id = ? AND email_id <> '' AND has_body = 1 AND id <> ? LIMIT 1", m_mailbox.account,
            m_message.emailId, *id);
        if (!twin)
            return twin.error();
        const QByteArray remembered = m_context.remembered(m_mailbox.account, m_message.emailId);
        if (*twin != 0)
            GOLUB_TRY(m_rows.shareBody(*id, { *twin }));
        else if (!remembered.isEmpty())
            GOLUB_TRY(m_rows.useBody(*id, remembered));
        return id;
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
    Outcome takeFlags(MessageId id)
    {
        Flags flags = m_message.flags;
        if (!m_message.keepsKeywords) {
            const Result<MessageRow> row = m_rows.find(id);
            if (!row)
                return row.error();
            flags.add(Flags({}, row->serverFlags.keywords()));
        }
        return m_rows.setServerFlags(id, flags, m_message.modSeq);
    }
    Result<MessageId> refresh(MessageId id)
    {
        GOLUB_TRY(takeFlags(id));
        GOLUB_TRY(m_rows.setRemoteFacts(id, m_message));
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

Result<MessageId> insertOrMatch(StoreContext &context, const Mailbox &mailbox, const IncomingMessage &message)
{
    return Insertion(context, mailbox, message).run();
}

} // namespace golub::store
