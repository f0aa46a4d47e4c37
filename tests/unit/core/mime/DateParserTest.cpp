// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/DateParser.h"
#include "core/mime/Inspect.h"
#include "core/mime/MessageIds.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string parsed(QByteArrayView text)
{
    return s(isoDateText(parseDate(text)));
}

TEST(DateParser, rfc5322)
{
    EXPECT_EQ(parsed("Mon, 5 Jan 2026 09:07:03 +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed(" Mon , 05 Jan 2026 09 : 07 +0100").substr(0, 10), "2026-01-05");
    EXPECT_EQ(parsed("5 Jan 2026 09:07 -0330"), "2026-01-05T09:07:00-03:30");
    EXPECT_EQ(parsed("Mon, 5 Jan 2026 09:07:03 +0100 (CET)"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Mon, 5 Jan 2026 09:07:03 (a (nested) comment) +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Thu,\r\n 13\r\n Feb 1969 23:32 -0330"), "1969-02-13T23:32:00-03:30");
}

TEST(DateParser, obsoleteZonesAndYears)
{
    EXPECT_EQ(parsed("21 Nov 97 09:55:06 GMT"), "1997-11-21T09:55:06+00:00");
    EXPECT_EQ(parsed("21 Nov 03 09:55:06 EDT"), "2003-11-21T09:55:06-04:00");
    EXPECT_EQ(parsed("21 Nov 103 09:55:06 PST"), "2003-11-21T09:55:06-08:00");
    EXPECT_EQ(parsed("21 Nov 2003 09:55:06 CEST"), "2003-11-21T09:55:06+02:00");
    EXPECT_EQ(parsed("21 Nov 2003 09:55:06 XYZ"), "2003-11-21T09:55:06+00:00");
    EXPECT_EQ(parsed("21 Nov 2003 09:55:06"), "2003-11-21T09:55:06+00:00");
    EXPECT_EQ(parsed("21 Nov 2003 09:55:06 GMT+0200"), "2003-11-21T09:55:06+02:00");
}

TEST(DateParser, otherFormsSeenInMail)
{
    EXPECT_EQ(parsed("Mon Jan  5 09:07:03 2026"), "2026-01-05T09:07:03+00:00");
    EXPECT_EQ(parsed("Mon Jan  5 09:07:03 CET 2026"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Mon Jan 5 2026 09:07:03 GMT+0100 (CET)"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("2026-01-05T09:07:03Z"), "2026-01-05T09:07:03+00:00");
    EXPECT_EQ(parsed("2026-01-05T09:07:03.123+01:00"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("2026-01-05 09:07:03 +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Monday, 05-Jan-26 09:07:03 GMT"), "2026-01-05T09:07:03+00:00");
    EXPECT_EQ(parsed("Mon, 05 January 2026 9:07 PM"), "2026-01-05T21:07:00+00:00");
    EXPECT_EQ(parsed("1/5/2026 12:07:03 AM"), "2026-01-05T00:07:03+00:00");
    EXPECT_EQ(parsed("05.01.2026 09:07"), "2026-01-05T09:07:00+00:00");
    EXPECT_EQ(parsed("Mon, 5 Jan 2026 09.07.03 +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Mon,5 Jan 2026 9:7:3 +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 Jan 2026"), "2026-01-05T00:00:00+00:00");
    EXPECT_EQ(parsed("Wed, 31 Dec 2008 23:59:60 +0000"), "2008-12-31T23:59:59+00:00");
}

TEST(DateParser, oddZones)
{
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 +5:30"), "2026-01-05T09:07:03+05:30");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 GMT+1"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 GMT +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 UTC-03:30"), "2026-01-05T09:07:03-03:30");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 -060"), "2026-01-05T09:07:03-06:00");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 -530"), "2026-01-05T09:07:03-05:30");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 EST5EDT"), "2026-01-05T09:07:03-05:00");
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 NST"), "2026-01-05T09:07:03-03:30");
    // RFC 822 had the signs of the military zones wrong, so they say nothing (RFC 5322 section 4.3).
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 A"), "2026-01-05T09:07:03+00:00");
}

TEST(DateParser, numbersAlone)
{
    EXPECT_EQ(parsed("20 11 (the month) 79 05:34:27 -0300"), "1979-11-20T05:34:27-03:00");
    EXPECT_EQ(parsed("2026 1 5 09:07"), "2026-01-05T09:07:00+00:00");
    EXPECT_EQ(parsed("20260105T090703Z"), "2026-01-05T09:07:03+00:00");
    EXPECT_EQ(parsed("20260105T0907+0100"), "2026-01-05T09:07:00+01:00");
    EXPECT_EQ(parsed("2026年1月5日 09:07:03 +0900"), "2026-01-05T09:07:03+09:00");
    EXPECT_EQ(parsed("17-6-2008 17:10:08"), "2008-06-17T17:10:08+00:00");
}

TEST(DateParser, otherLanguages)
{
    EXPECT_EQ(parsed("Mar, 05 avr 2022 09:07:03 +0200"), "2022-04-05T09:07:03+02:00");
    EXPECT_EQ(parsed("Mar, 05 Apr 2022 09:07:03 +0200"), "2022-04-05T09:07:03+02:00");
    EXPECT_EQ(parsed("Mar 5 09:07:03 2022"), "2022-03-05T09:07:03+00:00");
    EXPECT_EQ(parsed("pon., 5 sty 2026 09:07:03 +0100"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(parsed("Mo, 5 Dez 2022 09:07:03 +0100"), "2022-12-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 мая 2022 09:07:03 +0300"), "2022-05-05T09:07:03+03:00");
    EXPECT_EQ(parsed("lun, 5 dic 2022 09:07:03 +0100"), "2022-12-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 März 2022 09:07:03 +0100"), "2022-03-05T09:07:03+01:00");
    EXPECT_EQ(parsed("5 listopada 2022"), ""); // November in Polish, October in Croatian
}

TEST(DateParser, wordsAroundNumbers)
{
    EXPECT_EQ(parsed("January 5th, 2026 9:07 p.m."), "2026-01-05T21:07:00+00:00");
    EXPECT_EQ(parsed("Fri, 21 Nov 199\r\n7 09:55:06 -0600"), "1997-11-21T09:55:06-06:00");
    EXPECT_EQ(parsed("Sun, 5 Jan 2026 09:07:03 +0100"), "2026-01-05T09:07:03+01:00"); // the day of the week is wrong
}

TEST(DateParser, noDate)
{
    for (const char *text : { "", "yesterday", "32 Jan 2026 09:00 +0000", "Mon, 09:07:03 +0100", "31 Feb 2026", "5 Foo 2026", "((((", "-", "+", ":::" })
        EXPECT_EQ(parsed(text), "") << text;
    EXPECT_EQ(parsed("5 Jan 2026 09:07:03 +9999"), "2026-01-05T09:07:03+00:00");
}

TEST(DateParser, writtenDatesComeBack)
{
    for (const int offset : { 0, 3600, -12600, 49500 }) {
        const QDateTime date(QDate(2026, 2, 28), QTime(23, 5, 9), Qt::OffsetFromUTC, offset);
        EXPECT_EQ(parseDate(formatDate(date)), date);
        EXPECT_EQ(parseDate(formatDate(date)).offsetFromUtc(), offset);
    }
    EXPECT_EQ(s(formatDate(QDateTime(QDate(2026, 1, 5), QTime(9, 7, 3), Qt::OffsetFromUTC, 3600))), "Mon, 05 Jan 2026 09:07:03 +0100");
    EXPECT_EQ(s(formatDate({})), "");
}

std::string ids(QByteArrayView field)
{
    return s(parseMessageIds(field).join(u' '));
}

TEST(MessageIds, lists)
{
    EXPECT_EQ(ids("<a@b> <c@d>\r\n <e@f>"), "a@b c@d e@f");
    EXPECT_EQ(ids("<a@b><a@b>, junk \"x\" <c@d>"), "a@b c@d");
    EXPECT_EQ(ids("Your message of Monday <a@b>"), "a@b");
    EXPECT_EQ(ids("a@b c@d"), "a@b c@d");
    EXPECT_EQ(ids("<a b@c>"), "ab@c");
    EXPECT_EQ(ids("<a@b <c@d>"), "a@b c@d");
    EXPECT_EQ(ids("nothing here"), "");
    EXPECT_EQ(ids("<>"), "");
}

TEST(MessageIds, one)
{
    EXPECT_EQ(s(parseMessageId(" <a@b> (x)")), "a@b");
    EXPECT_EQ(s(parseMessageId("a@b")), "a@b");
    EXPECT_EQ(s(parseMessageId("spam")), "spam");
    EXPECT_EQ(s(parseMessageId("")), "");
}

TEST(MessageIds, made)
{
    quint64 counter = 7;
    const RandomSource random = [&counter] { return counter++; };
    EXPECT_EQ(s(makeMessageId(QStringLiteral("example.org"), random)), "0000000000007.0000000000008@example.org");
    EXPECT_TRUE(makeMessageId(QStringLiteral("bad domain\r\n"), random).endsWith(u"@localhost.localdomain"));
    EXPECT_TRUE(makeMessageId(QStringLiteral("żółw.example"), random).endsWith(u"@xn--w-uga1v8h.example"));
    EXPECT_NE(makeMessageId(QStringLiteral("a.example"), systemRandom()), makeMessageId(QStringLiteral("a.example"), systemRandom()));
}

} // namespace
} // namespace golub::mime
