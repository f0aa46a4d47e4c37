// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TnefCalendar.h"

#include "core/mime/Crc32.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/TnefRecurrence.h"

#include <QStringList>

namespace golub::mime {
namespace {

constexpr TnefGuid makeGuid(quint8 first, quint8 second)
{
    return { first, second, 0x06, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46 };
}
constexpr TnefGuid AppointmentSet = makeGuid(0x02, 0x20);
constexpr TnefGuid CommonSet = makeGuid(0x08, 0x20);
constexpr TnefGuid MeetingSet = { 0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10, 0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05 };

// [MS-OXPROPS]: the long ids of what is used here.
enum AppointmentId : quint32 { Sequence = 0x8201, BusyStatus = 0x8205, Location = 0x8208, StartWhole = 0x820D, EndWhole = 0x820E, AllDay = 0x8215, RecurrenceState = 0x8216,
    TimeZoneStruct = 0x8233, TimeZoneName = 0x8234 };
enum CommonId : quint32 { CommonStart = 0x8516, CommonEnd = 0x8517 };
enum MeetingId : quint32 { Where = 0x02, GlobalObjectId = 0x03, CleanGlobalObjectId = 0x23 };

constexpr quint16 PrStartDate = 0x0060;
constexpr quint16 PrEndDate = 0x0061;
constexpr quint16 PrSubmitTime = 0x0039;
constexpr quint16 PrImportance = 0x0017;
constexpr quint16 PrMessageClass = 0x001A;

struct Kind {
    const char *messageClass;
    const char *method;
    const char *answer;           // PARTSTAT of a reply
};

// The longest first where one begins with another.
constexpr Kind Kinds[] = {
    { "IPM.SCHEDULE.MEETING.REQUEST", "REQUEST", nullptr },
    { "IPM.SCHEDULE.MEETING.CANCELED", "CANCEL", nullptr },
    { "IPM.SCHEDULE.MEETING.RESP.POS", "REPLY", "ACCEPTED" },
    { "IPM.SCHEDULE.MEETING.RESP.NEG", "REPLY", "DECLINED" },
    { "IPM.SCHEDULE.MEETING.RESP.TENT", "REPLY", "TENTATIVE" },
    { "IPM.MICROSOFT SCHEDULE.MTGREQ", "REQUEST", nullptr },
    { "IPM.MICROSOFT SCHEDULE.MTGCNCL", "CANCEL", nullptr },
    { "IPM.MICROSOFT SCHEDULE.MTGRESPP", "REPLY", "ACCEPTED" },
    { "IPM.MICROSOFT SCHEDULE.MTGRESPN", "REPLY", "DECLINED" },
    { "IPM.MICROSOFT SCHEDULE.MTGRESPA", "REPLY", "TENTATIVE" },
    { "IPM.APPOINTMENT", "PUBLISH", nullptr },
};

const Kind *kindOf(const QByteArray &messageClass)
{
    const QByteArray upper = messageClass.toUpper();
    for (const Kind &kind : Kinds) {
        if (upper.startsWith(kind.messageClass))
            return &kind;
    }
    return nullptr;
}

QString escaped(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'\\' || c == u';' || c == u',')
            (out += u'\\') += c;
        else if (c.unicode() >= 0x20 || c == u'\t')
            out += c;
    }
    return out;
}

// A value in quotes: without what cannot stand there (RFC 5545 section 3.2).
QString quoted(const QString &text)
{
    QString out = sanitizedHeaderValue(text);
    out.remove(u'"');
    return u'"' + out + u'"';
}

class Writer
{
public:
    Writer(const TnefMessage &message, const Kind &kind) : m_message(message), m_kind(kind) { }

