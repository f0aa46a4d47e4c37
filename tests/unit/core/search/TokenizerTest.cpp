// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include <gtest/gtest.h>

namespace golub::search {
namespace {

QString split(const QString &text, Purpose purpose = Purpose::Index)
{
    return tokens(text, purpose).join(u'|');
}

TEST(Tokenizer, FoldsCaseAndDiacritics)
{
    EXPECT_EQ(split(QStringLiteral("Żółty ŁÓDŹ")), u"zolty|lodz");
    EXPECT_EQ(split(QStringLiteral("Đurđevac Čačak Šibenik")), u"durdevac|cacak|sibenik");
    EXPECT_EQ(split(QStringLiteral("Ёлка ЙОД")), u"елка|иод");
    EXPECT_EQ(split(QStringLiteral("Straße Ærø Øre Œuvre Þór")), u"strasse|aero|ore|oeuvre|thor");
    EXPECT_EQ(split(QStringLiteral("İstanbul ıslak")), u"istanbul|islak");
    EXPECT_EQ(split(QStringLiteral("Σίσυφος ΣΊΣΥΦΟΣ")), u"σισυφοσ|σισυφοσ");
}

TEST(Tokenizer, DecomposedAndComposedAreOne)
{
    EXPECT_EQ(split(QStringLiteral("zo\u0301\u0142ty")), split(QStringLiteral("zółty")));
    EXPECT_EQ(split(QStringLiteral("か\u3099く")), split(QStringLiteral("がく")));
    EXPECT_NE(split(QStringLiteral("がく")), split(QStringLiteral("かく"))) << "a voicing mark is another letter";
}

TEST(Tokenizer, AddressesAndHostsFallIntoParts)
{
    EXPECT_EQ(split(QStringLiteral("jan.kowalski+list@mail.example.org")), u"jan|kowalski|list|mail|example|org");
    EXPECT_EQ(split(QStringLiteral("report_2026-03.pdf")), u"report|2026|03|pdf");
}

TEST(Tokenizer, ScriptsWithoutBlanksBecomePairs)
{
    EXPECT_EQ(split(QStringLiteral("日本語")), u"日本|本語|語");
    EXPECT_EQ(split(QStringLiteral("日本語"), Purpose::Query), u"日本|本語");
    EXPECT_EQ(split(QStringLiteral("語"), Purpose::Query), u"語");
    EXPECT_EQ(split(QStringLiteral("Qtメール2026"), Purpose::Query), u"qt|メー|ール|2026");
    EXPECT_EQ(split(QStringLiteral("ﾒｰﾙ")), split(QStringLiteral("メール"))) << "half-width kana";
    EXPECT_EQ(split(QStringLiteral("안녕하세요"), Purpose::Query), u"안녕|녕하|하세|세요");
    EXPECT_EQ(split(QStringLiteral("𠮷野"), Purpose::Query), u"𠮷野");
}

TEST(Tokenizer, InvisibleCharactersDoNotSplitWords)
{
    EXPECT_EQ(split(QStringLiteral("news\u00adletter zero\u200dwidth")), u"newsletter|zerowidth");
}

TEST(Tokenizer, LongWordsAreCutAndNothingIsLostAfter)
{
    const QString word(64, u'a');
    EXPECT_EQ(split(word), word);
    EXPECT_EQ(split(word + QStringLiteral("b end")), word + QStringLiteral("|end"));
}

TEST(Tokenizer, AnyCodeUnitsAreTaken)
{
    const QString lone = QString(QChar(0xd800)) + u'a' + QChar(0xdc00) + u'b' + QChar(0xffff) + QChar(0);
    EXPECT_EQ(split(lone), u"a|b");
    EXPECT_TRUE(split(QStringLiteral("… — !!! \U0001F600")).isEmpty());
}

TEST(Tokenizer, EverySpellingOfATextSplitsAlike)
{
    // Composed, decomposed and compatibility forms are one text to the person who searches. Every character that Unicode has stands
    // between such as like to be joined: marks, jamo, voicing signs.
    const QString before = QStringLiteral("a か ᄀ");
    const QString after = QStringLiteral("\u0301\u3099\u1161z");
    for (char32_t letter = 0x20; letter < 0x30000; ++letter) {
        if (letter == 0xd800)
            letter = 0xe000;
        const QString text = before + QString::fromUcs4(&letter, 1) + after;
        const QString one = split(text);
        ASSERT_EQ(split(text.normalized(QString::NormalizationForm_KC)), one) << std::hex << unsigned(letter);
        const QString alone = QString::fromUcs4(&letter, 1) + u'x';
        ASSERT_EQ(split(alone.normalized(QString::NormalizationForm_KC)), split(alone)) << std::hex << unsigned(letter);
        ASSERT_EQ(split(alone.normalized(QString::NormalizationForm_D)), split(alone)) << std::hex << unsigned(letter);
    }
}

TEST(Tokenizer, BrokenUtf8PartsWords)
{
    const auto splitBytes = [](QByteArrayView bytes) {
        QByteArrayList list;
        tokenizeUtf8(bytes, Purpose::Index, [&list](QByteArrayView token, bool) {
            list.append(token.toByteArray());
            return true;
        });
        return list.join('|');
    };
    EXPECT_EQ(splitBytes("caf\xc3\xa9 caf\xc3"), "cafe|caf");
    EXPECT_EQ(splitBytes("a\xff" "b\xc0\x80" "c\xed\xa0\x80" "d\xf4\x90\x80\x80" "e"), "a|b|c|d|e");
    EXPECT_EQ(splitBytes("\xf0\x9f\x98"), "");
}

QByteArray bytesSplit(QByteArrayView bytes)
{
    QByteArrayList list;
    tokenizeUtf8(bytes, Purpose::Index, [&list](QByteArrayView token, bool samePlace) {
        list.append((samePlace ? "=" : "") + token.toByteArray());
        return true;
    });
    return list.join('|');
}

TEST(Tokenizer, AsciiWordsEndWhereTheyEndWhateverStandsThere)
{
    // Eight characters are looked at together: each character in each place among them, and each length of a text.
    for (int character = 0; character < 0x80; ++character) {
        const char c = char(character);
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isWord = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const QByteArray middle = isWord ? QByteArray(1, isUpper ? char(c + 0x20) : c) : QByteArray("|");
        for (int place = 1; place < 20; ++place) {
            const QByteArray before(place, 'x');
            for (int rest = 1; rest < 12; ++rest) {
                const QByteArray after(rest, 'Q');
                ASSERT_EQ(bytesSplit(before + c + after), before + middle + after.toLower()) << character << " at " << place;
            }
            ASSERT_EQ(bytesSplit(before + c), isWord ? before + middle : before) << character << " at " << place;
        }
    }
}

TEST(Tokenizer, WhatStandsInATextDoesNotChangeOtherWords)
{
    // A text with a character that depends on its neighbours is read another way than one without.
    const QByteArray text = "Zażółć, ГЁСТЬ-42 straße日本語x … naïve\xe2\x80\x8dly ab\xc3 \xd0\x96";
    const QByteArray words = bytesSplit(text);
    EXPECT_EQ(words, "zazolc|гесть|42|strasse|日本|本語|=語|x|naively|ab|ж");
    EXPECT_EQ(bytesSplit("e\u0301 か\u3099 " + text), "e|が|" + words);
    EXPECT_EQ(bytesSplit(text + " か\u3099 \u00bd"), words + "|が|1|2");
}

TEST(Tokenizer, LongWordsOfAnyScriptAreCutAtSixtyFourLetters)
{
    for (const char *letter : { "a", "ż", "ж", "ა", "𐐨" }) {
        for (int before = 0; before < 9; ++before) {
            const QByteArray word = QByteArray(before, 'x') + QByteArray(letter).repeated(80);
            const QByteArray cut = QByteArray(before, 'x') + bytesSplit(QByteArray(letter)).repeated(64 - before);
            ASSERT_EQ(bytesSplit(word + " end"), cut + "|end") << letter << before;
        }
    }
    EXPECT_EQ(bytesSplit(QByteArray(63, 'a') + "ßb end"), QByteArray(63, 'a') + "|end") << "of a letter that becomes two, both or none";
}

TEST(Tokenizer, StopsWhenAsked)
{
    int seen = 0;
    tokenize(u"one two three", Purpose::Index, [&](QByteArrayView, bool) { return ++seen < 2; });
    EXPECT_EQ(seen, 2);
}

TEST(Tokenizer, FoldingTwiceChangesNothing)
{
    for (char32_t letter = 1; letter < 0x30000; ++letter) {
        const QString once = split(QString::fromUcs4(&letter, 1) + u'x', Purpose::Query);
        ASSERT_EQ(split(QString(once).replace(u'|', u' '), Purpose::Query), once) << std::hex << unsigned(letter);
        if (letter == 0xd7ff)
            letter = 0xdfff;
    }
}

} // namespace
} // namespace golub::search
