// SPDX-License-Identifier: GPL-3.0-or-later
// What synchronising costs: round trips, commands, timers, connections.
#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

class SyncCostTest : public WorkerFixture
{
protected:
    void deliver(const QString &path, int count)
    {
        for (int i = 0; i < count; ++i)
            server.deliver(path, QStringLiteral("%1 %2").arg(path).arg(i));
    }
};

} // namespace

TEST_F(SyncCostTest, FirstScreenOfANeverSeenInboxTravelsWithTheList)
{
    deliver(Inbox, 300);
    for (int i = 0; i < 20; ++i)
        server.box(QStringLiteral("Folder %1").arg(i));
    // Everything that is asked for before the first answer comes.
    server.holdAnswers = true;
    worker->start(sync::AccountWorker::Mode::KeepInStep);
    settle();
    server.releaseAnswers(1); // signed in
    settle();
    const QStringList requests = server.asked;
    EXPECT_TRUE(requests.contains(QStringLiteral("LIST"))) << qPrintable(requests.join(u' '));
    EXPECT_TRUE(requests.contains(QStringLiteral("SELECT")));
    EXPECT_TRUE(requests.contains(QStringLiteral("NEWEST"))) << "one round trip after signing in";
    server.releaseAnswers(4);
    settle();
    EXPECT_EQ(subjects(Inbox).size(), 50);
    EXPECT_EQ(subjects(Inbox).first(), QStringLiteral("INBOX 299")) << "the newest";
    server.holdAnswers = false;
    server.releaseAnswers(-1);
    settle();
    EXPECT_EQ(messages(Inbox).size(), 300);
    EXPECT_TRUE(announced.isEmpty()) << "old mail is not announced";
    EXPECT_EQ(mailbox(Inbox).name.delimiter, u'/') << "the list has told since";
}

TEST_F(SyncCostTest, BodiesOfTheFirstScreenComeBehindTheRestOfTheirMailbox)
{
    deliver(Inbox, 300);
    deliver(Work, 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.bodiesSent, 303) << "each once";
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 2) << "what was on the screen is not come back for";
}

// It travels behind the sign-in then, and nobody waits for that answer first.
TEST_F(SyncCostTest, WhatAConnectionIsForIsSaidBeforeItIsMade)
{
    using FirstQuestion = RemoteStore::FirstQuestion;
    modernServer();
    deliver(Inbox, 3);
    const auto connectAgain = [&] {
        makeWorker();
        worker->start(sync::AccountWorker::Mode::OnDemand);
        EXPECT_TRUE(synchronize());
        return server.expected.last();
    };
    EXPECT_EQ(connectAgain(), FirstQuestion::Inbox) << "at the very first use";
    EXPECT_EQ(connectAgain(), FirstQuestion::Counts);
    clock.advance(25h);
    EXPECT_EQ(connectAgain(), FirstQuestion::Everything) << "once a day";
    EXPECT_EQ(connectAgain(), FirstQuestion::Counts);
    ASSERT_TRUE(store->operations().changeFlags({ messages(Inbox).first().id }, Flag::Seen, {}));
    EXPECT_EQ(connectAgain(), FirstQuestion::None) << "what waits in the journal comes first";
}

TEST_F(SyncCostTest, NothingChangedIsOneCommandForAllFolders)
{
    modernServer();
    deliver(Inbox, 10);
    for (int i = 0; i < 30; ++i)
        deliver(QStringLiteral("Folder %1").arg(i), 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    ASSERT_EQ(reports.size(), 31);
    const int requests = server.requests;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.requests - requests, 1) << "LIST with STATUS";
    EXPECT_EQ(commands(), 1);
    EXPECT_EQ(reports.size(), 31) << "each folder is reported all the same";
}

TEST_F(SyncCostTest, WithoutListStatusAStatusEachInOneRoundTrip)
{
    deliver(Inbox, 10);
    for (int i = 0; i < 5; ++i)
        deliver(QStringLiteral("Folder %1").arg(i), 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    const int requests = server.requests;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.requests - requests, 7) << "LIST, and six times STATUS that travel together";
}

TEST_F(SyncCostTest, ChangedFolderAloneIsOpenedAndInOneCommandMore)
{
    modernServer();
    for (int i = 0; i < 10; ++i)
        deliver(QStringLiteral("Folder %1").arg(i), 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    server.box(QStringLiteral("Folder 4")).messages.first().flags.add(Flag::Seen);
    server.box(QStringLiteral("Folder 4")).messages.first().modSeq = ModSeq { ++server.box(QStringLiteral("Folder 4")).modSeq };
    const int requests = server.requests;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.requests - requests, 2) << "LIST and SELECT with QRESYNC";
    EXPECT_EQ(reportOf(QStringLiteral("Folder 4")).changed, 1);
}

