// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TnefRecurrence.h"

#include "core/mime/LittleEndian.h"

#include <QStringList>

namespace golub::mime {
namespace {

constexpr const char *Weekdays[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

QDate dateOfMinutes(quint32 minutes)
{
    return QDate(1601, 1, 1).addDays(minutes / (24 * 60));
}

QString dayList(quint32 bits)
{
    QStringList days;
    for (unsigned i = 0; i < 7; ++i) {
        if ((bits >> i) & 1U)
            days.append(QString::fromLatin1(Weekdays[i]));
    }
    return days.join(u',');
}

// The day of a change in one year.
QDate dayOf(const TnefTimeZone::Change &change, int year)
{
    QDate day(year, change.month, 1);
    const int weekday = change.weekday == 0 ? 7 : change.weekday; // Qt counts from Monday
    day = day.addDays((weekday - day.dayOfWeek() + 7) % 7).addDays(7 * (change.week - 1));
    return day.month() == change.month ? day : day.addDays(-7);
}

QByteArray offsetText(int minutes)
{
    return QString::asprintf("%c%02d%02d", minutes < 0 ? '-' : '+', qAbs(minutes) / 60, qAbs(minutes) % 60).toLatin1();
}

bool readChange(LittleEndianReader &reader, TnefTimeZone::Change &change)
{
    reader.u16(); // the year: 0 for every year
    change.month = reader.u16();
    change.weekday = reader.u16();
    change.week = reader.u16();
    const int hour = reader.u16();
    const int minute = reader.u16();
    reader.skip(4);
    change.at = QTime(hour, minute);
    return change.month == 0 || (change.month <= 12 && change.weekday <= 6 && change.week >= 1 && change.week <= 5 && change.at.isValid());
}

QByteArray observance(const char *name, const TnefTimeZone::Change &change, int from, int to)
{
    const QDate first = change.month ? dayOf(change, 1970) : QDate(1970, 1, 1);
    const QTime at = change.month ? change.at : QTime(0, 0);
    QByteArray out = QByteArray("BEGIN:") + name + "\r\nDTSTART:" + first.toString(QStringLiteral("yyyyMMdd")).toLatin1() + 'T' + at.toString(QStringLiteral("HHmmss")).toLatin1() + "\r\n";
    if (change.month) {
        out += "RRULE:FREQ=YEARLY;BYMONTH=" + QByteArray::number(change.month) + ";BYDAY=" + (change.week == 5 ? QByteArray("-1") : QByteArray::number(change.week))
            + Weekdays[change.weekday] + "\r\n";
    }
    return out + "TZOFFSETFROM:" + offsetText(from) + "\r\nTZOFFSETTO:" + offsetText(to) + "\r\nEND:" + name + "\r\n";
}

// The part of the rule that depends on the kind of pattern; empty for one that RRULE cannot say.
QString ruleFor(quint16 frequency, quint16 kind, quint32 period, LittleEndianReader &reader)
{
    enum Kind : quint16 { Day = 0, Week = 1, Month = 2, MonthNth = 3, MonthEnd = 4 };
    enum Frequency : quint16 { Daily = 0x200A, Weekly = 0x200B, Monthly = 0x200C, Yearly = 0x200D };
    const auto rule = [](const char *name, quint32 interval, const QString &rest = {}) {
        return QStringLiteral("FREQ=%1").arg(QString::fromLatin1(name)) + (interval > 1 ? QStringLiteral(";INTERVAL=%1").arg(interval) : QString()) + rest;
    };
    const bool yearly = frequency == Yearly;
    const char *const monthly = yearly ? "YEARLY" : "MONTHLY";
    const quint32 interval = yearly ? period / 12 : period;
    switch (kind) {
    case Day:
        return rule("DAILY", period / (24 * 60));
    case Week: {
        const QString days = dayList(reader.u32());
        if (frequency == Daily) // every weekday
            return rule("WEEKLY", 1, QStringLiteral(";BYDAY=") + days);
        return days.isEmpty() ? QString() : rule("WEEKLY", period, QStringLiteral(";BYDAY=") + days);
    }
    case Month:
    case MonthEnd: {
        const quint32 day = reader.u32();
        if (day == 0 || day > 31)
            return {};
        return rule(monthly, interval, day == 31 || kind == MonthEnd ? QStringLiteral(";BYMONTHDAY=-1") : QStringLiteral(";BYMONTHDAY=%1").arg(day));
    }
    case MonthNth: {
        const QString days = dayList(reader.u32());
        const quint32 which = reader.u32();
        if (days.isEmpty() || which == 0 || which > 5)
            return {};
        return rule(monthly, interval, QStringLiteral(";BYDAY=") + days + QStringLiteral(";BYSETPOS=%1").arg(which == 5 ? -1 : int(which)));
    }
    default:
        return {};
    }
}

} // namespace

TnefTimeZone readTimeZone(QByteArrayView bytes)
{
    LittleEndianReader reader(bytes);
    const int bias = int(reader.u32());
    const int standardBias = int(reader.u32());
    const int daylightBias = int(reader.u32());
    constexpr int Day = 24 * 60;
    for (const int value : { bias, standardBias, daylightBias }) {
        if (value < -Day || value > Day)
            return {};
    }
    TnefTimeZone zone;
    zone.standardOffset = -(bias + standardBias);
    zone.daylightOffset = -(bias + daylightBias);
    reader.u16();
    const bool standardFits = readChange(reader, zone.toStandard);
    reader.u16();
    const bool daylightFits = readChange(reader, zone.toDaylight);
    zone.isRead = standardFits && daylightFits && !reader.overrun() && (zone.toStandard.month == 0) == (zone.toDaylight.month == 0);
    return zone;
}

QDateTime TnefTimeZone::toLocal(const QDateTime &utc) const
{
    const QDateTime standard = utc.toUTC().addSecs(standardOffset * 60);
    if (toStandard.month == 0)
        return standard;
    const int year = standard.date().year();
    // Both in standard time; the clocks are put back by daylight time.
    const QDateTime begins(dayOf(toDaylight, year), toDaylight.at, Qt::UTC);
    const QDateTime ends = QDateTime(dayOf(toStandard, year), toStandard.at, Qt::UTC).addSecs((standardOffset - daylightOffset) * 60);
    const bool daylight = begins < ends ? standard >= begins && standard < ends : standard >= begins || standard < ends;
    return daylight ? utc.toUTC().addSecs(daylightOffset * 60) : standard;
}

QDateTime TnefTimeZone::toUtc(const QDateTime &local) const
{
    const QDateTime standard = local.addSecs(-60 * standardOffset);
    return toLocal(standard) == local ? standard : local.addSecs(-60 * daylightOffset);
}

QByteArray TnefTimeZone::component() const
{
    QByteArray out = "BEGIN:VTIMEZONE\r\nTZID:Organizer\r\n";
    out += observance("STANDARD", toStandard, toStandard.month ? daylightOffset : standardOffset, standardOffset);
    if (toDaylight.month)
        out += observance("DAYLIGHT", toDaylight, standardOffset, daylightOffset);
    return out + "END:VTIMEZONE\r\n";
}

QString TnefRecurrence::rule(const QDateTime &start, const TnefTimeZone *zone) const
{
    QString out = pattern;
    if (pattern.startsWith(QLatin1String("FREQ=YEARLY"))) // else it would be that day of every month
        out += QStringLiteral(";BYMONTH=%1").arg((zone ? zone->toLocal(start) : start).date().month());
    if (count > 0)
        return out + QStringLiteral(";COUNT=%1").arg(count);
    if (!until.isValid())
        return out;
    // RFC 5545 section 3.3.10: in UTC where the start is a time of day with a zone.
    const QDateTime last = zone ? zone->toUtc(QDateTime(until, zone->toLocal(start).time(), Qt::UTC)) : QDateTime(until, start.time(), Qt::UTC);
    return out + QStringLiteral(";UNTIL=") + last.toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
}

TnefRecurrence readRecurrence(QByteArrayView bytes)
{
    constexpr quint32 EndsByDate = 0x2021;
    constexpr quint32 EndsByCount = 0x2022;
    LittleEndianReader reader(bytes);
    const quint16 version = reader.u16();
    reader.u16();
    const quint16 frequency = reader.u16();
    const quint16 kind = reader.u16();
    reader.u16(); // the calendar
    reader.u32(); // a first day that only arithmetic needs
    const quint32 period = reader.u32();
    reader.u32(); // tasks only
    if (reader.overrun() || version != 0x3004)
        return {};
    TnefRecurrence out;
    out.pattern = ruleFor(frequency, kind, period, reader);
    const quint32 ending = reader.u32();
    const quint32 count = reader.u32();
    reader.u32(); // the week's first day
    const quint32 deleted = reader.u32();
    for (quint32 i = 0; i < deleted && !reader.overrun(); ++i) {
        const QDate day = dateOfMinutes(reader.u32());
        if (!reader.overrun() && out.deleted.size() < TnefDeletedInstances)
            out.deleted.append(day);
    }
    const quint32 modified = reader.u32();
    reader.skip(qsizetype(modified) * 4);
    reader.u32(); // the first day
    const quint32 last = reader.u32();
    if (reader.overrun())
        return {};
    if (ending == EndsByCount)
        out.count = int(qMin<quint32>(count, 100'000));
    else if (ending == EndsByDate)
        out.until = dateOfMinutes(last);
    return out;
}

} // namespace golub::mime
