// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/MessageBuilder.h"

#include "core/base/Clock.h"
#include "core/base/TextSafety.h"
#include "core/compose/AddressInput.h"
#include "core/mail/SendingPreferences.h"
#include "core/mime/AddressParser.h"
#include "core/mime/Charset.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/SafeFileName.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MessageBuilder)
};

Error invalid(const QString &text)
{
    return { ErrorKind::InvalidInput, text };
}

bool hasLineEnd(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c == u'\r' || c == u'\n' || c == QChar(0); });
}

QString shown(const QString &text)
{
    return textsafety::printable(text, 200);
}

Outcome checkAddresses(const QList<Address> &addresses)
{
    for (const Address &address : addresses) {
        if (!isUsableAddress(address.address))
            return invalid(Text::tr("“%1” is not a mail address. Correct or remove it.").arg(shown(address.display())));
        if (hasLineEnd(address.name))
            return invalid(Text::tr("The name of %1 must not hold line ends.").arg(shown(address.address)));
    }
    return {};
}

//! Fields that the message has anyway, or that would change who gets it.
bool isReservedField(const QString &name)
{
    static constexpr std::array Reserved { "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to",
        "references", "mime-version", "return-path", "received", "delivered-to", "dkim-signature", "authentication-results" };
    const QString lower = name.toLower();
    return lower.startsWith(u"content-") || lower.startsWith(u"resent-") || lower.startsWith(u"arc-")
        || std::any_of(Reserved.begin(), Reserved.end(), [&lower](const char *reserved) { return lower == QLatin1String(reserved); });
}

Outcome checkHeaders(const Draft &draft)
{
    if (hasLineEnd(draft.subject))
        return invalid(Text::tr("The subject must be a single line."));
    for (auto field = draft.headers.cbegin(); field != draft.headers.cend(); ++field) {
        if (!mime::isFieldName(field.key()))
            return invalid(Text::tr("“%1” cannot be the name of a header field.").arg(shown(field.key())));
        if (isReservedField(field.key()))
            return invalid(Text::tr("The header field %1 is written by Golub itself and cannot be set.").arg(shown(field.key())));
        if (hasLineEnd(field.value()))
            return invalid(Text::tr("The header field %1 must be a single line.").arg(shown(field.key())));
    }
    for (const QStringList &ids : { draft.inReplyTo, draft.references }) {
        for (const QString &id : ids) {
            const bool usable = !id.isEmpty() && id.size() < 900
                && std::none_of(id.begin(), id.end(), [](QChar c) { return c.unicode() <= 0x20 || c == u'<' || c == u'>'; });
            if (!usable)
                return invalid(Text::tr("“%1” is not a message id.").arg(shown(id)));
        }
    }
    return {};
}

Outcome check(const Draft &draft)
{
    if (draft.from.address.isEmpty())
        return invalid(Text::tr("Choose a sender address."));
    const QList<Address> recipients = draft.to + draft.cc + draft.bcc;
    if (recipients.isEmpty())
        return invalid(Text::tr("Enter at least one recipient."));
    for (const QList<Address> &addresses : { QList<Address> { draft.from }, recipients, draft.replyTo }) {
        if (const Outcome outcome = checkAddresses(addresses); !outcome)
            return outcome;
    }
    return checkHeaders(draft);
}

Result<QByteArray> readFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error { ErrorKind::NotFound,
            Text::tr("The attachment %1 is not there any more. Remove it, or attach it again.").arg(shown(path)), path };
    if (!info.isFile())
        return invalid(Text::tr("%1 is not a file and cannot be attached. Pack a folder into an archive first.").arg(shown(path)));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { ErrorKind::InvalidInput, Text::tr("The attachment %1 cannot be read: %2").arg(shown(path), file.errorString()), path };
    QByteArray content = file.readAll();
    if (file.error() != QFile::NoError)
        return Error { ErrorKind::InvalidInput, Text::tr("The attachment %1 cannot be read: %2").arg(shown(path), file.errorString()), path };
    return content;
}

Result<mime::OutgoingAttachment> readAttachment(const DraftAttachment &attachment)
{
    mime::OutgoingAttachment out;
    out.name = attachment.name.isEmpty() ? QFileInfo(attachment.path).fileName() : attachment.name;
    if (attachment.path.isEmpty()) {
        out.content = attachment.content;
    } else {
        Result<QByteArray> content = readFile(attachment.path);
        if (!content)
            return content.error();
        out.content = std::move(*content);
    }
    out.type = attachment.type.isEmpty() ? mime::typeForFileName(out.name) : attachment.type.toUtf8();
    out.contentId = attachment.contentId;
    out.isInline = !attachment.contentId.isEmpty();
    return out;
}

//! A field of ours that the draft does not have already.
void addField(mime::OutgoingMessage &message, const QString &name, const QString &value)
{
    const auto isSame = [&name](const mime::OutgoingField &field) { return field.name.compare(name, Qt::CaseInsensitive) == 0; };
    if (!value.isEmpty() && std::none_of(message.headers.begin(), message.headers.end(), isSame))
        message.headers += mime::OutgoingField { name, value };
}