TEST_F(SyncCostTest, TheSumOfAllReportsIsWhatWentOverTheWire)
{
    deliver(Inbox, 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(commands(), server.requests);
}

TEST_F(SyncCostTest, HeadersOnlyAccountFetchesBodiesWhenTheyAreOpened)
{
    account.sync.headersOnly = true;
    makeWorker();
    deliver(Inbox, 3);
    start();
    clock.advance(1h);
    EXPECT_EQ(server.bodiesSent, 0);
    EXPECT_EQ(messages(Inbox).size(), 3);
    std::optional<Outcome> told;
    worker->fetchBody(messages(Inbox).first().id, [&told](const Outcome &outcome) { told = outcome; });
    settle();
    EXPECT_TRUE(told && *told);
    EXPECT_EQ(server.bodiesSent, 1);
}

TEST_F(SyncCostTest, LimitsOfDaysSizeAndFoldersAreKept)
{
    account.sync.days = 30;
    account.sync.maxSize = 5000;
    account.sync.folders = QStringList { Work };
    makeWorker();
    deliver(Inbox, 1);
    server.deliver(Inbox, QStringLiteral("large"), QByteArray(6000, 'x'));
    server.deliver(Inbox, QStringLiteral("old"));
    server.box(Inbox).messages.last().internalDate = clock.utcNow().addDays(-31);
    deliver(Work, 1);
    deliver(QStringLiteral("Lists"), 1);
    start();
    EXPECT_TRUE(message(Inbox, QStringLiteral("INBOX 0")).hasBody);
    EXPECT_FALSE(message(Inbox, QStringLiteral("large")).hasBody);
    EXPECT_FALSE(message(Inbox, QStringLiteral("old")).hasBody) << "its headers are here, to be found";
    EXPECT_TRUE(message(Work, QStringLiteral("Work 0")).hasBody);
    EXPECT_TRUE(messages(QStringLiteral("Lists")).isEmpty());
    ASSERT_TRUE(synchronize({ QStringLiteral("Lists") }));
    EXPECT_EQ(messages(QStringLiteral("Lists")).size(), 1) << "unless somebody asks for it";
}

// --- connections

TEST_F(SyncCostTest, ReaderDoesNotWaitForALongDownload)
{
    deliver(Inbox, 5);
    start();
    server.deliver(Inbox, QStringLiteral("wanted"));
    ASSERT_TRUE(synchronize({ {}, true }));
    // The first connection hangs in something long.
    server.holdAnswers = true;
    server.holdOnlyFirst = true;
    server.announce({ .newMessages = true });
    settle();
    std::optional<Outcome> told;
    worker->fetchBody(message(Inbox, QStringLiteral("wanted")).id, [&told](const Outcome &outcome) { told = outcome; });
    settle();
    EXPECT_FALSE(told) << "it may be free in a moment";
    clock.advance(1s);
    ASSERT_TRUE(told && *told);
    EXPECT_EQ(server.opens, 2);
    EXPECT_EQ(governor.count(account.incoming.host, account.incoming.user), 2);
    clock.advance(2min);
    EXPECT_EQ(governor.count(account.incoming.host, account.incoming.user), 1) << "given back when nobody needs it";
}

TEST_F(SyncCostTest, SecondConnectionKeepsTheServersLimit)
{
    server.facts.connectionLimit = 1;
    deliver(Inbox, 5);
    start();
    server.deliver(Inbox, QStringLiteral("wanted"));
    ASSERT_TRUE(synchronize({ {}, true }));
    server.holdAnswers = true;
    server.announce({ .newMessages = true });
    settle();
    std::optional<Outcome> told;
    worker->fetchBody(message(Inbox, QStringLiteral("wanted")).id, [&told](const Outcome &outcome) { told = outcome; });
    clock.advance(5s);
    EXPECT_FALSE(told);
    EXPECT_EQ(server.opens, 1);
    server.holdAnswers = false;
    server.releaseAnswers(-1);
    settle();
    EXPECT_TRUE(told && *told);
}

TEST_F(SyncCostTest, ServerThatAsksForAPauseGetsItAlsoFromTheNextProcess)
{
    Error busy = Error::of(ErrorKind::ServerTemporary);
    busy.retryAfter = 30min;
    server.openError = busy;
    start();
    EXPECT_EQ(server.opens, 1);
    clock.advance(29min);
    EXPECT_EQ(server.opens, 1);
    EXPECT_FALSE(synchronize());
    EXPECT_EQ(server.opens, 1) << "not for the asking either";
    makeWorker();
    start();
    EXPECT_EQ(server.opens, 1) << "another process knows it, too";
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::WaitingToRetry);
    server.openError.reset();
    clock.advance(2min);
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::Idle);
}

