// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/JsonOutput.h"

#include <QCoreApplication>

#include <array>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ctl::JsonOutput)
};

QJsonValue idOrNull(qint64 value)
{
    return value > 0 ? QJsonValue(value) : QJsonValue();
}

QJsonArray names(const Flags &flags)
{
    return QJsonArray::fromStringList(flags.names());
}

QString recipientStateName(RecipientState state)
{
    switch (state) {
    case RecipientState::Pending: return QStringLiteral("pending");
    case RecipientState::Accepted: return QStringLiteral("accepted");
    case RecipientState::Refused: return QStringLiteral("refused");
    }
    return {};
}

QString sentCopyName(SentCopyState state)
{
    switch (state) {
    case SentCopyState::Waiting: return QStringLiteral("waiting");
    case SentCopyState::Done: return QStringLiteral("done");
    case SentCopyState::NotWanted: return QStringLiteral("not_wanted");
    case SentCopyState::Failed: return QStringLiteral("failed");
    }
    return {};
}

} // namespace

QJsonValue toJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject toJson(const ServerReply &reply)
{
    return { { QStringLiteral("code"), reply.code ? QJsonValue(reply.code) : QJsonValue() },
        { QStringLiteral("enhanced"), reply.enhanced.isEmpty() ? QJsonValue() : QJsonValue(reply.enhanced) },
        { QStringLiteral("text"), reply.text } };
}

QString sentenceOf(const Error &error)
{
    return !error.advice.isEmpty() ? error.advice : error.text.isEmpty() ? describe(error.kind) : error.text;
}

QString replyOf(const Error &error)
{
    QStringList words;
    if (error.reply.code != 0)
        words += QString::number(error.reply.code);
    words += error.reply.enhanced;
    words += error.reply.text;
    words.removeAll(QString());
    return words.isEmpty() ? QString() : Text::tr("The server answered: %1").arg(words.join(u' '));
}

QJsonObject toJson(const Error &error)
{
    QJsonObject json { { QStringLiteral("kind"), kindName(error.kind) }, { QStringLiteral("text"), sentenceOf(error) },
        { QStringLiteral("detail"), error.detail } };
    if (!error.reply.isEmpty())
        json.insert(QStringLiteral("reply"), toJson(error.reply));
    if (!error.advice.isEmpty())
        json.insert(QStringLiteral("advice"), error.advice);
    if (!error.page.isEmpty())
        json.insert(QStringLiteral("page"), error.page);
    if (error.certificate) {
        QJsonArray chain;
        for (const CertificateInfo &certificate : error.certificate->chain) {
            chain.append(QJsonObject { { QStringLiteral("subject"), certificate.subject }, { QStringLiteral("issuer"), certificate.issuer },
                { QStringLiteral("valid_from"), toJson(certificate.validFrom) }, { QStringLiteral("valid_to"), toJson(certificate.validTo) },
                { QStringLiteral("sha256"), QString::fromLatin1(certificate.sha256.toHex()) }, { QStringLiteral("key"), certificate.key } });
        }
        QJsonArray faults;
        for (const CertificateFault fault : error.certificate->faults)
            faults.append(faultName(fault));
        QJsonObject certificate { { QStringLiteral("host"), error.certificate->host }, { QStringLiteral("port"), error.certificate->port },
            { QStringLiteral("reasons"), QJsonArray::fromStringList(error.certificate->reasons) }, { QStringLiteral("faults"), faults },
            { QStringLiteral("changed"), error.certificate->before.has_value() }, { QStringLiteral("chain"), chain } };
        if (const auto &before = error.certificate->before) {
            certificate.insert(QStringLiteral("before"),
                QJsonObject { { QStringLiteral("sha256"), QString::fromLatin1(before->sha256.toHex()) }, { QStringLiteral("issuer"), before->issuer },
                    { QStringLiteral("trusted"), before->trusted }, { QStringLiteral("last_seen"), toJson(before->lastSeen) } });
        }
        json.insert(QStringLiteral("certificate"), certificate);
    }
    if (error.weakness) {
        json.insert(QStringLiteral("weakness"),
            QJsonObject { { QStringLiteral("host"), error.weakness->host }, { QStringLiteral("port"), error.weakness->port },
                { QStringLiteral("before"), strengthName(error.weakness->before) }, { QStringLiteral("offered"), strengthName(error.weakness->offered) } });
    }
    return json;
}

namespace {

constexpr std::array ProofNames { "none", "password", "challenge", "scram", "bound-scram" }; // in the order of SignInStrength::Proof

} // namespace

