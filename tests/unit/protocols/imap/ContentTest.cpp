// SPDX-License-Identifier: GPL-3.0-or-later
// Parts, new messages and what stands beside messages: labels, annotations, quota.
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Drafts { "Drafts", QStringLiteral("Drafts"), u'/' };

QByteArray inInbox(const char *capabilities)
{
    return signedIn(capabilities) + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n";
}

//! Asks for the part 1.2 of message 5.
std::function<void(StoreHarness &, Outcomes &)> partOf(qint64 offset, qint64 length)
{
    return [=](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.select(Inbox, [&o](auto) { o.add("select"); });
        h.store.fetchPart(Uid { 5 }, "1.2", offset, length, [&o](Result<RemoteStore::PartData> part) {
            o.add(part ? part->bytes + (part->decoded ? " decoded" : "") : kindName(part.error().kind).toLatin1());
        });
    };
}

TEST(Part, comesWholeOrInPieces)
{
    playStore(inInbox("") + "C: A2 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BODY[1.2] {5}\nS~: hello\nS: )\nS: A2 OK\n", partOf(0, -1), { "open", "select", "hello" });
    playStore(inInbox("") + "C: A2 UID FETCH 5 (UID BODY.PEEK[1.2]<2.3>)\nS: * 1 FETCH (UID 5 BODY[1.2]<2> {3}\nS~: llo\nS: )\nS: A2 OK\n", partOf(2, 3), { "open", "select", "llo" });
    playStore(inInbox("") + "C: A2 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BODY[1.2] NIL)\nS: A2 OK\n", partOf(0, -1), { "open", "select", "not_found" });
}

TEST(Part, isDecodedByServersThatDoThat)
{
    playStore(inInbox("BINARY") + "C: A2 UID FETCH 5 (UID BINARY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BINARY[1.2] ~{3}\nS~: a\nS: \nS: )\nS: A2 OK\n", partOf(0, -1), { "open", "select", "a\r\n decoded" });
    playStore(inInbox("BINARY") + "C: A2 UID FETCH 5 (UID BINARY.PEEK[1.2])\nS: A2 NO [UNKNOWN-CTE] x-uuencode\nC: A3 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BODY[1.2] \"raw\")\nS: A3 OK\n",
        partOf(0, -1), { "open", "select", "raw" });
}

TEST(Part, isTakenUnderTheNameThatItWasAskedBy)
{
    playStore(inInbox("BINARY") + "C: A2 UID FETCH 5 (UID BINARY.PEEK[1.2]<0.3>)\nS: * 1 FETCH (UID 5 BINARY.PEEK[1.2]<0> ~{3}\nS~: a\nS: \nS: )\nS: A2 OK\n", partOf(0, 3),
        { "open", "select", "a\r\n decoded" });
}

TEST(Part, isAskedForAsItIsWhereOkBroughtNothing)
{
    playStore(inInbox("BINARY") + "C: A2 UID FETCH 5 (UID BINARY.PEEK[1.2])\nS: * 1 FETCH (UID 5)\nS: A2 OK\nC: A3 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BODY[1.2] \"raw\")\nS: A3 OK\n",
        partOf(0, -1), { "open", "select", "raw" });
    playStore(inInbox("BINARY") + "C: A2 UID FETCH 5 (UID BINARY.PEEK[1.2])\nS: A2 OK\nC: A3 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: A3 OK\n", partOf(0, -1), { "open", "select", "not_found" });
}

TEST(Part, anEmptyFirstPieceIsNotBelieved)
{
    playStore(inInbox("") + "C: A2 UID FETCH 5 (UID BODY.PEEK[1.2]<0.3>)\nS: * 1 FETCH (UID 5 BODY[1.2]<0> \"\")\nS: A2 OK\nC: A3 UID FETCH 5 (UID BODY.PEEK[1.2])\nS: * 1 FETCH (UID 5 BODY[1.2] \"hello\")\nS: A3 OK\n",
        partOf(0, 3), { "open", "select", "hel" });
}

TEST(Part, isNamedByNumbersOnly)
{
    playStore(inInbox(""),
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.fetchPart(Uid { 5 }, "1] BODY[", 0, -1, [&o](Result<RemoteStore::PartData> part) { o.add(kindName(part.error().kind).toLatin1()); });
        },
        { "open", "invalid_input", "select" });
}

