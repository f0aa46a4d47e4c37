// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TransferEncoder.h"

#include "core/mime/Ascii.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace golub::mime {
namespace {

constexpr qsizetype EncodedLine = 76;          // RFC 2045 sections 6.7 and 6.8
constexpr qsizetype SoftLine = 78;             // RFC 5322 section 2.1.1
constexpr qsizetype HardLine = 998;

bool isLiteral(char c)
{
    return (c > 0x20 && c < 0x7F && c != '=') || ascii::isBlank(c);
}

void appendEscape(QByteArray &out, char c)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    out += '=';
    out += Hex[static_cast<unsigned char>(c) >> 4];
    out += Hex[static_cast<unsigned char>(c) & 15];
}

// The two characters for each twelve bits: a quantum takes two looks instead of four.
constexpr std::array<std::array<char, 2>, 4096> Base64Pairs = [] {
    constexpr char Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::array<char, 2>, 4096> pairs {};
    for (size_t i = 0; i < pairs.size(); ++i)
        pairs[i] = { Alphabet[i >> 6], Alphabet[i & 63] };
    return pairs;
}();

// RFC 4648 section 4, with padding. Returns the end of what was written.
char *encodeQuanta(QByteArrayView bytes, char *to)
{
    const auto byte = [bytes](qsizetype i) { return quint32(static_cast<unsigned char>(bytes[i])); };
    const auto write = [&to](quint32 bits) {
        std::memcpy(to, Base64Pairs[bits >> 12].data(), 2);
        std::memcpy(to + 2, Base64Pairs[bits & 0xFFF].data(), 2);
        to += 4;
    };
    qsizetype i = 0;
    for (; i + 3 <= bytes.size(); i += 3)
        write(byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2));
    const qsizetype left = bytes.size() - i;
    if (left > 0) {
        write(byte(i) << 16 | (left > 1 ? byte(i + 1) << 8 : 0));
        std::fill_n(to - (3 - left), 3 - left, '=');
    }
    return to;
}

} // namespace

ContentFacts contentFacts(QByteArrayView bytes)
{
    ContentFacts facts;
    facts.ascii = ascii::isAscii(bytes);
    facts.hasNul = ascii::find(bytes, '\0') < bytes.size();
    qsizetype start = 0;
    while (start < bytes.size()) {
        const qsizetype feed = ascii::find(bytes, '\n', start);
        qsizetype end = feed;
        if (feed < bytes.size()) {
            if (end > start && bytes[end - 1] == '\r')
                --end;
            else
                facts.canonicalLines = false;
        }
        const QByteArrayView line = bytes.sliced(start, end - start);
        facts.longestLine = qMax(facts.longestLine, line.size());
        facts.canonicalLines = facts.canonicalLines && ascii::find(line, '\r') == line.size();
        facts.trailingBlanks = facts.trailingBlanks || (!line.isEmpty() && ascii::isBlank(line.back()));
        facts.fromLine = facts.fromLine || line.startsWith("From ");
        start = feed + 1;
    }
    return facts;
}

QByteArray canonicalLineEnds(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 40 + 2);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            out += "\r\n";
            if (i + 1 < text.size() && text[i + 1] == '\n')
                ++i;
        } else if (c == '\n') {
            out += "\r\n";
        } else if (c != '\0') {
            out += c;
        }
    }
    return out;
}

QByteArray encodeQuotedPrintable(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8);
    qsizetype column = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            out += "\r\n";
            column = 0;
            ++i;
            continue;
        }
        const bool lineEnds = i + 1 == text.size() || (text[i + 1] == '\r' && i + 2 < text.size() && text[i + 2] == '\n');
        const bool fromLine = column == 0 && text.sliced(i).startsWith("From "); // so that no mbox writer puts a ">" before it
        const bool dot = column == 0 && c == '.' && lineEnds;                     // a lone dot ends the message where a relay is careless
        const bool literal = isLiteral(c) && !(ascii::isBlank(c) && lineEnds) && !fromLine && !dot;
        const qsizetype width = literal ? 1 : 3;
        if (column + width > EncodedLine - (lineEnds ? 0 : 1)) {
            out += "=\r\n";
            column = 0;
        }
        if (literal)
            out += c;
        else
            appendEscape(out, c);
        column += width;
    }
    return out;
}

QByteArray encodeBase64Lines(QByteArrayView bytes)
{
    constexpr qsizetype BytesPerLine = EncodedLine / 4 * 3;
    const qsizetype lines = (bytes.size() + BytesPerLine - 1) / BytesPerLine;
    QByteArray out((bytes.size() + 2) / 3 * 4 + lines * 2, Qt::Uninitialized);
    char *to = out.data();
    for (qsizetype i = 0; i < bytes.size(); i += BytesPerLine) {
        to = encodeQuanta(bytes.sliced(i, qMin(BytesPerLine, bytes.size() - i)), to);
        *to++ = '\r';
        *to++ = '\n';
    }
    return out;
}

qsizetype quotedPrintableSize(QByteArrayView text)
{
    qsizetype size = 0;
    for (const char c : text)
        size += isLiteral(c) || c == '\r' || c == '\n' ? 1 : 3;
    return size;
}

TransferText encodeText(const QByteArray &canonical, const TransferChoice &choice)
{
    const ContentFacts facts = contentFacts(canonical);
    const bool asItIs = !facts.fromLine && !facts.hasNul && facts.canonicalLines && !(choice.blanksMatter && facts.trailingBlanks);
    if (asItIs && facts.ascii && facts.longestLine <= SoftLine)
        return { canonical, "7bit" };
    if (asItIs && choice.eightBit && !facts.ascii && facts.longestLine <= HardLine)
        return { canonical, "8bit" };
    if (quotedPrintableSize(canonical) <= canonical.size() / 3 * 4)
        return { encodeQuotedPrintable(canonical), "quoted-printable" };
    return { encodeBase64Lines(canonical), "base64" };
}

} // namespace golub::mime
