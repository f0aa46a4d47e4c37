// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Receipt.h"

#include "core/base/TextSafety.h"
#include "core/compose/AddressInput.h"
#include "core/compose/ReplyBuilder.h"
#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/MailReports.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/TransferEncoder.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace golub::compose {
namespace {

constexpr qsizetype ReturnedHeader = 16 * 1024; //!< bytes of the header that goes back

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

QByteArray valueOf(const QByteArray &raw, const mime::MessageTree &tree, QByteArrayView name)
{
    const auto field = mime::headerField(raw, tree.root(), name);
    return field ? mime::ascii::trimmed(field->rawValue).toByteArray() : QByteArray();
}

bool has(const QByteArray &raw, const mime::MessageTree &tree, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char *name) { return mime::headerField(raw, tree.root(), name).has_value(); });
}

//! Mail of lists and machines: its senders do not wait for anybody's eyes.
bool isBulk(const QByteArray &raw, const mime::MessageTree &tree)
{
    if (has(raw, tree, { "list-id", "list-post", "list-unsubscribe", "feedback-id" }))
        return true;
    const QByteArray precedence = valueOf(raw, tree, "precedence").toLower();
    if (precedence == "bulk" || precedence == "list" || precedence == "junk")
        return true;
    const QByteArray submitted = valueOf(raw, tree, "auto-submitted").toLower();
    return !submitted.isEmpty() && submitted != "no";
}

//! Local parts may differ by case, domains may not.
bool isSame(const Address &one, const Address &other)
{
    return one.localPart() == other.localPart() && one.domain() == other.domain();
}

bool comesFrom(const QByteArray &raw, const mime::MessageTree &tree, const Address &address)
{
    const QList<Address> path = mime::parseAddresses(valueOf(raw, tree, "return-path")).mailboxes();
    return path.size() == 1 && isSame(path.first(), address);
}

//! One field's text on one line.
QByteArray onOneLine(const QByteArray &value)
{
    QByteArray line = value;
    line.replace('\r', ' ').replace('\n', ' ');
    return line.simplified().left(500);
}

//! "message/disposition-notification" (RFC 8098 section 3.1).
QByteArray dispositionFields(const QByteArray &raw, const mime::MessageTree &tree, const Address &reader, bool automatic)
{
    QByteArray fields;
    // Section 3.2.3: handed on where the message has it.
    if (const QByteArray original = onOneLine(valueOf(raw, tree, "original-recipient")); !original.isEmpty() && mime::ascii::isAscii(original))
        fields += "Original-Recipient: " + original + "\r\n";
    fields += "Final-Recipient: rfc822;" + mime::encodeAddress(reader.address) + "\r\n";
    if (!tree.envelope.messageIdHeader.isEmpty())
        fields += "Original-Message-ID: <" + tree.envelope.messageIdHeader.toUtf8() + ">\r\n";
    fields += QByteArray("Disposition: manual-action/MDN-sent-") + (automatic ? "automatically" : "manually") + "; displayed\r\n";
    return fields;
}

QByteArray returnedHeader(const QByteArray &raw, const mime::MessageTree &tree)
{
    QByteArray header = mime::canonicalLineEnds(tree.root().header.of(raw).toByteArray());
    if (header.size() > ReturnedHeader)
        header = header.first(header.lastIndexOf("\r\n", ReturnedHeader) + 2);
    if (!header.endsWith("\r\n"))
        header += "\r\n";
    return header;
}

QByteArray part(const QByteArray &boundary, const QByteArray &fields, const QByteArray &content)
{
    return "--" + boundary + "\r\n" + fields + "\r\n" + content + "\r\n";
}

QByteArray base64Lines(const QByteArray &content)
{
    const QByteArray encoded = content.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < encoded.size(); at += 76)
        lines += encoded.mid(at, 76) + "\r\n";
    return lines;
}

