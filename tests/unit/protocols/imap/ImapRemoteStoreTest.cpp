// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ImapRemoteStore.h"

#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Trash { "Trash", QStringLiteral("Trash"), u'/' };
const UidSet FourAndFive = UidSet::fromText("4:5");

QByteArray selected(int tag, const char *more = "")
{
    return "C: A" + QByteArray::number(tag) + " SELECT \"INBOX\"\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [UIDNEXT 9] ok\n" + more + "S: A" + QByteArray::number(tag)
        + " OK [READ-WRITE] done\n";
}

TEST(ImapRemoteStore, opensListsAndCloses)
{
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED")
            + "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED)\n"
              "S: * LIST (\\HasNoChildren \\Sent) \"/\" \"Wys&AUI-ane\"\n"
              "S: * LIST (\\Noselect) \"/\" public\n"
              "S: * LIST () \"/\" INBOX\n"
              "S: A1 OK done\n"
              "C: A2 LOGOUT\nS: * BYE\nS: A2 OK\nX\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list);
                ASSERT_EQ(list->size(), 3);
                EXPECT_EQ(list->at(0).role, MailboxRole::Sent);
                EXPECT_EQ(list->at(0).name.path, QStringLiteral("Wysłane"));
                EXPECT_EQ(list->at(0).name.wire, "Wys&AUI-ane");
                EXPECT_FALSE(list->at(1).selectable);
                EXPECT_EQ(list->at(2).role, MailboxRole::Inbox);
                o.add("list");
                h.store.close(o.done<void>("close"));
            });
        },
        { "open", "list", "close" });
}

// RFC 9051 has LIST's RETURN with SUBSCRIBED, CHILDREN and STATUS; SPECIAL-USE is RFC 6154's, and announced by its own name.
TEST(ImapRemoteStore, listAsksServersOfRev2ForNothingThatRev2HasNot)
{
    playStore(signedIn("IMAP4rev2")
            + "C: A1 LIST \"\" \"*\" RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY SIZE))\n"
              "S: * LIST (\\Subscribed) \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 2 UNSEEN 1 UIDNEXT 3 UIDVALIDITY 7 SIZE 9)\nS: * LIST (\\Sent) \"/\" Away\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list && list->size() == 2);
                EXPECT_EQ(list->at(0).counts->messages, 2);
                EXPECT_EQ(list->at(1).role, MailboxRole::Sent);
                o.add("list");
            });
        },
        { "open", "list" });
}

TEST(ImapRemoteStore, listFallsBackWhereTheServerDoesNotUnderstandSpecialUse)
{
    playStore(signedIn("SPECIAL-USE LIST-EXTENDED") + "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED)\nS: A1 BAD what\nC: A2 LIST \"\" \"*\"\nS: * LIST () \".\" INBOX\nS: * LIST () \".\" INBOX.Kosz\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list && list->size() == 2);
                EXPECT_EQ(list->at(1).role, MailboxRole::Trash) << "guessed by name under INBOX";
                o.add("list");
            });
        },
        { "open", "list" });
}

TEST(ImapRemoteStore, listUsesXListOfOldServers)
{
    playStore(signedIn("XLIST") + "C: A1 XLIST \"\" \"*\"\nS: * XLIST (\\HasNoChildren \\Inbox) \"/\" \"Odebrane\"\nS: * XLIST (\\Spam) \"/\" s\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list && list->size() == 2);
                EXPECT_EQ(list->at(0).name.wire, "INBOX");
                EXPECT_EQ(list->at(1).role, MailboxRole::Junk);
                o.add("list");
            });
        },
        { "open", "list" });
}

