// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationPlayer.h"

#include "core/sync/IncomingMessages.h"
#include "tests/support/StoreFixture.h"

#include <algorithm>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;
using operations::OperationPlayer;

namespace {

const QString Inbox = QStringLiteral("INBOX");
const QString Work = QStringLiteral("Work");
const QByteArray Letter = "From: bob@example.org\r\nSubject: letter\r\nMessage-ID: <letter@example.org>\r\n\r\nHello\r\n";

//! The player alone, on a connection that breaks when told. No synchronisation happens unless a test does it.
class OperationPlayerTest : public StoreFixture
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        server.facts.move = true;
        server.box(Work);
        player = std::make_unique<OperationPlayer>(*store, clock, account.id);
    }
    //! Brings everything that the server has here, as a header sync does.
    void listAll()
    {
        QList<store::MailboxTable::Listing> listing;
        for (const auto &[path, box] : server.boxes)
            listing.append({ { path.toUtf8(), path, u'/' }, box.role, true });
        ASSERT_TRUE(store->mailboxes().reconcile(account.id, listing));
        for (const auto &[path, box] : server.boxes)
            list(path);
    }
    void list(const QString &path)
    {
        const auto &box = server.boxes[path];
        const Mailbox here = mailbox(path);
        auto state = *store->mailboxes().syncState(here.id);
        state.uidValidity = box.uidValidity;
        state.uidNext = Uid { box.nextUid };
        state.highestModSeq = ModSeq { box.modSeq };
        state.lastSync = clock.utcNow();
        ASSERT_TRUE(store->mailboxes().setSyncState(here.id, state));
        QList<RemoteMessage> messages;
        for (const auto &message : box.messages)
            messages.append({ message.uid, message.flags, message.modSeq, message.internalDate, message.raw.size(), false, message.raw });
        ASSERT_TRUE(sync::addIncoming(*store, here, messages));
    }
    void connect()
    {
        remote = factory->remoteStore(account, Secret("s"));
        remote->open([](const Outcome &) {});
        settle();
    }
    //! A run on a new connection.
    Result<int> play(OperationPlayer::Patience patience = OperationPlayer::Patience::Keep)
    {
        connect();
        requestsBefore = server.requests;
        std::optional<Result<int>> result;
        player->run(*remote, patience, [&](const Result<int> &played) { result = played; });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    int requests() const { return server.requests - requestsBefore; }
    OperationId append(const QByteArray &raw = Letter, const QString &path = Work)
    {
        const auto id = store->operations().append(mailbox(path).id, raw, sync::analyze(raw), Flag::Seen, clock.utcNow(), {});
        EXPECT_TRUE(id);
        return *id;
    }
    OperationState state(OperationId id) const { return store->operations().find(id)->state; }
    int countOn(const QString &path, const QString &subject) const { return int(server.subjects(path).count(subject)); }

    std::unique_ptr<RemoteStore> remote;
    int requestsBefore = 0;
    std::unique_ptr<OperationPlayer> player;
};

} // namespace

TEST_F(OperationPlayerTest, AThousandFlagChangesAreAFewCommands)
{
    for (int i = 0; i < 1000; ++i)
        server.deliver(Inbox, QString::number(i));
    listAll();
    const auto known = store->messages().known(mailbox(Inbox).id);
    for (const auto &message : *known)
        ASSERT_TRUE(store->operations().changeFlags({ message.id }, Flag::Seen, {}));
    ASSERT_EQ(play().value_or(0), 1000);
    EXPECT_LE(requests(), 4);
    for (const auto &message : server.box(Inbox).messages)
        ASSERT_TRUE(message.flags.has(Flag::Seen));
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(OperationPlayerTest, RefusedOneDoesNotTakeTheOthersWithIt)
{
    const Uid one = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    listAll();
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flag::Seen, {}));
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("two")).id }, Flags({}, { QStringLiteral("refused") }), {}));
    server.refuseStore = [](const Flags &add) { return add.hasKeyword(QStringLiteral("refused")); };
    EXPECT_TRUE(play());
    EXPECT_TRUE(server.find(Inbox, one)->flags.has(Flag::Seen));
    const auto open = reader->openOperations();
    ASSERT_EQ(open->size(), 1);
    EXPECT_EQ(open->first().state, OperationState::Failed);
    EXPECT_FALSE(message(Inbox, QStringLiteral("two")).flags.hasKeyword(QStringLiteral("refused"))) << "taken back, visibly";
}

