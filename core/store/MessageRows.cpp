// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageRows.h"

#include "core/base/Limits.h"
#include "core/store/AccountRecords.h"
#include "core/store/Journal.h"
#include "core/store/Records.h"
#include "core/store/SendingTable.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/GivenRows.h"

#include <QUuid>

#include <algorithm>

namespace golub::store {
namespace {

constexpr qsizetype PreviewLength = 200;
constexpr qsizetype DisplayLength = 4000; // of an address list in a row: a list of thousands is never shown in one line

//! Lists and the index sort by whole seconds: IMAP knows no finer time, and document ids have room for no more.
qint64 listDate(const IncomingMessage &message, const Clock &clock)
{
    const QDateTime date = message.internalDate.isValid() ? message.internalDate
        : message.envelope.date.isValid()                 ? message.envelope.date
                                                          : clock.utcNow();
    return date.toSecsSinceEpoch() * 1000;
}

QString threadOf(const Envelope &envelope)
{
    if (!envelope.references.isEmpty())
        return envelope.references.first();
    if (!envelope.inReplyTo.isEmpty())
        return envelope.inReplyTo.first();
    if (!envelope.messageIdHeader.isEmpty())
        return envelope.messageIdHeader;
    return u'#' + QUuid::createUuid().toString(QUuid::WithoutBraces); // "#" begins no message id
}

Address firstOf(const AddressList &list)
{
    for (const AddressEntry &entry : list) {
        if (!entry.isGroup)
            return entry.mailbox;
        if (!entry.members.isEmpty())
            return entry.members.first();
    }
    return {};
}

QString shownList(const AddressList &list)
{
    return list.display().left(DisplayLength);
}

QString replyIds(const Envelope &envelope)
{
    QStringList ids = envelope.references;
    for (const QString &id : envelope.inReplyTo) {
        if (!ids.contains(id))
            ids.append(id);
    }
    return ids.join(u' ');
}

QString labelsText(const QStringList &labels)
{
    return labels.isEmpty() ? QString() : listText(labels);
}

} // namespace

Result<MessageRow> MessageRows::find(MessageId id) const
{
    Statement row(m_context.mail(),
        "SELECT m.id, m.account, m.mailbox, m.uid, m.hidden, m.server_flags, m.server_keywords, m.flags, m.keywords, b.local, b.uid_validity "
        "FROM messages m CROSS JOIN mailboxes b ON b.id = m.mailbox WHERE m.id = ?",
        id);
    if (row.next()) {
        return MessageRow { row.id<MessageId>(0), row.id<AccountId>(1), row.id<MailboxId>(2), row.id<Uid>(3), row.boolean(4),
            flagsOf(row.integer(5), row.text(6)), flagsOf(row.integer(7), row.text(8)), row.boolean(9), row.id<UidValidity>(10) };
    }
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Result<MessageId> MessageRows::create(const Mailbox &mailbox, const IncomingMessage &message, const QByteArray &hash, const MessageText *text)
{
    const Result<QList<MessageId>> ids = createAll(mailbox, { { &message, &hash, text } });
    if (!ids)
        return ids.error();
    return ids->first();
}

namespace {

void addRow(GivenRows &rows, const Mailbox &mailbox, const MessageRows::NewMessage &one, const Clock &clock)
{
    const IncomingMessage &message = *one.message;
    const Envelope &envelope = message.envelope;
    const Address from = firstOf(envelope.from);
    const QString keywords = keywordsText(message.flags);
    const auto flags = message.flags.system().toInt();
    rows.add(mailbox.account, mailbox.id, message.uid, listDate(message, clock), envelope.date,
        envelope.date.isValid() ? envelope.date.offsetFromUtc() : 0, flags, keywords, message.modSeq, message.size, from.name,
        from.address, shownList(envelope.to), shownList(envelope.cc), envelope.subject, envelope.messageIdHeader, replyIds(envelope), threadOf(envelope),
        message.hasAttachments || (one.text && one.text->hasAttachments), (one.text ? one.text->preview : message.preview).left(PreviewLength),
        !one.hash->isEmpty(), *one.hash, message.emailId, message.remoteThread, labelsText(message.labels), message.saveDate);
}

} // namespace

Result<QList<MessageId>> MessageRows::createAll(const Mailbox &mailbox, const std::vector<NewMessage> &messages)
{
    QList<MessageId> ids;
    if (messages.empty())
        return ids;
    GivenRows rows;
    for (const NewMessage &message : messages)
        addRow(rows, mailbox, message, m_context.clock());
    Statement insertion(m_context.mail(),
        "INSERT INTO messages(account, mailbox, uid, date_ms, sent_ms, sent_offset, server_flags, server_keywords, flags, keywords, mod_seq, "
        "size, from_name, from_address, to_display, cc_display, subject, message_id, reply_ids, thread_id, has_attachments, preview, has_body, "
        "body, email_id, remote_thread, labels, saved_ms) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, "
        "c16, c17, c18, c19, c20, c21, c22, c23, c24, c25 FROM given(?)");
    GOLUB_TRY(insertion.bindRows(rows).run());
    const qint64 first = m_context.mail().lastInsertId() - qint64(messages.size()) + 1; // one behind the other, in their order
    const auto unread = std::count_if(messages.begin(), messages.end(), [](const NewMessage &one) { return !one.message->flags.has(Flag::Seen); });
    GOLUB_TRY(countNew(mailbox.id, qint64(messages.size()), unread));
    ids.reserve(qsizetype(messages.size()));
    ChangeSet &changes = m_context.changes();
    changes.mailboxes.insert(mailbox.id);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const MessageId id { first + qint64(i) };
        ids.append(id);
        changes.added.insert(id);
        if (messages[i].text)
            GOLUB_TRY(noteReport(id, *messages[i].text));
        indexNew(id, mailbox, messages[i]);
    }
    return ids;
}

//! The counters of new rows; triggers keep them from then on.
Outcome MessageRows::countNew(MailboxId mailbox, qint64 messages, qint64 unread)
{
    return m_context.mail().run("UPDATE mailboxes SET total = total + ?, unread = unread + ? WHERE id = ?", messages, unread, mailbox);
}

void MessageRows::indexNew(MessageId id, const Mailbox &mailbox, const NewMessage &message)
{
    if (!m_context.isIndexed(mailbox.account))
        return;
    if (!m_context.index().isOn()) {
        m_context.index().add({});
        return;
    }
    const Envelope &envelope = message.message->envelope;
    const Address from = firstOf(envelope.from);
    addToIndex({ id, listDate(*message.message, m_context.clock()), message.text != nullptr, envelope.subject.toUtf8(),
                   (from.name + u' ' + from.address).toUtf8(), (shownList(envelope.to) + u' ' + shownList(envelope.cc)).toUtf8(), {}, {} },
        message.text);
}

Result<MessageId> MessageRows::duplicate(MessageId id, const Mailbox &destination)
{
    GOLUB_TRY(m_context.mail().run(
        "INSERT INTO messages(account, mailbox, uid, date_ms, sent_ms, sent_offset, server_flags, server_keywords, flags, keywords, mod_seq, "
        "size, from_name, from_address, to_display, cc_display, subject, message_id, reply_ids, thread_id, has_attachments, preview, has_body, "
        "body) SELECT account, ?, 0, date_ms, sent_ms, sent_offset, flags, keywords, flags, keywords, 0, size, from_name, from_address, "
        "to_display, cc_display, subject, message_id, reply_ids, thread_id, has_attachments, preview, has_body, body FROM messages WHERE id = ?",
        destination.id, id));
    const MessageId copy { m_context.mail().lastInsertId() };
    const Result<qint64> unread = m_context.mail().number("SELECT flags & 1 = 0 FROM messages WHERE id = ?", copy);
    if (!unread)
        return unread.error();
    GOLUB_TRY(countNew(destination.id, 1, *unread));
    m_context.changes().added.insert(copy);
    m_context.changes().mailboxes.insert(destination.id);
    Result<QByteArray> hash = readBodyHash(m_context.mail(), copy);
    if (!hash) {
        GOLUB_TRY(index(copy, nullptr));
        return copy;
    }
    Result<QByteArray> raw = m_context.bodies().get(*hash);
    const MessageText text = raw ? m_context.analyze(*raw) : MessageText();
    GOLUB_TRY(index(copy, &text));
    return copy;
}

Outcome MessageRows::setBody(MessageId id, const QByteArray &hash, const MessageText &text)
{
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET has_body = 1, body = ?, preview = ?, has_attachments = ? WHERE id = ?", hash,
        text.preview.left(PreviewLength), text.hasAttachments, id));
    if (m_context.mail().changedRows() == 0)
        return Error::of(ErrorKind::NotFound);
    GOLUB_TRY(m_context.mail().run("DELETE FROM partial_bodies WHERE message = ?", id));
    GOLUB_TRY(takeHeader(id, text.envelope));
    GOLUB_TRY(noteReport(id, text));
    GOLUB_TRY(index(id, &text));
    return noteChange(id);
}

