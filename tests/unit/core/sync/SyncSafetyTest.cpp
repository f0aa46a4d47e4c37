// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that lose sight of things, contradict themselves or rebuild mailboxes: nothing that is here may be lost by it.
#include "tests/unit/core/sync/WorkerFixture.h"

#include <algorithm>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

class SyncSafetyTest : public WorkerFixture
{
protected:
    //! The message disappears from the server for a while.
    FakeServer::Message takeAway(const QString &path, Uid uid)
    {
        auto &box = server.box(path);
        FakeServer::Message taken;
        for (qsizetype i = 0; i < box.messages.size(); ++i) {
            if (box.messages.at(i).uid == uid)
                taken = box.messages.takeAt(i--);
        }
        ++box.modSeq;
        return taken;
    }
    //! As after a repair: new UIDVALIDITY, other UIDs.
    void rebuild(const QString &path)
    {
        auto &box = server.box(path);
        ++box.uidValidity.value;
        for (auto &entry : box.messages)
            entry.uid = Uid { entry.uid.value + 1000 };
        box.nextUid += 1000;
    }
};

} // namespace

TEST_F(SyncSafetyTest, MessageThatIsMissingOnceComesBackWithItsBody)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    const auto taken = takeAway(Inbox, uid);
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(subjects(Inbox).contains(QStringLiteral("one"))) << "the list follows the server";
    server.box(Inbox).messages.prepend(taken);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(message(Inbox, QStringLiteral("one")).id, id) << "the same message, nothing was fetched again";
    EXPECT_TRUE(message(Inbox, QStringLiteral("one")).hasBody);
}

TEST_F(SyncSafetyTest, MessageThatIsMissingTwiceIsGone)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    takeAway(Inbox, uid);
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(store->messages().body(id)) << "suspected, not given up";
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(store->messages().body(id)) << "two looks in one breath are one";
    clock.advance(1min);
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(store->messages().body(id));
    EXPECT_TRUE(store->messages().suspects(mailbox(Inbox).id)->isEmpty());
}

TEST_F(SyncSafetyTest, VanishedWithNumbersThatAgreeIsProofAtOnce)
{
    modernServer();
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    takeAway(Inbox, uid);
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(store->messages().body(id));
    EXPECT_EQ(reportOf(Inbox).removed, 1);
    EXPECT_TRUE(quarantined().isEmpty());
}

TEST_F(SyncSafetyTest, ListingThatIsNotWholeRemovesNothing)
{
    for (int i = 0; i < 30; ++i)
        server.deliver(Inbox, QString::number(i));
    start();
    server.truncateSearch = 5;
    server.deliver(Inbox, QStringLiteral("new"));
    ASSERT_TRUE(synchronize());
    EXPECT_GE(messages(Inbox).size(), 30) << "SELECT says 31, the listing has 5";
    EXPECT_TRUE(store->messages().suspects(mailbox(Inbox).id)->isEmpty());
    server.truncateSearch = -1;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(messages(Inbox).size(), 31) << "and it is made good";
}

TEST_F(SyncSafetyTest, VanishedThatLiesIsQuarantinedAndNothingIsLost)
{
    modernServer();
    const Uid one = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    server.alsoVanished = UidSet::of(one);
    server.deliver(Inbox, QStringLiteral("three"));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(message(Inbox, QStringLiteral("one")).id, id);
    EXPECT_EQ(subjects(Inbox).size(), 3);
    EXPECT_EQ(quarantined(), QStringList { QStringLiteral("QRESYNC") });
    server.deliver(Inbox, QStringLiteral("four"));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(Inbox).size(), 4);
    EXPECT_FALSE(server.resynced) << "it is not asked for any more";
}

TEST_F(SyncSafetyTest, VanishedThatMissesIsFoundOut)
{
    modernServer();
    const Uid one = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    server.hidesVanished = true;
    takeAway(Inbox, one);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("two") });
    EXPECT_EQ(quarantined(), QStringList { QStringLiteral("QRESYNC") });
}

TEST_F(SyncSafetyTest, UidNextThatGoesBackIsQuarantined)
{
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    ASSERT_TRUE(synchronize());
    server.box(Inbox).nextUid = 1;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(quarantined(), QStringList { QStringLiteral("UIDNEXT") });
    EXPECT_EQ(subjects(Inbox).size(), 1);
}

