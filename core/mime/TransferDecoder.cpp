// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TransferDecoder.h"

#include "core/mime/Ascii.h"

#include <array>

namespace golub::mime {
namespace {

constexpr quint8 Skip = 0xFF;      // line ends and blanks
constexpr quint8 Junk = 0xFE;      // anything else outside of the alphabet
constexpr quint8 Pad = 0xFD;

constexpr std::array<quint8, 256> makeBase64Table()
{
    std::array<quint8, 256> table {};
    for (auto &entry : table)
        entry = Junk;
    for (int i = 0; i < 26; ++i) {
        table[size_t('A' + i)] = quint8(i);
        table[size_t('a' + i)] = quint8(26 + i);
    }
    for (int i = 0; i < 10; ++i)
        table[size_t('0' + i)] = quint8(52 + i);
    table[size_t('+')] = 62;
    table[size_t('/')] = 63;
    table[size_t('=')] = Pad;
    for (const char c : { ' ', '\t', '\r', '\n' })
        table[size_t(c)] = Skip;
    return table;
}
constexpr std::array<quint8, 256> Base64Table = makeBase64Table();

quint8 sextet(char c)
{
    return Base64Table[static_cast<unsigned char>(c)];
}

// An escape that is complete needs at most this many bytes more; blanks behind a soft break are bounded so that memory is.
constexpr qsizetype PendingMax = 1000;

} // namespace

void TransferDecoder::decodeBase64(QByteArrayView input, QByteArray &output)
{
    const qsizetype before = output.size();
    output.resize(before + input.size() / 4 * 3 + 6);
    char *to = output.data() + before;
    const char *p = input.data();
    const char *const end = p + input.size();
    const auto put = [&to](quint32 bits, int bytes) {
        for (int i = 0; i < bytes; ++i)
            *to++ = char((bits >> (16 - 8 * i)) & 0xFF);
    };
    while (p < end) {
        if (m_sextets == 0) { // whole quanta, the usual case
            while (end - p >= 4) {
                const quint8 a = sextet(p[0]);
                const quint8 b = sextet(p[1]);
                const quint8 c = sextet(p[2]);
                const quint8 d = sextet(p[3]);
                if ((a | b | c | d) & 0xC0)
                    break;
                const quint32 bits = quint32(a) << 18 | quint32(b) << 12 | quint32(c) << 6 | d;
                to[0] = char(bits >> 16);
                to[1] = char((bits >> 8) & 0xFF);
                to[2] = char(bits & 0xFF);
                to += 3;
                p += 4;
            }
            if (p == end)
                break;
        }
        const quint8 value = sextet(*p++);
        if (value == Skip)
            continue;
        if (value == Junk) {
            m_damage = true;
            continue;
        }
        if (value == Pad) { // ends a quantum; more may follow where encoded pieces were joined
            if (m_sextets > 1)
                put(m_bits << (6 * (4 - m_sextets)), m_sextets - 1);
            else if (m_sextets == 1)
                m_damage = true;
            m_bits = 0;
            m_sextets = 0;
            continue;
        }
        m_bits = m_bits << 6 | value;
        if (++m_sextets == 4) {
            put(m_bits, 3);
            m_bits = 0;
            m_sextets = 0;
        }
    }
    output.resize(to - output.data());
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
    output.resize(before + input.size());
    char *to = output.data() + before;
    const char *const data = input.data();
    qsizetype i = 0;
    const qsizetype size = input.size();
    while (i < size) {
        const qsizetype escape = ascii::find(input, '=', i);
        std::memcpy(to, data + i, size_t(escape - i));
        to += escape - i;
        i = escape;
        if (i == size)
            break;
        if (size - i >= 3) {
            const int high = ascii::hexValue(data[i + 1]);
            const int low = ascii::hexValue(data[i + 2]);
            if (high >= 0 && low >= 0) {
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
    if (m_encoding == Encoding::Base64 && m_sextets > 0) {
        if (m_sextets == 1) {
            m_damage = true;
        } else {
            const quint32 bits = m_bits << (6 * (4 - m_sextets));
            for (int i = 0; i < m_sextets - 1; ++i)
                output += char((bits >> (16 - 8 * i)) & 0xFF);
        }
        m_sextets = 0;
    } else if (m_encoding == Encoding::QuotedPrintable) {
        const QByteArrayView rest = m_pending;
        const bool softBreak = rest.size() >= 1 && ascii::trimmed(rest.sliced(1)).isEmpty();
        if (!softBreak)
            output += rest;
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
