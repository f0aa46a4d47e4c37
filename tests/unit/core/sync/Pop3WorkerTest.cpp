// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Pop3Worker.h"

#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QString Inbox = QStringLiteral("Inbox");

QByteArray mail(const char *subject)
{
    return QByteArray("From: Ala <ala@example.org>\r\nSubject: ") + subject + "\r\nMessage-ID: <" + subject
        + "@example.org>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0000\r\n\r\nHello\r\n";
}

class Pop3WorkerTest : public StoreFixture
{
protected:
    Pop3WorkerTest() { protocol = IncomingProtocol::Pop3; }
    void startWith(LeaveOnServer::Policy policy, int days = 0, sync::AccountWorker::Mode mode = sync::AccountWorker::Mode::KeepInStep)
    {
        account.leaveOnServer = { policy, days };
        sync::AccountWorker::Hooks hooks;
        hooks.newInInbox = [this](const QList<MessageId> &ids) { announced += ids; };
        hooks.needsUser = [this](const Error &error) { asked.append(error.kind); };
        worker = std::make_unique<sync::Pop3Worker>(account, *store, *factory, clock, hooks);
        worker->setSecret(Secret("secret"));
        worker->start(mode);
        settle();
    }
    QList<MessageSummary> inbox() { return reader->window(store->mailboxes().findByRole(account.id, MailboxRole::Inbox)->id, {}, 500).value_or({}); }

    std::unique_ptr<sync::Pop3Worker> worker;
    QList<MessageId> announced;
    QList<ErrorKind> asked;
};

} // namespace

TEST_F(Pop3WorkerTest, FetchesEachMessageOnceAndLeavesItThere)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(inbox().size(), 2);
    EXPECT_EQ(server.maildrop.size(), 2);
    const int fetched = server.requests;
    clock.advance(6min);
    EXPECT_EQ(server.requests, fetched) << "nothing is downloaded twice";
    EXPECT_EQ(inbox().size(), 2);
    EXPECT_TRUE(announced.isEmpty());
    server.maildrop.append({ "c", mail("three") });
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 3);
    EXPECT_EQ(announced.size(), 1);
}

TEST_F(Pop3WorkerTest, NeverLeavingDeletesOnlyWhatIsStored)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_TRUE(server.maildrop.isEmpty());
    ASSERT_EQ(inbox().size(), 2);
    for (const MessageSummary &summary : inbox())
        EXPECT_TRUE(store->messages().body(summary.id));
}

TEST_F(Pop3WorkerTest, MessageThatTheServerCannotGiveHidesNoOtherAndStaysThere)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") }, { "c", mail("three") } };
    server.unreadable = { "b" };
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_EQ(inbox().size(), 2);
    ASSERT_EQ(server.maildrop.size(), 1);
    EXPECT_EQ(server.maildrop.first().uidl, "b");
    server.unreadable.clear();
    clock.advance(10min);
    EXPECT_EQ(inbox().size(), 3);
    EXPECT_TRUE(server.maildrop.isEmpty());
}

TEST_F(Pop3WorkerTest, ServerThatGivesNothingIsAskedForAFewMessagesOnly)
{
    for (int i = 0; i < 500; ++i) {
        server.maildrop.append({ QByteArray::number(i), mail("m") });
        server.unreadable.insert(QByteArray::number(i));
    }
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_LT(server.requests, 50);
    EXPECT_EQ(server.maildrop.size(), 500);
}

TEST_F(Pop3WorkerTest, FailedQuitDeletesAgainWithoutFetchingAgain)
{
    server.maildrop = { { "a", mail("one") } };
    server.quitFails = true;
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_EQ(server.maildrop.size(), 1);
    const int fetched = server.requests;
    server.quitFails = false;
    clock.advance(10min);
    EXPECT_TRUE(server.maildrop.isEmpty());
    EXPECT_EQ(server.requests, fetched);
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, LeavesForDays)
{
    server.maildrop = { { "a", mail("one") } };
    startWith(LeaveOnServer::Policy::Days, 2);
    clock.advance(24h);
    EXPECT_EQ(server.maildrop.size(), 1);
    clock.advance(25h);
    EXPECT_TRUE(server.maildrop.isEmpty());
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, LeavesUntilDeletedHere)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(LeaveOnServer::Policy::UntilDeleted);
    const auto trash = store->mailboxes().findByRole(account.id, MailboxRole::Trash);
    ASSERT_TRUE(trash);
    MessageId one;
    for (const MessageSummary &summary : inbox()) {
        if (summary.subject == u"one")
            one = summary.id;
    }
    ASSERT_TRUE(store->operations().move({ one }, trash->id));
    clock.advance(6min);
    ASSERT_EQ(server.maildrop.size(), 1);
    EXPECT_EQ(server.maildrop.first().uidl, "b");
}

