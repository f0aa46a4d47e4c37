// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/LineFramer.h"

#include "tests/support/Transcript.h"

#include <gtest/gtest.h>

namespace golub::wire {
namespace {

struct Framed {
    QList<QByteArray> lines;
    std::optional<ErrorKind> error;
    qsizetype rest = 0;
    bool operator==(const Framed &) const = default;
};

Framed frame(const QByteArray &bytes, qsizetype chunk, BareLf mode, qsizetype max = 1000)
{
    LineFramer framer(mode, max);
    Framed out;
    for (qsizetype at = 0; at < bytes.size(); at += std::min(chunk, bytes.size() - at)) {
        framer.append(QByteArrayView(bytes).sliced(at, std::min(chunk, bytes.size() - at)));
        for (;;) {
            auto line = framer.next();
            if (!line) {
                out.error = line.error().kind;
                return out;
            }
            if (!*line)
                break;
            out.lines.append(**line);
        }
    }
    out.rest = framer.buffered();
    return out;
}

Framed frameAll(const QByteArray &bytes, BareLf mode, qsizetype max = 1000)
{
    const Framed whole = frame(bytes, std::numeric_limits<qsizetype>::max(), mode, max);
    for (const qsizetype chunk : test::ChunkSizes)
        EXPECT_EQ(frame(bytes, chunk, mode, max), whole) << "chunks of " << chunk;
    return whole;
}

TEST(LineFramerTest, CutsAtCrLf)
{
    const Framed out = frameAll("one\r\n\r\nthree\r\nfo", BareLf::Refuse);
    EXPECT_EQ(out.lines, (QList<QByteArray> { "one", "", "three" }));
    EXPECT_EQ(out.rest, 2);
}

TEST(LineFramerTest, BareLineFeedEndsALineWhereTolerated)
{
    EXPECT_EQ(frameAll("a\nb\r\nc\n", BareLf::EndsLine).lines, (QList<QByteArray> { "a", "b", "c" }));
}

TEST(LineFramerTest, BareLineFeedIsRefusedWhereStrict)
{
    const Framed out = frameAll("a\r\nb\nc\r\n", BareLf::Refuse);
    EXPECT_EQ(out.lines, QList<QByteArray> { "a" });
    EXPECT_EQ(out.error, ErrorKind::Protocol);
}

TEST(LineFramerTest, BareLineFeedIsContentWhereKept)
{
    EXPECT_EQ(frameAll("a\n.\nb\r\n.\r\n", BareLf::Keep).lines, (QList<QByteArray> { "a\n.\nb", "." }));
}

TEST(LineFramerTest, CarriageReturnAloneIsContent)
{
    EXPECT_EQ(frameAll("a\rb\r\r\nc\r\n", BareLf::Refuse).lines, (QList<QByteArray> { "a\rb\r", "c" }));
}

TEST(LineFramerTest, LineOfExactlyTheLimitPassesOneMoreDoesNot)
{
    for (const BareLf mode : { BareLf::Refuse, BareLf::Keep, BareLf::EndsLine }) {
        EXPECT_EQ(frameAll(QByteArray(20, 'x') + "\r\n", mode, 20).lines.size(), 1);
        const Framed over = frameAll(QByteArray(21, 'x') + "\r\n", mode, 20);
        EXPECT_TRUE(over.lines.isEmpty());
        EXPECT_EQ(over.error, ErrorKind::LimitExceeded);
    }
}

TEST(LineFramerTest, TooLongAndEndedWrongIsTooLong)
{
    EXPECT_EQ(frameAll(QByteArray(21, 'x') + "\n", BareLf::Refuse, 20).error, ErrorKind::LimitExceeded);
    EXPECT_EQ(frameAll(QByteArray(20, 'x') + "\n", BareLf::Refuse, 20).error, ErrorKind::Protocol);
}

TEST(LineFramerTest, LineWithoutEndIsRefusedAtTheLimitOfTheHouse)
{
    LineFramer framer;
    framer.append(QByteArray(limits::LineLength, 'x'));
    EXPECT_TRUE(framer.next().has_value());
    framer.append("y");
    auto line = framer.next();
    ASSERT_FALSE(line.has_value());
    EXPECT_EQ(line.error().kind, ErrorKind::LimitExceeded);
    framer.append("\r\nmore\r\n");
    EXPECT_FALSE(framer.next().has_value()) << "an error is for good";
    EXPECT_EQ(framer.buffered(), 0);
}

TEST(LineFramerTest, TakesLiteralBytesBetweenLines)
{
    LineFramer framer;
    framer.append("* {5}\r\nab\r\nc)\r\n");
    EXPECT_EQ(**framer.next(), "* {5}");
    EXPECT_EQ(framer.takeBytes(3), "ab\r");
    EXPECT_EQ(framer.takeBytes(2), "\nc");
    EXPECT_EQ(**framer.next(), ")");
    EXPECT_TRUE(framer.takeBytes(10).isEmpty());
}

TEST(LineFramerTest, LongInputInSingleBytesStaysLinear)
{
    LineFramer framer;
    qsizetype lines = 0;
    for (int i = 0; i < 2'000'000; ++i) {
        framer.append(i % 50'000 == 49'999 ? QByteArrayView("\n") : QByteArrayView("x"));
        lines += (*framer.next()).has_value() ? 1 : 0;
    }
    EXPECT_EQ(lines, 40);
}

TEST(LineFramerTest, ClearForgetsBytesAndErrors)
{
    LineFramer framer(BareLf::Refuse);
    framer.append("a\n");
    EXPECT_FALSE(framer.next().has_value());
    framer.clear();
    framer.append("b\r\n");
    EXPECT_EQ(**framer.next(), "b");
}

} // namespace
} // namespace golub::wire
