// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Redirect.h"

#include "core/base/TextSafety.h"
#include "core/compose/AddressInput.h"
#include "core/mime/AddressParser.h"
#include "core/mime/DateParser.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/TransferEncoder.h"

#include <QCoreApplication>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Redirect)
};

Outcome check(const Redirection &to)
{
    const QList<Address> recipients = to.to + to.cc + to.bcc;
    if (recipients.isEmpty())
        return Error { ErrorKind::InvalidInput, Text::tr("Enter at least one recipient.") };
    for (const Address &address : QList<Address> { to.from } + recipients) {
        if (!isUsableAddress(address.address)) {
            return Error { ErrorKind::InvalidInput,
                Text::tr("“%1” is not a mail address. Correct or remove it.").arg(textsafety::printable(address.display(), 200)) };
        }
    }
    return {};
}

void appendAddresses(QByteArray &out, const QByteArray &name, const QList<Address> &addresses, bool utf8)
{
    qsizetype column = name.size() + 2;
    if (!addresses.isEmpty())
        out += name + ": " + mime::encodeAddresses(AddressList::of(addresses), column, utf8) + "\r\n";
}

} // namespace

Result<BuiltMessage> redirect(const QByteArray &raw, const Redirection &to, const BuildContext &context)
{
    if (const Outcome outcome = check(to); !outcome)
        return outcome.error();
    const QByteArray lines = mime::canonicalLineEnds(raw);
    const mime::MessageTree tree = mime::readMessage(lines);
    const QList<mime::HeaderField> fields = mime::headerFields(lines, tree.root());
    if (fields.isEmpty())
        return Error { ErrorKind::InvalidInput, Text::tr("This is not a mail message: it has no header fields.") };

    // RFC 5321 section 4.4: who sends does not say where a message was delivered. Bcc is taken out of what goes, and of the copy as well:
    // these people got it before.
    QByteArray original;
    qsizetype at = tree.root().header.offset;
    for (const mime::HeaderField &field : fields) {
        const QByteArray name = field.name.toLower();
        if (name != "return-path" && name != "bcc" && name != "resent-bcc")
            continue;
        original += lines.sliced(at, field.offset - at);
        at = lines.indexOf("\r\n", field.offset + field.name.size() + 1 + field.rawValue.size()) + 2;
    }
    original += lines.sliced(at);
    if (!original.endsWith("\r\n"))
        original += "\r\n";

    mime::OutgoingMessage addressed;
    addressed.from = { to.from };
    addressed.to = AddressList::of(to.to + to.cc + to.bcc);
    const bool utf8 = mime::needsSmtpUtf8(addressed);
    BuiltMessage built;
    built.envelopeFrom = to.from.address;
    built.recipients = uniqueAddresses(to.to + to.cc + to.bcc);
    built.subject = tree.envelope.subject;
    built.messageIdHeader = mime::makeMessageId(messageIdDomain(to.from), context.random ? context.random : mime::systemRandom());
    QByteArray block;
    appendAddresses(block, "Resent-From", { to.from }, utf8);
    appendAddresses(block, "Resent-To", to.to, utf8);
    appendAddresses(block, "Resent-Cc", to.cc, utf8);
    const QByteArray rest = "Resent-Date: " + mime::formatDate(context.now) + "\r\nResent-Message-ID: <" + built.messageIdHeader.toUtf8() + ">\r\n";
    built.message = block + rest + original;
    appendAddresses(block, "Resent-Bcc", to.bcc, utf8);
    built.sentCopy = block + rest + original;
    return built;
}

} // namespace golub::compose
