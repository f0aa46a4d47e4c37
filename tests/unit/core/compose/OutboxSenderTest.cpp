// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/OutboxSender.h"

#include "core/compose/Refusals.h"
#include "tests/support/StoreFixture.h"

#include <utility>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QByteArray Message = "From: bob@example.org\r\nTo: ala@example.org\r\nSubject: hi\r\nMessage-ID: <m1@example.org>\r\n\r\nHi\r\n";

class OutboxSenderTest : public StoreFixture
{
protected:
    void makeSender()
    {
        compose::OutboxSender::Hooks hooks;
        hooks.accepted = [this](OutboxId id) { accepted.append(id); };
        hooks.late = [this](const OutboxEntry &entry) { late.append(entry.id); };
        hooks.needsUser = [this](const Error &error) { asked.append(error.kind); };
        sender = std::make_unique<compose::OutboxSender>(account, *store, *factory, clock, hooks);
        sender->setSecret(Secret("secret"));
    }
    OutboxId queue(const QStringList &recipients, Hold hold = Hold::None, const QDateTime &until = {})
    {
        OutboxEntry entry;
        entry.hold = hold;
        entry.heldUntil = until;
        entry.account = account.id;
        entry.subject = QStringLiteral("hi");
        entry.messageIdHeader = QStringLiteral("m1@example.org");
        entry.envelopeFrom = QStringLiteral("bob@example.org");
        entry.created = clock.utcNow();
        for (const QString &recipient : recipients)
            entry.recipients.append({ recipient });
        const auto id = store->outbox().queue(entry, Message, Message);
        EXPECT_TRUE(id);
        return id.value_or({});
    }
    void run()
    {
        makeSender();
        sender->start();
        settle();
    }
    OutboxState state(OutboxId id) { return store->outbox().find(id)->state; }

    std::unique_ptr<compose::OutboxSender> sender;
    QList<OutboxId> accepted;
    QList<OutboxId> late;
    QList<ErrorKind> asked;
    const QString ala = QStringLiteral("ala@example.org");
};

} // namespace

TEST_F(OutboxSenderTest, SendsOnceAndTellsTheLedger)
{
    const OutboxId id = queue({ ala });
    run();
    ASSERT_EQ(server.sent.size(), 1);
    EXPECT_EQ(server.sent.first().message, Message);
    EXPECT_EQ(server.sent.first().from, QStringLiteral("bob@example.org"));
    EXPECT_EQ(state(id), OutboxState::Accepted);
    EXPECT_EQ(accepted, QList<OutboxId> { id });
    clock.advance(2h);
    EXPECT_EQ(server.sent.size(), 1);
}

TEST_F(OutboxSenderTest, LostAfterTheFinalDotIsUncertainAndNeverResentByItself)
{
    server.loseAfterData = true;
    const OutboxId id = queue({ ala });
    run();
    EXPECT_EQ(state(id), OutboxState::Uncertain);
    EXPECT_EQ(asked, QList<ErrorKind>()) << "the outbox shows it; no password dialog";
    server.loseAfterData = false;
    sender->retryNow();
    clock.advance(24h);
    openStore(); // a restart
    run();
    clock.advance(24h);
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(state(id), OutboxState::Uncertain);
    ASSERT_TRUE(store->outbox().resolve(id, false)); // the user's word
    sender->wake();
    settle();
    EXPECT_EQ(server.sent.size(), 2);
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, KilledWhileSendingIsUncertainKilledBeforeIsQueued)
{
    const OutboxId claimed = queue({ ala });
    const OutboxId sending = queue({ ala });
    ASSERT_TRUE(store->outbox().claim(claimed));
    ASSERT_TRUE(store->outbox().claim(sending));
    ASSERT_TRUE(store->outbox().sending(sending, store->outbox().find(sending)->recipients));
    openStore();
    EXPECT_EQ(state(claimed), OutboxState::Queued);
    EXPECT_EQ(state(sending), OutboxState::Uncertain);
    run();
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(state(claimed), OutboxState::Accepted);
    EXPECT_EQ(state(sending), OutboxState::Uncertain);
}

