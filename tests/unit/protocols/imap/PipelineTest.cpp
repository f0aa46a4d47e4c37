// SPDX-License-Identifier: GPL-3.0-or-later
// What travels together, and what does not because an answer could be mistaken (RFC 9051 section 5.5).
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Sent { "Sent", QStringLiteral("Sent"), u'/' };
const MailboxName Trash { "Trash", QStringLiteral("Trash"), u'/' };

QByteArray selected(int tag)
{
    const QByteArray number = QByteArray::number(tag);
    return "C: A" + number + " SELECT \"INBOX\"\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A" + number + " OK [READ-WRITE] done\n";
}

#define STATUS_ITEMS "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY)"

TEST(Pipeline, countsOfManyMailboxesAreAskedForAtOnceAndToldApartByName)
{
    playStore(signedIn("") + "C: A1 STATUS \"INBOX\" " STATUS_ITEMS "\nC: A2 STATUS \"Sent\" " STATUS_ITEMS "\nC: A3 STATUS \"Trash\" " STATUS_ITEMS "\n"
                             "S: * STATUS Trash (MESSAGES 3)\nS: A3 OK\nS: * STATUS inbox (MESSAGES 1)\nS: * STATUS Sent (MESSAGES 2)\nS: A1 OK\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto say = [&o](Result<MailboxCounts> counts) { o.add(counts ? QByteArray::number(counts->messages) : "?"); };
            h.store.open(o.done<void>("open"));
            h.store.status(Inbox, say);
            h.store.status(Sent, say);
            h.store.status(Trash, say);
        },
        { "open", "3", "1", "2" });
}

TEST(Pipeline, theSameMailboxIsNotCountedTwiceAtOnce)
{
    playStore(signedIn("") + "C: A1 STATUS \"Sent\" " STATUS_ITEMS "\nS: * STATUS Sent (MESSAGES 2)\nS: A1 OK\nC: A2 STATUS \"Sent\" " STATUS_ITEMS "\nS: * STATUS Sent (MESSAGES 3)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto say = [&o](Result<MailboxCounts> counts) { o.add(counts ? QByteArray::number(counts->messages) : "?"); };
            h.store.open(o.done<void>("open"));
            h.store.status(Sent, say);
            h.store.status(Sent, say);
        },
        { "open", "2", "3" });
}

TEST(Pipeline, aStatusWithoutAnAnswerIsAnErrorAndTakesNobodyElses)
{
    playStore(signedIn("") + "C: A1 STATUS \"Sent\" " STATUS_ITEMS "\nC: A2 STATUS \"Trash\" " STATUS_ITEMS "\nS: * STATUS Trash (MESSAGES 3)\nS: A1 OK\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto say = [&o](Result<MailboxCounts> counts) { o.add(counts ? QByteArray::number(counts->messages) : kindName(counts.error().kind).toLatin1()); };
            h.store.open(o.done<void>("open"));
            h.store.status(Sent, say);
            h.store.status(Trash, say);
        },
        { "open", "server_refused", "3" });
}

TEST(Pipeline, fetchesOfDifferentMessagesTravelTogether)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID FETCH 5 (UID BODY.PEEK[])\nC: A3 UID FETCH 4 (UID FLAGS)\n"
                                           "S: * 1 FETCH (UID 4 FLAGS (\\Seen))\nS: A3 OK\nS: * 2 FETCH (UID 5 BODY[] {2}\nS~: hi\nS: )\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) {
                o.add("select");
                h.store.fetchMessages(UidSet::of(Uid { 5 }), [&](const RemoteMessage &message) { o.add(message.raw); }, o.done<void>("messages"));
                h.store.fetchFlags(UidSet::of(Uid { 4 }), {}, [&](const RemoteMessage &message) { o.add("flags " + QByteArray::number(message.uid.value)); }, o.done<void>("flags"));
            });
        },
        { "open", "select", "flags 4", "flags", "hi", "messages" });
}

TEST(Pipeline, fetchesOfTheSameMessageWaitForEachOther)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID FETCH 4:5 (UID BODY.PEEK[])\nS: * 2 FETCH (UID 5 BODY[] {2}\nS~: hi\nS: )\nS: A2 OK\n"
                                           "C: A3 UID FETCH 5 (UID FLAGS)\nS: * 2 FETCH (UID 5 FLAGS ())\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) {
                o.add("select");
                h.store.fetchMessages(UidSet::fromText("4:5"), [&](const RemoteMessage &message) { o.add(message.raw); }, o.done<void>("messages"));
                h.store.fetchFlags(UidSet::of(Uid { 5 }), {}, [&](const RemoteMessage &) { o.add("5"); }, o.done<void>("flags"));
            });
        },
        { "open", "select", "hi", "messages", "5", "flags" });
}

TEST(Pipeline, changesRunAlone)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID STORE 4 +FLAGS.SILENT (\\Seen)\nS: A2 OK\nC: A3 UID FETCH 5 (UID FLAGS)\nS: * 2 FETCH (UID 5 FLAGS ())\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.storeFlags(UidSet::of(Uid { 4 }), Flag::Seen, {}, o.done<void>("store"));
            h.store.fetchFlags(UidSet::of(Uid { 5 }), {}, [&](const RemoteMessage &) { o.add("5"); }, o.done<void>("flags"));
        },
        { "open", "select", "store", "5", "flags" });
}

