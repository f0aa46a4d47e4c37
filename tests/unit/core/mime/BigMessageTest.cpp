// SPDX-License-Identifier: GPL-3.0-or-later
// A large attachment is read by its offset and decoded in pieces: memory does not grow with it.
#include "tests/unit/core/mime/Helpers.h"

#include <QFile>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool Sanitized = true;
#elif defined(__has_feature)
constexpr bool Sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool Sanitized = false;
#endif

constexpr qsizetype Lines = 3'500'000;
constexpr qsizetype BytesPerLine = 57;
constexpr qint64 Allowed = 4 * 1024 * 1024; // of growth, for a file of 200 MB

// A line of /proc/self/status in bytes; -1 where there is none.
qint64 memory(QByteArrayView name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.sliced(name.size() + 1).simplified().split(' ').first().toLongLong() * 1024;
    }
    return -1;
}

// From now on VmHWM is the most that is in use from now on; false where the system does not let us.
bool forgetPeak()
{
    QFile refs(QStringLiteral("/proc/self/clear_refs"));
    return refs.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && refs.write("5") == 1;
}

class BigMessage : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (Sanitized)
            GTEST_SKIP() << "sanitizers keep freed memory for a while";
        if (memory("VmHWM:") < 0 || !forgetPeak())
            GTEST_SKIP() << "the system does not tell how much memory is in use";
    }

    // A body of \a line again and again.
    static QByteArray message(const char *encoding, const QByteArray &line)
    {
        return QByteArray("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText.\r\n--b\r\nContent-Type: application/zip\r\n"
                          "Content-Transfer-Encoding: ") + encoding + "\r\n\r\n" + line.repeated(Lines) + "--b--\r\n";
    }

    static void expectBounded(const QByteArray &raw, qint64 size)
    {
        ASSERT_TRUE(forgetPeak());
        const qint64 before = memory("VmRSS:");
        const MessageTree tree = readMessage(raw);
        ASSERT_EQ(tree.parts.size(), 3U);
        const Part &part = tree.parts[2];
        EXPECT_EQ(decodedSize(raw, part), size);
        qint64 decoded = 0;
        qsizetype largest = 0;
        decodeContent(raw, part, [&](QByteArrayView piece) {
            decoded += piece.size();
            largest = qMax(largest, piece.size());
            return true;
        });
        EXPECT_EQ(decoded, size);
        EXPECT_LE(largest, 64 * 1024);
        EXPECT_LT(memory("VmHWM:") - before, Allowed);
    }
};

TEST_F(BigMessage, base64)
{
    expectBounded(message("base64", QByteArray(76, 'Q') + "\r\n"), Lines * BytesPerLine);
}

TEST_F(BigMessage, quotedPrintable)
{
    expectBounded(message("quoted-printable", "=C5=BCabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst=\r\n"), Lines * 48);
}

TEST_F(BigMessage, asItIs)
{
    expectBounded(message("binary", QByteArray(55, 'x') + "\r\n"), Lines * BytesPerLine - 2);
}

} // namespace
} // namespace golub::mime
