// SPDX-License-Identifier: GPL-3.0-or-later
// SELECT and what is asked behind it in the same breath.
#include "protocols/imap/SelectRequest.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const KnownMailbox Known { { 7 }, { 90 }, UidSet::fromText("1:5") };

constexpr char Enabled[] = "C: A1 ENABLE QRESYNC\nS: * ENABLED QRESYNC CONDSTORE\nS: A1 OK enabled\n";

SelectSink sinkFor(Outcomes &o)
{
    return { [&o](const RemoteMessage &message) { o.add("changed " + QByteArray::number(message.uid.value) + (message.flags.has(Flag::Seen) ? " seen" : "")); },
        [&o](const UidSet &uids) { o.add("vanished " + uids.toText()); } };
}

TEST(Select, tellsInOneAnswerWhatChangedSinceTheCacheWasWritten)
{
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + Enabled
            + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90 1:5))\n"
              "S: * 4 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [UIDNEXT 9] ok\nS: * OK [HIGHESTMODSEQ 95] ok\nS: * OK [MAILBOXID (F-1)] ok\n"
              "S: * VANISHED (EARLIER) 2:3\nS: * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (94))\nS: * 4 FETCH (UID 8 FLAGS () MODSEQ (95))\nS: A2 OK [READ-WRITE] done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) {
                ASSERT_TRUE(mailbox);
                EXPECT_TRUE(mailbox->resynced);
                EXPECT_TRUE(mailbox->modSeqSupported);
                EXPECT_EQ(mailbox->mailboxId, "F-1");
                EXPECT_EQ(mailbox->exists, 4);
                EXPECT_TRUE(h.store.serverFacts().qresync);
                o.add("select");
            });
        },
        { "open", "vanished 2:3", "changed 1 seen", "changed 8", "select" });
}

TEST(Select, withAnotherUidValidityNothingIsBelievedToBeResynchronized)
{
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + Enabled
            + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90 1:5))\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 8] ok\nS: * OK [HIGHESTMODSEQ 3] ok\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) { o.add(mailbox && !mailbox->resynced ? "not" : "?"); });
        },
        { "open", "not" });
}

TEST(Select, aMailboxWithoutModSequencesIsNotResynchronized)
{
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + Enabled
            + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90 1:5))\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [NOMODSEQ] none here\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) { o.add(mailbox && !mailbox->resynced && !mailbox->modSeqSupported ? "not" : "?"); });
        },
        { "open", "not" });
}

TEST(Select, qresyncThatWasNeverEnabledIsNotBelieved)
{
    // One well-known provider leaves the untagged ENABLED out.
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + "C: A1 ENABLE QRESYNC\nS: A1 OK done\n"
            + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90 1:5))\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [HIGHESTMODSEQ 95] ok\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) { o.add(mailbox && !mailbox->resynced && !h.store.serverFacts().qresync ? "not" : "?"); });
        },
        { "open", "not" });
}

TEST(Select, whereQresyncIsNotUnderstoodAPlainSelectFollowsAndItIsNotTriedAgain)
{
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + Enabled
            + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90 1:5))\nS: A2 BAD parameters\nC: A3 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A3 OK\n"
              "C: A4 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A4 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) {
                o.add(mailbox && !mailbox->resynced ? "plain" : "?");
                EXPECT_TRUE(h.store.serverFacts().quirks.contains(QStringLiteral("quarantine:QRESYNC")));
            });
            h.store.select(Inbox, Known, sinkFor(o), [&](Result<SelectedMailbox> mailbox) { o.add(mailbox ? "plain" : "?"); });
        },
        { "open", "plain", "plain" });
}

TEST(Select, whatContradictedItselfIsNotUsed)
{
    playStore(signedIn("ENABLE QRESYNC CONDSTORE").replace("TLS", "TLS") + "C: A1 SELECT \"INBOX\"\nS: * 0 EXISTS\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.distrust({ "QRESYNC", "CONDSTORE" });
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, Known, sinkFor(o), [&](auto) { o.add(h.store.hasCondStore() ? "?" : "select"); });
        },
        { "open", "select" });
}

TEST(Select, aLongListOfKnownUidsIsLeftOut)
{
    UidSet odd;
    for (quint32 uid = 1; uid < 10'000; uid += 2)
        odd.insert(Uid { uid });
    playStore(signedIn("ENABLE QRESYNC CONDSTORE") + Enabled + "C: A2 SELECT \"INBOX\" (QRESYNC (7 90))\nS: * 0 EXISTS\nS: A2 OK\n",
        [&odd](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, KnownMailbox { { 7 }, { 90 }, odd }, {}, [&](auto) { o.add("select"); });
        },
        { "open", "select" });
}

TEST(Select, tellsWhatTheUserMayDo)
{
    playStore(signedIn("ACL") + "C: A1 SELECT \"INBOX\"\nC: A2 MYRIGHTS \"INBOX\"\nS: * 1 EXISTS\nS: A1 OK [READ-WRITE]\nS: * MYRIGHTS INBOX lrsi\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](Result<SelectedMailbox> mailbox) {
                ASSERT_TRUE(mailbox && mailbox->rights);
                EXPECT_EQ(*mailbox->rights, (MailboxRights { true, true, false, false, true, false }));
                o.add("select");
            });
        },
        { "open", "select" });
}

