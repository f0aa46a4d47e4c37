// SPDX-License-Identifier: GPL-3.0-or-later
// A message that takes another's place on the server, as drafts do; and UIDs that were told under another UIDVALIDITY.
#include "core/operations/OperationPlayer.h"
#include "core/sync/IncomingMessages.h"
#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using operations::OperationPlayer;

namespace {

const QString Inbox = QStringLiteral("INBOX");
const QString Drafts = QStringLiteral("Drafts");

QByteArray draft(const char *subject)
{
    return QByteArray("From: bob@example.org\r\nSubject: ") + subject + "\r\nMessage-ID: <" + subject + "@example.org>\r\n\r\nDear\r\n";
}

class ReplaceTest : public StoreFixture
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        server.box(Drafts).role = MailboxRole::Drafts;
        server.box(Inbox);
        player = std::make_unique<OperationPlayer>(*store, clock, account.id);
        QList<store::MailboxTable::Listing> listing;
        for (const auto &[path, box] : server.boxes)
            listing.append({ { path.toUtf8(), path, u'/' }, box.role, true });
        ASSERT_TRUE(store->mailboxes().reconcile(account.id, listing));
        for (const QString &path : { Inbox, Drafts })
            list(path);
    }
    //! What a listing of a mailbox does.
    void list(const QString &path)
    {
        const auto &box = server.boxes[path];
        const Mailbox here = mailbox(path);
        auto state = *store->mailboxes().syncState(here.id);
        state.uidValidity = box.uidValidity;
        state.uidNext = Uid { box.nextUid };
        state.lastSync = clock.utcNow();
        ASSERT_TRUE(store->mailboxes().setSyncState(here.id, state));
        QList<RemoteMessage> messages;
        for (const auto &message : box.messages)
            messages.append({ message.uid, message.flags, message.modSeq, message.internalDate, message.raw.size(), false, message.raw });
        ASSERT_TRUE(sync::addIncoming(*store, here, messages));
    }
    Result<int> play()
    {
        remote = factory->remoteStore(account, Secret("s"));
        remote->open([](const Outcome &) { });
        settle();
        std::optional<Result<int>> result;
        player->run(*remote, OperationPlayer::Patience::Now, [&](const Result<int> &played) { result = played; });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    //! Saves \a subject in the place of \a old; the new row.
    MessageId save(const char *subject, MessageId old = {})
    {
        MessageId made;
        const QByteArray raw = draft(subject);
        const auto id = store->operations().replace(old, mailbox(Drafts).id, raw, sync::analyze(raw), Flags(Flag::Draft), made);
        EXPECT_TRUE(id) << qPrintable(id ? QString() : id.error().detail);
        last = id.value_or({});
        return made;
    }
    QStringList there() const { return server.subjects(Drafts); }
    QStringList only(const char *subject) const { return { QString::fromUtf8(subject) }; }

    std::unique_ptr<OperationPlayer> player;
    std::unique_ptr<RemoteStore> remote;
    OperationId last;
};

} // namespace

TEST_F(ReplaceTest, FirstIsAppended)
{
    const MessageId one = save("one");
    EXPECT_EQ(subjects(Drafts), only("one")) << "at once";
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("one"));
    EXPECT_TRUE(server.box(Drafts).messages.first().flags.has(Flag::Draft));
    EXPECT_TRUE(store->messages().summary(one)->uid.isValid());
}

TEST_F(ReplaceTest, TheNextTakesItsPlaceHereAndThere)
{
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    const MessageId two = save("two", one);
    EXPECT_EQ(subjects(Drafts), only("two"));
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("two"));
    EXPECT_EQ(subjects(Drafts), only("two"));
    EXPECT_TRUE(store->messages().summary(two)->uid.isValid());
    EXPECT_FALSE(store->messages().summary(one));
}

TEST_F(ReplaceTest, WhatWasSavedOfflineTenTimesIsSentOnce)
{
    MessageId now = save("0");
    for (int i = 1; i <= 10; ++i)
        now = save(QByteArray::number(i).constData(), now);
    EXPECT_EQ(subjects(Drafts), only("10"));
    EXPECT_EQ(reader->openOperations()->size(), 1);
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("10"));
    EXPECT_EQ(server.appends, 1);
}

TEST_F(ReplaceTest, OfflineInPlaceOfOneOnTheServer)
{
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    const MessageId three = save("three", save("two", one));
    EXPECT_TRUE(three.isValid());
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("three"));
    EXPECT_EQ(server.appends, 2);
}

TEST_F(ReplaceTest, AnswerThatWasLostDoublesNothing)
{
    for (int request = 1; request <= 4; ++request) {
        for (const bool afterEffect : { false, true }) {
            SCOPED_TRACE(QStringLiteral("%1 %2").arg(request).arg(afterEffect).toStdString());
            server.box(Drafts).messages.clear();
            const MessageId one = save("one");
            ASSERT_TRUE(play());
            const MessageId two = save("two", one);
            server.breakAt(request, afterEffect);
            (void)play();
            server.breakAt(0, false);
            ASSERT_TRUE(play());
            EXPECT_EQ(there(), only("two"));
            EXPECT_EQ(subjects(Drafts), only("two"));
            ASSERT_TRUE(store->operations().withdraw(two));
            ASSERT_TRUE(play());
            EXPECT_TRUE(there().isEmpty());
        }
    }
}

