// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/store/StoreFixture.h"

namespace golub::test {
namespace {

const Error Refused = Error::of(ErrorKind::ServerRefused, QStringLiteral("NO"));

class OperationTableTest : public StoreTest
{
protected:
    store::OperationTable &operations() { return store->operations(); }
    OperationId startNext()
    {
        const OperationId id = must(operations().nextPending(imap)).id;
        must(operations().start(id));
        return id;
    }
    OperationTarget target(OperationId id) const { return operation(id).targets.first(); }
};

TEST_F(OperationTableTest, FlagsShowAtOnceAndSurviveAListing)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().changeFlags({ id }, Flags(Flag::Seen, { QStringLiteral("work") }), {}));
    EXPECT_TRUE(row(id).flags.has(Flag::Seen));
    EXPECT_EQ(info(inbox).unread, 0);
    must(store->messages().setServerFlags(id, Flag::Answered, { 9 }));
    EXPECT_EQ(row(id).flags, Flags(SystemFlags(Flag::Seen) | Flag::Answered, { QStringLiteral("work") }));
    EXPECT_EQ(target(op).sourceUid.value, 1u);
    EXPECT_EQ(target(op).sourceUidValidity.value, 7u);
    must(operations().start(op));
    must(operations().finish(op));
    must(store->messages().setServerFlags(id, Flag::Answered, { 10 }));
    EXPECT_FALSE(row(id).flags.has(Flag::Seen)) << "after the operation is done the server's word counts alone";
}

TEST_F(OperationTableTest, RefusedFlagsAreTakenBackAndCanBeTriedAgain)
{
    const MessageId id = add(1, Flag::Seen);
    const OperationId op = must(operations().changeFlags({ id }, Flag::Flagged, Flag::Seen));
    must(operations().start(op));
    must(operations().fail(op, Refused));
    EXPECT_EQ(row(id).flags, Flags(Flag::Seen));
    ASSERT_EQ(must(operations().open(imap)).size(), 1);
    EXPECT_EQ(must(operations().open(imap)).first().state, OperationState::Failed);
    EXPECT_EQ(must(operations().open(imap)).first().lastError, Refused);
    must(operations().retry(op));
    EXPECT_EQ(row(id).flags, Flags(Flag::Flagged));
    must(operations().cancel(op));
    EXPECT_EQ(row(id).flags, Flags(Flag::Seen));
    EXPECT_TRUE(must(operations().open()).isEmpty());
}

TEST_F(OperationTableTest, MovedMessageDoesNotComeBackWhileThePlanIsPending)
{
    const MessageId id = add(1);
    must(operations().move({ id }, archive));
    EXPECT_EQ(row(id).mailbox, archive);
    EXPECT_FALSE(row(id).uid.isValid());
    EXPECT_FALSE(must(store->messages().insert(inbox, incoming(1))).isValid());
    EXPECT_EQ(info(inbox).total, 0);
    EXPECT_EQ(info(archive).total, 1);
}

TEST_F(OperationTableTest, MoveTakesTheUidThatTheServerTells)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    must(operations().finish(op, { { { 1 }, { 50 } } }));
    EXPECT_EQ(row(id).mailbox, archive);
    EXPECT_EQ(row(id).uid.value, 50u);
    EXPECT_EQ(must(store->messages().insert(archive, [&] {
        auto message = incoming(1);
        message.uid = { 50 };
        return message;
    }())),
        id);
    EXPECT_EQ(info(archive).total, 1);
}

TEST_F(OperationTableTest, MoveWithoutUidPlusIsAdoptedByTheListing)
{
    const MessageId id = add(1);
    must(store->messages().storeBody(id, "s\nbody", analyze("s\nbody")));
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    must(operations().finish(op));
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 77 };
    EXPECT_EQ(must(store->messages().insert(archive, shown)), id);
    EXPECT_EQ(row(id).uid.value, 77u);
    EXPECT_TRUE(row(id).hasBody);
    must(store->messages().removeUnmatched(archive));
    EXPECT_EQ(info(archive).total, 1);
}

