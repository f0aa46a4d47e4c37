// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HeaderValue.h"

#include "core/mime/Ascii.h"

#include <algorithm>

namespace golub::mime {
namespace {

constexpr qsizetype ReferencesKept = 50;
constexpr qsizetype ReferencesBytes = 6'000;   // some servers refuse fields of 8 KB and more

bool isDirectionOverride(QChar c)
{
    return (c.unicode() >= 0x202A && c.unicode() <= 0x202E) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
}

bool isLoneSurrogate(const QString &text, qsizetype i)
{
    const QChar c = text[i];
    if (c.isHighSurrogate())
        return i + 1 >= text.size() || !text[i + 1].isLowSurrogate();
    return c.isLowSurrogate() && (i == 0 || !text[i - 1].isHighSurrogate());
}

} // namespace

QString sanitizedHeaderValue(const QString &value)
{
    QString out;
    out.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value[i];
        const char16_t u = c.unicode();
        if (u == u'\r' && i + 1 < value.size() && value[i + 1] == u'\n')
            continue; // one blank for a CRLF
        if (u < 0x20 || (u >= 0x7F && u < 0xA0) || u == 0x2028 || u == 0x2029)
            out += u' ';
        else if (isLoneSurrogate(value, i))
            out += QChar(QChar::ReplacementCharacter);
        else if (!isDirectionOverride(c) && u != 0xFEFF) // a mark, or nothing at all
            out += c;
    }
    return out;
}

bool isFieldName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 60
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x7F && ascii::isNameChar(char(c.unicode())); });
}

QStringList trimmedReferences(const QStringList &ids)
{
    if (ids.size() < 2)
        return ids;
    qsizetype bytes = ids.first().toUtf8().size() + ids.last().toUtf8().size();
    qsizetype from = ids.size() - 1;
    while (from > 1 && ids.size() - from + 1 < ReferencesKept) {
        bytes += ids[from - 1].toUtf8().size() + 3; // <>, and what separates
        if (bytes > ReferencesBytes)
            break;
        --from;
    }
    return ids.first(1) + ids.sliced(from);
}

} // namespace golub::mime
