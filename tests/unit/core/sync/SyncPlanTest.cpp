// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SyncPlan.h"

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::sync;

namespace {

store::MailboxTable::SyncState state(quint32 validity, quint32 next, quint64 modSeq)
{
    store::MailboxTable::SyncState state;
    state.uidValidity = UidValidity { validity };
    state.uidNext = Uid { next };
    state.highestModSeq = ModSeq { modSeq };
    return state;
}

SelectedMailbox selected(quint32 validity, quint32 next, qint64 exists, quint64 modSeq)
{
    return { UidValidity { validity }, Uid { next }, exists, ModSeq { modSeq }, false, true };
}

} // namespace

TEST(SyncPlan, NothingChangedAsksForNothing)
{
    EXPECT_TRUE(planSync(state(1, 10, 5), selected(1, 10, 3, 5), 3).upToDate());
}

TEST(SyncPlan, NeverSynchronizedListsUids)
{
    const SyncPlan plan = planSync({}, selected(1, 10, 3, 5), 0);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::Uids);
    EXPECT_FALSE(plan.forgetUids);
}

TEST(SyncPlan, NewUidValidityMatchesAgain)
{
    const SyncPlan plan = planSync(state(1, 10, 5), selected(2, 10, 3, 5), 3);
    EXPECT_TRUE(plan.forgetUids);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::Uids);
    EXPECT_FALSE(plan.changedSince.isValid());
}

TEST(SyncPlan, WithoutModSeqsFlagsAreAlwaysAskedFor)
{
    EXPECT_EQ(planSync(state(1, 10, 0), selected(1, 10, 3, 0), 3).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planSync(state(1, 10, 5), selected(1, 10, 3, 0), 3).listing, SyncPlan::Listing::UidsAndFlags);
}

TEST(SyncPlan, NewMessageAndRemovedMessageAreBothFound)
{
    // One came and one went: the count is the same, UIDNEXT tells.
    EXPECT_EQ(planSync(state(1, 10, 5), selected(1, 11, 3, 6), 3).listing, SyncPlan::Listing::Uids);
    EXPECT_EQ(planSync(state(1, 10, 5), selected(1, 10, 2, 6), 3).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, FlagChangesOnlyAreAskedForSinceTheLastTime)
{
    const SyncPlan plan = planSync(state(1, 10, 5), selected(1, 10, 3, 9), 3);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::None);
    EXPECT_EQ(plan.changedSince, ModSeq { 5 });
}

TEST(SyncPlan, ServerWithoutUidNextIsListed)
{
    EXPECT_EQ(planSync(state(1, 10, 5), selected(1, 0, 3, 5), 3).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, ComparesBothWays)
{
    QList<store::MessageTable::Known> known { { MessageId { 1 }, Uid { 3 }, {}, false }, { MessageId { 2 }, Uid { 5 }, {}, false } };
    const UidDifference difference = compareUids(known, UidSet::fromText("2:3,7"));
    EXPECT_EQ(difference.missing.toText(), "2,7");
    EXPECT_EQ(difference.gone.toText(), "5");
}
