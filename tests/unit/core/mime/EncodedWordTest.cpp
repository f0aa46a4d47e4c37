// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/EncodedWord.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string decoded(QByteArrayView value)
{
    return s(decodeHeaderText(value));
}

TEST(EncodedWord, examplesOfRfc2047)
{
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a?=)"), "(a)");
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a?= b)"), "(a b)");
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)"), "(ab)");
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a?=  \r\n   =?ISO-8859-1?Q?b?=)"), "(ab)");
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a_b?=)"), "(a b)");
    EXPECT_EQ(decoded("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)"), "(a b)");
}

TEST(EncodedWord, charactersCutBetweenWords)
{
    EXPECT_EQ(decoded("=?UTF-8?B?xbw=?= =?UTF-8?Q?=C5?= =?utf-8?Q?=82?="), "żł");
    EXPECT_EQ(decoded("=?UTF-8?B?w?=\r\n =?UTF-8?B?7Mg==?="), "ó ");
    EXPECT_EQ(decoded("=?iso-2022-jp?B?GyRCRnw=?= =?iso-2022-jp?B?S1w4bBsoQg==?="), "日本語");
}

TEST(EncodedWord, wrongButReadable)
{
    EXPECT_EQ(decoded("=?utf-8?Q?two words?="), "two words");
    EXPECT_EQ(decoded("pre=?utf-8?q?=C5=BC?=post"), "preżpost");
    EXPECT_EQ(decoded("\"=?utf-8?q?=C5=BC?=\""), "\"ż\"");
    EXPECT_EQ(decoded("=?utf-8*pl?q?=C5=BC?="), "ż");
    EXPECT_EQ(decoded("=?utf-8?q?=C5=BC"), "ż");
    EXPECT_EQ(decoded("=?utf-8?x?abc?="), "=?utf-8?x?abc?=");
    EXPECT_EQ(decoded("=?utf-8?q?=ZZ=4?="), "=ZZ=4");
    EXPECT_EQ(decoded("=??q?a?="), "=??q?a?=");
    EXPECT_EQ(decoded("a =?b c"), "a =?b c");
    EXPECT_EQ(decoded("=?x-unknown?q?=C5=BC?="), "ż");
}

TEST(EncodedWord, escapesCutBetweenWords)
{
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=?= =?utf-8?Q?BC?="), "ż");
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=B?=\r\n =?utf-8?Q?C=C3=B3?="), "żó");
    EXPECT_EQ(decoded("=?utf-8?Q?1+1=?= =?utf-8?B?Mg==?="), "1+1=2");
}

TEST(EncodedWord, endsThatWereForgotten)
{
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=BC?"), "ż");
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=BC and more"), "ż and more");
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=BC =?utf-8?Q?=C3=B3?="), "żó");
    EXPECT_EQ(decoded("=?utf-8?B?xbw"), "=?utf-8?B?xbw");
    EXPECT_EQ(decoded("=?utf-8?B?xbzDsw"), "żó");
    EXPECT_EQ(decoded("=?utf-8?Q?="), "=?utf-8?Q?=");
    EXPECT_EQ(decoded("=?utf-8?Q?plain"), "=?utf-8?Q?plain");
    EXPECT_EQ(decoded("=?x-unknown?Q?=C5"), "=?x-unknown?Q?=C5");
}

TEST(EncodedWord, rawQuestionMarks)
{
    EXPECT_EQ(decoded("=?utf-8?Q?why?" "?="), "why?");
    EXPECT_EQ(decoded("=?utf-8?Q?why?=20=C5=BC?="), "why? ż");
    EXPECT_EQ(decoded("=?utf-8?Q?why?=20 not"), "why20 not");
}

TEST(EncodedWord, damagedUtf8)
{
    EXPECT_EQ(decoded("=?utf-8?Q?=C5=BC=C3=B3=C5?="), "żó\uFFFD");
    EXPECT_EQ(decoded("=?utf-8?Q?=F0=9F=92?= =?iso-8859-1?Q?=A9?="), "\uFFFD©");
    EXPECT_EQ(decoded("=?utf-8?Q?caf=E9?="), "café"); // in truth latin1
}

