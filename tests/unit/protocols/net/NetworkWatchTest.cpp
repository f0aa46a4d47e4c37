// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/NetworkWatch.h"

#include "tests/support/WaitUntil.h"

#include <QNetworkInformation>

#include <gtest/gtest.h>

using namespace golub;
using namespace std::chrono_literals;
using Reachability = QNetworkInformation::Reachability;

namespace {

//! What the system would tell.
void tell(Reachability reachability)
{
    Q_EMIT QNetworkInformation::instance()->reachabilityChanged(reachability);
}

} // namespace

TEST(NetworkWatch, TellsOfNetworksThatComeAndNotOfThoseThatGo)
{
    if (!QNetworkInformation::loadDefaultBackend())
        GTEST_SKIP() << "this system does not tell of its networks";
    int changed = 0;
    auto watch = net::watchNetwork([&changed] { ++changed; });
    // It begins by itself after a while.
    ASSERT_TRUE(test::waitUntil(
        [&] {
            tell(Reachability::Online);
            return changed > 0;
        },
        15s));
    const int before = changed;
    tell(Reachability::Disconnected);
    EXPECT_EQ(changed, before) << "without a network there is nothing to be tried";
    tell(Reachability::Local);
    EXPECT_EQ(changed, before + 1) << "a server may be in the same house";
    watch.reset();
    tell(Reachability::Online);
    EXPECT_EQ(changed, before + 1) << "nobody listens any more";
}

TEST(NetworkWatch, GivenUpBeforeItBeganItNeverCalls)
{
    if (!QNetworkInformation::loadDefaultBackend())
        GTEST_SKIP() << "this system does not tell of its networks";
    int changed = 0;
    net::watchNetwork([&changed] { ++changed; }).reset();
    bool begun = false;
    auto later = net::watchNetwork([&begun] { begun = true; });
    ASSERT_TRUE(test::waitUntil(
        [&] {
            tell(Reachability::Online);
            return begun;
        },
        15s));
    EXPECT_EQ(changed, 0);
}
