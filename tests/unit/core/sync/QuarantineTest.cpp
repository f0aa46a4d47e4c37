// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Quarantine.h"

#include "core/sync/Backoff.h"
#include "core/sync/ConnectionGovernor.h"

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::sync;
using namespace std::chrono_literals;

namespace {

store::MailboxTable::SyncState state(quint32 validity, quint32 next, quint64 modSeq)
{
    store::MailboxTable::SyncState state;
    state.uidValidity = UidValidity { validity };
    state.uidNext = Uid { next };
    state.highestModSeq = ModSeq { modSeq };
    return state;
}

SelectedMailbox selected(quint32 validity, quint32 next)
{
    return { UidValidity { validity }, Uid { next }, 3, ModSeq { 5 } };
}

RemoteMessage flags(quint32 uid, const Flags &flags, quint64 modSeq)
{
    return { Uid { uid }, flags, ModSeq { modSeq }, {}, 0, false };
}

} // namespace

TEST(Quarantine, EmptyQuarantineTrustsEverything)
{
    EXPECT_EQ(trustIn({}), Trust {});
    EXPECT_TRUE(distrusted({}).isEmpty());
}

TEST(Quarantine, QresyncNeedsModSequences)
{
    const Trust trust = trustIn({ { QStringLiteral("h"), 993, QStringLiteral("CONDSTORE") } });
    EXPECT_FALSE(trust.condStore);
    EXPECT_FALSE(trust.qresync);
    EXPECT_TRUE(trust.uidNext);
    EXPECT_EQ(distrusted({ { QStringLiteral("h"), 993, QStringLiteral("QRESYNC") } }), QByteArrayList { "QRESYNC" });
}

TEST(Quarantine, UidNextGoesBackOnlyWithUidValidity)
{
    EXPECT_FALSE(contradictionInSelect(state(1, 10, 5), selected(1, 10)));
    EXPECT_FALSE(contradictionInSelect(state(1, 10, 5), selected(2, 1)));
    EXPECT_FALSE(contradictionInSelect(state(1, 10, 5), selected(1, 0))) << "a server that does not say";
    EXPECT_FALSE(contradictionInSelect({}, selected(1, 1)));
    const auto found = contradictionInSelect(state(1, 10, 5), selected(1, 9));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->capability, u"UIDNEXT");
}

TEST(Quarantine, NothingArrivesWithoutAModSequence)
{
    auto before = state(1, 9, 5);
    before.serverTotal = 2;
    const auto found = contradictionInSelect(before, selected(1, 10)); // three now, and 5 as before
    ASSERT_TRUE(found);
    EXPECT_EQ(found->capability, u"CONDSTORE");
    before.highestModSeq = ModSeq { 4 };
    EXPECT_FALSE(contradictionInSelect(before, selected(1, 10)));
    before.highestModSeq = {};
    EXPECT_FALSE(contradictionInSelect(before, selected(1, 10))) << "nothing was promised";
    before = state(1, 9, 5);
    before.serverTotal = 3;
    EXPECT_FALSE(contradictionInSelect(before, selected(1, 10))) << "a UID may be used up in vain";
}

TEST(Quarantine, VanishedThatLiesAndVanishedThatMisses)
{
    const UidSet here = UidSet::fromText("1:5");
    EXPECT_FALSE(contradictionInResync(here, UidSet::fromText("2"), UidSet::fromText("1,3:5")));
    EXPECT_TRUE(contradictionInResync(here, UidSet::fromText("2"), UidSet::fromText("1:5"))) << "named, and there";
    EXPECT_TRUE(contradictionInResync(here, {}, UidSet::fromText("1:4"))) << "gone, and not named";
    EXPECT_FALSE(contradictionInResync(here, {}, UidSet::fromText("1:9"))) << "new ones are no matter of VANISHED";
    EXPECT_EQ(contradictionInResync(here, {}, UidSet::fromText("1:4"))->capability, u"QRESYNC");
}

TEST(Quarantine, FlagsThatChangedWithoutAModSequence)
{
    const QList<store::MessageTable::Known> known { { MessageId { 1 }, Uid { 1 }, {}, false } };
    EXPECT_FALSE(contradictionInAudit(state(1, 10, 5), known, { flags(1, {}, 3) }, {}));
    EXPECT_FALSE(contradictionInAudit(state(1, 10, 5), known, { flags(1, Flag::Seen, 6) }, {})) << "it changed since";
    EXPECT_FALSE(contradictionInAudit(state(1, 10, 5), known, { flags(1, Flag::Seen, 3) }, { Uid { 1 } })) << "what a server made of our change";
    EXPECT_FALSE(contradictionInAudit(state(1, 10, 0), known, { flags(1, Flag::Seen, 3) }, {})) << "nothing was promised";
    const auto found = contradictionInAudit(state(1, 10, 5), known, { flags(1, Flag::Seen, 3) }, {});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->capability, u"CONDSTORE");
}

TEST(Quarantine, CountsOlderThanTheLastSelect)
{
    const MailboxCounts old { 3, 0, Uid { 9 }, UidValidity { 1 } };
    EXPECT_TRUE(contradictionInCounts(old, state(1, 10, 5), selected(1, 10)));
    EXPECT_FALSE(contradictionInCounts(old, state(1, 9, 5), selected(1, 10))) << "a message came in between";
    EXPECT_FALSE(contradictionInCounts(old, state(1, 10, 5), selected(1, 8))) << "SELECT went back, too";
}

TEST(Backoff, GrowsToACapAndObeysTheServer)
{
    Backoff backoff;
    EXPECT_EQ(backoff.next(), 5s);
    EXPECT_EQ(backoff.next(), 10s);
    for (int i = 0; i < 20; ++i)
        EXPECT_LE(backoff.next(), 15min);
    EXPECT_EQ(backoff.next(), 15min);
    EXPECT_EQ(backoff.next(std::chrono::seconds(3600)), 1h) << "asked for";
    EXPECT_EQ(backoff.next(std::chrono::seconds(3)), 15min) << "the longer of both";
    EXPECT_EQ(backoff.next(std::chrono::seconds(1000000)), 24h) << "within reason";
    backoff.reset();
    EXPECT_EQ(backoff.next(), 5s);
}

TEST(ConnectionGovernor, FirstIsFreeAndFurtherOnesKeepTheLimit)
{
    ConnectionGovernor governor;
    const QString host = QStringLiteral("Mail.example.org");
    const QString user = QStringLiteral("ala");
    auto first = governor.take(host, user, 1);
    ASSERT_TRUE(first);
    EXPECT_FALSE(governor.take(host.toLower(), user, 1)) << "the same server";
    EXPECT_TRUE(governor.take(host, QStringLiteral("ola"), 1)) << "another user";
    auto second = governor.take(host, user, 2);
    EXPECT_TRUE(second);
    EXPECT_EQ(governor.count(host, user), 2);
    second.reset();
    first.reset();
    EXPECT_EQ(governor.count(host, user), 0);
    EXPECT_TRUE(governor.take(host, user, 0)) << "one is always allowed";
}
