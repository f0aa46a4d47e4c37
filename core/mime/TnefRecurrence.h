// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QString>

namespace golub::mime {

//! The organizer's time zone ([MS-OXOCAL] section 2.2.1.39): offsets, and the days of the year on which the clocks change.
struct TnefTimeZone {
    struct Change {
        int month = 0;            //!< 0: the clocks never change
        int weekday = 0;          //!< 0 is Sunday
        int week = 0;             //!< 1 to 4; 5 is the last one of the month
        QTime at;
    };
    int standardOffset = 0;       //!< minutes to add to UTC
    int daylightOffset = 0;
    Change toStandard;
    Change toDaylight;
    bool isRead = false;

    bool isValid() const { return isRead; }
    //! Local times are QDateTimes in UTC with the numbers that the clock on the wall shows.
    QDateTime toLocal(const QDateTime &utc) const;
    QDateTime toUtc(const QDateTime &local) const;
    //! A VTIMEZONE with the id "Organizer", CRLF.
    QByteArray component() const;
};
TnefTimeZone readTimeZone(QByteArrayView bytes);

//! A repetition ([MS-OXOCAL] section 2.2.1.44.1). Only the Gregorian calendar; no single instances that were moved.
struct TnefRecurrence {
    QString pattern;              //!< of an RRULE, without its end
    int count = 0;                //!< 0: no count
    QDate until;                  //!< invalid: no end
    QList<QDate> deleted;

    bool isValid() const { return !pattern.isEmpty(); }
    QString rule(const QDateTime &start, const TnefTimeZone *zone) const;
};
TnefRecurrence readRecurrence(QByteArrayView bytes);

inline constexpr int TnefDeletedInstances = 2'000;

} // namespace golub::mime