TEST_F(OperationTableTest, ListingBeforeTheMoveIsNotTakenForIt)
{
    // Another copy of the same message stands in the destination already; the move was never asked of the server.
    const MessageId id = add(1);
    must(operations().move({ id }, archive));
    store::IncomingMessage twin = incoming(1);
    twin.uid = { 30 };
    const MessageId other = must(store->messages().insert(archive, twin));
    EXPECT_NE(other, id);
    EXPECT_EQ(info(archive).total, 2);
    must(store->messages().removeUnmatched(archive));
    EXPECT_FALSE(isGone(id)) << "a pending move explains the row";
}

TEST_F(OperationTableTest, ListingBetweenMoveAndItsEndIsMerged)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 50 };
    shown.envelope.messageIdHeader = QStringLiteral("rewritten@server");
    const MessageId newcomer = must(store->messages().insert(archive, shown));
    EXPECT_NE(newcomer, id);
    must(operations().finish(op, { { { 1 }, { 50 } } }));
    EXPECT_TRUE(isGone(newcomer));
    EXPECT_EQ(row(id).uid.value, 50u);
    EXPECT_EQ(info(archive).total, 1);
}

TEST_F(OperationTableTest, RefusedMoveGoesBack)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    must(operations().fail(op, Refused));
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_EQ(row(id).uid.value, 1u);
    must(operations().retry(op));
    EXPECT_EQ(row(id).mailbox, archive);
    EXPECT_EQ(target(op).sourceUid.value, 1u);
    EXPECT_EQ(startNext(), op);
}

TEST_F(OperationTableTest, FlagAfterMoveWaitsForTheUidAndGetsIt)
{
    const MessageId id = add(1);
    const OperationId move = must(operations().move({ id }, archive));
    const OperationId flag = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    EXPECT_FALSE(target(flag).sourceUid.isValid());
    EXPECT_EQ(startNext(), move);
    EXPECT_TRUE(nothingPending()) << "the flag cannot be played before the UID is known";
    must(operations().finish(move, { { { 1 }, { 50 } } }));
    const Operation next = must(operations().nextPending(imap));
    EXPECT_EQ(next.id, flag);
    EXPECT_EQ(next.targets.first().sourceMailbox, archive);
    EXPECT_EQ(next.targets.first().sourceUid.value, 50u);
    EXPECT_EQ(next.targets.first().sourceUidValidity.value, 7u);
    EXPECT_TRUE(row(id).flags.has(Flag::Flagged));
}

TEST_F(OperationTableTest, FlagAfterMoveWithoutUidPlusGetsItFromTheListing)
{
    const MessageId id = add(1);
    const OperationId move = must(operations().move({ id }, archive));
    const OperationId flag = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    must(operations().start(move));
    must(operations().finish(move));
    EXPECT_TRUE(nothingPending());
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 61 };
    EXPECT_EQ(must(store->messages().insert(archive, shown)), id);
    const Operation next = must(operations().nextPending(imap));
    EXPECT_EQ(next.id, flag);
    EXPECT_EQ(next.targets.first().sourceUid.value, 61u);
    EXPECT_TRUE(row(id).flags.has(Flag::Flagged));
}

TEST_F(OperationTableTest, MoveAfterMoveIsHandedOn)
{
    const MessageId id = add(1);
    const OperationId first = must(operations().move({ id }, archive));
    const OperationId second = must(operations().move({ id }, work));
    const OperationId flag = must(operations().changeFlags({ id }, Flag::Seen, {}));
    EXPECT_EQ(row(id).mailbox, work);
    EXPECT_EQ(startNext(), first);
    must(operations().finish(first, { { { 1 }, { 50 } } }));
    EXPECT_EQ(row(id).mailbox, work);
    EXPECT_FALSE(row(id).uid.isValid());
    EXPECT_EQ(startNext(), second);
    EXPECT_EQ(target(second).sourceMailbox, archive);
    EXPECT_EQ(target(second).sourceUid.value, 50u);
    // The server shows it in the archive before it leaves from there.
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 50 };
    EXPECT_FALSE(must(store->messages().insert(archive, shown)).isValid());
    must(operations().finish(second, { { { 50 }, { 5 } } }));
    EXPECT_EQ(row(id).uid.value, 5u);
    EXPECT_EQ(target(flag).sourceMailbox, work);
    EXPECT_EQ(target(flag).sourceUid.value, 5u);
}

