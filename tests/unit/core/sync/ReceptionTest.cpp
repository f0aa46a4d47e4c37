// SPDX-License-Identifier: GPL-3.0-or-later
// What takes whole messages from a connection into the store, and the one pass over a mailbox that was never seen.
#include "core/sync/IncomingMessages.h"
#include "core/sync/Reception.h"
#include "core/sync/WholeFetch.h"
#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QString Inbox = QStringLiteral("INBOX");

class ReceptionTest : public StoreFixture
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        server.box(Inbox);
        ASSERT_TRUE(store->mailboxes().reconcile(account.id, { { { "INBOX", Inbox, u'/' }, MailboxRole::Inbox, true } }));
        remote = factory->remoteStore(account, Secret("s"));
        remote->open([](const Outcome &) { });
        remote->select(mailbox(Inbox).name, [](const Result<SelectedMailbox> &) { });
        settle();
        makeReception();
    }
    void makeReception()
    {
        reception = std::make_unique<sync::Reception>(*store, account.id,
            [this](const sync::Reception::Messages &messages, const store::BodyIntake::Batch &bodies) -> Outcome {
                const auto added = sync::addWhole(*store, mailbox(Inbox), messages, bodies);
                return added ? Outcome() : Outcome(added.error());
            });
    }
    UidSet deliver(int count)
    {
        QList<Uid> uids;
        for (int i = 0; i < count; ++i)
            uids.append(server.deliver(Inbox, QString::number(i)));
        return UidSet(uids);
    }
    std::optional<sync::Reception::Answer> fetchNew(const UidSet &uids)
    {
        std::optional<sync::Reception::Answer> answer;
        reception->fetchNew(*remote, uids, [&](const sync::Reception::Answer &given) { answer = given; });
        settle();
        return answer;
    }

    std::unique_ptr<RemoteStore> remote;
    std::unique_ptr<sync::Reception> reception;
};

} // namespace

TEST_F(ReceptionTest, WhatCameHasItsRowAndItsBytes)
{
    const UidSet uids = deliver(30);
    const auto answer = fetchNew(uids);
    ASSERT_TRUE(answer && answer->outcome);
    EXPECT_TRUE(answer->unanswered.isEmpty());
    std::optional<Outcome> settled;
    reception->settle([&](const Outcome &outcome) { settled = outcome; });
    settle();
    ASSERT_TRUE(settled && *settled);
    ASSERT_EQ(messages(Inbox).size(), 30);
    for (const MessageSummary &row : messages(Inbox))
        EXPECT_EQ(store->messages().body(row.id).value_or({}), server.find(Inbox, row.uid)->raw);
    EXPECT_TRUE(reception->underWay().isEmpty());
    EXPECT_GT(reception->bytesReceived(), 0);
}

TEST_F(ReceptionTest, WhatTheServerDoesNotSendIsUnanswered)
{
    const UidSet uids = deliver(3);
    server.box(Inbox).messages.removeAt(1);
    const auto answer = fetchNew(uids);
    ASSERT_TRUE(answer && answer->outcome);
    EXPECT_EQ(answer->unanswered, UidSet::of(uids.uids().at(1)));
    EXPECT_EQ(messages(Inbox).size(), 2);
}

TEST_F(ReceptionTest, WhatCameBeforeTheConnectionEndedIsKept)
{
    const UidSet uids = deliver(4);
    server.poisonBody = QStringLiteral("2");
    std::optional<sync::Reception::Answer> answer;
    reception->fetchNew(*remote, uids, [&](const sync::Reception::Answer &given) { answer = given; });
    settle();
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->outcome);
    EXPECT_EQ(answer->broken, (QList<Uid> { uids.uids().at(2), uids.uids().at(3) })) << "in the order in which they were wanted";
    EXPECT_EQ(messages(Inbox).size(), 2);
}

TEST_F(ReceptionTest, SomebodyWhoWaitsGetsItStoredWithTheAnswer)
{
    const UidSet uids = deliver(1);
    ASSERT_TRUE(fetchNew(uids));
    const MessageId id = messages(Inbox).first().id;
    bool storedThen = false;
    reception->fetch(*remote, uids, true, [&](const sync::Reception::Answer &answer) {
        storedThen = answer.outcome && store->messages().body(id);
    });
    settle();
    EXPECT_TRUE(storedThen);
}

TEST_F(ReceptionTest, GivenUpItCallsNobody)
{
    const UidSet uids = deliver(5);
    bool called = false;
    reception->fetchNew(*remote, uids, [&](const sync::Reception::Answer &) { called = true; });
    reception.reset();
    settle();
    EXPECT_FALSE(called);
    makeReception();
    EXPECT_TRUE(fetchNew(uids)->outcome) << "and the next one goes on";
    EXPECT_EQ(messages(Inbox).size(), 5);
}

// --- one pass over a mailbox that was never seen

TEST_F(ReceptionTest, AWholeFetchMakesRowsAndCountsThem)
{
    const UidSet uids = deliver(20);
    sync::WholeFetch whole(*store, clock, mailbox(Inbox));
    EXPECT_GT(whole.stepSize(), 0);
    std::optional<Outcome> done;
    whole.fetch(*remote, uids, [&](const Outcome &outcome) { done = outcome; });
    settle();
    ASSERT_TRUE(done && *done);
    whole.settle([](const Outcome &) { });
    settle();
    EXPECT_EQ(whole.takeAdded(), 20);
    EXPECT_EQ(whole.takeAdded(), 0) << "each is told once";
    EXPECT_EQ(messages(Inbox).size(), 20);
    EXPECT_FALSE(whole.isTooSlowFor(1'000'000)) << "no time has passed: the link is as fast as can be";
}

TEST_F(ReceptionTest, ASlowLinkGetsItsHeadersFirst)
{
    const UidSet uids = deliver(10);
    sync::WholeFetch whole(*store, clock, mailbox(Inbox));
    server.holdAnswers = true;
    std::optional<Outcome> done;
    whole.fetch(*remote, uids, [&](const Outcome &outcome) { done = outcome; });
    clock.advance(10s);
    server.holdAnswers = false;
    server.releaseAnswers(-1);
    settle();
    ASSERT_TRUE(done && *done);
    EXPECT_FALSE(whole.isTooSlowFor(5)) << "five more take five seconds";
    EXPECT_TRUE(whole.isTooSlowFor(100)) << "a hundred more would take a hundred";
}
