// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <bit>

namespace golub::search {

//! SQLite's variable-length numbers: seven bits a byte, the highest first, and eight in the ninth.
inline constexpr int VarintMax = 9;

//! How many bytes were written. \a out has room for VarintMax, all of which may be overwritten.
inline int putVarint(char *out, quint64 value)
{
    if (value < 0x80) {
        out[0] = char(value);
        return 1;
    }
    if (value < 0x4000) {
        out[0] = char((value >> 7) | 0x80);
        out[1] = char(value & 0x7f);
        return 2;
    }
    if (const quint64 top = value >> 56; top != 0) {
        out[8] = char(value & 0xff);
        value >>= 8;
        for (int i = 7; i >= 0; --i, value >>= 7)
            out[i] = char((value & 0x7f) | 0x80);
        return VarintMax;
    }
    // Seven bits to each of eight bytes, by halves.
    const int size = int(std::bit_width(value) + 6) / 7;
    value = ((value & 0x00ff'ffff'f000'0000) << 4) | (value & 0x0fff'ffff);
    value = ((value & 0x0fff'c000'0fff'c000) << 2) | (value & 0x0000'3fff'0000'3fff);
    value = ((value & 0x3f80'3f80'3f80'3f80) << 1) | (value & 0x007f'007f'007f'007f);
    value |= 0x8080'8080'8080'8000;
    qToBigEndian(value << (8 * (8 - size)), out);
    return size;
}

inline void appendVarint(QByteArray &out, quint64 value)
{
    char bytes[VarintMax];
    out.append(bytes, putVarint(bytes, value));
}

//! Reads on from \a at; where the bytes end in the middle of a number \a at is \a end, and what is returned means nothing.
inline quint64 takeVarint(const char *&at, const char *end)
{
    quint64 value = 0;
    for (int i = 1; at < end; ++i) {
        const quint64 byte = uchar(*at++);
        if (i == VarintMax)
            return (value << 8) | byte;
        value = (value << 7) | (byte & 0x7f);
        if (byte < 0x80)
            return value;
    }
    return value;
}

} // namespace golub::search
