// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ResponseFramer.h"

#include "tests/unit/protocols/imap/ImapTestHelpers.h"

namespace golub::imap {
namespace {

using test::unitsOf;

TEST(ResponseFramer, cutsLinesAndLiteralsTheSameWayAtEveryChunkSize)
{
    const QByteArray bytes("* OK hello\r\n"
                           "* 1 FETCH (BODY[] {5}\r\n)\r\n{2 UID 7)\r\n"
                           "* 2 FETCH (BINARY[1] ~{3+}\r\n\0\r\n X {0}\r\n)\r\n"
                           "A1 NO that was {12}\r\n",
        112);
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        const auto units = unitsOf(bytes, chunk);
        ASSERT_EQ(units.size(), 4U);
        EXPECT_EQ(units[0].text, "* OK hello");
        EXPECT_EQ(units[1].text, "* 1 FETCH (BODY[] {5}\n UID 7)");
        ASSERT_EQ(units[1].literals.size(), 1U);
        EXPECT_EQ(units[1].literals[0], ")\r\n{2");
        ASSERT_EQ(units[2].literals.size(), 2U);
        EXPECT_EQ(units[2].literals[0], QByteArray("\0\r\n", 3));
        EXPECT_EQ(units[2].literals[1], "");
        EXPECT_EQ(units[3].text, "A1 NO that was {12}") << "the text of a status response has no literals";
    }
}

TEST(ResponseFramer, takesALiteralWithinAnOpenResponseCode)
{
    const auto units = unitsOf("* NO [BADCHARSET ({3}\r\nx]y)] sorry {1}\r\n", 1);
    ASSERT_EQ(units.size(), 1U);
    EXPECT_EQ(units[0].literals, std::vector<QByteArray> { "x]y" });
}

TEST(ResponseFramer, acceptsBareLineFeeds)
{
    EXPECT_EQ(unitsOf("* OK a\n* OK b\r\n", 3).size(), 2U);
}

TEST(ResponseFramer, takesALiteralOfTheLimitAndRefusesOneMore)
{
    ResponseFramer framer(100, 1000);
    framer.append("* 1 FETCH (BODY[] {100}\r\n" + QByteArray(100, 'x') + ")\r\n");
    const auto unit = framer.next();
    ASSERT_TRUE(unit && *unit);
    EXPECT_EQ((*unit)->literals.front().size(), 100);
    framer.append("* 1 FETCH (BODY[] {101}\r\n");
    const auto refused = framer.next();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::LimitExceeded);
    framer.append("* OK\r\n");
    EXPECT_FALSE(framer.next()) << "the stream cannot be trusted any more";
}

TEST(ResponseFramer, countsTheLiteralsOfOneResponseTogether)
{
    ResponseFramer framer(100, 1000);
    framer.append("* 1 FETCH (BODY[1] {60}\r\n" + QByteArray(60, 'x') + " BODY[2] {41}\r\n");
    EXPECT_FALSE(framer.next());
}

TEST(ResponseFramer, takesAsManyLiteralsAsTheLimitAndRefusesOneMore)
{
    const QByteArray literals = QByteArray("{0}\r\n").repeated(limits::ImapValues);
    ResponseFramer framer;
    framer.append("* X " + literals + "\r\n");
    const auto unit = framer.next();
    ASSERT_TRUE(unit && *unit);
    EXPECT_EQ((*unit)->literals.size(), size_t(limits::ImapValues));
    framer.append("* X " + literals + "{0}\r\n");
    EXPECT_FALSE(framer.next());
}

TEST(ResponseFramer, refusesALiteralOfTwoGigabytesBeforeItArrives)
{
    for (const char *size : { "2147483648", "4294967296", "99999999999999999999999999" }) {
        ResponseFramer framer;
        framer.append(QByteArray("* 1 FETCH (BODY[] {") + size + "}\r\n");
        const auto unit = framer.next();
        ASSERT_FALSE(unit) << size;
        EXPECT_EQ(unit.error().kind, ErrorKind::LimitExceeded);
    }
}

TEST(ResponseFramer, takesALineOfTheLimitAndRefusesOneMore)
{
    ResponseFramer framer(100, 50);
    framer.append(QByteArray(50, 'x') + "\r\n");
    const auto unit = framer.next();
    ASSERT_TRUE(unit && *unit);
    EXPECT_EQ((*unit)->text.size(), 50);
    framer.append(QByteArray(51, 'x') + "\r\n");
    EXPECT_FALSE(framer.next());
}

TEST(ResponseFramer, refusesALineWithoutEndAtTheLimit)
{
    ResponseFramer framer(100, 50);
    bool refused = false;
    for (int i = 0; i < 60 && !refused; ++i) {
        framer.append("x");
        refused = !framer.next();
    }
    EXPECT_TRUE(refused);
}

TEST(ResponseFramer, handsABigLiteralOverWithoutCopyingIt)
{
    ResponseFramer framer;
    const QByteArray big(5 * 1024 * 1024, 'm');
    framer.append("* 1 FETCH (BODY[] {5242880}\r\n");
    for (qsizetype at = 0; at < big.size(); at += 16384) {
        framer.append(QByteArrayView(big).sliced(at, 16384));
        ASSERT_TRUE(framer.next());
    }
    framer.append(")\r\n");
    const auto unit = framer.next();
    ASSERT_TRUE(unit && *unit);
    EXPECT_EQ((*unit)->literals.front(), big);
    auto response = parseResponse(**unit);
    ASSERT_TRUE(response);
    const auto &fetch = std::get<FetchData>(*response);
    EXPECT_EQ(fetch.sections.first().data->constData(), (*unit)->literals.front().constData()) << "shared, not copied";
}

TEST(ResponseFramer, tellsWhatWaitsBehindTheLastUnit)
{
    ResponseFramer framer;
    framer.append("A1 OK go\r\n* PREAUTH injected\r\n");
    ASSERT_TRUE(framer.next());
    EXPECT_TRUE(framer.hasPending());
    framer.reset();
    EXPECT_FALSE(framer.hasPending());
}

} // namespace
} // namespace golub::imap
