// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/AccountJson.h"

#include "core/account/JsonReader.h"
#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace golub::account {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Account)
};

//! "Ala <ala@example.org>", "\"Nowak, Ala\" <…>" or the bare address. Whether the address can be used is the message builder's business.
Address readAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype open = trimmed.lastIndexOf(u'<');
    if (open < 0 || !trimmed.endsWith(u'>'))
        return { {}, trimmed };
    QString name = trimmed.first(open).trimmed();
    if (name.size() >= 2 && name.startsWith(u'"') && name.endsWith(u'"')) {
        name = name.sliced(1, name.size() - 2);
        for (qsizetype i = 0; i < name.size(); ++i) {
            if (name[i] == u'\\' && i + 1 < name.size())
                name.remove(i, 1);
        }
    }
    return { name, trimmed.sliced(open + 1, trimmed.size() - open - 2).trimmed() };
}

QList<Address> readAddresses(JsonReader &json, const QString &name)
{
    QList<Address> addresses;
    const QStringList texts = json.texts(name);
    for (const QString &text : texts) {
        const Address address = readAddress(text);
        if (!address.address.contains(u'@') || address.address.contains(u' ') || address.address.contains(u','))
            json.fail(name, Text::tr("“%1” is not one mail address").arg(textsafety::printable(text, 200)));
        addresses += address;
    }
    return addresses;
}

QStringList readMessageIds(JsonReader &json, const QString &name)
{
    QStringList ids;
    const QStringList texts = json.texts(name);
    for (const QString &text : texts) {
        for (QString id : text.split(u' ', Qt::SkipEmptyParts)) {
            if (id.startsWith(u'<') && id.endsWith(u'>'))
                id = id.sliced(1, id.size() - 2);
            ids += id;
        }
    }
    return ids;
}

DraftAttachment readAttachment(JsonReader json)
{
    DraftAttachment attachment;
    const QString path = json.text(QStringLiteral("path"));
    if (path.isEmpty())
        json.fail(QStringLiteral("path"), Text::tr("name the file"));
    else
        attachment.path = QDir::current().absoluteFilePath(path);
    attachment.name = json.text(QStringLiteral("name"), QFileInfo(path).fileName());
    attachment.type = json.text(QStringLiteral("type"));
    json.finish();
    return attachment;
}

} // namespace

Result<Draft> draftFromJson(const QJsonObject &object)
{
    JsonErrors errors;
    JsonReader json(object, {}, errors);
    Draft draft;
    json.skip(QStringLiteral("account")); // a name or id that only the caller can look up
    for (const QString &name : { QStringLiteral("notify"), QStringLiteral("return_full"), QStringLiteral("require_tls"), QStringLiteral("deliver_by"),
             QStringLiteral("hold_until") })
        json.skip(name); // submissionFromJson()
    const QList<Address> from = readAddresses(json, QStringLiteral("from"));
    if (from.size() > 1)
        json.fail(QStringLiteral("from"), Text::tr("one sender, please"));
    draft.from = from.value(0);
    draft.to = readAddresses(json, QStringLiteral("to"));
    draft.cc = readAddresses(json, QStringLiteral("cc"));
    draft.bcc = readAddresses(json, QStringLiteral("bcc"));
    draft.replyTo = readAddresses(json, QStringLiteral("reply_to"));
    draft.subject = json.text(QStringLiteral("subject"));
    draft.wantsReceipt = json.boolean(QStringLiteral("receipt"), false);
    draft.text = json.text(QStringLiteral("text"));
    draft.text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    draft.html = json.text(QStringLiteral("html"));
    draft.inReplyTo = readMessageIds(json, QStringLiteral("in_reply_to"));
    draft.references = readMessageIds(json, QStringLiteral("references"));
    for (const JsonReader &attachment : json.objects(QStringLiteral("attachments")))
        draft.attachments += readAttachment(attachment);
    JsonReader headers = json.object(QStringLiteral("headers"));
    for (const QString &name : headers.names())
        draft.headers.insert(name, headers.text(name));
    json.finish();
    if (!errors.isEmpty())
        return errors.toError();
    return draft;
}

Result<SubmissionOptions> submissionFromJson(const QJsonObject &object)
{
    JsonErrors errors;
    JsonReader json(object, {}, errors);
    SubmissionOptions options;
    const QString notify = QStringLiteral("notify");
    for (const QString &word : json.texts(notify)) {
        if (word == u"never")
            options.notices.never = true;
        else if (word == u"success")
            options.notices.success = true;
        else if (word == u"failure")
            options.notices.failure = true;
        else if (word == u"delay")
            options.notices.delay = true;
        else
            json.fail(notify, Text::tr("“%1” is none of never, success, failure, delay").arg(word));
    }
    const DeliveryNotices &notices = options.notices;
    if (notices.never && (notices.success || notices.failure || notices.delay))
        json.fail(notify, Text::tr("“never” stands alone"));
    options.notices.fullMessage = json.boolean(QStringLiteral("return_full"), false);
    options.requireTls = json.boolean(QStringLiteral("require_tls"), false);
    if (const qint64 seconds = json.number(QStringLiteral("deliver_by"), 0); seconds > 0)
        options.deliverBy = std::chrono::seconds(seconds);
    const QString holdUntil = QStringLiteral("hold_until");
    if (const QString text = json.text(holdUntil); !text.isEmpty()) {
        options.holdUntil = QDateTime::fromString(text, Qt::ISODate);
        if (!options.holdUntil.isValid())
            json.fail(holdUntil, Text::tr("write a time like 2026-12-24T18:00:00+01:00"));
    }
    if (!errors.isEmpty())
        return errors.toError();
    return options;
}

} // namespace golub::account
