// SPDX-License-Identifier: GPL-3.0-or-later
// What must wait until a listing tells a UID, on servers without UIDPLUS.
#include "tests/unit/core/sync/WorkerFixture.h"

#include <gtest/gtest.h>

using namespace golub;
using test::Inbox;
using test::Work;

namespace {

class ListingTest : public test::WorkerFixture
{
protected:
    void moveThereWithoutUid()
    {
        server.uidPlus = false;
        server.box(Work);
        server.deliver(Inbox, QStringLiteral("one"));
        start();
        one = message(Inbox, QStringLiteral("one")).id;
        ASSERT_TRUE(store->operations().move({ one }, mailbox(Work).id));
        worker->operationsPending();
        settle();
        ASSERT_EQ(server.subjects(Work), QStringList { QStringLiteral("one") });
    }
    MessageId one;
};

} // namespace

TEST_F(ListingTest, BackAgainNeedsNobodyToAskTwice)
{
    moveThereWithoutUid();
    ASSERT_TRUE(store->operations().move({ one }, mailbox(Inbox).id));
    worker->operationsPending();
    settle();
    EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(server.subjects(Work).isEmpty());
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(ListingTest, OneRoundListsAndThenPlays)
{
    moveThereWithoutUid();
    ASSERT_TRUE(store->operations().move({ one }, mailbox(Inbox).id));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(ListingTest, WhatNoListingFindsIsNotLookedForWithoutEnd)
{
    moveThereWithoutUid();
    server.box(Work).messages.clear(); // another program was faster
    ASSERT_TRUE(store->operations().move({ one }, mailbox(Inbox).id));
    worker->operationsPending();
    settle(); // ends, and does not fail the test by its deadline
    EXPECT_TRUE(server.subjects(Inbox).isEmpty());
}
