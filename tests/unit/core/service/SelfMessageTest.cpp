// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/SelfMessage.h"

#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

#include <deque>

namespace golub::service {
namespace {

using namespace std::chrono_literals;

class SelfMessageTest : public testing::Test
{
protected:
    SelfMessageTest()
    {
        account.id = AccountId { 3 };
        account.address = QStringLiteral("ala@example.org");
        account.identities = { { {}, QStringLiteral("Ala"), QStringLiteral("ala@example.org") } };
        account.incoming = { QStringLiteral("imap.example.org"), 993, Security::Tls, QStringLiteral("ala") };
        account.outgoing = { QStringLiteral("smtp.example.org"), 465, Security::Tls, QStringLiteral("ala") };
        entry.id = OutboxId { 7 };
        entry.messageIdHeader = QStringLiteral("m1@example.org");
        entry.sentCopy = SentCopyState::NotWanted;
        SelfMessageWays ways;
        ways.send = [this](const Draft &draft, Done<OutboxId> done) {
            sent = draft;
            later([this, done] { done(refuseQueue ? Result<OutboxId>(*refuseQueue) : Result<OutboxId>(entry.id)); });
        };
        ways.entry = [this](OutboxId) { return Result<OutboxEntry>(entry); };
        ways.takeBack = [this](OutboxId id) { takenBack = id; };
        ways.find = [this](const QString &messageId) { return messageId == u"m1@example.org" ? copies : QList<MessageCopy>(); };
        ways.synchronize = [this](Done<void> done) {
            ++rounds;
            later([this, done] {
                if (rounds == arrivesInRound)
                    copies += MessageCopy { MessageId { 1 }, arrivesIn };
                done(synchronizeError ? Outcome(*synchronizeError) : Outcome());
            });
        };
        ways.remove = [this](const QList<MessageId> &ids) {
            removed += ids;
            return Outcome();
        };
        message = std::make_unique<SelfMessage>(account, ways, clock);
    }
    void later(std::function<void()> call) { clock.startTimer(0ms, std::move(call)); }
    void start()
    {
        message->start([this](const ConnectionStep &step) { steps += step.name; },
            [this](const Result<ConnectionReport> &result) {
                ++ends;
                report = result.value_or({});
            });
        clock.advance(0ms);
    }

