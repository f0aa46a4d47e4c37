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

SyncPlan planOf(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected, qint64 known, const Trust &trust = {}, qint64 suspects = 0)
{
    return planSync({ state, known, suspects }, selected, trust);
}

MailboxCounts counts(quint32 validity, quint32 next, qint64 messages, quint64 modSeq)
{
    return { messages, 0, Uid { next }, UidValidity { validity }, ModSeq { modSeq } };
}

store::MailboxTable::SyncState synced(quint32 validity, quint32 next, quint64 modSeq)
{
    auto known = state(validity, next, modSeq);
    known.lastSync = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    return known;
}

store::MessageTable::KnownUids rows(std::initializer_list<quint32> uids, quint32 suspect = 0)
{
    store::MessageTable::KnownUids known;
    for (const quint32 uid : uids)
        known.all.insert(Uid { uid });
    known.suspects.insert(Uid { suspect });
    return known;
}

} // namespace

TEST(SyncPlan, NothingChangedAsksForNothing)
{
    EXPECT_TRUE(planOf(state(1, 10, 5), selected(1, 10, 3, 5), 3).upToDate());
}

TEST(SyncPlan, NeverSynchronizedListsUids)
{
    const SyncPlan plan = planOf({}, selected(1, 10, 3, 5), 0);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::Uids);
    EXPECT_FALSE(plan.forgetUids);
}

// A server without UIDVALIDITY: no round knows the one before, and flags have to be looked at all the same.
TEST(SyncPlan, WithoutUidValidityFlagsAreAskedFor)
{
    EXPECT_EQ(planOf({}, selected(0, 0, 3, 0), 3).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planOf({}, selected(0, 0, 3, 0), 0).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, NewUidValidityMatchesAgain)
{
    const SyncPlan plan = planOf(state(1, 10, 5), selected(2, 10, 3, 5), 3);
    EXPECT_TRUE(plan.forgetUids);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::Uids);
    EXPECT_FALSE(plan.changedSince.isValid());
}

TEST(SyncPlan, WithoutModSeqsFlagsAreAlwaysAskedFor)
{
    EXPECT_EQ(planOf(state(1, 10, 0), selected(1, 10, 3, 0), 3).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 3, 0), 3).listing, SyncPlan::Listing::UidsAndFlags);
}

TEST(SyncPlan, NewMessageAndRemovedMessageAreBothFound)
{
    // One came and one went: the count is the same, UIDNEXT tells.
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 11, 3, 6), 3).listing, SyncPlan::Listing::Uids);
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 2, 6), 3).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, FlagChangesOnlyAreAskedForSinceTheLastTime)
{
    const SyncPlan plan = planOf(state(1, 10, 5), selected(1, 10, 3, 9), 3);
    EXPECT_EQ(plan.listing, SyncPlan::Listing::None);
    EXPECT_EQ(plan.changedSince, ModSeq { 5 });
}

TEST(SyncPlan, ServerWithoutUidNextIsListed)
{
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 0, 3, 5), 3).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, ComparesBothWays)
{
    const UidDifference difference = compareUids(rows({ 3, 5 }), UidSet::fromText("2:3,7"));
    EXPECT_EQ(difference.missing.toText(), "2,7");
    EXPECT_EQ(difference.gone.toText(), "5");
    EXPECT_EQ(compareUids(rows({ 2, 4, 6, 7 }), UidSet::fromText("1:9")).missing.toText(), "1,3,5,8:9") << "holes in one range";
    EXPECT_EQ(compareUids(rows({ 1, 2, 3, 5, 6, 9 }), UidSet::fromText("2,5:6,8")).gone.toText(), "1,3,9");
    EXPECT_EQ(compareUids(rows({ 4294967295U }), UidSet::fromText("4294967294:4294967295")).missing.toText(), "4294967294") << "the last there can be";
}

TEST(SyncPlan, ModSeqThatWentBackIsABeginning)
{
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 3, 4), 3).listing, SyncPlan::Listing::UidsAndFlags);
}

TEST(SyncPlan, WhatIsNotBelievedIsDoneTheLongWay)
{
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 3, 5), 3, { .condStore = false }).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 3, 5), 3, { .uidNext = false }).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, SuspectsAreLookedAtAgain)
{
    EXPECT_EQ(planOf(state(1, 10, 5), selected(1, 10, 3, 5), 3, {}, 1).listing, SyncPlan::Listing::Uids);
}

TEST(SyncPlan, AuditAsksForEverything)
{
    EXPECT_EQ(planSync({ state(1, 10, 5), 3, 0 }, selected(1, 10, 3, 5), {}, SyncDepth::Audit).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planSync({ state(1, 10, 5), 0, 0 }, selected(1, 10, 3, 5), {}, SyncDepth::Audit).listing, SyncPlan::Listing::UidsAndFlags);
    EXPECT_EQ(planSync({ state(1, 10, 5), 3, 0 }, selected(1, 10, 3, 5), {}, SyncDepth::AuditUids).listing, SyncPlan::Listing::Uids);
}

