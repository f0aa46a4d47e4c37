// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"
#include "tests/support/mail/RandomMail.h"

#include "core/mime/Ascii.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MimeWriter.h"

#include <algorithm>

using namespace golub;
using namespace golub::mime;

namespace {

void promiseFit(const QByteArray &raw, bool eightBit)
{
    QByteArray rest = raw;
    rest.replace("\r\n", "");
    fuzz::promise(!rest.contains('\r') && !rest.contains('\n') && !rest.contains('\0'), "CRLF only, no NUL");
    for (const QByteArray &line : raw.split('\n'))
        fuzz::promise(line.size() <= 999, "lines within the limit");
    fuzz::promise(eightBit || ascii::isAscii(raw), "7 bits where nobody asked for more");
}

// Fields, texts and files are what stands in the input, whatever that is.
void writeAnything(const QList<QByteArray> &pieces, bool eightBit)
{
    const auto piece = [&pieces](qsizetype i) { return QString::fromUtf8(pieces.value(i)); };
    OutgoingMessage message;
    message.from = { { piece(0), QStringLiteral("a@b.example") } };
    message.subject = piece(1);
    message.text = piece(2);
    message.html = piece(3);
    message.messageId = piece(4);
    message.references = { piece(5), piece(4) };
    message.headers = { { piece(6), piece(7) }, { QStringLiteral("X-Test"), piece(7) } };
    message.to = AddressList::of({ { piece(8), QStringLiteral("c@d.example") } });
    message.bcc = AddressList::of({ { {}, QStringLiteral("secret@b.example") } });
    message.attachments.append({ piece(9), pieces.value(10), pieces.value(11), piece(12), pieces.size() % 2 == 0 });
    WriteOptions options;
    options.eightBit = eightBit;
    options.flowed = false;
    options.random = [counter = quint64(1)]() mutable { return counter++; };
    const QByteArray raw = writeMessage(message, options);
    promiseFit(raw, eightBit);
    fuzz::promise(raw == writeMessage(message, options), "the same again");
    const MessageTree tree = readMessage(raw);
    fuzz::promise(tree.envelope.bcc.isEmpty(), "nothing breaks out of a field");
    fuzz::promiseEqual(tree.envelope.subject, sanitizedHeaderValue(message.subject).trimmed(), "the subject comes back");
    fuzz::promise(headerField(raw, tree.root(), "x-test").has_value(), "further fields are written");
    fuzz::promise(tree.root().isMultipart && tree.root().children.size() >= 2, "text and attachment are there");
    const OutgoingAttachment &file = message.attachments.first();
    const bool kept = std::any_of(tree.parts.begin(), tree.parts.end(), [&](const Part &part) {
        const QByteArray content = part.isMessage ? rawContent(raw, part).toByteArray() : decodedContent(raw, part);
        return content == file.content || (part.type == "message" && content == QByteArray(file.content).replace("\n", "\r\n"));
    });
    fuzz::promise(kept, "an attachment keeps every byte");
}

// What a person might compose, by number.
void writeComposed(quint64 number)
{
    test::Random random(number);
    const OutgoingMessage message = test::randomMessage(random, { 4, 3, 1000, false });
    const WriteOptions options = test::randomOptions(random);
    const QByteArray raw = writeMessage(message, options);
    promiseFit(raw, options.eightBit);
    const MessageTree tree = readMessage(raw);
    // Whatever somebody attaches as a message need not be one.
    const bool attachesMessages = std::any_of(message.attachments.begin(), message.attachments.end(), [](const OutgoingAttachment &file) { return file.type.startsWith("message/"); });
    fuzz::promise(attachesMessages || tree.diagnostics.empty(), "nothing is wrong with it");
    fuzz::promiseEqual(tree.envelope.subject, sanitizedHeaderValue(message.subject).trimmed(), "the subject comes back");
    fuzz::promise(tree.envelope.to.size() == message.to.size() && tree.envelope.references == message.references, "recipients and thread come back");
    for (const OutgoingAttachment &file : message.attachments) {
        const QString name = sanitizedHeaderValue(file.name).trimmed();
        fuzz::promise(std::any_of(tree.parts.begin(), tree.parts.end(), [&name](const Part &part) { return part.name == name; }), "file names come back");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The input is cut at zero bytes.
    writeAnything(fuzz::mailBytes(data, size).split('\0'), size % 3 == 0);
    quint64 number = 0;
    for (size_t i = 0; i < size && i < 8; ++i)
        number = number << 8 | data[i];
    writeComposed(number);
    return 0;
}
