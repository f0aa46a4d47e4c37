// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/Deflate.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace golub;

namespace {

// What \a stream makes of \a bytes, fed \a chunk at a time.
QByteArray inflated(wire::Compression &stream, const QByteArray &bytes, qsizetype chunk)
{
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        const auto outcome = stream.inflate(QByteArrayView(bytes).sliced(at, std::min(chunk, bytes.size() - at)), [&out](QByteArrayView piece) {
            out.append(piece);
            return true;
        });
        EXPECT_TRUE(outcome) << outcome.error().text.toStdString();
    }
    return out;
}

// Zeros, compressed: about a thousandth of their size.
QByteArray bomb(qint64 size)
{
    wire::Compression server;
    QByteArray bytes;
    const QByteArray zeros(1024 * 1024, '\0');
    for (qint64 at = 0; at < size; at += zeros.size())
        bytes += server.deflate(zeros);
    return bytes;
}

} // namespace

TEST(Deflate, givesBackWhatWentIn)
{
    for (const qsizetype chunk : { 1, 7, 4096, 1 << 20 }) {
        wire::Compression client;
        wire::Compression server;
        QByteArray all;
        QByteArray out;
        for (int i = 0; i < 50; ++i) {
            const QByteArray line = "A" + QByteArray::number(i) + " NOOP\r\n" + QByteArray(i * 200, char('a' + i % 20));
            all += line;
            out += inflated(client, server.deflate(line), chunk); // each line can be read as it comes
            ASSERT_EQ(out, all);
        }
    }
}

TEST(Deflate, isSmallerForMail)
{
    wire::Compression client;
    QByteArray mail;
    for (int i = 0; i < 1000; ++i)
        mail += "* " + QByteArray::number(i) + " FETCH (UID " + QByteArray::number(i * 3) + " FLAGS (\\Seen))\r\n";
    EXPECT_LT(client.deflate(mail).size() * 5, mail.size());
}

TEST(Deflate, garbageIsAProtocolErrorForGood)
{
    wire::Compression client;
    const auto take = [](QByteArrayView) { return true; };
    const auto outcome = client.inflate("* OK this was never compressed\r\n", take);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Protocol);
    EXPECT_FALSE(client.inflate("x", take));
}

TEST(Deflate, aCompressedBombIsRefused)
{
    // 512 MiB of zeros in half a megabyte.
    const QByteArray bytes = bomb(512LL * 1024 * 1024);
    ASSERT_LT(bytes.size(), 1024 * 1024);
    wire::Compression client;
    qint64 out = 0;
    const auto outcome = client.inflate(bytes, [&out](QByteArrayView piece) {
        out += piece.size();
        return true;
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::LimitExceeded);
    EXPECT_LE(out, wire::InflatedAtOnce + bytes.size() * wire::InflatedRatio);
    EXPECT_GE(out, wire::InflatedAtOnce) << "a letter full of blanks is none";
}

TEST(Deflate, stopsWhereTheReaderHasEnough)
{
    wire::Compression server;
    wire::Compression client;
    int pieces = 0;
    EXPECT_TRUE(client.inflate(server.deflate(QByteArray(10'000'000, 'x')), [&pieces](QByteArrayView) { return ++pieces < 3; }));
    EXPECT_EQ(pieces, 3);
}
