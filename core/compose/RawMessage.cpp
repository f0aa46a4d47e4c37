// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/RawMessage.h"

#include "core/base/TextSafety.h"
#include "core/compose/AddressInput.h"
#include "core/mime/AddressParser.h"
#include "core/mime/DateParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/MessageIds.h"
#include "core/mime/TransferEncoder.h"

#include <QCoreApplication>

#include <algorithm>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RawMessage)
};

//! A field with its continuation lines, without the last line end; or, with an empty name, a line that is none.
struct Field {
    QByteArray name;              //!< lower case
    QByteArray lines;
    QByteArray value() const { return lines.sliced(lines.indexOf(':') + 1); }
};

QByteArray canonical(const QByteArray &raw)
{
    QByteArray out = mime::canonicalLineEnds(raw);
    if (!out.isEmpty() && !out.endsWith("\r\n"))
        out += "\r\n";
    return out;
}

struct Split {
    QList<Field> fields;
    QByteArray body;              //!< from the empty line on
};

Split split(const QByteArray &message)
{
    Split result;
    qsizetype at = message.startsWith("From ") ? message.indexOf("\r\n") + 2 : 0;
    while (at < message.size()) {
        const qsizetype end = message.indexOf("\r\n", at);
        const QByteArray line = message.sliced(at, end - at);
        if (line.isEmpty()) {
            result.body = message.sliced(at);
            return result;
        }
        at = end + 2;
        if ((line.startsWith(' ') || line.startsWith('\t')) && !result.fields.isEmpty()) {
            result.fields.last().lines += "\r\n" + line;
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        result.fields += Field { colon > 0 ? line.first(colon).trimmed().toLower() : QByteArray(), line };
    }
    result.body = "\r\n";
    return result;
}

QByteArray first(const QList<Field> &fields, const char *name)
{
    for (const Field &field : fields) {
        if (field.name == name)
            return field.value();
    }
    return {};
}

QList<Address> addresses(const QList<Field> &fields, std::initializer_list<const char *> names)
{
    QList<Address> all;
    for (const char *name : names) {
        for (const Field &field : fields) {
            if (field.name == name)
                all += mime::parseAddresses(field.value()).mailboxes();
        }
    }
    return all;
}

//! The topmost run of Resent- fields: what the last one who resent it wrote (RFC 5322 section 3.6.6).
QList<Field> resentBlock(const QList<Field> &fields)
{
    QList<Field> block;
    for (const Field &field : fields) {
        const bool resent = field.name.startsWith("resent-");
        const bool repeated = std::any_of(block.begin(), block.end(), [&field](const Field &known) { return known.name == field.name; });
        if (resent && !repeated)
            block += field;
        else if (!block.isEmpty())
            break;
    }
    return block;
}

QByteArray join(const QList<Field> &fields, const QByteArray &body, bool withBcc)
{
    QByteArray out;
    for (const Field &field : fields) {
        if (withBcc || (field.name != "bcc" && field.name != "resent-bcc"))
            out += field.lines + "\r\n";
    }
    return out + body;
}

} // namespace

Result<BuiltMessage> fromRaw(const QByteArray &raw, const BuildContext &context)
{
    Split parts = split(canonical(raw));
    const bool anyField = std::any_of(parts.fields.begin(), parts.fields.end(), [](const Field &field) { return !field.name.isEmpty(); });
    if (!anyField)
        return Error { ErrorKind::InvalidInput, Text::tr("This is not a mail message: it has no header fields.") };
    const QList<Field> resent = resentBlock(parts.fields);
    const bool isResent = !addresses(resent, { "resent-to", "resent-cc", "resent-bcc" }).isEmpty();
    const QList<Address> recipients = isResent ? addresses(resent, { "resent-to", "resent-cc", "resent-bcc" })
                                               : addresses(parts.fields, { "to", "cc", "bcc" });
    QList<Address> senders = isResent ? addresses(resent, { "resent-sender", "resent-from" }) : QList<Address>();
    if (senders.isEmpty()) {
        const QList<Address> from = addresses(parts.fields, { "from" });
        senders = from.size() == 1 ? from : addresses(parts.fields, { "sender" }) + from;
    }
    if (senders.isEmpty() || !isUsableAddress(senders.first().address))
        return Error { ErrorKind::InvalidInput, Text::tr("The message names no sender: it needs a From field with a mail address.") };
    if (recipients.isEmpty())
        return Error { ErrorKind::InvalidInput, Text::tr("The message names no recipient: it needs To, Cc or Bcc.") };
    for (const Address &recipient : recipients) {
        if (!isUsableAddress(recipient.address)) {
            return Error { ErrorKind::InvalidInput,
                Text::tr("“%1” is not a mail address. Correct or remove it.").arg(textsafety::printable(recipient.display(), 200)) };
        }
    }

    BuiltMessage built;
    built.envelopeFrom = senders.first().address;
    built.recipients = uniqueAddresses(recipients);
    built.subject = mime::decodeHeaderText(first(parts.fields, "subject"));
    built.messageIdHeader = mime::parseMessageId(first(parts.fields, "message-id"));
    if (built.messageIdHeader.isEmpty()) {
        parts.fields.removeIf([](const Field &field) { return field.name == "message-id"; });
        built.messageIdHeader = mime::makeMessageId(messageIdDomain(senders.first()), context.random ? context.random : mime::systemRandom());
        parts.fields.prepend({ "message-id", "Message-ID: <" + built.messageIdHeader.toUtf8() + '>' });
    }
    if (first(parts.fields, "date").trimmed().isEmpty()) {
        parts.fields.removeIf([](const Field &field) { return field.name == "date"; });
        parts.fields.prepend({ "date", "Date: " + mime::formatDate(context.now) });
    }
    built.message = join(parts.fields, parts.body, false);
    built.sentCopy = join(parts.fields, parts.body, true);
    return built;
}

} // namespace golub::compose
