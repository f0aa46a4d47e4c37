// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlToText.h"

#include <gtest/gtest.h>

namespace golub::html {
namespace {

std::string text(const char *html, const TextOptions &options = {})
{
    return htmlToText(QByteArrayView(html), options).toStdString();
}

TEST(HtmlToText, separatesParagraphsAndLines)
{
    EXPECT_EQ(text("<p>One\n two</p><p>three<br>four</p>"), "One two\n\nthree\nfour");
    EXPECT_EQ(text("<div>a</div><div>b</div>"), "a\nb");
    EXPECT_EQ(text("<div>a</div><div><br></div><div>b</div>"), "a\n\nb");
    EXPECT_EQ(text("<h1>Title</h1>text"), "Title\n\ntext");
    EXPECT_EQ(text("a <b>b</b> c&nbsp;d &amp; e &lt;f&gt;"), "a b c d & e <f>");
    EXPECT_EQ(text(""), "");
}

TEST(HtmlToText, marksQuotesOfEveryLevel)
{
    EXPECT_EQ(text("<p>Ala wrote:</p><blockquote><p>one</p><blockquote>two</blockquote><p>three</p></blockquote><p>me</p>"),
        "Ala wrote:\n\n> one\n>\n>> two\n>\n> three\n\nme");
    EXPECT_EQ(text("a<blockquote>b</blockquote>", { .quoteMarks = false }), "a\n\nb");
}

TEST(HtmlToText, writesLists)
{
    EXPECT_EQ(text("<ul><li>a<li>b<ul><li>c</ul></ul>end"), "- a\n- b\n  - c\n\nend");
    EXPECT_EQ(text("<ol start=3><li>a<li><p>b</p></ol>"), "3. a\n4. b");
}

TEST(HtmlToText, saysWhereLinksGo)
{
    EXPECT_EQ(text("<a href='https://example.org/x'>here</a>"), "here <https://example.org/x>");
    EXPECT_EQ(text("<a href='https://example.org/'>example.org</a>"), "example.org");
    EXPECT_EQ(text("<a href='mailto:ala@example.org'>ala@example.org</a>"), "ala@example.org");
    EXPECT_EQ(text("<a href='mailto:ala@example.org'>Ala</a>."), "Ala <ala@example.org>.");
    EXPECT_EQ(text("<a href='https://example.org/x'>here</a>", { .linkTargets = false }), "here");
    EXPECT_EQ(text("<a href='javascript:x'>here</a>"), "here");
}

TEST(HtmlToText, writesDataTablesRowByRow)
{
    EXPECT_EQ(text("<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea</td><td>3,50</td></tr></table>"), "Item | Price\nTea | 3,50");
    EXPECT_EQ(text("<table><tr><td><table><tr><td>One column</td></tr></table></td><td>other</td></tr></table>"), "One column\nother");
}

TEST(HtmlToText, readsPicturesByTheirText)
{
    EXPECT_EQ(text("<img src=cid:x alt='The  plan'> <img src=cid:y>"), "[The plan]");
    EXPECT_EQ(text("<a href='https://e.example/x'><img src=cid:x alt=Logo></a>"), "Logo <https://e.example/x>");
}

TEST(HtmlToText, leavesOutWhatIsNotRead)
{
    EXPECT_EQ(text("<head><title>t</title><style>p{}</style></head><script>x</script><div style='display:none'>hidden</div><!-- c -->seen"), "seen");
    EXPECT_EQ(text("<div style='font-size:1px'>preheader</div><p>seen</p>"), "seen");
}

TEST(HtmlToText, keepsPreformattedLines)
{
    EXPECT_EQ(text("<pre>a\n  b\n\nc</pre>"), "a\n  b\n\nc");
}

TEST(HtmlToText, aRowIsOneLineWhateverIsInItsCells)
{
    EXPECT_EQ(text("<table><tr><th>A<th>B<tr><td><p>1</p><td>2<br>x<tr><td><ul><li>y</ul><td>4</table>end"), "A | B\n1 | 2 x\ny | 4\n\nend");
}

TEST(HtmlToText, dropsWhatCannotBeSeen)
{
    EXPECT_EQ(text("soft&shy;hyphen zero&#8203;width\xEF\xBB\xBF &#1;x&#xFFFE;"), "softhyphen zerowidth x");
}

TEST(HtmlToText, theMarkOfTheSignatureKeepsItsBlank)
{
    EXPECT_EQ(text("<p>text</p><div>-- </div><div>Ala</div>"), "text\n\n-- \nAla");
    EXPECT_EQ(text("-- <br>Ala"), "-- \nAla");
    EXPECT_EQ(text("<blockquote>--&nbsp;<br>Ala</blockquote>"), "> -- \n> Ala");
    EXPECT_EQ(text("a --<br>b"), "a --\nb");
}

TEST(HtmlToText, quotationsHaveTheirMarks)
{
    EXPECT_EQ(text("he said <q>yes</q>."), "he said “yes”.");
}

TEST(HtmlToText, takesAnyDepth)
{
    QByteArray deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<div>";
    EXPECT_EQ(htmlToText(QByteArrayView(deep + "x")), QStringLiteral("x"));
    QByteArray quotes;
    for (int i = 0; i < 200; ++i)
        quotes += "<blockquote>";
    EXPECT_TRUE(htmlToText(QByteArrayView(quotes + "x")).endsWith(u"> x"));
}

} // namespace
} // namespace golub::html
