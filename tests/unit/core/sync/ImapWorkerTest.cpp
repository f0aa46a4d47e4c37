// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ImapWorker.h"

#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

class ImapWorkerTest : public WorkerFixture
{
};

} // namespace

TEST_F(ImapWorkerTest, FirstRunBringsEverythingHere)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"), "zażółć\r\n");
    server.deliver(Work, QStringLiteral("three"));
    start();
    EXPECT_EQ(subjects(Inbox), (QStringList { QStringLiteral("two"), QStringLiteral("one") }));
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("three") });
    for (const MessageSummary &summary : messages(Inbox)) {
        EXPECT_TRUE(summary.hasBody);
        EXPECT_EQ(*store->messages().body(summary.id), server.find(Inbox, summary.uid)->raw);
    }
    EXPECT_TRUE(announced.isEmpty()) << "old mail is not announced as new";
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::Idle);
}

// The list of folders is here before the inbox's first screen, and there is nothing else to do.
TEST_F(ImapWorkerTest, FirstRunOfAnAccountWithNothingButAnInboxBringsItsMail)
{
    server.countsFirst = true;
    server.boxes.erase(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    ASSERT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(messages(Inbox).first().hasBody);
}

TEST_F(ImapWorkerTest, SyncOfAnAccountWithNothingButAnInboxEnds)
{
    server.countsFirst = true;
    server.boxes.erase(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    worker->start(sync::AccountWorker::Mode::OnDemand);
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(messages(Inbox).first().hasBody);
}

TEST_F(ImapWorkerTest, NewsWhileIdlingArriveAndAreAnnounced)
{
    server.deliver(Inbox, QStringLiteral("old"));
    start();
    server.deliver(Inbox, QStringLiteral("new"));
    server.announce({ .newMessages = true });
    settle();
    EXPECT_EQ(subjects(Inbox).first(), QStringLiteral("new"));
    ASSERT_EQ(announced.size(), 1);
    EXPECT_EQ(announced.first(), message(Inbox, QStringLiteral("new")).id);
}

TEST_F(ImapWorkerTest, MailThatComesWhileAnotherFolderIsWorkedOnIsNotOverlooked)
{
    server.deliver(Inbox, QStringLiteral("old"));
    server.box(Work);
    start();
    const QByteArray copy = "From: bob@example.org\r\nSubject: copy\r\nMessage-ID: <copy@example.org>\r\n\r\nSent\r\n";
    ASSERT_TRUE(store->operations().append(mailbox(Work).id, copy, sync::analyze(copy), Flag::Seen, clock.utcNow(), {}));
    server.deliver(Inbox, QStringLiteral("meanwhile")); // IDLE cannot tell: the inbox is not selected then
    worker->operationsPending();
    settle();
    EXPECT_EQ(subjects(Inbox).first(), QStringLiteral("meanwhile"));
}

TEST_F(ImapWorkerTest, RemoteFlagsAndRemovalsAreFollowed)
{
    for (const bool condStore : { true, false }) {
        server.condStore = condStore;
        const QString name = condStore ? QStringLiteral("with") : QStringLiteral("without");
        const Uid kept = server.deliver(Inbox, name + QStringLiteral(" kept"));
        const Uid gone = server.deliver(Inbox, name + QStringLiteral(" gone"));
        start();
        ASSERT_TRUE(synchronize());
        auto &box = server.box(Inbox);
        for (auto &entry : box.messages) {
            if (entry.uid == kept) {
                entry.flags.add(Flag::Flagged);
                entry.modSeq = ModSeq { ++box.modSeq };
            }
        }
        box.messages.removeIf([gone](const FakeServer::Message &m) { return m.uid == gone; });
        ++box.modSeq;
        ASSERT_TRUE(synchronize());
        EXPECT_TRUE(message(Inbox, name + QStringLiteral(" kept")).flags.has(Flag::Flagged));
        EXPECT_FALSE(subjects(Inbox).contains(name + QStringLiteral(" gone")));
    }
}

TEST_F(ImapWorkerTest, UidValidityChangeKeepsBodiesAndDownloadsNothingAgain)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    const MessageId before = message(Inbox, QStringLiteral("one")).id;
    auto &box = server.box(Inbox);
    box.uidValidity = UidValidity { 77 };
    for (auto &entry : box.messages)
        entry.uid = Uid { entry.uid.value + 100 };
    box.nextUid += 100;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(messages(Inbox).size(), 2);
    const MessageSummary after = message(Inbox, QStringLiteral("one"));
    EXPECT_EQ(after.id, before);
    EXPECT_EQ(after.uid, Uid { 101 });
    EXPECT_TRUE(after.hasBody);
}

TEST_F(ImapWorkerTest, MailboxDeletedOnTheServerDisappears)
{
    server.deliver(Work, QStringLiteral("three"));
    start();
    server.boxes.erase(Work);
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(store->mailboxes().findByPath(account.id, Work));
}

TEST_F(ImapWorkerTest, OfflineChangesPlayLater)
{
    server.box(Work);
    const Uid one = server.deliver(Inbox, QStringLiteral("one"));
    const Uid two = server.deliver(Inbox, QStringLiteral("two"));
    server.deliver(Inbox, QStringLiteral("three"));
    start();
    worker->stop();
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flag::Seen, {}));
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("two")).id }, mailbox(Work).id));
    ASSERT_TRUE(store->operations().changeFlags({ message(Work, QStringLiteral("two")).id }, Flag::Flagged, {}));
    ASSERT_TRUE(store->operations().expunge({ message(Inbox, QStringLiteral("three")).id }));
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") }) << "the local half is done at once";
    EXPECT_EQ(server.subjects(Inbox).size(), 3);

    start();
    EXPECT_TRUE(server.find(Inbox, one)->flags.has(Flag::Seen));
    EXPECT_EQ(server.find(Inbox, two), nullptr);
    ASSERT_EQ(server.subjects(Work), QStringList { QStringLiteral("two") });
    EXPECT_TRUE(server.box(Work).messages.first().flags.has(Flag::Flagged)) << "a change of a moved message follows it";
    EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(reader->openOperations()->isEmpty());
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("two") });
}