// The server's disk was restored from last night's copy; what came since has the UIDs of what was lost.
TEST_F(SyncSafetyTest, MailboxRestoredUnderTheSameUidValidityShowsWhatIsThereNow)
{
    for (const bool modern : { false, true }) {
        server.facts.qresync = modern;
        const QString folder = modern ? QStringLiteral("Modern") : QStringLiteral("Plain");
        for (const char *subject : { "one", "two", "three" })
            server.deliver(folder, QString::fromLatin1(subject));
        start();
        ASSERT_TRUE(synchronize());
        auto &box = server.box(folder);
        box.messages.resize(1);
        box.nextUid = 2;
        const Uid reused = server.deliver(folder, QStringLiteral("other"), "Another body\r\n");
        ASSERT_TRUE(synchronize());
        clock.advance(2min);
        ASSERT_TRUE(synchronize());
        EXPECT_EQ(subjects(folder), (QStringList { QStringLiteral("other"), QStringLiteral("one") }));
        EXPECT_EQ(*store->messages().body(message(folder, QStringLiteral("other")).id), server.find(folder, reused)->raw);
        ASSERT_TRUE(store->servers().release(account.incoming.host, account.incoming.port, QStringLiteral("UIDNEXT")));
    }
}

TEST_F(SyncSafetyTest, AuditFindsFlagsThatModSequencesHide)
{
    modernServer();
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    server.box(Inbox).messages.first().flags.add(Flag::Flagged); // and no new mod-sequence
    ASSERT_TRUE(synchronize());
    EXPECT_FALSE(message(Inbox, QStringLiteral("one")).flags.has(Flag::Flagged)) << "nothing told";
    ASSERT_TRUE(synchronize({ {}, false, true }));
    EXPECT_TRUE(message(Inbox, QStringLiteral("one")).flags.has(Flag::Flagged));
    EXPECT_EQ(quarantined(), QStringList { QStringLiteral("CONDSTORE") });
    server.box(Inbox).messages.first().flags.add(Flag::Seen);
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(message(Inbox, QStringLiteral("one")).flags.has(Flag::Seen)) << "from now on the long way";
}

TEST_F(SyncSafetyTest, AuditFindsMessagesThatNothingTold)
{
    modernServer();
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    start();
    // Exchanged behind the server's back: the numbers are the same.
    server.box(Inbox).messages.last().uid = Uid { 50 };
    ASSERT_TRUE(synchronize());
    ASSERT_TRUE(synchronize({ {}, false, true }));
    EXPECT_EQ(message(Inbox, QStringLiteral("two")).uid, Uid { 50 });
    EXPECT_EQ(messages(Inbox).size(), 2);
}

TEST_F(SyncSafetyTest, AuditComesByItselfOnceADay)
{
    modernServer();
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    server.box(Inbox).messages.first().flags.add(Flag::Flagged);
    clock.advance(23h);
    EXPECT_FALSE(message(Inbox, QStringLiteral("one")).flags.has(Flag::Flagged));
    clock.advance(2h);
    EXPECT_TRUE(message(Inbox, QStringLiteral("one")).flags.has(Flag::Flagged));
}

TEST_F(SyncSafetyTest, OurOwnFlagsAreNoContradiction)
{
    modernServer();
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flags({}, { QStringLiteral("tag") }), {}));
    server.dropsKeywords = true; // says OK and keeps nothing
    worker->operationsPending();
    settle();
    ASSERT_TRUE(synchronize({ {}, false, true }));
    EXPECT_FALSE(message(Inbox, QStringLiteral("one")).flags.hasKeyword(QStringLiteral("tag"))) << "what the server has is shown";
    EXPECT_TRUE(quarantined().isEmpty());
}

