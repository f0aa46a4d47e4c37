// SPDX-License-Identifier: GPL-3.0-or-later
// Text cut into encoded words at any byte, as careless programs do it, reads as the text that it was.
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/EncodedWord.h"
#include "core/mime/MimeWriter.h"

using namespace golub;
using namespace golub::mime;

namespace {

// Every word in B or Q, as \a plan says, with one to eight bytes; base64 cut anywhere where it goes on in the next word.
QByteArray inWords(const QByteArray &bytes, const QByteArray &plan)
{
    QByteArray out;
    qsizetype step = 0;
    for (qsizetype i = 0; i < bytes.size();) {
        const auto choice = static_cast<unsigned char>(plan.isEmpty() ? 0 : plan[step++ % plan.size()]);
        const QByteArray piece = bytes.mid(i, 1 + (choice >> 1) % 8);
        i += piece.size();
        if (!out.isEmpty())
            out += (choice & 0x40) ? "\r\n " : " ";
        if (choice & 1) {
            out += "=?utf-8?B?" + piece.toBase64() + "?=";
            continue;
        }
        out += "=?UTF-8?q?";
        for (const char c : piece)
            out += '=' + QByteArray(1, c).toHex();
        out += "?=";
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    const qsizetype planned = 1 + data[0] % 16;
    const QByteArray all(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    // Without controls: escapes of ISO-2022 mean something under any label.
    QString text = QString::fromUtf8(all.mid(planned)).remove(QChar(0xFEFF));
    text.removeIf([](QChar c) { return c.unicode() < 0x20; });
    fuzz::promiseEqual(sanitizedHeaderValue(decodeHeaderText(inWords(text.toUtf8(), all.first(qMin(planned, all.size()))))), sanitizedHeaderValue(text), "text cut into words comes back");
    // What the reader says is stable: read, written and read again is the same.
    const QString read = decodeHeaderText(fuzz::mailBytes(data, size));
    qsizetype column = 9;
    fuzz::promiseEqual(decodeHeaderText(encodeHeaderText(read, WordContext::Unstructured, column)), sanitizedHeaderValue(read).trimmed(), "what was read comes back");
    return 0;
}
