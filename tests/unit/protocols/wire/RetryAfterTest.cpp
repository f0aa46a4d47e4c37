// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/RetryAfter.h"

#include <gtest/gtest.h>

using golub::wire::retryAfterFrom;
using std::chrono::seconds;

TEST(RetryAfter, readsWhatServersAskFor)
{
    EXPECT_EQ(retryAfterFrom("Request is throttled. Suggested Backoff Time: 297 milliseconds"), seconds(1)) << "rounded up: too early is refused again";
    EXPECT_EQ(retryAfterFrom("Request is throttled. Suggested Backoff Time: 299499 milliseconds"), seconds(300));
    EXPECT_EQ(retryAfterFrom("Suggested Backoff Time: 297"), seconds(1));
    EXPECT_EQ(retryAfterFrom("minimum interval between logins, try again in 5 minutes"), seconds(300));
    EXPECT_EQ(retryAfterFrom("Try again after 2 hours."), seconds(7200));
    EXPECT_EQ(retryAfterFrom("please wait 90"), seconds(90));
    EXPECT_EQ(retryAfterFrom("retry in 30s"), seconds(30));
    EXPECT_EQ(retryAfterFrom("wait for 10 sec"), seconds(10));
}

TEST(RetryAfter, saysNothingWhereNothingIsSaid)
{
    EXPECT_FALSE(retryAfterFrom(""));
    EXPECT_FALSE(retryAfterFrom("Try again later."));
    EXPECT_FALSE(retryAfterFrom("Backoff time: soon"));
    EXPECT_FALSE(retryAfterFrom("error 500 at 10:30"));
}

TEST(RetryAfter, noServerKeepsTheClientAwayForEver)
{
    EXPECT_EQ(retryAfterFrom("retry after 99999999999999999999 hours"), golub::wire::LongestRetryAfter);
    EXPECT_EQ(retryAfterFrom("retry after 86400 s"), seconds(86400));
    EXPECT_EQ(retryAfterFrom("retry after 86401 s"), seconds(86400));
    EXPECT_EQ(retryAfterFrom("retry after 0 s"), seconds(1));
}
