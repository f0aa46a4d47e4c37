// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include "tests/support/WaitUntil.h"

#include <gtest/gtest.h>

using namespace golub;
using namespace std::chrono_literals;

namespace {

//! Like a connection: cancels its deadline when it goes.
struct Holder {
    Clock &clock;
    int &gone;
    Clock::TimerId deadline;
    Holder(Clock &clockToUse, int &counter) : clock(clockToUse), gone(counter), deadline(clockToUse.startTimer(1h, [] { })) { }
    ~Holder()
    {
        clock.cancelTimer(deadline);
        ++gone;
    }
};

} // namespace

TEST(SystemClock, FiresOnceAndLater)
{
    SystemClock clock;
    int fired = 0;
    clock.startTimer(0ms, [&fired] { ++fired; });
    EXPECT_EQ(fired, 0);
    EXPECT_TRUE(test::waitUntil([&fired] { return fired == 1; }));
}

TEST(SystemClock, LetsGoOfWhatAFiredCallbackHeldAtOnce)
{
    SystemClock clock;
    int gone = 0;
    bool fired = false;
    clock.startTimer(0ms, [held = std::make_shared<Holder>(clock, gone), &fired] { fired = true; });
    EXPECT_TRUE(test::waitUntil([&fired] { return fired; }));
    EXPECT_EQ(gone, 1) << "and not when the event loop comes to it, after the clock is gone";
}

TEST(SystemClock, CanEndWhileCallbacksHoldWhatCancelsTimers)
{
    int gone = 0;
    {
        SystemClock clock;
        clock.startTimer(1h, [held = std::make_shared<Holder>(clock, gone)] { });
        clock.startTimer(1h, [held = std::make_shared<Holder>(clock, gone)] { });
    }
    EXPECT_EQ(gone, 2);
}