TEST_F(OperationPlayerTest, AppendWhoseAnswerWasLostIsNotRepeatedAfterASync)
{
    listAll();
    const OperationId op = append();
    server.breakAt(1, true); // stored there, and the answer is lost
    EXPECT_FALSE(play());
    ASSERT_EQ(countOn(Work, QStringLiteral("letter")), 1);
    list(Work); // and a header sync is faster than the retry
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("letter")), 1);
    EXPECT_EQ(state(op), OperationState::Done);
    EXPECT_EQ(subjects(Work).count(QStringLiteral("letter")), 1);
}

TEST_F(OperationPlayerTest, AppendWithoutMessageIdIsNotRepeatedEither)
{
    listAll();
    append("From: bob@example.org\r\nSubject: bare\r\n\r\nHello\r\n");
    server.breakAt(1, true);
    EXPECT_FALSE(play());
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("bare")), 1);
}

TEST_F(OperationPlayerTest, SameLetterAppendedTwiceOnPurposeIsThereTwice)
{
    listAll();
    append();
    ASSERT_TRUE(play());
    append();
    server.breakAt(1, false); // lost before it arrived
    EXPECT_FALSE(play());
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("letter")), 2) << "the first one is no trace of the second";
}

// Servers that keep mbox files write Status, X-UID and more into what they copy: it has another size then.
TEST_F(OperationPlayerTest, CopyThatTheServerRewroteIsKnownWhenItsAnswerWasLost)
{
    server.uidPlus = false;
    server.facts.quirks = { QStringLiteral("copy-loses-flags") };
    server.ownFields = "Status: O\r\nX-UID: 17\r\nX-IMAPbase: 1395 17\r\n";
    server.deliver(Inbox, QStringLiteral("one"));
    listAll();
    for (const bool synced : { false, true }) {
        const int before = countOn(Work, QStringLiteral("one"));
        ASSERT_TRUE(store->operations().copy({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
        server.breakAt(2, true); // SELECT, COPY
        EXPECT_FALSE(play());
        ASSERT_EQ(countOn(Work, QStringLiteral("one")), before + 1);
        if (synced)
            list(Work);
        EXPECT_TRUE(play());
        EXPECT_EQ(countOn(Work, QStringLiteral("one")), before + 1) << "listed meanwhile: " << synced;
        list(Work);
    }
}

// The same letter that comes by a mailing list, with its footer, is no trace.
TEST_F(OperationPlayerTest, WhatIsMuchLargerIsNoCopy)
{
    server.uidPlus = false;
    server.facts.quirks = { QStringLiteral("copy-loses-flags") };
    server.deliver(Inbox, QStringLiteral("one"));
    listAll();
    ASSERT_TRUE(store->operations().copy({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
    server.breakAt(2, false); // lost before it arrived
    EXPECT_FALSE(play());
    auto other = server.box(Inbox).messages.first();
    other.uid = Uid { server.box(Work).nextUid++ };
    other.raw.append(QByteArray(3000, 'x') + "\r\n");
    server.box(Work).messages.append(other);
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("one")), 2);
}

TEST_F(OperationPlayerTest, CopyWhoseAnswerWasLostIsNotRepeated)
{
    server.deliver(Inbox, QStringLiteral("one"));
    listAll();
    for (const bool synced : { false, true }) {
        const int before = countOn(Work, QStringLiteral("one"));
        ASSERT_TRUE(store->operations().copy({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
        server.breakAt(2, true); // SELECT, COPY
        EXPECT_FALSE(play());
        ASSERT_EQ(countOn(Work, QStringLiteral("one")), before + 1);
        if (synced)
            list(Work);
        EXPECT_TRUE(play());
        EXPECT_EQ(countOn(Work, QStringLiteral("one")), before + 1);
    }
}

// A library for servers announces MOVE whatever is behind it, and refuses it where its storage cannot do it.
TEST_F(OperationPlayerTest, MoveThatIsAnnouncedAndRefusedGoesTheLongWay)
{
    server.refusesMove = true;
    for (const bool uidPlus : { true, false }) {
        server.uidPlus = uidPlus;
        const QString subject = uidPlus ? QStringLiteral("told") : QStringLiteral("untold");
        server.deliver(Inbox, subject);
        listAll();
        ASSERT_TRUE(store->operations().move({ message(Inbox, subject).id }, mailbox(Work).id));
        EXPECT_TRUE(play());
        EXPECT_EQ(countOn(Work, subject), 1);
        EXPECT_EQ(countOn(Inbox, subject), 0);
        EXPECT_TRUE(reader->openOperations()->isEmpty());
    }
}

TEST_F(OperationPlayerTest, MoveWithoutMoveIsInterruptedAnywhereAndEndsInOneMessage)
{
    server.facts.move = false;
    for (const bool uidPlus : { true, false }) {
        server.uidPlus = uidPlus;
        for (const bool afterEffect : { false, true }) {
            for (int breakAt = 1; breakAt <= 5; ++breakAt) {
                SCOPED_TRACE(testing::Message() << "request " << breakAt << (afterEffect ? " after" : " before") << (uidPlus ? "" : ", no UIDPLUS"));
                const QString subject = QStringLiteral("m%1%2%3").arg(breakAt).arg(afterEffect).arg(uidPlus);
                server.deliver(Inbox, subject);
                listAll();
                ASSERT_TRUE(store->operations().move({ message(Inbox, subject).id }, mailbox(Work).id));
                server.breakAt(breakAt, afterEffect);
                (void)play();
                server.breakAt(0, false);
                EXPECT_TRUE(play());
                EXPECT_EQ(countOn(Work, subject), 1) << "copied once";
                EXPECT_EQ(countOn(Inbox, subject), 0);
                list(Work);
                EXPECT_EQ(subjects(Work).count(subject), 1);
            }
        }
    }
}

TEST_F(OperationPlayerTest, MoveWithoutMoveRemovesNothingWhereTheCopyDidNotArrive)
{
    server.facts.move = false;
    server.losesCopies = true;
    for (const bool uidPlus : { true, false }) {
        SCOPED_TRACE(uidPlus);
        server.uidPlus = uidPlus;
        server.deliver(Inbox, QStringLiteral("one"));
        server.deliver(Work, QStringLiteral("other"));
        listAll();
        const int before = countOn(Inbox, QStringLiteral("one"));
        ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id }, mailbox(Work).id));
        EXPECT_TRUE(play());
        EXPECT_EQ(countOn(Inbox, QStringLiteral("one")), before) << "the only copy there is";
        EXPECT_EQ(subjects(Inbox).count(QStringLiteral("one")), before) << "and it is shown again";
    }
}

TEST_F(OperationPlayerTest, MoveWithoutMoveOfWhatWasTakenAwayMeanwhileMovesTheRest)
{
    server.facts.move = false;
    const QString one = QStringLiteral("one");
    const QString two = QStringLiteral("two");
    for (const bool uidPlus : { true, false }) {
        SCOPED_TRACE(uidPlus);
        server.uidPlus = uidPlus;
        server.box(Inbox).messages.clear();
        server.box(Work).messages.clear();
        server.deliver(Inbox, one);
        server.deliver(Inbox, two);
        listAll();
        ASSERT_TRUE(store->operations().move({ message(Inbox, one).id, message(Inbox, two).id }, mailbox(Work).id));
        server.box(Inbox).messages.removeFirst(); // by another program: COPY says OK and copies one
        EXPECT_TRUE(play());
        EXPECT_EQ(server.subjects(Work), QStringList { two });
        EXPECT_TRUE(server.subjects(Inbox).isEmpty());
        EXPECT_TRUE(store->operations().open(account.id)->isEmpty()) << "nothing is left to do, and nothing was refused";
    }
}

TEST_F(OperationPlayerTest, MoveWithoutMoveThatIsRepeatedIsMeasuredByItsOwnFolder)
{
    server.facts.move = false;
    server.uidPlus = false;
    const QString archive = QStringLiteral("Archive");
    const QString one = QStringLiteral("one");
    server.box(archive);
    for (int i = 0; i < 5; ++i)
        server.deliver(Work, QStringLiteral("other"));
    server.deliver(Inbox, one);
    listAll();
    append(Letter, Inbox);
    ASSERT_TRUE(store->operations().copy({ message(Inbox, QStringLiteral("letter")).id }, mailbox(Work).id)); // waits for the UID
    ASSERT_TRUE(store->operations().move({ message(Inbox, one).id }, mailbox(archive).id));
    server.breakAt(3, false); // APPEND, SELECT, COPY
    EXPECT_FALSE(play());
    list(Inbox);
    EXPECT_TRUE(play()); // the copy to Work, whose UIDs are higher, and then the move
    EXPECT_EQ(countOn(Work, QStringLiteral("letter")), 1);
    EXPECT_EQ(countOn(archive, one), 1);
    EXPECT_EQ(countOn(Inbox, one), 0);
    EXPECT_TRUE(store->operations().open(account.id)->isEmpty());
}

TEST_F(OperationPlayerTest, MoveWithoutMoveOfSeveralMailboxesRemovesOnlyWhatIsCopied)
{
    server.facts.move = false;
    server.box(QStringLiteral("Archive"));
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("two"));
    listAll();
    for (int breakAt = 1; breakAt <= 8; ++breakAt) {
        SCOPED_TRACE(breakAt);
        const QString at = breakAt % 2 ? QStringLiteral("Archive") : Inbox;
        (void)at;
        const QString one = QStringLiteral("a%1").arg(breakAt);
        const QString two = QStringLiteral("b%1").arg(breakAt);
        server.deliver(Inbox, one);
        server.deliver(Work, two);
        listAll();
        ASSERT_TRUE(store->operations().move({ message(Inbox, one).id, message(Work, two).id }, mailbox(QStringLiteral("Archive")).id));
        server.breakAt(breakAt, true);
        (void)play();
        server.breakAt(0, false);
        EXPECT_TRUE(play());
        EXPECT_EQ(countOn(QStringLiteral("Archive"), one), 1);
        EXPECT_EQ(countOn(QStringLiteral("Archive"), two), 1);
        EXPECT_EQ(countOn(Inbox, one) + countOn(Work, two), 0);
    }
}

TEST_F(OperationPlayerTest, RebuiltMailboxIsMatchedBeforeAnythingIsDoneInIt)
{
    const Uid old = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    listAll();
    ASSERT_TRUE(store->operations().expunge({ message(Inbox, QStringLiteral("one")).id }));
    auto &box = server.box(Inbox);
    box.uidValidity = UidValidity { 2 };
    std::reverse(box.messages.begin(), box.messages.end());
    box.messages[0].uid = old; // the old UID names another message now
    box.messages[1].uid = Uid { old.value + 1 };
    EXPECT_TRUE(play());
    EXPECT_EQ(server.subjects(Inbox).size(), 2) << "nothing is removed by an old UID";
    EXPECT_TRUE(player->foundAnew());
    list(Inbox);
    EXPECT_TRUE(play());
    EXPECT_EQ(server.subjects(Inbox), QStringList { QStringLiteral("two") });
}

TEST_F(OperationPlayerTest, ATemporaryRefusalLetsOthersGoFirst)
{
    const Uid one = server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Inbox, QStringLiteral("two"));
    listAll();
    server.storeError = Error::of(ErrorKind::ServerTemporary);
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flag::Seen, {}));
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("two")).id }, mailbox(Work).id));
    EXPECT_FALSE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("two")), 1) << "not held up by what the server cannot do now";
    EXPECT_TRUE(player->nextTry() > clock.utcNow());
    server.storeError.reset();
    EXPECT_TRUE(play());
    EXPECT_FALSE(server.find(Inbox, one)->flags.has(Flag::Seen)) << "not yet";
    EXPECT_TRUE(play(OperationPlayer::Patience::Now));
    EXPECT_TRUE(server.find(Inbox, one)->flags.has(Flag::Seen)) << "unless somebody asks";
}