    QByteArray write(const QString &subject, const TnefPeople &people, const QString &description)
    {
        const QDateTime start = time(StartWhole, CommonStart, PrStartDate, m_message.dateStart);
        if (!start.isValid())
            return {};
        const QDateTime end = time(EndWhole, CommonEnd, PrEndDate, m_message.dateEnd);
        const QByteArray zone = named(AppointmentSet, TimeZoneStruct);
        const TnefRecurrence recurrence = readRecurrence(named(AppointmentSet, RecurrenceState));
        const bool allDay = number(AppointmentSet, AllDay) != 0;
        const TnefTimeZone timeZone = readTimeZone(zone);
        const bool inZone = recurrence.isValid() && timeZone.isValid() && !allDay;

        line(QStringLiteral("BEGIN:VCALENDAR"));
        line(QStringLiteral("PRODID:-//Golub//TNEF//EN"));
        line(QStringLiteral("VERSION:2.0"));
        line(QStringLiteral("METHOD:") + QLatin1String(m_kind.method));
        if (inZone)
            m_out += timeZone.component();
        line(QStringLiteral("BEGIN:VEVENT"));
        line(QStringLiteral("UID:") + escaped(uid(start, subject)));
        line(QStringLiteral("DTSTAMP:") + utc(stamp(start)));
        const TnefTimeZone *const zoneUsed = inZone ? &timeZone : nullptr;
        timeLine(QStringLiteral("DTSTART"), start, allDay, zoneUsed);
        if (end.isValid() && end >= start)
            timeLine(QStringLiteral("DTEND"), end, allDay, zoneUsed);
        if (recurrence.isValid()) {
            line(QStringLiteral("RRULE:") + recurrence.rule(start, zoneUsed));
            for (const QDate &gone : recurrence.deleted) {
                const QDateTime local(gone, zoneUsed ? zoneUsed->toLocal(start).time() : start.time(), Qt::UTC);
                if (allDay)
                    line(QStringLiteral("EXDATE;VALUE=DATE:") + gone.toString(QStringLiteral("yyyyMMdd")));
                else if (zoneUsed)
                    line(QStringLiteral("EXDATE;TZID=Organizer:") + local.toString(QStringLiteral("yyyyMMdd'T'HHmmss")));
                else
                    line(QStringLiteral("EXDATE:") + utc(local));
            }
        }
        line(QStringLiteral("SUMMARY:") + escaped(subject));
        const QString place = location();
        if (!place.isEmpty())
            line(QStringLiteral("LOCATION:") + escaped(place));
        if (!description.isEmpty())
            line(QStringLiteral("DESCRIPTION:") + escaped(description));
        writePeople(people);
        writeState();
        line(QStringLiteral("END:VEVENT"));
        line(QStringLiteral("END:VCALENDAR"));
        return m_out;
    }

private:
    const TnefProperty *property(const TnefGuid &set, quint32 id) const { return m_message.properties.find(set, id); }
    QByteArray named(const TnefGuid &set, quint32 id) const
    {
        const TnefProperty *const found = property(set, id);
        return found && found->isBinary() ? found->value.toByteArray() : QByteArray();
    }
    qint64 number(const TnefGuid &set, quint32 id) const
    {
        const TnefProperty *const found = property(set, id);
        return found ? TnefProperties::number(*found) : 0;
    }

    QDateTime time(quint32 appointment, quint32 common, quint16 plain, const QDateTime &attribute) const
    {
        for (const TnefProperty *const found : { property(AppointmentSet, appointment), property(CommonSet, common), m_message.properties.find(plain) }) {
            if (found) {
                const QDateTime value = TnefProperties::time(*found);
                if (value.isValid())
                    return value;
            }
        }
        return attribute;
    }

    QDateTime stamp(const QDateTime &otherwise) const
    {
        const QDateTime sent = m_message.properties.time(PrSubmitTime);
        return sent.isValid() ? sent : m_message.dateSent.isValid() ? m_message.dateSent : otherwise;
    }

    // [MS-OXCICAL] section 2.1.3.1.1.20.26: an id that another calendar gave stands in it as text; else the whole is the id.
    QString uid(const QDateTime &start, const QString &subject) const
    {
        QByteArray id = named(MeetingSet, CleanGlobalObjectId);
        if (id.isEmpty())
            id = named(MeetingSet, GlobalObjectId);
        constexpr qsizetype DataAt = 40;
        constexpr char Foreign[] = "vCal-Uid\x01\0\0\0";
        constexpr qsizetype ForeignSize = 12;
        if (id.size() > DataAt + ForeignSize && id.mid(DataAt, ForeignSize) == QByteArray(Foreign, ForeignSize)) {
            const QByteArray text = id.mid(DataAt + ForeignSize);
            return QString::fromUtf8(text.constData(), qsizetype(qstrnlen(text.constData(), size_t(text.size()))));
        }
        if (id.isEmpty()) { // from before there was one
            Crc32 crc;
            crc.add(subject.toUtf8());
            return QString::number(crc.state(), 16) + u'-' + utc(start) + QStringLiteral("@tnef");
        }
        for (qsizetype i = 16; i < qMin<qsizetype>(20, id.size()); ++i)
            id[i] = 0; // the day of one instance is no part of the series' id
        return QString::fromLatin1(id.toHex().toUpper());
    }