TEST_F(SyncSafetyTest, KeywordsThatTheServerCannotKeepStayHere)
{
    for (const bool modern : { false, true }) {
        if (modern)
            modernServer();
        server.keywordsAllowed = false; // PERMANENTFLAGS without \*
        const QString subject = QStringLiteral("one %1").arg(modern);
        server.deliver(Inbox, subject);
        start();
        ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, subject).id }, Flags({}, { QStringLiteral("tag") }), {}));
        worker->operationsPending();
        settle();
        auto &there = server.box(Inbox).messages.last();
        there.flags.add(Flag::Flagged); // by another client
        there.modSeq = ModSeq { ++server.box(Inbox).modSeq };
        ASSERT_TRUE(synchronize());
        ASSERT_TRUE(synchronize({ {}, false, true }));
        EXPECT_TRUE(message(Inbox, subject).flags.hasKeyword(QStringLiteral("tag")));
        EXPECT_TRUE(message(Inbox, subject).flags.has(Flag::Flagged)) << "what it does keep comes from there";
        EXPECT_TRUE(quarantined().isEmpty());
        ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, subject).id }, {}, Flags({}, { QStringLiteral("tag") })));
        worker->operationsPending();
        settle();
        ASSERT_TRUE(synchronize({ {}, false, true }));
        EXPECT_FALSE(message(Inbox, subject).flags.hasKeyword(QStringLiteral("tag")));
        worker->stop();
    }
}

TEST_F(SyncSafetyTest, AMovedMessageKeepsTheKeywordsThatTheServerCannotKeep)
{
    server.box(QStringLiteral("Work"));
    for (const bool uidPlus : { true, false }) {
        server.uidPlus = uidPlus;
        const QString subject = QStringLiteral("one %1").arg(uidPlus);
        server.deliver(Inbox, subject);
        start();
        const MessageId id = message(Inbox, subject).id;
        ASSERT_TRUE(store->operations().changeFlags({ id }, Flags(Flag::Flagged, { QStringLiteral("tag") }), {}));
        worker->operationsPending();
        settle();
        server.keywordsAllowed = false;
        for (auto &there : server.box(Inbox).messages)
            there.flags = Flags(there.flags.system());
        ASSERT_TRUE(store->operations().move({ id }, mailbox(QStringLiteral("Work")).id));
        worker->operationsPending();
        settle();
        ASSERT_TRUE(synchronize());
        ASSERT_TRUE(synchronize({ {}, false, true }));
        EXPECT_TRUE(message(QStringLiteral("Work"), subject).uid.isValid());
        EXPECT_TRUE(message(QStringLiteral("Work"), subject).flags.has(Flag::Flagged));
        EXPECT_TRUE(message(QStringLiteral("Work"), subject).flags.hasKeyword(QStringLiteral("tag"))) << "UIDPLUS: " << uidPlus;
        server.keywordsAllowed = true;
        worker->stop();
    }
}

// GNU Mailutils writes fields of its own into what it copies, and does not tell the copy's UID.
TEST_F(SyncSafetyTest, WhatAServerRewritesWhenItMovesKeepsItsPendingChanges)
{
    const QString work = QStringLiteral("Work");
    server.box(work);
    server.uidPlus = false;
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    server.claimedSizes[QStringLiteral("one")] = 4711;
    ASSERT_TRUE(store->operations().move({ id }, mailbox(work).id));
    ASSERT_TRUE(store->operations().changeFlags({ id }, Flag::Seen, {}));
    worker->operationsPending();
    settle();
    ASSERT_TRUE(synchronize());
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(work), QStringList { QStringLiteral("one") });
    EXPECT_EQ(message(work, QStringLiteral("one")).id, id) << "the same message";
    EXPECT_TRUE(message(work, QStringLiteral("one")).flags.has(Flag::Seen));
    EXPECT_TRUE(message(work, QStringLiteral("one")).hasBody) << "fetched anew";
    ASSERT_EQ(server.box(work).messages.size(), 1);
    EXPECT_TRUE(server.box(work).messages.first().flags.has(Flag::Seen));
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(SyncSafetyTest, WhatAServerRewritesWhenItMovesCanBeMovedBackAtOnce)
{
    server.box(Work);
    server.uidPlus = false;
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("one")).id;
    server.claimedSizes[QStringLiteral("one")] = 4711;
    ASSERT_TRUE(store->operations().move({ id }, mailbox(Work).id));
    worker->operationsPending();
    settle();
    ASSERT_TRUE(store->operations().move({ id }, mailbox(Inbox).id)); // its UID in Work is not known yet
    worker->operationsPending();
    settle();
    ASSERT_TRUE(synchronize());
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.box(Inbox).messages.size(), 1) << "moved back there";
    EXPECT_TRUE(server.box(Work).messages.isEmpty());
    EXPECT_EQ(subjects(Inbox), QStringList { QStringLiteral("one") });
    EXPECT_TRUE(subjects(Work).isEmpty());
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(SyncSafetyTest, RebuiltMailboxIsRecognisedByContentIds)
{
    modernServer();
    server.deliver(Inbox, QStringLiteral("same"));
    server.deliver(Inbox, QStringLiteral("same"));
    start();
    const auto before = messages(Inbox);
    ASSERT_TRUE(store->operations().changeFlags({ before.first().id }, Flag::Flagged, {}));
    worker->stop();
    rebuild(Inbox);
    const int requests = server.requests;
    start();
    const auto after = messages(Inbox);
    ASSERT_EQ(after.size(), 2);
    EXPECT_EQ(after.first().id, before.first().id);
    EXPECT_TRUE(after.first().flags.has(Flag::Flagged)) << "and what was done to it here reaches the server";
    EXPECT_TRUE(server.find(Inbox, after.first().uid)->flags.has(Flag::Flagged));
    EXPECT_TRUE(after.first().hasBody && after.last().hasBody);
    EXPECT_LT(server.requests - requests, 15);
    EXPECT_EQ(server.bodiesSent, 2) << "only at the very first";
}