Result<mime::OutgoingMessage> outgoing(const Draft &draft, const QString &messageId, const BuildContext &context)
{
    mime::OutgoingMessage message;
    message.from = { draft.from };
    message.replyTo = AddressList::of(draft.replyTo);
    message.to = AddressList::of(draft.to);
    message.cc = AddressList::of(draft.cc);
    message.bcc = AddressList::of(draft.bcc);
    message.subject = draft.subject;
    message.date = context.now;
    message.messageId = messageId;
    message.inReplyTo = draft.inReplyTo;
    message.references = draft.references;
    message.text = draft.text;
    message.html = draft.html;
    for (auto field = draft.headers.cbegin(); field != draft.headers.cend(); ++field)
        message.headers += mime::OutgoingField { field.key(), field.value() };
    if (draft.wantsReceipt)
        addField(message, QStringLiteral("Disposition-Notification-To"), u'<' + QString::fromUtf8(mime::encodeAddress(draft.from.address)) + u'>');
    addField(message, QStringLiteral("User-Agent"), context.userAgent);
    for (const DraftAttachment &attachment : draft.attachments) {
        Result<mime::OutgoingAttachment> out = readAttachment(attachment);
        if (!out)
            return out.error();
        if (draft.html.isEmpty())
            out->isInline = false;
        message.attachments += std::move(*out);
    }
    return message;
}

//! An attached message stays a message; the kinds of encoding it may have (RFC 2046 section 5.2.1) leave 8bit where it is not ASCII.
bool needsEightBit(const mime::OutgoingMessage &message)
{
    return std::any_of(message.attachments.begin(), message.attachments.end(),
        [](const mime::OutgoingAttachment &attachment) { return attachment.type.startsWith("message/") && !mime::isAscii(attachment.content); });
}

} // namespace

BuildContext BuildContext::of(const Clock &clock)
{
    const QDateTime local = clock.utcNow().toLocalTime();
    return { local.toOffsetFromUtc(local.offsetFromUtc()) };
}

BuildContext BuildContext::of(const Clock &clock, const SendingPreferences &preferences)
{
    BuildContext context = of(clock);
    if (preferences.utcDates)
        context.now = context.now.toUTC();
    if (preferences.userAgent)
        context.userAgent = QStringLiteral("Golub/" GOLUB_VERSION);
    return context;
}

QString messageIdDomain(const Address &from)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(from.domain()));
    return ascii.isEmpty() ? from.domain() : ascii;
}

QStringList uniqueAddresses(const QList<Address> &addresses)
{
    QStringList unique;
    QSet<QString> seen;
    for (const Address &address : addresses) {
        // Local parts may differ by case (RFC 5321 section 2.4), domains may not.
        const QString key = address.localPart() + u'@' + address.domain();
        if (!seen.contains(key)) {
            seen.insert(key);
            unique += address.address;
        }
    }
    return unique;
}

Result<BuiltMessage> build(const Draft &draft, const BuildContext &context)
{
    if (const Outcome outcome = check(draft); !outcome)
        return outcome.error();
    const mime::RandomSource random = context.random ? context.random : mime::systemRandom();
    BuiltMessage built;
    built.messageIdHeader = mime::makeMessageId(messageIdDomain(draft.from), random);
    built.envelopeFrom = draft.from.address;
    built.recipients = uniqueAddresses(draft.to + draft.cc + draft.bcc);
    built.subject = draft.subject;
    const Result<mime::OutgoingMessage> message = outgoing(draft, built.messageIdHeader, context);
    if (!message)
        return message.error();
    mime::WriteOptions options { .eightBit = needsEightBit(*message), .utf8Headers = mime::needsSmtpUtf8(*message), .random = random };
    built.message = mime::writeMessage(*message, options);
    options.includeBcc = true;
    built.sentCopy = draft.bcc.isEmpty() ? built.message : mime::writeMessage(*message, options);
    return built;
}

QByteArray buildDraft(const Draft &draft, const BuildContext &context)
{
    Draft sayable = draft;
    for (QList<Address> *addresses : { &sayable.to, &sayable.cc, &sayable.bcc, &sayable.replyTo })
        addresses->removeIf([](const Address &address) { return !checkAddresses({ address }); });
    sayable.subject = draft.subject.simplified();
    if (!checkHeaders(sayable)) {
        sayable.headers.clear();
        sayable.inReplyTo.clear();
        sayable.references.clear();
    }
    sayable.attachments.removeIf([](const DraftAttachment &attachment) { return !readAttachment(attachment); });
    const mime::RandomSource random = context.random ? context.random : mime::systemRandom();
    const auto message = outgoing(sayable, mime::makeMessageId(messageIdDomain(draft.from), random), context);
    if (!message)
        return {}; // a file that vanished between two looks
    return mime::writeMessage(*message, { .includeBcc = true, .eightBit = needsEightBit(*message), .random = random });
}

} // namespace golub::compose
