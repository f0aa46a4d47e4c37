// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ResponseParser.h"

#include <algorithm>
#include <array>

namespace golub::imap {
namespace {

bool same(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

constexpr qint64 SecondsOfADay = 24 * 60 * 60;

bool startsWith(QByteArrayView text, QByteArrayView prefix)
{
    return text.size() >= prefix.size() && same(text.first(prefix.size()), prefix);
}

bool isSection(QByteArrayView key)
{
    return startsWith(key, "BODY[") || startsWith(key, "BODY.PEEK[") || startsWith(key, "BINARY[") || startsWith(key, "BINARY.PEEK[")
        || same(key, "RFC822") || same(key, "RFC822.HEADER") || same(key, "RFC822.TEXT");
}

// Names that can follow in a FETCH response: where one stands in the place of a value, the value was forgotten.
bool isFetchKey(const Value &value)
{
    static constexpr std::array<QByteArrayView, 20> Keys { "UID", "FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY", "BODYSTRUCTURE",
        "MODSEQ", "EMAILID", "THREADID", "PREVIEW", "SAVEDATE", "X-GM-MSGID", "X-GM-THRID", "X-GM-LABELS", "RFC822", "RFC822.HEADER",
        "RFC822.TEXT", "SNIPPET", "X-GM-RAW" };
    if (value.kind != Value::Kind::Atom)
        return false;
    if (!value.text.isEmpty() && value.text.front() >= '0' && value.text.front() <= '9')
        return false; // a number, as most of them
    return isSection(value.text) || startsWith(value.text, "BINARY.SIZE[")
        || std::any_of(Keys.begin(), Keys.end(), [&value](QByteArrayView key) { return same(value.text, key); });
}

std::optional<QByteArray> sectionData(const Value &value, const ResponseUnit &unit)
{
    if (value.literal >= 0)
        return unit.literals[size_t(value.literal)]; // shared, not copied
    return value.isString() ? std::optional(value.bytes()) : std::nullopt;
}

FetchedSection readSection(QByteArrayView key, const Value &value, const ResponseUnit &unit)
{
    FetchedSection section;
    section.data = sectionData(value, unit);
    if (same(key, "RFC822.HEADER")) {
        section.section = "HEADER";
    } else if (same(key, "RFC822.TEXT")) {
        section.section = "TEXT";
    } else if (!same(key, "RFC822")) {
        section.binary = startsWith(key, "BINARY");
        const qsizetype open = key.indexOf('[');
        const qsizetype close = key.lastIndexOf(']');
        section.section = key.sliced(open + 1, std::max<qsizetype>(0, close - open - 1)).toByteArray().toUpper();
        const qsizetype angle = close < 0 ? -1 : key.indexOf('<', close);
        if (angle > 0)
            section.origin = numberOf(key.sliced(angle + 1, std::max<qsizetype>(0, key.size() - angle - 2)));
    }
    return section;
}

// "MODSEQ (12)", "EMAILID (M1)": some servers leave the parentheses out.
const Value &unwrapped(const Value &value)
{
    return value.isList() && !value.items.empty() ? value.items.front() : value;
}

quint64 positive(const Value &value)
{
    // X-GM-MSGID uses all 64 bits.
    bool ok = false;
    const quint64 exact = value.text.toULongLong(&ok);
    return ok ? exact : quint64(std::max<qint64>(0, value.number().value_or(0)));
}

void readSimple(FetchData &data, QByteArrayView key, const Value &value)
{
    if (same(key, "FLAGS")) {
        data.flags = readFlags(value).flags;
    } else if (same(key, "INTERNALDATE")) {
        // What was put there without a date is of the year 1, or of 1970, to some: the message's own says more.
        const QDateTime date = readDateTime(value.text);
        if (date.isValid() && date.toSecsSinceEpoch() > SecondsOfADay)
            data.internalDate = date;
    } else if (same(key, "RFC822.SIZE")) {
        if (const auto size = value.number())
            data.size = std::max<qint64>(0, *size);
    } else if (same(key, "MODSEQ")) {
        data.modSeq.value = quint64(std::max<qint64>(0, unwrapped(value).number().value_or(0)));
    } else if (same(key, "EMAILID")) {
        data.emailId = unwrapped(value).bytes();
    } else if (same(key, "THREADID")) {
        data.threadId = unwrapped(value).bytes();
    } else if (same(key, "SAVEDATE")) {
        data.saveDate = readDateTime(value.text);
    } else if (same(key, "PREVIEW") || same(key, "SNIPPET")) {
        // Old drafts put the algorithm first: (FUZZY "text").
        const Value &text = value.isList() && !value.items.empty() ? value.items.back() : value;
        if (text.isString())
            data.preview = text.bytes();
    } else if (same(key, "X-GM-MSGID")) {
        data.gmailMessageId = positive(value);
    } else if (same(key, "X-GM-THRID")) {
        data.gmailThreadId = positive(value);
    } else if (same(key, "X-GM-LABELS")) {
        data.gmailLabels.emplace();
        for (const Value &label : value.items)
            data.gmailLabels->append(label.isNil() ? label.text.toByteArray() : label.bytes());
    }
}

} // namespace

FetchData readFetch(quint32 sequence, const Values &values, const ResponseUnit &unit)
{
    FetchData data;
    data.sequence = sequence;
    // The parentheses around everything are missing in some.
    const Values &items = !values.empty() && values.front().isList() ? values.front().items : values;
    for (size_t i = 0; i < items.size(); ++i) {
        const Value &key = items[i];
        if (!key.isString() || i + 1 >= items.size() || isFetchKey(items[i + 1])) {
            if (key.isString() && isSection(key.text))
                data.sections.append(readSection(key.text, Value(), unit));
            continue;
        }
        const Value &value = items[++i];
        if (same(key.text, "UID"))
            data.uid.value = quint32(std::clamp<qint64>(value.number().value_or(0), 0, 0xffffffff));
        else if (isSection(key.text))
            data.sections.append(readSection(key.text, value, unit));
        else if (same(key.text, "ENVELOPE"))
            data.envelope = readEnvelope(value);
        else if (same(key.text, "BODY") || same(key.text, "BODYSTRUCTURE"))
            data.structure = readBodyStructure(value);
        else
            readSimple(data, key.text, value);
    }
    return data;
}

} // namespace golub::imap
