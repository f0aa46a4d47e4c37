// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TextScan.h"

#include "core/mime/Ascii.h"
#include "core/mime/BodySelection.h"
#include "core/mime/FilesInText.h"
#include "core/mime/MessageContent.h"
#include "core/mime/Protection.h"

#include <cstring>

namespace golub::mime {
namespace {

// From first letter to first letter: for words this short that is faster than memmem().
bool contains(QByteArrayView text, QByteArrayView wanted)
{
    for (qsizetype i = ascii::find(text, wanted.front()); text.size() - i >= wanted.size(); i = ascii::find(text, wanted.front(), i + 1)) {
        if (std::memcmp(text.data() + i, wanted.data(), size_t(wanted.size())) == 0)
            return true;
    }
    return false;
}

// "beg" in any case. Without a way out of the inner loop it is one of vectors; a text with it is rare.
bool mayBegin(QByteArrayView text)
{
    constexpr qsizetype Block = 512;
    const char *const data = text.data();
    for (qsizetype from = 0; from + 2 < text.size(); from += Block) {
        const qsizetype end = qMin(from + Block, text.size() - 2);
        unsigned char found = 0;
        for (qsizetype i = from; i < end; ++i)
            found |= static_cast<unsigned char>((data[i] | 0x20) == 'b') & static_cast<unsigned char>((data[i + 1] | 0x20) == 'e')
                & static_cast<unsigned char>((data[i + 2] | 0x20) == 'g');
        if (found)
            return true;
    }
    return false;
}

// ASCII that quoted-printable leaves as it is.
bool hasTrace(QByteArrayView text)
{
    return mayBegin(text) && (contains(text, "begin") || contains(text, "BEGIN PGP"));
}

void scan(MessageTree &tree, int text, QByteArrayView decoded, bool isRaw)
{
    noteInlinePgp(tree, text, decoded);
    addFilesInText(tree, text, decoded, isRaw);
}

} // namespace

void scanShownTexts(QByteArrayView raw, MessageTree &tree)
{
    const QList<int> shown = tree.textBody;
    for (const int index : shown) {
        const Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "plain") && !isTextStandIn(part))
            continue;
        const bool isBase64 = part.encoding == Encoding::Base64 && !part.isMultipart;
        if (!isBase64 && !hasTrace(rawContent(raw, part)))
            continue;
        if (isBase64 || (part.encoding == Encoding::QuotedPrintable && !part.isMultipart)) {
            if (const QByteArray decoded = decodedContent(raw, part); hasTrace(decoded))
                scan(tree, index, decoded, false);
        } else if (part.encoding != Encoding::UuEncode || part.isMultipart) {
            const QByteArray source = part.source; // keeps the bytes while parts are added
            scan(tree, index, part.body.of(source.isNull() ? raw : QByteArrayView(source)), true);
        }
    }
}

} // namespace golub::mime