TEST_F(ImapWorkerTest, MovesWithoutUidPlusEndInOneMessageEach)
{
    server.uidPlus = false;
    server.box(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
    worker->operationsPending();
    settle();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(message(Work, QStringLiteral("one")).uid.isValid());
    EXPECT_TRUE(subjects(Inbox).isEmpty());
}

TEST_F(ImapWorkerTest, ChangesOfAMovedMessageFollowWithoutUidPlus)
{
    server.uidPlus = false;
    server.box(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    ASSERT_TRUE(store->operations().move({ id }, mailbox(Work).id));
    ASSERT_TRUE(store->operations().changeFlags({ id }, Flag::Flagged, {}));
    worker->operationsPending();
    settle();
    ASSERT_EQ(server.subjects(Work), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(server.box(Work).messages.first().flags.has(Flag::Flagged)) << "without anybody asking for a sync";
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(ImapWorkerTest, UidValidityChangeInterruptedHalfWayEndsRight)
{
    for (int breakAt = 1; breakAt <= 8; ++breakAt) {
        SCOPED_TRACE(breakAt);
        const QString subject = QStringLiteral("m%1").arg(breakAt);
        server.deliver(Inbox, subject);
        start();
        ASSERT_TRUE(synchronize());
        auto &box = server.box(Inbox);
        box.uidValidity.value += 1;
        for (auto &entry : box.messages)
            entry.uid = Uid { entry.uid.value + 100 };
        box.nextUid += 100;
        server.breakAt(breakAt, false);
        (void)synchronize();
        server.breakAt(0, false);
        clock.advance(20min);
        ASSERT_TRUE(synchronize());
        EXPECT_EQ(messages(Inbox).size(), breakAt);
        for (const MessageSummary &summary : messages(Inbox)) {
            EXPECT_TRUE(summary.uid.isValid());
            EXPECT_NE(server.find(Inbox, summary.uid), nullptr);
        }
    }
}

TEST_F(ImapWorkerTest, RefusedMoveIsTakenBackVisibly)
{
    server.box(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    server.boxes.erase(Work); // another client deleted it; not known here yet
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
    worker->operationsPending();
    settle();
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    const auto open = reader->openOperations();
    ASSERT_EQ(open->size(), 1);
    EXPECT_EQ(open->first().state, OperationState::Failed);
    EXPECT_EQ(open->first().lastError.reply.enhanced, QStringLiteral("TRYCREATE"));
}

TEST_F(ImapWorkerTest, ConnectionLostAtAnyRequestEndsInTheSameState)
{
    // The whole story, broken at every request, before and after its effect: the end is always the same, and nothing is doubled.
    for (const bool afterEffect : { false, true }) {
        for (int breakAt = 1; breakAt <= 25; ++breakAt) {
            SCOPED_TRACE(testing::Message() << "request " << breakAt << (afterEffect ? " after" : " before") << " its effect");
            server.boxes.clear();
            server.box(Inbox).role = MailboxRole::Inbox;
            server.box(Work);
            worker.reset();
            ASSERT_TRUE(store->accounts().remove(account.id));
            const auto id = store->accounts().add(account);
            ASSERT_TRUE(id);
            account = *store->accounts().find(*id);
            makeWorker();
            server.deliver(Inbox, QStringLiteral("one"));
            server.deliver(Inbox, QStringLiteral("two"));
            start();
            ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
            ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("two")).id }, Flag::Seen, {}));
            ASSERT_TRUE(store->operations().append(mailbox(Work).id,
                "From: bob@example.org\r\nSubject: copy\r\nMessage-ID: <copy@example.org>\r\n\r\nSent\r\n",
                sync::analyze("From: bob@example.org\r\nSubject: copy\r\nMessage-ID: <copy@example.org>\r\n\r\nSent\r\n"), Flag::Seen,
                clock.utcNow(), {}));
            server.breakAt(breakAt, afterEffect);
            worker->operationsPending();
            settle();
            server.breakAt(0, false);
            clock.advance(20min); // every back-off
            ASSERT_TRUE(synchronize());
            EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("two") });
            QStringList work = server.subjects(Work);
            work.sort();
            EXPECT_EQ(work, (QStringList { QStringLiteral("copy"), QStringLiteral("one") }));
            QStringList here = subjects(Work);
            here.sort();
            EXPECT_EQ(here, work);
            EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("two") });
            EXPECT_TRUE(message(Inbox, QStringLiteral("two")).flags.has(Flag::Seen));
        }
    }
}

