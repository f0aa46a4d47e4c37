// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/protocols/imap/ImapTestHelpers.h"

namespace golub::imap {
namespace {

using test::parseAs;

BodyPart structureOf(const QByteArray &structure)
{
    const auto fetch = parseAs<FetchData>("* 1 FETCH (UID 1 BODYSTRUCTURE " + structure + ")\r\n");
    EXPECT_TRUE(fetch.structure.has_value()) << structure.constData();
    return fetch.structure.value_or(BodyPart());
}

bool attached(const QByteArray &structure)
{
    return hasAttachments(structureOf(structure));
}

const QByteArray Text = R"(("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "QUOTED-PRINTABLE" 12 1 NIL NIL NIL NIL))";
const QByteArray Html = R"(("TEXT" "HTML" ("CHARSET" "utf-8") NIL NIL "QUOTED-PRINTABLE" 12 1 NIL NIL NIL NIL))";

TEST(FetchParser, readsEveryItem)
{
    const auto fetch = parseAs<FetchData>("* 12 FETCH (UID 34 FLAGS (\\Seen kw \\Recent) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4286 MODSEQ (624140003) "
                                          "EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9) PREVIEW \"Dzie\xc5\x84 dobry\" SAVEDATE \"17-Jul-1996 02:44:25 +0000\" "
                                          "X-GM-MSGID 18446744073709551615 X-GM-THRID 1266894439832287888 X-GM-LABELS (\\Inbox \"Moje \\\"etykiety\\\"\" NIL foo]) "
                                          "BODY[HEADER.FIELDS (SUBJECT \"From\")]<0> {5}\r\nabcde BODY[1.2] NIL BODY[TEXT] \"quoted\" BINARY[1] ~{1}\r\n)"
                                          " BINARY.SIZE[1] 5)\r\n");
    EXPECT_EQ(fetch.sequence, 12U);
    EXPECT_EQ(fetch.uid.value, 34U);
    EXPECT_EQ(fetch.flags, Flags(Flag::Seen, { QStringLiteral("kw") }));
    EXPECT_EQ(fetch.internalDate, QDateTime(QDate(1996, 7, 17), QTime(9, 44, 25), Qt::UTC));
    EXPECT_EQ(fetch.size, 4286);
    EXPECT_EQ(fetch.modSeq.value, 624140003U);
    EXPECT_EQ(fetch.emailId, "M6d99ac3275bb4e");
    EXPECT_EQ(fetch.threadId, "T64b478a75b7ea9");
    EXPECT_EQ(fetch.preview, "Dzie\xc5\x84 dobry");
    EXPECT_TRUE(fetch.saveDate.isValid());
    EXPECT_EQ(fetch.gmailMessageId, 18446744073709551615U);
    EXPECT_EQ(fetch.gmailThreadId, 1266894439832287888U);
    EXPECT_EQ(fetch.gmailLabels, (QList<QByteArray> { "\\Inbox", "Moje \"etykiety\"", "NIL", "foo]" }));
    ASSERT_EQ(fetch.sections.size(), 4);
    EXPECT_EQ(fetch.sections[0].section, "HEADER.FIELDS (SUBJECT \"FROM\")");
    EXPECT_EQ(fetch.sections[0].origin, 0);
    EXPECT_EQ(fetch.sections[0].data, "abcde");
    EXPECT_EQ(fetch.sections[1].section, "1.2");
    EXPECT_FALSE(fetch.sections[1].data.has_value());
    EXPECT_EQ(fetch.sections[2].data, "quoted");
    EXPECT_TRUE(fetch.sections[3].binary);
    EXPECT_EQ(fetch.sections[3].data, ")");
}

