// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Rtf.h"

#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/CompressedRtf.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string textOf(const QByteArray &rtf)
{
    return s(readRtf(rtf).text);
}

TEST(Rtf, plainTextOfFormattedText)
{
    EXPECT_EQ(textOf("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}\\pard {\\b Bold} and {\\i italic}\\par next\\tab line}"), "Bold and italic\nnext\tline");
    EXPECT_EQ(textOf("{\\rtf1 a\\{b\\}c\\\\d\\~e}"), "a{b}c\\d\u00A0" "e");
    EXPECT_EQ(textOf("{\\rtf1 {\\*\\unknown hidden}{\\pict 0102}shown}"), "shown");
    EXPECT_EQ(textOf("{\\rtf1 \\ldblquote hi\\rdblquote\\emdash}"), "“hi”—");
}

TEST(Rtf, charactersOfEveryCodepage)
{
    EXPECT_EQ(textOf("{\\rtf1\\ansi\\ansicpg1250 za\\'bf\\'f3\\'b3\\'e6}"), "zażółć");
    EXPECT_EQ(textOf("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f0 a\\'e9 {\\f1 \\'ef\\'f0\\'e8} b}"), "aé при b");
    EXPECT_EQ(textOf("{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\'7b}"), "日本");
    EXPECT_EQ(textOf("{\\rtf1\\uc1 \\u380?\\u-10179?\\u-8704?\\u8364\\'80!}"), "ż😀€!");
    EXPECT_EQ(textOf("{\\rtf1\\uc0 \\u380 x{\\uc3 \\u380???y}}"), "żxży");
}

TEST(Rtf, htmlIsUnwrapped)
{
    // [MS-OXRTFEX] section 2.1: tags stand in groups of their own, what is for RTF readers alone between \htmlrtf and \htmlrtf0.
    const RtfBody body = readRtf("{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\colortbl\\red0;}\r\n{\\*\\htmltag19 <html>}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 \r\n"
                                 "One{\\*\\htmltag84 &nbsp;}\\htmlrtf \\'a0\\htmlrtf0 two{\\*\\htmltag241 \\par }\\htmlrtf\\par}\\htmlrtf0 {\\*\\mhtmltag1 <img src=\"x\">}{\\*\\htmltag72 </p>\\par}{\\*\\htmltag27 </html>}}");
    EXPECT_EQ(body.content, RtfContent::Html);
    EXPECT_EQ(s(body.text), "<html><p>One&nbsp;two\n</p>\n</html>");
}

TEST(Rtf, textIsUnwrapped)
{
    const RtfBody body = readRtf("{\\rtf1\\ansi\\fromtext \\fbidi \\deff0{\\fonttbl{\\f0 Arial;}}\\pard First\\par\r\nsecond\\par}");
    EXPECT_EQ(body.content, RtfContent::Text);
    EXPECT_EQ(s(body.text), "First\nsecond\n");
}

TEST(Rtf, anyBytesAreRead)
{
    for (const QByteArray &bytes : { QByteArray(), QByteArray("}}}}"), QByteArray("{{{{"), QByteArray("\\"), QByteArray("\\'"), QByteArray("\\'4"), QByteArray("\\u"), QByteArray("\\bin99999999999 x"), QByteArray("{\\rtf1\\u99999999999 a\\uc-5 b}") })
        readRtf(bytes);
    EXPECT_EQ(textOf("{\\rtf1 a}}}b"), "ab");
}

TEST(Rtf, depthHasALimit)
{
    const auto nested = [](int depth) { return QByteArray("{").repeated(depth) + "x" + QByteArray("}").repeated(depth) + "y"; };
    EXPECT_EQ(textOf(nested(RtfGroupDepth - 1)), "xy");
    EXPECT_EQ(textOf(nested(RtfGroupDepth)), "y");
    EXPECT_EQ(textOf(nested(1'000'000)), "y");
}

// The two examples of [MS-OXRTFCP] section 3.
const QByteArray Simple = QByteArray::fromHex("2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c09002062770 5b06c647d0a800fa0");
const QByteArray Crossing = QByteArray::fromHex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0");

TEST(CompressedRtf, examplesOfTheSpecification)
{
    bool damaged = false;
    EXPECT_EQ(s(decompressRtf(Simple, &damaged)), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    EXPECT_FALSE(damaged);
    EXPECT_EQ(s(decompressRtf(Crossing, &damaged)), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    EXPECT_FALSE(damaged);
}

TEST(CompressedRtf, damageIsSaidAndWhatCameIsKept)
{
    bool damaged = false;
    EXPECT_TRUE(QByteArray("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n").startsWith(decompressRtf(QByteArrayView(Simple).chopped(6), &damaged)));
    EXPECT_TRUE(damaged);
    damaged = false;
    QByteArray wrongSum = Simple;
    wrongSum[12] = 0;
    decompressRtf(wrongSum, &damaged);
    EXPECT_TRUE(damaged);
    EXPECT_TRUE(decompressRtf("nothing of the kind, really").isNull());
    EXPECT_TRUE(decompressRtf("short").isNull());
}

TEST(CompressedRtf, neverMoreThanItSaysAndThanTheInputAllows)
{
    // A stream of references only, which claims four gigabytes.
    QByteArray bomb = QByteArray::fromHex("ffffffff") + QByteArray::fromHex("ffffffff") + "LZFu" + QByteArray(4, '\0');
    for (int i = 0; i < 10'000; ++i)
        bomb += QByteArray("\xFF") + QByteArray("\x00\x0F", 2).repeated(8);
    EXPECT_LE(decompressRtf(bomb).size(), bomb.size() * 9);
    QByteArray little = Simple;
    little[4] = 5; // says five bytes
    EXPECT_EQ(s(decompressRtf(little)), "{\\rtf");
}

} // namespace
} // namespace golub::mime