TEST_F(OperationTableTest, MoveAfterMoveWithoutUidPlusIsRecognisedOnItsWay)
{
    const MessageId id = add(1);
    const OperationId first = must(operations().move({ id }, archive));
    const OperationId second = must(operations().move({ id }, work));
    must(operations().start(first));
    must(operations().finish(first));
    EXPECT_TRUE(nothingPending());
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 50 };
    EXPECT_FALSE(must(store->messages().insert(archive, shown)).isValid()) << "it is on its way to Work";
    EXPECT_EQ(info(archive).total, 0);
    EXPECT_EQ(startNext(), second);
    EXPECT_EQ(target(second).sourceUid.value, 50u);
}

TEST_F(OperationTableTest, FirstOfTwoMovesRefusedLeavesTheSecond)
{
    const MessageId id = add(1);
    const OperationId first = must(operations().move({ id }, archive));
    const OperationId second = must(operations().move({ id }, work));
    must(operations().start(first));
    must(operations().fail(first, Refused));
    EXPECT_EQ(row(id).mailbox, work) << "the user's later wish stands";
    EXPECT_EQ(target(second).sourceMailbox, inbox);
    EXPECT_EQ(target(second).sourceUid.value, 1u);
    EXPECT_EQ(startNext(), second);
    must(operations().fail(second, Refused));
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_EQ(row(id).uid.value, 1u);
}

TEST_F(OperationTableTest, ThereAndBackAgainBeforeTheServerHears)
{
    const MessageId id = add(1);
    const OperationId there = must(operations().move({ id }, archive));
    const OperationId back = must(operations().move({ id }, inbox));
    EXPECT_FALSE(must(store->messages().insert(inbox, incoming(1))).isValid());
    EXPECT_EQ(info(inbox).total, 1);
    must(operations().start(there));
    must(operations().finish(there, { { { 1 }, { 50 } } }));
    must(operations().start(back));
    must(operations().finish(back, { { { 50 }, { 2 } } }));
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_EQ(row(id).uid.value, 2u);
}

TEST_F(OperationTableTest, MessageThatVanishedAfterAMoveLeavesNothingWaiting)
{
    const MessageId id = add(1);
    const OperationId move = must(operations().move({ id }, archive));
    const OperationId flag = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    must(operations().start(move));
    must(operations().finish(move));
    must(store->messages().removeUnmatched(archive)); // a complete listing without it
    EXPECT_TRUE(isGone(id));
    EXPECT_EQ(startNext(), flag) << "nothing to do on the server, but it must not wait for ever";
    EXPECT_FALSE(target(flag).sourceUid.isValid());
}

TEST_F(OperationTableTest, PendingMoveFindsItsMessageAfterAUidValidityChange)
{
    const MessageId id = add(1);
    const MessageId lost = add(2);
    const OperationId op = must(operations().move({ id }, archive));
    const OperationId other = must(operations().expunge({ lost }));
    must(store->messages().forgetUids(inbox));
    must(store->mailboxes().setSyncState(inbox, { { 8 }, { 1 }, {}, -1, -1, {} }));
    EXPECT_TRUE(nothingPending());
    store::IncomingMessage again = incoming(1);
    again.uid = { 101 };
    EXPECT_FALSE(must(store->messages().insert(inbox, again)).isValid()) << "the user moved it";
    EXPECT_EQ(info(inbox).total, 0);
    EXPECT_EQ(must(operations().nextPending(imap)).id, op);
    EXPECT_EQ(target(op).sourceUid.value, 101u);
    EXPECT_EQ(target(op).sourceUidValidity.value, 8u);
    must(store->messages().removeUnmatched(inbox));
    must(operations().start(op));
    EXPECT_EQ(must(operations().nextPending(imap)).id, other) << "its message is gone; it must not wait for ever";
    EXPECT_FALSE(target(other).sourceUid.isValid());
}