TEST_F(ImapWorkerTest, WrongPasswordAsksOnceAndDoesNotRetryByItself)
{
    server.openError = Error::of(ErrorKind::AuthFailed);
    start();
    EXPECT_EQ(asked, QList<ErrorKind> { ErrorKind::AuthFailed });
    clock.advance(2h);
    EXPECT_EQ(asked.size(), 1) << "trying again with a wrong password locks accounts";
    server.openError.reset();
    server.deliver(Inbox, QStringLiteral("one"));
    worker->setSecret(Secret("right"));
    settle();
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
}

TEST_F(ImapWorkerTest, DeadNetworkIsRetriedWithCappedBackOff)
{
    server.openError = Error::of(ErrorKind::HostNotFound);
    start();
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::WaitingToRetry);
    EXPECT_TRUE(lastStatus.nextTry.isValid());
    server.deliver(Inbox, QStringLiteral("one"));
    server.openError.reset();
    clock.advance(15min);
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(asked.isEmpty());
}

TEST_F(ImapWorkerTest, HeadersOnlyLeavesBodiesForLaterAndFetchesOnDemand)
{
    server.deliver(Inbox, QStringLiteral("one"));
    worker->start(sync::AccountWorker::Mode::OnDemand);
    settle();
    EXPECT_EQ(server.requests, 0) << "nothing is done that was not asked for";
    std::optional<Outcome> result;
    worker->synchronize({ {}, true }, [&](const Result<QList<sync::MailboxReport>> &told) {
        result = told ? Outcome() : Outcome(told.error());
    });
    settle();
    ASSERT_TRUE(result && *result);
    const MessageSummary summary = message(Inbox, QStringLiteral("one"));
    EXPECT_FALSE(summary.hasBody);
    std::optional<Outcome> fetched;
    worker->fetchBody(summary.id, [&](const Outcome &outcome) { fetched = outcome; });
    settle();
    ASSERT_TRUE(fetched && *fetched);
    EXPECT_TRUE(store->messages().body(summary.id));
}

