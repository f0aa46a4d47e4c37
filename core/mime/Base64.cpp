// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Base64.h"

#include <array>
#include <cstring>

namespace golub::mime {
namespace {

constexpr quint8 Skip = 0xFF;      // line ends and blanks
constexpr quint8 Junk = 0xFE;      // anything else outside of the alphabet
constexpr quint8 Pad = 0xFD;

using Table = std::array<quint8, 256>;
constexpr Table makeTable()
{
    Table table {};
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
constexpr Table Sextets = makeTable();

quint8 sextet(char c)
{
    return Sextets[static_cast<unsigned char>(c)];
}

// The sextet at its place in the quantum, or a bit that no quantum has.
constexpr quint32 NoSextet = 0x80000000;
using Shifted = std::array<quint32, 256>;
constexpr Shifted makeShifted(int shift)
{
    Shifted table {};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = Sextets[i] < 64 ? quint32(Sextets[i]) << shift : NoSextet;
    return table;
}
constexpr Shifted First = makeShifted(18);
constexpr Shifted Second = makeShifted(12);
constexpr Shifted Third = makeShifted(6);
constexpr Shifted Fourth = makeShifted(0);

// Whole quanta without anything between them: the usual case. Ends at the first other character.
void decodeQuanta(const char *&input, const char *end, char *&output)
{
    const auto *p = reinterpret_cast<const unsigned char *>(input);
    const auto *const last = reinterpret_cast<const unsigned char *>(end) - 4;
    char *to = output;
    for (; p <= last; p += 4, to += 3) {
        const quint32 bits = First[p[0]] | Second[p[1]] | Third[p[2]] | Fourth[p[3]];
        if (bits & NoSextet)
            break;
        to[0] = char(bits >> 16);
        to[1] = char(bits >> 8 & 0xFF);
        to[2] = char(bits & 0xFF);
    }
    input = reinterpret_cast<const char *>(p);
    output = to;
}

// Sixteen characters at once: what g++ and clang make of it is one instruction each wherever the machine has vectors.
using Bytes = quint8 __attribute__((vector_size(16)));
constexpr qsizetype Width = sizeof(Bytes);

// 0xFF in each lane that holds a character of the alphabet. \a clean: nothing else but line ends is there.
Bytes alphabetMask(const char *p, bool &clean)
{
    Bytes c;
    std::memcpy(&c, p, sizeof(c));
    const Bytes lower = c | 0x20;
    const Bytes alphabet = Bytes((lower - 'a') < 26) | Bytes((c - '/') < 11) | Bytes(c == '+'); // the slash stands before the digits
    const Bytes known = alphabet | Bytes(c == '\n') | Bytes(c == '\r');
    std::array<quint64, 2> halves;
    std::memcpy(halves.data(), &known, sizeof(known));
    clean = (halves[0] & halves[1]) == ~quint64(0);
    return alphabet;
}

// Characters of the alphabet from \a p on, as far as nothing but line ends stands between them.
qsizetype countClean(const char *&p, const char *end)
{
    qsizetype count = 0;
    bool clean = true;
    while (clean && end - p >= Width) {
        Bytes lanes {};
        for (int i = 0; i < 255 && end - p >= Width; ++i, p += Width) { // a lane holds no more
            const Bytes mask = alphabetMask(p, clean);
            if (!clean)
                break;
            lanes -= mask;
        }
        for (size_t i = 0; i < size_t(Width); ++i)
            count += lanes[i];
    }
    return count;
}

} // namespace

char *Base64Decoder::decode(QByteArrayView input, char *to)
{
    const char *p = input.data();
    const char *const end = p + input.size();
    while (p < end) {
        if (m_sextets == 0) {
            decodeQuanta(p, end, to);
            if (p == end)
                break;
        }
        const quint8 value = sextet(*p++);
        if (value < 64) {
            m_bits = m_bits << 6 | value;
            if (++m_sextets < 4)
                continue;
            for (const int shift : { 16, 8, 0 })
                *to++ = char(m_bits >> shift & 0xFF);
            m_bits = 0;
            m_sextets = 0;
        } else if (value == Junk) {
            m_damage = true;
        } else if (value == Pad) {
            to = finish(to);
        }
    }
    return to;
}

char *Base64Decoder::finish(char *to)
{
    m_damage = m_damage || m_sextets == 1;
    const quint32 bits = m_bits << (6 * (4 - m_sextets));
    for (int i = 0; i < m_sextets - 1; ++i)
        *to++ = char(bits >> (16 - 8 * i) & 0xFF);
    m_bits = 0;
    m_sextets = 0;
    return to;
}

qsizetype Base64Decoder::countRest()
{
    m_damage = m_damage || m_sextets == 1;
    const int rest = m_sextets > 1 ? m_sextets - 1 : 0;
    m_sextets = 0;
    return rest;
}

qsizetype Base64Decoder::countOne(char c)
{
    const quint8 value = sextet(c);
    if (value == Pad)
        return countRest();
    m_damage = m_damage || value == Junk;
    if (value >= 64 || ++m_sextets < 4)
        return 0;
    m_sextets = 0;
    return 3;
}

qsizetype Base64Decoder::count(QByteArrayView input)
{
    qsizetype count = 0;
    const char *p = input.data();
    const char *const end = p + input.size();
    while (p < end) {
        const qsizetype sextets = m_sextets + countClean(p, end);
        count += sextets / 4 * 3;
        m_sextets = int(sextets % 4);
        for (qsizetype i = 0; i < Width && p < end; ++i)
            count += countOne(*p++);
    }
    return count;
}

} // namespace golub::mime