TEST_F(OperationTableTest, ExpungeBeforeTheMoveIsDoneFollowsTheMessage)
{
    const MessageId id = add(1);
    const OperationId move = must(operations().move({ id }, trash));
    const OperationId expunge = must(operations().expunge({ id }));
    must(operations().start(move));
    must(operations().finish(move));
    store::IncomingMessage shown = incoming(1);
    shown.uid = { 40 };
    EXPECT_FALSE(must(store->messages().insert(trash, shown)).isValid());
    EXPECT_FALSE(must(store->messages().insert(trash, shown)).isValid());
    EXPECT_EQ(info(trash).total, 0);
    EXPECT_EQ(startNext(), expunge);
    EXPECT_EQ(target(expunge).sourceMailbox, trash);
    EXPECT_EQ(target(expunge).sourceUid.value, 40u);
    must(operations().finish(expunge));
    EXPECT_FALSE(store->messages().findByUid(trash, { 40 }));
}

TEST_F(OperationTableTest, ExpungeHidesAndRemoves)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().expunge({ id }));
    EXPECT_TRUE(isGone(id));
    EXPECT_FALSE(must(store->messages().insert(inbox, incoming(1))).isValid());
    EXPECT_EQ(info(inbox).total, 0);
    EXPECT_EQ(errorKind(operations().changeFlags({ id }, Flag::Seen, {})), ErrorKind::NotFound);
    EXPECT_EQ(errorKind(operations().undo(op)), ErrorKind::NotFound);
    must(operations().start(op));
    must(operations().fail(op, Refused));
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_EQ(info(inbox).total, 1);
    must(operations().retry(op));
    must(operations().start(op));
    must(operations().finish(op));
    EXPECT_EQ(errorKind(store->messages().findByUid(inbox, { 1 })), ErrorKind::NotFound);
}

TEST_F(OperationTableTest, CopyAppearsAtOnceAndIsAdopted)
{
    const MessageId id = add(1, Flag::Seen);
    must(store->messages().storeBody(id, "s\nbody", analyze("s\nbody")));
    const OperationId op = must(operations().copy({ id }, archive));
    const QList<MessageSummary> copies = must(reader()->window(archive, {}, 10));
    ASSERT_EQ(copies.size(), 1);
    EXPECT_TRUE(copies.first().hasBody);
    EXPECT_TRUE(copies.first().flags.has(Flag::Seen));
    EXPECT_EQ(row(id).mailbox, inbox);
    must(operations().start(op));
    must(operations().finish(op, { { { 1 }, { 9 } } }));
    EXPECT_EQ(row(copies.first().id).uid.value, 9u);
    const OperationId undo = must(operations().undo()).operation;
    EXPECT_EQ(operation(undo).kind, OperationKind::Expunge);
    EXPECT_EQ(target(undo).sourceUid.value, 9u);
    EXPECT_EQ(info(archive).total, 0);
    EXPECT_EQ(info(inbox).total, 1);
}

TEST_F(OperationTableTest, ACopyThatTheServerDidNotTellGoesToTheTrashByUndo)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().copy({ id }, archive));
    must(operations().start(op));
    must(operations().finish(op, {}));
    EXPECT_EQ(operation(must(operations().undo()).operation).kind, OperationKind::Move);
    EXPECT_EQ(info(archive).total, 0);
    EXPECT_EQ(info(trash).total, 1);
    const OperationId again = must(operations().copy({ id }, archive));
    must(operations().start(again));
    must(operations().retryLater(again, Refused));
    must(operations().start(again));
    must(operations().finish(again, { { { 1 }, { 9 } } }));
    EXPECT_EQ(operation(must(operations().undo()).operation).kind, OperationKind::Move) << "found there by a second attempt: it may be the message itself";
    EXPECT_EQ(info(trash).total, 2);
    EXPECT_EQ(info(inbox).total, 1);
}

TEST_F(OperationTableTest, RefusedCopyDisappears)
{
    const OperationId op = must(operations().copy({ add(1) }, archive));
    must(operations().start(op));
    must(operations().fail(op, Refused));
    EXPECT_EQ(info(archive).total, 0);
    must(operations().retry(op));
    EXPECT_EQ(info(archive).total, 1);
    must(operations().cancel(op));
    EXPECT_EQ(info(archive).total, 0);
    EXPECT_EQ(info(inbox).total, 1);
}