    test::FakeClock clock;
    Account account;
    OutboxEntry entry;
    std::optional<Error> refuseQueue;
    std::optional<Error> synchronizeError;
    QList<MessageCopy> copies;
    MailboxRole arrivesIn = MailboxRole::Inbox;
    int arrivesInRound = 1;
    int rounds = 0;
    Draft sent;
    OutboxId takenBack;
    QList<MessageId> removed;
    QStringList steps;
    ConnectionReport report;
    int ends = 0;
    std::unique_ptr<SelfMessage> message;
};

TEST_F(SelfMessageTest, goesOutComesBackAndIsRemoved)
{
    start();
    EXPECT_EQ(sent.to.value(0).address, u"ala@example.org");
    EXPECT_EQ(sent.from.address, u"ala@example.org");
    EXPECT_EQ(sent.account, AccountId { 3 });
    EXPECT_TRUE(steps.isEmpty());
    entry.state = OutboxState::Accepted;
    clock.advance(5s);
    EXPECT_EQ(steps, QStringList({ QStringLiteral("sent"), QStringLiteral("arrived"), QStringLiteral("removed") }));
    EXPECT_EQ(ends, 1);
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(removed, QList<MessageId>({ MessageId { 1 } }));
    EXPECT_EQ(report.steps[0].server, u"smtp.example.org:465");
    EXPECT_EQ(report.steps[1].server, u"imap.example.org:993");
}

TEST_F(SelfMessageTest, theCopyInSentIsNoArrivalAndIsRemovedToo)
{
    copies = { { MessageId { 9 }, MailboxRole::Sent } };
    arrivesInRound = 3;
    entry.state = OutboxState::Accepted;
    start();
    clock.advance(60s);
    EXPECT_EQ(rounds, 4) << "three until it came, one for the removal";
    EXPECT_EQ(removed, QList<MessageId>({ MessageId { 9 }, MessageId { 1 } }));
    EXPECT_TRUE(report.ok());
}

TEST_F(SelfMessageTest, aSentCopyThatIsStillBeingMadeIsWaitedFor)
{
    entry.state = OutboxState::Accepted;
    entry.sentCopy = SentCopyState::Waiting;
    start();
    clock.advance(2s);
    EXPECT_TRUE(removed.isEmpty());
    copies += MessageCopy { MessageId { 9 }, MailboxRole::Sent };
    entry.sentCopy = SentCopyState::Done;
    clock.advance(1s);
    EXPECT_EQ(removed.size(), 2);
    EXPECT_EQ(ends, 1);
}

TEST_F(SelfMessageTest, aRefusalIsToldAndTheMessageDoesNotStayBehind)
{
    entry.state = OutboxState::Refused;
    entry.hasError = true;
    entry.lastError = Error::of(ErrorKind::ServerRefused, {}, { 553, QStringLiteral("5.7.1"), QStringLiteral("not owned by user") });
    start();
    clock.advance(1s);
    ASSERT_EQ(ends, 1);
    ASSERT_EQ(report.steps.size(), 1);
    EXPECT_EQ(report.steps[0].error.reply.code, 553);
    EXPECT_EQ(takenBack, entry.id);
}

TEST_F(SelfMessageTest, aTemporaryRefusalIsNotWaitedFor)
{
    entry.state = OutboxState::Queued;
    entry.hasError = true;
    entry.lastError = Error::of(ErrorKind::ServerTemporary);
    start();
    clock.advance(1s);
    EXPECT_EQ(report.steps.value(0).error.kind, ErrorKind::ServerTemporary);
    EXPECT_EQ(takenBack, entry.id);
}

TEST_F(SelfMessageTest, anUncertainOneStaysWhereThePersonDecides)
{
    entry.state = OutboxState::Uncertain;
    entry.hasError = true;
    entry.lastError = Error::of(ErrorKind::UnknownDelivery);
    start();
    clock.advance(1s);
    EXPECT_EQ(report.steps.value(0).error.kind, ErrorKind::UnknownDelivery);
    EXPECT_FALSE(takenBack.isValid());
}

TEST_F(SelfMessageTest, whatIsNotSentInTwoMinutesIsTakenBack)
{
    start();
    clock.advance(SelfMessage::SentWithin + 1s);
    EXPECT_EQ(report.steps.value(0).error.kind, ErrorKind::Timeout);
    EXPECT_EQ(takenBack, entry.id);
}

TEST_F(SelfMessageTest, whatDoesNotArriveIsSaidAfterThreeMinutes)
{
    arrivesInRound = 0;
    entry.state = OutboxState::Accepted;
    start();
    clock.advance(SelfMessage::ArrivesWithin - 20s);
    EXPECT_EQ(ends, 0);
    clock.advance(60s);
    ASSERT_EQ(ends, 1);
    EXPECT_EQ(report.steps.last().name, u"arrived");
    EXPECT_FALSE(report.steps.last().ok);
    EXPECT_LT(rounds, 30) << "the server is asked less and less often";
}

TEST_F(SelfMessageTest, landingInJunkIsSaid)
{
    arrivesIn = MailboxRole::Junk;
    entry.state = OutboxState::Accepted;
    start();
    clock.advance(5s);
    EXPECT_TRUE(report.ok());
    EXPECT_TRUE(report.steps[1].facts.contains(QStringLiteral("junk")));
}

TEST_F(SelfMessageTest, whatCannotBeQueuedIsSaid)
{
    refuseQueue = Error::of(ErrorKind::InvalidInput);
    start();
    clock.advance(0ms);
    EXPECT_EQ(report.steps.value(0).error.kind, ErrorKind::InvalidInput);
}

TEST_F(SelfMessageTest, destroyingItStopsIt)
{
    start();
    message.reset();
    entry.state = OutboxState::Accepted;
    clock.advance(600s);
    EXPECT_EQ(ends, 0);
    EXPECT_EQ(rounds, 0);
    EXPECT_EQ(clock.pending(), 0);
}

} // namespace
} // namespace golub::service
