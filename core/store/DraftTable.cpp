// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/DraftTable.h"

#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/SubmissionRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace golub::store {
namespace {

QJsonObject toJson(const Address &address)
{
    return { { QStringLiteral("name"), address.name }, { QStringLiteral("address"), address.address } };
}

Address addressOf(const QJsonValue &value)
{
    return { value.toObject().value(u"name").toString(), value.toObject().value(u"address").toString() };
}

QJsonArray toJson(const QList<Address> &addresses)
{
    QJsonArray array;
    for (const Address &address : addresses)
        array.append(toJson(address));
    return array;
}

QList<Address> addressesOf(const QJsonValue &value)
{
    QList<Address> list;
    for (const QJsonValue &entry : value.toArray())
        list.append(addressOf(entry));
    return list;
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

//! Attached bytes go to the bodies; \a hashes are those.
Result<QJsonArray> attachmentsToJson(BlobStore &bodies, const QList<DraftAttachment> &attachments, QList<QByteArray> &hashes)
{
    QJsonArray array;
    for (const DraftAttachment &attachment : attachments) {
        QJsonObject object { { QStringLiteral("path"), attachment.path }, { QStringLiteral("name"), attachment.name },
            { QStringLiteral("type"), attachment.type }, { QStringLiteral("contentId"), attachment.contentId },
            { QStringLiteral("size"), attachment.size } };
        if (!attachment.content.isEmpty()) {
            const Result<QByteArray> hash = bodies.stage(attachment.content);
            if (!hash)
                return hash.error();
            hashes.append(*hash);
            object.insert(QStringLiteral("content"), QString::fromLatin1(hash->toHex()));
        }
        array.append(object);
    }
    return array;
}

Result<QList<DraftAttachment>> attachmentsOf(Database &bodies, const QJsonValue &value)
{
    QList<DraftAttachment> list;
    const BlobStore blobs(bodies);
    for (const QJsonValue &entry : value.toArray()) {
        const QJsonObject object = entry.toObject();
        DraftAttachment attachment { object.value(u"path").toString(), object.value(u"name").toString(), object.value(u"type").toString(), {},
            object.value(u"contentId").toString(), object.value(u"size").toInteger(-1) };
        if (const QString hash = object.value(u"content").toString(); !hash.isEmpty()) {
            const Result<QByteArray> content = blobs.get(QByteArray::fromHex(hash.toLatin1()));
            if (!content)
                return content.error();
            attachment.content = *content;
        }
        list.append(attachment);
    }
    return list;
}

QJsonObject toJson(const Draft &draft, const QJsonArray &attachments)
{
    QJsonObject headers;
    for (auto it = draft.headers.cbegin(); it != draft.headers.cend(); ++it)
        headers.insert(it.key(), it.value());
    return { { QStringLiteral("account"), draft.account.value }, { QStringLiteral("from"), toJson(draft.from) },
        { QStringLiteral("to"), toJson(draft.to) }, { QStringLiteral("cc"), toJson(draft.cc) }, { QStringLiteral("bcc"), toJson(draft.bcc) },
        { QStringLiteral("replyTo"), toJson(draft.replyTo) }, { QStringLiteral("subject"), draft.subject },
        { QStringLiteral("text"), draft.text }, { QStringLiteral("html"), draft.html }, { QStringLiteral("attachments"), attachments },
        { QStringLiteral("inReplyTo"), QJsonArray::fromStringList(draft.inReplyTo) },
        { QStringLiteral("references"), QJsonArray::fromStringList(draft.references) }, { QStringLiteral("headers"), headers },
        { QStringLiteral("original"), draft.original.value }, { QStringLiteral("isForward"), draft.isForward },
        { QStringLiteral("wantsReceipt"), draft.wantsReceipt }, { QStringLiteral("delivery"), submissionText(draft.delivery) },
        { QStringLiteral("undelivered"), QJsonArray::fromStringList(draft.undelivered) } };
}

//! Of the columns id, updated, data, and the copy on the server.
Result<Draft> draftOf(const Statement &row, Database &bodies)
{
    const QJsonObject object = QJsonDocument::fromJson(row.text(2).toUtf8()).object();
    Draft draft;
    draft.id = row.id<DraftId>(0);
    draft.updated = row.time(1);
    draft.onServer = row.id<MessageId>(3);
    draft.account = { object.value(u"account").toInteger() };
    draft.from = addressOf(object.value(u"from"));
    draft.to = addressesOf(object.value(u"to"));
    draft.cc = addressesOf(object.value(u"cc"));
    draft.bcc = addressesOf(object.value(u"bcc"));
    draft.replyTo = addressesOf(object.value(u"replyTo"));
    draft.subject = object.value(u"subject").toString();
    draft.text = object.value(u"text").toString();
    draft.html = object.value(u"html").toString();
    draft.inReplyTo = textsOf(object.value(u"inReplyTo"));
    draft.references = textsOf(object.value(u"references"));
    const QJsonObject headers = object.value(u"headers").toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        draft.headers.insert(it.key(), it.value().toString());
    draft.original = { object.value(u"original").toInteger() };
    draft.isForward = object.value(u"isForward").toBool();
    draft.wantsReceipt = object.value(u"wantsReceipt").toBool();
    draft.delivery = submissionOf(object.value(u"delivery").toString());
    draft.undelivered = textsOf(object.value(u"undelivered"));
    Result<QList<DraftAttachment>> attachments = attachmentsOf(bodies, object.value(u"attachments"));
    if (!attachments)
        return attachments.error();
    draft.attachments = *attachments;
    return draft;
}

} // namespace

Result<DraftId> DraftTable::save(const Draft &draft)
{
    return m_context.transact([&]() -> Result<DraftId> {
        QList<QByteArray> hashes;
        const Result<QJsonArray> attachments = attachmentsToJson(m_context.bodies(), draft.attachments, hashes);
        if (!attachments)
            return attachments.error();
        const QString data = QString::fromUtf8(QJsonDocument(toJson(draft, *attachments)).toJson(QJsonDocument::Compact));
        Database &mail = m_context.mail();
        DraftId id = draft.id;
        if (id.isValid()) {
            // Also where it was removed meanwhile: what the user has written is worth more than the removal.
            GOLUB_TRY(mail.run("INSERT INTO drafts(id, updated, data) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET updated = excluded.updated, "
                               "data = excluded.data, outbox = 0",
                id, m_context.clock().utcNow(), data));
        } else {
            GOLUB_TRY(mail.run("INSERT INTO drafts(updated, data, on_server) VALUES(?, ?, ?)", m_context.clock().utcNow(), data, draft.onServer));
            id = { mail.lastInsertId() };
        }
        GOLUB_TRY(mail.run("DELETE FROM draft_bodies WHERE draft = ?", id));
        for (const QByteArray &hash : std::as_const(hashes))
            GOLUB_TRY(mail.run("INSERT OR IGNORE INTO draft_bodies(draft, body) VALUES(?, ?)", id, hash));
        m_context.changes().drafts = true;
        return id;
    });
}

Outcome DraftTable::remove(DraftId id)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("DELETE FROM drafts WHERE id = ?", id));
        if (m_context.mail().changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.changes().drafts = true;
        return {};
    });
}