TEST_F(ImapWorkerTest, FolderMadeForADeletionTakesItAndGivesItBack)
{
    server.personalPrefix = QStringLiteral("INBOX/"); // the server decides what it is called
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    store::MailboxTable::Listing trash { { {}, QStringLiteral("Trash"), u'/' }, MailboxRole::Trash, true };
    const auto made = store->mailboxes().addRemote(account.id, trash);
    ASSERT_TRUE(made);
    ASSERT_TRUE(store->operations().createMailbox(*made));
    ASSERT_TRUE(store->operations().move({ id }, *made));
    worker->operationsPending();
    settle();
    EXPECT_TRUE(reader->openOperations()->isEmpty());
    const QString path = QStringLiteral("INBOX/Trash");
    ASSERT_EQ(server.subjects(path), QStringList { QStringLiteral("one") });
    EXPECT_EQ(mailbox(path).id, *made);

    ASSERT_TRUE(store->operations().undo());
    worker->operationsPending();
    settle();
    EXPECT_TRUE(reader->openOperations()->isEmpty());
    EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(server.subjects(path).isEmpty());

    ASSERT_TRUE(store->operations().move({ id }, *made));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(message(path, QStringLiteral("one")).id, id) << "the folder is the same after it was listed";
    EXPECT_EQ(store->mailboxes().all(account.id)->size(), 2);
}

TEST_F(ImapWorkerTest, FolderWhoseCreationWasNotHeardOfIsTheListedOne)
{
    start();
    store::MailboxTable::Listing work { { {}, Work, u'/' }, MailboxRole::None, true };
    const auto made = store->mailboxes().addRemote(account.id, work);
    ASSERT_TRUE(made);
    server.box(Work);
    server.deliver(Work, QStringLiteral("there"));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(mailbox(Work).id, *made);
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("there") });
}

TEST_F(ImapWorkerTest, InboxThatCannotBeBroughtInStepIsNotTriedAllTheTime)
{
    server.restless = true;
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    const int requests = server.requests;
    clock.advance(9min);
    EXPECT_LT(server.requests - requests, 60) << "the waits grow";
}

TEST_F(ImapWorkerTest, AnswerThatIsNeverUnderstoodIsAskedForEverMoreSeldom)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.fetchError = Error::of(ErrorKind::LimitExceeded);
    start();
    const int requests = server.requests;
    clock.advance(1h);
    EXPECT_LT(server.requests - requests, 150);
    server.fetchError.reset();
    clock.advance(16min);
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
}

TEST_F(ImapWorkerTest, ChangeThatTheServerCannotMakeNowIsMadeLaterByItself)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    start();
    server.storeError = Error::of(ErrorKind::ServerTemporary);
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flag::Flagged, {}));
    worker->operationsPending();
    settle();
    EXPECT_FALSE(server.find(Inbox, uid)->flags.has(Flag::Flagged));
    server.storeError.reset();
    clock.advance(11min);
    EXPECT_TRUE(server.find(Inbox, uid)->flags.has(Flag::Flagged));
}

TEST_F(ImapWorkerTest, AskingForMailTriesAgainWhereNoPasswordIsMissing)
{
    server.openError = Error::of(ErrorKind::Tls); // a network that wants a sign-in of its own first
    start();
    EXPECT_EQ(asked, QList<ErrorKind> { ErrorKind::Tls });
    server.openError.reset();
    server.deliver(Inbox, QStringLiteral("one"));
    EXPECT_TRUE(synchronize());
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
}
