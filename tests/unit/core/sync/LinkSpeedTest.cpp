// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/LinkSpeed.h"

#include <gtest/gtest.h>

using golub::sync::LinkSpeed;
using namespace std::chrono_literals;

TEST(LinkSpeed, IsSlowWhereItBringsLittleForLong)
{
    LinkSpeed speed;
    EXPECT_FALSE(speed.isSlow());
    speed.carried(200'000, 1s);
    EXPECT_FALSE(speed.isSlow()) << "not enough was seen";
    speed.carried(200'000, 1s);
    EXPECT_TRUE(speed.isSlow());
}

TEST(LinkSpeed, AFastLinkIsNotCompressed)
{
    LinkSpeed speed;
    for (int i = 0; i < 20; ++i)
        speed.carried(5'000'000, 500ms);
    EXPECT_FALSE(speed.isSlow());
}

TEST(LinkSpeed, ProvesFastWhereItBringsMuch)
{
    LinkSpeed slow;
    slow.carried(400'000, 2s);
    EXPECT_TRUE(slow.isSlow());
    EXPECT_FALSE(slow.isFast());
    LinkSpeed fast;
    fast.carried(400'000, 100ms);
    EXPECT_TRUE(fast.isFast());
    EXPECT_FALSE(LinkSpeed().isFast()) << "nobody knows yet";
}

TEST(LinkSpeed, RoundTripsAreNoMeasure)
{
    LinkSpeed speed;
    for (int i = 0; i < 1000; ++i)
        speed.carried(2'000, 100ms); // small answers over a long way
    EXPECT_FALSE(speed.isSlow());
}