TEST(FetchParser, aDateThatNobodySetIsNone)
{
    for (const char *date : { "01-Jan-0001 00:00:00 +0000", " 1-Jan-1970 00:00:00 +0000", "01-Jan-1970 01:00:00 +0100", "01-Jan-1601 00:00:00 +0000" })
        EXPECT_FALSE(parseAs<FetchData>("* 1 FETCH (UID 5 INTERNALDATE \"" + QByteArray(date) + "\")\r\n").internalDate.isValid()) << date;
    EXPECT_TRUE(parseAs<FetchData>("* 1 FETCH (UID 5 INTERNALDATE \"03-Jan-1970 00:00:00 +0000\")\r\n").internalDate.isValid());
}

TEST(FetchParser, takesASectionUnderTheNameThatItWasAskedBy)
{
    const auto fetch = parseAs<FetchData>("* 1 FETCH (UID 5 BINARY.PEEK[2]<0> ~{2}\r\nab BODY.PEEK[1] \"c\")\r\n");
    ASSERT_EQ(fetch.sections.size(), 2);
    EXPECT_EQ(fetch.sections[0].section, "2");
    EXPECT_TRUE(fetch.sections[0].binary);
    EXPECT_EQ(fetch.sections[0].data, "ab");
    EXPECT_EQ(fetch.sections[1].data, "c");
}

TEST(FetchParser, toleratesMissingAndSurplusBlanksAndParentheses)
{
    EXPECT_EQ(parseAs<FetchData>("*  1  FETCH  ( UID  5  FLAGS  ( \\Seen ) ) \r\n").uid.value, 5U);
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH(UID 5 FLAGS(\\Seen))\r\n").flags, Flags(Flag::Seen));
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH UID 5 FLAGS (\\Seen)\r\n").uid.value, 5U);
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (UID 5 FLAGS (\\Seen)))\r\n").uid.value, 5U);
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS (\\Seen) UID 5\r\n").uid.value, 5U) << "never closed";
}

TEST(FetchParser, toleratesValuesThatAreMissing)
{
    const auto fetch = parseAs<FetchData>("* 1 FETCH (BODY[1] UID 5 BODY[] FLAGS (\\Seen) RFC822)\r\n");
    EXPECT_EQ(fetch.uid.value, 5U);
    EXPECT_EQ(fetch.flags, Flags(Flag::Seen));
    ASSERT_EQ(fetch.sections.size(), 3);
    for (const FetchedSection &section : fetch.sections)
        EXPECT_FALSE(section.data.has_value());
}

TEST(FetchParser, toleratesNumbersThatAreNoNumbers)
{
    const auto fetch = parseAs<FetchData>("* 1 FETCH (UID 5 RFC822.SIZE 9.3736e+06 MODSEQ (-1))\r\n");
    EXPECT_EQ(fetch.size, 9373600);
    EXPECT_FALSE(fetch.modSeq.isValid());
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (RFC822.SIZE -20)\r\n").size, 0);
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (RFC822.SIZE 99999999999999999999999)\r\n").size, std::numeric_limits<qint64>::max());
    EXPECT_FALSE(parseAs<FetchData>("* 1 FETCH (RFC822.SIZE NIL)\r\n").size.has_value());
    EXPECT_FALSE(parseAs<FetchData>("* 1 FETCH (UID -3)\r\n").uid.isValid());
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (MODSEQ 12)\r\n").modSeq.value, 12U);
}

TEST(FetchParser, toleratesFlagsThatAreOdd)
{
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS NIL)\r\n").flags, Flags());
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS (\"\\\\Deleted\" NIL \"kw\"))\r\n").flags, Flags(Flag::Deleted, { QStringLiteral("kw") }));
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS (a]b [c] \\Seen))\r\n").flags, Flags(Flag::Seen, { QStringLiteral("a]b"), QStringLiteral("[c]") }));
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS (\xff\xfe\x01 \\Seen))\r\n").flags, Flags(Flag::Seen)) << "bytes that could never be sent back";
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (FLAGS \\Seen)\r\n").flags, Flags(Flag::Seen));
}