TEST(Pipeline, theEchoOfOurOwnChangeIsNoNews)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID STORE 4 +FLAGS.SILENT (\\Seen)\nS: * 1 FETCH (UID 4 FLAGS (\\Seen))\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.storeFlags(UidSet::of(Uid { 4 }), Flag::Seen, {}, o.done<void>("store"));
            h.store.idle([&](const MailboxNews &) { o.add("news"); }, [](auto) {});
        },
        { "open", "select", "store" });
}

TEST(Pipeline, aFlagThatSomebodyElseSetDuringAFetchIsNews)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID FETCH 5 (UID BODY.PEEK[])\nS: * 1 FETCH (UID 4 FLAGS (\\Seen))\nS: * 2 FETCH (UID 5 BODY[] {2}\nS~: hi\nS: )\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchMessages(UidSet::of(Uid { 5 }), [&](const RemoteMessage &message) { o.add(message.raw); }, o.done<void>("messages"));
            h.store.idle([&](const MailboxNews &news) { o.add(news.flagsChanged ? "flags" : "?"); }, [](auto) {});
        },
        { "open", "select", "hi", "messages", "flags" });
}

TEST(Pipeline, noMoreCommandsAreUnderWayThanTheServerTakes)
{
    // One that mixes up commands that wait gets one at a time.
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1] GroupWise IMAP4rev1 Server Ready\n"
              "C: A1 STATUS \"INBOX\" " STATUS_ITEMS "\nS: * STATUS INBOX (MESSAGES 1)\nS: A1 OK\nC: A2 STATUS \"Sent\" " STATUS_ITEMS "\nS: * STATUS Sent (MESSAGES 2)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto say = [&o](Result<MailboxCounts> counts) { o.add(counts ? QByteArray::number(counts->messages) : "?"); };
            h.store.open(o.done<void>("open"));
            h.store.status(Inbox, say);
            h.store.status(Sent, say);
        },
        { "open", "1", "2" });
}

TEST(Pipeline, aCommandThatCannotBeSaidFailsAtOnceAndHangsNothing)
{
    playStore(signedIn("") + selected(1),
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) {
                o.add("select");
                h.store.storeFlags(UidSet::of(Uid { 4 }), Flags({}, { QStringLiteral("two words") }), {}, o.failed("store"));
            });
        },
        { "open", "select", "store invalid_input" });
}

TEST(Pipeline, listAndCountsAreOneCommand)
{
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED LIST-STATUS STATUS=SIZE OBJECTID CONDSTORE")
            + "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ SIZE MAILBOXID))\n"
              "S: * LIST (\\Subscribed \\HasNoChildren) \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 17 UNSEEN 2 UIDNEXT 99 UIDVALIDITY 7 HIGHESTMODSEQ 12 SIZE 4096000000 MAILBOXID (F1))\n"
              "S: * LIST (\\NoInferiors) \"/\" Sent\nS: * LIST (\\Noselect) \"/\" public\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list && list->size() == 3);
                const RemoteMailbox &inbox = list->at(0);
                ASSERT_TRUE(inbox.counts);
                EXPECT_EQ(inbox.counts->messages, 17);
                EXPECT_EQ(inbox.counts->unseen, 2);
                EXPECT_EQ(inbox.counts->uidNext.value, 99U);
                EXPECT_EQ(inbox.counts->highestModSeq.value, 12U);
                EXPECT_EQ(inbox.counts->size, 4'096'000'000);
                EXPECT_EQ(inbox.mailboxId, "F1");
                EXPECT_TRUE(inbox.subscribed);
                EXPECT_TRUE(list->at(1).noInferiors);
                EXPECT_FALSE(list->at(1).counts);
                o.add("list");
            });
        },
        { "open", "list" });
}

TEST(Pipeline, theSelectedMailboxIsNotSelectedAgain)
{
    playStore(signedIn("") + selected(1)
            + "C: A2 UID FETCH 5 (UID FLAGS)\nC: A3 UID FETCH 4 (UID FLAGS)\nS: * 2 FETCH (UID 5 FLAGS ())\nS: * 3 EXISTS\nS: A2 OK\nS: A3 OK\n"
              "C: A4 SELECT \"Sent\"\nS: * 1 EXISTS\nS: A4 OK\nC: A5 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A5 OK [READ-WRITE] done\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto told = [&o](const Result<SelectedMailbox> &mailbox) { o.add(mailbox ? QByteArray::number(mailbox->uidValidity.value) + '/' + QByteArray::number(mailbox->exists) : "?"); };
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&h, &o, told](auto) {
                o.add("select");
                // What is under way holds it up as little as it holds up others.
                h.store.fetchFlags(UidSet::of(Uid { 5 }), {}, [](const RemoteMessage &) { }, o.done<void>("flags"));
                h.store.reopen(Inbox, told);
                h.store.fetchFlags(UidSet::of(Uid { 4 }), {}, [](const RemoteMessage &) { }, [&h, &o, told](const Outcome &) {
                    h.store.reopen(Inbox, told); // news of it that came in between
                    h.store.select(Sent, o.done<SelectedMailbox>("sent"));
                    h.store.reopen(Inbox, told);
                });
            });
        },
        { "open", "select", "7/2", "flags", "7/3", "sent", "7/3" });
}

