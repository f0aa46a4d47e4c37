// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;
using Field = RemoteQuery::Term::Field;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };

QByteArray inInbox(const char *capabilities)
{
    return signedIn(capabilities) + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n";
}

//! \a command is what the query becomes behind "A2 "; the answer finds 3 and 5.
void expectSearch(const char *capabilities, const RemoteQuery &query, const QByteArray &command)
{
    playStore(inInbox(capabilities) + command + "S: * SEARCH 5 3\nS: A2 OK\n",
        [&query](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.search(query, [&](Result<UidSet> uids) { o.add(uids ? uids->toText() : kindName(uids.error().kind).toLatin1()); });
        },
        { "open", "select", "3,5" });
}

void expectRefused(const char *capabilities, const RemoteQuery &query)
{
    playStore(inInbox(capabilities),
        [&query](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.search(query, [&](Result<UidSet> uids) { o.add(uids ? "?" : kindName(uids.error().kind).toLatin1()); });
        },
        { "open", "server_refused", "select" });
}

TEST(Search, everythingTogether)
{
    RemoteQuery query;
    query.groups = { { { Field::From, QStringLiteral("ala") } }, { { Field::Subject, QStringLiteral("a \"b\"") }, { Field::Body, QStringLiteral("c"), true }, { Field::Any, QStringLiteral("d") } } };
    query.with = Flags(Flag::Flagged, { QStringLiteral("$Forwarded") });
    query.without = Flag::Seen;
    query.since = QDate(2026, 2, 1);
    query.before = QDate(2026, 3, 10);
    query.largerThan = 1000;
    query.smallerThan = 5'000'000'000;
    query.among = UidSet::fromText("3:9");
    expectSearch("", query,
        "C: A2 UID SEARCH UID 3:9 FLAGGED KEYWORD $Forwarded UNSEEN SINCE 1-Feb-2026 BEFORE 10-Mar-2026 LARGER 1000 SMALLER 5000000000 "
        "FROM \"ala\" OR SUBJECT \"a \\\"b\\\"\" OR NOT BODY \"c\" TEXT \"d\"\n");
}

TEST(Search, anEmptyQueryMatchesAll)
{
    expectSearch("", {}, "C: A2 UID SEARCH ALL\n");
    expectSearch("ESEARCH", {}, "C: A2 UID SEARCH RETURN (ALL) ALL\n");
}

TEST(Search, wordsThatAreNotAsciiGoAsUtf8)
{
    RemoteQuery query;
    query.groups = { { { Field::Subject, QStringLiteral("żółty") } } };
    expectSearch("LITERAL+", query, "C: A2 UID SEARCH CHARSET UTF-8 SUBJECT {8+}\nC: żółty\n");
}

TEST(Search, ageBySecondsOrByDays)
{
    RemoteQuery query;
    query.younger = std::chrono::hours(1);
    expectSearch("WITHIN", query, "C: A2 UID SEARCH YOUNGER 3600\n");
    StoreHarness probe("", 0);
    const QDate day = probe.clock.utcNow().addSecs(-3600).date().addDays(-1);
    expectSearch("", query, "C: A2 UID SEARCH SINCE " + QLocale::c().toString(day, QStringLiteral("d-MMM-yyyy")).toLatin1() + "\n");
}

TEST(Search, byGmailsOwnLanguageAndIds)
{
    RemoteQuery query;
    query.gmail = QStringLiteral("has:attachment in:unread");
    expectSearch("X-GM-EXT-1", query, "C: A2 UID SEARCH X-GM-RAW \"has:attachment in:unread\"\n");
    expectRefused("", query);
    RemoteQuery id;
    id.emailId = "1278455344230334865";
    expectSearch("X-GM-EXT-1", id, "C: A2 UID SEARCH X-GM-MSGID 1278455344230334865\n");
    expectSearch("OBJECTID", id, "C: A2 UID SEARCH EMAILID 1278455344230334865\n");
    expectRefused("", id);
}

