// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Invitations.h"

#include <QElapsedTimer>
#include <QTimeZone>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

QString calendar(const char *method, const char *event)
{
    return QStringLiteral("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:%1\r\nBEGIN:VEVENT\r\n%2END:VEVENT\r\nEND:VCALENDAR\r\n")
        .arg(QString::fromLatin1(method), QString::fromUtf8(event));
}

TEST(Invitations, sayWhatWhenWhereAndWho)
{
    const auto read = readCalendar(calendar("REQUEST",
        "DTSTART;TZID=Europe/Warsaw:20261124T100000\r\nDTEND;TZID=Europe/Warsaw:20261124T113000\r\nSUMMARY:Kolegium\\, wydanie 4\r\n"
        "LOCATION:Sala \\\"Żółta\\\"\\; II piętro\r\nORGANIZER;CN=\"Clarke; Emma\":MAILTO:emma@press.example\r\nRRULE:FREQ=WEEKLY\r\n"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, Invitation::Kind::Request);
    EXPECT_EQ(read->summary, QStringLiteral("Kolegium, wydanie 4"));
    EXPECT_EQ(read->location, QStringLiteral("Sala \"Żółta\"; II piętro"));
    EXPECT_EQ(read->organizer, (Address { QStringLiteral("Clarke; Emma"), QStringLiteral("emma@press.example") }));
    EXPECT_EQ(read->start, QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC));
    EXPECT_EQ(read->end, QDateTime(QDate(2026, 11, 24), QTime(10, 30), Qt::UTC));
    EXPECT_EQ(read->start.timeZone().id(), QByteArray("Europe/Warsaw"));
    EXPECT_FALSE(read->allDay);
    EXPECT_TRUE(read->repeats);
}

// RFC 5545 section 3.1: a line may be broken anywhere, in the middle of a word too; section 3.6.6: an alarm has a summary of its own.
TEST(Invitations, foldedLinesAreWholeAndAlarmsDoNotCount)
{
    const auto read = readCalendar(calendar("PUBLISH",
        "SUMMARY:Zebra\r\n nie\n \twieczorem\r\nDTSTART:20260701T180000Z\r\nDURATION:P1DT2H30M\r\nBEGIN:VALARM\r\nSUMMARY:Wake\r\nDTSTART:20000101T000000Z\r\nEND:VALARM\r\n"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, Invitation::Kind::Event);
    EXPECT_EQ(read->summary, QStringLiteral("Zebranie wieczorem"));
    EXPECT_EQ(read->end, QDateTime(QDate(2026, 7, 2), QTime(20, 30), Qt::UTC));
}

TEST(Invitations, wholeDays)
{
    const auto read = readCalendar(calendar("REQUEST", "SUMMARY:Targi\r\nDTSTART;VALUE=DATE:20260706\r\nDTEND;VALUE=DATE:20260709\r\n"));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->allDay);
    EXPECT_EQ(read->start.date(), QDate(2026, 7, 6));
    EXPECT_EQ(read->end.date(), QDate(2026, 7, 9));
}

TEST(Invitations, answersAndCancellations)
{
    const auto reply = readCalendar(calendar("REPLY", "SUMMARY:Plan\r\nATTENDEE;PARTSTAT=DECLINED;CN=Jan:mailto:jan@poczta.example\r\nORGANIZER:mailto:ala@example.org\r\n"));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, Invitation::Kind::Reply);
    EXPECT_EQ(reply->answer, Invitation::Answer::Declined);
    EXPECT_EQ(reply->organizer.address, QStringLiteral("jan@poczta.example"));
    EXPECT_EQ(readCalendar(calendar("CANCEL", "SUMMARY:Plan\r\n"))->kind, Invitation::Kind::Cancel);
    EXPECT_EQ(readCalendar(calendar("REQUEST", "SUMMARY:Plan\r\nSTATUS:CANCELLED\r\n"))->kind, Invitation::Kind::Cancel);
}

TEST(Invitations, zonesByTheNamesThatAreAround)
{
    const auto startIn = [](const char *zone) {
        return readCalendar(calendar("REQUEST", QByteArray(QByteArray("DTSTART;TZID=") + zone + ":20260115T120000\r\n").constData()))->start;
    };
    EXPECT_EQ(startIn("Central European Standard Time").toUTC().time(), QTime(11, 0));
    EXPECT_EQ(startIn("\"Tokyo Standard Time\"").toUTC().time(), QTime(3, 0));
    EXPECT_EQ(startIn("/citadel.org/20210210_1/Europe/Warsaw").toUTC().time(), QTime(11, 0));
    // One that nobody knows says the time of a clock on the wall.
    for (const char *zone : { "Mars/Olympus", "../../../etc/passwd", "/etc/localtime", "", "\xc5\xbc" }) {
        const QDateTime start = startIn(zone);
        EXPECT_EQ(start.timeSpec(), Qt::LocalTime) << zone;
        EXPECT_EQ(start.time(), QTime(12, 0)) << zone;
    }
}

TEST(Invitations, strangersCannotPutControlsIntoThem)
{
    const auto read = readCalendar(calendar("REQUEST", "SUMMARY:a\xe2\x80\xae" "b\\nc\x07\r\nLOCATION:\xe2\x81\xa6x\r\nORGANIZER;CN=\xe2\x80\xaeq:mailto:x@y\r\n"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->summary, QStringLiteral("ab c"));
    EXPECT_EQ(read->location, QStringLiteral("x"));
    EXPECT_EQ(read->organizer.name, QStringLiteral("q"));
}

TEST(Invitations, anythingIsRead)
{
    for (const char *text : { "", "x", "BEGIN:VEVENT", "END:VEVENT\nBEGIN:VCALENDAR", ":::", ";;;=:", "BEGIN:VCALENDAR\nEND:VCALENDAR", "\"" })
        EXPECT_NO_FATAL_FAILURE(readCalendar(QString::fromLatin1(text)));
    EXPECT_FALSE(readCalendar(QStringLiteral("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR")));
    for (const char *moment : { "DTSTART:", "DTSTART:99999999", "DTSTART:20261399T250000Z", "DTSTART:2026", "DTSTART:20260101X101010" })
        EXPECT_FALSE(readCalendar(calendar("REQUEST", moment))->start.isValid()) << moment;
    EXPECT_FALSE(readCalendar(calendar("REQUEST", "DTSTART:20260101T000000Z\nDURATION:P99999999999999999999W\n"))->end.isValid());
    EXPECT_FALSE(readCalendar(calendar("REQUEST", "DTSTART:20260102T000000Z\nDTEND:20260101T000000Z\n"))->end.isValid());
    const auto deep = readCalendar(QStringLiteral("BEGIN:VEVENT\n").repeated(20'000) + QStringLiteral("SUMMARY:x\n"));
    ASSERT_TRUE(deep);
    EXPECT_TRUE(deep->summary.isEmpty());
}

TEST(Invitations, areFoundInTheMessage)
{
    const QByteArray ics = calendar("REQUEST", "SUMMARY:Plan\r\n").toUtf8();
    const QByteArray alternative = "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\n"
                                   "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + ics.toBase64() + "\r\n--b--\r\n";
    const auto found = readInvitation(alternative, readMessage(alternative));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->summary, QStringLiteral("Plan"));
    const QByteArray plain = "Content-Type: text/plain\r\n\r\n" + ics;
    EXPECT_FALSE(readInvitation(plain, readMessage(plain)));
}

} // namespace
} // namespace golub::mime