//! Some servers describe a message by its size alone, and send it all the same.
Outcome MessageRows::takeHeader(MessageId id, const Envelope &envelope)
{
    const Address from = firstOf(envelope.from);
    if (envelope.subject.isEmpty() && envelope.messageIdHeader.isEmpty() && from.address.isEmpty())
        return {};
    return m_context.mail().run("UPDATE messages SET sent_ms = ?, sent_offset = ?, from_name = ?, from_address = ?, to_display = ?, cc_display = ?, "
                                "subject = ?, message_id = ?, reply_ids = ?, thread_id = ? "
                                "WHERE id = ? AND subject = '' AND message_id = '' AND from_name = '' AND from_address = ''",
        toMs(envelope.date), envelope.date.isValid() ? envelope.date.offsetFromUtc() : 0, from.name, from.address, shownList(envelope.to),
        shownList(envelope.cc), envelope.subject, envelope.messageIdHeader, replyIds(envelope), threadOf(envelope), id);
}

Outcome MessageRows::setPreview(MessageId id, const MessageText &text)
{
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET preview = ?, has_attachments = ? WHERE id = ?", text.preview.left(PreviewLength),
        text.hasAttachments, id));
    if (m_context.mail().changedRows() == 0)
        return Error::of(ErrorKind::NotFound);
    GOLUB_TRY(index(id, &text));
    return noteChange(id);
}

