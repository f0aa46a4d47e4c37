// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TnefCalendar.h"

#include "tests/unit/core/mime/Helpers.h"
#include "tests/unit/core/mime/TnefBuilder.h"

#include "core/mime/TnefRecurrence.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

using Properties = TnefBuilder::Properties;

const QByteArray Appointment = QByteArray::fromHex("0220060000000000c000000000000046");
const QByteArray Meeting = QByteArray::fromHex("90dad86e0b451b1098da00aa003f1305");

QDateTime utc(int year, int month, int day, int hour, int minute)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute), Qt::UTC);
}

Properties meeting()
{
    Properties properties;
    properties.unicode(0x0037, QStringLiteral("Plan; part, one")).unicode(0x0C1A, QStringLiteral("Ala")).text(0x5D01, "ala@example.org");
    properties.named(Appointment, 0x820D, 0x40, Properties::fileTime(utc(2026, 3, 2, 9, 0)));
    properties.named(Appointment, 0x820E, 0x40, Properties::fileTime(utc(2026, 3, 2, 10, 30)));
    properties.named(Appointment, 0x8208, 0x1F, Properties::utf16(QStringLiteral("Sala żółta")));
    properties.named(Appointment, 0x8201, 0x03, TnefBuilder::u32(2));
    properties.named(Meeting, 0x0003, 0x102, QByteArray::fromHex("040000008200e00074c5b7101a82e008") + QByteArray::fromHex("07ea0302") + QByteArray(16, '\1') + TnefBuilder::u32(4) + "uniq");
    return properties;
}

const char *const To = "ola@example.org";

QByteArray mail(const QByteArray &messageClass, const Properties &properties)
{
    return TnefBuilder().attribute(TnefBuilder::Message, 0x00078008, messageClass + '\0').messageProperties(properties)
        .recipients({ Properties().unicode(0x3001, QStringLiteral("Ola")).text(0x39FE, To).number(0x0C15, 1), Properties().unicode(0x3001, QStringLiteral("Ela")).text(0x39FE, "ela@example.org").number(0x0C15, 2) })
        .mail();
}

// The calendar with its folds undone, lines parted by "|".
std::string calendar(const QByteArray &raw)
{
    const MessageTree tree = readMessage(raw);
    for (const Part &part : tree.parts) {
        if (part.is("text", "calendar"))
            return s(part.params.value("method")) + ": " + s(decodedContent(raw, part).replace("\r\n ", "").replace("\r\n", "|"));
    }
    return "none";
}

bool has(const std::string &text, const std::string &line)
{
    return text.find("|" + line + "|") != std::string::npos;
}

TEST(TnefCalendar, requestTellsTimePlaceAndPeople)
{
    const std::string found = calendar(mail("IPM.Schedule.Meeting.Request", meeting()));
    EXPECT_EQ(found.rfind("REQUEST: BEGIN:VCALENDAR|", 0), 0U) << found;
    for (const char *const line : { "METHOD:REQUEST", "DTSTART:20260302T090000Z", "DTEND:20260302T103000Z", "SUMMARY:Plan\\; part\\, one", "LOCATION:Sala żółta", "SEQUENCE:2", "STATUS:CONFIRMED",
             "ORGANIZER;CN=\"Ala\":mailto:ala@example.org", "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ola\":mailto:ola@example.org",
             "ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ela\":mailto:ela@example.org" })
        EXPECT_TRUE(has(found, line)) << line << " in " << found;
    // [MS-OXCICAL]: the day of an instance is no part of the id.
    EXPECT_TRUE(has(found, "UID:040000008200E00074C5B7101A82E008000000000101010101010101010101010101010104000000756E6971")) << found;
}

TEST(TnefCalendar, idThatAnotherCalendarGave)
{
    Properties properties = meeting();
    properties.named(Meeting, 0x0023, 0x102, QByteArray(40, '\0') + QByteArray("vCal-Uid\1\0\0\0", 12) + QByteArray("abc@example.org\0", 16));
    EXPECT_TRUE(has(calendar(mail("IPM.Schedule.Meeting.Request", properties)), "UID:abc@example.org"));
}

