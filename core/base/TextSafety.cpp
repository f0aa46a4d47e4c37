// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TextSafety.h"

#include <QStringDecoder>

namespace golub::textsafety {
namespace {

bool isDirectionControl(char16_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

QString clean(QStringView text, qsizetype maxLength, bool keepLines)
{
    QString out;
    out.reserve(qMin(text.size(), maxLength));
    for (const QChar ch : text) {
        if (out.size() >= maxLength) {
            out += QChar(0x2026);
            break;
        }
        const char16_t c = ch.unicode();
        if (c == u'\n' && keepLines)
            out += ch;
        else if (c == u'\n' || c == u'\t' || c == 0x2028 || c == 0x2029)
            out += u' ';
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || isDirectionControl(c) || c == 0xFEFF)
            continue;
        else
            out += ch;
    }
    return out;
}

} // namespace

QString printable(QStringView text, qsizetype maxLength)
{
    return clean(text, maxLength, false).trimmed();
}

QString printable(QByteArrayView bytes, qsizetype maxLength)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return printable(decoder.hasError() ? QString::fromLatin1(bytes) : text, maxLength);
}

QString printableLines(QStringView text, qsizetype maxLength)
{
    return clean(text, maxLength, true);
}

} // namespace golub::textsafety