Outcome MessageRows::noteReport(MessageId id, const MessageText &text)
{
    if (!text.report)
        return {};
    Statement row(m_context.mail(), "SELECT account, message_id FROM messages WHERE id = ?", id);
    if (!row.next())
        return row.outcome();
    const QString own = row.text(1).isEmpty() ? u'#' + QString::number(id.value) : row.text(1); // "#" begins no message id
    return SendingTable(m_context).noteReport(row.id<AccountId>(0), own, *text.report);
}

Outcome MessageRows::shareBody(MessageId id, MessageId twin)
{
    const Result<QByteArray> hash = readBodyHash(m_context.mail(), twin);
    if (!hash)
        return hash.error();
    return useBody(id, *hash);
}

Outcome MessageRows::useBody(MessageId id, const QByteArray &hash)
{
    const Result<QByteArray> raw = m_context.bodies().get(hash);
    return raw ? setBody(id, hash, m_context.analyze(*raw)) : Outcome(); // one that is damaged or collected is fetched again
}

Outcome MessageRows::setRemoteFacts(MessageId id, const IncomingMessage &message)
{
    if (message.emailId.isEmpty() && message.remoteThread.isEmpty() && message.labels.isEmpty())
        return {};
    return m_context.mail().run("UPDATE messages SET email_id = ?1, remote_thread = ?2, labels = ?3 WHERE id = ?4 AND (email_id <> ?1 OR "
                                "remote_thread <> ?2 OR labels <> ?3)",
        message.emailId, message.remoteThread, labelsText(message.labels), id);
}

Outcome MessageRows::index(MessageId id, const MessageText *text)
{
    if (!m_context.index().isOn()) {
        m_context.index().add({});
        return {};
    }
    Statement row(m_context.mail(), "SELECT date_ms, subject, from_name, from_address, to_display, cc_display, account FROM messages WHERE id = ?", id);
    if (!row.next())
        return row.outcome();
    if (!m_context.isIndexed(row.id<AccountId>(6)))
        return {};
    addToIndex({ id, row.integer(0), text != nullptr, row.utf8(1), row.utf8(2) + ' ' + row.utf8(3), row.utf8(4) + ' ' + row.utf8(5), {}, {} }, text);
    return {};
}

void MessageRows::addToIndex(IndexDocument document, const MessageText *text)
{
    if (text) {
        document.body = text->text.left(3 * limits::IndexedText); // UTF-8 has no more bytes for a unit of UTF-16
        document.attachments = text->attachmentNames.join(u' ').toUtf8();
    }
    m_context.index().add(std::move(document));
}

Outcome MessageRows::setServerFlags(MessageId id, const Flags &flags, ModSeq modSeq)
{
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET server_flags = ?, server_keywords = ?, mod_seq = max(mod_seq, ?) WHERE id = ?",
        flags.system().toInt(), keywordsText(flags), modSeq, id));
    return refreshFlags(id);
}

Outcome MessageRows::refreshFlags(MessageId id)
{
    Result<MessageRow> row = find(id);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
    Result<Flags> effective = pendingFlags(m_context.mail(), id, row->serverFlags);
    if (!effective)
        return effective.error();
    if (*effective == row->flags)
        return {};
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET flags = ?, keywords = ? WHERE id = ?", effective->system().toInt(),
        keywordsText(*effective), id));
    m_context.changes().changed.insert(id);
    m_context.changes().mailboxes.insert(row->mailbox);
    return {};
}