TEST_F(SyncCostTest, AShortPauseIsWaitedForAndALongOneIsTold)
{
    Error busy = Error::of(ErrorKind::ServerTemporary);
    busy.retryAfter = 30min;
    server.openError = busy;
    worker->start(sync::AccountWorker::Mode::OnDemand);
    EXPECT_FALSE(synchronize());
    server.openError.reset();
    clock.advance(10min);
    makeWorker();
    worker->start(sync::AccountWorker::Mode::OnDemand);
    std::optional<Outcome> told;
    const auto ask = [&] {
        told.reset();
        worker->synchronize({}, [&told](const Result<QList<sync::MailboxReport>> &result) { told = result ? Outcome() : Outcome(result.error()); });
        settle();
    };
    ask();
    ASSERT_TRUE(told && !*told);
    EXPECT_TRUE(told->error().text.contains(QStringLiteral("20 min"))) << qPrintable(told->error().text);
    clock.advance(19min + 20s);
    ask();
    EXPECT_FALSE(told);
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::WaitingToRetry);
    EXPECT_TRUE(lastStatus.what.contains(QStringLiteral("40 s"))) << qPrintable(lastStatus.what);
    clock.advance(41s);
    EXPECT_TRUE(told && *told);
}

TEST_F(SyncCostTest, ALinkThatWasSlowIsCompressedFromTheStart)
{
    server.facts.compress = true;
    const auto connectAgain = [&] {
        server.compressedEarly = false;
        makeWorker();
        worker->start(sync::AccountWorker::Mode::OnDemand);
        EXPECT_TRUE(synchronize());
        return server.compressedEarly;
    };
    EXPECT_FALSE(connectAgain());
    ASSERT_TRUE(store->servers().setSlowLink(account.id, clock.utcNow()));
    EXPECT_TRUE(connectAgain());
    worker->networkChanged();
    EXPECT_FALSE(connectAgain()) << "another network";
    ASSERT_TRUE(store->servers().setSlowLink(account.id, clock.utcNow()));
    clock.advance(25h);
    EXPECT_FALSE(connectAgain()) << "a day later nobody knows";
}

TEST_F(SyncCostTest, ConnectionThatDiedInSleepIsReplacedAtOnce)
{
    deliver(Inbox, 1);
    start();
    server.holdAnswers = true; // it does not answer any more
    server.holdOnlyFirst = true;
    worker->networkChanged();
    settle();
    server.deliver(Inbox, QStringLiteral("while asleep"));
    EXPECT_EQ(server.opens, 1);
    clock.advance(11s);
    EXPECT_EQ(server.opens, 2);
    EXPECT_TRUE(subjects(Inbox).contains(QStringLiteral("while asleep")));
}

TEST_F(SyncCostTest, ConnectionThatIsAliveAfterSleepIsKept)
{
    deliver(Inbox, 1);
    start();
    worker->networkChanged();
    clock.advance(1min);
    EXPECT_EQ(server.opens, 1);
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::Idle);
}

TEST_F(SyncCostTest, WaitingForTheNetworkEndsWhenItIsBack)
{
    server.openError = Error::of(ErrorKind::HostNotFound);
    start();
    clock.advance(1h);
    server.openError.reset();
    deliver(Inbox, 1);
    worker->networkChanged();
    settle();
    EXPECT_EQ(messages(Inbox).size(), 1);
}

TEST_F(SyncCostTest, NotifyTellsOfAllFolders)
{
    modernServer();
    server.facts.notify = true;
    deliver(Work, 1);
    start();
    server.deliver(Work, QStringLiteral("new"));
    MailboxNews news;
    news.mailbox = mailbox(Work).name;
    server.announce(news);
    settle();
    EXPECT_EQ(subjects(Work).first(), QStringLiteral("new"));
    const int requests = server.requests;
    clock.advance(1h);
    EXPECT_EQ(server.requests, requests) << "nothing is polled that is told";
}