TEST(Search, nothingCanBeSmuggledIn)
{
    RemoteQuery query;
    query.groups = { { { Field::Header, QStringLiteral("x\r\nA9 LOGOUT"), false, "Subject\" ALL" } } };
    expectSearch("LITERAL+", query, "C: A2 UID SEARCH HEADER \"Subject\\\" ALL\" {12+}\nC: x\nC: A9 LOGOUT\n");
    RemoteQuery id;
    id.emailId = "1) LOGOUT";
    playStore(inInbox("OBJECTID"),
        [&id](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.search(id, [&](Result<UidSet> uids) { o.add(uids ? "?" : kindName(uids.error().kind).toLatin1()); });
        },
        { "open", "invalid_input", "select" });
}

TEST(Search, aRefusedCharsetIsAnErrorThatLeavesTheSessionOpen)
{
    RemoteQuery query;
    query.groups = { { { Field::Any, QStringLiteral("ł") } } };
    playStore(inInbox("LITERAL+") + "C: A2 UID SEARCH CHARSET UTF-8 TEXT {2+}\nC: ł\nS: A2 NO [BADCHARSET (US-ASCII)] no\n",
        [&query](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.search(query, [&](Result<UidSet> uids) { o.add(uids.error().reply.enhanced.toLatin1()); });
        },
        { "open", "select", "BADCHARSET" });
}

TEST(Search, sortsOnTheServer)
{
    playStore(inInbox("SORT SORT=DISPLAY") + "C: A2 UID SORT (REVERSE DATE DISPLAYFROM) UTF-8 SUBJECT {2}\nS: + ok\nC: ł\nS: * SORT 5 3 9\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            RemoteQuery query;
            query.groups = { { { Field::Subject, QStringLiteral("ł") } } };
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.sort({ { RemoteSortKey::Date, true }, { RemoteSortKey::From, false } }, query, [&](Result<QList<Uid>> uids) {
                EXPECT_EQ(*uids, (QList<Uid> { { 5 }, { 3 }, { 9 } }));
                o.add("sort");
            });
        },
        { "open", "select", "sort" });
}

TEST(Search, threadsOnTheServer)
{
    playStore(inInbox("THREAD=ORDEREDSUBJECT THREAD=REFERENCES") + "C: A2 UID THREAD REFERENCES US-ASCII ALL\nS: * THREAD (2)(3 (4)(5))\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.thread({}, [&](Result<QList<QList<Uid>>> threads) {
                EXPECT_EQ(*threads, (QList<QList<Uid>> { { { 2 } }, { { 3 }, { 4 }, { 5 } } }));
                o.add("thread");
            });
            h.store.sort({ {} }, {}, [&](Result<QList<Uid>> uids) { o.add(uids ? "?" : "no sort"); });
        },
        { "open", "select", "thread", "no sort" });
}

TEST(Search, findsAndFetchesInOneRoundTrip)
{
    RemoteQuery query;
    query.without = Flag::Seen;
    const auto act = [&query](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.select(Inbox, [&](auto) { o.add("select"); });
        h.store.fetchMatchingHeaders(query, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("fetch"));
    };
    playStore(inInbox("ESEARCH SEARCHRES") + "C: A2 UID SEARCH RETURN (SAVE) UNSEEN\nC: A3 UID FETCH $ <redacted>\nS: * ESEARCH (TAG \"A2\") UID\nS: A2 OK\nS: * 1 FETCH (UID 8 RFC822.SIZE 1)\nS: A3 OK\n",
        act, { "open", "select", "8", "fetch" });
    playStore(inInbox("") + "C: A2 UID SEARCH UNSEEN\nS: * SEARCH 8\nS: A2 OK\nC: A3 UID FETCH 8 <redacted>\nS: * 1 FETCH (UID 8 RFC822.SIZE 1)\nS: * 2 FETCH (UID 9 RFC822.SIZE 1)\nS: A3 OK\n",
        act, { "open", "select", "8", "fetch" });
    playStore(inInbox("ESEARCH SEARCHRES") + "C: A2 UID SEARCH RETURN (SAVE) UNSEEN\nC: A3 UID FETCH $ <redacted>\nS: A2 NO [NOTSAVED] too much\nS: A3 OK\n",
        [&query](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&](auto) { o.add("select"); });
            h.store.fetchMatchingHeaders(query, [&](const RemoteMessage &) { o.add("?"); }, o.failed("fetch"));
        },
        { "open", "select", "fetch server_refused" });
}

} // namespace
} // namespace golub::imap
