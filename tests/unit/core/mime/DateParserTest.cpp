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