TEST(ImapRemoteStore, selectsAndFetchesHeaders)
{
    playStore(signedIn("CONDSTORE")
            + "C: A1 SELECT \"INBOX\" (CONDSTORE)\n"
              "S: * FLAGS (\\Seen)\nS: * 2 EXISTS\nS: * OK [PERMANENTFLAGS (\\Seen)] limited\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [HIGHESTMODSEQ 90] ok\n"
              "S: A1 OK [READ-ONLY] done\n"
              "C: A2 UID FETCH 4:5 (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST IMPORTANCE X-PRIORITY AUTHENTICATION-RESULTS)])\n"
              "S: * 2 FETCH (UID 5 FLAGS (\\Seen $Forwarded) MODSEQ (77) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4286 BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 12 1)(\"IMAGE\" \"PNG\" (\"NAME\" \"a.png\") NIL NIL \"BASE64\" 99 NIL (\"ATTACHMENT\" NIL)) \"MIXED\") BODY[HEADER.FIELDS (DATE FROM)] {11}\n"
              "S: Date: x\n"
              "S: \n"
              "S:  FLAGS (\\Seen $Forwarded))\n"
              "S: * 1 FETCH (FLAGS (\\Seen))\n"
              "S: * 1 FETCH (UID 99 FLAGS (\\Seen) RFC822.SIZE 1)\n"
              "S: A2 OK done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](Result<SelectedMailbox> mailbox) {
                ASSERT_TRUE(mailbox);
                EXPECT_EQ(mailbox->exists, 2);
                EXPECT_EQ(mailbox->uidValidity.value, 7U);
                EXPECT_FALSE(mailbox->uidNext.isValid());
                EXPECT_EQ(mailbox->highestModSeq.value, 90U);
                EXPECT_TRUE(mailbox->readOnly);
                EXPECT_FALSE(mailbox->keywordsAllowed);
                o.add("select");
            });
            h.store.fetchHeaders(FourAndFive, [&](const RemoteMessage &message) {
                EXPECT_EQ(message.uid.value, 5U);
                EXPECT_TRUE(message.flags.has(Flag::Seen));
                EXPECT_TRUE(message.flags.hasKeyword(QStringLiteral("$forwarded")));
                EXPECT_EQ(message.modSeq.value, 77U);
                EXPECT_EQ(message.internalDate, QDateTime(QDate(1996, 7, 17), QTime(9, 44, 25), Qt::UTC));
                EXPECT_EQ(message.size, 4286);
                EXPECT_TRUE(message.hasAttachments);
                EXPECT_EQ(message.header, "Date: x\r\n\r\n");
                o.add("message");
            }, o.done<void>("fetch"));
        },
        { "open", "select", "message", "fetch" });
}

TEST(ImapRemoteStore, aMessageThatTheServerCannotDescribeDoesNotHideTheOthers)
{
    playStore(signedIn("") + selected(1) + "C: A2 <redacted>\nS: A2 NO BODYSTRUCTURE failed\nC: A3 <redacted>\nS: * 1 FETCH (UID 4 RFC822.SIZE 3 BODY[HEADER.FIELDS (DATE)] {2}\nS: \nS: )\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchHeaders(FourAndFive, [&](const RemoteMessage &) { o.add("message"); }, o.done<void>("fetch"));
        },
        { "open", "select", "message", "fetch" });
}

TEST(ImapRemoteStore, fetchesMessagesInChunksAndStreamsThem)
{
    QByteArray script = signedIn("") + selected(1) + "C: A2 UID FETCH 501:1000 (UID BODY.PEEK[])\nC: A3 UID FETCH 1:500 (UID BODY.PEEK[])\n"
                                                     "S: * 9 FETCH (UID 900 BODY[] {5}\nS~: hello\nS: )\nS: * 3 EXPUNGE\nS: * 8 FETCH (FLAGS (\\Deleted) UID 800)\nS: * 8 FETCH (BODY[] NIL UID 801)\nS: A2 OK\n"
                                                     "S: * 1 FETCH (RFC822 \"quoted\" UID 1)\nS: A3 OK\n";
    playStore(script,
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchMessages(UidSet::range(Uid { 1 }, Uid { 1000 }), [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value) + ' ' + message.raw); },
                o.done<void>("fetch"));
        },
        { "open", "select", "900 hello", "1 quoted", "fetch" });
}

TEST(ImapRemoteStore, fetchesFlagsThatChanged)
{
    playStore(signedIn("CONDSTORE ENABLE").replace("@", "") + "C: A1 ENABLE CONDSTORE\nS: * ENABLED CONDSTORE\nS: A1 OK\n" + selected(2)
            + "C: A3 UID FETCH 1:8 (UID FLAGS MODSEQ) (CHANGEDSINCE 12)\nS: * 1 FETCH (UID 4 MODSEQ (13) FLAGS (\\Seen))\nS: * 1 FETCH (MODSEQ (-1) FLAGS () UID 5)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchFlags(UidSet::fromText("1:8"), ModSeq { 12 }, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.modSeq.value)); }, o.done<void>("fetch"));
        },
        { "open", "select", "13", "0", "fetch" });
}