QString words(const mime::MessageTree &tree, const Address &reader)
{
    const QString sent = tree.envelope.date.isValid() ? QLocale().toString(tree.envelope.date, QLocale::LongFormat) : QString();
    QString text = Text::tr("Your message to %1 was displayed on the recipient's screen. This does not say that it was read or understood.")
                       .arg(reader.address);
    text += QLatin1String("\n\n") + Text::tr("Subject: %1").arg(textsafety::printable(tree.envelope.subject, 300)) + u'\n';
    if (!sent.isEmpty())
        text += Text::tr("Sent: %1").arg(sent) + u'\n';
    return text;
}

QByteArray reportEntity(const QByteArray &raw, const mime::MessageTree &tree, const Address &reader, bool automatic, const mime::RandomSource &random)
{
    const QByteArray boundary = "=_receipt_" + QByteArray::number(random(), 16) + QByteArray::number(random(), 16);
    const QByteArray returned = returnedHeader(raw, tree);
    QByteArray entity = "Content-Type: multipart/report; report-type=disposition-notification;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    entity += part(boundary, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n", base64Lines(words(tree, reader).toUtf8()));
    entity += part(boundary, "Content-Type: message/disposition-notification\r\n", dispositionFields(raw, tree, reader, automatic));
    entity += part(boundary, "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n", base64Lines(returned));
    return entity + "--" + boundary + "--\r\n";
}

} // namespace

std::optional<ReceiptRequest> receiptRequest(const QByteArray &raw, const mime::MessageTree &tree)
{
    const QByteArray wish = valueOf(raw, tree, "disposition-notification-to");
    if (wish.isEmpty() || isBulk(raw, tree) || mime::mailReport(raw, tree) || tree.root().is("multipart", "report"))
        return {};
    // Section 2.2: an option that is required and not known forbids an answer; none is known here.
    if (valueOf(raw, tree, "disposition-notification-options").toLower().contains("required"))
        return {};
    ReceiptRequest request;
    for (const Address &address : mime::parseAddresses(wish).mailboxes()) {
        if (isUsableAddress(address.address))
            request.to += address;
    }
    if (request.to.isEmpty())
        return {};
    request.isDoubtful = request.to.size() != 1 || !comesFrom(raw, tree, request.to.first());
    return request;
}

Result<BuiltMessage> buildReceipt(const QByteArray &raw, const Account &account, bool automatic, const BuildContext &context)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    const auto request = receiptRequest(raw, tree);
    const auto original = OriginalMessage::read({}, raw);
    if (!request || !original)
        return Error::of(ErrorKind::NotFound);
    const mime::RandomSource random = context.random ? context.random : mime::systemRandom();
    const Address reader = identityFor(*original, account).from();
    mime::OutgoingMessage message;
    message.from = { reader };
    message.to = AddressList::of(request->to);
    //: Subject of a reading receipt; %1 is the subject of the message that was read
    message.subject = Text::tr("Read: %1").arg(tree.envelope.subject);
    message.date = context.now;
    message.messageId = mime::makeMessageId(messageIdDomain(reader), random);
    if (!tree.envelope.messageIdHeader.isEmpty()) {
        message.inReplyTo = { tree.envelope.messageIdHeader };
        message.references = { tree.envelope.messageIdHeader };
    }
    // RFC 3834 section 3.1.7, and so that no vacation notice answers it.
    if (automatic)
        message.headers += mime::OutgoingField { QStringLiteral("Auto-Submitted"), QStringLiteral("auto-replied") };
    BuiltMessage built;
    built.messageIdHeader = message.messageId;
    built.recipients = uniqueAddresses(request->to);
    built.subject = message.subject;
    built.message = mime::writeMessageAround(message, reportEntity(raw, tree, reader, automatic, random), { .utf8Headers = mime::needsSmtpUtf8(message), .random = random });
    built.sentCopy = built.message;
    return built;
}

} // namespace golub::compose