TEST(FetchParser, readsEnvelopes)
{
    const auto fetch = parseAs<FetchData>(
        "* 1 FETCH (ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" {7}\r\nTe\"mat\\ ((\"Terry Gray\" NIL \"gray\" \"cac.example\")) NIL NIL "
        "((NIL NIL \"imap\" \"cac.example\") NIL (NIL NIL \"group\" NIL)(NIL NIL NIL NIL)) NIL NIL \"<a@b>\" \"<B27397-0100000@cac.example>\"))\r\n");
    ASSERT_TRUE(fetch.envelope);
    EXPECT_EQ(fetch.envelope->subject, "Te\"mat\\");
    ASSERT_EQ(fetch.envelope->from.size(), 1);
    EXPECT_EQ(fetch.envelope->from[0].name, "Terry Gray");
    EXPECT_EQ(fetch.envelope->to.size(), 3) << "NIL inside an address list is passed over";
    EXPECT_EQ(fetch.envelope->inReplyTo, "<a@b>");
    EXPECT_EQ(fetch.envelope->messageId, "<B27397-0100000@cac.example>");
}

TEST(FetchParser, toleratesBrokenEnvelopes)
{
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (ENVELOPE ((\"date\" \"subject\" NIL NIL NIL NIL NIL NIL NIL \"<id>\")))\r\n").envelope->messageId, "<id>") << "in two pairs of parentheses";
    EXPECT_EQ(parseAs<FetchData>("* 1 FETCH (ENVELOPE (NIL \"subject\"))\r\n").envelope->subject, "subject") << "cut short";
    EXPECT_TRUE(parseAs<FetchData>("* 1 FETCH (ENVELOPE NIL UID 4)\r\n").envelope->subject.isEmpty());
    EXPECT_TRUE(parseAs<FetchData>("* 1 FETCH (ENVELOPE (NIL NIL \"not a list\" ((NIL)) ()))\r\n").envelope->from.isEmpty());
}

TEST(FetchParser, readsBodyStructures)
{
    const BodyPart root = structureOf("(" + Text + "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 999 (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL) (" + Text + Html
        + " \"ALTERNATIVE\" (\"BOUNDARY\" \"x\")) 12 NIL (\"ATTACHMENT\" (\"FILENAME\" \"a.eml\")))(\"application\" \"pdf\" (\"name\" \"b.pdf\") \"<cid>\" \"desc\" \"base64\" 5000 \"md5\" "
          "(\"inline\" (\"filename*\" \"UTF-8''%C5%BC\")) \"pl\" \"loc\") \"MIXED\" (\"BOUNDARY\" \"y\") NIL NIL)");
    EXPECT_EQ(root.type, "multipart");
    EXPECT_EQ(root.subtype, "mixed");
    ASSERT_EQ(root.parts.size(), 3U);
    EXPECT_EQ(root.parts[0].encoding, "quoted-printable");
    ASSERT_EQ(root.parts[1].parts.size(), 1U);
    EXPECT_EQ(root.parts[1].envelope->subject, "inner");
    EXPECT_EQ(root.parts[1].disposition, "attachment");
    EXPECT_EQ(root.parts[1].parts[0].parts.size(), 2U);
    EXPECT_EQ(root.parts[2].id, "<cid>");
    EXPECT_EQ(root.parts[2].size, 5000);
    EXPECT_EQ(root.parts[2].disposition, "inline");
    EXPECT_EQ(root.parts[2].fileName(), "UTF-8''%C5%BC");
}

TEST(FetchParser, toleratesBrokenBodyStructures)
{
    EXPECT_EQ(structureOf(R"(("IMAGE" "PNG" NIL NIL NIL "BASE64" 99 NIL "inline" NIL))").disposition, "inline") << "a word in the place of a list";
    EXPECT_EQ(structureOf(R"((NIL "mixed" ("boundary" "x")))").subtype, "mixed") << "no parts";
    EXPECT_EQ(structureOf(R"(("mixed" ("boundary" "x") NIL NIL))").type, "multipart");
    EXPECT_EQ(structureOf(R"(("TEXT" "PLAIN"))").subtype, "plain");
    EXPECT_EQ(structureOf(R"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" -1 1))").size, 0);
    EXPECT_EQ(structureOf(R"(("MESSAGE" "RFC822" NIL NIL NIL "BASE64" 10 NIL ("ATTACHMENT" NIL)))").disposition, "attachment") << "an encoded message as a plain part";
    EXPECT_TRUE(structureOf("NIL").type.isEmpty());
    EXPECT_TRUE(structureOf("()").type.isEmpty());
    EXPECT_EQ(structureOf("(" + Text + Text + ")").parts.size(), 2U) << "no subtype";
}

TEST(FetchParser, knowsAttachmentsFromTheStructure)
{
    EXPECT_FALSE(attached(Text));
    EXPECT_FALSE(attached("(" + Text + Html + " \"ALTERNATIVE\")"));
    EXPECT_TRUE(attached("(" + Text + R"(("APPLICATION" "PDF" NIL NIL NIL "BASE64" 9 NIL NIL) "MIXED"))"));
    EXPECT_TRUE(attached("(" + Text + R"(("TEXT" "PLAIN" ("NAME" "notes.txt") NIL NIL "7BIT" 9 1 NIL NIL) "MIXED"))")) << "a text with a name";
    EXPECT_TRUE(attached("(" + Text + R"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1 NIL ("ATTACHMENT" NIL)) "MIXED"))"));
    EXPECT_FALSE(attached("(" + Text + Text + " \"MIXED\")")) << "a footer that a list adds";
    EXPECT_TRUE(attached(R"(("APPLICATION" "PDF" NIL NIL NIL "BASE64" 9 NIL NIL))")) << "nothing but a document";
}

TEST(FetchParser, imagesThatTheTextShowsAreNoAttachments)
{
    const QByteArray image = R"(("IMAGE" "PNG" ("NAME" "logo.png") "<logo@x>" NIL "BASE64" 9 NIL ("INLINE" ("FILENAME" "logo.png"))))";
    EXPECT_FALSE(attached("(" + Html + image + " \"RELATED\")"));
    EXPECT_FALSE(attached("((" + Text + "(" + Html + image + " \"RELATED\") \"ALTERNATIVE\") \"MIXED\")"));
    EXPECT_TRUE(attached("(" + Html + image + " \"MIXED\")")) << "beside the text it is one";
    EXPECT_TRUE(attached("(" + Html + R"(("APPLICATION" "PDF" ("NAME" "a.pdf") NIL NIL "BASE64" 9 NIL NIL) "RELATED"))")) << "without a Content-ID nothing can show it";
    EXPECT_TRUE(attached("(" + Html + R"(("IMAGE" "PNG" NIL "<a>" NIL "BASE64" 9 NIL ("ATTACHMENT" NIL)) "RELATED"))"));
}

TEST(FetchParser, signaturesAndEncryptionAreNoAttachments)
{
    EXPECT_FALSE(attached("(" + Text + R"(("APPLICATION" "PGP-SIGNATURE" ("NAME" "signature.asc") NIL NIL "7BIT" 9 NIL NIL) "SIGNED"))"));
    EXPECT_FALSE(attached(R"((("APPLICATION" "PGP-ENCRYPTED" NIL NIL NIL "7BIT" 9)("APPLICATION" "OCTET-STREAM" ("NAME" "encrypted.asc") NIL NIL "7BIT" 9) "ENCRYPTED"))"));
    EXPECT_TRUE(attached("((" + Text + R"(("APPLICATION" "PDF" NIL NIL NIL "BASE64" 9) "MIXED")("APPLICATION" "PGP-SIGNATURE" NIL NIL NIL "7BIT" 9) "SIGNED"))"));
}

} // namespace
} // namespace golub::imap