TEST(Append, severalMessagesAreOneCommand)
{
    const auto act = [](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.appendAll(Drafts, { { "a\n", Flag::Seen, {} }, { "b\r\n", {}, {} } }, [&o](Result<QList<Uid>> uids) {
            ASSERT_TRUE(uids);
            for (const Uid uid : *uids)
                o.add(QByteArray::number(uid.value));
        });
    };
    playStore(signedIn("MULTIAPPEND LITERAL+") + "C: A1 APPEND \"Drafts\" (\\Seen) {3+}\nC: a\nC:  () {3+}\nC: b\nC: \nS: A1 OK [APPENDUID 1 8:9] done\n", act, { "open", "8", "9" });
    playStore(signedIn("LITERAL+") + "C: A1 APPEND \"Drafts\" (\\Seen) {3+}\nC: a\nC: \nS: A1 OK [APPENDUID 1 8] done\nC: A2 APPEND \"Drafts\" () {3+}\nC: b\nC: \nS: A2 OK done\n", act, { "open", "8", "0" });
}

TEST(Append, aMessageWithZerosNeedsAServerThatTakesThem)
{
    const QByteArray raw("a\0b\r\n", 5);
    const auto act = [&raw](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.append(Drafts, raw, {}, {}, [&o](Result<Uid> uid) { o.add(uid ? "appended" : kindName(uid.error().kind).toLatin1()); });
    };
    playStore(signedIn(""), act, { "open", "invalid_input" });
    playStore(signedIn("BINARY LITERAL+") + "C: A1 APPEND \"Drafts\" () ~{5+}\nC: " + QByteArray("a\0b", 3) + "\nC: \nS: A1 OK\n", act, { "open", "appended" });
}

TEST(Replace, aDraftIsReplacedInOneStep)
{
    const auto act = [](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.select(Inbox, [&o](auto) { o.add("select"); });
        h.store.replace(Inbox, Uid { 5 }, { "new\r\n", Flag::Draft, {} }, [&o](Result<Uid> uid) { o.add(uid ? QByteArray::number(uid->value) : kindName(uid.error().kind).toLatin1()); });
    };
    playStore(inInbox("REPLACE LITERAL+ UIDPLUS") + "C: A2 UID REPLACE 5 \"INBOX\" (\\Draft) {5+}\nC: new\nC: \nS: * OK [APPENDUID 1 9] there\nS: * 3 EXISTS\nS: * 1 EXPUNGE\nS: A2 OK\n", act,
        { "open", "select", "9" });
    // Without it: first the new one, then the old one goes.
    playStore(inInbox("LITERAL+ UIDPLUS")
            + "C: A2 APPEND \"INBOX\" (\\Draft) {5+}\nC: new\nC: \nS: A2 OK [APPENDUID 1 9] there\nC: A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)\nS: A3 OK\nC: A4 UID EXPUNGE 5\nS: A4 OK\n",
        act, { "open", "select", "9" });
    // Refused: nothing is removed.
    playStore(inInbox("LITERAL+ UIDPLUS") + "C: A2 APPEND \"INBOX\" (\\Draft) {5+}\nC: new\nC: \nS: A2 NO [OVERQUOTA] full\n", act, { "open", "select", "server_refused" });
}

TEST(Labels, areReadAndChangedDecoded)
{
    playStore(inInbox("X-GM-EXT-1")
            + "C: A2 UID FETCH 5 (<redacted>X-GM-MSGID X-GM-THRID X-GM-LABELS<redacted>\n"
              "S: * 1 FETCH (UID 5 X-GM-MSGID 18446744073709551615 X-GM-THRID 12 X-GM-LABELS (\"\\\\Inbox\" work \"&AXwA8wFC-ty\") RFC822.SIZE 3)\nS: A2 OK\n"
              "C: A3 UID STORE 5 +X-GM-LABELS.SILENT (\\Starred \"&AXwA8wFC-ty\")\nS: A3 OK\nC: A4 UID STORE 5 -X-GM-LABELS.SILENT (\"two words\")\nS: A4 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.fetchHeaders(UidSet::of(Uid { 5 }), [&o](const RemoteMessage &message) {
                EXPECT_EQ(message.emailId, "18446744073709551615");
                EXPECT_EQ(message.threadId, "12");
                EXPECT_EQ(message.labels, (QStringList { QStringLiteral("\\Inbox"), QStringLiteral("work"), QStringLiteral("żółty") }));
                o.add("message");
            }, o.done<void>("fetch"));
            h.store.storeLabels(UidSet::of(Uid { 5 }), { QStringLiteral("\\Starred"), QStringLiteral("żółty") }, { QStringLiteral("two words") }, o.done<void>("labels"));
        },
        { "open", "select", "message", "fetch", "labels" });
}