Outcome DraftTable::handOver(DraftId id, OutboxId outbox)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE drafts SET outbox = ?, on_server = 0, published = updated WHERE id = ?", outbox, id));
        if (m_context.mail().changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.changes().drafts = true;
        return {};
    });
}

Result<DraftId> DraftTable::takeBack(OutboxId outbox)
{
    return m_context.transact([&]() -> Result<DraftId> {
        const Result<qint64> id = m_context.mail().number("SELECT id FROM drafts WHERE outbox = ? AND outbox > 0", outbox);
        if (!id)
            return id.error();
        if (*id == 0)
            return Error::of(ErrorKind::NotFound);
        GOLUB_TRY(m_context.mail().run("UPDATE drafts SET outbox = 0, published = 0 WHERE id = ?", *id));
        m_context.changes().drafts = true;
        return DraftId { *id };
    });
}

Outcome DraftTable::forget(OutboxId outbox)
{
    return m_context.transact([&]() -> Outcome { return m_context.mail().run("DELETE FROM drafts WHERE outbox = ? AND outbox > 0", outbox); });
}

Result<DraftTable::ServerCopy> DraftTable::serverCopy(DraftId id) const
{
    Statement row(m_context.mail(), "SELECT on_server, on_server > 0 AND published >= updated FROM drafts WHERE id = ?", id);
    if (row.next())
        return ServerCopy { row.id<MessageId>(0), row.boolean(1) };
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Outcome DraftTable::setServerCopy(DraftId id, MessageId message, const QDateTime &saved)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("UPDATE drafts SET on_server = ?, published = ? WHERE id = ?", message, saved, id);
    });
}

Result<QList<DraftId>> DraftTable::unpublished() const
{
    QList<DraftId> list;
    Statement rows(m_context.mail(), "SELECT id FROM drafts WHERE published < updated AND outbox = 0 ORDER BY id");
    while (rows.next())
        list.append(rows.id<DraftId>(0));
    GOLUB_TRY(rows.outcome());
    return list;
}

Outcome DraftTable::leave(const QList<MessageId> &copies)
{
    return m_context.transact([&]() -> Outcome {
        for (const MessageId copy : copies) {
            GOLUB_TRY(m_context.mail().run("DELETE FROM drafts WHERE on_server = ? AND on_server > 0 AND published >= updated AND outbox = 0", copy));
            m_context.changes().drafts = m_context.changes().drafts || m_context.mail().changedRows() > 0;
        }
        return {};
    });
}

Result<DraftId> DraftTable::findByServerCopy(MessageId message) const
{
    const Result<qint64> id = m_context.mail().number("SELECT id FROM drafts WHERE on_server = ? AND on_server > 0", message);
    if (!id)
        return id.error().kind == ErrorKind::NotFound ? Result<DraftId>(DraftId {}) : Result<DraftId>(id.error());
    return DraftId { *id };
}

Result<Draft> DraftTable::find(DraftId id) const
{
    if (!id.isValid())
        return Error::of(ErrorKind::NotFound);
    const Result<QList<Draft>> list = readDrafts(m_context.mail(), m_context.bodyFile(), id);
    if (!list)
        return list.error();
    if (list->isEmpty())
        return Error::of(ErrorKind::NotFound);
    return list->first();
}

Result<QList<Draft>> DraftTable::all() const
{
    return readDrafts(m_context.mail(), m_context.bodyFile());
}

Result<QList<Draft>> readDrafts(Database &mail, Database &bodies, DraftId id)
{
    QList<Draft> list;
    Statement rows(mail, "SELECT id, updated, data, coalesce((SELECT m.id FROM messages m WHERE m.id = on_server AND m.hidden = 0), 0) "
        "FROM drafts WHERE (?1 = 0 AND outbox = 0) OR id = ?1 ORDER BY updated DESC, id DESC", id);
    while (rows.next()) {
        const Result<Draft> draft = draftOf(rows, bodies);
        if (!draft)
            return draft.error();
        list.append(*draft);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