TEST_F(OutboxSenderTest, RefusedRecipientAmongOthersDoesNotStopThem)
{
    const QString nobody = QStringLiteral("nobody@example.org");
    server.refusedRecipients[nobody] = { 550, QStringLiteral("5.1.1"), QStringLiteral("no such user") };
    const OutboxId id = queue({ ala, nobody });
    run();
    ASSERT_EQ(server.sent.size(), 1);
    EXPECT_EQ(server.sent.first().recipients, QStringList { ala });
    const auto entry = store->outbox().find(id);
    EXPECT_EQ(entry->state, OutboxState::Accepted);
    for (const OutboxRecipient &recipient : entry->recipients) {
        if (recipient.address == nobody) {
            EXPECT_EQ(recipient.state, RecipientState::Refused);
            EXPECT_EQ(recipient.reply.text, QStringLiteral("no such user"));
        } else {
            EXPECT_EQ(recipient.state, RecipientState::Accepted);
        }
    }
    ASSERT_TRUE(store->outbox().setSentCopy(id, SentCopyState::Done));
    const auto all = reader->outbox();
    ASSERT_EQ(all->size(), 1) << "a refused recipient must not vanish from sight";
    server.refusedRecipients.clear();
    ASSERT_TRUE(store->outbox().retry(id));
    sender->retryNow();
    settle();
    ASSERT_EQ(server.sent.size(), 2);
    EXPECT_EQ(server.sent.last().recipients, QStringList { nobody }) << "who has it does not get it twice";
    EXPECT_TRUE(reader->outbox()->isEmpty());
}

