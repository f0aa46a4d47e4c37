// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/DeferredCalls.h"

#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

using namespace golub;
using namespace std::chrono_literals;

TEST(DeferredCalls, ComeLaterAndInOrder)
{
    test::FakeClock clock;
    net::DeferredCalls calls(clock);
    std::vector<int> order;
    calls.post([&] { order.push_back(1); });
    calls.post([&] { order.push_back(2); });
    EXPECT_TRUE(order.empty());
    clock.advance(0ms);
    EXPECT_EQ(order, (std::vector { 1, 2 }));
}

TEST(DeferredCalls, APostFromACallIsANewRound)
{
    test::FakeClock clock;
    net::DeferredCalls calls(clock);
    std::vector<int> order;
    calls.post([&] {
        calls.post([&] { order.push_back(3); });
        order.push_back(1);
    });
    calls.post([&] { order.push_back(2); });
    clock.advance(0ms);
    EXPECT_EQ(order, (std::vector { 1, 2, 3 }));
}

TEST(DeferredCalls, NoneAfterDestruction)
{
    test::FakeClock clock;
    int called = 0;
    {
        net::DeferredCalls calls(clock);
        calls.post([&] { ++called; });
    }
    clock.advance(1s);
    EXPECT_EQ(called, 0);
    EXPECT_EQ(clock.pending(), 0);
}

TEST(DeferredCalls, ACallMayDestroyTheOwner)
{
    test::FakeClock clock;
    auto calls = std::make_unique<net::DeferredCalls>(clock);
    int after = 0;
    calls->post([&] { calls.reset(); });
    calls->post([&] { ++after; });
    clock.advance(0ms);
    EXPECT_EQ(after, 0);
}