TEST(Select, rightsOfOldAndNewServers)
{
    EXPECT_EQ(rightsFrom("lrswipkxtecda"), MailboxRights {});
    EXPECT_EQ(rightsFrom("lrswipcda"), MailboxRights {}) << "RFC 2086: d deletes and expunges, c creates";
    EXPECT_FALSE(rightsFrom("lrswipt").canDelete) << "may mark, may not expunge";
    EXPECT_FALSE(rightsFrom("l").canRead);
    EXPECT_FALSE(rightsFrom("").canInsert);
}

TEST(Select, theNewestHeadersTravelWithIt)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 FETCH 99:* <redacted>\nS: * 100 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A1 OK\n"
                             "S: * 99 FETCH (UID 501 RFC822.SIZE 3)\nS: * 100 FETCH (UID 502 RFC822.SIZE 3)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchNewestHeaders(2, 100, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("newest"));
        },
        { "open", "select", "501", "502", "newest" });
}

TEST(Select, aWrongGuessIsCorrectedByASecondFetch)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 FETCH 99:* <redacted>\nS: * 50 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A1 OK\n"
                             "S: * 50 FETCH (UID 502 RFC822.SIZE 3)\nS: A2 OK\n"
                             "C: A3 FETCH 49:49 <redacted>\nS: * 49 FETCH (UID 500 RFC822.SIZE 3)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchNewestHeaders(2, 100, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("newest"));
        },
        { "open", "select", "502", "500", "newest" });
}

TEST(Select, aGuessForAnEmptyMailboxMayBeRefused)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 FETCH 99:* <redacted>\nS: * 0 EXISTS\nS: A1 OK\nS: A2 BAD no such messages\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchNewestHeaders(2, 100, [&](const RemoteMessage &) { o.add("?"); }, o.done<void>("newest"));
        },
        { "open", "select", "newest" });
}

// "*" as a message number is an error in an empty mailbox, as a UID it is not (RFC 9051 section 9, seq-number).
TEST(Select, withNoIdeaTheLastUidIsAskedForAndNotAgain)
{
    const auto act = [](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.select(Inbox, [&](auto) { o.add("select"); });
        h.store.fetchNewestHeaders(2, 0, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("newest"));
    };
    const QByteArray asked = signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 UID FETCH * <redacted>\n";
    playStore(asked + "S: * 0 EXISTS\nS: A1 OK\nS: A2 OK\n", act, { "open", "select", "newest" });
    playStore(asked + "S: * 1 EXISTS\nS: A1 OK\nS: * 1 FETCH (UID 7 RFC822.SIZE 3)\nS: A2 OK\n", act, { "open", "select", "7", "newest" });
    playStore(asked + "S: * 3 EXISTS\nS: A1 OK\nS: * 3 FETCH (UID 9 RFC822.SIZE 3)\nS: A2 OK\n"
                      "C: A3 FETCH 2:2 <redacted>\nS: * 2 FETCH (UID 8 RFC822.SIZE 3)\nS: A3 OK\n",
        act, { "open", "select", "9", "8", "newest" });
    // Another one came meanwhile: it is the newest.
    playStore(asked + "S: * 3 EXISTS\nS: A1 OK\nS: * 3 FETCH (UID 9 RFC822.SIZE 3)\nS: * 4 EXISTS\nS: A2 OK\n"
                      "C: A3 FETCH 3:4 <redacted>\nS: * 3 FETCH (UID 9 RFC822.SIZE 3)\nS: * 4 FETCH (UID 10 RFC822.SIZE 3)\nS: A3 OK\n",
        act, { "open", "select", "9", "10", "newest" });
}

TEST(Select, withPartialNothingIsGuessed)
{
    playStore(signedIn("PARTIAL") + "C: A1 SELECT \"INBOX\"\nC: A2 UID FETCH 1:* <redacted> (PARTIAL -1:-2)\nS: * 9 EXISTS\nS: A1 OK\nS: * 9 FETCH (UID 11 RFC822.SIZE 3)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchNewestHeaders(2, 0, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("newest"));
        },
        { "open", "select", "11", "newest" });
}

TEST(Select, whatIsBehindARefusedSelectFailsWithItAndTakesNothingFromAnotherMailbox)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 FETCH 9:* <redacted>\nC: A3 UID SEARCH ALL\nS: * 1 FETCH (UID 4 RFC822.SIZE 3)\nS: A1 NO [NOPERM] not for you\n"
                             "S: * 1 FETCH (UID 4 RFC822.SIZE 3)\nS: A2 OK\nS: * SEARCH 4\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](Result<SelectedMailbox> mailbox) { o.add(mailbox.error().reply.enhanced.toLatin1()); });
            h.store.fetchNewestHeaders(2, 10, [&](const RemoteMessage &) { o.add("?"); }, o.failed("newest"));
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids ? "?" : uids.error().reply.enhanced.toLatin1()); });
        },
        { "open", "NOPERM", "newest server_refused", "NOPERM" });
}

TEST(Select, unselectsOnlyWhereThatRemovesNothing)
{
    playStore(signedIn("UNSELECT") + "C: A1 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: A1 OK\nC: A2 UNSELECT\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.unselect(o.done<void>("unselect"));
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids ? "?" : "none"); });
        },
        { "open", "select", "unselect", "none" });
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.unselect(o.done<void>("unselect"));
        },
        { "open", "select", "unselect" });
}

} // namespace
} // namespace golub::imap
