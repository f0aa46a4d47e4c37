// SPDX-License-Identifier: GPL-3.0-or-later
// NOTIFY: news of every mailbox on one connection (RFC 5465).
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Sent { "Sent", QStringLiteral("Sent"), u'/' };

void say(Outcomes &o, const MailboxNews &news)
{
    QByteArray what = news.mailbox.wire.isEmpty() ? QByteArray("selected") : news.mailbox.wire;
    if (news.counts)
        what += ' ' + QByteArray::number(news.counts->messages);
    if (news.newMessages)
        what += " new";
    if (news.mailboxesChanged)
        what = "mailboxes";
    o.add(what);
}

constexpr char Set[] = "NOTIFY SET STATUS (SELECTED (MessageNew MessageExpunge FlagChange)) (PERSONAL (MessageNew MessageExpunge FlagChange MailboxName))\n";

TEST(Watch, tellsOfEveryMailboxAndOfTheSelectedOne)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 " + Set
            + "S: * STATUS Sent (MESSAGES 3 UIDNEXT 4)\nS: A2 OK done\nC: A3 IDLE\nS: + idling\nS: * STATUS Sent (MESSAGES 4 UIDNEXT 5)\nS: * LIST () \"/\" New\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.watch({}, [&](const MailboxNews &news) { say(o, news); }, [](auto) {});
        },
        { "open", "select", "Sent 3", "Sent 4", "mailboxes" });
}

TEST(Watch, theSelectedMailboxIsWatchedToo)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 " + Set + "S: A2 OK\nC: A3 IDLE\nS: + idling\nS: * 3 EXISTS\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.watch({}, [&](const MailboxNews &news) { say(o, news); }, [](auto) {});
        },
        { "open", "select", "selected new" });
}

TEST(Watch, someMailboxesAreNamed)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 NOTIFY SET STATUS (SELECTED (MessageNew MessageExpunge FlagChange)) (MAILBOXES (\"INBOX\" \"Sent\") (MessageNew MessageExpunge FlagChange MailboxName))\n"
                                        "S: A1 OK\nC: A2 IDLE\nS: + idling\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.watch({ Inbox, Sent }, [](const MailboxNews &) {}, [](auto) {});
        },
        { "open" });
}

TEST(Watch, isSetOnceAndKeptAcrossOtherRequests)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 " + Set + "S: A1 OK\nC: A2 IDLE\nS: + idling\nS: * STATUS Sent (MESSAGES 9)\nC: DONE\nS: A2 OK\n"
                                                          "C: A3 LIST \"\" \"*\"\nS: * STATUS Sent (MESSAGES 10)\nS: A3 OK\nC: A4 IDLE\nS: + idling\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.watch({}, [&](const MailboxNews &news) {
                say(o, news);
                h.store.listMailboxes([&](auto) { o.add("list"); });
                h.store.watch({}, [&](const MailboxNews &later) { say(o, later); }, [](auto) {});
            }, o.done<void>("watched"));
        },
        { "open", "Sent 9", "watched", "list", "Sent 10" });
}

TEST(Watch, withoutNotifyItIsIdle)
{
    playStore(signedIn("IDLE") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 IDLE\nS: + idling\nS: * 3 EXISTS\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.watch({}, [&](const MailboxNews &news) { say(o, news); }, [](auto) {});
        },
        { "open", "select", "selected new" });
}

TEST(Watch, aRefusedNotifyFallsBackAndIsNotTriedAgain)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 " + Set + "S: A1 NO [BADEVENT (MessageNew)] no\nC: A2 IDLE\nS: + idling\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.watch({}, [](const MailboxNews &) {}, [](auto) {});
        },
        { "open" });
}

TEST(Watch, anOverflowMeansThatEverythingMustBeLookedAt)
{
    playStore(signedIn("NOTIFY IDLE") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 " + Set + "S: A2 OK\nC: A3 IDLE\nS: + idling\nS: * OK [NOTIFICATIONOVERFLOW] too much\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.watch({}, [&](const MailboxNews &news) { say(o, news); }, [](auto) {});
        },
        { "open", "select", "selected new", "mailboxes" });
}

TEST(Watch, aStatusThatNobodyAskedForIsNothing)
{
    playStore(signedIn("IDLE") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 IDLE\nS: + idling\nS: * STATUS Sent (MESSAGES 10)\nS: * LIST () \"/\" x\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.idle([&](const MailboxNews &news) { say(o, news); }, [](auto) {});
        },
        { "open", "select" });
}

} // namespace
} // namespace golub::imap