TEST(TnefCalendar, everyKindOfMeetingMessage)
{
    const std::string canceled = calendar(mail("IPM.Schedule.Meeting.Canceled", meeting()));
    EXPECT_TRUE(has(canceled, "METHOD:CANCEL") && has(canceled, "STATUS:CANCELLED"));
    const std::string accepted = calendar(mail("IPM.Schedule.Meeting.Resp.Pos", meeting()));
    EXPECT_TRUE(has(accepted, "METHOD:REPLY") && has(accepted, "ATTENDEE;PARTSTAT=ACCEPTED;CN=\"Ala\":mailto:ala@example.org") && has(accepted, "ORGANIZER;CN=\"Ola\":mailto:ola@example.org")) << accepted;
    EXPECT_TRUE(has(calendar(mail("IPM.Schedule.Meeting.Resp.Neg", meeting())), "ATTENDEE;PARTSTAT=DECLINED;CN=\"Ala\":mailto:ala@example.org"));
    EXPECT_TRUE(has(calendar(mail("IPM.Schedule.Meeting.Resp.Tent", meeting())), "ATTENDEE;PARTSTAT=TENTATIVE;CN=\"Ala\":mailto:ala@example.org"));
    EXPECT_TRUE(has(calendar(mail("IPM.Microsoft Schedule.MtgReq", meeting())), "METHOD:REQUEST"));
    EXPECT_TRUE(has(calendar(mail("IPM.Appointment", meeting())), "METHOD:PUBLISH"));
    EXPECT_EQ(calendar(mail("IPM.Microsoft Mail.Note", meeting())), "none");
    EXPECT_EQ(calendar(mail("IPM.Schedule.Meeting.Request", Properties())), "none"); // without a time there is no meeting
}

TEST(TnefCalendar, linesAreFoldedAndHoldNothingThatBreaksThem)
{
    Properties properties = meeting();
    properties.unicode(0x1000, QStringLiteral("ąęż").repeated(100) + QStringLiteral("\r\nBEGIN:VALARM\r\n"));
    const QByteArray raw = mail("IPM.Schedule.Meeting.Request", properties);
    const MessageTree tree = readMessage(raw);
    for (const Part &part : tree.parts) {
        if (!part.is("text", "calendar"))
            continue;
        for (const QByteArray &line : decodedContent(raw, part).split('\n')) {
            EXPECT_LE(line.size(), 76);
            EXPECT_TRUE(QString::fromUtf8(line).toUtf8() == line) << "a character was cut";
            EXPECT_FALSE(line.startsWith("BEGIN:VALARM"));
        }
    }
}

QByteArray recurrence(quint32 frequency, quint32 kind, quint32 period, const QByteArray &specific, quint32 ending, quint32 count, const QList<QDate> &deleted, const QDate &until)
{
    const auto minutes = [](const QDate &day) { return TnefBuilder::u32(quint32(QDate(1601, 1, 1).daysTo(day) * 1440)); };
    QByteArray out = TnefBuilder::u16(0x3004) + TnefBuilder::u16(0x3004) + TnefBuilder::u16(frequency) + TnefBuilder::u16(kind) + TnefBuilder::u16(0) + TnefBuilder::u32(0) + TnefBuilder::u32(period)
        + TnefBuilder::u32(0) + specific + TnefBuilder::u32(ending) + TnefBuilder::u32(count) + TnefBuilder::u32(1) + TnefBuilder::u32(quint32(deleted.size()));
    for (const QDate &day : deleted)
        out += minutes(day);
    return out + TnefBuilder::u32(0) + minutes(QDate(2026, 3, 2)) + minutes(until);
}

std::string rule(quint32 frequency, quint32 kind, quint32 period, const QByteArray &specific, quint32 ending = 0x2023, quint32 count = 0)
{
    return s(readRecurrence(recurrence(frequency, kind, period, specific, ending, count, {}, QDate(2026, 6, 30))).rule(utc(2026, 3, 2, 9, 0), nullptr));
}

