// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Records.h"

#include "core/store/StoreContext.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace golub::store {
namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject parsed(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QJsonObject replyObject(const ServerReply &reply)
{
    return { { QStringLiteral("code"), reply.code }, { QStringLiteral("enhanced"), reply.enhanced }, { QStringLiteral("text"), reply.text } };
}

ServerReply replyOf(const QJsonObject &object)
{
    return { object.value(u"code").toInt(), object.value(u"enhanced").toString(), object.value(u"text").toString() };
}

ErrorKind kindOf(const QString &name)
{
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        if (kindName(ErrorKind(kind)) == name)
            return ErrorKind(kind);
    }
    return ErrorKind::Internal;
}

} // namespace

QString keywordsText(const Flags &flags)
{
    return flags.keywords().join(u' ');
}

Flags flagsOf(qint64 system, const QString &keywords)
{
    return { SystemFlags::fromInt(int(system)), keywords.isEmpty() ? QStringList() : keywords.split(u' ') };
}

QString errorText(const Error &error)
{
    return compact({ { QStringLiteral("kind"), kindName(error.kind) }, { QStringLiteral("text"), error.text },
        { QStringLiteral("detail"), error.detail }, { QStringLiteral("reply"), replyObject(error.reply) } });
}

std::optional<Error> errorOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = parsed(text);
    return Error { kindOf(object.value(u"kind").toString()), object.value(u"text").toString(), object.value(u"detail").toString(),
        replyOf(object.value(u"reply").toObject()) };
}

QString replyText(const ServerReply &reply)
{
    return reply.isEmpty() ? QString() : compact(replyObject(reply));
}

ServerReply replyOf(const QString &text)
{
    return replyOf(parsed(text));
}

MessageSummary summaryOf(const Statement &row)
{
    MessageSummary summary;
    summary.id = row.id<MessageId>(0);
    summary.account = row.id<AccountId>(1);
    summary.mailbox = row.id<MailboxId>(2);
    summary.uid = row.id<Uid>(3);
    summary.date = row.time(4);
    summary.sentDate = row.time(5);
    if (summary.sentDate.isValid())
        summary.sentDate = summary.sentDate.toOffsetFromUtc(row.small(6));
    summary.from = { row.text(7), row.text(8) };
    summary.to = row.text(9);
    summary.subject = row.text(10);
    summary.flags = flagsOf(row.integer(11), row.text(12));
    summary.size = row.integer(13);
    summary.threadId = row.text(14);
    summary.hasAttachments = row.boolean(15);
    summary.hasBody = row.boolean(16);
    summary.preview = row.text(17);
    return summary;
}

Result<QList<MessageSummary>> summariesOf(Statement &rows)
{
    QList<MessageSummary> list;
    while (rows.next())
        list.append(summaryOf(rows));
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<MessageSummary> readSummary(Database &mail, MessageId id)
{
    Statement row(mail, "SELECT " GOLUB_SUMMARY " FROM messages m WHERE m.id = ? AND m.hidden = 0", id);
    if (row.next())
        return summaryOf(row);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Result<QByteArray> readBodyHash(Database &mail, MessageId id)
{
    Statement row(mail, "SELECT body FROM messages WHERE id = ? AND has_body = 1", id);
    if (row.next())
        return row.blob(0);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

} // namespace golub::store
