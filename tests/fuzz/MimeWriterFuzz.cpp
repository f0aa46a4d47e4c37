// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/MessageContent.h"
#include "core/mime/MimeWriter.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The input is cut at zero bytes: each field of the message is whatever stands there.
    const QList<QByteArray> pieces = fuzz::mailBytes(data, size).split('\0');
    const auto piece = [&pieces](qsizetype i) { return QString::fromUtf8(pieces.value(i)); };
    OutgoingMessage message;
    message.from = { { piece(0), QStringLiteral("a@b.example") } };
    message.subject = piece(1);
    message.text = piece(2);
    message.html = piece(3);
    message.messageId = piece(4);
    message.references = { piece(5), piece(4) };
    message.headers = { { piece(6), piece(7) }, { QStringLiteral("X-Test"), piece(7) } };
    message.to = AddressList::of({ { piece(8), piece(9) } });
    message.bcc = AddressList::of({ { {}, QStringLiteral("secret@b.example") } });
    message.attachments.append({ piece(10), pieces.value(11), pieces.value(12), piece(13), size % 2 == 0 });
    WriteOptions options;
    quint64 counter = 1;
    options.random = [&counter] { return counter++; };
    options.flowed = false;
    const QByteArray raw = writeMessage(message, options);
    QByteArray rest = raw;
    rest.replace("\r\n", "");
    fuzz::promise(!rest.contains('\r') && !rest.contains('\n') && !rest.contains('\0'), "CRLF only, no NUL");
    for (const QByteArray &line : raw.split('\n'))
        fuzz::promise(line.size() <= 999, "lines within the limit");
    const MessageTree tree = readMessage(raw);
    fuzz::promise(tree.envelope.bcc.isEmpty(), "nothing breaks out of a field");
    fuzz::promiseEqual(tree.envelope.subject, sanitizedHeaderValue(message.subject).trimmed(), "the subject comes back");
    fuzz::promise(headerField(raw, tree.root(), "x-test").has_value(), "further fields are written");
    fuzz::promise(tree.root().isMultipart && tree.root().children.size() >= 2, "text and attachment are there");
    return 0;
}