TEST_F(SyncSafetyTest, MessageMovedByAnotherProgramIsNotFetchedAgain)
{
    modernServer();
    server.box(Work);
    server.deliver(Inbox, QStringLiteral("one"));
    start();
    ASSERT_EQ(server.bodiesSent, 1);
    auto moved = takeAway(Inbox, Uid { 1 });
    moved.uid = Uid { server.box(Work).nextUid++ };
    moved.modSeq = ModSeq { ++server.box(Work).modSeq };
    server.box(Work).messages.append(moved);
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(message(Work, QStringLiteral("one")).hasBody);
    EXPECT_EQ(server.bodiesSent, 1);
}

TEST_F(SyncSafetyTest, FolderThatListForgetsOnceKeepsItsMail)
{
    server.deliver(Work, QStringLiteral("kept"));
    start();
    server.unlisted.insert(Work);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("kept") }) << "the server knows it when asked";
    server.unlisted.clear();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("kept") });
}

// NO [NONEXISTENT] is as plain as a NO without a code (RFC 5530).
TEST_F(SyncSafetyTest, FolderDeletedElsewhereIsGoneWhenTheServerSaysThatItIsNotThere)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("two"));
    start();
    server.boxes.erase(Work);
    server.asked.clear();
    ASSERT_TRUE(synchronize());
    const auto left = store->mailboxes().all(account.id);
    ASSERT_TRUE(left);
    EXPECT_TRUE(std::none_of(left->begin(), left->end(), [](const Mailbox &mailbox) { return mailbox.name.path == Work; }));
    EXPECT_LE(server.asked.count(QStringLiteral("STATUS")), 2) << "one for each folder: what is gone is asked for once";
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1) << "and not opened";
}

TEST_F(SyncSafetyTest, FolderRenamedElsewhereKeepsItsMail)
{
    modernServer();
    server.box(Work).mailboxId = "F7";
    server.deliver(Work, QStringLiteral("kept"));
    start();
    const MessageId id = message(Work, QStringLiteral("kept")).id;
    const QString office = QStringLiteral("Office");
    server.boxes[office] = server.boxes[Work];
    server.boxes.erase(Work);
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(message(office, QStringLiteral("kept")).id, id);
    EXPECT_EQ(server.bodiesSent, 1);
}

TEST_F(SyncSafetyTest, OneFolderThatCannotBeOpenedDoesNotKeepTheOthers)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("two"));
    server.deliver(QStringLiteral("Zoo"), QStringLiteral("three"));
    server.selectErrors.emplace(Work, Error::of(ErrorKind::ServerRefused));
    worker->start(sync::AccountWorker::Mode::OnDemand);
    EXPECT_TRUE(synchronize());
    EXPECT_EQ(subjects(QStringLiteral("Zoo")), QStringList { QStringLiteral("three") });
    EXPECT_TRUE(reportOf(Work).error);
    EXPECT_TRUE(mailbox(Work).hasError) << "and it is shown";
    EXPECT_FALSE(synchronize({ Work })) << "who asks for this one is told";
    server.selectErrors.clear();
    EXPECT_TRUE(synchronize());
    EXPECT_FALSE(mailbox(Work).hasError);
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("two") });
}

