// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Parameters.h"

#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/ParameterScanner.h"

#include <algorithm>
#include <utility>

namespace golub::mime {
namespace {

// One parameter of RFC 2231: "name*2*=…" is segment 2, extended.
struct Segment {
    int number = 0;
    bool extended = false;
    bool quoted = false;
    QByteArray value;
};

struct Collected {
    QByteArray name;
    bool hasPlain = false;
    QByteArray plain;
    bool hasExtended = false;     // name*=…
    QByteArray extended;
    QList<Segment> segments;      // name*0=…, name*1*=…
};

// A name apart: base name, segment number (-1: none), extended.
struct Name {
    QByteArray base;
    int number = -1;
    bool extended = false;
};

Name splitName(QByteArrayView raw)
{
    Name name;
    QByteArrayView base = raw;
    if (base.endsWith('*')) {
        name.extended = true;
        base.chop(1);
    }
    const qsizetype star = ascii::find(base, '*');
    const QByteArrayView digits = star < base.size() ? base.sliced(star + 1) : QByteArrayView();
    const bool numeric = !digits.isEmpty() && digits.size() <= 4 && std::all_of(digits.begin(), digits.end(), ascii::isDigit);
    if (numeric) {
        name.number = digits.toByteArray().toInt();
        base = base.first(star);
    }
    name.base = ascii::toLower(ascii::trimmed(base));
    return name;
}

// False where an escape is broken; the text is then taken as it stands at that place.
bool percentDecode(QByteArrayView text, QByteArray &out)
{
    bool good = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? ascii::hexValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? ascii::hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            good = false;
            out += text[i];
            continue;
        }
        out += char(high << 4 | low);
        i += 2;
    }
    return good;
}

// "charset'language'" before an extended value (RFC 2231 section 4). Where one mark is missing, there is no charset, only text.
bool takeCharset(QByteArrayView &value, QByteArray &charset)
{
    const qsizetype first = ascii::find(value, '\'');
    const qsizetype second = ascii::find(value, '\'', first + 1);
    if (second >= value.size())
        return false;
    charset = ascii::toLower(value.first(first));
    value = value.sliced(second + 1);
    return true;
}

QString decodeBytes(QByteArrayView bytes, QByteArrayView charset)
{
    // US-ASCII with 8-bit bytes is a lie without a hint: what is no UTF-8 stays unknown.
    if (ascii::isAscii(bytes))
        return decodeCharset(bytes, charset);
    return canonicalCharset(charset).isEmpty() || canonicalCharset(charset) == "US-ASCII" ? QString::fromUtf8(bytes) : decodeCharset(bytes, charset);
}

QString decodeExtended(QByteArrayView value, bool &good)
{
    QByteArray charset;
    takeCharset(value, charset);
    QByteArray bytes;
    good = percentDecode(value, bytes);
    if (!charset.isEmpty() && canonicalCharset(charset) == "UTF-8" && !isValidUtf8(bytes))
        good = false;
    return decodeBytes(bytes, charset);
}

QString decodeSegments(const QList<Segment> &unsorted)
{
    QList<Segment> segments;
    for (const Segment &segment : unsorted) { // few, and in order as a rule
        const auto place = std::upper_bound(segments.begin(), segments.end(), segment, [](const Segment &a, const Segment &b) { return a.number < b.number; });
        segments.insert(place, segment);
    }
    const bool anyExtended = std::any_of(segments.begin(), segments.end(), [](const Segment &s) { return s.extended; });
    QByteArray charset;
    QByteArray bytes;
    int last = -1;
    for (const Segment &segment : std::as_const(segments)) {
        if (segment.number == last) // the same number twice: the first counts
            continue;
        QByteArrayView value = segment.value;
        if (last == -1) {
            // The mark of the first segment is often forgotten; an unquoted value, or an empty charset, shows that it was meant.
            const bool meant = anyExtended && (!segment.quoted || value.startsWith("''"));
            if (segment.extended || meant)
                takeCharset(value, charset);
        }
        last = segment.number;
        if (segment.extended)
            percentDecode(value, bytes);
        else
            bytes += value;
    }
    if (!anyExtended)
        return decodeHeaderText(bytes);
    return decodeBytes(bytes, charset);
}