TEST_F(SyncCostTest, IdleAccountsCostNextToNothing)
{
    modernServer();
    deliver(Inbox, 3);
    deliver(Work, 3);
    std::vector<std::unique_ptr<sync::ImapWorker>> workers;
    for (int i = 0; i < 10; ++i) {
        Account another = account;
        another.name = QString::number(i);
        another.incoming.user = QString::number(i);
        const auto id = store->accounts().add(another);
        ASSERT_TRUE(id);
        workers.push_back(std::make_unique<sync::ImapWorker>(*store->accounts().find(*id), *store, *factory, clock, sync::AccountWorker::Hooks {}, &governor));
        workers.back()->setSecret(Secret("s"));
        workers.back()->start(sync::AccountWorker::Mode::KeepInStep);
    }
    settle();
    const int timers = clock.pending();
    EXPECT_LE(timers, 10) << "one each: when to look at what nothing tells of";
    const int requests = server.requests;
    const qint64 fired = clock.fired();
    clock.advance(1h);
    EXPECT_LE(server.requests - requests, 10 * 6 * 3) << "LIST with STATUS, SELECT and IDLE again, six times an hour";
    EXPECT_LE(clock.fired() - fired, 10 * 6 * 12);
    EXPECT_EQ(server.opens, 10);
}

TEST_F(SyncCostTest, RolesAreAskedForOnceADayAndChangesInBetween)
{
    modernServer();
    deliver(Inbox, 3);
    deliver(Work, 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    server.asked.clear();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.asked, QStringList { QStringLiteral("CHANGES") });
    // What is new, gone or changed shows all the same.
    deliver(Inbox, 1);
    server.box(Work).messages.removeFirst();
    ++server.box(Work).modSeq;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(messages(Inbox).size(), 4);
    EXPECT_EQ(messages(Work).size(), 2);
    clock.advance(25h);
    server.box(Work).role = MailboxRole::Archive;
    server.asked.clear();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.asked, QStringList { QStringLiteral("LIST") });
    EXPECT_EQ(mailbox(Work).role, MailboxRole::Archive);
}

TEST_F(SyncCostTest, AFolderMadeOrRemovedElsewhereShowsAtOnce)
{
    modernServer();
    deliver(Inbox, 1);
    deliver(Work, 1);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    deliver(QStringLiteral("New"), 2);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(messages(QStringLiteral("New")).size(), 2);
    server.boxes.erase(Work);
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(store->mailboxes().findByPath(account.id, Work));
}

TEST_F(SyncCostTest, AMessageThatIsMissingHereIsNotHiddenByFewerCounts)
{
    modernServer();
    deliver(Inbox, 3);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    ASSERT_TRUE(store->messages().removeByUid(mailbox(Inbox).id, UidSet::of(Uid { 2 }))); // however that came
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(messages(Inbox).size(), 3);
}

TEST_F(SyncCostTest, AMailboxIsSelectedOnceHoweverManyStepsItTakes)
{
    modernServer();
    account.sync.headersOnly = true;
    makeWorker();
    deliver(Inbox, 5000);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(mailbox(Inbox).total, 5000);
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1);
}

TEST_F(SyncCostTest, BodiesOfTheSelectedMailboxNeedNoSelect)
{
    deliver(Inbox, 3);
    account.sync.headersOnly = true;
    makeWorker();
    start();
    server.asked.clear();
    for (const auto &row : messages(Inbox))
        worker->fetchBody(row.id, [](const Outcome &outcome) { EXPECT_TRUE(outcome); });
    settle();
    EXPECT_EQ(server.bodiesSent, 3);
    EXPECT_LE(server.asked.count(QStringLiteral("SELECT")), 1) << "watching begins with one";
}

TEST_F(SyncCostTest, TheNextMessagesAreAskedForBeforeTheLastHaveCome)
{
    deliver(Inbox, 400);
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize({ {}, true })); // headers
    server.holdAnswers = true;
    std::optional<Outcome> result;
    worker->synchronize({}, [&](const Result<QList<sync::MailboxReport>> &told) { result = told ? Outcome() : Outcome(told.error()); });
    int most = 0;
    for (int i = 0; i < 2000 && !result; ++i) {
        settle();
        most = std::max(most, server.heldAnswers());
        server.releaseAnswers(1);
    }
    server.holdAnswers = false;
    server.releaseAnswers(-1);
    settle();
    ASSERT_TRUE(result && *result);
    EXPECT_EQ(server.bodiesSent, 400);
    EXPECT_EQ(most, 2) << "two, and no more";
}

TEST_F(SyncCostTest, WhatIsRefusedUnderAnOldSelectionIsTriedUnderANewOne)
{
    deliver(Inbox, 3);
    account.sync.headersOnly = true;
    makeWorker();
    start();
    server.refuseFetchOnce = Error::of(ErrorKind::ServerRefused, {}, { 0, QStringLiteral("EXPUNGEISSUED"), QStringLiteral("Some of the requested messages no longer exist.") });
    std::optional<Outcome> told;
    worker->fetchBody(messages(Inbox).first().id, [&told](const Outcome &outcome) { told = outcome; });
    settle();
    EXPECT_TRUE(told && *told);
    EXPECT_EQ(server.bodiesSent, 1);
}