TEST_F(ReplaceTest, OldOneThatAnotherProgramRemovedIsNoObstacle)
{
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    server.box(Drafts).messages.clear();
    save("two", one);
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("two"));
}

TEST_F(ReplaceTest, RefusedOneIsTakenBackAndTheOldOneStays)
{
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    server.facts.appendLimit = 10;
    const MessageId two = save("two", one);
    (void)play();
    EXPECT_EQ(there(), only("one"));
    EXPECT_EQ(subjects(Drafts), only("one")) << "backed out, visibly";
    const auto failed = store->operations().find(last);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->state, OperationState::Failed);
    EXPECT_FALSE(failed->lastError.text.isEmpty());
    // And what is saved next still replaces the one that is there.
    server.facts.appendLimit = -1;
    save("three", two);
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("three"));
    EXPECT_TRUE(reader->openOperations()->isEmpty());
}

TEST_F(ReplaceTest, WithdrawnBeforeItWasSentIsNeverSent)
{
    const MessageId one = save("one");
    ASSERT_TRUE(store->operations().withdraw(one));
    EXPECT_TRUE(subjects(Drafts).isEmpty());
    ASSERT_TRUE(play());
    EXPECT_EQ(server.appends, 0);
}

TEST_F(ReplaceTest, WithdrawnReplacementTakesTheOldOneAlong)
{
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    ASSERT_TRUE(store->operations().withdraw(save("two", one)));
    EXPECT_TRUE(subjects(Drafts).isEmpty());
    ASSERT_TRUE(play());
    EXPECT_TRUE(there().isEmpty());
    EXPECT_EQ(server.appends, 1);
}

TEST_F(ReplaceTest, WithoutUidsFromTheServerTheListingTells)
{
    server.uidPlus = false;
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    const MessageId two = save("two", one);
    ASSERT_TRUE(play()) << "waits for the UID of the first";
    list(Drafts);
    ASSERT_TRUE(play());
    list(Drafts);
    EXPECT_EQ(there(), only("two"));
    EXPECT_EQ(subjects(Drafts), only("two"));
    EXPECT_TRUE(two.isValid());
}

// --- UIDVALIDITY of COPYUID and APPENDUID (RFC 4315 section 3)

TEST_F(ReplaceTest, UidsUnderAnotherUidValidityAreNotBelieved)
{
    server.deliver(Inbox, QStringLiteral("letter"));
    list(Inbox);
    const MessageId letter = message(Inbox, QStringLiteral("letter")).id;
    server.placedValidity = UidValidity { 99 }; // the mailbox was rebuilt since it was listed
    ASSERT_TRUE(store->operations().move({ letter }, mailbox(Drafts).id));
    ASSERT_TRUE(play());
    EXPECT_EQ(there(), only("letter"));
    EXPECT_FALSE(store->messages().summary(letter)->uid.isValid()) << "that UID may be another message's here";
    EXPECT_TRUE(player->foundAnew()) << "a listing is asked for";
    server.placedValidity.reset();
    list(Drafts);
    EXPECT_EQ(subjects(Drafts), only("letter")) << "and finds it, once";
    EXPECT_TRUE(store->messages().summary(letter)->uid.isValid());
}

TEST_F(ReplaceTest, AppendedUidUnderAnotherUidValidityIsNotBelieved)
{
    server.placedValidity = UidValidity { 99 };
    const MessageId one = save("one");
    ASSERT_TRUE(play());
    EXPECT_FALSE(store->messages().summary(one)->uid.isValid());
    server.placedValidity.reset();
    list(Drafts);
    EXPECT_EQ(subjects(Drafts), only("one"));
}

// --- rights (RFC 4314)

TEST_F(ReplaceTest, WhatTheServerDoesNotAllowIsRefusedAtOnce)
{
    server.deliver(Inbox, QStringLiteral("letter"));
    list(Inbox);
    const MessageId letter = message(Inbox, QStringLiteral("letter")).id;
    MailboxRights readOnly;
    readOnly.canDelete = readOnly.canSetFlags = readOnly.canInsert = false;
    ASSERT_TRUE(store->mailboxes().setRights(mailbox(Inbox).id, readOnly));
    EXPECT_EQ(mailbox(Inbox).rights, readOnly);
    EXPECT_FALSE(store->operations().move({ letter }, mailbox(Drafts).id));
    EXPECT_FALSE(store->operations().expunge({ letter }));
    const auto starred = store->operations().changeFlags({ letter }, Flag::Flagged, {});
    ASSERT_FALSE(starred);
    EXPECT_TRUE(starred.error().text.contains(Inbox)) << "says where";
    EXPECT_TRUE(store->operations().changeFlags({ letter }, Flag::Seen, {})) << "this is allowed";
    EXPECT_TRUE(store->operations().copy({ letter }, mailbox(Drafts).id));
    ASSERT_TRUE(store->mailboxes().setRights(mailbox(Drafts).id, readOnly));
    EXPECT_FALSE(store->operations().copy({ letter }, mailbox(Drafts).id));
    ASSERT_TRUE(store->mailboxes().setRights(mailbox(Inbox).id, std::nullopt));
    EXPECT_TRUE(store->operations().changeFlags({ letter }, Flag::Flagged, {}));
}