QString plainValue(QByteArrayView bytes)
{
    return hasEncodedWord(bytes) ? decodeHeaderText(bytes) : decodeUnlabelled(bytes);
}

Parameter decodeCollected(const Collected &entry)
{
    if (entry.hasExtended) {
        bool good = true;
        const QString value = decodeExtended(entry.extended, good);
        if (good || (!entry.hasPlain && entry.segments.isEmpty()))
            return { entry.name, value };
        if (!entry.hasPlain)
            return { entry.name, decodeSegments(entry.segments) };
    } else if (!entry.segments.isEmpty()) {
        return { entry.name, decodeSegments(entry.segments) };
    }
    return { entry.name, plainValue(entry.plain) };
}

Collected &entryFor(QList<Collected> &entries, const QByteArray &name)
{
    for (Collected &entry : entries) {
        if (entry.name == name)
            return entry;
    }
    entries.append(Collected { name, false, {}, false, {}, {} });
    return entries.last();
}

void collect(QList<Collected> &entries, const RawParameter &raw)
{
    const Name name = splitName(raw.name);
    if (name.base.isEmpty())
        return;
    Collected &entry = entryFor(entries, name.base);
    if (name.number >= 0) {
        entry.segments.append({ name.number, name.extended, raw.quoted, raw.value });
    } else if (name.extended) {
        if (!entry.hasExtended)
            entry.extended = raw.value;
        entry.hasExtended = true;
    } else {
        if (!entry.hasPlain)
            entry.plain = raw.value;
        entry.hasPlain = true;
    }
}

enum class BareNames { Keep, Drop };

Parameters readParameters(ParameterScanner &scanner, BareNames bareNames, QByteArray *rawBoundary)
{
    QList<Collected> entries;
    RawParameter raw;
    for (int count = 0; count < limits::ParametersPerField && scanner.nextParameter(raw); ++count) {
        if (rawBoundary && rawBoundary->isNull() && ascii::equalsIgnoreCase(raw.name, "boundary"))
            *rawBoundary = raw.value.isNull() ? QByteArray("") : raw.value;
        if (!raw.bare || bareNames == BareNames::Keep)
            collect(entries, raw);
    }
    Parameters params;
    params.reserve(entries.size());
    for (const Collected &entry : std::as_const(entries))
        params.append(decodeCollected(entry));
    return params;
}

QByteArray interned(QByteArrayView lowerCase)
{
    static constexpr QByteArrayView Known[] = { "text", "multipart", "image", "application", "message", "audio", "video", "plain", "html", "mixed",
        "alternative", "related", "rfc822", "pdf", "jpeg", "png", "gif", "octet-stream", "signed", "report", "calendar" };
    for (const QByteArrayView known : Known) { // the usual names cost no allocation
        if (known == lowerCase)
            return QByteArray::fromRawData(known.data(), known.size());
    }
    return lowerCase.toByteArray();
}

} // namespace

QString Parameters::value(QByteArrayView name) const
{
    for (const Parameter &parameter : *this) {
        if (parameter.name == name)
            return parameter.value;
    }
    return {};
}

bool Parameters::contains(QByteArrayView name) const
{
    return std::any_of(begin(), end(), [name](const Parameter &parameter) { return parameter.name == name; });
}

ParameterizedValue parseParameters(QByteArrayView field)
{
    ParameterScanner scanner(field);
    ParameterizedValue result;
    result.value = ascii::toLower(scanner.takeValue());
    if (const qsizetype slash = result.value.indexOf('/'); slash >= 0) // no token holds one (RFC 2183 section 2)
        result.value.truncate(slash);
    result.params = readParameters(scanner, BareNames::Drop, nullptr);
    return result;
}

ContentType parseContentType(QByteArrayView field, QByteArray *rawBoundary)
{
    ParameterScanner scanner(field);
    ContentType result;
    QByteArray type;
    QByteArray subtype;
    result.valid = scanner.takeMediaType(type, subtype);
    if (result.valid) {
        result.type = interned(type);
        result.subtype = interned(subtype);
    }
    result.params = readParameters(scanner, BareNames::Keep, rawBoundary);
    return result;
}

ContentType parseContentType(QByteArrayView field)
{
    return parseContentType(field, nullptr);
}

} // namespace golub::mime
