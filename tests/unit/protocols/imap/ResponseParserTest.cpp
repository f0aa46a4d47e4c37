// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ResponseParser.h"

#include "tests/unit/protocols/imap/ImapTestHelpers.h"

#include <chrono>

namespace golub::imap {
namespace {

using test::parseAs;
using test::parseOne;

QByteArrayList words(const Capabilities &capabilities)
{
    return capabilities.words();
}

TEST(ResponseParser, readsStatusResponsesWithAndWithoutTag)
{
    const auto tagged = parseAs<Status>("A7 NO [TRYCREATE] No such mailbox\r\n");
    EXPECT_EQ(tagged.tag, "A7");
    EXPECT_EQ(tagged.condition, Condition::No);
    EXPECT_EQ(tagged.code.name, "TRYCREATE");
    EXPECT_EQ(tagged.text, "No such mailbox");

    const auto greeting = parseAs<Status>("* PREAUTH welcome\r\n");
    EXPECT_EQ(greeting.condition, Condition::PreAuth);
    EXPECT_TRUE(greeting.tag.isEmpty());
    EXPECT_EQ(parseAs<Status>("* BYE\r\n").condition, Condition::Bye);
    EXPECT_EQ(parseAs<Status>("a1 ok\r\n").condition, Condition::Ok);
}

TEST(ResponseParser, readsTheCodesOfSelect)
{
    EXPECT_EQ(parseAs<Status>("* OK [UIDVALIDITY 3857529045] UIDs valid\r\n").code.number, 3857529045U);
    EXPECT_EQ(parseAs<Status>("* OK [UIDNEXT 4392] Predicted\r\n").code.number, 4392U);
    EXPECT_EQ(parseAs<Status>("* OK [HIGHESTMODSEQ 9223372036854775807]\r\n").code.number, 9223372036854775807U);
    const auto flags = parseAs<Status>("* OK [PERMANENTFLAGS (\\Deleted \\Seen $Forwarded \\*)] Limited\r\n");
    EXPECT_TRUE(flags.code.flags.keywordsAllowed);
    EXPECT_EQ(flags.code.flags.flags, Flags(Flag::Deleted | Flag::Seen, { QStringLiteral("$Forwarded") }));
    EXPECT_TRUE(parseAs<Status>("A2 OK [READ-ONLY] done\r\n").code.is("READ-ONLY"));
}

TEST(ResponseParser, readsAppendUidAndCopyUidInTheOrderOfTheCopy)
{
    const auto append = parseAs<Status>("A3 OK [APPENDUID 38505 3955] APPEND completed\r\n");
    EXPECT_EQ(append.code.uidValidity.value, 38505U);
    EXPECT_EQ(append.code.uids, UidSet::of(Uid { 3955 }));

    const auto copy = parseAs<Status>("A4 OK [COPYUID 38505 304,319:320 3958,3956:3957] Done\r\n");
    const UidPairs expected { { Uid { 304 }, Uid { 3958 } }, { Uid { 319 }, Uid { 3956 } }, { Uid { 320 }, Uid { 3957 } } };
    EXPECT_EQ(copy.code.pairs, expected);
}

TEST(ResponseParser, toleratesCopyUidWithEmptySets)
{
    // Exchange, where nothing was copied.
    const auto copy = parseAs<Status>("A4 OK [COPYUID 1421878292  ] Done\r\n");
    EXPECT_EQ(copy.code.uidValidity.value, 1421878292U);
    EXPECT_TRUE(copy.code.pairs.isEmpty());
    EXPECT_TRUE(parseAs<Status>("A4 OK [COPYUID 1 1:5 9] unequal\r\n").code.pairs.isEmpty());
    EXPECT_TRUE(parseAs<Status>("A4 OK [COPYUID 1 1:4000000000 1:4000000000] huge\r\n").code.pairs.isEmpty());
}

TEST(ResponseParser, takesCopyUidOfTheLimitAndLeavesOneMoreOut)
{
    const auto pairs = [](int count) {
        const QByteArray set = "1:" + QByteArray::number(count);
        return readUidPairs(set, set).size();
    };
    EXPECT_EQ(pairs(limits::ImapUidMap), limits::ImapUidMap);
    EXPECT_EQ(pairs(limits::ImapUidMap + 1), 0);
}

TEST(ResponseParser, hostileLinesTakeLinearTime)
{
    // Quadratic would be minutes; all of it together takes well under a second.
    const auto start = std::chrono::steady_clock::now();
    for (const QByteArray &piece : { QByteArray("\\\""), QByteArray("\""), QByteArray("{"), QByteArray("[ALERT"), QByteArray("BODY["), QByteArray("~{1}") }) {
        ResponseUnit unit;
        unit.text = "* FETCH " + piece.repeated(200'000);
        static_cast<void>(parseResponse(unit));
        unit.text = "* OK [X " + piece.repeated(200'000);
        static_cast<void>(parseResponse(unit));
    }
    QByteArray ranges;
    for (int i = 200'000; i > 0; --i)
        ranges += QByteArray::number(i * 3) + ':' + QByteArray::number(i * 3 + 1) + ',';
    EXPECT_EQ(readUidSet(ranges).ranges().size(), 200'000);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(ResponseParser, takesACodeWhereTheServerForgotOk)
{
    const auto status = parseAs<Status>("* [COPYUID 7 1 2] done\r\n");
    EXPECT_EQ(status.condition, Condition::Ok);
    EXPECT_EQ(status.code.pairs.size(), 1);
}

TEST(ResponseParser, findsAlertsAnywhere)
{
    EXPECT_TRUE(parseAs<Status>("* OK [ALERT] Disk on fire\r\n").alert);
    EXPECT_TRUE(parseAs<Status>("A1 NO Login refused [alert] see https://example.org\r\n").alert);
    EXPECT_FALSE(parseAs<Status>("* OK alert\r\n").alert);
}

TEST(ResponseParser, readsCapabilities)
{
    const auto data = parseAs<CapabilityData>("* CAPABILITY IMAP4rev1 AUTH=PLAIN auth=scram-sha-256 LITERAL + IDLE APPENDLIMIT=35651584 IDLE \r\n");
    EXPECT_TRUE(data.capabilities.isImap4());
    EXPECT_TRUE(data.capabilities.idle());
    EXPECT_TRUE(data.capabilities.literalPlus());
    EXPECT_EQ(data.capabilities.authMechanisms(), (QByteArrayList { "PLAIN", "SCRAM-SHA-256" }));
    EXPECT_EQ(data.capabilities.number("APPENDLIMIT"), 35651584U);
    const auto code = parseAs<Status>("* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n");
    EXPECT_EQ(words(code.code.capabilities), (QByteArrayList { "IMAP4rev1", "STARTTLS" }));
}

TEST(ResponseParser, readsLists)
{
    const auto list = parseAs<ListData>("* LIST (\\HasNoChildren \\Sent) \"/\" \"Wys&AUI-ane\"\r\n");
    EXPECT_TRUE(list.has("\\sent"));
    EXPECT_EQ(list.delimiter, '/');
    EXPECT_EQ(list.name, "Wys&AUI-ane");
    const auto flat = parseAs<ListData>("* LIST () NIL inbox\r\n");
    EXPECT_EQ(flat.delimiter, '\0');
    EXPECT_EQ(flat.name, "INBOX");
    EXPECT_EQ(parseAs<ListData>("* XLIST (\\Inbox) \"/\" \"Odebrane\"\r\n").kind, ListData::Kind::XList);
    EXPECT_EQ(parseAs<ListData>("* LSUB () \".\" INBOX.a\r\n").kind, ListData::Kind::LSub);
    EXPECT_EQ(parseAs<ListData>("* LIST () \"\\\\\" {7}\r\na\"b\\c\r\n\r\n").name, "a\"b\\c\r\n");
    EXPECT_EQ(parseAs<ListData>("* LIST () \"\\\\\" \"a\\\"b\\\\c\"\r\n").name, "a\"b\\c");
    EXPECT_EQ(parseAs<ListData>("* LIST () \"/\" NIL\r\n").name, "NIL");
}

TEST(ResponseParser, readsExtendedLists)
{
    const auto list = parseAs<ListData>("* LIST (\\Subscribed) \"/\" foo (\"CHILDINFO\" (\"SUBSCRIBED\") \"OLDNAME\" (\"bar\"))\r\n");
    EXPECT_EQ(list.name, "foo");
    EXPECT_EQ(list.oldName, "bar");
}

TEST(ResponseParser, toleratesBrokenLists)
{
    EXPECT_EQ(parseAs<ListData>("* LIST NIL \"/\" a\r\n").name, "a");
    EXPECT_EQ(parseAs<ListData>("* LIST  ()  \"/\"   a \r\n").name, "a");
    EXPECT_EQ(parseAs<ListData>("* LIST (\\Marked)\"/\"\"a\"\r\n").name, "a") << "missing blanks";
    EXPECT_EQ(parseAs<ListData>("* LIST(\\Marked) \"/\" a\r\n").name, "a");
    EXPECT_EQ(parseAs<ListData>("* LIST () \"/\" Sent Items\r\n").name, "Sent Items") << "an unquoted name with a blank";
    EXPECT_EQ(parseAs<ListData>("* LIST () \"/\" a\tb\x01 c\r\n").name, "a\tb\x01 c") << "unquoted control characters";
    EXPECT_EQ(parseAs<ListData>("* LIST () \"/\" [Gmail]/All\r\n").name, "[Gmail]/All");
    EXPECT_EQ(parseAs<ListData>("* LIST (\"\\\\Sent\") \"/\" a\r\n").attributes, (QByteArrayList { "\\sent" }));
    EXPECT_EQ(parseAs<ListData>("* LIST () \"/\" ../../x\r\n").name, "../../x");
}

TEST(ResponseParser, readsStatusData)
{
    const auto status = parseAs<StatusData>("* STATUS \"a b\" (MESSAGES 231 UNSEEN 5 UIDNEXT 44292 UIDVALIDITY 1 HIGHESTMODSEQ 7011231777 MAILBOXID (F1))\r\n");
    EXPECT_EQ(status.mailbox, "a b");
    EXPECT_EQ(status.messages, 231);
    EXPECT_EQ(status.unseen, 5);
    EXPECT_EQ(status.uidNext, 44292);
    EXPECT_EQ(status.highestModSeq, 7011231777);
    EXPECT_EQ(status.mailboxId, "F1");
    EXPECT_EQ(parseAs<StatusData>("* STATUS a (SIZE 99999999999999999999 UNSEEN -1)\r\n").size, std::numeric_limits<qint64>::max());
    EXPECT_EQ(parseAs<StatusData>("* STATUS a (UNSEEN -1)\r\n").unseen, 0);
    EXPECT_EQ(parseAs<StatusData>("* STATUS Sent Items (MESSAGES 3)\r\n").mailbox, "Sent Items");
}

TEST(ResponseParser, readsSearches)
{
    const auto search = parseAs<SearchData>("* SEARCH 9 2 84 (MODSEQ 917162500)\r\n");
    EXPECT_EQ(search.numbers, (QList<quint32> { 9, 2, 84 }));
    EXPECT_EQ(search.modSeq.value, 917162500U);
    EXPECT_TRUE(parseAs<SearchData>("* SEARCH\r\n").numbers.isEmpty());
    EXPECT_EQ(parseAs<SearchData>("* SEARCH  3   -1 0 x 5 \r\n").numbers, (QList<quint32> { 3, 5 }));
    EXPECT_EQ(parseAs<SearchData>("* SORT 5 3\r\n").numbers, (QList<quint32> { 5, 3 }));
    const auto extended = parseAs<SearchData>("* ESEARCH (TAG \"A285\") UID MIN 7 MAX 3800 COUNT 3 ALL 7,10:11 MODSEQ 9\r\n");
    EXPECT_TRUE(extended.extended);
    EXPECT_TRUE(extended.uid);
    EXPECT_EQ(extended.tag, "A285");
    EXPECT_EQ(extended.all, UidSet::fromText("7,10:11"));
    EXPECT_EQ(extended.count, 3);
    EXPECT_EQ(parseAs<SearchData>("* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-100 1:3)\r\n").all, UidSet::fromText("1:3"));
}

TEST(ResponseParser, readsASearchThatNamesAHundredThousandMessages)
{
    QByteArray line("* SEARCH");
    for (int i = 1; i <= 100'000; ++i)
        line += ' ' + QByteArray::number(i * 2);
    const auto units = test::unitsOf(line + "\r\n", 65536);
    ASSERT_EQ(units.size(), 1U);
    const auto response = parseResponse(units.front());
    ASSERT_TRUE(response);
    EXPECT_EQ(std::get<SearchData>(*response).all.count(), 100'000);
}

TEST(ResponseParser, readsMailboxData)
{
    EXPECT_EQ(parseAs<ExistsData>("* 23 EXISTS\r\n").count, 23U);
    EXPECT_EQ(parseAs<ExistsData>("* 9.3736e+06 EXISTS\r\n").count, 9373600U);
    EXPECT_EQ(parseAs<ExistsData>("* -5 EXISTS\r\n").count, 0U);
    EXPECT_EQ(parseAs<RecentData>("* 5 RECENT\r\n").count, 5U);
    EXPECT_EQ(parseAs<ExpungeData>("* 44 EXPUNGE\r\n").sequence, 44U);
    const auto vanished = parseAs<VanishedData>("* VANISHED (EARLIER) 300:310,405,411\r\n");
    EXPECT_TRUE(vanished.earlier);
    EXPECT_EQ(vanished.uids.count(), 13);
    EXPECT_EQ(parseAs<VanishedData>("* VANISHED 405, 407 , x:3\r\n").uids, UidSet::fromText("405,407")) << "malformed";
    EXPECT_TRUE(parseAs<VanishedData>("* VANISHED (EARLIER)\r\n").uids.isEmpty());
    EXPECT_EQ(parseAs<FlagsData>("* FLAGS (\"\\\\Deleted\" \"\\Seen\" \\Recent kw])\r\n").flags.flags,
        Flags(Flag::Deleted | Flag::Seen, { QStringLiteral("kw]") })) << "quoted flags, a keyword with a bracket";
    EXPECT_TRUE(parseAs<FlagsData>("* FLAGS NIL\r\n").flags.flags.isEmpty());
}

TEST(ResponseParser, readsNamespacesIdQuotaAndEnabled)
{
    const auto spaces = parseAs<NamespaceData>("* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\" \"X-PARAM\" (\"FLAG1\"))) NIL ((\"Public Folders/\" NIL))\r\n");
    ASSERT_EQ(spaces.personal.size(), 2);
    EXPECT_EQ(spaces.personal[1].prefix, "#mh/");
    EXPECT_TRUE(spaces.others.isEmpty());
    EXPECT_EQ(spaces.shared.value(0).delimiter, '\0');
    EXPECT_TRUE(parseAs<NamespaceData>("* NAMESPACE NIL\r\n").personal.isEmpty());
    EXPECT_EQ(parseAs<IdData>("* ID (\"name\" \"Dovecot\" \"version\" NIL)\r\n").fields.value(0).second, "Dovecot");
    EXPECT_TRUE(parseAs<IdData>("* ID NIL\r\n").fields.isEmpty());
    const auto quota = parseAs<QuotaData>("* QUOTA \"\" (STORAGE 17592186044416 18446744073709551615 MESSAGE 3 4)\r\n");
    EXPECT_EQ(quota.resources.value(0).usage, 17592186044416);
    EXPECT_EQ(quota.resources.value(0).limit, std::numeric_limits<qint64>::max());
    EXPECT_EQ(quota.resources.value(1).name, "MESSAGE");
    EXPECT_EQ(parseAs<QuotaRootData>("* QUOTAROOT INBOX \"\" a\r\n").roots, (QByteArrayList { "", "a" }));
    EXPECT_EQ(parseAs<EnabledData>("* ENABLED CONDSTORE QRESYNC\r\n").names.size(), 2);
    EXPECT_TRUE(parseAs<EnabledData>("* ENABLED\r\n").names.isEmpty());
}

TEST(ResponseParser, readsMetadata)
{
    const auto values = parseAs<MetadataData>("* METADATA \"\" (/shared/comment {3}\r\nabc /private/x NIL)\r\n");
    ASSERT_EQ(values.entries.size(), 2);
    EXPECT_EQ(values.entries[0].first, "/shared/comment");
    EXPECT_EQ(values.entries[0].second, "abc");
    EXPECT_FALSE(values.entries[1].second.has_value());
    const auto names = parseAs<MetadataData>("* METADATA INBOX /shared/comment /private/x\r\n");
    EXPECT_EQ(names.mailbox, "INBOX");
    EXPECT_EQ(names.entries.size(), 2);
}

TEST(ResponseParser, readsThreadsFlat)
{
    // RFC 5256 section 4: one message, then 3 6 and two branches.
    const auto data = parseAs<ThreadData>("* THREAD (2)(3 6 (4 23)(44 7 96))\r\n");
    ASSERT_EQ(data.threads.size(), 2);
    EXPECT_EQ(data.threads[0], QList<quint32> { 2 });
    EXPECT_EQ(data.threads[1], (QList<quint32> { 3, 6, 4, 23, 44, 7, 96 }));
    EXPECT_TRUE(parseAs<ThreadData>("* THREAD\r\n").threads.isEmpty());
    // Deep, empty and broken ones: no recursion, no memory for nothing.
    const auto deep = parseAs<ThreadData>("* THREAD " + QByteArray(100'000, '(') + "7" + QByteArray(100'000, ')') + "()()(99999999999999)(0)x))(8\r\n");
    ASSERT_EQ(deep.threads.size(), 2);
    EXPECT_EQ(deep.threads[1], QList<quint32> { 8 });
}

TEST(ResponseParser, keepsWhatItDoesNotKnow)
{
    EXPECT_EQ(parseAs<OtherData>("* ACL INBOX Fred rwipslxetad\r\n").name, "ACL");
    EXPECT_EQ(parseAs<OtherData>("* 5 FROBNICATE\r\n").name, "FROBNICATE");
    for (const char *garbage : { "\r\n", "*\r\n", "* \r\n", "220 smtp.example.org ESMTP\r\n", "HTTP/1.1 400 Bad Request\r\n", "* )(\"\r\n", "\xff\xfe\r\n" })
        EXPECT_TRUE(std::holds_alternative<OtherData>(parseOne(garbage))) << garbage;
}

TEST(ResponseParser, readsContinuations)
{
    EXPECT_EQ(parseAs<Continuation>("+ cGxhaW4=\r\n").text, "cGxhaW4=");
    EXPECT_EQ(parseAs<Continuation>("+\r\n").text, "");
    EXPECT_EQ(parseAs<Continuation>("+idling\r\n").text, "idling");
}

// Anybody can send a mail of so many nested parts: its description is cut, since it must not end every connection of the account.
TEST(ResponseParser, cutsWhatIsNestedDeeperThanTheLimitAndReadsOn)
{
    const auto read = [](int depth) {
        const QByteArray structure = QByteArray(depth, '(') + R"("text" "plain" ("name" "deep.txt") NIL NIL "7bit" 1 1)" + QByteArray(") \"mixed\"").repeated(depth);
        ResponseUnit unit;
        unit.text = "* 7 FETCH (BODYSTRUCTURE (" + structure + ") UID 70 FLAGS (\\Seen))";
        return parseResponse(unit);
    };
    for (const int depth : { 1, limits::ListDepth - 4, limits::ListDepth, limits::ListDepth + 1, 100, 1'000'000 }) {
        SCOPED_TRACE(depth);
        auto parsed = read(depth);
        ASSERT_TRUE(parsed);
        const auto &fetch = std::get<FetchData>(*parsed);
        EXPECT_EQ(fetch.uid.value, 70u);
        EXPECT_EQ(fetch.flags, Flags(Flag::Seen));
        ASSERT_TRUE(fetch.structure);
        EXPECT_TRUE(fetch.structure->isMultipart());
        EXPECT_EQ(hasAttachments(*fetch.structure), depth <= limits::ListDepth - 4);
    }
}

TEST(ResponseParser, cutsADescriptionOfTooManyValuesButNoListOfMessages)
{
    ResponseUnit unit;
    unit.text = "* 7 FETCH (BODYSTRUCTURE (\"text\" \"plain\" (" + QByteArray("\"a\" \"b\" ").repeated(limits::ImapValues) + ") NIL NIL \"7bit\" 1 1) UID 70)";
    const auto parsed = parseResponse(unit);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(std::get<FetchData>(*parsed).uid.value, 70u);
    unit.text = "* 7 FETCH (FLAGS (" + QByteArray("a ").repeated(limits::ImapValues) + ") UID 70)";
    EXPECT_EQ(std::get<FetchData>(*parseResponse(unit)).uid.value, 70u);
    unit.text = "* FLAGS (" + QByteArray("a ").repeated(limits::ImapValues + 1) + ")";
    EXPECT_FALSE(parseResponse(unit));
}

TEST(ResponseParser, takesAsManyValuesAsTheLimitAndRefusesOneMore)
{
    const auto flat = [](int count) {
        ResponseUnit unit;
        unit.text = "* X " + QByteArray("1 ").repeated(count);
        return parseResponse(unit);
    };
    EXPECT_TRUE(flat(limits::ImapValues));
    EXPECT_FALSE(flat(limits::ImapValues + 1));
}

TEST(ResponseParser, readsNumbersAsServersWriteThem)
{
    EXPECT_EQ(numberOf("12"), 12);
    EXPECT_EQ(numberOf("-1"), -1);
    EXPECT_EQ(numberOf("9.3736e+06"), 9373600);
    EXPECT_EQ(numberOf("123456789012345678901234567890"), std::numeric_limits<qint64>::max());
    for (const char *text : { "", "-", "x", "1x", "0x10", "nan", "inf", "1e5" })
        EXPECT_EQ(numberOf(text), std::nullopt) << text;
}

TEST(ResponseParser, readsDates)
{
    const QDateTime expected(QDate(1996, 7, 17), QTime(9, 44, 25), Qt::UTC);
    EXPECT_EQ(readDateTime("17-Jul-1996 02:44:25 -0700"), expected);
    EXPECT_EQ(readDateTime(" 7-Jul-1996 02:44:25 +0000"), QDateTime(QDate(1996, 7, 7), QTime(2, 44, 25), Qt::UTC));
    EXPECT_EQ(readDateTime("07-JUL-1996 2:44:25"), QDateTime(QDate(1996, 7, 7), QTime(2, 44, 25), Qt::UTC));
    EXPECT_EQ(readDateTime("31-Dec-1969 23:00:00 -0100"), QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC));
    EXPECT_EQ(readDateTime("29-feb-2024 00:30:00 +1345"), QDateTime(QDate(2024, 2, 28), QTime(10, 45), Qt::UTC));
    for (const char *text : { "", "00-Jan-0000 00:00:00 +0000", "30-Feb-2024 00:30:00 +0000", "17-Foo-1996 02:44:25 -0700", "yesterday" })
        EXPECT_FALSE(readDateTime(text).isValid()) << text;
}

// The usual form is read by a way of its own: a surplus blank sends the same date the other way.
TEST(ResponseParser, readsUsualDatesAsOthers)
{
    const QByteArray digits = "0123456789 -+:x";
    quint32 random = 1;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text = "17-Jul-1996 02:44:25 -0700";
        for (int change = 0; change < round % 4; ++change) {
            random = random * 1664525 + 1013904223;
            text[qsizetype(random >> 8) % text.size()] = digits.at(qsizetype(random >> 20) % digits.size());
        }
        EXPECT_EQ(readDateTime(text), readDateTime(text + ' ')) << text.constData();
    }
}

} // namespace
} // namespace golub::imap