TEST(ImapRemoteStore, searchesEveryUid)
{
    playStore(signedIn("ESEARCH") + selected(1) + "C: A2 UID SEARCH RETURN (ALL) ALL\nS: * ESEARCH (TAG \"A2\") UID ALL 4:5,9\nS: A2 OK\nC: A3 UID SEARCH RETURN (ALL) ALL\nS: * SEARCH 9 4\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids->toText()); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids->toText()); });
        },
        { "open", "select", "4:5,9", "4,9" });
}

TEST(ImapRemoteStore, searchesByFetchWhereTheServerHasNoSearch)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID SEARCH ALL\nS: A2 BAD unknown\nC: A3 UID FETCH 1:* (UID)\nS: * 1 FETCH (UID 4)\nS: * 2 FETCH (UID 8)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids->toText()); });
        },
        { "open", "select", "4,8" });
}

// A million answers in a row end the session.
TEST(ImapRemoteStore, searchesAHugeMailboxByFetchInPieces)
{
    playStore(signedIn("") + selected(1, "S: * 500002 EXISTS\n")
            + "C: A2 UID SEARCH ALL\nS: A2 BAD unknown\nC: A3 UID FETCH 1:500000 (UID)\nS: * 1 FETCH (UID 4)\nS: A3 OK\n"
              "C: A4 UID FETCH 500001:1500000 (UID)\nS: * 2 FETCH (UID 600000)\nS: A4 OK\nC: A5 UID FETCH 1500001:* (UID)\nS: * 3 FETCH (UID 1600000)\nS: A5 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids->toText()); });
        },
        { "open", "select", "4,600000,1600000" });
}

TEST(ImapRemoteStore, storesFlagsAndKeepsKeywordsThatTheServerWouldRefuse)
{
    playStore(signedIn("") + selected(1, "S: * OK [PERMANENTFLAGS (\\Seen \\Flagged $Forwarded)] only these\n")
            + "C: A2 UID STORE 4:5 +FLAGS.SILENT (\\Flagged $Forwarded)\nS: A2 OK\nC: A3 UID STORE 4:5 -FLAGS.SILENT (\\Seen)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.storeFlags(FourAndFive, Flags(Flag::Flagged, { QStringLiteral("$Forwarded"), QStringLiteral("mine") }), Flags(Flag::Seen), o.done<void>("store"));
        },
        { "open", "select", "store" });
}

TEST(ImapRemoteStore, movesWithMove)
{
    playStore(signedIn("MOVE UIDPLUS") + selected(1) + "C: A2 UID MOVE 4:5 \"Trash\"\nS: * OK [COPYUID 3 4:5 10:11] moved\nS: * 1 EXPUNGE\nS: * 1 EXPUNGE\nS: A2 OK done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.move(FourAndFive, Trash, [&](Result<RemoteStore::UidMap> map) {
                ASSERT_TRUE(map);
                EXPECT_EQ(*map, (RemoteStore::UidMap { { Uid { 4 }, Uid { 10 } }, { Uid { 5 }, Uid { 11 } } }));
                o.add("move");
            });
        },
        { "open", "select", "move" });
}

TEST(ImapRemoteStore, movesWithoutMove)
{
    playStore(signedIn("UIDPLUS") + selected(1)
            + "C: A2 UID COPY 4:5 \"Trash\"\nS: A2 OK [COPYUID 3 4:5 10:11] copied\nC: A3 UID STORE 4:5 +FLAGS.SILENT (\\Deleted)\nS: A3 OK\nC: A4 UID EXPUNGE 4:5\nS: * 1 EXPUNGE\nS: * 1 EXPUNGE\nS: A4 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.move(FourAndFive, Trash, [&](Result<RemoteStore::UidMap> map) { o.add("move " + QByteArray::number(map->size())); });
        },
        { "open", "select", "move 2" });
}