TEST(TnefCalendar, repetitions)
{
    using B = TnefBuilder;
    EXPECT_EQ(rule(0x200A, 0, 1440, {}), "FREQ=DAILY");
    EXPECT_EQ(rule(0x200A, 0, 2880, {}, 0x2022, 5), "FREQ=DAILY;INTERVAL=2;COUNT=5");
    EXPECT_EQ(rule(0x200A, 1, 1, B::u32(0x3E)), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    EXPECT_EQ(rule(0x200B, 1, 2, B::u32(0x12)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH");
    EXPECT_EQ(rule(0x200C, 2, 1, B::u32(15), 0x2021), "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20260630T090000Z");
    EXPECT_EQ(rule(0x200C, 2, 3, B::u32(31)), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1");
    EXPECT_EQ(rule(0x200C, 3, 1, B::u32(0x04) + B::u32(5)), "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1");
    EXPECT_EQ(rule(0x200D, 2, 12, B::u32(2)), "FREQ=YEARLY;BYMONTHDAY=2;BYMONTH=3");
    EXPECT_EQ(rule(0x200D, 3, 24, B::u32(0x02) + B::u32(1)), "FREQ=YEARLY;INTERVAL=2;BYDAY=MO;BYSETPOS=1;BYMONTH=3");
    EXPECT_FALSE(readRecurrence("").isValid());
    EXPECT_FALSE(readRecurrence(QByteArray(200, '\xFF')).isValid());
}

QByteArray warsaw()
{
    using B = TnefBuilder;
    const auto change = [](quint32 month, quint32 weekday, quint32 week, quint32 hour) {
        return B::u16(0) + B::u16(month) + B::u16(weekday) + B::u16(week) + B::u16(hour) + B::u16(0) + B::u16(0) + B::u16(0);
    };
    return B::u32(quint32(-60)) + B::u32(0) + B::u32(quint32(-60)) + B::u16(0) + change(10, 0, 5, 3) + B::u16(0) + change(3, 0, 5, 2);
}

TEST(TnefCalendar, organizersTimeZone)
{
    const TnefTimeZone zone = readTimeZone(warsaw());
    ASSERT_TRUE(zone.isValid());
    EXPECT_EQ(zone.toLocal(utc(2026, 1, 15, 12, 0)), utc(2026, 1, 15, 13, 0));
    EXPECT_EQ(zone.toLocal(utc(2026, 7, 15, 12, 0)), utc(2026, 7, 15, 14, 0));
    EXPECT_EQ(zone.toLocal(utc(2026, 3, 29, 0, 59)), utc(2026, 3, 29, 1, 59)); // the clocks change at 01:00 UTC
    EXPECT_EQ(zone.toLocal(utc(2026, 3, 29, 1, 0)), utc(2026, 3, 29, 3, 0));
    EXPECT_EQ(zone.toLocal(utc(2026, 10, 25, 0, 59)), utc(2026, 10, 25, 2, 59));
    EXPECT_EQ(zone.toLocal(utc(2026, 10, 25, 1, 0)), utc(2026, 10, 25, 2, 0));
    EXPECT_EQ(zone.toUtc(utc(2026, 7, 15, 14, 0)), utc(2026, 7, 15, 12, 0));
    EXPECT_TRUE(zone.component().contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"));
    EXPECT_FALSE(readTimeZone("").isValid());
    EXPECT_FALSE(readTimeZone(QByteArray(48, '\x7F')).isValid());
}

TEST(TnefCalendar, repeatedMeetingHasItsZone)
{
    Properties properties = meeting();
    properties.named(Appointment, 0x8216, 0x102, recurrence(0x200B, 1, 1, TnefBuilder::u32(0x02), 0x2021, 0, { QDate(2026, 3, 9) }, QDate(2026, 6, 29)));
    properties.named(Appointment, 0x8233, 0x102, warsaw());
    const std::string found = calendar(mail("IPM.Schedule.Meeting.Request", properties));
    for (const char *const line : { "BEGIN:VTIMEZONE", "DTSTART;TZID=Organizer:20260302T100000", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260629T080000Z", "EXDATE;TZID=Organizer:20260309T100000" })
        EXPECT_TRUE(has(found, line)) << line << " in " << found;
}

} // namespace
} // namespace golub::mime