QString strengthName(const SignInStrength &strength)
{
    return QLatin1String(strength.tls ? "tls+" : "clear+") + QLatin1String(ProofNames.at(size_t(strength.proof)));
}

std::optional<SignInStrength> strengthFrom(const QString &name)
{
    for (const bool tls : { true, false }) {
        for (size_t i = 0; i < ProofNames.size(); ++i) {
            const SignInStrength strength { tls, SignInStrength::Proof(i) };
            if (strengthName(strength) == name)
                return strength;
        }
    }
    return std::nullopt;
}

QJsonObject toJson(const Mailbox &mailbox, const QString &accountName)
{
    return { { QStringLiteral("id"), mailbox.id.value }, { QStringLiteral("account"), accountName },
        { QStringLiteral("account_id"), mailbox.account.value }, { QStringLiteral("name"), mailbox.name.path },
        { QStringLiteral("role"), mailbox.role == MailboxRole::None ? QJsonValue() : QJsonValue(roleName(mailbox.role)) },
        { QStringLiteral("selectable"), mailbox.selectable }, { QStringLiteral("local"), mailbox.local },
        { QStringLiteral("total"), mailbox.total }, { QStringLiteral("unread"), mailbox.unread },
        { QStringLiteral("server_total"), mailbox.serverTotal < 0 ? QJsonValue() : QJsonValue(mailbox.serverTotal) },
        { QStringLiteral("server_unseen"), mailbox.serverUnseen < 0 ? QJsonValue() : QJsonValue(mailbox.serverUnseen) },
        { QStringLiteral("last_sync"), toJson(mailbox.lastSync) },
        { QStringLiteral("error"), mailbox.hasError ? QJsonValue(toJson(mailbox.error)) : QJsonValue() } };
}

QJsonObject toJson(const MessageSummary &message)
{
    return { { QStringLiteral("id"), message.id.value }, { QStringLiteral("uid"), idOrNull(message.uid.value) },
        { QStringLiteral("mailbox_id"), message.mailbox.value }, { QStringLiteral("date"), toJson(message.date) },
        { QStringLiteral("sent_date"), toJson(message.sentDate) },
        { QStringLiteral("from"), QJsonObject { { QStringLiteral("name"), message.from.name }, { QStringLiteral("address"), message.from.address } } },
        { QStringLiteral("to"), message.to }, { QStringLiteral("subject"), message.subject }, { QStringLiteral("flags"), names(message.flags) },
        { QStringLiteral("size"), message.size }, { QStringLiteral("thread"), message.threadId },
        { QStringLiteral("attachments"), message.hasAttachments }, { QStringLiteral("body"), message.hasBody },
        { QStringLiteral("preview"), message.preview }, { QStringLiteral("cursor"), cursorText(message) } };
}

QJsonObject toJson(const Operation &operation)
{
    QJsonArray messages;
    for (const OperationTarget &target : operation.targets)
        messages.append(target.message.value);
    return { { QStringLiteral("id"), operation.id.value }, { QStringLiteral("account"), operation.account.value },
        { QStringLiteral("kind"), operationKindName(operation.kind) }, { QStringLiteral("state"), operationStateName(operation.state) },
        { QStringLiteral("messages"), messages }, { QStringLiteral("add"), names(operation.addFlags) },
        { QStringLiteral("remove"), names(operation.removeFlags) }, { QStringLiteral("destination"), idOrNull(operation.destination.value) },
        { QStringLiteral("created"), toJson(operation.created) }, { QStringLiteral("attempts"), operation.attempts },
        { QStringLiteral("next_try"), toJson(operation.nextTry) }, { QStringLiteral("undone"), operation.undone },
        { QStringLiteral("undoes"), idOrNull(operation.inverseOf.value) },
        { QStringLiteral("error"), operation.hasError ? QJsonValue(toJson(operation.lastError)) : QJsonValue() } };
}

namespace {

QJsonValue factsOf(const Uncertainty &of)
{
    static constexpr std::array Ends { "stopped", "lost", "silent", "unclear" };
    static constexpr std::array Places { "sent", "all" };
    static constexpr std::array Findings { "nothing", "no_folder", "not_reached" };
    QJsonArray looks;
    for (const Uncertainty::Look &look : of.looks) {
        looks.append(QJsonObject { { QStringLiteral("place"), QLatin1String(Places.at(size_t(look.place))) },
            { QStringLiteral("found"), QLatin1String(Findings.at(size_t(look.finding))) }, { QStringLiteral("when"), toJson(look.when) } });
    }
    return QJsonObject { { QStringLiteral("server"), of.server }, { QStringLiteral("begun"), toJson(of.begun) },
        { QStringLiteral("ended"), toJson(of.ended) }, { QStringLiteral("end"), QLatin1String(Ends.at(size_t(of.end))) },
        { QStringLiteral("looks"), looks }, { QStringLiteral("text"), uncertaintyFacts(of).join(u'\n') } };
}

} // namespace