TEST(ImapRemoteStore, aRefusedCopyRemovesNothing)
{
    playStore(signedIn("UIDPLUS") + selected(1) + "C: A2 UID COPY 4:5 \"Trash\"\nS: A2 NO [TRYCREATE] no such folder\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.move(FourAndFive, Trash, [&](Result<RemoteStore::UidMap> map) { o.add(kindName(map.error().kind).toLatin1()); });
        },
        { "open", "select", "not_found" });
}

TEST(ImapRemoteStore, expungesOnlyItsOwnWithoutUidPlus)
{
    playStore(signedIn("") + selected(1)
            + "C: A2 UID SEARCH DELETED\nS: * SEARCH 4 8\nS: A2 OK\n"
              "C: A3 UID STORE 8 -FLAGS.SILENT (\\Deleted)\nS: A3 OK\n"
              "C: A4 UID STORE 4:5 +FLAGS.SILENT (\\Deleted)\nS: A4 OK\n"
              "C: A5 EXPUNGE\nS: * 1 EXPUNGE\nS: * 1 EXPUNGE\nS: A5 OK\n"
              "C: A6 UID STORE 8 +FLAGS.SILENT (\\Deleted)\nS: A6 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.expunge(FourAndFive, o.done<void>("expunge"));
        },
        { "open", "select", "expunge" });
}

TEST(ImapRemoteStore, withMoreMarkedByOthersThanCanBeRememberedNothingIsRemoved)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID SEARCH DELETED\nS: * ESEARCH (TAG \"A2\") UID ALL 1:4000000000\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.expunge(FourAndFive, o.failed("expunge"));
        },
        { "open", "select", "expunge server_refused" });
}

TEST(ImapRemoteStore, othersGetTheirMarkBackAlsoWhereExpungeIsRefused)
{
    playStore(signedIn("") + selected(1)
            + "C: A2 UID SEARCH DELETED\nS: * SEARCH 8\nS: A2 OK\nC: A3 UID STORE 8 -FLAGS.SILENT (\\Deleted)\nS: A3 OK\n"
              "C: A4 UID STORE 4:5 +FLAGS.SILENT (\\Deleted)\nS: A4 OK\nC: A5 EXPUNGE\nS: A5 NO [NOPERM] no\nC: A6 UID STORE 8 +FLAGS.SILENT (\\Deleted)\nS: A6 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.expunge(FourAndFive, o.failed("expunge"));
        },
        { "open", "select", "expunge server_refused" });
}

TEST(ImapRemoteStore, appendsWithCanonicalLineEndsFlagsAndDate)
{
    playStore(signedIn("") + "C: A1 APPEND \"Trash\" (\\Seen) \"02-Jan-2026 03:04:05 +0000\" {6}\nS: + ok\nC: a\nC: b\nC: \nS: A1 OK [APPENDUID 1 44] ok\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.append(Trash, "a\nb\r\n", Flags(Flag::Seen), QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC), [&](Result<Uid> uid) { o.add(QByteArray::number(uid->value)); });
        },
        { "open", "44" });
}

TEST(ImapRemoteStore, appendRespectsTheServersLimitBeforeAnythingIsSent)
{
    playStore(signedIn("APPENDLIMIT=3"),
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.append(Trash, "four", {}, {}, [&](Result<Uid> uid) { o.add(kindName(uid.error().kind).toLatin1()); });
        },
        { "open", "server_refused" });
}

TEST(ImapRemoteStore, createsUnderThePersonalNamespace)
{
    playStore(signedIn("NAMESPACE") + "C: A1 NAMESPACE\nS: * NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\nS: A1 OK\nC: A2 CREATE \"INBOX.Wa&AXw-ne\"\nS: A2 NO [ALREADYEXISTS] there\nC: A3 SUBSCRIBE \"INBOX.Wa&AXw-ne\"\nS: A3 NO no\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.createMailbox(QStringLiteral("Ważne"), [&](Result<MailboxName> name) {
                ASSERT_TRUE(name);
                EXPECT_EQ(name->delimiter, u'.');
                EXPECT_EQ(name->path, QStringLiteral("INBOX.Ważne"));
                o.add("create");
            });
        },
        { "open", "create" });
}

