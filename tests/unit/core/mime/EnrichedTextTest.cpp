// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/EnrichedText.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string text(const char *source, EnrichedKind kind = EnrichedKind::Enriched)
{
    return s(enrichedToText(QString::fromUtf8(source), kind));
}

std::string html(const char *source, EnrichedKind kind = EnrichedKind::Enriched)
{
    return s(enrichedToHtml(QString::fromUtf8(source), kind));
}

TEST(EnrichedText, lineEndsAsTheRfcCountsThem)
{
    EXPECT_EQ(text("one\ntwo\n\nthree\n\n\nfour"), "one two\nthree\n\nfour\n");
    EXPECT_EQ(text("<nofill>a\n  b</nofill>"), "a\n  b\n");
    EXPECT_EQ(text("a <<b> c"), "a <b> c\n");
    EXPECT_EQ(text("1 < 2 and <not a command> stay"), "1 < 2 and <not a command> stay\n");
}

TEST(EnrichedText, commandsAreNotRead)
{
    EXPECT_EQ(text("<bold>Now</bold> is <ITALIC>the</italic> <unknown>time</unknown>"), "Now is the time\n");
    EXPECT_EQ(text("<color><param>red</param>warm</color> <fontfamily><param>Times</param>x</fontfamily>"), "warm x\n");
    EXPECT_EQ(text("<center>title</center>body"), "title\nbody\n");
    EXPECT_EQ(text("he said <excerpt>first\n\nsecond</excerpt> yes"), "he said\n> first\n> second\nyes\n");
}

TEST(EnrichedText, formattingAsHtml)
{
    EXPECT_EQ(html("<bold>a</bold> & <color><param>ffff,0000,8080</param>b</color>"), "<b>a</b> &amp; <font color=\"#ff0080\">b</font>");
    EXPECT_EQ(html("<excerpt>q</excerpt>"), "<blockquote type=\"cite\">q</blockquote>");
    EXPECT_EQ(html("x\n\ny"), "x<br>\ny");
    EXPECT_EQ(html("<color><param>\"><script></param>x</color>").find("<script"), std::string::npos);
}

TEST(EnrichedText, nestingIsMended)
{
    EXPECT_EQ(html("<bold><italic>x</bold>y</italic>"), "<b><i>x</i></b>y");
    EXPECT_EQ(html("</bold>x<bold>y"), "x<b>y</b>");
    QString deep;
    for (int i = 0; i < 50'000; ++i)
        deep += QStringLiteral("<indent>");
    EXPECT_EQ(s(enrichedToText(deep + QStringLiteral("x"), EnrichedKind::Enriched)), "x\n");
}

TEST(EnrichedText, richtextHasRulesOfItsOwn)
{
    const auto rich = EnrichedKind::RichText;
    EXPECT_EQ(text("one\ntwo\n\nthree<nl>four<np>five", rich), "one two three\nfour\nfive\n");
    EXPECT_EQ(text("<paragraph>a</paragraph><paragraph>b</paragraph>", rich), "a\nb\n");
    EXPECT_EQ(text("1 <lt> 2<comment>not <bold>shown</bold></comment>", rich), "1 < 2\n");
    EXPECT_EQ(html("<bold>a</bold><nl>x<superscript>2</superscript>", rich), "<b>a</b><br>\nx<sup>2</sup>");
}

TEST(EnrichedText, isReadInMessages)
{
    const QByteArray raw = "Content-Type: text/enriched; charset=utf-8\n\n<bold>Za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87</bold>\ntext\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(s(plainText(raw, tree)), "Zażółć text\n");
    EXPECT_EQ(s(htmlText(raw, tree)), "<b>Zażółć</b> text ");
}

} // namespace
} // namespace golub::mime
