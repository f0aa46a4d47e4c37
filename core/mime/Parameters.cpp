// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Parameters.h"

#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/ParameterScanner.h"
#include "core/mime/UsualForms.h"

#include <algorithm>
#include <iterator>
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

// A name apart: base name, segment number (-1: none), extended. An empty base: stars where RFC 2231 has none, so nothing that it means.
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
    if (star < base.size()) {
        const QByteArrayView digits = base.sliced(star + 1);
        const bool leadingZero = digits.size() > 1 && digits.front() == '0';
        if (digits.isEmpty() || digits.size() > 4 || leadingZero || !std::all_of(digits.begin(), digits.end(), ascii::isDigit))
            return {};
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

// In their order, each number once (the first counts), up to the first gap: what stands behind a lost piece does not belong there.
QList<Segment> inOrder(const QList<Segment> &unsorted)
{
    QList<Segment> segments;
    for (const Segment &segment : unsorted) { // few, and in order as a rule
        const auto place = std::upper_bound(segments.begin(), segments.end(), segment, [](const Segment &a, const Segment &b) { return a.number < b.number; });
        if (place == segments.begin() || std::prev(place)->number != segment.number)
            segments.insert(place, segment);
    }
    qsizetype end = 1;
    while (end < segments.size() && segments[end].number == segments[end - 1].number + 1)
        ++end;
    segments.resize(qMin(end, segments.size()));
    return segments;
}

// Some programs write "charset'language'" before each segment, not before the first one only.
void dropRepeatedCharset(QByteArrayView &value, const QByteArray &charset)
{
    if (charset.isEmpty() || value.size() <= charset.size() || !ascii::startsWithIgnoreCase(value, charset) || value[charset.size()] != '\'')
        return;
    const qsizetype second = ascii::find(value, '\'', charset.size() + 1);
    value = value.sliced(second < value.size() ? second + 1 : charset.size() + 1);
}

QString decodeSegments(const QList<Segment> &segments, bool &good)
{
    const bool anyExtended = std::any_of(segments.begin(), segments.end(), [](const Segment &s) { return s.extended; });
    QByteArray charset;
    QByteArray bytes;
    good = true;
    for (const Segment &segment : segments) {
        QByteArrayView value = segment.value;
        if (&segment == &segments.front()) {
            // The mark of the first segment is often forgotten; an unquoted value, or an empty charset, shows that it was meant.
            const bool meant = anyExtended && (!segment.quoted || value.startsWith("''"));
            if (segment.extended || meant)
                takeCharset(value, charset);
        } else if (segment.extended) {
            dropRepeatedCharset(value, charset);
        }
        if (segment.extended)
            good = percentDecode(value, bytes) && good;
        else
            bytes += value;
    }
    if (!anyExtended)
        return decodeHeaderText(bytes);
    if (canonicalCharset(charset) == "UTF-8" && !isValidUtf8(bytes))
        good = false;
    return decodeBytes(bytes, charset);
}

QString plainValue(QByteArrayView bytes)
{
    return hasEncodedWord(bytes) ? decodeHeaderText(bytes) : decodeUnlabelled(bytes);
}

// Of several forms of one parameter the extended one counts (RFC 2231 section 4), then the segments, if nothing is wrong with them.
Parameter decodeCollected(const Collected &entry)
{
    const QList<Segment> segments = inOrder(entry.segments);
    const bool complete = !segments.isEmpty() && segments.first().number == 0;
    if (entry.hasExtended) {
        bool good = true;
        const QString value = decodeExtended(entry.extended, good);
        if (good || (!entry.hasPlain && segments.isEmpty()))
            return { entry.name, value };
    }
    if (!segments.isEmpty() && (complete || !entry.hasPlain)) {
        bool good = true;
        const QString value = decodeSegments(segments, good);
        if (good || !entry.hasPlain)
            return { entry.name, value };
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
    ParameterizedValue usual;
    return readUsualParameters(field, usual) ? usual : parseAnyParameters(field);
}

ParameterizedValue parseAnyParameters(QByteArrayView field)
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
    ContentType usual;
    QByteArray usualBoundary;
    if (!readUsualContentType(field, usual, &usualBoundary))
        return parseAnyContentType(field, rawBoundary);
    if (rawBoundary)
        *rawBoundary = usualBoundary;
    return usual;
}

ContentType parseAnyContentType(QByteArrayView field, QByteArray *rawBoundary)
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