TEST(NeedsLook, OnlyEqualNumbersProveThatNothingHappened)
{
    const MailboxHere here { synced(1, 10, 5), 3, 0 };
    EXPECT_FALSE(needsLook(here, counts(1, 10, 3, 5), {}));
    EXPECT_TRUE(needsLook(here, counts(2, 10, 3, 5), {})) << "rebuilt";
    EXPECT_TRUE(needsLook(here, counts(1, 11, 3, 5), {})) << "one came and one went";
    EXPECT_TRUE(needsLook(here, counts(1, 10, 2, 5), {})) << "one went";
    EXPECT_TRUE(needsLook(here, counts(1, 10, 3, 6), {})) << "a flag";
    EXPECT_TRUE(needsLook(here, counts(1, 10, 3, 0), {})) << "no mod-sequence, no proof";
    EXPECT_TRUE(needsLook({ state(1, 10, 5), 3, 0 }, counts(1, 10, 3, 5), {})) << "never brought in step";
    EXPECT_TRUE(needsLook({ synced(1, 10, 5), 3, 1 }, counts(1, 10, 3, 5), {})) << "a suspect waits";
    EXPECT_TRUE(needsLook(here, counts(1, 10, 3, 5), { .listStatus = false }));
    EXPECT_TRUE(needsLook(here, counts(1, 10, 3, 5), { .condStore = false }));
}

TEST(EmptyMailbox, IsKnownByItsCounts)
{
    const auto empty = stateOfEmpty({ {}, 0, 0 }, counts(7, 3, 0, 5), {});
    ASSERT_TRUE(empty);
    EXPECT_EQ(empty->uidValidity.value, 7U);
    EXPECT_EQ(empty->uidNext.value, 3U);
    EXPECT_EQ(empty->highestModSeq.value, 5U);
    EXPECT_EQ(empty->serverTotal, 0);
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0 }, counts(7, 3, 1, 5), {})) << "there is something";
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0 }, counts(7, 3, -1, 5), {})) << "nobody asked how much";
    EXPECT_FALSE(stateOfEmpty({ {}, 1, 0 }, counts(7, 3, 0, 5), {})) << "here is something";
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 1 }, counts(7, 3, 0, 5), {}));
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0, 1 }, counts(7, 3, 0, 5), {}));
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0 }, counts(0, 3, 0, 5), {}));
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0 }, counts(7, 0, 0, 5), {}));
    EXPECT_FALSE(stateOfEmpty({ {}, 0, 0 }, counts(7, 3, 0, 5), { .listStatus = false }));
    EXPECT_FALSE(stateOfEmpty({ synced(7, 4, 5), 0, 0 }, counts(7, 3, 0, 5), {})) << "UIDNEXT went back";
    EXPECT_TRUE(stateOfEmpty({ synced(6, 4, 5), 0, 0 }, counts(7, 3, 0, 5), {})) << "made anew";
}

TEST(NeedsLook, ByModSequenceAlone)
{
    auto known = synced(1, 10, 5);
    known.serverTotal = 3;
    const MailboxHere here { known, 3, 0 };
    EXPECT_FALSE(needsLook(here, counts(1, 0, -1, 5), {}));
    EXPECT_TRUE(needsLook(here, counts(2, 0, -1, 5), {})) << "rebuilt";
    EXPECT_TRUE(needsLook(here, counts(1, 0, -1, 6), {})) << "something happened";
    EXPECT_TRUE(needsLook({ known, 2, 0 }, counts(1, 0, -1, 5), {})) << "one of those it had is not here";
    EXPECT_TRUE(needsLook(here, counts(1, 0, -1, 5), { .qresync = false })) << "does not say what is gone";
}

TEST(Resync, AnswerWhoseNumbersAgreeNeedsNoListing)
{
    const ResyncDifference difference = compareResync(rows({ 1, 2, 3 }), UidSet::fromText("2"), UidSet::fromText("3,7"), 3);
    EXPECT_TRUE(difference.consistent);
    EXPECT_EQ(difference.gone.toText(), "2");
    EXPECT_EQ(difference.missing.toText(), "7");
}

TEST(Resync, AnswerWhoseNumbersDisagreeIsNotBelieved)
{
    EXPECT_FALSE(compareResync(rows({ 1, 2, 3 }), UidSet::fromText("2"), {}, 3).consistent);
    EXPECT_FALSE(compareResync(rows({ 1, 2, 3 }), {}, {}, 2).consistent);
    EXPECT_TRUE(compareResync(rows({ 1, 2, 3 }, 3), {}, {}, 2).consistent) << "a suspect is not counted";
    EXPECT_EQ(compareResync(rows({ 1 }), UidSet::fromText("5:9"), {}, 1).gone.toText(), "") << "VANISHED may name what nobody knows";
}

TEST(Suspects, OneListingProvesNothingAndTwoDo)
{
    const QDateTime now(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    const Missing first = judgeMissing(UidSet::fromText("4,5"), {}, now);
    EXPECT_EQ(first.suspected.toText(), "4:5");
    EXPECT_TRUE(first.confirmed.isEmpty());
    const QList<store::MessageTable::Suspect> suspects { { Uid { 4 }, now }, { Uid { 5 }, now } };
    const Missing atOnce = judgeMissing(UidSet::fromText("4,5"), suspects, now.addSecs(5));
    EXPECT_TRUE(atOnce.confirmed.isEmpty()) << "the same hiccup";
    EXPECT_TRUE(atOnce.suspected.isEmpty());
    EXPECT_EQ(judgeMissing(UidSet::fromText("5"), suspects, now.addSecs(60)).confirmed.toText(), "5");
    EXPECT_EQ(suspectsToConfirm(suspects, now.addSecs(59)), 0);
    EXPECT_EQ(suspectsToConfirm(suspects, now.addSecs(60)), 2);
}

TEST(SyncPlan, SuspectThatIsThereAfterAllComesBack)
{
    const UidDifference difference = compareUids(rows({ 1, 2 }, 2), UidSet::fromText("1:2"));
    EXPECT_EQ(difference.back.toText(), "2");
    EXPECT_TRUE(difference.gone.isEmpty());
}