TEST_F(OperationTableTest, AppendIsSeenAtOnceAndTakesItsUid)
{
    const QByteArray raw = "Sent\nbody";
    store::MessageText text = analyze(raw);
    text.envelope.messageIdHeader = QStringLiteral("mine@example.org");
    const OperationId op = must(operations().append(archive, raw, text, Flag::Seen, clock.utcNow(), { 4 }));
    EXPECT_EQ(must(operations().appendContent(op)), raw);
    EXPECT_EQ(operation(op).outbox.value, 4);
    const MessageId id = target(op).message;
    EXPECT_TRUE(row(id).flags.has(Flag::Seen));
    EXPECT_EQ(startNext(), op);
    must(operations().finish(op, { { {}, { 12 } } }));
    EXPECT_EQ(row(id).uid.value, 12u);
    EXPECT_EQ(must(store->messages().body(id)), raw);
}

TEST_F(OperationTableTest, AppendWithoutUidPlusIsKnownByItsMessageId)
{
    const QByteArray raw = "Sent\nbody";
    store::MessageText text = analyze(raw);
    text.envelope.messageIdHeader = QStringLiteral("mine@example.org");
    const OperationId op = must(operations().append(archive, raw, text, Flag::Seen, clock.utcNow(), {}));
    must(operations().start(op));
    must(operations().finish(op));
    store::IncomingMessage shown = incoming(12);
    shown.envelope.messageIdHeader = QStringLiteral("mine@example.org");
    EXPECT_EQ(must(store->messages().insert(archive, shown)), target(op).message);
}

TEST_F(OperationTableTest, UndoBeforeTheServerHeardCancels)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    EXPECT_EQ(must(operations().undo()).operation, op);
    EXPECT_EQ(operation(op).state, OperationState::Cancelled);
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_EQ(row(id).uid.value, 1u);
    EXPECT_EQ(errorKind(operations().undo()), ErrorKind::NotFound);
}

TEST_F(OperationTableTest, UndoAfterwardsJournalsTheInverse)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    const OperationId inverse = must(operations().undo()).operation; // while it is running
    EXPECT_EQ(operation(inverse).inverseOf, op);
    EXPECT_TRUE(operation(op).undone);
    EXPECT_EQ(row(id).mailbox, inbox);
    must(operations().finish(op, { { { 1 }, { 50 } } }));
    EXPECT_EQ(startNext(), inverse);
    EXPECT_EQ(target(inverse).sourceMailbox, archive);
    EXPECT_EQ(target(inverse).sourceUid.value, 50u);
    EXPECT_EQ(errorKind(operations().undo()), ErrorKind::NotFound) << "an undo is not undone by the next one";
}

TEST_F(OperationTableTest, TriedButNotAnsweredIsUndoneByItsInverse)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().changeFlags({ id }, Flag::Seen, {}));
    must(operations().start(op));
    must(operations().retryLater(op, Error::of(ErrorKind::ConnectionLost)));
    const OperationId inverse = must(operations().undo(op)).operation;
    EXPECT_NE(inverse, op);
    EXPECT_FALSE(row(id).flags.has(Flag::Seen));
    EXPECT_EQ(must(operations().open(imap)).size(), 2);
}

TEST_F(OperationTableTest, UndoOfFlagsKeepsWhatWasSetBefore)
{
    const MessageId unread = add(1);
    const MessageId read = add(2, Flag::Seen);
    const OperationId op = must(operations().changeFlags({ unread, read }, Flag::Seen, {}));
    must(operations().start(op));
    must(operations().finish(op));
    must(operations().undo(op));
    EXPECT_FALSE(row(unread).flags.has(Flag::Seen));
    EXPECT_TRUE(row(read).flags.has(Flag::Seen));
}

TEST_F(OperationTableTest, UndoOfOneMoveSendsEachMessageWhereItCameFrom)
{
    const MessageId a = add(inbox, 1);
    const MessageId b = add(work, 2);
    const OperationId op = must(operations().move({ a, b }, trash));
    must(operations().start(op));
    must(operations().finish(op, { { { 1 }, { 10 } }, { { 2 }, { 11 } } }));
    must(operations().undo());
    EXPECT_EQ(row(a).mailbox, inbox);
    EXPECT_EQ(row(b).mailbox, work);
}

