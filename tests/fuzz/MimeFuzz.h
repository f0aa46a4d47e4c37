// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <cstdio>
#include <cstdlib>

namespace golub::fuzz {

//! Ends the run where a promise is broken, and says which.
inline void promise(bool kept, const char *what)
{
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

inline void promiseEqual(const QString &found, const QString &expected, const char *what)
{
    if (found != expected)
        std::fprintf(stderr, "found    %s\nexpected %s\n", found.toUtf8().toHex().constData(), expected.toUtf8().toHex().constData());
    promise(found == expected, what);
}

//! A folded header value: CRLF only before a blank, lines within the hard limit.
inline void promiseFolded(const QByteArray &written, const char *what)
{
    const QList<QByteArray> lines = written.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        promise(lines[i].size() <= 999, what);
        promise(i == 0 || lines[i].startsWith(' '), what);
        promise(i + 1 == lines.size() ? !lines[i].contains('\r') : lines[i].indexOf('\r') == lines[i].size() - 1, what);
        promise(!lines[i].contains('\0'), what);
    }
}

//! The input as it is, or drawn from the few pieces that mail is made of: the parsers' corners are found much sooner.
inline QByteArray mailBytes(const uint8_t *data, size_t size)
{
    static constexpr const char *Pieces[] = { "\r\n", "\n", " ", "--", "b", "c", ":", ";", "=", "?", "\"", "<", ">", "@", ",", "(", ")", "\\", "=?utf-8?q?", "=?utf-8?b?", "?=", "=20", "'", "*", "*0", "%41", ".",
        "Content-Type: ", "multipart/mixed", "message/rfc822", "text/plain", "; boundary=", "Content-Transfer-Encoding: ", "base64", "quoted-printable", "x-uuencode", "begin 644 a\n", "Subject: ", "From: ", "\xC5\xBC", "\xFF", "\t",
        "multipart/digest", "multipart/alternative", "text/html", "aGVsbG8=", "1", "Jan", "2026", "+0100", "09:07" };
    QByteArray out;
    if (size == 0)
        return out;
    if ((data[0] & 1) == 0)
        return QByteArray(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    for (size_t i = 1; i < size; ++i)
        out += Pieces[data[i] % std::size(Pieces)];
    return out;
}

} // namespace golub::fuzz