TEST(Pipeline, aServerThatNeedsItIsAskedToSelectAgain)
{
    // Mailutils announces a wrong length for a message whose header was fetched in the same selection.
    playStore(signedIn("AUTH=SECURID") + selected(1) + "C: A2 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A2 OK done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) {
                o.add("select");
                h.store.reopen(Inbox, o.done<SelectedMailbox>("again"));
            });
        },
        { "open", "select", "again" });
}

TEST(Pipeline, aMailboxThatCouldNotBeSelectedIsNoneToReopen)
{
    playStore(signedIn("") + selected(1) + "C: A2 SELECT \"Sent\"\nS: A2 NO gone\nC: A3 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, o.done<SelectedMailbox>("select"));
            h.store.select(Sent, o.done<SelectedMailbox>("sent"));
            h.store.reopen(Inbox, o.done<SelectedMailbox>("again"));
        },
        { "open", "select", "sent failed: server_refused", "again" });
}

TEST(Pipeline, whatShowsAChangeIsAskedForInFewBytes)
{
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED LIST-STATUS STATUS=SIZE OBJECTID CONDSTORE QRESYNC ENABLE")
            + "C: A1 ENABLE QRESYNC\nC: A2 LIST \"\" \"*\" RETURN (STATUS (UIDVALIDITY HIGHESTMODSEQ))\nS: A1 OK\n"
              "S: * LIST () \"/\" INBOX\nS: * STATUS INBOX (UIDVALIDITY 7 HIGHESTMODSEQ 12)\nS: * LIST (\\Noselect) \"/\" public\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listCounts([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list && list->size() == 2 && list->at(0).counts);
                EXPECT_EQ(list->at(0).counts->messages, -1) << "not asked for";
                EXPECT_EQ(list->at(0).counts->uidValidity.value, 7U);
                EXPECT_EQ(list->at(0).counts->highestModSeq.value, 12U);
                EXPECT_FALSE(list->at(1).selectable);
                o.add("list");
            });
        },
        { "open", "list" });
    // Without QRESYNC a mod-sequence says nothing of what is gone.
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED LIST-STATUS CONDSTORE")
            + "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listCounts([&](Result<QList<RemoteMailbox>>) { o.add("list"); });
        },
        { "open", "list" });
}

TEST(Pipeline, aListThatStumblesOverTheCountsIsAskedForWithout)
{
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED LIST-STATUS")
            + "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))\nS: A1 NO internal\n"
              "C: A2 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED)\nS: * LIST () \"/\" INBOX\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { o.add(list && list->size() == 1 && !h.store.serverFacts().listStatus ? "list" : "?"); });
        },
        { "open", "list" });
}

TEST(Pipeline, nextToAnotherMailboxSelectWaitsForTheList)
{
    // "* 9 EXISTS" during LIST is said about the old mailbox.
    playStore(signedIn("") + selected(1) + "C: A2 LIST \"\" \"*\"\nS: * 9 EXISTS\nS: A2 OK\nC: A3 SELECT \"Sent\"\nS: * 1 EXISTS\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) {
                o.add("select");
                h.store.listMailboxes([&](auto) { o.add("list"); });
                h.store.select(Sent, [&](Result<SelectedMailbox> mailbox) { o.add(QByteArray::number(mailbox->exists)); });
            });
        },
        { "open", "select", "list", "1" });
}

TEST(Pipeline, theWholeFirstScreenIsOneRoundTripAfterTheSignIn)
{
    // ENABLE, the name, the list with its counts, SELECT and the newest headers: nothing waits for anything.
    playStore(signedIn("ENABLE CONDSTORE QRESYNC ID SPECIAL-USE LIST-EXTENDED LIST-STATUS")
            + "C: A1 ID (\"name\" \"Golub\" \"version\" <redacted>)\nC: A2 ENABLE QRESYNC\n"
              "C: A3 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))\n"
              "C: A4 SELECT \"INBOX\"\nC: A5 FETCH 99951:* <redacted>\n"
              "S: * ID (\"name\" \"Dovecot\")\nS: A1 OK\nS: * ENABLED QRESYNC\nS: A2 OK\nS: * LIST () \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 100000)\nS: A3 OK\nS: * 100000 EXISTS\nS: A4 OK\nS: * 100000 FETCH (UID 7 RFC822.SIZE 3)\nS: A5 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](auto) { o.add("list"); });
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchNewestHeaders(50, 100'000, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("newest"));
            // The name is known when the first answers are.
        },
        { "open", "list", "select", "7", "newest" });
}

} // namespace
} // namespace golub::imap