TEST_F(OperationPlayerTest, SentCopyIsKeptAlthoughItsFolderIsGone)
{
    listAll();
    append();
    server.boxes.erase(Work);
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(Work, QStringLiteral("letter")), 1);
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(OperationPlayerTest, MessageThatTheServerDoesNotTakeIsShownAndNotTriedForEver)
{
    listAll();
    server.facts.appendLimit = 20;
    const OperationId op = append();
    EXPECT_TRUE(play());
    EXPECT_EQ(state(op), OperationState::Failed);
    EXPECT_EQ(countOn(Work, QStringLiteral("letter")), 0);
}

TEST_F(OperationPlayerTest, WhatEndsEveryConnectionIsGivenUpAndOthersGoOn)
{
    server.deliver(Inbox, QStringLiteral("one"));
    const Uid two = server.deliver(Inbox, QStringLiteral("two"));
    listAll();
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flags({}, { QStringLiteral("poison") }), {}));
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("two")).id }, Flag::Seen, {}));
    server.poisonStore = [](const Flags &add) { return add.hasKeyword(QStringLiteral("poison")); };
    for (int connection = 0; connection < 8; ++connection)
        (void)play();
    EXPECT_TRUE(server.find(Inbox, two)->flags.has(Flag::Seen));
    const auto open = reader->openOperations();
    ASSERT_EQ(open->size(), 1);
    EXPECT_EQ(open->first().state, OperationState::Failed);
}

