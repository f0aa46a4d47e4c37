// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstring>

//! Small byte helpers shared by the parsers of this folder: ASCII only, no locale.
namespace golub::mime::ascii {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLetter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

//! Blank or part of a fold.
constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

constexpr bool isHighBit(char c)
{
    return static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

//! A character of a header field's name (RFC 5322 section 3.6.8).
constexpr bool isNameChar(char c)
{
    return c > 0x20 && c < 0x7F && c != ':';
}

//! -1 where \a c is no hexadecimal digit.
constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

inline bool equalsIgnoreCase(QByteArrayView a, QByteArrayView lowerCase)
{
    if (a.size() != lowerCase.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lowerCase[i])
            return false;
    }
    return true;
}

inline bool startsWithIgnoreCase(QByteArrayView text, QByteArrayView lowerCase)
{
    return text.size() >= lowerCase.size() && equalsIgnoreCase(text.first(lowerCase.size()), lowerCase);
}

inline QByteArray toLower(QByteArrayView text)
{
    QByteArray out(text.size(), Qt::Uninitialized);
    char *to = out.data();
    for (const char c : text)
        *to++ = lower(c);
    return out;
}

//! Without blanks and fold characters at both ends.
inline QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

//! The index of the next \a c from \a from on; text.size() where there is none.
inline qsizetype find(QByteArrayView text, char c, qsizetype from = 0)
{
    if (from >= text.size())
        return text.size();
    const void *hit = std::memchr(text.data() + from, c, size_t(text.size() - from));
    return hit ? static_cast<const char *>(hit) - text.data() : text.size();
}

//! True where every byte is below 0x80.
inline bool isAscii(QByteArrayView text)
{
    const char *p = text.data();
    qsizetype left = text.size();
    quint64 seen = 0;
    for (; left >= 8; left -= 8, p += 8) {
        quint64 eight;
        std::memcpy(&eight, p, 8);
        seen |= eight;
    }
    for (; left > 0; --left, ++p)
        seen |= static_cast<unsigned char>(*p);
    return (seen & 0x8080808080808080ULL) == 0;
}

} // namespace golub::mime::ascii