TEST_F(OutboxSenderTest, RecipientRefusedForNowGetsItLaterByItself)
{
    const QString grey = QStringLiteral("grey@example.org");
    server.refusedRecipients[grey] = { 451, QStringLiteral("4.7.1"), QStringLiteral("greylisted") };
    const OutboxId id = queue({ ala, grey });
    run();
    ASSERT_EQ(server.sent.size(), 1);
    EXPECT_EQ(accepted, QList<OutboxId> { id }) << "its Sent copy is due";
    EXPECT_EQ(state(id), OutboxState::Queued);
    EXPECT_EQ(store->outbox().find(id)->lastError.reply.text, QStringLiteral("greylisted"));
    server.refusedRecipients.clear();
    clock.advance(31s);
    ASSERT_EQ(server.sent.size(), 2);
    EXPECT_EQ(server.sent.last().recipients, QStringList { grey });
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, MessageUnderWayWhenTheAccountIsChangedIsSettled)
{
    const OutboxId id = queue({ ala });
    makeSender();
    server.beforeAnswer = [this] { sender.reset(); }; // the data is on its way
    sender->start();
    settle();
    EXPECT_EQ(state(id), OutboxState::Uncertain);

    server.beforeAnswer = nullptr;
    const OutboxId claimed = queue({ ala });
    makeSender();
    server.beforeSubmission = [this] { sender.reset(); }; // nothing was said to the server yet
    sender->start();
    settle();
    EXPECT_EQ(state(claimed), OutboxState::Queued);
    server.beforeSubmission = nullptr;
    run();
    EXPECT_EQ(state(claimed), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, TemporaryRefusalWaitsAndTriesAgain)
{
    server.submitError = Error::of(ErrorKind::ServerTemporary);
    const OutboxId id = queue({ ala });
    run();
    EXPECT_EQ(state(id), OutboxState::Queued);
    EXPECT_TRUE(store->outbox().find(id)->nextTry > clock.utcNow());
    server.submitError.reset();
    clock.advance(31s);
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, PermanentRefusalDoesNotHoldUpTheNext)
{
    const QString nobody = QStringLiteral("nobody@example.org");
    server.refusedRecipients[nobody] = { 550, {}, QStringLiteral("no") };
    const OutboxId first = queue({ nobody });
    const OutboxId second = queue({ ala });
    run();
    EXPECT_EQ(state(first), OutboxState::Refused);
    EXPECT_EQ(state(second), OutboxState::Accepted);
    EXPECT_EQ(server.beforeDataCalls, 1);
}

TEST_F(OutboxSenderTest, WhoIsRefusedForGoodIsNotAskedAgainWithThoseWhoArePutOff)
{
    const QString nobody = QStringLiteral("nobody@example.org");
    const QString grey = QStringLiteral("grey@example.org");
    server.refusedRecipients[nobody] = { 550, QStringLiteral("5.1.1"), QStringLiteral("no such user") };
    server.refusedRecipients[grey] = { 451, QStringLiteral("4.7.1"), QStringLiteral("greylisted") };
    const OutboxId id = queue({ nobody, grey });
    run();
    EXPECT_EQ(state(id), OutboxState::Queued);
    EXPECT_EQ(store->outbox().find(id)->recipients.at(0).state, RecipientState::Refused);
    EXPECT_EQ(store->outbox().find(id)->recipients.at(0).reply.text, QStringLiteral("no such user"));
    server.refusedRecipients.clear(); // whoever is asked is taken
    sender->retryNow();               // the network came back: no reason to ask for the refused one, either
    settle();
    ASSERT_EQ(server.sent.size(), 1);
    EXPECT_EQ(server.sent.first().recipients, QStringList { grey });
    EXPECT_EQ(state(id), OutboxState::Accepted);
    EXPECT_EQ(store->outbox().find(id)->recipients.at(0).state, RecipientState::Refused) << "it stays to be seen";
}

TEST_F(OutboxSenderTest, EachAccountSendsBesideTheOthers)
{
    Account other = account;
    other.id = {};
    other.address = other.name = QStringLiteral("cyd@example.org");
    other = *store->accounts().find(*store->accounts().add(other));
    FakeServer otherServer { clock };
    const auto otherFactory = otherServer.factory();
    server.submitError = Error::of(ErrorKind::ConnectionRefused); // Bob's server is down
    const OutboxId stuck = queue({ ala });
    const Account bobs = std::exchange(account, other);
    const OutboxId free = queue({ ala });
    account = bobs;
    run();
    compose::OutboxSender beside(other, *store, *otherFactory, clock, {});
    beside.setSecret(Secret("secret"));
    beside.start();
    settle();
    EXPECT_EQ(state(stuck), OutboxState::Queued);
    EXPECT_EQ(state(free), OutboxState::Accepted);
    EXPECT_EQ(otherServer.sent.size(), 1);
    EXPECT_TRUE(server.sent.isEmpty());
}

TEST_F(OutboxSenderTest, WhatWaitsGoesAtOnceWhenTheNetworkReturns)
{
    server.submitError = Error::of(ErrorKind::Offline);
    const OutboxId id = queue({ ala });
    run();
    for (int i = 0; i < 6; ++i)
        clock.advance(1h); // the next try is far away by now
    EXPECT_EQ(state(id), OutboxState::Queued);
    EXPECT_GT(store->outbox().find(id)->nextTry, clock.utcNow().addSecs(60));
    server.submitError.reset();
    sender->retryNow();
    settle();
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, WrongPasswordKeepsTheMessageAndAsksOnce)
{
    server.submitError = Error::of(ErrorKind::AuthFailed);
    const OutboxId id = queue({ ala });
    run();
    EXPECT_EQ(asked, QList<ErrorKind> { ErrorKind::AuthFailed });
    clock.advance(1h);
    EXPECT_EQ(asked.size(), 1);
    EXPECT_EQ(state(id), OutboxState::Queued);
    server.submitError.reset();
    sender->setSecret(Secret("right"));
    settle();
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

// Reference: the words of servers that were seen. A recipient that does not exist is refused, whatever the words.
TEST(Refusals, SoundTemporaryByTheirWordsOnly)
{
    const auto sounds = [](int code, const char *enhanced, const char *text) {
        return compose::soundsTemporary({ code, QString::fromLatin1(enhanced), QString::fromLatin1(text) });
    };
    EXPECT_TRUE(sounds(550, "5.5.0", "Service unavailable"));
    EXPECT_TRUE(sounds(554, "5.7.1", "Policy server is out of order, try again later"));
    EXPECT_TRUE(sounds(550, "", "Temporarily rejected"));
    EXPECT_FALSE(sounds(550, "5.5.0", "Requested action not taken: mailbox unavailable"));
    EXPECT_FALSE(sounds(550, "5.1.1", "No such user; check the address and try again later"));
    EXPECT_FALSE(sounds(550, "5.7.1", "Looks like spam"));
    EXPECT_FALSE(sounds(451, "4.7.1", "Try again later")) << "that one says so itself";
    EXPECT_FALSE(sounds(0, "", "try again later"));
}

TEST(RetryDelay, DoublesUpToAnHour)
{
    EXPECT_EQ(compose::retryDelay(1), 30s);
    EXPECT_EQ(compose::retryDelay(2), 60s);
    EXPECT_EQ(compose::retryDelay(50), 1h);
}

// --- held

TEST_F(OutboxSenderTest, AScheduledMessageGoesAtItsTime)
{
    const OutboxId id = queue({ ala }, Hold::Scheduled, clock.utcNow().addSecs(3600));
    run();
    clock.advance(59min);
    EXPECT_TRUE(server.sent.isEmpty());
    EXPECT_EQ(state(id), OutboxState::Held);
    sender->retryNow(); // the network came back: no reason to send it early
    settle();
    EXPECT_EQ(state(id), OutboxState::Held);
    clock.advance(1min);
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(state(id), OutboxState::Accepted);
    EXPECT_TRUE(late.isEmpty());
}

TEST_F(OutboxSenderTest, WhatWasDueWhileGolubWasClosedGoesAtStartAndIsSaid)
{
    const OutboxId id = queue({ ala }, Hold::Scheduled, clock.utcNow().addSecs(60));
    const OutboxId undo = queue({ ala }, Hold::Undo, clock.utcNow().addSecs(10));
    clock.advance(2h);
    openStore();
    run();
    EXPECT_EQ(server.sent.size(), 2);
    EXPECT_EQ(late, QList<OutboxId> { id }) << "who closed the window within the time for undo meant to send";
    EXPECT_EQ(state(undo), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, AHeldMessageCanBeTakenBackOrSentAtOnce)
{
    const OutboxId back = queue({ ala }, Hold::Undo, clock.utcNow().addSecs(10));
    const OutboxId now = queue({ ala }, Hold::Scheduled, clock.utcNow().addDays(1));
    run();
    ASSERT_TRUE(store->outbox().cancel(back));
    ASSERT_TRUE(store->outbox().retry(now));
    sender->wake();
    settle();
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(state(now), OutboxState::Accepted);
    clock.advance(1h);
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_FALSE(store->outbox().cancel(now)) << "too late";
    EXPECT_EQ(state(back), OutboxState::Cancelled);
}

TEST_F(OutboxSenderTest, AHeldMessageDoesNotHoldUpTheOthers)
{
    queue({ ala }, Hold::Scheduled, clock.utcNow().addSecs(3600));
    const OutboxId id = queue({ ala });
    run();
    EXPECT_EQ(state(id), OutboxState::Accepted);
    EXPECT_EQ(server.sent.size(), 1);
}

// --- what servers cannot do at once

TEST_F(OutboxSenderTest, MoreRecipientsThanTheServerTakesAreSplit)
{
    server.maxRecipients = 2;
    QStringList all;
    for (int i = 0; i < 5; ++i)
        all.append(QStringLiteral("r%1@example.org").arg(i));
    const OutboxId id = queue(all);
    run();
    QStringList reached;
    for (const auto &sent : server.sent)
        reached += sent.recipients;
    EXPECT_EQ(reached, all) << "each once, without waiting";
    EXPECT_EQ(server.sent.size(), 3);
    EXPECT_EQ(state(id), OutboxState::Accepted);
}

TEST_F(OutboxSenderTest, ChunkingThatIsNoneIsNotUsedAgain)
{
    server.chunkingBroken = true;
    const OutboxId first = queue({ ala });
    const OutboxId second = queue({ ala });
    run();
    EXPECT_EQ(state(first), OutboxState::Accepted);
    EXPECT_EQ(state(second), OutboxState::Accepted);
    EXPECT_EQ(server.sent.size(), 2);
}

TEST_F(OutboxSenderTest, WhatTheSenderAskedForIsKept)
{
    OutboxEntry entry;
    entry.account = account.id;
    entry.recipients.append({ ala });
    entry.options.notices = { false, true, false, true, true };
    entry.options.envelopeId = "abc";
    entry.options.deliverBy = 90s;
    entry.options.requireTls = true;
    entry.options.holdUntil = QDateTime(QDate(2026, 12, 24), QTime(18, 0), Qt::UTC);
    const auto id = store->outbox().queue(entry, Message, Message);
    ASSERT_TRUE(id);
    openStore();
    EXPECT_EQ(store->outbox().find(*id)->options, entry.options);
}
