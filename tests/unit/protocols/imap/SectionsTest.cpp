// SPDX-License-Identifier: GPL-3.0-or-later
// A message's structure and several of its sections by one command; where new UIDs were told.
#include "protocols/imap/PartRequests.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Trash { "Trash", QStringLiteral("Trash"), u'/' };

QByteArray inInbox(const char *capabilities = "")
{
    return signedIn(capabilities) + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n";
}

void sections(StoreHarness &h, Outcomes &o, const QByteArrayList &wanted)
{
    h.store.open(o.done<void>("open"));
    h.store.select(Inbox, [&o](auto) { o.add("select"); });
    h.store.fetchSections(Uid { 5 }, wanted, [&o](const Result<QByteArrayList> &data) {
        o.add(data ? data->join('|') : kindName(data.error().kind).toLatin1());
    });
}

TEST(Sections, comeByOneCommandInTheOrderAskedFor)
{
    playStore(inInbox()
            + "C: A2 UID FETCH 5 (UID BODY.PEEK[HEADER] BODY.PEEK[1.MIME] BODY.PEEK[1] BODY.PEEK[2.1])\n"
              "S: * 1 FETCH (UID 5 BODY[1] \"one\" BODY[HEADER] \"head\" BODY[1.MIME] \"mime\" BODY[2.1] NIL)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) { sections(h, o, { "HEADER", "1.MIME", "1", "2.1" }); }, { "open", "select", "head|mime|one|" });
}

TEST(Sections, mayComeInSeveralAnswers)
{
    playStore(inInbox()
            + "C: A2 UID FETCH 5 (UID BODY.PEEK[HEADER] BODY.PEEK[1])\n"
              "S: * 1 FETCH (UID 5 BODY[HEADER] \"head\")\nS: * 1 FETCH (UID 5 BODY[1] \"one\")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) { sections(h, o, { "HEADER", "1" }); }, { "open", "select", "head|one" });
}

TEST(Sections, ofAMessageThatIsGone)
{
    playStore(inInbox() + "C: A2 UID FETCH 5 (UID BODY.PEEK[HEADER])\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) { sections(h, o, { "HEADER" }); }, { "open", "select", "not_found" });
}

TEST(Sections, areNamedByNumbersAndTheirTwoWords)
{
    for (const char *bad : { "1] BODY[", "HEADERS", "1.TEXT", "MIMEMIME1" }) {
        playStore(inInbox(), [bad](StoreHarness &h, Outcomes &o) { sections(h, o, { bad }); }, { "open", "invalid_input", "select" });
    }
}

TEST(Structure, isToldInTheOrderOfTheMessage)
{
    const char *structure = "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"7BIT\" 12 1 NIL NIL NIL NIL)"
                            "((\"TEXT\" \"HTML\" NIL NIL NIL \"QUOTED-PRINTABLE\" 40 2 NIL NIL NIL NIL)"
                            "(\"IMAGE\" \"PNG\" NIL \"<a@b>\" NIL \"BASE64\" 900 NIL NIL NIL NIL) \"RELATED\" NIL NIL NIL NIL)"
                            "(\"APPLICATION\" \"PDF\" (\"NAME\" \"plan.pdf\") NIL NIL \"BASE64\" 4000 NIL (\"ATTACHMENT\" NIL) NIL NIL) \"MIXED\" NIL NIL NIL NIL)";
    playStore(inInbox() + "C: A2 UID FETCH 5 (UID BODYSTRUCTURE)\nS: * 1 FETCH (UID 5 BODYSTRUCTURE " + structure + ")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.fetchStructure(Uid { 5 }, [&o](const Result<QList<RemotePart>> &parts) {
                ASSERT_TRUE(parts);
                for (const RemotePart &part : *parts)
                    o.add(part.section + ' ' + part.type + ' ' + part.encoding + ' ' + QByteArray::number(part.parent) + (part.isAttachment ? " file" : ""));
            });
        },
        { "open", "select", " multipart/mixed  -1", "1 text/plain 7bit 0", "2 multipart/related  0", "2.1 text/html quoted-printable 2",
            "2.2 image/png base64 2", "3 application/pdf base64 0 file" });
}

TEST(Structure, ofASinglePartIsPartOne)
{
    BodyPart text;
    text.type = "text";
    text.subtype = "plain";
    const QList<RemotePart> parts = partsOf(text);
    ASSERT_EQ(parts.size(), 1);
    EXPECT_EQ(parts.first().section, "1");
}

TEST(PlacedUids, areToldWithTheirUidValidity)
{
    playStore(inInbox("UIDPLUS MOVE LITERAL+")
            + "C: A2 UID MOVE 5 \"Trash\"\nS: * OK [COPYUID 77 5 9] moved\nS: * 1 EXPUNGE\nS: A2 OK\n"
              "C: A3 APPEND \"Trash\" () {3+}\nC: x\nC: \nS: A3 OK [APPENDUID 78 10] stored\n"
              "C: A4 APPEND \"Trash\" () {3+}\nC: y\nC: \nS: A4 OK stored\n",
        [](StoreHarness &h, Outcomes &o) {
            const auto validity = [&h] { return ' ' + QByteArray::number(h.store.placedValidity().value); };
            h.store.open(o.done<void>("open"));
            h.store.select(Inbox, [&o](auto) { o.add("select"); });
            h.store.move(UidSet::of(Uid { 5 }), Trash, [&o, validity](const Result<RemoteStore::UidMap> &) { o.add("move" + validity()); });
            h.store.append(Trash, "x\n", {}, {}, [&o, validity](const Result<Uid> &) { o.add("append" + validity()); });
            h.store.append(Trash, "y\n", {}, {}, [&o, validity](const Result<Uid> &) { o.add("append" + validity()); });
        },
        { "open", "select", "move 77", "append 78", "append 0" });
}

} // namespace
} // namespace golub::imap