TEST(ImapRemoteStore, waitsForNewsUntilSomethingElseIsAsked)
{
    playStore(signedIn("IDLE") + selected(1)
            + "C: A2 IDLE\nS: + idling\nS: * 3 EXISTS\nS: * 1 FETCH (FLAGS (\\Seen))\nS: * VANISHED 4\nC: DONE\nS: A2 OK\nC: A3 STATUS \"Trash\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)\nS: * STATUS Trash (MESSAGES 5 UNSEEN 1)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            const auto all = std::make_shared<MailboxNews>();
            h.store.idle([&, all](MailboxNews news) {
                const bool before = all->removed;
                all->newMessages |= news.newMessages;
                all->removed |= news.removed;
                all->flagsChanged |= news.flagsChanged;
                if (all->removed && !before)
                    h.store.status(Trash, [&, all](Result<RemoteStore::Counts> counts) {
                        EXPECT_TRUE(all->newMessages && all->flagsChanged);
                        o.add("status " + QByteArray::number(counts->messages));
                    });
            }, o.done<void>("idle"));
        },
        { "open", "select", "idle", "status 5" });
}

TEST(ImapRemoteStore, newsThatCameWhileWorkingAreToldWhenWaitingBegins)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID SEARCH ALL\nS: * 3 EXISTS\nS: * SEARCH 4\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.searchAll([&](auto) { o.add("search"); });
            h.store.idle([&](MailboxNews news) { o.add(news.newMessages ? "new" : "?"); }, [](auto) {});
        },
        { "open", "select", "search", "new" });
}

TEST(ImapRemoteStore, afterTheConnectionIsLostEverythingFailsWithIt)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nS: * BYE [UNAVAILABLE] maintenance\nX\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](Result<SelectedMailbox> mailbox) {
                o.add(kindName(mailbox.error().kind).toLatin1());
                EXPECT_FALSE(h.store.isOpen());
                h.store.searchAll([&](Result<UidSet> uids) { o.add(uids ? "?" : "later too"); });
            });
            h.store.expunge(FourAndFive, o.failed("expunge"));
        },
        { "open", "server_temporary", "expunge server_temporary", "later too" });
}

TEST(ImapRemoteStore, aMailboxThatDisappearedLeavesTheSessionUsable)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nC: A2 UID FETCH 4:5 (UID BODY.PEEK[])\nS: A1 NO [NONEXISTENT] gone\nS: A2 BAD no mailbox\nC: A3 SELECT \"Trash\"\nS: * 0 EXISTS\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](Result<SelectedMailbox> mailbox) { o.add(kindName(mailbox.error().kind).toLatin1()); });
            h.store.fetchMessages(FourAndFive, [](const RemoteMessage &) {}, o.failed("fetch"));
            h.store.select(Trash, [&](auto mailbox) { o.add(mailbox ? "ok" : "?"); });
        },
        { "open", "not_found", "fetch not_found", "ok" });
}

TEST(ImapRemoteStore, aChangedUidValidityEndsTheSessionBeforeUidsAreMisread)
{
    playStore(signedIn("") + selected(1) + "C: A2 UID SEARCH ALL\nS: * OK [UIDVALIDITY 8] rebuilt\nX\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(kindName(uids.error().kind).toLatin1()); });
        },
        { "open", "select", "connection_lost" });
}

TEST(ImapRemoteStore, aWrongPasswordFailsOpenAndWhatWaits)
{
    playStore("TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: A1 AUTHENTICATE PLAIN <redacted>\nS: A1 NO [AUTHENTICATIONFAILED] no\nX\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.failed("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { o.add(kindName(list.error().kind).toLatin1()); });
        },
        { "open auth_failed", "auth_failed" });
}

TEST(ImapRemoteStore, callsNothingAfterItsEnd)
{
    golub::test::FakeClock clock;
    golub::test::Script script(clock, signedIn("") + "C: A1 LIST \"\" \"*\"\nS: A1 OK\n");
    Outcomes outcomes;
    auto store = std::make_unique<ImapRemoteStore>(test::settings(), Secret("tajne"), script.connection());
    store->open([&](Result<void>) { store.reset(); });
    store->listMailboxes([&](auto) { outcomes.add("list"); });
    store->close(outcomes.done<void>("close"));
    script.play();
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_TRUE(outcomes.list.isEmpty());
    EXPECT_FALSE(store);
}

} // namespace
} // namespace golub::imap
