// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/SendTime.h"

#include <gtest/gtest.h>

namespace golub::ctl {
namespace {

const QDateTime Now(QDate(2026, 12, 23), QTime(17, 30));

QDateTime at(const char *text)
{
    const auto time = parseSendTime(QString::fromLatin1(text), Now);
    EXPECT_TRUE(time) << text;
    return time.value_or({});
}

TEST(SendTime, IsReadAsPeopleWriteIt)
{
    EXPECT_EQ(at("2026-12-24T18:00"), QDateTime(QDate(2026, 12, 24), QTime(18, 0)));
    EXPECT_EQ(at("2026-12-24 18:00:30"), QDateTime(QDate(2026, 12, 24), QTime(18, 0, 30)));
    EXPECT_EQ(at("2026-12-24T18:00:00Z"), QDateTime(QDate(2026, 12, 24), QTime(18, 0), Qt::UTC));
    EXPECT_EQ(at("2026-12-24T18:00:00+02:00").toUTC(), QDateTime(QDate(2026, 12, 24), QTime(16, 0), Qt::UTC));
    EXPECT_EQ(at("+90s"), Now.addSecs(90));
    EXPECT_EQ(at("+10min"), Now.addSecs(600));
    EXPECT_EQ(at("+2h"), Now.addSecs(7200));
    EXPECT_EQ(at("+3d"), Now.addDays(3));
}

TEST(SendTime, ATimeOfDayIsTheNextOne)
{
    EXPECT_EQ(at("18:00"), QDateTime(QDate(2026, 12, 23), QTime(18, 0)));
    EXPECT_EQ(at("9:05"), QDateTime(QDate(2026, 12, 24), QTime(9, 5)));
    EXPECT_EQ(at("17:30"), QDateTime(QDate(2026, 12, 24), QTime(17, 30)));
}

TEST(SendTime, NonsenseAndThePastAreRefused)
{
    for (const char *text : { "", "soon", "25:00", "2026-13-01T00:00", "+0s", "+1y", "-10min", "2026-12-23T17:29", "2020-01-01" }) {
        const auto time = parseSendTime(QString::fromLatin1(text), Now);
        ASSERT_FALSE(time) << text;
        EXPECT_EQ(time.error().kind, ErrorKind::InvalidInput) << text;
    }
}

} // namespace
} // namespace golub::ctl
