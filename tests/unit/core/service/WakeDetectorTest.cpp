// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/WakeDetector.h"

#include <gtest/gtest.h>

using namespace golub::service;
using namespace std::chrono_literals;

TEST(WakeDetector, OnlyTimeThatTheMonotonicClockMissedIsSleep)
{
    const QDateTime start(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    WakeDetector detector;
    EXPECT_FALSE(detector.slept(start, 0ms)) << "the first look";
    EXPECT_FALSE(detector.slept(start.addSecs(60), 60s));
    EXPECT_FALSE(detector.slept(start.addSecs(85), 65s)) << "a clock that was set a little";
    EXPECT_TRUE(detector.slept(start.addSecs(4000), 80s));
    EXPECT_FALSE(detector.slept(start.addSecs(4060), 140s)) << "told once";
    EXPECT_FALSE(detector.slept(start, 200s)) << "a clock that was set back";
}
