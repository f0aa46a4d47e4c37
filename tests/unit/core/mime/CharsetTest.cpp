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
    // A mark and nothing behind it is two letters of whatever charset, not an empty text.
    EXPECT_EQ(decodeUnlabelled("\xFF\xFE").size(), 2);
    EXPECT_FALSE(decodeUnlabelled("\xFF\xFE").contains(QChar(0xFFFD)));
    EXPECT_EQ(s(decodeUnlabelled(QByteArrayView("H\0e\0l\0l\0o\0", 10))), "Hello"); // zeros say more than a mark
}

TEST(Charset, utf8Validity)
{
    EXPECT_TRUE(isValidUtf8("\xF0\x9F\x95\x8A"));
    EXPECT_FALSE(isValidUtf8("\xC0\x80"));
    EXPECT_FALSE(isValidUtf8("\xED\xA0\x80"));
    EXPECT_FALSE(isValidUtf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(isValidUtf8("\xE2\x82"));
}

TEST(Charset, unlabelledCyrillicOfEveryKind)
{
    const QString text = QStringLiteral("Здравствуйте, коллеги! Высылаю отчет за март.");
    const auto shown = [&text](const QByteArray &bytes) { return decodeUnlabelled(bytes) == text; };
    EXPECT_TRUE(shown("\xC7\xE4\xF0\xE0\xE2\xF1\xF2\xE2\xF3\xE9\xF2\xE5, \xEA\xEE\xEB\xEB\xE5\xE3\xE8! \xC2\xFB\xF1\xFB\xEB\xE0\xFE \xEE\xF2\xF7\xE5\xF2 \xE7\xE0 \xEC\xE0\xF0\xF2."));
    EXPECT_TRUE(shown("\xFA\xC4\xD2\xC1\xD7\xD3\xD4\xD7\xD5\xCA\xD4\xC5, \xCB\xCF\xCC\xCC\xC5\xC7\xC9! \xF7\xD9\xD3\xD9\xCC\xC1\xC0 \xCF\xD4\xDE\xC5\xD4 \xDA\xC1 \xCD\xC1\xD2\xD4."));
    EXPECT_TRUE(shown("\x87\xA4\xE0\xA0\xA2\xE1\xE2\xA2\xE3\xA9\xE2\xA5, \xAA\xAE\xAB\xAB\xA5\xA3\xA8! \x82\xEB\xE1\xEB\xAB\xA0\xEE \xAE\xE2\xE7\xA5\xE2 \xA7\xA0 \xAC\xA0\xE0\xE2."));
    EXPECT_EQ(s(decodeUnlabelled("\xE4\xCF\xC2\xD2\xC9\xCA \xC4\xC5\xCE\xD8, \xA7\xA7 \xA7\xD6\xC1\xCB")), "Добрий день, її їжак"); // KOI8-U
}

TEST(Charset, unlabelledTextOfEastAsia)
{
    EXPECT_EQ(s(decodeUnlabelled("\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD\x81\x41\x93\xFA\x96\x7B")), "こんにちは、日本");             // Shift_JIS
    EXPECT_EQ(s(decodeUnlabelled("\xA4\xB3\xA4\xF3\xA4\xCB\xA4\xC1\xA4\xCF\xA1\xA2\xC6\xFC\xCB\xDC")), "こんにちは、日本");             // EUC-JP
    EXPECT_EQ(s(decodeUnlabelled("\xC4\xE3\xBA\xC3\xA3\xAC\xCE\xD2\xC3\xC7\xCA\xC7\xD2\xBB\xBC\xD2\xB9\xAB\xCB\xBE")), "你好，我们是一家公司"); // GBK
    EXPECT_EQ(s(decodeUnlabelled("\xA7\x41\xA6\x6E\xA1\x41\xA7\xDA\xAD\xCC\xAC\x4F\xA4\x40\xAE\x61\xA4\xBD\xA5\x71")), "你好，我們是一家公司"); // Big5
    EXPECT_EQ(s(decodeUnlabelled("\xBE\xC8\xB3\xE7\xC7\xCF\xBC\xBC\xBF\xE4, \xB9\xDD\xB0\xA9\xBD\xC0\xB4\xCF\xB4\xD9")), "안녕하세요, 반갑습니다"); // EUC-KR
    EXPECT_EQ(s(decodeUnlabelled("\x1B$)C\x0EGQ1[\x0F")), "한글");
    EXPECT_EQ(s(decodeUnlabelled("~{VPND~}")), "中文");
    EXPECT_EQ(s(decodeUnlabelled("a ~ b")), "a ~ b");
}

TEST(Charset, unlabelledWesternTextStaysWestern)
{
    for (const char *text : { "Müller", "déjà vu, ça va très bien", "100 €", "20 m³", "El niño comió", "Não é possível", "på söndag", "Rød grød", "„schön“" }) {
        QByteArray bytes;
        for (const QChar c : QString::fromUtf8(text))
            bytes += c == u'€' ? '\x80' : c == u'„' ? '\x84' : c == u'“' ? '\x93' : char(c.unicode());
        EXPECT_EQ(s(decodeUnlabelled(bytes)), text);
    }
}

// One replacement character for each maximal subpart of what is ill-formed; everything else stays.
TEST(Charset, mistakesOfUtf8)
{
    EXPECT_EQ(decoded("ż \xC0\xAF /", "utf-8"), "ż �� /");                       // overlong
    EXPECT_EQ(decoded("ż \xE0\x80\xAF /", "utf-8"), "ż ��� /");
    EXPECT_EQ(decoded("ż \xED\xA0\x80 /", "utf-8"), "ż ��� /");                  // half a surrogate pair
    EXPECT_EQ(decoded("ż \xF0\x9F\x95 /", "utf-8"), "ż � /");                    // cut in the middle
    EXPECT_EQ(decoded("żż \xF0\x9F\x95", "utf-8"), "żż �");
    EXPECT_EQ(decoded("ż \xE2\x82 \xF4\x90\x80\x80 ż", "utf-8"), "ż � ���� ż"); // beyond the last plane
    EXPECT_EQ(decoded("\xEF\xBB\xBFż", "utf-8"), "ż");
}

TEST(Charset, utf7AndTheFormOfMailboxNames)
{
    EXPECT_EQ(decoded("Hi Mom -+Jjo--!", "utf-7"), "Hi Mom -☺-!"); // the example of RFC 2152
    EXPECT_EQ(decoded("+ZeVnLIqe", "utf-7"), "日本語");
    EXPECT_EQ(decoded("1 +- 1 + 1", "utf-7"), "1 + 1 + 1");
    EXPECT_EQ(decoded("+2D3eAA-", "utf-7"), "😀");
    EXPECT_EQ(decoded("+2D0-x", "utf-7"), "�x");
    EXPECT_EQ(decoded("Entw&APw-rfe", "utf-7"), "Entwürfe");       // not UTF-7 at all, but what was meant is clear
    EXPECT_EQ(decoded("AT&T-Shop, R&D", "utf-7"), "AT&T-Shop, R&D");
    EXPECT_EQ(decoded("Entw&APw-rfe &- x", "utf-7-imap"), "Entwürfe & x");
    EXPECT_EQ(decoded("caf\xE9", "utf-7"), "café");
}

TEST(Charset, utf16AndUtf32WithMarksAndWithout)
{
    EXPECT_EQ(decoded(QByteArrayView("\xFE\xFF\0h\0i", 6), "utf-16le"), "hi");     // the mark wins
    EXPECT_EQ(decoded(QByteArrayView("h\0i\0x", 5), "utf-16le"), "hi�");
    EXPECT_EQ(decoded(QByteArrayView("\x3D\xD8h\0", 4), "utf-16le"), "�h");        // half a pair
    EXPECT_EQ(decoded(QByteArrayView("\0\0\0h\0\1\xF6\0", 8), "utf-32"), "h😀");
    EXPECT_EQ(decoded(QByteArrayView("\xFF\xFE\0\0h\0\0\0", 8), "utf-32"), "h");
    EXPECT_EQ(decoded(QByteArrayView("\0\x11\0\0\0\0\0h", 8), "utf-32be"), "�h");
    EXPECT_EQ(decoded("plain text", "unicode"), "plain text");                     // a label that is plainly wrong
}

TEST(Charset, extensionsOfIso2022Jp)
{
    EXPECT_EQ(decoded("\x1B$A\x56\x50\x1B$(C\x47\x51\x1B(B \x1B.A\x1BNi", "iso-2022-jp-2"), "中한 é");
    EXPECT_EQ(decoded("\x1B$(D\x30\x21\x1B(B", "iso-2022-jp-1"), "丂");
    EXPECT_EQ(decoded("\x1B$(O\x2E\x21\x1B(B", "iso-2022-jp-3"), "俱");
    EXPECT_EQ(decoded("a\x0E\x36\x45\x0F b", "cp50222"), "aｶﾅ b");
    EXPECT_EQ(decoded("\x1B$BF|K\\\x1B(B \xB6\xC5", "cp50221"), "日本 ｶﾅ");
    EXPECT_EQ(decoded("\x1B$BF|K\\\nabc", "iso-2022-jp"), "日本\nabc");            // the way back was forgotten
    EXPECT_EQ(decoded("\x1B$By\x21\x1B(B", "iso-2022-jp"), "纊");                  // IBM's rows
    EXPECT_EQ(decoded("\x1B$BF|K\\\x1B(B", "shift_jis"), "日本");                  // escapes under another label
    EXPECT_EQ(decoded("\x1B$BF|K\\\x1B(B", "us-ascii"), "日本");
}

TEST(Charset, rareCharsets)
{
    EXPECT_EQ(decoded("\xD0\xD2\xC9\xD7\xA6\xD4 \xAE", "koi8-ru"), "привіт ў");
    EXPECT_EQ(decoded("\xD4\xCF\x81\xC9\xCB", "koi8-t"), "тоғик");
    EXPECT_EQ(decoded("Vi\xAEt Nam", "viscii"), "Việt Nam");
    EXPECT_EQ(decoded("ab", "tcvn"), "ab"); // the last letter waits for a mark, in vain
    EXPECT_EQ(decoded("Vi\xEA\xF2t", "windows-1258"), "Viê\xCC\xA3t");
    EXPECT_EQ(decoded("\xD0\x65\x8B\x69", "johab"), "한글");
    EXPECT_EQ(decoded("\xA1\xC7\xC2", "tis-620"), "กวย");
    EXPECT_EQ(decoded("\x81 \x9A", "ibm437"), "ü Ü");
    EXPECT_EQ(decoded("\x84 \xAA", "cp852"), "ä ¬");
    EXPECT_EQ(decoded("\x8E \x9F", "macintosh"), "é ü");
    EXPECT_EQ(decoded("\x88 \xFD", "x-mac-ce"), "ą ż");
    EXPECT_EQ(decoded("\x8F\xF0\xE8\xE2\xE5\xF2", "x-mac-cyrillic"), "Привет");
    EXPECT_EQ(decoded("\x1B$)A\x0E\x56\x50\x0F", "iso-2022-cn"), "中");
    EXPECT_EQ(decoded("\xA4\xD4\xA4\xA1\xA4\xBF\xA4\xD4", "euc-kr"), "가"); // spelt out letter by letter
}

TEST(Charset, labelsInEverySpelling)
{
    const std::pair<const char *, const char *> Labels[] = { { "ISO_8859-2:1987", "ISO-8859-2" }, { "iso8859_2", "ISO-8859-2" }, { "csISOLatin2", "ISO-8859-2" },
        { "8859_2", "ISO-8859-2" }, { "Cp1250", "windows-1250" }, { "x-cp1250", "windows-1250" }, { "Windows 1250", "windows-1250" }, { "\"utf-8\"", "UTF-8" },
        { "UTF8", "UTF-8" }, { "utf_8_sig", "UTF-8" }, { "cp65001", "UTF-8" }, { "utf-8*en", "UTF-8" }, { "charset=utf-8;", "UTF-8" }, { "latin_1", "windows-1252" },
        { "iso-2022-jp$ESC", "ISO-2022-JP" }, { "CP50221", "ISO-2022-JP" }, { "csKOI8R", "KOI8-R" }, { "x-mac-roman", "macintosh" }, { "MS932", "windows-31j" },
        { "csShiftJIS", "windows-31j" }, { "x-gbk", "gb18030" }, { "cp936", "gb18030" }, { "x-x-big5", "Big5-HKSCS" }, { "KS_C_5601-1987", "windows-949" },
        { "iso-ir-149", "windows-949" }, { "csEUCPkdFmtJapanese", "EUC-JP" }, { "UnicodeLittleUnmarked", "UTF-16LE" }, { "unknown-8bit", "" }, { "x-unknown", "" }, { "", "" } };
    for (const auto &[label, charset] : Labels)
        EXPECT_EQ(s(canonicalCharset(label)), charset) << label;
}

TEST(Charset, utf8UnderAnotherLabel)
{
    EXPECT_EQ(decoded("za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87", "iso-8859-1"), "zażółć");
    EXPECT_EQ(decoded("za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87", "windows-1250"), "zażółć");
    EXPECT_EQ(decoded("\xE4\xB8\xAD\xE6\x96\x87", "gb2312"), "中文");
    EXPECT_EQ(decoded("\xC1\xAA\xCD\xA8", "gb2312"), "联通"); // well-formed UTF-8 by accident
    EXPECT_EQ(s(decodeExactly("\xC5\xBC", "iso-8859-1")), "Å¼"); // the reader's choice is not doubted
}

TEST(Charset, everyOfferedCharsetIsKnown)
{
    for (const QString &name : commonCharsets())
        EXPECT_FALSE(canonicalCharset(name.toLatin1()).isEmpty()) << s(name);
}

} // namespace
} // namespace golub::mime