TEST_F(OperationPlayerTest, SameUidOfTwoMailboxesMovesToTwoPlaces)
{
    server.box(QStringLiteral("Archive"));
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("two"));
    listAll();
    ASSERT_EQ(message(Inbox, QStringLiteral("one")).uid, message(Work, QStringLiteral("two")).uid);
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id, message(Work, QStringLiteral("two")).id },
        mailbox(QStringLiteral("Archive")).id));
    ASSERT_TRUE(play());
    for (const MessageSummary &summary : messages(QStringLiteral("Archive")))
        EXPECT_NE(server.find(QStringLiteral("Archive"), summary.uid), nullptr);
    EXPECT_NE(message(QStringLiteral("Archive"), QStringLiteral("one")).uid, message(QStringLiteral("Archive"), QStringLiteral("two")).uid);
}

TEST_F(OperationPlayerTest, WhatADroppedConnectionLeftRunningIsPlayedAgain)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    listAll();
    ASSERT_TRUE(store->operations().changeFlags({ message(Inbox, QStringLiteral("one")).id }, Flag::Seen, {}));
    connect();
    player->run(*remote, OperationPlayer::Patience::Keep, [](const Result<int> &) { ADD_FAILURE() << "its player is gone"; });
    player.reset();
    remote.reset();
    settle();
    player = std::make_unique<OperationPlayer>(*store, clock, account.id);
    EXPECT_TRUE(play());
    EXPECT_TRUE(server.find(Inbox, uid)->flags.has(Flag::Seen));
}