    QString location() const
    {
        for (const TnefProperty *const found : { property(AppointmentSet, Location), property(MeetingSet, Where) }) {
            const QString text = found ? TnefProperties::text(*found, m_message.codepage) : QString();
            if (!text.isEmpty())
                return text;
        }
        return {};
    }

    static QString utc(const QDateTime &at) { return at.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")); }

    void timeLine(const QString &name, const QDateTime &at, bool allDay, const TnefTimeZone *zone)
    {
        if (allDay)
            line(name + QStringLiteral(";VALUE=DATE:") + wholeDay(at).toString(QStringLiteral("yyyyMMdd")));
        else if (zone)
            line(name + QStringLiteral(";TZID=Organizer:") + zone->toLocal(at).toString(QStringLiteral("yyyyMMdd'T'HHmmss")));
        else
            line(name + u':' + utc(at));
    }

    // Midnight where the organizer is; without a zone, the nearest midnight.
    QDate wholeDay(const QDateTime &at) const
    {
        const TnefTimeZone zone = readTimeZone(named(AppointmentSet, TimeZoneStruct));
        return zone.isValid() ? zone.toLocal(at).date() : at.toUTC().addSecs(12 * 3600).date();
    }

    void person(const QString &property, const Address &address)
    {
        if (address.isEmpty())
            return;
        QString out = property;
        if (!address.name.isEmpty())
            out += QStringLiteral(";CN=") + quoted(address.name);
        line(out + QStringLiteral(":mailto:") + sanitizedHeaderValue(address.address));
    }

    void writePeople(const TnefPeople &people)
    {
        if (m_kind.answer) { // the one who answers is the attendee, and writes to the organizer
            person(QStringLiteral("ORGANIZER"), people.to.value(0));
            person(QStringLiteral("ATTENDEE;PARTSTAT=") + QLatin1String(m_kind.answer), people.from);
            return;
        }
        person(QStringLiteral("ORGANIZER"), people.from);
        for (const Address &address : people.to)
            person(QStringLiteral("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"), address);
        for (const Address &address : people.cc)
            person(QStringLiteral("ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"), address);
        for (const Address &address : people.bcc) // rooms and equipment
            person(QStringLiteral("ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"), address);
    }

    void writeState()
    {
        line(QStringLiteral("SEQUENCE:%1").arg(qMax<qint64>(0, number(AppointmentSet, Sequence))));
        if (m_message.properties.find(PrImportance)) {
            const qint64 importance = m_message.properties.number(PrImportance);
            line(QStringLiteral("PRIORITY:%1").arg(importance >= 2 ? 1 : importance == 1 ? 5 : 9));
        }
        const bool canceled = qstrcmp(m_kind.method, "CANCEL") == 0;
        if (canceled)
            line(QStringLiteral("STATUS:CANCELLED"));
        else if (!m_kind.answer)
            line(number(AppointmentSet, BusyStatus) == 1 ? QStringLiteral("STATUS:TENTATIVE") : QStringLiteral("STATUS:CONFIRMED"));
        if (property(AppointmentSet, BusyStatus))
            line(number(AppointmentSet, BusyStatus) == 0 ? QStringLiteral("TRANSP:TRANSPARENT") : QStringLiteral("TRANSP:OPAQUE"));
    }

    // Folded at 75 bytes, never inside of a character (RFC 5545 section 3.1).
    void line(const QString &text)
    {
        constexpr qsizetype Width = 74;
        const QByteArray utf8 = text.toUtf8();
        qsizetype start = 0;
        while (start < utf8.size()) {
            qsizetype end = qMin(utf8.size(), start + Width);
            while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
                --end;
            m_out += (start > 0 ? " " : "") + utf8.mid(start, end - start) + "\r\n";
            start = end;
        }
    }

    const TnefMessage &m_message;
    const Kind &m_kind;
    QByteArray m_out;
};

} // namespace

TnefInvitation tnefInvitation(const TnefMessage &message, const QString &subject, const TnefPeople &people, const QString &description)
{
    QByteArray messageClass = message.messageClass.toByteArray();
    if (!kindOf(messageClass))
        messageClass = message.properties.text(PrMessageClass, message.codepage).toLatin1();
    const Kind *const kind = kindOf(messageClass);
    if (!kind)
        return {};
    const QByteArray calendar = Writer(message, *kind).write(subject, people, description);
    return calendar.isEmpty() ? TnefInvitation {} : TnefInvitation { kind->method, calendar };
}

} // namespace golub::mime