TEST_F(OperationTableTest, RunningBecomesPendingAfterACrash)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, archive));
    must(operations().start(op));
    reopen();
    EXPECT_EQ(operation(op).state, OperationState::Pending);
    EXPECT_EQ(operation(op).attempts, 1);
    EXPECT_EQ(row(id).mailbox, archive);
    EXPECT_FALSE(must(store->messages().insert(inbox, incoming(1))).isValid());
}

TEST_F(OperationTableTest, WhatIsNotAllowedIsRefused)
{
    const MessageId id = add(1);
    const MessageId local = must(store->messages().insertWhole(popMailbox(MailboxRole::Inbox), incoming(0), "s\nb", analyze("s\nb")));
    EXPECT_EQ(errorKind(operations().move({ id }, popMailbox(MailboxRole::Trash))), ErrorKind::InvalidInput);
    EXPECT_EQ(errorKind(operations().changeFlags({ id, local }, Flag::Seen, {})), ErrorKind::InvalidInput);
    EXPECT_EQ(errorKind(operations().move({ id }, inbox)), ErrorKind::InvalidInput);
    EXPECT_EQ(errorKind(operations().move({ MessageId { 999 } }, archive)), ErrorKind::NotFound);
    EXPECT_EQ(errorKind(operations().move({ id }, MailboxId { 999 })), ErrorKind::NotFound);
    const OperationId op = must(operations().changeFlags({ id }, Flag::Seen, {}));
    EXPECT_EQ(errorKind(operations().retry(op)), ErrorKind::Conflict);
    must(operations().start(op));
    EXPECT_EQ(errorKind(operations().start(op)), ErrorKind::Conflict);
    EXPECT_EQ(errorKind(operations().cancel(op)), ErrorKind::Conflict);
    must(operations().finish(op));
    EXPECT_EQ(errorKind(operations().finish(op)), ErrorKind::Conflict);
}

TEST_F(OperationTableTest, MailboxThatAPendingOperationNeedsIsKept)
{
    const MessageId id = add(1);
    const OperationId op = must(operations().move({ id }, work));
    const QList<store::MailboxTable::Listing> withoutWork { remote("INBOX", MailboxRole::Inbox), remote("Archive", MailboxRole::Archive) };
    const auto removeUnlisted = [this] {
        for (const Mailbox &mailbox : must(store->mailboxes().unlisted(imap)))
            must(store->mailboxes().removeGone(mailbox.id));
    };
    must(store->mailboxes().reconcile(imap, withoutWork));
    EXPECT_EQ(info(work).total, 1);
    removeUnlisted();
    EXPECT_EQ(info(work).total, 1);
    EXPECT_FALSE(store->mailboxes().find(trash));
    must(operations().cancel(op));
    must(store->mailboxes().reconcile(imap, withoutWork));
    removeUnlisted();
    EXPECT_FALSE(store->mailboxes().find(work));
    EXPECT_EQ(row(id).mailbox, inbox);
}

TEST_F(OperationTableTest, LocalMailboxesAreDoneAtOnce)
{
    const MailboxId popInbox = popMailbox(MailboxRole::Inbox);
    const MessageId id = must(store->messages().insertWhole(popInbox, incoming(0), "s\nb", analyze("s\nb")));
    const OperationId flag = must(operations().changeFlags({ id }, Flag::Seen, {}));
    EXPECT_EQ(operation(flag).state, OperationState::Done);
    EXPECT_TRUE(row(id).flags.has(Flag::Seen));
    const OperationId move = must(operations().move({ id }, popMailbox(MailboxRole::Trash)));
    EXPECT_EQ(operation(move).state, OperationState::Done);
    must(operations().undo());
    EXPECT_EQ(row(id).mailbox, popInbox);
    must(operations().undo());
    EXPECT_FALSE(row(id).flags.has(Flag::Seen));
    EXPECT_EQ(operation(must(operations().expunge({ id }))).state, OperationState::Done);
    EXPECT_TRUE(isGone(id));
    EXPECT_TRUE(must(operations().open()).isEmpty());
}

} // namespace
} // namespace golub::test