QJsonObject toJson(const OutboxEntry &entry)
{
    QJsonArray recipients;
    for (const OutboxRecipient &recipient : entry.recipients) {
        recipients.append(QJsonObject { { QStringLiteral("address"), recipient.address },
            { QStringLiteral("state"), recipientStateName(recipient.state) },
            { QStringLiteral("reply"), recipient.reply.isEmpty() ? QJsonValue() : QJsonValue(toJson(recipient.reply)) } });
    }
    return { { QStringLiteral("id"), entry.id.value }, { QStringLiteral("account"), entry.account.value },
        { QStringLiteral("subject"), entry.subject }, { QStringLiteral("message_id"), entry.messageIdHeader },
        { QStringLiteral("from"), entry.envelopeFrom }, { QStringLiteral("state"), outboxStateName(entry.state) },
        { QStringLiteral("recipients"), recipients }, { QStringLiteral("attempts"), entry.attempts },
        { QStringLiteral("created"), toJson(entry.created) }, { QStringLiteral("next_try"), toJson(entry.nextTry) },
        { QStringLiteral("held_until"), entry.state == OutboxState::Held ? toJson(entry.heldUntil) : QJsonValue() },
        { QStringLiteral("size"), entry.size }, { QStringLiteral("sent_copy"), sentCopyName(entry.sentCopy) },
        { QStringLiteral("uncertainty"), entry.state == OutboxState::Uncertain ? factsOf(entry.uncertainty) : QJsonValue() },
        { QStringLiteral("error"), entry.hasError ? QJsonValue(toJson(entry.lastError)) : QJsonValue() } };
}

QJsonArray toJson(const QList<DeliveryNews> &news)
{
    static constexpr std::array Names { "failed", "delayed", "delivered", "displayed", "unread" };
    QJsonArray array;
    for (const DeliveryNews &one : news) {
        array.append(QJsonObject { { QStringLiteral("address"), one.address }, { QStringLiteral("state"), QLatin1String(Names.at(size_t(one.kind))) },
            { QStringLiteral("status"), one.status.isEmpty() ? QJsonValue() : QJsonValue(one.status) }, { QStringLiteral("reply"), one.reply },
            { QStringLiteral("explanation"), one.explanation }, { QStringLiteral("date"), toJson(one.date) } });
    }
    return array;
}

QJsonObject toJson(const ConnectionStep &step)
{
    QJsonObject json { { QStringLiteral("server"), step.server }, { QStringLiteral("step"), step.name }, { QStringLiteral("ok"), step.ok },
        { QStringLiteral("facts"), step.facts }, { QStringLiteral("milliseconds"), step.milliseconds } };
    if (!step.warning.isEmpty())
        json.insert(QStringLiteral("warning"), step.warning);
    if (!step.ok)
        json.insert(QStringLiteral("error"), toJson(step.error));
    return json;
}

QJsonObject toJson(const service::MailboxSyncReport &report)
{
    return { { QStringLiteral("account"), report.account }, { QStringLiteral("mailbox"), report.mailbox },
        { QStringLiteral("new"), report.added }, { QStringLiteral("changed"), report.changed }, { QStringLiteral("gone"), report.removed },
        { QStringLiteral("operations"), report.operationsDone }, { QStringLiteral("bytes"), report.bytes },
        { QStringLiteral("commands"), report.commands }, { QStringLiteral("seconds"), report.seconds },
        { QStringLiteral("error"), report.hasError ? QJsonValue(toJson(report.error)) : QJsonValue() } };
}

QString cursorText(const MessageSummary &message)
{
    return QStringLiteral("%1-%2").arg(message.date.toMSecsSinceEpoch()).arg(message.id.value);
}

ListCursor cursorFromText(const QString &text)
{
    const qsizetype dash = text.lastIndexOf(u'-');
    bool okDate = false;
    bool okId = false;
    const ListCursor cursor { text.left(dash).toLongLong(&okDate), text.mid(dash + 1).toLongLong(&okId) };
    return dash > 0 && okDate && okId ? cursor : ListCursor {};
}

} // namespace golub::ctl
