// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/store/StoreFixture.h"

#include <utility>

namespace golub::test {
namespace {

TEST_F(StoreTest, ListIsNewestFirstAndPages)
{
    for (quint32 uid = 1; uid <= 20; ++uid)
        add(uid);
    const auto window = reader();
    const QList<MessageSummary> first = must(window->window(inbox, {}, 8));
    ASSERT_EQ(first.size(), 8);
    EXPECT_EQ(first.first().uid.value, 20u);
    const MessageSummary &last = first.last();
    const QList<MessageSummary> second = must(window->window(inbox, { last.date.toMSecsSinceEpoch(), last.id.value }, 8));
    ASSERT_EQ(second.size(), 8);
    EXPECT_EQ(second.first().uid.value, 12u);
    const QList<MessageSummary> byOffset = must(window->windowAt(inbox, 8, 8));
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(byOffset.at(i).id, second.at(i).id);
        EXPECT_EQ(must(window->position(second.at(i).id)), 8 + i);
    }
    EXPECT_EQ(must(window->count(inbox)), 20);
}

TEST_F(StoreTest, CountersFollowEveryChange)
{
    const MessageId a = add(1);
    add(2, Flag::Seen);
    const MessageId c = add(3);
    EXPECT_EQ(info(inbox).total, 3);
    EXPECT_EQ(info(inbox).unread, 2);
    must(store->messages().setServerFlags(a, Flag::Seen, {}));
    EXPECT_EQ(info(inbox).unread, 1);
    must(store->operations().move({ c }, archive));
    EXPECT_EQ(info(inbox).total, 2);
    EXPECT_EQ(info(inbox).unread, 0);
    EXPECT_EQ(info(archive).unread, 1);
    must(store->operations().expunge({ c }));
    EXPECT_EQ(info(archive).total, 0);
    EXPECT_EQ(info(archive).unread, 0);
    must(store->messages().removeByUid(inbox, UidSet::range({ 1 }, { 9 })));
    EXPECT_EQ(info(inbox).total, 0);
}

TEST_F(StoreTest, CountersFollowNewRowsOfEveryKind)
{
    const MessageId unread = add(1);
    const MessageId seen = add(2, Flag::Seen);
    must(store->operations().copy({ unread, seen }, work));
    EXPECT_EQ(info(work).total, 2);
    EXPECT_EQ(info(work).unread, 1);
    // Many at once, one of them here already, and one twice.
    const auto taken = [&](quint32 uid, const Flags &flags) { return store::MessageTable::Taken { incoming(uid, QStringLiteral("Hello"), flags), {}, {} }; };
    must(store->messages().insertTaken(inbox, { taken(2, Flag::Seen), taken(3, {}), taken(4, Flag::Seen), taken(5, Flag::Flagged), taken(5, Flag::Flagged) }));
    EXPECT_EQ(info(inbox).total, 5);
    EXPECT_EQ(info(inbox).unread, 3);
    const Outcome failed = store->transaction([&]() -> Outcome {
        add(6);
        return Error::of(ErrorKind::Cancelled);
    });
    EXPECT_FALSE(failed);
    EXPECT_EQ(info(inbox).total, 5) << "what was taken back was never counted";
    EXPECT_EQ(must(reader()->count(inbox)), must(reader()->window(inbox, {}, 50)).size());
}

TEST_F(StoreTest, BodyIsKeptByteForByteAndOnce)
{
    const QByteArray raw("Subject\r\n\r\nbody \0 with a NUL\r\n", 31);
    const MessageId id = add(1);
    EXPECT_EQ(errorKind(store->messages().body(id)), ErrorKind::NotFound);
    must(store->messages().storeBody(id, raw, analyze(raw)));
    EXPECT_EQ(must(store->messages().body(id)), raw);
    EXPECT_EQ(must(reader()->body(id)), raw);
    EXPECT_TRUE(row(id).hasBody);
    EXPECT_TRUE(must(store->messages().withoutBody(inbox, 10)).isEmpty());
}

TEST_F(StoreTest, AHeaderThatTheServerDidNotTellComesWithTheBody)
{
    store::IncomingMessage bare = incoming(1);
    const Envelope known = std::exchange(bare.envelope, Envelope());
    const MessageId id = must(store->messages().insert(inbox, bare));
    EXPECT_TRUE(row(id).subject.isEmpty());
    store::MessageText text = analyze("s\nbody");
    text.envelope = known;
    must(store->messages().storeBody(id, "s\nbody", text));
    EXPECT_EQ(row(id).subject, u"Hello");
    EXPECT_EQ(row(id).from.address, u"jan@example.net");
    // What the list says does not change with the body else.
    text.envelope.subject = QStringLiteral("Another one");
    must(store->messages().storeBody(id, "s\nother", text));
    EXPECT_EQ(row(id).subject, u"Hello");
}

TEST_F(StoreTest, SameUidTwiceIsOneMessage)
{
    const MessageId id = add(5);
    EXPECT_EQ(must(store->messages().insert(inbox, incoming(5, QStringLiteral("Hello"), Flag::Seen))), id);
    EXPECT_TRUE(row(id).flags.has(Flag::Seen));
    EXPECT_EQ(info(inbox).total, 1);
}

TEST_F(StoreTest, UidValidityChangeKeepsBodiesAndLocalState)
{
    const MessageId id = add(5);
    must(store->messages().storeBody(id, "s\nbody", analyze("s\nbody")));
    must(store->operations().changeFlags({ id }, Flag::Flagged, {}));
    const MessageId gone = add(6);
    must(store->messages().forgetUids(inbox));
    must(store->mailboxes().setSyncState(inbox, { { 8 }, { 1 }, {}, -1, -1, {} }));
    EXPECT_TRUE(nothingPending()) << "the STORE must wait for the new UID";

    store::IncomingMessage again = incoming(5);
    again.uid = { 105 };
    EXPECT_EQ(must(store->messages().insert(inbox, again)), id);
    must(store->messages().removeUnmatched(inbox));
    EXPECT_TRUE(isGone(gone));
    EXPECT_TRUE(row(id).hasBody);
    EXPECT_TRUE(row(id).flags.has(Flag::Flagged));
    const Operation next = must(store->operations().nextPending(imap));
    EXPECT_EQ(next.targets.first().sourceUid.value, 105u);
    EXPECT_EQ(next.targets.first().sourceUidValidity.value, 8u);
}

TEST_F(StoreTest, ThreadIsTheRootOfTheReferences)
{
    store::IncomingMessage reply = incoming(1);
    reply.envelope.references = { QStringLiteral("root@x"), QStringLiteral("mid@x") };
    reply.envelope.inReplyTo = { QStringLiteral("mid@x") };
    EXPECT_EQ(row(must(store->messages().insert(inbox, reply))).threadId, u"root@x");
    reply = incoming(2);
    reply.envelope.inReplyTo = { QStringLiteral("mid@x") };
    EXPECT_EQ(row(must(store->messages().insert(inbox, reply))).threadId, u"mid@x");
    EXPECT_EQ(row(add(3)).threadId, u"m3@example.net");
    store::IncomingMessage bare = incoming(4);
    bare.envelope.messageIdHeader.clear();
    const MessageId first = must(store->messages().insert(inbox, bare));
    bare.uid = { 5 };
    EXPECT_NE(row(first).threadId, row(must(store->messages().insert(inbox, bare))).threadId);
}

TEST_F(StoreTest, ChangeSetAfterTheOutermostCommitOnly)
{
    QList<ChangeSet> heard;
    store->setListener([&](const ChangeSet &changes) { heard.append(changes); });
    MessageId kept;
    MessageId lost;
    must(store->transaction([&]() -> Outcome {
        kept = add(1);
        Outcome inner = store->transaction([&]() -> Outcome {
            lost = add(2);
            return Error::of(ErrorKind::Cancelled);
        });
        EXPECT_FALSE(inner.has_value());
        EXPECT_TRUE(heard.isEmpty());
        return {};
    }));
    ASSERT_EQ(heard.size(), 1);
    EXPECT_EQ(heard.first().added, QSet<MessageId> { kept });
    EXPECT_EQ(info(inbox).total, 1);
    EXPECT_FALSE(store->transaction([&]() -> Outcome {
        add(3);
        return Error::of(ErrorKind::Cancelled);
    }));
    EXPECT_EQ(heard.size(), 1);
    EXPECT_EQ(info(inbox).total, 1);
}

} // namespace
} // namespace golub::test