TEST(EncodedWord, foldsInside)
{
    EXPECT_EQ(decoded("=?utf-8?Q?one\r\n _two?="), "one two");
    EXPECT_EQ(decoded("=?utf-8?Q?one two\r\n three?="), "one two three");
    EXPECT_EQ(decoded("=?utf-8?B?xbzD\r\n sw==?="), "żó");
}

TEST(EncodedWord, oddCharsetNames)
{
    EXPECT_EQ(decoded("=?\"utf-8\"?Q?=C5=BC?="), "ż");
    EXPECT_EQ(decoded("=? utf-8 ?Q?=C5=BC?="), "ż");
    EXPECT_EQ(decoded("=?UTF-8*pl-PL?b?xbw=?="), "ż");
}

TEST(EncodedWord, unfoldsAndReadsRawBytes)
{
    EXPECT_EQ(decoded(" one\r\n\ttwo "), "one\ttwo");
    EXPECT_EQ(decoded("\xC5\xBC\xC3\xB3\xC5\x82w"), "żółw");
    EXPECT_EQ(decoded("caf\xE9"), "café");
    EXPECT_EQ(decoded("one\r\ntwo\nthree"), "one two three");
}

TEST(EncodedWord, controlsDoNotGetThrough)
{
    EXPECT_EQ(decoded("=?utf-8?q?a=0D=0ABcc:_x?="), "a  Bcc: x");
    EXPECT_EQ(decoded("=?utf-8?q?a=00b?="), "a b");
}

TEST(EncodedWord, linearOnMarks)
{
    EXPECT_EQ(decodeHeaderText(QByteArray("=?").repeated(100000)).size(), 200000);
    EXPECT_EQ(decodeHeaderText(QByteArray("=?a?q?x ").repeated(40000)).size(), 319999);
}

std::string encoded(const QString &text, qsizetype column = 9)
{
    return s(encodeHeaderText(text, WordContext::Unstructured, column));
}

TEST(EncodedWord, encodesOnlyWhatNeedsIt)
{
    EXPECT_EQ(encoded(QStringLiteral("plain text")), "plain text");
    EXPECT_EQ(encoded(QStringLiteral("a żółw b")), "a =?UTF-8?B?xbzDs8WCdw==?= b");
    EXPECT_EQ(encoded(QStringLiteral("looks =?like?q?one?=")), "looks =?UTF-8?B?PT9saWtlP3E/b25lPz0=?=");
}

TEST(EncodedWord, roundTripWithinTheLimits)
{
    const QStringList texts { QStringLiteral("Zażółć gęślą jaźń — ").repeated(10), QStringLiteral("Привет, как дела? ").repeated(12), QStringLiteral("日本語の長い件名です。").repeated(15),
        QStringLiteral("Čestitam rođendan, šefe đuro"), QStringLiteral("🕊️👩‍👩‍👧‍👦").repeated(20), QStringLiteral("x").repeated(2000), QStringLiteral("a  b   ż  ó    c"),
        QStringLiteral("word ").repeated(100), QStringLiteral("ż") + QString(300, u' ') + QStringLiteral("ó") };
    for (const QString &text : texts) {
        qsizetype column = 9;
        const QByteArray written = encodeHeaderText(text, WordContext::Unstructured, column);
        EXPECT_EQ(s(decodeHeaderText(written)), s(text.trimmed()));
        const QList<QByteArray> lines = written.split('\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            EXPECT_LE(lines[i].size() + (i == 0 ? 9 : 0), 79) << s(QByteArrayView(lines[i]));
            EXPECT_TRUE(i == 0 || lines[i].startsWith(' '));
            for (const QByteArray &word : lines[i].trimmed().split(' '))
                EXPECT_TRUE(!word.startsWith("=?") || word.size() <= 75);
        }
    }
}

TEST(EncodedWord, lineBreaksNeverGetOut)
{
    const std::string written = encoded(QStringLiteral("a\r\nBcc: evil@x\rb\nc") + QChar(u'\0'));
    EXPECT_EQ(written.find('\r'), std::string::npos);
    EXPECT_EQ(written.find('\n'), std::string::npos);
    EXPECT_EQ(written, "a Bcc: evil@x b c");
}

} // namespace
} // namespace golub::mime
