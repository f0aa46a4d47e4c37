// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ResponseParser.h"

#include <algorithm>
#include <array>
#include <limits>

namespace golub::imap {
namespace {

const Value Missing {};

const Value &at(const Values &values, size_t index)
{
    return index < values.size() ? values[index] : Missing;
}

bool same(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

quint32 toUInt32(qint64 number)
{
    return quint32(std::clamp<qint64>(number, 0, std::numeric_limits<quint32>::max()));
}

std::optional<Condition> conditionOf(QByteArrayView word)
{
    static constexpr std::array<std::pair<QByteArrayView, Condition>, 5> Words { {
        { "OK", Condition::Ok },
        { "NO", Condition::No },
        { "BAD", Condition::Bad },
        { "PREAUTH", Condition::PreAuth },
        { "BYE", Condition::Bye },
    } };
    for (const auto &[name, condition] : Words) {
        if (same(word, name))
            return condition;
    }
    return std::nullopt;
}

QList<QByteArray> wordsOf(const Values &values)
{
    QList<QByteArray> words;
    for (const Value &value : values) {
        if (value.isString())
            words.append(value.bytes());
    }
    return words;
}

// Everything as text again, for sets that a server broke into pieces.
QByteArray joined(const Values &values, size_t from)
{
    QByteArray text;
    for (size_t i = from; i < values.size(); ++i)
        text += (text.isEmpty() ? "" : ",") + values[i].bytes();
    return text;
}

void readCodeArguments(ResponseCode &code, const Values &values)
{
    const auto number = [&values](size_t index) { return quint64(std::max<qint64>(0, at(values, index).number().value_or(0))); };
    if (code.is("CAPABILITY")) {
        code.capabilities = Capabilities::fromWords(wordsOf(values));
    } else if (code.is("PERMANENTFLAGS")) {
        code.flags = readFlags(at(values, 0));
    } else if (code.is("APPENDUID")) {
        code.uidValidity.value = toUInt32(qint64(number(0)));
        code.uids = readUidSet(at(values, 1).text);
    } else if (code.is("COPYUID")) {
        code.uidValidity.value = toUInt32(qint64(number(0)));
        code.uids = readUidSet(at(values, 2).text);
        code.pairs = readUidPairs(at(values, 1).text, at(values, 2).text);
    } else if (code.is("MODIFIED")) {
        code.uids = readUidSet(joined(values, 0));
    } else {
        code.number = number(0);
    }
}

bool containsAlert(QByteArrayView text)
{
    for (qsizetype i = text.indexOf('['); i >= 0 && i + 7 <= text.size(); i = text.indexOf('[', i + 1)) {
        if (same(text.sliced(i, 7), "[ALERT]"))
            return true;
    }
    return false;
}

// Behind the condition: "[CODE arguments] text", both optional.
std::optional<Error> readStatusRest(ValueReader &reader, Status &status)
{
    reader.skipSpaces();
    status.alert = containsAlert(reader.rest());
    if (reader.peek() == '[') {
        reader.skip();
        reader.skipSpaces();
        const QByteArrayView begin = reader.rest();
        auto values = reader.untilBracket();
        if (!values)
            return values.error();
        if (!values->empty() && values->front().isString()) {
            const QByteArrayView name = values->front().text;
            status.code.name = name.toByteArray().toUpper();
            const qsizetype length = begin.size() - reader.rest().size();
            QByteArrayView all = begin.first(length);
            if (all.endsWith(']'))
                all.chop(1);
            if (values->front().kind == Value::Kind::Atom && all.size() >= name.size())
                status.code.text = all.sliced(name.size()).trimmed().toByteArray();
            values->erase(values->begin());
            readCodeArguments(status.code, *values);
        }
        reader.skipSpaces();
    }
    status.text = reader.rest().toByteArray();
    return std::nullopt;
}

Result<Response> readStatus(ValueReader &reader, QByteArray tag, Condition condition)
{
    Status status;
    status.tag = std::move(tag);
    status.condition = condition;
    if (auto error = readStatusRest(reader, status))
        return *error;
    return Response(std::move(status));
}

char delimiterOf(const Value &value)
{
    return value.isString() && value.text.size() == 1 ? value.text.front() : '\0';
}

QByteArray mailboxOf(const Value &value)
{
    // "NIL" as an atom is a mailbox of that name.
    const QByteArray name = value.isNil() ? value.text.toByteArray() : value.bytes();
    return same(name, "INBOX") ? QByteArray("INBOX") : name;
}

// A name that a server left unquoted although it holds blanks: everything between its first word and \a end values from the back.
QByteArray mailboxFrom(const ValueReader &reader, const Values &values, size_t first, size_t last)
{
    if (first >= values.size() || first > last)
        return {};
    if (first == last || values[first].kind != Value::Kind::Atom)
        return mailboxOf(values[first]);
    const QByteArrayView begin = reader.restFrom(values[first]);
    const QByteArrayView end = values[last].text;
    const qsizetype length = end.data() + end.size() - begin.data();
    if (values[last].kind != Value::Kind::Atom || length < 0 || length > begin.size())
        return mailboxOf(values[first]);
    return begin.first(length).toByteArray();
}

Response readList(ListData::Kind kind, const ValueReader &reader, const Values &values)
{
    ListData data;
    data.kind = kind;
    size_t next = 0;
    if (at(values, 0).isList() || at(values, 0).isNil()) {
        for (const Value &attribute : at(values, 0).items)
            data.attributes.append(attribute.bytes().toLower());
        ++next;
    }
    data.delimiter = delimiterOf(at(values, next));
    const size_t first = next + 1;
    size_t last = values.empty() ? 0 : values.size() - 1;
    if (last > first && values[last].isList()) {
        const Values &extended = values[last].items;
        for (size_t i = 0; i + 1 < extended.size(); i += 2) {
            if (same(extended[i].text, "OLDNAME") && extended[i + 1].isList())
                data.oldName = at(extended[i + 1].items, 0).bytes();
        }
        --last;
    }
    data.name = mailboxFrom(reader, values, first, last);
    return data;
}

void readStatusItem(StatusData &data, QByteArrayView name, const Value &value)
{
    const std::array<std::pair<QByteArrayView, std::optional<qint64> *>, 9> items { {
        { "MESSAGES", &data.messages },
        { "RECENT", &data.recent },
        { "UNSEEN", &data.unseen },
        { "UIDNEXT", &data.uidNext },
        { "UIDVALIDITY", &data.uidValidity },
        { "HIGHESTMODSEQ", &data.highestModSeq },
        { "SIZE", &data.size },
        { "DELETED", &data.deleted },
        { "APPENDLIMIT", &data.appendLimit },
    } };
    for (const auto &[item, to] : items) {
        if (same(name, item)) {
            *to = value.number();
            if (*to)
                *to = std::max<qint64>(0, **to);
            return;
        }
    }
    if (same(name, "MAILBOXID"))
        data.mailboxId = value.isList() ? at(value.items, 0).bytes() : value.bytes();
}

Response readStatusData(const ValueReader &reader, const Values &values)
{
    StatusData data;
    if (values.size() < 2 || !values.back().isList())
        return OtherData { "STATUS", {} };
    data.mailbox = mailboxFrom(reader, values, 0, values.size() - 2);
    const Values &items = values.back().items;
    for (size_t i = 0; i + 1 < items.size(); i += 2)
        readStatusItem(data, items[i].text, items[i + 1]);
    return data;
}

// SEARCH and SORT name every message in one line: read without making values.
Response readSearch(ValueReader &reader)
{
    SearchData data;
    QList<Uid> uids;
    for (reader.skipSpaces(); !reader.atEnd(); reader.skipSpaces()) {
        if (reader.peek() == '(') { // (MODSEQ 917162500)
            QByteArrayView rest = reader.rest().sliced(1);
            const qsizetype blank = rest.indexOf(' ');
            const qsizetype end = rest.indexOf(')');
            if (blank > 0 && end > blank && same(rest.first(blank), "MODSEQ"))
                data.modSeq.value = quint64(std::max<qint64>(0, numberOf(rest.sliced(blank, end - blank).trimmed()).value_or(0)));
            break;
        }
        const auto number = numberOf(reader.word());
        if (number && *number > 0) {
            data.numbers.append(toUInt32(*number));
            uids.append(Uid { data.numbers.last() });
        }
    }
    data.all = UidSet(uids);
    return data;
}

// Flat, so that no depth can be too great: a number belongs to the thread whose outermost parenthesis is open.
Response readThreads(QByteArrayView text)
{
    ThreadData data;
    qsizetype depth = 0;
    bool fresh = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(') {
            fresh |= depth++ == 0;
        } else if (c == ')') {
            depth = std::max<qsizetype>(0, depth - 1);
        } else if (c >= '0' && c <= '9' && depth > 0) {
            quint64 number = 0;
            for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
                number = std::min<quint64>(number * 10 + quint64(text[i] - '0'), quint64(1) << 40);
            --i;
            if (number == 0 || number > std::numeric_limits<quint32>::max())
                continue;
            if (std::exchange(fresh, false))
                data.threads.emplaceBack();
            if (!data.threads.isEmpty())
                data.threads.last().append(quint32(number));
        }
    }
    return data;
}

Response readESearch(const Values &values)
{
    SearchData data;
    data.extended = true;
    for (size_t i = 0; i < values.size(); ++i) {
        const Value &value = values[i];
        const Value &next = at(values, i + 1);
        if (value.isList()) {
            if (at(value.items, 0).isAtom("TAG"))
                data.tag = at(value.items, 1).bytes();
            continue;
        }
        if (value.isAtom("UID")) {
            data.uid = true;
            continue;
        }
        if (value.isAtom("ALL"))
            data.all = readUidSet(next.text);
        else if (value.isAtom("MIN"))
            data.min = next.number();
        else if (value.isAtom("MAX"))
            data.max = next.number();
        else if (value.isAtom("COUNT"))
            data.count = next.number();
        else if (value.isAtom("MODSEQ"))
            data.modSeq.value = quint64(std::max<qint64>(0, next.number().value_or(0)));
        else if (value.isAtom("PARTIAL"))
            data.all.insert(readUidSet(at(next.items, 1).text));
        ++i;
    }
    return data;
}

Response readVanished(const Values &values)
{
    VanishedData data;
    size_t first = 0;
    if (at(values, 0).isList()) {
        data.earlier = at(values[0].items, 0).isAtom("EARLIER");
        first = 1;
    }
    data.uids = readUidSet(joined(values, first));
    return data;
}

QList<NamespaceData::Entry> readNamespaces(const Value &value)
{
    QList<NamespaceData::Entry> entries;
    for (const Value &item : value.items) {
        if (item.isList() && at(item.items, 0).isString())
            entries.append({ item.items[0].bytes(), delimiterOf(at(item.items, 1)) });
    }
    return entries;
}

Response readId(const Values &values)
{
    IdData data;
    const Values &fields = at(values, 0).items;
    for (size_t i = 0; i + 1 < fields.size(); i += 2)
        data.fields.append({ fields[i].bytes(), fields[i + 1].bytes() });
    return data;
}

Response readQuota(const Values &values)
{
    QuotaData data;
    size_t next = 0;
    if (at(values, 0).isString() || at(values, 0).isNil()) // a root without a name may be missing altogether
        data.root = at(values, next++).bytes();
    const Values &items = at(values, next).items;
    for (size_t i = 0; i + 2 < items.size(); i += 3)
        data.resources.append({ items[i].bytes().toUpper(), items[i + 1].number().value_or(0), items[i + 2].number().value_or(0) });
    return data;
}

Response readMetadata(const Values &values)
{
    MetadataData data;
    data.mailbox = mailboxOf(at(values, 0));
    const Value &list = at(values, 1);
    for (size_t i = 0; list.isList() && i < list.items.size(); i += 2) {
        const Value &value = at(list.items, i + 1);
        data.entries.append({ list.items[i].bytes(), value.isString() ? std::optional(value.bytes()) : std::nullopt });
    }
    for (size_t i = 1; !list.isList() && i < values.size(); ++i)
        data.entries.append({ values[i].bytes(), std::nullopt });
    return data;
}

Result<Response> readNumbered(qint64 number, QByteArrayView word, ValueReader &reader, const ResponseUnit &unit)
{
    const quint32 n = toUInt32(number);
    if (same(word, "EXISTS"))
        return Response(ExistsData { n });
    if (same(word, "RECENT"))
        return Response(RecentData { n });
    if (same(word, "EXPUNGE"))
        return Response(ExpungeData { n });
    if (same(word.first(std::min<qsizetype>(word.size(), 5)), "FETCH")) {
        auto values = reader.all();
        if (!values)
            return values.error();
        return Response(readFetch(n, *values, unit));
    }
    return Response(OtherData { word.toByteArray().toUpper(), reader.rest().toByteArray() });
}

Response readNamed(QByteArrayView word, const ValueReader &reader, const Values &values)
{
    if (same(word, "CAPABILITY"))
        return CapabilityData { Capabilities::fromWords(wordsOf(values)) };
    if (same(word, "ENABLED"))
        return EnabledData { wordsOf(values) };
    if (same(word, "LIST"))
        return readList(ListData::Kind::List, reader, values);
    if (same(word, "XLIST"))
        return readList(ListData::Kind::XList, reader, values);
    if (same(word, "LSUB"))
        return readList(ListData::Kind::LSub, reader, values);
    if (same(word, "STATUS"))
        return readStatusData(reader, values);
    if (same(word, "ESEARCH"))
        return readESearch(values);
    if (same(word, "FLAGS"))
        return FlagsData { readFlags(at(values, 0)) };
    if (same(word, "VANISHED"))
        return readVanished(values);
    if (same(word, "NAMESPACE"))
        return NamespaceData { readNamespaces(at(values, 0)), readNamespaces(at(values, 1)), readNamespaces(at(values, 2)) };
    if (same(word, "ID"))
        return readId(values);
    if (same(word, "QUOTA"))
        return readQuota(values);
    if (same(word, "METADATA"))
        return readMetadata(values);
    if (same(word, "QUOTAROOT"))
        return QuotaRootData { mailboxOf(at(values, 0)), values.empty() ? QList<QByteArray>() : wordsOf(Values(values.begin() + 1, values.end())) };
    return OtherData {};
}

// A word ends at a parenthesis too: some servers leave the blank out.
QByteArrayView keyword(ValueReader &reader)
{
    const QByteArrayView all = reader.rest();
    qsizetype end = 0;
    while (end < all.size() && all[end] != ' ' && all[end] != '(' && all[end] != '\n')
        ++end;
    reader.skip(end);
    return all.first(end);
}

Result<Response> parseUntagged(ValueReader &reader, const ResponseUnit &unit)
{
    reader.skipSpaces();
    // A response code where "OK" was forgotten.
    if (reader.peek() == '[')
        return readStatus(reader, {}, Condition::Ok);
    QByteArrayView word = keyword(reader);
    if (const auto condition = conditionOf(word))
        return readStatus(reader, {}, *condition);
    if (const auto number = numberOf(word)) {
        reader.skipSpaces();
        word = keyword(reader);
        return readNumbered(*number, word, reader, unit);
    }
    if (same(word, "SEARCH") || same(word, "SORT"))
        return readSearch(reader);
    if (same(word, "THREAD"))
        return readThreads(reader.rest());
    const QByteArrayView rest = reader.rest();
    auto values = reader.all();
    if (!values)
        return values.error();
    Response response = readNamed(word, reader, *values);
    if (auto *other = std::get_if<OtherData>(&response)) {
        other->name = word.toByteArray().toUpper();
        other->text = rest.trimmed().toByteArray();
    }
    return response;
}

} // namespace

FlagList readFlags(const Value &value)
{
    FlagList result;
    SystemFlags system;
    QStringList keywords;
    const auto read = [&](const Value &item) {
        const QByteArrayView flag = item.text;
        if (flag == "\\*")
            result.keywordsAllowed = true;
        else if (same(flag, "\\Seen"))
            system |= Flag::Seen;
        else if (same(flag, "\\Answered"))
            system |= Flag::Answered;
        else if (same(flag, "\\Flagged"))
            system |= Flag::Flagged;
        else if (same(flag, "\\Deleted"))
            system |= Flag::Deleted;
        else if (same(flag, "\\Draft"))
            system |= Flag::Draft;
        else if (!flag.isEmpty() && !flag.startsWith('\\') && item.isString()
            && std::all_of(flag.begin(), flag.end(), [](char c) { return c > ' ' && c < 0x7f; }))
            keywords.append(QString::fromLatin1(flag)); // broken bytes could never be sent back: left out
    };
    if (value.isList()) {
        for (const Value &item : value.items)
            read(item);
    } else if (value.isString()) {
        read(value);
    }
    result.flags = Flags(system, keywords);
    return result;
}

namespace {

constexpr QByteArrayView Months = "janfebmaraprmayjunjulaugsepoctnovdec";

//! Digits alone; -1 for anything else.
int digits(QByteArrayView text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

//! The form of RFC 9051 section 9 (date-time), which nearly every server keeps to: no copies. Invalid where it is another one.
QDateTime readUsualDateTime(QByteArrayView text)
{
    if (text.size() != 26 || text[2] != '-' || text[6] != '-' || text[11] != ' ' || text[14] != ':' || text[17] != ':' || text[20] != ' '
        || (text[21] != '+' && text[21] != '-'))
        return {};
    qsizetype month = 0;
    while (month < Months.size() && !same(text.sliced(3, 3), Months.sliced(month, 3)))
        month += 3;
    const int day = digits(text[0] == ' ' ? text.sliced(1, 1) : text.first(2));
    const int zone = digits(text.sliced(22, 4));
    const int year = digits(text.sliced(7, 4));
    const QDate date(year, int(month / 3) + 1, day);
    const QTime time(digits(text.sliced(12, 2)), digits(text.sliced(15, 2)), digits(text.sliced(18, 2)));
    if (year < 1 || day < 1 || zone < 0 || !date.isValid() || !time.isValid())
        return {};
    const qint64 offset = (zone / 100 * 60 + zone % 100) * 60 * (text[21] == '-' ? -1 : 1);
    constexpr qint64 Epoch = 2'440'588; // 1 January 1970 as a Julian day
    return QDateTime::fromMSecsSinceEpoch(((date.toJulianDay() - Epoch) * 86'400 - offset) * 1000 + time.msecsSinceStartOfDay(), Qt::UTC);
}

} // namespace

QDateTime readDateTime(QByteArrayView text)
{
    if (const QDateTime usual = readUsualDateTime(text); usual.isValid())
        return usual;
    const QList<QByteArray> words = text.toByteArray().simplified().split(' ');
    const QList<QByteArray> day = words.value(0).split('-');
    if (day.size() != 3 || day[1].size() < 3)
        return {};
    const qsizetype month = Months.indexOf(day[1].left(3).toLower());
    if (month < 0 || month % 3 != 0)
        return {};
    const QDate date(day[2].toInt(), int(month / 3) + 1, day[0].toInt());
    const QList<QByteArray> clock = words.value(1).split(':');
    const QTime time = clock.size() == 3 ? QTime(clock[0].toInt(), clock[1].toInt(), clock[2].toInt()) : QTime();
    if (!date.isValid())
        return {};
    const QByteArray zone = words.value(2);
    int offset = 0;
    if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
        const int digits = zone.mid(1).toInt();
        offset = (digits / 100 * 60 + digits % 100) * 60 * (zone[0] == '-' ? -1 : 1);
    }
    return QDateTime(date, time.isValid() ? time : QTime(0, 0), Qt::UTC).addSecs(-offset);
}

namespace {

// The ranges between the commas, in their order, each from low to high.
template<class Take>
void forEachRange(QByteArrayView text, Take take)
{
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf(',', at);
        if (end < 0)
            end = text.size();
        const QByteArrayView piece = text.sliced(at, end - at);
        at = end + 1;
        const qsizetype colon = piece.indexOf(':');
        const auto first = numberOf(colon < 0 ? piece : piece.first(colon));
        const auto last = colon < 0 ? first : numberOf(piece.sliced(colon + 1));
        if (first && last && *first > 0 && *last > 0 && !take(UidSet::Range { toUInt32(std::min(*first, *last)), toUInt32(std::max(*first, *last)) }))
            return;
    }
}

} // namespace

UidSet readUidSet(QByteArrayView text)
{
    QList<UidSet::Range> ranges;
    forEachRange(text, [&ranges](UidSet::Range range) {
        ranges.append(range);
        return true;
    });
    // In ascending order each goes to the end: a server may send them in any.
    std::sort(ranges.begin(), ranges.end(), [](UidSet::Range a, UidSet::Range b) { return a.first < b.first; });
    UidSet set;
    for (const UidSet::Range range : std::as_const(ranges))
        set.insert(UidSet::range(Uid { range.first }, Uid { range.last }));
    return set;
}

namespace {

// In the order of the text; empty where there is more than the limit.
QList<quint32> expandInOrder(QByteArrayView text)
{
    QList<quint32> numbers;
    forEachRange(text, [&numbers](UidSet::Range range) {
        if (numbers.size() + qint64(range.last) - range.first + 1 > limits::ImapUidMap) {
            numbers.clear();
            return false;
        }
        for (quint64 value = range.first; value <= range.last; ++value)
            numbers.append(quint32(value));
        return true;
    });
    return numbers;
}

} // namespace

UidPairs readUidPairs(QByteArrayView source, QByteArrayView destination)
{
    const QList<quint32> from = expandInOrder(source);
    const QList<quint32> to = expandInOrder(destination);
    if (from.size() != to.size())
        return {};
    UidPairs pairs;
    pairs.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i)
        pairs.append({ Uid { from[i] }, Uid { to[i] } });
    return pairs;
}

Result<Response> parseResponse(const ResponseUnit &unit)
{
    ValueReader reader(unit);
    reader.skipSpaces();
    if (reader.peek() == '+') {
        reader.skip();
        reader.skipSpaces();
        return Response(Continuation { reader.rest().toByteArray() });
    }
    if (reader.peek() == '*') {
        reader.skip();
        return parseUntagged(reader, unit);
    }
    const QByteArrayView all = reader.rest();
    QByteArray tag = reader.word().toByteArray();
    reader.skipSpaces();
    const auto condition = conditionOf(keyword(reader));
    if (!condition || tag.isEmpty())
        return Response(OtherData { {}, all.toByteArray() });
    return readStatus(reader, std::move(tag), *condition);
}

} // namespace golub::imap
