// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/Base64.h"
#include "protocols/wire/ProtocolText.h"

#include <gtest/gtest.h>

namespace golub::wire {
namespace {

TEST(Base64Test, DecodesTheVectorsOfRfc4648)
{
    EXPECT_EQ(*decodeBase64("Zm9vYmFy"), "foobar");
    EXPECT_EQ(*decodeBase64("Zm9vYmE="), "fooba");
    EXPECT_EQ(*decodeBase64("Zm9vYg=="), "foob");
    EXPECT_EQ(*decodeBase64(""), "");
}

TEST(Base64Test, RefusesWhatIsNotCanonical)
{
    for (const char *bad : { "Zm9", "Zm9vYg=", "Zm9v YmFy", "Zm9vYmF*", "=", "====", "Zg==Zg==", "Zh==", "Zm9vYmFy\r\n", "__8=" }) {
        const auto decoded = decodeBase64(bad);
        ASSERT_FALSE(decoded.has_value()) << bad;
        EXPECT_EQ(decoded.error().kind, ErrorKind::Protocol);
    }
}

TEST(Base64Test, HoldsItsLimitExactly)
{
    EXPECT_TRUE(decodeBase64(QByteArray(limits::SaslChallenge, 'A')).has_value());
    const auto over = decodeBase64(QByteArray(limits::SaslChallenge + 4, 'A'));
    ASSERT_FALSE(over.has_value());
    EXPECT_EQ(over.error().kind, ErrorKind::LimitExceeded);
}

TEST(ProtocolTextTest, ServerWordsLoseControlsAndDirectionTricks)
{
    EXPECT_EQ(safeText("ok\x1b[31m \xE2\x80\xAE" "evil\r\n"), QStringLiteral("ok[31m evil"));
    EXPECT_EQ(safeLogText("a\0b"), "a");
    EXPECT_LE(safeLogText(QByteArray(100'000, 'x')).size(), 1010);
}

TEST(ProtocolTextTest, FindsWhatWouldBreakALine)
{
    EXPECT_TRUE(breaksLines("a\rb"));
    EXPECT_TRUE(breaksLines("a\nb"));
    EXPECT_TRUE(breaksLines(QByteArrayView("a\0b", 3)));
    EXPECT_FALSE(breaksLines("plain \xC5\x82"));
}

TEST(ProtocolTextTest, CutsWords)
{
    EXPECT_EQ(words("  SIZE\t100  x "), (QList<QByteArray> { "SIZE", "100", "x" }));
    EXPECT_TRUE(words("   ").isEmpty());
}

} // namespace
} // namespace golub::wire
