// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace golub::search {

//! SQLite's variable-length numbers: seven bits a byte, the highest first, and eight in the ninth.
inline constexpr int VarintMax = 9;

//! How many bytes were written.
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
    int size = 3;
    while (size < VarintMax && value >> (7 * size) != 0)
        ++size;
    int at = size;
    if (size == VarintMax) {
        out[--at] = char(value & 0xff);
        value >>= 8;
        out[--at] = char((value & 0x7f) | 0x80);
    } else {
        out[--at] = char(value & 0x7f);
    }
    while (at > 0) {
        value >>= 7;
        out[--at] = char((value & 0x7f) | 0x80);
    }
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