TEST_F(Pop3WorkerTest, ServerWithoutUidlIsFollowedByHeaders)
{
    server.maildrop = { { {}, mail("one") }, { {}, mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(inbox().size(), 2);
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 2);
}

TEST_F(Pop3WorkerTest, WithoutUidlAndTopEachIsReadOnceAndStored)
{
    server.topless = true;
    server.maildrop = { { {}, mail("one") }, { {}, mail("two") }, { {}, mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(inbox().size(), 3);
    EXPECT_EQ(server.bodiesRead, 3) << "what was read to know what it is, is kept";
    server.bodiesRead = 0;
    server.maildrop.append({ {}, mail("three") });
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 4);
    EXPECT_EQ(server.bodiesRead, 4) << "each has to be read again to be known, and the new one not twice";
    EXPECT_EQ(announced.size(), 1);
}

TEST_F(Pop3WorkerTest, WithoutUidlAndTopOnlyWhatIsStoredIsDeleted)
{
    server.topless = true;
    server.maildrop = { { {}, mail("one") }, { {}, mail("two") } };
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_EQ(inbox().size(), 2);
    EXPECT_EQ(server.bodiesRead, 2);
    EXPECT_TRUE(server.maildrop.isEmpty());
}

// The new machine writes fields of its own: the header is another one, the message is not.
TEST_F(Pop3WorkerTest, WithoutUidlAndTopAMovedMaildropDoublesNothing)
{
    server.topless = true;
    server.maildrop = { { {}, mail("one") }, { {}, mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    for (auto &drop : server.maildrop)
        drop.raw.prepend("X-UIDL: 4711\r\n");
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 2);
    server.maildrop.append({ {}, mail("three") });
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 3);
}

TEST_F(Pop3WorkerTest, WhatCameWholeInPlaceOfItsBeginningIsHereWhole)
{
    server.topless = true;
    server.maildrop = { { "a", mail("one") } };
    account.sync.headersOnly = true;
    startWith(LeaveOnServer::Policy::Always);
    ASSERT_EQ(inbox().size(), 1);
    EXPECT_TRUE(inbox().first().hasBody);
    EXPECT_EQ(server.bodiesRead, 1);
}

TEST_F(Pop3WorkerTest, ItsConnectionEndsWithIt)
{
    server.maildrop = { { "a", mail("one") } };
    sync::AccountWorker::Hooks hooks;
    worker = std::make_unique<sync::Pop3Worker>(account, *store, *factory, clock, hooks);
    worker->setSecret(Secret("secret"));
    worker->start(sync::AccountWorker::Mode::KeepInStep); // in the middle of signing in
    EXPECT_EQ(server.openMaildrops, 1);
    worker.reset();
    EXPECT_EQ(server.openMaildrops, 0);
}

TEST_F(Pop3WorkerTest, WrongPasswordAsks)
{
    server.openError = Error::of(ErrorKind::AuthFailed);
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(asked, QList<ErrorKind> { ErrorKind::AuthFailed });
    clock.advance(1h);
    EXPECT_EQ(asked.size(), 1);
}

TEST_F(Pop3WorkerTest, MessagesWithOneUidlAreAllStoredBeforeTheyAreDeleted)
{
    server.maildrop = { { "same", mail("one") }, { "same", mail("two") } };
    startWith(LeaveOnServer::Policy::Never);
    EXPECT_EQ(inbox().size(), 2) << "what is deleted on the server is here";
    EXPECT_TRUE(server.maildrop.isEmpty());
    EXPECT_TRUE(asked.isEmpty());
}

TEST_F(Pop3WorkerTest, AskingForMailTriesAgainWhereNoPasswordIsMissing)
{
    server.openError = Error::of(ErrorKind::Tls);
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(asked, QList<ErrorKind> { ErrorKind::Tls });
    server.openError.reset();
    server.maildrop = { { "a", mail("one") } };
    worker->synchronize({}, [](const Result<QList<sync::MailboxReport>> &) { });
    settle();
    EXPECT_EQ(inbox().size(), 1);
}

// --- new ids for old messages

TEST_F(Pop3WorkerTest, NewUidlsAfterAMoveDownloadNothingAgain)
{
    for (const char *name : { "one", "two", "three" })
        server.maildrop.append({ name, mail(name) });
    startWith(LeaveOnServer::Policy::Always);
    ASSERT_EQ(inbox().size(), 3);
    const int fetched = server.requests;
    for (auto &drop : server.maildrop) {
        drop.uidl = "new-" + drop.uidl;
        drop.raw.prepend("X-UIDL: 4711\r\nStatus: RO\r\n"); // the new server writes fields of its own
    }
    server.maildrop.append({ "really-new", mail("four") });
    clock.advance(6min);
    EXPECT_EQ(server.requests, fetched + 1) << "only the one that is new";
    EXPECT_EQ(inbox().size(), 4);
    clock.advance(6min);
    EXPECT_EQ(server.requests, fetched + 1);
}

TEST_F(Pop3WorkerTest, WhatWasDeletedHereDoesNotComeBackWithANewUidl)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    const QList<MessageSummary> messages = inbox();
    ASSERT_EQ(messages.size(), 2);
    ASSERT_TRUE(store->operations().expunge({ messages.first().id }));
    ASSERT_EQ(inbox().size(), 1);
    for (auto &drop : server.maildrop)
        drop.uidl += "-new";
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, AListingThatWasShortOnceDownloadsNothingAgain)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(LeaveOnServer::Policy::Always);
    const int fetched = server.requests;
    const auto all = std::exchange(server.maildrop, {});
    clock.advance(6min);
    server.maildrop = all;
    clock.advance(6min);
    EXPECT_EQ(server.requests, fetched);
    EXPECT_EQ(inbox().size(), 2);
}

