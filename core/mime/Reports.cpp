// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Reports.h"

#include "core/mime/Ascii.h"
#include "core/mime/DateParser.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageIds.h"
#include "core/mime/StatusFields.h"

namespace golub::mime {
namespace {

using Fields = QList<HeaderField>;

QString textOf(const Fields &fields, QByteArrayView name)
{
    for (const HeaderField &field : fields) {
        if (ascii::equalsIgnoreCase(field.name, name))
            return field.text();
    }
    return {};
}

QDateTime dateOf(const Fields &fields, QByteArrayView name)
{
    for (const HeaderField &field : fields) {
        if (ascii::equalsIgnoreCase(field.name, name))
            return parseDate(field.rawValue);
    }
    return {};
}

// "rfc822; ala@example.org" without its type; older software leaves the type out.
QString withoutType(const QString &value)
{
    const qsizetype semicolon = value.indexOf(u';');
    return semicolon < 0 || value.left(semicolon).contains(u'@') ? value : value.mid(semicolon + 1).trimmed();
}

QString addressOf(const Fields &fields, QByteArrayView name)
{
    QString address = withoutType(textOf(fields, name));
    if (address.startsWith(u'<') && address.endsWith(u'>'))
        address = address.mid(1, address.size() - 2);
    return address;
}

// "5.1.1 (bad destination)": the number alone.
QByteArray statusNumber(const QString &value)
{
    const QByteArray first = value.section(u' ', 0, 0).section(u'(', 0, 0).toLatin1();
    const QList<QByteArray> numbers = first.split('.');
    if (numbers.size() != 3)
        return {};
    for (const QByteArray &number : numbers) {
        bool ok = false;
        number.toUInt(&ok);
        if (!ok)
            return {};
    }
    return first;
}

QByteArray lowerWord(const QString &value)
{
    return ascii::toLower(value.section(u' ', 0, 0).section(u'(', 0, 0).toUtf8());
}

QList<Fields> groupsOf(QByteArrayView raw, const MessageTree &tree, std::initializer_list<QByteArrayView> subtypes)
{
    for (const Part &part : tree.parts) {
        for (const QByteArrayView subtype : subtypes) {
            if (part.type == "message" && part.subtype == subtype)
                return readStatusGroups(decodedContent(raw, part));
        }
    }
    return {};
}

QString returnedMessageId(QByteArrayView raw, const MessageTree &tree)
{
    return returnedEnvelope(raw, tree).messageIdHeader;
}

} // namespace

Envelope returnedEnvelope(QByteArrayView raw, const MessageTree &tree)
{
    for (size_t i = 1; i < tree.parts.size(); ++i) {
        const Part &part = tree.parts[i];
        if (part.isMessage && !part.children.isEmpty()) {
            const Part &inner = tree.parts[size_t(part.children.front())];
            return readEnvelope(inner.header.of(inner.source.isNull() ? raw : QByteArrayView(inner.source)));
        }
        if (part.is("text", "rfc822-headers") || part.is("message", "global-headers"))
            return readEnvelope(decodedContent(raw, part));
    }
    return {};
}

bool RecipientStatus::isFailure() const
{
    return action == "failed" || (action.isEmpty() && status.startsWith("5."));
}

std::optional<DeliveryReport> deliveryReport(QByteArrayView raw, const MessageTree &tree)
{
    const QList<Fields> groups = groupsOf(raw, tree, { "delivery-status", "global-delivery-status" });
    if (groups.isEmpty())
        return {};
    DeliveryReport report;
    for (const Fields &group : groups) {
        const QString recipient = addressOf(group, "final-recipient");
        const QString original = addressOf(group, "original-recipient");
        if (report.reportingMta.isEmpty())
            report.reportingMta = withoutType(textOf(group, "reporting-mta"));
        if (report.envelopeId.isEmpty())
            report.envelopeId = textOf(group, "original-envelope-id");
        if (!report.arrival.isValid())
            report.arrival = dateOf(group, "arrival-date");
        const QString action = textOf(group, "action");
        if (recipient.isEmpty() && original.isEmpty() && action.isEmpty()) // the group about the message
            continue;
        RecipientStatus status;
        status.originalRecipient = original;
        status.finalRecipient = recipient;
        status.action = lowerWord(action);
        status.status = statusNumber(textOf(group, "status"));
        status.remoteMta = withoutType(textOf(group, "remote-mta"));
        status.diagnosticCode = withoutType(textOf(group, "diagnostic-code"));
        status.lastAttempt = dateOf(group, "last-attempt-date");
        status.willRetryUntil = dateOf(group, "will-retry-until");
        report.recipients.append(status);
    }
    report.originalMessageId = returnedMessageId(raw, tree);
    return report;
}

std::optional<DispositionReport> dispositionReport(QByteArrayView raw, const MessageTree &tree)
{
    const QList<Fields> groups = groupsOf(raw, tree, { "disposition-notification", "global-disposition-notification" });
    if (groups.isEmpty())
        return {};
    const Fields &fields = groups.front();
    DispositionReport report;
    report.reportingAgent = textOf(fields, "reporting-ua");
    report.originalRecipient = addressOf(fields, "original-recipient");
    report.finalRecipient = addressOf(fields, "final-recipient");
    for (const HeaderField &field : fields) {
        if (ascii::equalsIgnoreCase(field.name, "original-message-id"))
            report.originalMessageId = parseMessageId(field.rawValue);
    }
    // "manual-action/MDN-sent-manually; displayed/error,expired"
    const QString disposition = textOf(fields, "disposition").toLower();
    const QString modes = disposition.section(u';', 0, 0);
    const QString what = disposition.contains(u';') ? disposition.section(u';', 1) : QString();
    report.actionMode = modes.section(u'/', 0, 0).trimmed().toUtf8();
    report.sendingMode = modes.section(u'/', 1).trimmed().toUtf8();
    report.disposition = what.section(u'/', 0, 0).trimmed().toUtf8();
    for (const QString &modifier : what.section(u'/', 1).split(u',', Qt::SkipEmptyParts))
        report.modifiers.append(modifier.trimmed().toUtf8());
    return report;
}

std::optional<FeedbackReport> feedbackReport(QByteArrayView raw, const MessageTree &tree)
{
    const QList<Fields> groups = groupsOf(raw, tree, { "feedback-report" });
    if (groups.isEmpty())
        return {};
    const Fields &fields = groups.front();
    FeedbackReport report;
    report.feedbackType = lowerWord(textOf(fields, "feedback-type"));
    report.userAgent = textOf(fields, "user-agent");
    report.originalMailFrom = addressOf(fields, "original-mail-from");
    report.sourceIp = textOf(fields, "source-ip");
    report.arrivalDate = textOf(fields, "arrival-date");
    report.originalMessageId = returnedMessageId(raw, tree);
    return report;
}

} // namespace golub::mime
