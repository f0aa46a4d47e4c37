// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MailReports.h"

#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/BounceForms.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageIds.h"
#include "core/mime/Reports.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace golub::mime {
namespace {

constexpr qsizetype MostRecipients = 100;
constexpr qsizetype LongestReply = 600;

//! The names under which mail systems write, before the "@".
constexpr std::array SystemNames { "mailer-daemon", "mailerdaemon", "mail-daemon", "maildaemon", "postmaster", "mdaemon", "mail-delivery-system",
    "mailsystem", "smtp-daemon" };

//! A report's own parts are the root's children, or the root itself: what is attached or forwarded is not this message's word.
bool hasReportPart(const MessageTree &tree)
{
    const auto isReport = [](const Part &part) {
        return part.type == "message"
            && (part.subtype == "delivery-status" || part.subtype == "global-delivery-status" || part.subtype == "disposition-notification"
                || part.subtype == "global-disposition-notification");
    };
    const Part &root = tree.root();
    return isReport(root)
        || (root.isMultipart
            && std::any_of(root.children.begin(), root.children.end(), [&](int child) { return isReport(tree.parts[size_t(child)]); }));
}

bool hasNullPath(QByteArrayView raw, const MessageTree &tree)
{
    const auto path = headerField(raw, tree.root(), "return-path");
    return path && ascii::trimmed(path->rawValue) == "<>";
}

bool isFromMailSystem(QByteArrayView raw, const MessageTree &tree)
{
    const QList<Address> from = tree.envelope.from.mailboxes();
    const QString name = from.isEmpty() ? QString() : from.first().localPart().toLower();
    if (name.startsWith(u"microsoftexchange"))
        return true;
    const bool named = std::any_of(SystemNames.begin(), SystemNames.end(), [&name](const char *known) { return name == QLatin1String(known); });
    return named || ((name.contains(u"daemon") || name.isEmpty()) && hasNullPath(raw, tree));
}

DeliveryNews::Kind kindOf(const RecipientStatus &status)
{
    if (status.isFailure())
        return DeliveryNews::Kind::Failed;
    if (status.action == "delivered" || status.action == "relayed" || status.action == "expanded" || status.status.startsWith("2."))
        return DeliveryNews::Kind::Delivered;
    return DeliveryNews::Kind::Delayed;
}

//! "5.0.0" says nothing; the server behind it may have said more.
QString statusOf(const RecipientStatus &status)
{
    if (!status.status.isEmpty() && !status.status.endsWith(".0.0"))
        return QString::fromLatin1(status.status);
    const QString said = enhancedStatusIn(status.diagnosticCode);
    return said.isEmpty() ? QString::fromLatin1(status.status) : said;
}

MailReport ofDelivery(const DeliveryReport &delivery)
{
    MailReport report;
    report.form = QStringLiteral("rfc3464");
    report.envelopeId = delivery.envelopeId;
    report.originalMessageId = delivery.originalMessageId;
    for (const RecipientStatus &status : delivery.recipients.mid(0, MostRecipients)) {
        report.news.append({ status.originalRecipient.isEmpty() ? status.finalRecipient : status.originalRecipient, kindOf(status), statusOf(status),
            status.diagnosticCode.left(LongestReply), status.lastAttempt.isValid() ? status.lastAttempt : delivery.arrival });
    }
    return report;
}

MailReport ofDisposition(const DispositionReport &disposition)
{
    MailReport report;
    report.form = QStringLiteral("rfc8098");
    report.originalMessageId = disposition.originalMessageId;
    const bool displayed = disposition.disposition == "displayed" || disposition.disposition == "denied"; // "denied" of RFC 2298 was opened, too
    report.news.append({ disposition.originalRecipient.isEmpty() ? disposition.finalRecipient : disposition.originalRecipient,
        displayed ? DeliveryNews::Kind::Displayed : DeliveryNews::Kind::Unread });
    return report;
}

std::optional<MailReport> formal(QByteArrayView raw, const MessageTree &tree)
{
    if (!hasReportPart(tree))
        return {};
    if (const auto disposition = dispositionReport(raw, tree))
        return ofDisposition(*disposition);
    const auto delivery = deliveryReport(raw, tree);
    if (!delivery || delivery->recipients.isEmpty())
        return {};
    return ofDelivery(*delivery);
}

QStringList failedRecipients(QByteArrayView raw, const MessageTree &tree)
{
    QStringList addresses;
    if (const auto field = headerField(raw, tree.root(), "x-failed-recipients")) {
        for (const Address &address : parseAddresses(field->rawValue).mailboxes())
            addresses += address.address;
    }
    return addresses;
}

std::optional<MailReport> informal(QByteArrayView raw, const MessageTree &tree)
{
    if (!isFromMailSystem(raw, tree))
        return {};
    return bounceInWords(plainText(raw, tree), failedRecipients(raw, tree));
}

} // namespace

QString enhancedStatusIn(const QString &words)
{
    static const QRegularExpression code(QStringLiteral("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\d|\\.\\d)"));
    const auto match = code.match(words);
    return match.hasMatch() ? match.captured(1) : QString();
}

std::optional<MailReport> mailReport(QByteArrayView raw, const MessageTree &tree)
{
    std::optional<MailReport> report = formal(raw, tree);
    if (!report)
        report = informal(raw, tree);
    if (!report)
        return {};
    const Envelope returned = returnedEnvelope(raw, tree);
    if (report->originalMessageId.isEmpty())
        report->originalMessageId = returned.messageIdHeader;
    if (report->originalSubject.isEmpty())
        report->originalSubject = returned.subject;
    // Exchange, Gmail and others answer the message that they could not deliver.
    if (report->originalMessageId.isEmpty())
        report->originalMessageId = tree.envelope.inReplyTo.isEmpty() ? tree.envelope.references.value(tree.envelope.references.size() - 1)
                                                                      : tree.envelope.inReplyTo.first();
    return report;
}

} // namespace golub::mime