TEST_F(SyncSafetyTest, ServerThatAsksForLessIsAskedNothingMoreUntilThen)
{
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("one"));
    start();
    server.deliver(Inbox, QStringLiteral("two"));
    server.deliver(Work, QStringLiteral("two"));
    Error slower = Error::of(ErrorKind::ServerTemporary, {}, { 0, {}, QStringLiteral("Request is throttled. Suggested Backoff Time: 40000 milliseconds") });
    slower.retryAfter = 40s;
    server.selectErrors = { { Inbox, slower }, { Work, slower } };
    server.asked.clear();
    EXPECT_FALSE(synchronize());
    EXPECT_LE(server.asked.filter(QStringLiteral("SELECT")).size(), 1) << "the next folder would be refused, too";
    server.selectErrors.clear();
    const int opens = server.opens;
    clock.advance(35s);
    settle();
    EXPECT_EQ(server.opens, opens) << "before the time that the server asked for";
    clock.advance(10s);
    settle();
    EXPECT_EQ(subjects(Work).first(), QStringLiteral("two"));
    EXPECT_EQ(subjects(Inbox).first(), QStringLiteral("two"));
}

TEST_F(SyncSafetyTest, MailSentBeforeTheFirstListGoesToTheServersOwnFolder)
{
    server.box(QStringLiteral("Sent Items")).role = MailboxRole::Sent;
    const auto made = store->mailboxes().addRemote(account.id, { { {}, QStringLiteral("Sent"), QChar() }, MailboxRole::Sent });
    ASSERT_TRUE(made);
    ASSERT_TRUE(store->operations().createMailbox(*made));
    const QByteArray copy = "From: bob@example.org\r\nSubject: copy\r\nMessage-ID: <copy@example.org>\r\n\r\nSent\r\n";
    ASSERT_TRUE(store->operations().append(*made, copy, sync::analyze(copy), Flag::Seen, clock.utcNow(), {}));
    start();
    EXPECT_EQ(server.boxes.count(QStringLiteral("Sent")), 0U) << "not a second one";
    EXPECT_EQ(server.subjects(QStringLiteral("Sent Items")), QStringList { QStringLiteral("copy") });
    EXPECT_EQ(mailbox(QStringLiteral("Sent Items")).id, *made);
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(SyncSafetyTest, MessageTooLargeIsNotAskedForAgainAndAgain)
{
    server.deliver(Inbox, QStringLiteral("small"));
    server.deliver(Inbox, QStringLiteral("huge"));
    server.claimedSizes[QStringLiteral("huge")] = 300LL * 1024 * 1024;
    start();
    EXPECT_TRUE(message(Inbox, QStringLiteral("small")).hasBody);
    EXPECT_FALSE(message(Inbox, QStringLiteral("huge")).hasBody);
    const int bodies = server.bodiesSent;
    clock.advance(6h);
    EXPECT_EQ(server.bodiesSent, bodies);
    EXPECT_EQ(server.opens, 1);
    std::optional<Outcome> told;
    worker->fetchBody(message(Inbox, QStringLiteral("huge")).id, [&told](const Outcome &outcome) { told = outcome; });
    settle();
    ASSERT_TRUE(told && !*told);
    EXPECT_EQ(told->error().kind, ErrorKind::InvalidInput) << "who opens it is told why";
    EXPECT_EQ(server.opens, 1) << "and the connection stays";
}

TEST_F(SyncSafetyTest, MessageThatBreaksTheConnectionDoesNotStopTheOthers)
{
    for (int i = 0; i < 10; ++i)
        server.deliver(Inbox, QString::number(i));
    server.poisonBody = QStringLiteral("5");
    start();
    clock.advance(3h);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(message(Inbox, QString::number(i)).hasBody, i != 5) << i;
    const int opens = server.opens;
    clock.advance(20h);
    EXPECT_LE(server.opens, opens + 1) << "it is left alone now";
}