TEST(Labels, areRefusedWhereThereAreNone)
{
    playStore(inInbox(""),
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.storeLabels(UidSet::of(Uid { 5 }), { QStringLiteral("x") }, {}, o.failed("labels"));
        },
        { "open", "select", "labels server_refused" });
}

TEST(Headers, bringWhatTheServerKnowsBesides)
{
    playStore(inInbox("OBJECTID SAVEDATE PREVIEW=FUZZY PREVIEW")
            + "C: A2 UID FETCH 5 (<redacted>EMAILID THREADID SAVEDATE<redacted>PREVIEW (LAZY) <redacted>\n"
              "S: * 1 FETCH (UID 5 RFC822.SIZE 3 EMAILID (M1) THREADID (T1) SAVEDATE \"01-Jan-2026 00:00:00 +0100\" PREVIEW \"Cześć!\")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.fetchHeaders(UidSet::of(Uid { 5 }), [&o](const RemoteMessage &message) {
                EXPECT_EQ(message.emailId, "M1");
                EXPECT_EQ(message.threadId, "T1");
                EXPECT_EQ(message.saveDate, QDateTime(QDate(2025, 12, 31), QTime(23, 0), Qt::UTC));
                EXPECT_EQ(message.preview, QStringLiteral("Cześć!"));
                o.add("message");
            }, o.done<void>("fetch"));
        },
        { "open", "select", "message", "fetch" });
}

TEST(Create, givesAMailboxItsRole)
{
    const auto act = [](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.createMailbox(QStringLiteral("Szkice"), MailboxRole::Drafts, [&o](Result<MailboxName> name) { o.add(name ? "made " + name->wire : "?"); });
    };
    const QByteArray spaces = "C: A1 LIST \"\" \"\"\nS: * LIST (\\Noselect) \"/\" \"\"\nS: A1 OK\n";
    playStore(signedIn("CREATE-SPECIAL-USE") + spaces + "C: A2 CREATE \"Szkice\" (USE (\\Drafts))\nS: A2 OK\nC: A3 SUBSCRIBE \"Szkice\"\nS: A3 OK\n", act, { "open", "made Szkice" });
    playStore(signedIn("CREATE-SPECIAL-USE") + spaces + "C: A2 CREATE \"Szkice\" (USE (\\Drafts))\nS: A2 NO [USEATTR] taken\nC: A3 CREATE \"Szkice\"\nS: A3 OK\nC: A4 SUBSCRIBE \"Szkice\"\nS: A4 OK\n", act,
        { "open", "made Szkice" });
    playStore(signedIn("") + spaces + "C: A2 CREATE \"Szkice\"\nS: A2 OK\nC: A3 SUBSCRIBE \"Szkice\"\nS: A3 OK\n", act, { "open", "made Szkice" });
}

TEST(Quota, isCountedInBytesAndIn64Bits)
{
    const auto act = [](StoreHarness &h, Outcomes &o) {
        h.store.open(o.done<void>("open"));
        h.store.quota([&o](Result<QList<QuotaResource>> resources) {
            ASSERT_TRUE(resources);
            for (const QuotaResource &one : *resources)
                o.add(one.name.toLatin1() + ' ' + QByteArray::number(one.used) + ' ' + QByteArray::number(one.limit));
            o.add("quota");
        });
    };
    playStore(signedIn("QUOTA") + "C: A1 GETQUOTAROOT \"INBOX\"\nS: * QUOTAROOT INBOX \"User quota\"\nS: * QUOTA \"User quota\" (STORAGE 5000000000 9223372036854775807 MESSAGE 3 -1)\nS: A1 OK\n", act,
        { "open", "STORAGE 5120000000000 9223372036854775807", "MESSAGE 3 0", "quota" });
    playStore(signedIn(""), act, { "open", "quota" });
}

