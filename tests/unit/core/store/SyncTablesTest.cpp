// SPDX-License-Identifier: GPL-3.0-or-later
// What synchronisation needs to be provable: suspects, mailboxes that a listing lacks, servers that are not believed, traces of attempts.
#include "core/store/Migrations.h"
#include "core/store/ServerTable.h"
#include "tests/unit/core/store/StoreFixture.h"

using namespace std::chrono_literals;

namespace golub::test {
namespace {

using store::Placed;

class SyncTablesTest : public StoreTest
{
protected:
    UidSet uids(const char *text) const { return UidSet::fromText(text); }
    store::MailboxTable::Listing listed(const char *path, MailboxRole role = MailboxRole::None) const { return remote(path, role); }
    QStringList unlisted() const
    {
        QStringList paths;
        for (const Mailbox &mailbox : must(store->mailboxes().unlisted(imap)))
            paths += mailbox.name.path;
        return paths;
    }
};

TEST_F(SyncTablesTest, SuspectLeavesTheListAndStaysHere)
{
    const MessageId id = add(1);
    add(2);
    must(store->messages().suspect(inbox, uids("1")));
    EXPECT_TRUE(isGone(id)) << "the list follows the server";
    EXPECT_EQ(info(inbox).total, 1);
    EXPECT_EQ(must(store->messages().knownCount(inbox)), 1) << "as many as the server has";
    ASSERT_EQ(must(store->messages().suspects(inbox)).size(), 1);
    EXPECT_EQ(must(store->messages().suspects(inbox)).first().since, clock.utcNow());
    clock.advance(5min);
    must(store->messages().suspect(inbox, uids("1")));
    EXPECT_NE(must(store->messages().suspects(inbox)).first().since, clock.utcNow()) << "the first time counts";
    must(store->messages().clearSuspects(inbox, uids("1:2")));
    EXPECT_FALSE(isGone(id));
    EXPECT_EQ(info(inbox).total, 2);
    EXPECT_TRUE(must(store->messages().suspects(inbox)).isEmpty());
}

TEST_F(SyncTablesTest, SuspectOverNewUidValidityIsMatchedLikeAllOthers)
{
    const MessageId id = add(1);
    must(store->messages().suspect(inbox, uids("1")));
    must(store->messages().forgetUids(inbox));
    store::IncomingMessage again = incoming(1);
    again.uid = Uid { 71 };
    EXPECT_EQ(must(store->messages().insert(inbox, again)), id);
    EXPECT_EQ(row(id).uid, Uid { 71 });
}

TEST_F(SyncTablesTest, MailboxThatIsNotListedIsMarkedAndComesBack)
{
    must(store->mailboxes().reconcile(imap, { listed("INBOX") }));
    EXPECT_EQ(unlisted().size(), 3) << qPrintable(unlisted().join(u' '));
    EXPECT_TRUE(store->mailboxes().find(work)) << "one listing proves nothing";
    must(store->mailboxes().reconcile(imap, { listed("INBOX"), listed("Work") }));
    EXPECT_FALSE(unlisted().contains(QStringLiteral("Work")));
}

TEST_F(SyncTablesTest, RenamedMailboxKeepsItsMessages)
{
    const MessageId id = add(work, 5);
    store::MailboxTable::SyncState state;
    state.uidValidity = UidValidity { 7 };
    state.uidNext = Uid { 6 };
    state.lastSync = clock.utcNow();
    must(store->mailboxes().setSyncState(work, state));
    store::MailboxTable::Listing office = listed("Office");
    office.uidValidity = UidValidity { 7 };
    office.uidNext = Uid { 6 };
    must(store->mailboxes().reconcile(imap, { listed("INBOX"), listed("Archive"), listed("Trash"), office }));
    EXPECT_EQ(info(work).name.path, u"Office");
    EXPECT_EQ(row(id).mailbox, work);
    EXPECT_TRUE(unlisted().isEmpty());
}

TEST_F(SyncTablesTest, MailboxIdIsStrongerThanAnyName)
{
    store::MailboxTable::Listing old = listed("Work");
    old.mailboxId = "F1";
    must(store->mailboxes().reconcile(imap, { listed("INBOX"), old }));
    store::MailboxTable::Listing renamed = listed("Praca");
    renamed.mailboxId = "F1";
    must(store->mailboxes().reconcile(imap, { listed("INBOX"), renamed }));
    EXPECT_EQ(info(work).name.path, u"Praca");
}

TEST_F(SyncTablesTest, FolderMadeHereForARoleIsTheServersOwn)
{
    const MailboxId made = must(store->mailboxes().addRemote(imap, { { {}, QStringLiteral("Sent"), u'/' }, MailboxRole::Sent, true }));
    must(store->operations().createMailbox(made));
    must(store->mailboxes().reconcile(imap, { listed("INBOX"), listed("Sent Items", MailboxRole::Sent) }));
    EXPECT_EQ(info(made).name.path, u"Sent Items") << "not a second folder for sent mail";
    EXPECT_EQ(info(made).name.wire, "Sent Items");
}

TEST_F(SyncTablesTest, ErrorOfOneMailboxIsShownAndGoes)
{
    must(store->mailboxes().setError(work, Error::of(ErrorKind::ServerRefused)));
    EXPECT_TRUE(info(work).hasError);
    EXPECT_EQ(info(work).error.kind, ErrorKind::ServerRefused);
    must(store->mailboxes().setError(work, std::nullopt));
    EXPECT_FALSE(info(work).hasError);
}

TEST_F(SyncTablesTest, QuarantineIsDurableAndEnds)
{
    const QString host = QStringLiteral("mail.example.org");
    must(store->servers().quarantine(host, 993, QStringLiteral("QRESYNC"), QStringLiteral("VANISHED lied")));
    reopen();
    ASSERT_EQ(must(store->servers().quarantined(host, 993)).size(), 1);
    EXPECT_EQ(must(store->servers().quarantined(host, 993)).first().evidence, u"VANISHED lied");
    EXPECT_EQ(must(reader()->quarantined(clock.utcNow())).size(), 1) << "for whoever shows it";
    EXPECT_TRUE(must(store->servers().quarantined(QStringLiteral("other.example.org"), 993)).isEmpty());
    clock.advance(24h * 31);
    EXPECT_TRUE(must(store->servers().quarantined(host, 993)).isEmpty()) << "servers are mended";
    must(store->servers().quarantine(host, 993, QStringLiteral("QRESYNC"), QStringLiteral("again")));
    clock.advance(24h * 31);
    EXPECT_EQ(must(store->servers().quarantined(host, 993)).size(), 1) << "the second time it lasts longer";
    EXPECT_EQ(must(store->servers().quarantined(host, 993)).first().strikes, 2);
    must(store->servers().release(host, 993, QStringLiteral("QRESYNC")));
    EXPECT_TRUE(must(store->servers().quarantined()).isEmpty());
}

TEST_F(SyncTablesTest, PauseThatAServerAskedForOutlivesTheProgram)
{
    const QString host = QStringLiteral("mail.example.org");
    must(store->servers().remember({ host, 993, QStringLiteral("Dovecot"), { QStringLiteral("q") }, {}, 3 }));
    must(store->servers().setPause(host, 993, store::ServerPause { clock.utcNow().addSecs(600), Error::of(ErrorKind::ServerTemporary) }));
    reopen();
    EXPECT_EQ(must(store->servers().find(host, 993)).connectionLimit, 3);
    const auto pause = must(store->servers().pause(host, 993));
    ASSERT_TRUE(pause);
    EXPECT_EQ(pause->notBefore, clock.utcNow().addSecs(600));
    clock.advance(10min);
    EXPECT_FALSE(must(store->servers().pause(host, 993)));
}

TEST_F(SyncTablesTest, BodyThatEndsTheConnectionIsNotWantedForEver)
{
    const MessageId id = add(1);
    add(2);
    for (int attempt = 1; attempt <= 3; ++attempt) {
        EXPECT_EQ(must(store->messages().withoutBody(inbox, 10)).size(), 2);
        must(store->messages().noteBodyFailure(inbox, { Uid { 1 } }));
        EXPECT_EQ(must(store->messages().bodyAttempts(id)), attempt);
    }
    const auto wanted = must(store->messages().withoutBody(inbox, 10));
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted.first().uid, Uid { 2 });
}

TEST_F(SyncTablesTest, BodiesAreLimitedBySizeAndAge)
{
    store::IncomingMessage large = incoming(1);
    large.size = 1000;
    store::IncomingMessage old = incoming(2);
    old.size = 10;
    old.internalDate = clock.utcNow().addDays(-40);
    must(store->messages().insert(inbox, large));
    must(store->messages().insert(inbox, old));
    EXPECT_EQ(must(store->messages().withoutBody(inbox, 10, { 1000, {} })).size(), 2);
    EXPECT_EQ(must(store->messages().withoutBody(inbox, 10, { 999, {} })).size(), 1);
    EXPECT_EQ(must(store->messages().withoutBody(inbox, 10, { 0, clock.utcNow().addDays(-30) })).size(), 1);
}

TEST_F(SyncTablesTest, SameContentIsNotFetchedTwice)
{
    store::IncomingMessage first = incoming(1);
    first.emailId = QStringLiteral("M1");
    const MessageId one = must(store->messages().insert(inbox, first));
    must(store->messages().storeBody(one, "Subject: s\r\n\r\nb\r\n", analyze("s\nb")));
    store::IncomingMessage moved = incoming(9);
    moved.emailId = QStringLiteral("M1");
    const MessageId two = must(store->messages().insert(work, moved));
    ASSERT_NE(one, two);
    EXPECT_EQ(must(store->messages().body(two)), must(store->messages().body(one)));
}

TEST_F(SyncTablesTest, PendingOperationsTellWhatEarlierAttemptsDid)
{
    const MessageId id = add(1);
    const OperationId op = must(store->operations().move({ id }, work));
    must(store->operations().setFloor(op, UidValidity { 3 }, Uid { 40 }));
    must(store->operations().start(op));
    must(store->operations().setCopied(op, { Placed { { 1 }, { 41 }, inbox } }));
    reopen();
    const auto pending = must(store->operations().pending(imap, 10));
    ASSERT_EQ(pending.size(), 1);
    EXPECT_TRUE(pending.first().copied);
    EXPECT_EQ(pending.first().floor, Uid { 40 });
    ASSERT_EQ(pending.first().copies.size(), 1);
    EXPECT_EQ(pending.first().copies.first().to, Uid { 41 });
    EXPECT_EQ(pending.first().operation.attempts, 1);
}

TEST_F(SyncTablesTest, AppendedMessageThatAListingShowedIsKnownToBeThere)
{
    const store::IncomingMessage shown = incoming(12);
    store::MessageText text = analyze("s\nb");
    text.envelope = shown.envelope;
    const OperationId op = must(store->operations().append(work, "s\nb", text, {}, clock.utcNow(), {}));
    must(store->operations().start(op));
    must(store->operations().retryLater(op, Error::of(ErrorKind::ConnectionLost)));
    EXPECT_TRUE(must(store->operations().pending(imap, 10)).first().copies.isEmpty());
    must(store->messages().insert(work, shown));
    const auto pending = must(store->operations().pending(imap, 10));
    ASSERT_EQ(pending.first().copies.size(), 1);
    EXPECT_EQ(pending.first().copies.first().to, Uid { 12 });
}

TEST_F(SyncTablesTest, MessagesWithTheSameUidOfTwoMailboxesAreNotMixedUp)
{
    const MessageId one = add(inbox, 5);
    const MessageId two = add(work, 5);
    const OperationId op = must(store->operations().move({ one, two }, archive));
    must(store->operations().start(op));
    must(store->operations().finish(op, { Placed { { 5 }, { 70 }, inbox }, Placed { { 5 }, { 71 }, work } }));
    EXPECT_EQ(row(one).uid, Uid { 70 });
    EXPECT_EQ(row(two).uid, Uid { 71 });
}

TEST_F(SyncTablesTest, UidOfARebuiltMailboxDoesNotPushAnotherMessageOut)
{
    const MessageId kept = add(work, 50);
    const MessageId moved = add(inbox, 1);
    const OperationId op = must(store->operations().move({ moved }, work));
    must(store->operations().start(op));
    must(store->operations().finish(op, { Placed { { 1 }, { 50 } } })); // in the numbering of a mailbox that was rebuilt meanwhile
    EXPECT_EQ(row(kept).uid, Uid { 50 });
    EXPECT_FALSE(row(moved).uid.isValid());
    EXPECT_EQ(must(store->messages().unmatched(work)), 1) << "a listing is needed";
}

TEST_F(SyncTablesTest, NotedCopiesMeanNothingInARebuiltMailbox)
{
    const OperationId op = must(store->operations().move({ add(1) }, work));
    must(store->operations().start(op));
    must(store->operations().setCopied(op, { Placed { { 1 }, { 41 }, inbox } }));
    must(store->operations().interrupted(imap));
    must(store->messages().forgetUids(work));
    EXPECT_TRUE(must(store->operations().pending(imap, 10)).first().copies.isEmpty());
}

TEST_F(SyncTablesTest, InterruptedOperationIsPendingAgainWithoutARestart)
{
    const OperationId op = must(store->operations().changeFlags({ add(1) }, Flag::Seen, {}));
    must(store->operations().start(op));
    must(store->operations().interrupted(imap));
    EXPECT_EQ(must(store->operations().find(op)).state, OperationState::Pending);
    must(store->operations().start(op));
    must(store->operations().putBack(op));
    EXPECT_EQ(must(store->operations().find(op)).attempts, 1) << "what was put back has not been tried";
}

TEST_F(SyncTablesTest, LimitsOfAnAccountAreKept)
{
    Account account = must(store->accounts().find(imap));
    account.sync = { true, 30, 1024, { QStringLiteral("Work"), QStringLiteral("Zażółć") } };
    must(store->accounts().update(account));
    reopen();
    EXPECT_EQ(must(store->accounts().find(imap)), account);
}

//! A profile of the first version, with mail in it.
TEST_F(SyncTablesTest, FirstVersionIsBroughtUpToDate)
{
    const QList<store::Migration> all = store::migrationsFor(QLatin1String("mail"));
    QTemporaryDir old;
    {
        const auto file = store::Database::open(old.filePath(QStringLiteral("mail.sqlite")), store::Database::Mode::Write);
        ASSERT_TRUE(file);
        must(store::migrate(**file, { all.first() }));
        must((*file)->execute("INSERT INTO accounts VALUES(1, 'a', 'a@b', 0, '{}', '{}', 0, '[]', 0, 0);"
                           "INSERT INTO mailboxes(id, account, wire, path, delimiter, role, selectable, local) VALUES(1, 1, x'494E424F58', 'INBOX', '/', 1, 1, 0);"
                           "INSERT INTO messages(account, mailbox, uid, date_ms, sent_ms, sent_offset, server_flags, server_keywords, flags, keywords, "
                           "mod_seq, size, from_name, from_address, to_display, cc_display, subject, message_id, reply_ids, thread_id, has_attachments, "
                           "preview) VALUES(1, 1, 5, 1000, 1000, 0, 0, '', 0, '', 0, 9, '', '', '', '', 'kept', '<x>', '', '<x>', 0, '');"));
    }
    const auto opened = store::MessageStore::open(old.path(), clock, {});
    ASSERT_TRUE(opened) << qPrintable(opened.error().detail);
    EXPECT_EQ(must((*opened)->messages().knownCount({ 1 })), 1);
    EXPECT_EQ(must((*opened)->messages().withoutBody({ 1 }, 10)).size(), 1);
    EXPECT_FALSE(must((*opened)->accounts().find({ 1 })).sync.isLimited());
    EXPECT_TRUE(QFile::exists(old.filePath(QStringLiteral("mail.sqlite.v1.bak"))));
}

} // namespace
} // namespace golub::test