//! Of two rows that are to have one UID: whether they may be one message. Some servers rewrite a Message-ID when they move.
Result<bool> MessageRows::isSame(MessageId one, MessageId other) const
{
    const Result<qint64> same = m_context.mail().number(
        "SELECT EXISTS(SELECT 1 FROM messages a, messages b WHERE a.id = ? AND b.id = ? AND a.subject = b.subject AND "
        "((a.message_id = b.message_id AND a.message_id <> '') OR a.size = b.size))",
        one, other);
    if (!same)
        return same.error();
    return *same != 0;
}

Outcome MessageRows::place(MessageId id, MailboxId mailbox, Uid uid)
{
    Result<MessageRow> row = find(id);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
    if (row->mailbox == mailbox && row->uid == uid)
        return {};
    if (uid.isValid()) {
        const Result<qint64> other = m_context.mail().number("SELECT id FROM messages WHERE mailbox = ? AND uid = ? AND uid > 0", mailbox, uid);
        if (!other)
            return other.error();
        if (*other != 0 && *other != id.value) {
            const Result<bool> same = isSame(id, { *other });
            if (!same)
                return same.error();
            // Otherwise the mailbox was rebuilt, and the UID is a new one: the next listing tells which is which.
            if (*same)
                GOLUB_TRY(remove({ *other }));
            else
                uid = {};
        }
    }
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET mailbox = ?, uid = ?, mod_seq = 0, suspect_ms = 0 WHERE id = ?", mailbox, uid, id));
    ChangeSet &changes = m_context.changes();
    changes.changed.insert(id);
    changes.mailboxes.insert(mailbox);
    if (row->mailbox == mailbox)
        return {};
    changes.mailboxes.insert(row->mailbox);
    changes.removed.insert(id);
    changes.added.insert(id);
    if (!row->local)
        return {};
    return m_context.mail().run("UPDATE pop3_ledger SET locally_gone = (SELECT role = ? FROM mailboxes WHERE id = ?) WHERE message = ? AND message > 0",
        MailboxRole::Trash, mailbox, id);
}

Outcome MessageRows::setHidden(MessageId id, bool hidden)
{
    Result<MessageRow> row = find(id);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
    if (row->hidden == hidden)
        return {};
    GOLUB_TRY(m_context.mail().run("UPDATE messages SET hidden = ? WHERE id = ?", hidden, id));
    (hidden ? m_context.changes().removed : m_context.changes().added).insert(id);
    m_context.changes().mailboxes.insert(row->mailbox);
    return {};
}

Outcome MessageRows::remove(MessageId id)
{
    Result<MessageRow> row = find(id);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
    if (Statement content(m_context.mail(), "SELECT email_id, body FROM messages WHERE id = ? AND email_id <> '' AND has_body = 1", id); content.next())
        m_context.remember(row->account, content.text(0), content.blob(1));
    GOLUB_TRY(m_context.mail().run("DELETE FROM messages WHERE id = ?", id));
    // Nobody needs to wait for the UID of a message that is gone.
    GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET waiting = 0 WHERE message = ? AND live = 1", id));
    if (row->local)
        GOLUB_TRY(m_context.mail().run("UPDATE pop3_ledger SET locally_gone = 1, message = 0 WHERE message = ? AND message > 0", id));
    m_context.index().remove(id);
    ChangeSet &changes = m_context.changes();
    if (row->uid.isValid()) { // the server had it: a draft that was sent or thrown away elsewhere, and not changed here since, is none here
        GOLUB_TRY(m_context.mail().run("DELETE FROM drafts WHERE on_server = ? AND published >= updated AND outbox = 0", id));
        changes.drafts = changes.drafts || m_context.mail().changedRows() > 0;
    }
    changes.removed.insert(id);
    changes.mailboxes.insert(row->mailbox);
    return {};
}

Outcome MessageRows::removeMailbox(MailboxId mailbox)
{
    QList<MessageId> ids;
    Statement rows(m_context.mail(), "SELECT id FROM messages WHERE mailbox = ?", mailbox);
    while (rows.next())
        ids.append(rows.id<MessageId>(0));
    GOLUB_TRY(rows.outcome());
    for (const MessageId id : std::as_const(ids))
        GOLUB_TRY(remove(id));
    GOLUB_TRY(m_context.mail().run("DELETE FROM mailboxes WHERE id = ?", mailbox));
    m_context.changes().mailboxList = true;
    return {};
}

Outcome MessageRows::noteChange(MessageId id)
{
    m_context.changes().changed.insert(id);
    const Result<qint64> mailbox = m_context.mail().number("SELECT mailbox FROM messages WHERE id = ?", id);
    if (!mailbox)
        return mailbox.error();
    m_context.changes().mailboxes.insert({ *mailbox });
    return {};
}

} // namespace golub::store
