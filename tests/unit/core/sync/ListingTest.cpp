// SPDX-License-Identifier: GPL-3.0-or-later
// What must wait until a listing tells a UID, on servers without UIDPLUS.
#include "core/sync/MailboxSync.h"
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
    void stepToTheEnd(sync::MailboxSync &sync, RemoteStore &remote)
    {
        bool more = true;
        while (more) {
            std::optional<Result<bool>> step;
            sync.step(remote, [&](const Result<bool> &result) { step = result; });
            settle();
            ASSERT_TRUE(step && *step);
            more = **step;
        }
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

// SELECT with QRESYNC answers in one go, however much has changed.
TEST_F(ListingTest, ManyChangesThatQresyncTellsAreAskedForInPieces)
{
    modernServer();
    for (int i = 1; i <= 7; ++i)
        server.deliver(Inbox, QString::number(i));
    start();
    auto &box = server.box(Inbox);
    for (auto &message : box.messages) {
        message.flags.add(Flag::Flagged);
        message.modSeq = ModSeq { ++box.modSeq };
    }
    box.messages.removeAt(3);
    ++box.modSeq;
    server.deliver(Inbox, QStringLiteral("8"));

    const auto remote = factory->remoteStore(account, Secret("secret"));
    remote->open([](const Outcome &) { });
    settle();
    sync::MailboxSync::Options options;
    options.flagsAtOnce = 3;
    sync::MailboxSync sync(*store, clock, mailbox(Inbox), options);
    server.askedFlags.clear();
    ASSERT_NO_FATAL_FAILURE(stepToTheEnd(sync, *remote));
    EXPECT_EQ(server.askedFlags, (QStringList { QStringLiteral("1:3"), QStringLiteral("4:6"), QStringLiteral("7:*") }));
    EXPECT_TRUE(message(Inbox, QStringLiteral("1")).flags.has(Flag::Flagged));
    EXPECT_TRUE(message(Inbox, QStringLiteral("7")).flags.has(Flag::Flagged));
    EXPECT_FALSE(subjects(Inbox).contains(QStringLiteral("4")));
    EXPECT_TRUE(subjects(Inbox).contains(QStringLiteral("8")));
    EXPECT_TRUE(sync.contradictions().isEmpty());
}

TEST_F(ListingTest, FlagsOfALargeMailboxAreListedInPieces)
{
    server.condStore = false;
    for (int i = 1; i <= 7; ++i)
        server.deliver(Inbox, QString::number(i));
    start();
    auto &messages = server.box(Inbox).messages;
    messages[1].flags.add(Flag::Flagged);
    messages[6].flags.add(Flag::Seen);
    messages.removeAt(3);
    server.deliver(Inbox, QStringLiteral("8"));

    const auto remote = factory->remoteStore(account, Secret("secret"));
    std::optional<Outcome> opened;
    remote->open([&](const Outcome &outcome) { opened = outcome; });
    settle();
    ASSERT_TRUE(opened && *opened);
    sync::MailboxSync::Options options;
    options.flagsAtOnce = 3;
    sync::MailboxSync sync(*store, clock, mailbox(Inbox), options);
    server.askedFlags.clear();
    ASSERT_NO_FATAL_FAILURE(stepToTheEnd(sync, *remote));
    EXPECT_EQ(server.askedFlags, (QStringList { QStringLiteral("1:3"), QStringLiteral("4:6"), QStringLiteral("7:*") }));
    EXPECT_TRUE(message(Inbox, QStringLiteral("2")).flags.has(Flag::Flagged));
    EXPECT_TRUE(message(Inbox, QStringLiteral("7")).flags.has(Flag::Seen));
    EXPECT_EQ(sync.counts().removed, 1);
    EXPECT_EQ(sync.counts().added, 1);
    EXPECT_EQ(sync.counts().changed, 2);
}
