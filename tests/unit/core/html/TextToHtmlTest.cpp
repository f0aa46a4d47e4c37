// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/TextToHtml.h"

#include "core/base/Limits.h"

#include <QElapsedTimer>

#include <gtest/gtest.h>

namespace golub::html {
namespace {

struct LinkCase {
    const char16_t *text;
    const char16_t *shown;
    const char16_t *target;
};

TEST(FindLinks, findsAddressesWithoutThePunctuationAround)
{
    const LinkCase cases[] = {
        { u"see https://example.org/a.", u"https://example.org/a", u"https://example.org/a" },
        { u"(see https://example.org/a)", u"https://example.org/a", u"https://example.org/a" },
        { u"https://en.wikipedia.org/wiki/Pigeon_(bird)", u"https://en.wikipedia.org/wiki/Pigeon_(bird)", u"https://en.wikipedia.org/wiki/Pigeon_(bird)" },
        { u"(https://en.wikipedia.org/wiki/Pigeon_(bird))", u"https://en.wikipedia.org/wiki/Pigeon_(bird)", u"https://en.wikipedia.org/wiki/Pigeon_(bird)" },
        { u"<https://example.org/?a=1&b=2>", u"https://example.org/?a=1&b=2", u"https://example.org/?a=1&b=2" },
        { u"\"https://example.org\"", u"https://example.org", u"https://example.org" },
        { u"„https://example.org/ł”", u"https://example.org/ł", u"https://example.org/%C5%82" },
        { u"HTTP://EXAMPLE.ORG/A!", u"HTTP://EXAMPLE.ORG/A", u"http://example.org/A" },
        { u"go to www.example.org, please", u"www.example.org", u"https://www.example.org" },
        { u"https://żółw.pl", u"https://żółw.pl", u"https://xn--w-uga1v8h.pl" },
        { u"請看https://example.org/頁。謝謝", u"https://example.org/頁", u"https://example.org/%E9%A0%81" },
        { u"write to ala.nowak+x@example.org.", u"ala.nowak+x@example.org", u"mailto:ala.nowak+x@example.org" },
        { u"<ala@example.co.uk>;", u"ala@example.co.uk", u"mailto:ala@example.co.uk" },
        { u"mailto:ala@example.org?subject=x", u"mailto:ala@example.org?subject=x", u"mailto:ala@example.org?subject=x" },
    };
    for (const LinkCase &expected : cases) {
        const QString text = QString::fromUtf16(expected.text);
        const QList<TextLink> links = findLinks(text);
        ASSERT_EQ(links.size(), 1) << text.toStdString();
        EXPECT_EQ(text.sliced(links[0].start, links[0].length), QString::fromUtf16(expected.shown));
        EXPECT_EQ(links[0].target, QString::fromUtf16(expected.target)) << links[0].target.toStdString();
    }
}

TEST(FindLinks, leavesOutWhatIsNone)
{
    for (const char16_t *text : { u"a@b", u"@example.org", u"ala@", u"www.", u"www", u"http://", u"javascript:alert(1)", u"ala@example", u"a@1.2",
             u"file:///etc/passwd", u"ala@.org", u"C:\\www.x", u"ala@example..org" })
        EXPECT_TRUE(findLinks(QString::fromUtf16(text)).isEmpty()) << QString::fromUtf16(text).toStdString();
}

TEST(FindLinks, findsAllInOrder)
{
    const QList<TextLink> links = findLinks(u"https://a.example/ b@c.example www.d.example");
    ASSERT_EQ(links.size(), 3);
    EXPECT_EQ(links[0].target, QStringLiteral("https://a.example/"));
    EXPECT_EQ(links[1].target, QStringLiteral("mailto:b@c.example"));
    EXPECT_EQ(links[2].target, QStringLiteral("https://www.d.example"));
}

std::string body(const char16_t *text)
{
    return textToHtml(QString::fromUtf16(text)).toStdString();
}

TEST(TextToHtml, keepsTextLinesAndBlanks)
{
    EXPECT_EQ(body(u"a <b> & \"c\"\n  d\te"), "<div style=\"white-space:pre-wrap\">a &lt;b&gt; &amp; &quot;c&quot;<br>  d        e</div>");
    EXPECT_EQ(body(u"a\r\nb\r\n"), "<div style=\"white-space:pre-wrap\">a<br>b</div>");
    EXPECT_EQ(body(u""), "");
}

TEST(TextToHtml, showsAnEmptyLineBetweenParagraphs)
{
    // Qt shows a line break at a block's end as an empty line.
    EXPECT_EQ(body(u"\na\n\nb\n\n"), "<div style=\"white-space:pre-wrap\">a<br></div><div style=\"white-space:pre-wrap\">b</div>");
}

TEST(TextToHtml, showsAnEmptyLineBehindAQuote)
{
    EXPECT_TRUE(textToHtml(u"> a\n\nb").endsWith(u"</table><div style=\"white-space:pre-wrap\">&nbsp;</div><div style=\"white-space:pre-wrap\">b</div>"))
        << textToHtml(u"> a\n\nb").toStdString();
}

TEST(TextToHtml, drawsQuotesByLevelHoweverTheyAreMarked)
{
    const QString html = textToHtml(u"me\n> one\n> > two\n>> two again\n>>> three\nme again");
    EXPECT_EQ(html.count(u"<table"), 3) << html.toStdString();
    EXPECT_EQ(html.count(u"<td width=\"3\""), 1 + 2 + 3);
    EXPECT_TRUE(html.contains(u">two<br>two again</div>")) << html.toStdString();
    EXPECT_FALSE(html.contains(u"&gt;"));
}

TEST(TextToHtml, dimsTheSignature)
{
    const QString html = textToHtml(u"text\n\n-- \nAla\n> not a quote");
    EXPECT_TRUE(html.endsWith(u"<div style=\"white-space:pre-wrap;color:#808080\">-- <br>Ala<br>&gt; not a quote</div>")) << html.toStdString();
    EXPECT_FALSE(textToHtml(u"a\n--\nb").contains(u"#808080"));
}

TEST(TextToHtml, makesLinksLive)
{
    EXPECT_EQ(body(u"see https://example.org/?a&b."),
        "<div style=\"white-space:pre-wrap\">see <a href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a>.</div>");
}

TEST(TextToHtml, saysWhereALookAlikeGoes)
{
    // A Cyrillic "а" in a Latin name.
    EXPECT_TRUE(textToHtml(u"https://p\u0430ypal.com/x").contains(u"</a> [xn--pypal-4ve.com]")) << textToHtml(u"https://p\u0430ypal.com/x").toStdString();
    EXPECT_FALSE(textToHtml(u"https://пример.рф/x").contains(u'['));
}

TEST(TextToHtml, removesDirectionOverridesAndControls)
{
    EXPECT_EQ(body(u"a\u202Eb\u0007c"), "<div style=\"white-space:pre-wrap\">abc</div>");
}

TEST(TextToHtml, takesHostileTextInLinearTime)
{
    const auto milliseconds = [](const QString &text) {
        QElapsedTimer timer;
        timer.start();
        const QString html = textToHtml(text);
        EXPECT_LE(html.count(u"<table"), 400);
        EXPECT_LE(html.size(), 200 * text.size() + 1000);
        return timer.elapsed();
    };
    for (const QString &piece : { QStringLiteral("> a\n"), QStringLiteral(">>>> a\nb\n"), QStringLiteral("@"), QStringLiteral("a@"), QStringLiteral("www."),
             QStringLiteral("http://"), QStringLiteral("(((("), QStringLiteral("https://a.example/((("), QStringLiteral(">"), QStringLiteral("a.b@c.d.e ") }) {
        const qint64 once = milliseconds(piece.repeated(5'000));
        const qint64 eight = milliseconds(piece.repeated(40'000));
        EXPECT_LE(eight, 8 * 4 * std::max<qint64>(once, 40)) << piece.toStdString();
    }
    const QString word = textToHtml(QString(limits::HtmlWordLength * 3, u'a'));
    EXPECT_EQ(word.count(QChar(0x200b)), 2);
}

TEST(TextToHtml, cutsAtTheLimits)
{
    EXPECT_FALSE(textToHtml(QStringLiteral("a\n").repeated(limits::HtmlTextLines - 1) + u'a').contains(u"[…]"));
    const QString over = textToHtml(QStringLiteral("a\n").repeated(limits::HtmlTextLines) + u'b');
    EXPECT_TRUE(over.endsWith(u"[…]</div>"));
    EXPECT_FALSE(over.contains(u'b' + QStringLiteral("</div>")));
    EXPECT_FALSE(textToHtml(QStringLiteral("word ").repeated(limits::HtmlBytes / 5)).contains(u"[…]"));
    EXPECT_TRUE(textToHtml(QStringLiteral("word ").repeated(limits::HtmlBytes / 5 + 1)).endsWith(u"[…]</div>"));
}

TEST(EscapeLines, keepsLineEndsAndRunsOfBlanks)
{
    EXPECT_EQ(escapeLines(u"a  b\r\n <c>"), QStringLiteral("a \u00a0b<br>\u00a0&lt;c&gt;"));
}

} // namespace
} // namespace golub::html