TEST_F(Pop3WorkerTest, TwoMessagesAlikeAreNotTakenForOne)
{
    // The same fields, but another text: a daily report whose program knows one Message-ID only.
    server.maildrop = { { "a", mail("one") + QByteArray(5000, 'x') + "\r\n" } };
    startWith(LeaveOnServer::Policy::Always);
    server.maildrop = { { "b", mail("one") } };
    clock.advance(6min);
    EXPECT_EQ(inbox().size(), 2);
}

// --- servers that want to be left alone

TEST_F(Pop3WorkerTest, AMaildropThatAnotherProgramHasIsWaitedFor)
{
    server.maildrop = { { "a", mail("one") } };
    server.openError = Error::of(ErrorKind::ServerTemporary, {}, { 0, QStringLiteral("IN-USE"), QStringLiteral("locked") });
    startWith(LeaveOnServer::Policy::Always);
    std::optional<Result<QList<sync::MailboxReport>>> answer;
    worker->synchronize({}, [&](const Result<QList<sync::MailboxReport>> &result) { answer = result; });
    clock.advance(15s);
    EXPECT_FALSE(answer.has_value()) << "whoever asked waits with it";
    server.openError.reset();
    clock.advance(15s);
    ASSERT_TRUE(answer.has_value());
    EXPECT_TRUE(answer->has_value());
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, AMaildropThatStaysLockedIsAnErrorInTheEnd)
{
    server.openError = Error::of(ErrorKind::ServerTemporary, {}, { 0, QStringLiteral("IN-USE"), QStringLiteral("locked") });
    startWith(LeaveOnServer::Policy::Always);
    std::optional<Result<QList<sync::MailboxReport>>> answer;
    worker->synchronize({}, [&](const Result<QList<sync::MailboxReport>> &result) { answer = result; });
    clock.advance(3min);
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->error().kind, ErrorKind::ServerTemporary);
    EXPECT_TRUE(asked.isEmpty()) << "no password dialog";
}

TEST_F(Pop3WorkerTest, TheServersLoginDelayIsKept)
{
    server.loginDelay = 900s;
    startWith(LeaveOnServer::Policy::Always);
    server.maildrop = { { "a", mail("one") } };
    clock.advance(14min);
    EXPECT_TRUE(inbox().isEmpty());
    clock.advance(2min);
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, TheServersLoginDelayIsKeptByTheNextRunToo)
{
    server.loginDelay = 900s;
    startWith(LeaveOnServer::Policy::Always, 0, sync::AccountWorker::Mode::OnDemand);
    const auto ask = [this] {
        std::optional<Outcome> told;
        worker->synchronize({}, [&told](const Result<QList<sync::MailboxReport>> &reports) { told = reports ? Outcome() : Outcome(reports.error()); });
        settle();
        return told;
    };
    ASSERT_TRUE(ask().value());
    server.maildrop = { { "a", mail("one") } };
    clock.advance(5min);
    startWith(LeaveOnServer::Policy::Always, 0, sync::AccountWorker::Mode::OnDemand);
    const auto told = ask();
    ASSERT_TRUE(told && !*told) << "whoever asks is told at once";
    EXPECT_EQ(told->error().kind, ErrorKind::ServerTemporary);
    EXPECT_TRUE(told->error().text.contains(QStringLiteral("10 min"))) << qPrintable(told->error().text);
    EXPECT_EQ(server.openedMaildrops, 1);
    clock.advance(9min + 30s);
    std::optional<Outcome> late;
    worker->synchronize({}, [&late](const Result<QList<sync::MailboxReport>> &reports) { late = reports ? Outcome() : Outcome(reports.error()); });
    settle();
    EXPECT_FALSE(late) << "half a minute is waited for";
    clock.advance(31s);
    ASSERT_TRUE(late && *late);
    EXPECT_EQ(inbox().size(), 1);
}

TEST_F(Pop3WorkerTest, ARefusalForTooManySignInsIsKeptToo)
{
    server.openError = Error::of(ErrorKind::ServerTemporary, {}, { 0, QStringLiteral("LOGIN-DELAY"), QStringLiteral("too often") });
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(server.openedMaildrops, 1);
    clock.advance(50s);
    startWith(LeaveOnServer::Policy::Always);
    EXPECT_EQ(server.openedMaildrops, 1) << "the next run does not ask either";
    server.openError.reset();
    clock.advance(11s);
    EXPECT_EQ(server.openedMaildrops, 2);
}
