// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"
#include "core/store/CertificateTable.h"
#include "core/store/ContactTable.h"
#include "core/store/DraftTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/Pop3Ledger.h"
#include "core/store/ServerTable.h"
#include "tests/unit/core/store/StoreFixture.h"

namespace golub::test {
namespace {

TEST_F(StoreTest, AccountsKeepEverythingButThePassword)
{
    Account account = must(store->accounts().find(imap));
    account.identities.append({ {}, QStringLiteral("Zażółć"), QStringLiteral("z@example.org"), QStringLiteral("r@example.org"), QStringLiteral("--\nZ") });
    account.incoming.auth = AuthMethod::ScramSha256;
    account.incoming.caFile = QStringLiteral("/ca.pem");
    account.outgoing.security = Security::None;
    account.outgoing.allowCleartext = true;
    account.secretSource = SecretSource::Command;
    account.secretCommand = { QStringLiteral("pass"), QStringLiteral("mail/ala") };
    account.leaveOnServer = { LeaveOnServer::Policy::Days, 14 };
    account.incoming.clientCertificate = QStringLiteral("/ala.pem");
    account.incoming.tellName = false;
    account.oauth = { QStringLiteral("microsoft"), QStringLiteral("my-own"), QStringLiteral("example.org") };
    account.sending = { SendingPreferences::SentCopy::Save, SendingPreferences::Receipts::Always, true, true };
    must(store->accounts().update(account));
    Account stored = must(reader()->accounts()).first();
    account.identities.last().id = stored.identities.last().id;
    EXPECT_TRUE(stored.identities.last().id.isValid());
    EXPECT_EQ(stored, account);
    stored.identities.removeFirst();
    must(store->accounts().update(stored));
    EXPECT_EQ(must(store->accounts().find(imap)), stored);
    stored.id = { 99 };
    EXPECT_EQ(errorKind(store->accounts().update(stored)), ErrorKind::NotFound);
}

TEST_F(StoreTest, RemovedAccountLeavesNothing)
{
    const MessageId id = add(1);
    must(store->operations().changeFlags({ id }, Flag::Seen, {}));
    must(store->accounts().remove(imap));
    EXPECT_EQ(errorKind(store->accounts().find(imap)), ErrorKind::NotFound);
    EXPECT_TRUE(isGone(id));
    EXPECT_TRUE(must(store->mailboxes().all(imap)).isEmpty());
    EXPECT_TRUE(must(store->operations().open()).isEmpty());
    EXPECT_EQ(must(store->mailboxes().all()).size(), 6) << "the POP3 account's";
}

TEST_F(StoreTest, MailboxesFollowTheListing)
{
    const MessageId id = add(1);
    const MessageId lost = add(work, 2);
    must(store->mailboxes().reconcile(imap, { remote("INBOX", MailboxRole::None), remote("Trash", MailboxRole::None),
        remote("00123", MailboxRole::Archive), remote("00123", MailboxRole::Archive) }));
    // LIST alone proves nothing: the server is asked for those that it left out.
    QStringList unlisted;
    for (const Mailbox &mailbox : must(store->mailboxes().unlisted(imap))) {
        unlisted += mailbox.name.path;
        must(store->mailboxes().removeGone(mailbox.id));
    }
    EXPECT_TRUE(unlisted.contains(QStringLiteral("Work")));
    const QList<Mailbox> all = must(store->mailboxes().all(imap));
    ASSERT_EQ(all.size(), 3);
    EXPECT_EQ(all.at(0).id, inbox);
    EXPECT_EQ(all.at(0).role, MailboxRole::Inbox) << "INBOX is the inbox whatever is marked";
    EXPECT_EQ(all.at(1).name.path, u"00123");
    EXPECT_EQ(all.at(2).role, MailboxRole::None);
    EXPECT_EQ(row(id).mailbox, inbox);
    EXPECT_TRUE(isGone(lost));
    EXPECT_EQ(errorKind(store->mailboxes().findByPath(imap, QStringLiteral("Work"))), ErrorKind::NotFound);
    EXPECT_EQ(errorKind(store->mailboxes().addRemote(imap, remote("Trash", MailboxRole::Trash))), ErrorKind::Conflict);
}

TEST_F(StoreTest, BlobsAreStoredOnceAndCollectedWhenNothingNeedsThem)
{
    const QByteArray shared = QByteArray("shared ") + QByteArray(10'000, 's');
    const MessageId a = must(store->messages().insertWhole(inbox, incoming(1), shared, analyze("s\nb")));
    const MessageId b = must(store->messages().insertWhole(work, incoming(2), shared, analyze("s\nb")));
    const QByteArray hash = must(store->bodies().put(shared));
    EXPECT_EQ(hash.size(), 16);
    EXPECT_EQ(must(store->bodies().put({})).size(), 16);
    EXPECT_EQ(must(store->bodies().get(must(store->bodies().put({})))), QByteArray(""));
    EXPECT_EQ(must(store->collectOrphans()), 1) << "the empty one";
    must(store->messages().remove({ a }));
    EXPECT_EQ(must(store->collectOrphans()), 0);
    EXPECT_EQ(must(store->messages().body(b)), shared);
    must(store->messages().remove({ b }));
    EXPECT_EQ(must(store->collectOrphans()), 1);
    EXPECT_FALSE(store->bodies().contains(hash));
    EXPECT_EQ(errorKind(store->bodies().get(hash)), ErrorKind::NotFound);
}

TEST_F(StoreTest, OutboxDraftsAndAppendsKeepTheirBodies)
{
    OutboxEntry entry;
    entry.account = imap;
    const OutboxId queued = must(store->outbox().queue(entry, "message", "copy"));
    Draft draft;
    draft.attachments = { { QString(), QStringLiteral("a.bin"), QString(), "attached bytes" } };
    const DraftId saved = must(store->drafts().save(draft));
    const OperationId appended = must(store->operations().append(archive, "s\nappended", analyze("s\nappended"), {}, clock.utcNow(), {}));
    EXPECT_EQ(must(store->collectOrphans()), 0);
    EXPECT_EQ(must(store->outbox().message(queued)), "message");
    EXPECT_EQ(must(store->drafts().find(saved)).attachments.first().content, "attached bytes");
    EXPECT_EQ(must(store->operations().appendContent(appended)), "s\nappended");
    must(store->drafts().remove(saved));
    EXPECT_EQ(must(store->collectOrphans()), 1);
}

TEST_F(StoreTest, DraftsKeepEveryField)
{
    Draft draft;
    draft.account = imap;
    draft.from = { QStringLiteral("Ala"), QStringLiteral("ala@example.org") };
    draft.to = { { QStringLiteral("Đuro"), QStringLiteral("d@example.hr") } };
    draft.cc = { { QString(), QStringLiteral("c@example.org") } };
    draft.bcc = { { QString(), QStringLiteral("b@example.org") } };
    draft.replyTo = draft.cc;
    draft.subject = QStringLiteral("Тема");
    draft.text = QStringLiteral("line\nline \u00a0x");
    draft.html = QStringLiteral("<p>x</p>");
    draft.attachments = { { QStringLiteral("/a/b.pdf"), QStringLiteral("b.pdf"), QStringLiteral("application/pdf"), {}, {}, 12 },
        { {}, QStringLiteral("i.png"), QStringLiteral("image/png"), QByteArray("\0\1\2", 3), QStringLiteral("cid1"), 3 } };
    draft.inReplyTo = { QStringLiteral("a@b") };
    draft.references = { QStringLiteral("r@b"), QStringLiteral("a@b") };
    draft.headers = { { QStringLiteral("X-Priority"), QStringLiteral("1") } };
    draft.original = { 17 };
    draft.isForward = true;
    draft.id = must(store->drafts().save(draft));
    draft.updated = clock.utcNow();
    reopen();
    EXPECT_EQ(must(store->drafts().find(draft.id)), draft);
    EXPECT_EQ(must(reader()->draft(draft.id)), draft);
    clock.advance(std::chrono::seconds(1));
    const DraftId other = must(store->drafts().save({}));
    EXPECT_EQ(must(store->drafts().all()).first().id, other) << "newest first";
    clock.advance(std::chrono::seconds(1));
    draft.subject = QStringLiteral("changed");
    EXPECT_EQ(must(store->drafts().save(draft)), draft.id);
    EXPECT_EQ(must(store->drafts().all()).first().id, draft.id);
    must(store->drafts().remove(draft.id));
    EXPECT_EQ(errorKind(store->drafts().remove(draft.id)), ErrorKind::NotFound);
    EXPECT_EQ(must(store->drafts().save(draft)), draft.id) << "what was written is not lost to a removal elsewhere";
}

TEST_F(StoreTest, LedgerKnowsWhatMayBeDeleted)
{
    using State = store::Pop3Ledger::State;
    const MailboxId popInbox = popMailbox(MailboxRole::Inbox);
    const MessageId id = must(store->pop3().store(pop3, "u1", popInbox, incoming(9), "s\nbody", analyze("s\nbody")));
    EXPECT_FALSE(row(id).uid.isValid());
    EXPECT_EQ(must(store->pop3().store(pop3, "u1", popInbox, incoming(9), "s\nbody", analyze("s\nbody"))), id) << "never twice";
    EXPECT_EQ(info(popInbox).total, 1);
    const MessageId second = must(store->pop3().store(pop3, "u2", popInbox, incoming(9), "s\nbody", analyze("s\nbody")));
    EXPECT_NE(second, id);
    auto ledger = must(store->pop3().rows(pop3));
    EXPECT_EQ(ledger.value("u1").state, State::Stored);
    EXPECT_EQ(ledger.value("u1").message, id);
    EXPECT_EQ(ledger.value("u1").storedAt, clock.utcNow());
    EXPECT_FALSE(ledger.value("u1").locallyGone);

    must(store->operations().move({ id }, popMailbox(MailboxRole::Trash)));
    EXPECT_TRUE(must(store->pop3().rows(pop3)).value("u1").locallyGone);
    must(store->operations().undo());
    EXPECT_FALSE(must(store->pop3().rows(pop3)).value("u1").locallyGone);
    must(store->operations().expunge({ id }));
    EXPECT_TRUE(must(store->pop3().rows(pop3)).value("u1").locallyGone);
    EXPECT_FALSE(must(store->pop3().rows(pop3)).value("u1").message.isValid());
    EXPECT_FALSE(must(store->pop3().store(pop3, "u1", popInbox, incoming(9), "s\nbody", analyze("s\nbody"))).isValid()) << "deleted here, not fetched again";

    EXPECT_EQ(errorKind(store->pop3().setDeleted(pop3, { "u2", "unknown" })), ErrorKind::Conflict);
    EXPECT_EQ(must(store->pop3().rows(pop3)).value("u2").state, State::Stored) << "all or none";
    must(store->pop3().setDeleted(pop3, { "u2" }));
    EXPECT_EQ(errorKind(store->pop3().setDeleted(pop3, { "u2" })), ErrorKind::Conflict);
    must(store->pop3().keepOnly(pop3, { "u1" }));
    EXPECT_TRUE(must(store->pop3().rows(pop3)).contains("u2")) << "a listing may be short once";
    clock.advance(std::chrono::hours(24) * (store::Pop3Ledger::MissingDays + 1));
    must(store->pop3().keepOnly(pop3, { "u1" }));
    EXPECT_EQ(must(store->pop3().rows(pop3)).keys(), QList<QByteArray> { "u1" });
    EXPECT_FALSE(isGone(second)) << "the message stays here";
}

TEST_F(StoreTest, LedgerRowsTakeTheNewUidlOfTheirMessage)
{
    using State = store::Pop3Ledger::State;
    const MailboxId popInbox = popMailbox(MailboxRole::Inbox);
    const MessageId id = must(store->pop3().store(pop3, "old", popInbox, incoming(9), "s\nbody", analyze("s\nbody"), "print"));
    must(store->pop3().setDeleted(pop3, { "old" }));
    must(store->pop3().rename(pop3, "old", "new"));
    const auto ledger = must(store->pop3().rows(pop3));
    EXPECT_EQ(ledger.keys(), QList<QByteArray> { "new" });
    EXPECT_EQ(ledger.value("new").message, id);
    EXPECT_EQ(ledger.value("new").state, State::Stored) << "it is there again: to be deleted again, not fetched again";
    EXPECT_EQ(ledger.value("new").fingerprint, QByteArray("print"));
    EXPECT_EQ(errorKind(store->pop3().rename(pop3, "nobody", "x")), ErrorKind::NotFound);
}

TEST_F(StoreTest, ContactsCompleteWithoutDiacriticsWrittenToFirst)
{
    const Address zoe { QStringLiteral("Żółć Łukasz"), QStringLiteral("lukasz.z@example.pl") };
    const Address duro { QStringLiteral("Đuro Đaković"), QStringLiteral("Duro@example.hr") };
    const Address taro { QStringLiteral("山田太郎"), QStringLiteral("yamada@example.jp") };
    const QDateTime now = clock.utcNow();
    must(store->contacts().collect({ zoe }, now, true));
    must(store->contacts().collect({ duro, taro }, now.addSecs(60), false));
    auto complete = [&](const char16_t *prefix) { return must(store->contacts().complete(QString::fromUtf16(prefix), 10)); };
    EXPECT_EQ(complete(u"zol"), QList<Address> { zoe });
    EXPECT_EQ(complete(u"LUK"), QList<Address> { zoe });
    EXPECT_EQ(complete(u"dako"), QList<Address> { duro });
    EXPECT_EQ(complete(u"đuro dak"), QList<Address> { duro });
    EXPECT_EQ(complete(u"duro@exam"), QList<Address> { duro });
    EXPECT_EQ(complete(u"山"), QList<Address> { taro });
    EXPECT_EQ(complete(u"太郎"), QList<Address> { taro });
    EXPECT_EQ(complete(u"exam"), (QList<Address> { zoe, taro, duro })) << "written to first, then the latest";
    EXPECT_TRUE(complete(u"zzz").isEmpty());
    EXPECT_TRUE(complete(u"").isEmpty());
    must(store->contacts().collect({ { QString(), QStringLiteral("DURO@example.hr") } }, now.addSecs(120), true));
    EXPECT_EQ(must(reader()->completeAddress(QStringLiteral("example"), 1)), QList<Address> { duro }) << "one address, its name kept";
    must(store->contacts().collect({ { QStringLiteral("no address"), QString() } }, now, true));
    EXPECT_TRUE(complete(u"no").isEmpty());
}

TEST_F(StoreTest, CertificateExceptionIsHostPortAndFingerprint)
{
    const QByteArray print(32, 'a');
    must(store->certificates().accept(QStringLiteral("Mail.example.org"), 993, print));
    EXPECT_TRUE(store->certificates().isAccepted(QStringLiteral("mail.example.org"), 993, print));
    EXPECT_FALSE(store->certificates().isAccepted(QStringLiteral("mail.example.org"), 465, print));
    EXPECT_FALSE(store->certificates().isAccepted(QStringLiteral("example.org"), 993, print));
    EXPECT_FALSE(store->certificates().isAccepted(QStringLiteral("mail.example.org"), 993, QByteArray(32, 'b')));
    EXPECT_EQ(errorKind(store->certificates().accept(QStringLiteral("x"), 1, "short")), ErrorKind::InvalidInput);
    must(store->certificates().revoke(QStringLiteral("MAIL.example.org"), 993));
    EXPECT_FALSE(store->certificates().isAccepted(QStringLiteral("mail.example.org"), 993, print));
}

TEST_F(StoreTest, CertificateExceptionsEnd)
{
    const QString host = QStringLiteral("mail.example.org");
    const QByteArray usual(32, 'a');
    const QByteArray brief(32, 'b');
    must(store->certificates().accept(host, 993, usual));
    must(store->certificates().accept(host, 993, brief, clock.utcNow().addDays(7)));
    const auto list = must(reader()->certificateExceptions(clock.utcNow()));
    ASSERT_EQ(list.size(), 2);
    EXPECT_EQ(list.first().until, clock.utcNow().addDays(90));
    clock.advance(std::chrono::hours(24 * 7 + 1));
    EXPECT_FALSE(store->certificates().isAccepted(host, 993, brief)) << "its time is over";
    EXPECT_TRUE(store->certificates().isAccepted(host, 993, usual));
    must(store->certificates().accept(host, 993, brief, clock.utcNow().addDays(7)));
    EXPECT_TRUE(store->certificates().isAccepted(host, 993, brief)) << "accepted once more";
    must(store->certificates().revoke(host, 993, brief));
    EXPECT_FALSE(store->certificates().isAccepted(host, 993, brief));
    EXPECT_TRUE(store->certificates().isAccepted(host, 993, usual)) << "only the one";
    clock.advance(std::chrono::hours(24 * 90));
    EXPECT_TRUE(must(reader()->certificateExceptions(clock.utcNow())).isEmpty());
}

TEST_F(StoreTest, TheLastCertificateOfAServerIsKnown)
{
    const QString host = QStringLiteral("Mail.example.org");
    EXPECT_FALSE(must(store->certificates().lastSeen(host, 993)));
    CertificateInfo first;
    first.subject = QStringLiteral("mail.example.org");
    first.issuer = QStringLiteral("An Authority");
    first.sha256 = QByteArray(32, 'a');
    must(store->certificates().seen(host, 993, first, true));
    const auto seen = must(store->certificates().lastSeen(QStringLiteral("mail.EXAMPLE.org"), 993));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->sha256, first.sha256);
    EXPECT_EQ(seen->issuer, first.issuer);
    EXPECT_TRUE(seen->trusted);
    EXPECT_EQ(seen->lastSeen, clock.utcNow());
    EXPECT_FALSE(must(store->certificates().lastSeen(host, 465)));
    clock.advance(std::chrono::hours(1));
    must(store->certificates().seen(host, 993, first, true));
    EXPECT_EQ(must(store->certificates().lastSeen(host, 993))->lastSeen, clock.utcNow().addSecs(-3600)) << "the day is enough: no write for every connection";
    clock.advance(std::chrono::hours(24));
    must(store->certificates().seen(host, 993, first, true));
    EXPECT_EQ(must(store->certificates().lastSeen(host, 993))->lastSeen, clock.utcNow());
    CertificateInfo second = first;
    second.sha256 = QByteArray(32, 'b');
    must(store->certificates().seen(host, 993, second, false));
    EXPECT_EQ(must(store->certificates().lastSeen(host, 993))->sha256, second.sha256);
    EXPECT_FALSE(must(store->certificates().lastSeen(host, 993))->trusted);
}

TEST_F(StoreTest, NotesOfAServerAreKeptBesideWhatElseIsKnownOfIt)
{
    const QString host = QStringLiteral("mail.example.org");
    EXPECT_TRUE(must(store->servers().notes(host, 993)).isEmpty());
    must(store->servers().setNotes(host, 993, "one"));
    must(store->servers().remember({ host, 993, QStringLiteral("Example"), {}, { QStringLiteral("IDLE") }, 5 }));
    EXPECT_EQ(must(store->servers().notes(host, 993)), "one");
    must(store->servers().setNotes(host, 993, "two"));
    EXPECT_EQ(must(store->servers().notes(host, 993)), "two");
    EXPECT_EQ(must(store->servers().find(host, 993)).name, QStringLiteral("Example"));
    EXPECT_TRUE(must(store->servers().notes(host, 143)).isEmpty());
}

TEST_F(StoreTest, TheBestSignInOfAnAccountIsKept)
{
    using Proof = SignInStrength::Proof;
    const QString host = QStringLiteral("mail.example.org");
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)), SignInStrength {});
    must(store->servers().signedIn(imap, host, 993, { true, Proof::Password }));
    must(store->servers().signedIn(imap, host, 993, { false, Proof::Scram }));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, QStringLiteral("MAIL.example.org"), 993)), (SignInStrength { true, Proof::Scram })) << "the best of each";
    must(store->servers().signedIn(imap, host, 993, { true, Proof::Password }));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)).proof, Proof::Scram);
    EXPECT_EQ(must(store->servers().bestSignIn(pop3, host, 993)), SignInStrength {}) << "another account's";
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 143)), SignInStrength {}) << "another port's";
    must(store->servers().acceptSignIn(imap, host, 993, { true, Proof::Password }));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)).proof, Proof::Password) << "the user's word";
    must(store->servers().signedIn(imap, host, 993, { true, Proof::Scram }));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)).proof, Proof::Password) << "another machine behind the name: nobody is asked again";
    clock.advance(std::chrono::hours(24 * 31));
    must(store->servers().signedIn(imap, host, 993, { true, Proof::Scram }));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)).proof, Proof::Scram) << "it has become strong again";
    must(store->accounts().remove(imap));
    EXPECT_EQ(must(store->servers().bestSignIn(imap, host, 993)), SignInStrength {});
}

} // namespace
} // namespace golub::test
