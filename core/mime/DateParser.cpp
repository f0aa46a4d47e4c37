// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DateParser.h"

#include "core/mime/Ascii.h"
#include "core/mime/UsualForms.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace golub::mime {
namespace {

constexpr int TokenLimit = 40;         // a date has at most a dozen words
constexpr qsizetype InputLimit = 512;

struct Zone {
    QByteArrayView name;
    int minutes;
};
// RFC 5322 section 4.3, and abbreviations whose meaning in mail is beyond doubt; others count as UTC, as the RFC says.
constexpr Zone Zones[] = {
    { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "z", 0 }, { "edt", -240 }, { "est", -300 }, { "cdt", -300 }, { "cst", -360 }, { "mdt", -360 },
    { "mst", -420 }, { "pdt", -420 }, { "pst", -480 }, { "ast", -240 }, { "adt", -180 }, { "akst", -540 }, { "akdt", -480 }, { "hst", -600 },
    { "nst", -210 }, { "ndt", -150 },
    { "wet", 0 }, { "west", 60 }, { "bst", 60 }, { "cet", 60 }, { "met", 60 }, { "mez", 60 }, { "cest", 120 }, { "mest", 120 }, { "mesz", 120 },
    { "eet", 120 }, { "eest", 180 }, { "msk", 180 }, { "msd", 240 }, { "jst", 540 }, { "kst", 540 }, { "aest", 600 }, { "aedt", 660 },
    { "nzst", 720 }, { "nzdt", 780 },
};

constexpr std::array<QByteArrayView, 12> Months { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
constexpr std::array<QByteArrayView, 7> Days { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

struct MonthName {
    QByteArrayView head; // of the name; UTF-8, ASCII letters in lower case
    int month;
};
// Beginnings that no two languages use for different months ("lipca" is July in Polish, "lipnja" June in Croatian).
constexpr MonthName OtherMonths[] = {
    { "j\xC3\xA4n", 1 }, { "ene", 1 }, { "gen", 1 }, { "sty", 1 }, { "\xD1\x8F\xD0\xBD\xD0\xB2", 1 }, { "led", 1 },
    { "f\xC3\xA9v", 2 }, { "f\xC3\xA9" "b", 2 }, { "fev", 2 }, { "lut", 2 }, { "velj", 2 }, { "\xD1\x84\xD0\xB5\xD0\xB2", 2 },
    { "m\xC3\xA4r", 3 }, { "mrz", 3 }, { "mrt", 3 }, { "maart", 3 }, { "o\xC5\xBEuj", 3 }, { "\xD0\xBC\xD0\xB0\xD1\x80", 3 },
    { "abr", 4 }, { "avr", 4 }, { "kwi", 4 }, { "\xD0\xB0\xD0\xBF\xD1\x80", 4 },
    { "mai", 5 }, { "maj", 5 }, { "mei", 5 }, { "mag", 5 }, { "svib", 5 }, { "\xD0\xBC\xD0\xB0\xD1\x8F", 5 }, { "\xD0\xBC\xD0\xB0\xD0\xB9", 5 },
    { "juin", 6 }, { "giu", 6 }, { "czer", 6 }, { "lipnj", 6 }, { "\xD0\xB8\xD1\x8E\xD0\xBD", 6 },
    { "juil", 7 }, { "lug", 7 }, { "lipca", 7 }, { "lipiec", 7 }, { "srpnj", 7 }, { "\xD0\xB8\xD1\x8E\xD0\xBB", 7 },
    { "ago", 8 }, { "ao\xC3\xBB", 8 }, { "aou", 8 }, { "sie", 8 }, { "kolovoz", 8 }, { "\xD0\xB0\xD0\xB2\xD0\xB3", 8 },
    { "set", 9 }, { "wrz", 9 }, { "ruj", 9 }, { "\xD1\x81\xD0\xB5\xD0\xBD", 9 },
    { "okt", 10 }, { "out", 10 }, { "ott", 10 }, { "pa\xC5\xBA", 10 }, { "paz", 10 }, { "\xD0\xBE\xD0\xBA\xD1\x82", 10 },
    { "studenog", 11 }, { "\xD0\xBD\xD0\xBE\xD1\x8F", 11 }, { "\xD0\xBD\xD0\xBE\xD0\xB5", 11 },
    { "d\xC3\xA9" "c", 12 }, { "dez", 12 }, { "des", 12 }, { "dic", 12 }, { "gru", 12 }, { "prosin", 12 }, { "\xD0\xB4\xD0\xB5\xD0\xBA", 12 },
};

int toNumber(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 6)
        return -1;
    int value = 0;
    for (const char c : digits) {
        if (!ascii::isDigit(c))
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

// RFC 5322 section 4.3
int fullYear(int year, qsizetype digits)
{
    if (digits <= 2)
        return year < 50 ? 2000 + year : 1900 + year;
    return digits == 3 ? 1900 + year : year;
}

struct Builder {
    int year = -1;
    int month = -1;
    int day = -1;
    int hour = -1;
    int minute = 0;
    int second = 0;
    std::optional<int> zoneMinutes;
    bool pm = false;
    bool am = false;
    bool monthMayBeDay = false;   // "Mar," before all else is Tuesday in some languages
    std::vector<std::pair<int, qsizetype>> numbers; // with their number of digits, in their order, where no month has a name

    // "20 11 79", "2026 1 5": the day first, as numbers alone are written where the month is not first with a slash.
    void takeNumbers()
    {
        if (month >= 0 || numbers.size() < 3)
            return;
        const bool yearFirst = numbers[0].second == 4;
        year = yearFirst ? numbers[0].first : fullYear(numbers[2].first, numbers[2].second);
        month = numbers[1].first;
        day = numbers[yearFirst ? 2 : 0].first;
        if (!yearFirst && month > 12 && day <= 12)
            std::swap(month, day);
    }

    QDateTime result()
    {
        takeNumbers();
        if (year < 0 || month < 0 || day < 0)
            return {};
        const QDate date(year, month, day);
        int h = qMax(hour, 0);
        if (pm && h < 12)
            h += 12;
        else if (am && h == 12)
            h = 0;
        const QTime time(h, minute, qMin(second, 59)); // leap seconds exist, QTime has none
        if (!date.isValid() || !time.isValid())
            return {};
        int offset = zoneMinutes.value_or(0) * 60;
        if (offset < -14 * 3600 || offset > 14 * 3600)
            offset = 0;
        return QDateTime(date, time, Qt::OffsetFromUTC, offset);
    }
};

int monthFromName(QByteArrayView word)
{
    if (word.size() < 3)
        return -1;
    for (size_t i = 0; i < Months.size(); ++i) {
        if (ascii::startsWithIgnoreCase(word, Months[i]))
            return int(i) + 1;
    }
    for (const MonthName &name : OtherMonths) {
        if (ascii::startsWithIgnoreCase(word, name.head))
            return name.month;
    }
    return -1;
}

bool isWeekday(QByteArrayView word)
{
    return word.size() >= 3 && std::any_of(Days.begin(), Days.end(), [word](QByteArrayView day) { return ascii::startsWithIgnoreCase(word, day); });
}

// "+0100", "-01:30", "+1", "+100"
std::optional<int> numericZone(QByteArrayView word)
{
    if (word.size() < 2 || (word.front() != '+' && word.front() != '-'))
        return {};
    const int sign = word.front() == '-' ? -1 : 1;
    word = word.sliced(1);
    const qsizetype colon = ascii::find(word, ':');
    int hours = 0;
    int minutes = 0;
    if (colon < word.size()) {
        hours = toNumber(word.first(colon));
        minutes = toNumber(word.sliced(colon + 1));
    } else {
        const int number = toNumber(word);
        if (number < 0)
            return {};
        hours = word.size() <= 2 ? number : number / 100;
        minutes = word.size() <= 2 ? 0 : number % 100;
        if (word.size() == 3 && minutes > 59) { // "-060": a digit was lost
            hours = number / 10;
            minutes = number % 10 * 10;
        }
    }
    if (hours < 0 || minutes < 0 || minutes > 59)
        return {};
    return sign * (hours * 60 + minutes);
}

std::optional<int> namedZone(QByteArrayView word)
{
    for (const Zone &zone : Zones) {
        if (ascii::equalsIgnoreCase(word, zone.name))
            return zone.minutes;
    }
    for (const QByteArrayView prefix : { QByteArrayView("gmt"), QByteArrayView("utc") }) { // "GMT+0100"
        if (ascii::startsWithIgnoreCase(word, prefix))
            return numericZone(word.sliced(prefix.size()));
    }
    if (word.size() > 3 && ascii::isDigit(word[3])) // "EST5EDT"
        return namedZone(word.first(3));
    return {};
}

bool readTime(QByteArrayView word, char separator, Builder &builder)
{
    std::array<int, 3> parts { 0, 0, 0 };
    size_t count = 0;
    qsizetype i = 0;
    while (count < 3 && i <= word.size()) {
        const qsizetype end = ascii::find(word, separator, i);
        QByteArrayView piece = word.sliced(i, end - i);
        if (count == 2 || separator == ':') { // fractions of a second
            const qsizetype dot = qMin(ascii::find(piece, '.'), ascii::find(piece, ','));
            if (count == 2)
                piece = piece.first(dot);
        }
        const int value = piece.size() <= 2 ? toNumber(piece) : -1;
        if (value < 0)
            return false;
        parts[count++] = value;
        i = end + 1;
        if (end == word.size())
            break;
    }
    if (count < 2 || parts[0] > 24 || parts[1] > 59 || parts[2] > 61)
        return false;
    builder.hour = parts[0] == 24 ? 0 : parts[0];
    builder.minute = parts[1];
    builder.second = parts[2];
    return true;
}

// "pm", "p.m."
bool readHalfOfDay(QByteArrayView word, Builder &builder)
{
    const bool pm = ascii::equalsIgnoreCase(word, "pm") || ascii::equalsIgnoreCase(word, "p.m.") || ascii::equalsIgnoreCase(word, "p.m");
    const bool am = ascii::equalsIgnoreCase(word, "am") || ascii::equalsIgnoreCase(word, "a.m.") || ascii::equalsIgnoreCase(word, "a.m");
    builder.pm = builder.pm || pm;
    builder.am = builder.am || am;
    return pm || am;
}

// "10:20:30+0100", "10:20:30Z", "9:07pm"
bool readTimeWithTail(QByteArrayView word, Builder &builder)
{
    qsizetype i = 0;
    while (i < word.size() && (ascii::isDigit(word[i]) || word[i] == ':' || word[i] == '.'))
        ++i;
    if (!readTime(word.first(i), ':', builder))
        return false;
    const QByteArrayView tail = word.sliced(i);
    if (readHalfOfDay(tail, builder))
        return true;
    if (const auto zone = numericZone(tail))
        builder.zoneMinutes = zone;
    else if (const auto named = namedZone(tail))
        builder.zoneMinutes = named;
    return true;
}

// "2026-01-05", "2026/01/05", "05-Jan-26", "1/5/2026" (month first, as its writers mean it), "05.01.2026" (day first)
bool readJoinedDate(QByteArrayView word, char separator, Builder &builder)
{
    const qsizetype first = ascii::find(word, separator);
    const qsizetype second = ascii::find(word, separator, first + 1);
    if (second >= word.size() || ascii::find(word, separator, second + 1) < word.size())
        return false;
    const QByteArrayView a = word.first(first);
    const QByteArrayView b = word.sliced(first + 1, second - first - 1);
    const QByteArrayView c = word.sliced(second + 1);
    const int numberA = toNumber(a);
    const int numberB = toNumber(b);
    const int numberC = toNumber(c);
    if (numberA < 0 || numberC < 0)
        return false;
    if (const int month = monthFromName(b); month > 0) {
        const bool yearFirst = a.size() == 4;
        builder.month = month;
        builder.day = yearFirst ? numberC : numberA;
        builder.year = yearFirst ? numberA : fullYear(numberC, c.size());
        return true;
    }
    if (numberB < 0)
        return false;
    if (a.size() == 4) {
        builder.year = numberA;
        builder.month = numberB;
        builder.day = numberC;
    } else {
        const bool dayFirst = separator == '.' || numberA > 12;
        builder.day = dayFirst ? numberA : numberB;
        builder.month = dayFirst ? numberB : numberA;
        builder.year = fullYear(numberC, c.size());
    }
    return true;
}

bool readIso(QByteArrayView word, Builder &builder)
{
    if (word.size() < 10 || toNumber(word.first(4)) < 0 || word[4] != '-')
        return false;
    const qsizetype t = word.size() > 10 && ascii::lower(word[10]) == 't' ? 10 : word.size();
    if (!readJoinedDate(word.first(t), '-', builder))
        return false;
    if (t < word.size())
        readTimeWithTail(word.sliced(t + 1), builder);
    return true;
}

// "5", "5.", "5th"
QByteArrayView withoutOrdinal(QByteArrayView word)
{
    for (const QByteArrayView ending : { QByteArrayView("."), QByteArrayView("st"), QByteArrayView("nd"), QByteArrayView("rd"), QByteArrayView("th") }) {
        if (word.size() > ending.size() && ascii::equalsIgnoreCase(word.last(ending.size()), ending))
            return word.chopped(ending.size());
    }
    return word;
}

void readNumber(QByteArrayView word, Builder &builder)
{
    const int number = toNumber(word);
    if (number < 0)
        return;
    if (builder.numbers.size() < 3)
        builder.numbers.emplace_back(number, word.size());
    if (builder.day < 0 && number >= 1 && number <= 31 && word.size() <= 2)
        builder.day = number;
    else if (builder.year < 0)
        builder.year = fullYear(number, word.size());
}

// "20260105T090703Z" (ISO 8601, basic format)
bool readBasicIso(QByteArrayView word, Builder &builder)
{
    if (word.size() < 13 || ascii::lower(word[8]) != 't')
        return false;
    const int year = toNumber(word.first(4));
    const int monthAndDay = toNumber(word.sliced(4, 4));
    const int hourAndMinute = toNumber(word.sliced(9, 4));
    if (year < 0 || monthAndDay < 0 || hourAndMinute < 0)
        return false;
    const bool seconds = word.size() >= 15 && toNumber(word.sliced(13, 2)) >= 0;
    builder.year = year;
    builder.month = monthAndDay / 100;
    builder.day = monthAndDay % 100;
    builder.hour = hourAndMinute / 100;
    builder.minute = hourAndMinute % 100;
    builder.second = seconds ? toNumber(word.sliced(13, 2)) : 0;
    const QByteArrayView zone = word.sliced(seconds ? 15 : 13);
    builder.zoneMinutes = zone.isEmpty() ? std::nullopt : (numericZone(zone) ? numericZone(zone) : namedZone(zone));
    return true;
}

bool contains(QByteArrayView word, char c)
{
    return ascii::find(word, c) < word.size();
}

void readWord(QByteArrayView word, Builder &builder)
{
    const bool timeKnown = builder.hour >= 0;
    if (readIso(word, builder) || readBasicIso(word, builder))
        return;
    if (!timeKnown && contains(word, ':') && ascii::isDigit(word.front()) && readTimeWithTail(word, builder))
        return;
    if (ascii::isDigit(word.front())) {
        for (const char separator : { '-', '/', '.' }) {
            if (contains(word, separator) && builder.day < 0 && readJoinedDate(word, separator, builder))
                return;
        }
        if (!timeKnown && contains(word, '.') && readTime(word, '.', builder))
            return;
        return readNumber(withoutOrdinal(word), builder);
    }
    if (const auto zone = numericZone(word)) {
        if (!builder.zoneMinutes || *builder.zoneMinutes == 0) // "GMT +0100"
            builder.zoneMinutes = zone;
        return;
    }
    if (readHalfOfDay(word, builder))
        return;
    if (const int month = monthFromName(word); month > 0 && (builder.month < 0 || builder.monthMayBeDay)) {
        builder.monthMayBeDay = false;
        builder.month = month;
    } else if (!isWeekday(word) && !builder.zoneMinutes) {
        builder.zoneMinutes = namedZone(word);
    }
}

// Unfolded, also where a fold cuts a number, and with the marks of Chinese and Japanese dates as blanks.
QByteArray prepared(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c != '\r' && c != '\n')
            out += c;
    }
    if (!ascii::isAscii(out)) {
        for (const char *mark : { "\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5", "\xC2\xA0", "\xE2\x80\xAF" }) // year, month, day; blanks
            out.replace(mark, " ");
    }
    return out;
}

} // namespace

QDateTime parseDate(QByteArrayView text)
{
    QDateTime usual;
    return readUsualDate(text, usual) ? usual : parseAnyDate(text);
}

QDateTime parseAnyDate(QByteArrayView text)
{
    const QByteArray oneLine = prepared(text.size() > InputLimit ? text.first(InputLimit) : text);
    text = oneLine;
    Builder builder;
    int depth = 0;
    int tokens = 0;
    qsizetype i = 0;
    while (i < text.size() && tokens < TokenLimit) {
        const char c = text[i];
        if (c == '(' || (depth > 0 && c == ')')) {
            depth += c == '(' ? 1 : -1;
            ++i;
            continue;
        }
        if (depth > 0 || ascii::isSpace(c) || c == ',' || c == '"' || c == ';' || ascii::isControl(c)) {
            ++i;
            continue;
        }
        const qsizetype start = i;
        while (i < text.size() && !ascii::isSpace(text[i]) && text[i] != ',' && text[i] != '(' && text[i] != '"' && text[i] != ';')
            ++i;
        readWord(text.sliced(start, i - start), builder);
        if (++tokens == 1 && builder.month > 0 && builder.day < 0)
            builder.monthMayBeDay = i < text.size() && text[i] == ',';
    }
    return builder.result();
}

QByteArray formatDate(const QDateTime &date)
{
    if (!date.isValid())
        return {};
    const int offset = date.offsetFromUtc() / 60;
    const QDateTime fixed = date.toOffsetFromUtc(offset * 60);
    const QDate day = fixed.date();
    const QTime time = fixed.time();
    constexpr const char *DayNames[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    constexpr const char *MonthNames[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    return QByteArray::fromStdString(QString::asprintf("%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d", DayNames[day.dayOfWeek() - 1], day.day(),
        MonthNames[day.month() - 1], day.year(), time.hour(), time.minute(), time.second(), offset < 0 ? '-' : '+', qAbs(offset) / 60, qAbs(offset) % 60).toStdString());
}

} // namespace golub::mime
