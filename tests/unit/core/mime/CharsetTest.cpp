// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Charset.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string decoded(QByteArrayView bytes, QByteArrayView label)
{
    return s(decodeCharset(bytes, label));
}

TEST(Charset, everyCharsetThatMailUses)
{
    EXPECT_EQ(decoded("za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87", "utf-8"), "zażółć");
    EXPECT_EQ(decoded("za\xBF\xF3\xB3\xE6", "ISO-8859-2"), "zażółć");
    EXPECT_EQ(decoded("za\xBF\xF3\xB3\xE6 \x9C", "windows-1250"), "zażółć ś");
    EXPECT_EQ(decoded("za\xBE\xA2\x88\x86", "ibm852"), "zażółć");
    EXPECT_EQ(decoded("\xD0\xD2\xC9\xD7\xC5\xD4", "koi8-r"), "привет");
    EXPECT_EQ(decoded("\xEF\xF0\xE8\xE2\xE5\xF2", "cp1251"), "привет");
    EXPECT_EQ(decoded("\xAF\xE0\xA8\xA2\xA5\xE2", "cp866"), "привет");
    EXPECT_EQ(decoded("\xDF\xE0\xD8\xD2\xD5\xE2", "iso-8859-5"), "привет");
    EXPECT_EQ(decoded("\xA4\xA6\xA7\xAD", "koi8-u"), "єії\xD2\x91");
    EXPECT_EQ(decoded("caf\xE9 \x80", "latin1"), "café €");
    EXPECT_EQ(decoded("\xA4", "iso-8859-15"), "€");
    EXPECT_EQ(decoded("\xE3\xFE \xAA\xBA", "iso-8859-16"), "ăț Șș");
    EXPECT_EQ(decoded("\x93\xFA\x96{\x8C\xEA", "shift_jis"), "日本語");
    EXPECT_EQ(decoded("\xC6\xFC\xCB\xDC\xB8\xEC", "euc-jp"), "日本語");
    EXPECT_EQ(decoded("\x1B$BF|K\\8l\x1B(B ok", "iso-2022-jp"), "日本語 ok");
    EXPECT_EQ(decoded("\xD6\xD0\xCE\xC4", "gb2312"), "中文");
    EXPECT_EQ(decoded("\xD6\xD0\xCE\xC4\x81\x30\x81\x32", "gb18030").substr(0, 6), "中文");
    EXPECT_EQ(decoded("~{VPND~}", "hz-gb-2312"), "中文");
    EXPECT_EQ(decoded("\xA4\xA4\xA4\xE5", "big5"), "中文");
    EXPECT_EQ(decoded("\xC7\xD1\xB1\xDB", "ks_c_5601-1987"), "한글");
    EXPECT_EQ(decoded("\x1B$)C\x0EGQ1[\x0F", "iso-2022-kr"), "한글");
    EXPECT_EQ(decoded("Hi +AWE-!", "utf-7"), "Hi š!");
    EXPECT_EQ(decoded(QByteArrayView("\xFF\xFEh\0i\0", 6), "utf-16"), "hi");
    EXPECT_EQ(decoded(QByteArrayView("h\0i\0", 4), "utf-16"), "hi");
    EXPECT_EQ(decoded(QByteArrayView("\0h\0i", 4), "utf-16"), "hi");
}

TEST(Charset, vendorCharactersOfIso2022Jp)
{
    EXPECT_EQ(decoded("\x1B$B-!\x1B(B", "iso-2022-jp"), "①");
    EXPECT_EQ(decoded("\x1B(I6E\x1B(B", "iso-2022-jp"), "ｶﾅ");
}

TEST(Charset, wrongLabels)
{
    EXPECT_EQ(decoded("\x8Cwiat \x9Cnieg", "iso-8859-2"), "Świat śnieg"); // windows-1250 as iso-8859-2
    EXPECT_EQ(decoded("\x93quoted\x94", "iso-8859-1"), "“quoted”");
    EXPECT_EQ(decoded("za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87", "us-ascii"), "zażółć");
    EXPECT_EQ(decoded("caf\xE9", "utf-8"), "café");
    EXPECT_EQ(decoded("za\xC5\xBC \xFF", "utf-8"), "zaż �");
}

TEST(Charset, unknownLabelIsGuessedAndSaid)
{
    bool known = true;
    EXPECT_EQ(s(decodeCharset("\xC5\xBC", "x-nonsense", &known)), "ż");
    EXPECT_FALSE(known);
    decodeCharset("x", "\"ISO-8859-1\"", &known);
    EXPECT_TRUE(known);
    EXPECT_EQ(canonicalCharset("latin1"), "windows-1252");
    EXPECT_EQ(canonicalCharset(""), "");
    EXPECT_EQ(canonicalCharset(QByteArray(1000, 'a')), "");
}

TEST(Charset, unlabelledTextIsGuessed)
{
    EXPECT_EQ(s(decodeUnlabelled("plain")), "plain");
    EXPECT_EQ(s(decodeUnlabelled("\xC5\xBC\xC3\xB3\xC5\x82w")), "żółw");
    EXPECT_EQ(s(decodeUnlabelled("\xF0\xD2\xC9\xD7\xC5\xD4, \xCB\xC1\xCB \xC4\xC5\xCC\xC1?")), "Привет, как дела?");
    EXPECT_EQ(s(decodeUnlabelled("\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA \xE4\xE5\xEB\xE0?")), "Привет, как дела?");
    EXPECT_EQ(s(decodeUnlabelled("za\xBF\xF3\xB3\xE6 g\xEA\x9Cl\xB9 ja\x9F\xF1")), "zażółć gęślą jaźń");
    EXPECT_EQ(s(decodeUnlabelled("za\xBF\xF3\xB3\xE6 g\xEA\xB6l\xB1 ja\xBC\xF1")), "zażółć gęślą jaźń");
    EXPECT_EQ(s(decodeUnlabelled("Gr\xFC\xDF""e aus K\xF6ln")), "Grüße aus Köln");
    EXPECT_EQ(s(decodeUnlabelled("\x1B$BF|K\\8l\x1B(B")), "日本語");
}

TEST(Charset, aMarkAloneIsNoUtf16)
{
    EXPECT_EQ(s(decodeUnlabelled(QByteArrayView("\xFF\xFEh\0\n\0", 6))), "h\n");
    EXPECT_EQ(s(decodeUnlabelled("\xFF\xFE")), "ÿþ");
}

TEST(Charset, utf8Validity)
{
    EXPECT_TRUE(isValidUtf8("\xF0\x9F\x95\x8A"));
    EXPECT_FALSE(isValidUtf8("\xC0\x80"));
    EXPECT_FALSE(isValidUtf8("\xED\xA0\x80"));
    EXPECT_FALSE(isValidUtf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(isValidUtf8("\xE2\x82"));
}

TEST(Charset, everyOfferedCharsetIsKnown)
{
    for (const QString &name : commonCharsets())
        EXPECT_FALSE(canonicalCharset(name.toLatin1()).isEmpty()) << s(name);
}

} // namespace
} // namespace golub::mime