TEST(Metadata, isReadAndWritten)
{
    playStore(signedIn("METADATA")
            + "C: A1 GETMETADATA \"\" (\"/shared/comment\" \"/shared/admin\")\nS: * METADATA \"\" (/shared/comment \"hi\" /shared/admin NIL /shared/other \"unasked\")\nS: A1 OK\n"
              "C: A2 SETMETADATA \"INBOX\" (\"/private/comment\" \"mine\")\nS: A2 OK\nC: A3 SETMETADATA \"INBOX\" (\"/private/comment\" NIL)\nS: A3 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.metadata({}, { "/shared/comment", "/shared/admin" }, [&o](Result<RemoteStore::Metadata> found) {
                ASSERT_TRUE(found && found->size() == 1);
                o.add(found->first().first + '=' + found->first().second);
            });
            h.store.setMetadata(Inbox, "/private/comment", "mine", o.done<void>("set"));
            h.store.setMetadata(Inbox, "/private/comment", std::nullopt, o.done<void>("removed"));
        },
        { "open", "/shared/comment=hi", "set", "removed" });
}

constexpr char Utf8Enabled[] = "C: A1 ENABLE UTF8=ACCEPT\nS: * ENABLED UTF8=ACCEPT\nS: A1 OK\n";

TEST(Utf8, namesStayTheSameForCoreWhateverTheSessionSpeaks)
{
    SessionOptions options;
    options.utf8 = true;
    playStore(signedIn("ENABLE UTF8=ACCEPT") + Utf8Enabled
            + "C: A2 LIST \"\" \"*\"\nS: * LIST () \"/\" \"Zażółć\"\nS: * LIST () \"/\" \"R&D\"\nS: A2 OK\n"
              "C: A3 STATUS \"Zażółć\" <redacted>\nS: * STATUS \"Zażółć\" (MESSAGES 4)\nS: A3 OK\nC: A4 SELECT \"R&D\"\nS: * 0 EXISTS\nS: A4 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([&](auto) {
                o.add("open");
                h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                    ASSERT_TRUE(list && list->size() == 3);
                    EXPECT_EQ(list->at(1).name.wire, "Za&AXwA8wFCAQc-") << "as in a session without UTF-8";
                    EXPECT_EQ(list->at(1).name.path, QStringLiteral("Zażółć"));
                    EXPECT_EQ(list->at(2).name.wire, "R&-D");
                    o.add("list");
                    h.store.status(list->at(1).name, [&](Result<MailboxCounts> counts) { o.add(counts ? QByteArray::number(counts->messages) : "?"); });
                    h.store.select(list->at(2).name, [&](auto) { o.add("select"); });
                });
            });
        },
        { "open", "list", "4", "select" }, options);
}

TEST(Utf8, headersInUtf8AreAppendedAsSuchAndSearchesSayNoCharset)
{
    SessionOptions options;
    options.utf8 = true;
    playStore(signedIn("ENABLE UTF8=ACCEPT LITERAL+") + Utf8Enabled
            + "C: A2 APPEND \"Sent\" () UTF8 (~{18+}\nC: Subject: ł\nC: \nC: x\nC: )\nS: A2 OK\nC: A3 SELECT \"INBOX\"\nS: * 0 EXISTS\nS: A3 OK\nC: A4 UID SEARCH SUBJECT {2+}\nC: ł\nS: * SEARCH\nS: A4 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([&](auto) {
                h.store.append({ "Sent", QStringLiteral("Sent"), u'/' }, "Subject: ł\r\n\r\nx\r\n", {}, {}, [&](auto) { o.add("append"); });
                h.store.select(Inbox, [&](auto) { o.add("select"); });
                RemoteQuery query;
                query.groups = { { { RemoteQuery::Term::Field::Subject, QStringLiteral("ł") } } };
                h.store.search(query, [&](auto) { o.add("search"); });
            });
        },
        { "append", "select", "search" }, options);
}

TEST(Utf8, isNotSpokenUnlessAskedFor)
{
    playStore(signedIn("ENABLE UTF8=ACCEPT") + "C: A1 LIST \"\" \"*\"\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](auto) { o.add("list"); });
        },
        { "open", "list" });
}

TEST(Id, canBeSwitchedOff)
{
    SessionOptions options;
    options.tellName = false;
    playStore(signedIn("ID") + "C: A1 LIST \"\" \"*\"\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](auto) { o.add("list"); });
        },
        { "open", "list" }, options);
}

} // namespace
} // namespace golub::imap
