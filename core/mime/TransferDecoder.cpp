// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TransferDecoder.h"

#include "core/mime/Ascii.h"

#include <array>

namespace golub::mime {
namespace {

// An escape that is complete needs at most this many bytes more; blanks behind a soft break are bounded so that memory is.
constexpr qsizetype PendingMax = 1000;

constexpr std::array<qint8, 256> makeHexTable()
{
    std::array<qint8, 256> table {};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = qint8(ascii::hexValue(char(i)));
    return table;
}
constexpr std::array<qint8, 256> HexTable = makeHexTable();

int hexDigit(char c)
{
    return HexTable[static_cast<unsigned char>(c)];
}

constexpr qsizetype CopyWidth = 8;

// Copies up to the next "=" or the end, eight bytes at once; \a to has room for CopyWidth bytes more than that.
qsizetype copyUpToEscape(const char *from, const char *end, char *&to)
{
    constexpr quint64 Ones = 0x0101010101010101;
    const char *p = from;
    for (; end - p >= CopyWidth; p += CopyWidth, to += CopyWidth) {
        quint64 eight;
        std::memcpy(&eight, p, sizeof(eight));
        const quint64 zeroWhereEscape = eight ^ (Ones * quint8('='));
        if ((zeroWhereEscape - Ones) & ~zeroWhereEscape & (Ones << 7))
            break;
        std::memcpy(to, &eight, sizeof(eight));
    }
    while (p < end && *p != '=')
        *to++ = *p++;
    return p - from;
}

} // namespace

void TransferDecoder::decodeBase64(QByteArrayView input, QByteArray &output)
{
    const qsizetype before = output.size();
    output.resize(before + Base64Decoder::room(input.size()));
    const char *const end = m_base64.decode(input, output.data() + before);
    output.resize(end - output.data());
}

void TransferDecoder::decodeQuotedPrintable(QByteArrayView input, QByteArray &output)
{
    QByteArray joined;
    if (!m_pending.isEmpty()) {
        joined = m_pending + input.toByteArray();
        m_pending.clear();
        input = joined;
    }
    const qsizetype before = output.size();
    output.resize(before + input.size() + CopyWidth);
    char *to = output.data() + before;
    const char *const data = input.data();
    const qsizetype size = input.size();
    qsizetype i = 0;
    for (;;) {
        i += copyUpToEscape(data + i, data + size, to);
        if (i == size)
            break;
        if (size - i >= 3) {
            const int high = hexDigit(data[i + 1]);
            const int low = hexDigit(data[i + 2]);
            if ((high | low) >= 0) {
                *to++ = char(high << 4 | low);
                i += 3;
                continue;
            }
        }
        qsizetype j = i + 1;
        while (j < size && (ascii::isBlank(data[j]) || data[j] == '\r') && j - i < PendingMax)
            ++j;
        if (j < size && data[j] == '\n') { // soft break; transports may have put blanks behind the sign
            i = j + 1;
        } else if ((j == size || size - i < 3) && size - i < PendingMax) {
            m_pending = input.sliced(i).toByteArray();
            break;
        } else { // no escape: readable as it is (RFC 2045 section 6.7, note on robustness)
            *to++ = data[i++];
        }
    }
    output.resize(to - output.data());
}

void TransferDecoder::uuLine(QByteArrayView line, QByteArray &output)
{
    while (!line.isEmpty() && (line.back() == '\r' || line.back() == '\n'))
        line.chop(1);
    if (m_uu == Uu::Before) {
        if (line.startsWith("begin ") && line.size() > 9 && ascii::isDigit(line[6]))
            m_uu = Uu::Inside;
        return;
    }
    if (m_uu == Uu::After || line.isEmpty())
        return;
    if (line == "end") {
        m_uu = Uu::After;
        return;
    }
    int wanted = (line.front() - ' ') & 0x3F;
    const auto value = [line](qsizetype i) { return i < line.size() ? quint32((line[i] - ' ') & 0x3F) : 0U; };
    for (qsizetype i = 1; wanted > 0; i += 4) {
        if (i >= line.size() + 4)
            m_damage = true;
        const quint32 bits = value(i) << 18 | value(i + 1) << 12 | value(i + 2) << 6 | value(i + 3);
        for (int k = 0; k < 3 && wanted > 0; ++k, --wanted)
            output += char((bits >> (16 - 8 * k)) & 0xFF);
    }
}

void TransferDecoder::decodeUu(QByteArrayView input, QByteArray &output)
{
    constexpr qsizetype LongestLine = 256;
    qsizetype i = 0;
    while (i < input.size()) {
        const qsizetype end = ascii::find(input, '\n', i);
        if (end == input.size()) {
            m_pending += input.sliced(i);
            if (m_pending.size() > LongestLine)
                m_pending.truncate(LongestLine);
            return;
        }
        if (m_pending.isEmpty()) {
            uuLine(input.sliced(i, end - i), output);
        } else {
            m_pending += input.sliced(i, end - i);
            uuLine(m_pending, output);
            m_pending.clear();
        }
        i = end + 1;
    }
}

void TransferDecoder::decode(QByteArrayView input, QByteArray &output)
{
    switch (m_encoding) {
    case Encoding::Base64:
        return decodeBase64(input, output);
    case Encoding::QuotedPrintable:
        return decodeQuotedPrintable(input, output);
    case Encoding::UuEncode:
        return decodeUu(input, output);
    case Encoding::SevenBit:
    case Encoding::EightBit:
    case Encoding::Binary:
    case Encoding::Unknown:
        output.append(input);
    }
}

void TransferDecoder::finish(QByteArray &output)
{
    if (m_encoding == Encoding::Base64) {
        std::array<char, 3> rest {};
        output.append(rest.data(), m_base64.finish(rest.data()) - rest.data());
    } else if (m_encoding == Encoding::QuotedPrintable) {
        // No escape is whole; a sign with nothing but blanks behind it is a soft break.
        for (QByteArrayView rest = m_pending; !rest.isEmpty() && !(rest.front() == '=' && ascii::trimmed(rest.sliced(1)).isEmpty()); rest = rest.sliced(1))
            output += rest.front();
    } else if (m_encoding == Encoding::UuEncode && !m_pending.isEmpty()) {
        uuLine(m_pending, output);
    }
    m_pending.clear();
}

QByteArray decodeTransfer(QByteArrayView input, Encoding encoding, bool *damage)
{
    TransferDecoder decoder(encoding);
    QByteArray output;
    decoder.decode(input, output);
    decoder.finish(output);
    if (damage)
        *damage = decoder.sawDamage();
    return output;
}

} // namespace golub::mime