TEST_F(OperationPlayerTest, UidsOfABrokenOffListingAreForgottenWithTheirValidity)
{
    server.deliver(Inbox, QStringLiteral("moved"));
    server.deliver(Work, QStringLiteral("kept"));
    listAll();
    // As a first listing leaves it that was broken off: UIDs are here, and nothing says that the listing ended.
    store::MailboxTable::SyncState begun;
    begun.uidValidity = server.box(Work).uidValidity;
    ASSERT_TRUE(store->mailboxes().setSyncState(mailbox(Work).id, begun));
    ++server.box(Work).uidValidity.value;
    server.box(Work).messages.first().uid = Uid { 70 };
    server.box(Work).nextUid = 71;
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("moved")).id }, mailbox(Work).id));
    ASSERT_TRUE(play());
    EXPECT_FALSE(message(Work, QStringLiteral("kept")).uid.isValid()) << "its UID was one of the old numbering";
}

TEST_F(OperationPlayerTest, WhatABatchHasCopiedBeforeItStoppedIsNotCopiedAgain)
{
    server.facts.move = false;
    const QString archive = QStringLiteral("Archive");
    server.box(archive);
    server.deliver(Inbox, QStringLiteral("one"));
    server.deliver(Work, QStringLiteral("two"));
    listAll();
    ASSERT_TRUE(store->operations().move({ message(Inbox, QStringLiteral("one")).id }, mailbox(archive).id));
    ASSERT_TRUE(store->operations().move({ message(Work, QStringLiteral("two")).id }, mailbox(archive).id));
    ++server.box(Work).uidValidity.value; // the second half of the batch finds another mailbox
    server.box(Work).messages.first().uid = Uid { 90 };
    EXPECT_TRUE(play());
    list(Work);
    EXPECT_TRUE(play());
    EXPECT_TRUE(play());
    EXPECT_EQ(countOn(archive, QStringLiteral("one")), 1);
    EXPECT_EQ(countOn(archive, QStringLiteral("two")), 1);
    EXPECT_EQ(countOn(Inbox, QStringLiteral("one")) + countOn(Work, QStringLiteral("two")), 0);
}
