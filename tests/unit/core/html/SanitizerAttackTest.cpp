// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"

#include "core/base/Limits.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSet>
#include <QString>

#include <gtest/gtest.h>

namespace golub::html {
namespace {

//! What the output may hold: tags and attributes, each checked.
void expectHarmless(const QString &html, const std::string &input)
{
    static const QSet<QString> Tags { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("big"), QStringLiteral("blockquote"), QStringLiteral("br"),
        QStringLiteral("code"), QStringLiteral("div"), QStringLiteral("em"), QStringLiteral("h1"), QStringLiteral("h2"), QStringLiteral("h3"),
        QStringLiteral("h4"), QStringLiteral("h5"), QStringLiteral("h6"), QStringLiteral("hr"), QStringLiteral("i"), QStringLiteral("img"),
        QStringLiteral("li"), QStringLiteral("ol"), QStringLiteral("p"), QStringLiteral("pre"), QStringLiteral("s"), QStringLiteral("small"),
        QStringLiteral("span"), QStringLiteral("strong"), QStringLiteral("sub"), QStringLiteral("sup"), QStringLiteral("table"), QStringLiteral("td"),
        QStringLiteral("th"), QStringLiteral("tr"), QStringLiteral("u"), QStringLiteral("ul") };
    static const QRegularExpression Tag(QStringLiteral("<(/?)([a-zA-Z0-9]*)((?:\\s+[a-z]+=\"[^\"<>]*\")*)>"));
    static const QRegularExpression Attribute(QStringLiteral("\\s+([a-z]+)=\"([^\"]*)\""));
    static const QSet<QString> Attributes { QStringLiteral("href"), QStringLiteral("src"), QStringLiteral("alt"), QStringLiteral("style"),
        QStringLiteral("width"), QStringLiteral("height"), QStringLiteral("align"), QStringLiteral("valign"), QStringLiteral("border"),
        QStringLiteral("cellspacing"), QStringLiteral("cellpadding"), QStringLiteral("colspan"), QStringLiteral("rowspan"), QStringLiteral("start"),
        QStringLiteral("type") };
    // Every "<" begins a tag that was recognised as one of ours.
    qsizetype tags = 0;
    for (auto match = Tag.globalMatch(html); match.hasNext(); ++tags) {
        const QRegularExpressionMatch tag = match.next();
        EXPECT_TRUE(Tags.contains(tag.captured(2))) << tag.captured(0).toStdString() << " from " << input;
        for (auto attribute = Attribute.globalMatch(tag.captured(3)); attribute.hasNext();) {
            const QRegularExpressionMatch pair = attribute.next();
            EXPECT_TRUE(Attributes.contains(pair.captured(1))) << tag.captured(0).toStdString() << " from " << input;
            const QString value = pair.captured(2);
            if (pair.captured(1) == u"src") {
                EXPECT_TRUE(value.startsWith(u"cid:") || value.startsWith(u"data:image/")) << value.toStdString() << " from " << input;
            }
            if (pair.captured(1) == u"href") {
                EXPECT_TRUE(value.startsWith(u"https://") || value.startsWith(u"http://") || value.startsWith(u"mailto:") || value.startsWith(u"tel:"))
                    << value.toStdString() << " from " << input;
            }
            if (pair.captured(1) == u"style") {
                EXPECT_FALSE(value.contains(u"url", Qt::CaseInsensitive) || value.contains(u'\\') || value.contains(u'(')) << value.toStdString();
            }
        }
    }
    EXPECT_EQ(tags, html.count(u'<')) << html.left(2000).toStdString() << " from " << input;
}

// Each loads something, runs something or reads a file where a careless view shows it.
const char *const Vectors[] = {
    "<img src=\"http://t.example/1.png\">", "<img src='https://t.example/1.png' srcset='https://t.example/2.png 2x'>",
    "<img srcset='https://t.example/2.png 2x'>", "<IMG SRC=http://t.example/x>", "<img src=\"  http://t.example/\n1.png\">", "<img src=//t.example/1.png>",
    "<img src=\"&#104;ttp://t.example/1.png\">", "<img/src=http://t.example/1.png>", "<image src=http://t.example/1.png>", "<img src=\\\\t.example\\x.png>",
    "<img src='file:///etc/passwd'>", "<img src='FILE:///etc/passwd'>", "<img src='/etc/passwd'>", "<img src='qrc:/x.png'>", "<img src=':/golub/icons/star.svg'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<img src=x onerror=alert(1)>", "<img lowsrc=http://t.example/1.png dynsrc=http://t.example/1.avi>",
    "<picture><source srcset='https://t.example/1.webp'><img src='https://t.example/1.png'></picture>", "<body background='http://t.example/1.png'>x",
    "<table background='http://t.example/1.png'><tr><td background=http://t.example/2.png>x</table>", "<body onload=alert(1)>x",
    "<div style=\"background:url(http://t.example/1.png)\">x</div>", "<div style=\"background-image:url('http://t.example/1.png')\">x</div>",
    "<div style='background:u\\72l(http://t.example/1.png)'>x</div>", "<div style='background:/**/url(http://t.example/1.png)'>x</div>",
    "<div style='list-style-image:url(http://t.example/1.png)'>x</div>", "<div style='content:url(http://t.example/1.png)'>x</div>",
    "<div style='cursor:url(http://t.example/1.cur),auto'>x</div>", "<div style='border-image:url(http://t.example/1.png) 1'>x</div>",
    "<div style='--x:url(http://t.example/1.png);background:var(--x)'>x</div>", "<div style='background:image-set(\"http://t.example/1.png\" 1x)'>x</div>",
    "<div style='-moz-binding:url(http://t.example/1.xml#x)'>x</div>", "<div style='width:expression(alert(1))'>x</div>",
    "<style>@import 'http://t.example/1.css';</style>x", "<style>@import url(http://t.example/1.css);</style>x",
    "<style>@font-face{font-family:x;src:url(http://t.example/1.woff)}p{font-family:x}</style><p>x</p>",
    "<style>p{background:url(http://t.example/1.png)}</style><p>x</p>", "<style>@media screen{p{background:url(http://t.example/1.png)}}</style><p>x</p>",
    "<style>p::before{content:url(http://t.example/1.png)}</style><p>x</p>", "<style>li{list-style:url(http://t.example/1.png)}</style><ul><li>x</ul>",
    "<style><!-- p{background:url(http://t.example/1.png)} --></style><p>x</p>", "<style></style><script>alert(1)</script></style>x",
    "<link rel=stylesheet href=http://t.example/1.css>x", "<link rel=prefetch href=http://t.example/1>x", "<link rel=preload as=image href=http://t.example/1>x",
    "<link rel=dns-prefetch href=//t.example>x", "<link rel=preconnect href=//t.example>x", "<link rel='shortcut icon' href=http://t.example/1.ico>x",
    "<base href='http://t.example/'><img src=1.png><a href=x>y</a>", "<meta http-equiv=refresh content='0;url=http://t.example/'>x",
    "<meta http-equiv=Set-Cookie content=a=b>x", "<script src=http://t.example/1.js></script>x", "<script>new Image().src='http://t.example/1'</script>x",
    "<scr<script>ipt>alert(1)</script>x", "<script/x>alert(1)</script >x", "<SCRIPT>alert(1)</SCRIPT\n>x", "<script>alert(1)", "<noscript><img src=http://t.example/1></noscript>",
    "<iframe src=http://t.example/></iframe>x", "<iframe srcdoc='<img src=http://t.example/1>'></iframe>x", "<frameset><frame src=http://t.example/></frameset>",
    "<object data=http://t.example/1.swf></object>x", "<object><param name=movie value=http://t.example/1.swf></object>x", "<embed src=http://t.example/1.swf>x",
    "<applet code=x.class codebase=http://t.example/></applet>x", "<video src=http://t.example/1.mp4 poster=http://t.example/1.png autoplay></video>x",
    "<audio src=http://t.example/1.mp3 autoplay></audio>x", "<video><source src=http://t.example/1.mp4><track src=http://t.example/1.vtt></video>x",
    "<svg><image href=http://t.example/1.png /><script>alert(1)</script></svg>x", "<svg><use href='http://t.example/1.svg#a'/></svg>x",
    "<svg><foreignObject><img src=http://t.example/1></foreignObject></svg>x", "<svg onload=alert(1)>x", "<svg><style>@import 'http://t.example/1.css'</style></svg>x",
    "<math><mtext><img src=http://t.example/1></mtext></math>x", "<math href='javascript:alert(1)'>x</math>", "<template><img src=http://t.example/1></template>x",
    "<details ontoggle=alert(1) open><summary>a</summary><img src=http://t.example/1></details>", "<form action=http://t.example/ method=post><input name=a><button>x</button></form>",
    "<input type=image src=http://t.example/1.png>x", "<isindex action=http://t.example/>x", "<a href='javascript:alert(1)'>x</a>",
    "<a href='https://e.example/' ping='http://t.example/'>x</a>", "<a href='https://e.example/\" onclick=\"alert(1)'>x</a>", "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='vbscript:x'>x</a>", "<area href=http://t.example/>x",
    "<map name=m><area href='javascript:alert(1)'></map><img usemap=#m src=cid:x>", "<bgsound src=http://t.example/1.wav>x", "<layer src=http://t.example/>x",
    "<xml src=http://t.example/1.xml>x", "<marquee onstart=alert(1)>x</marquee>", "<keygen onfocus=alert(1) autofocus>x", "<textarea></textarea><img src=http://t.example/1>",
    "<title></title><img src=http://t.example/1>", "<xmp></xmp><img src=http://t.example/1>", "<!--><img src=http://t.example/1>-->", "<!--[if gte mso 9]><img src=http://t.example/1><![endif]-->x",
    "<![CDATA[<img src=http://t.example/1>]]>x", "<!DOCTYPE html SYSTEM 'http://t.example/1.dtd'>x", "<?xml-stylesheet href='http://t.example/1.css'?>x",
    "<html manifest=http://t.example/1.appcache>x", "<plaintext><img src=http://t.example/1>", "<p title=\"a\"b\" onmouseover=alert(1)\">x", "<img src=cid:x\" onerror=\"alert(1)>",
    "<img src='cid:\"><script>alert(1)</script>'>", "<img alt='\"><script>alert(1)</script>' src=cid:x>", "<b <script>alert(1)</script>>x", "<a href=https://e.example/<script>x</a>",
    "<v:fill src=http://t.example/1.png />x", "<o:p><img src=http://t.example/1></o:p>", "<table><img src=http://t.example/1><tr><td>x</table>",
    "<select><option><img src=http://t.example/1></select>x", "<p style=\"color:red\" style=\"background:url(http://t.example/1)\">x", "<font color='\"><script>'>x</font>",
    "<td width='\"><script>'>x", "<ol type='\"><script>'><li>x</ol>", "<div align='\"><script>'>x</div>",
};

TEST(SanitizerAttack, nothingRefersToTheNetworkToFilesOrToScripts)
{
    int remote = 0;
    for (const char *vector : Vectors) {
        for (const View view : { View::Author, View::Reader }) {
            const SanitizedHtml result = sanitize(QByteArrayView(vector), { view });
            expectHarmless(result.html, vector);
            EXPECT_FALSE(result.html.contains(u"t.example")) << result.html.toStdString() << " from " << vector;
            remote += result.blockedRemoteItems > 0 ? 1 : 0;
        }
    }
    // The bar "n remote items were blocked" must not stay silent: most of the vectors above would have loaded something.
    EXPECT_GT(remote, 2 * 45);
}

TEST(SanitizerAttack, vectorsAreHarmlessInsideOfEachOther)
{
    for (const char *outer : { "<style>", "<!--", "<a title='", "<table><tr>", "<pre>", "<select>", "<svg>", "<textarea>", "<b><i><u>" }) {
        for (const char *vector : Vectors)
            expectHarmless(sanitize(QByteArrayView(QByteArray(outer) + vector)).html, std::string(outer) + vector);
    }
}

TEST(SanitizerAttack, countsRemoteItemsOfEveryKind)
{
    const auto count = [](const char *html) { return sanitize(QByteArrayView(html)).blockedRemoteItems; };
    EXPECT_EQ(count("<img src=http://e/1><img src=https://e/2>"), 2);
    EXPECT_EQ(count("<div style='background:url(https://e/1)'>x</div>"), 1);
    EXPECT_EQ(count("<style>p{background:url(https://e/1)} q{background:url(\"https://e/2\")}</style>"), 2);
    EXPECT_EQ(count("<link rel=stylesheet href=https://e/1>"), 1);
    EXPECT_EQ(count("<iframe src=https://e/1></iframe>"), 1);
    EXPECT_EQ(count("<table background=https://e/1><tr><td>x</table>"), 1);
    EXPECT_EQ(count("<div style='display:none'><img src=https://e/1></div>"), 1);
    EXPECT_EQ(count("<img src=cid:x><a href=https://e/>x</a>"), 0);
}

QByteArray repeated(QByteArrayView piece, qsizetype times)
{
    QByteArray out;
    out.reserve(piece.size() * times);
    for (qsizetype i = 0; i < times; ++i)
        out += piece;
    return out;
}

struct Hostile {
    const char *name;
    QByteArray html;
};

std::vector<Hostile> hostileInputs(qsizetype n)
{
    std::vector<Hostile> inputs {
        { "nested div", repeated("<div>", n) + "x" },
        { "nested tables", repeated("<table><tr><td>", n / 3) + "x" },
        { "unclosed formatting", repeated("<b><i>", n / 2) + "x" },
        { "formatting and paragraphs", repeated("<font size=1 color=#123456><u>", 200) + repeated("<p>x", n) },
        { "closed only in comments", repeated("<div><!--</div>-->", n / 3) + "x" },
        { "closed only in raw text", repeated("<div><title></div></title>", n / 4) + "x" },
        { "spans closed across blocks", repeated("<span><div></span>", n / 3) + "x" },
        { "closed outside of a cell", repeated("<div><table><tr><td></div>", n / 4) + "x" },
        { "blocks inside of anchors", repeated("<a href=https://e/><div>", n / 3) + "x" },
        { "lists", repeated("<ul><li>", n / 2) + "x" },
        { "quotes", repeated("<blockquote>", n / 2) + "x" },
        { "unknown elements", repeated("<x-y>", n) + "x" },
        { "svg", repeated("<svg><g>", n / 2) + "x" },
        { "select", repeated("<select><option>", n / 2) },
        { "rows", "<table>" + repeated("<tr><td>x", n / 2) },
        { "cells", "<table><tr>" + repeated("<td>x", n) },
        { "wide spans", "<table>" + repeated("<tr><td colspan=200 rowspan=200>x", n / 8) },
        { "long word", QByteArray(n * 5, 'a') },
        { "attributes of one tag", "<b " + repeated("x1=2 ", n) + ">x" },
        { "different attributes of one tag", [n] { QByteArray a = "<b"; for (qsizetype i = 0; i < n / 2; ++i) a += " a" + QByteArray::number(i); return a + ">x"; }() },
        { "style rules", "<style>" + repeated("p.a{color:red}", n / 3) + "</style><p class=a>x" },
        { "different style rules", [n] { QByteArray a = "<style>"; for (qsizetype i = 0; i < n / 4; ++i) a += ".c" + QByteArray::number(i) + "{color:red}"; return a + "</style><p class=c1>x"; }() },
        { "classes", "<style>.a{color:red}</style>" + repeated("<p class='a b c d e f g h i j k l m n o p q r s t'>x", n / 12) },
        { "declarations", "<p style='" + repeated("color:red;", n / 2) + "'>x" },
        { "open brackets in css", "<style>" + repeated("a{(", n) + "</style>x" },
        { "open comments in css", "<style>" + repeated("/*", n) + "</style>x" },
        { "comments", repeated("<!-- -- >", n / 2) },
        { "less-than signs", repeated("<", n * 5) },
        { "end tags", repeated("</p>", n) },
        { "entities", repeated("&amp;&#x41;&", n / 2) },
        { "line breaks", repeated("<br>", n) },
        { "links without an end", repeated("<a href=https://e/>", n / 4) },
        { "images", repeated("<img src=cid:x>", n / 3) },
        { "unclosed raw text", repeated("<title>", n) },
        { "end tags that find nothing", repeated("<div>", 400) + repeated("</span>", n) },
        { "cells in cells", "<table>" + repeated("<tr><td><b>", n / 3) + "x" },
    };
    return inputs;
}

TEST(SanitizerAttack, hostileInputsGiveSmallOutput)
{
    for (const Hostile &hostile : hostileInputs(60'000)) {
        const SanitizedHtml result = sanitize(QByteArrayView(hostile.html));
        expectHarmless(result.html, hostile.name);
        EXPECT_LE(result.html.size(), 8 * hostile.html.size()) << hostile.name;
        EXPECT_LE(result.html.count(u'<'), 4 * limits::HtmlNodes) << hostile.name;
    }
}

//! Twice the input must not take four times as long. Small times are noise; the factor has room for a busy machine.
TEST(SanitizerAttack, timeIsLinear)
{
    const std::vector<Hostile> small = hostileInputs(20'000);
    const std::vector<Hostile> large = hostileInputs(160'000);
    const auto milliseconds = [](const QByteArray &html) {
        QElapsedTimer timer;
        timer.start();
        (void)sanitize(QByteArrayView(html));
        (void)htmlToText(QByteArrayView(html));
        return timer.elapsed();
    };
    for (std::size_t i = 0; i < small.size(); ++i) {
        const qint64 once = milliseconds(small[i].html);
        const qint64 eight = milliseconds(large[i].html);
        EXPECT_LE(eight, 8 * 4 * std::max<qint64>(once, 40)) << small[i].name << ": " << once << " and " << eight << " ms";
    }
}

int tableDepth(const QString &html)
{
    int depth = 0;
    int deepest = 0;
    for (qsizetype at = 0; (at = html.indexOf(u'<', at)) >= 0; ++at) {
        if (QStringView(html).sliced(at).startsWith(u"<table"))
            deepest = std::max(deepest, ++depth);
        else if (QStringView(html).sliced(at).startsWith(u"</table"))
            --depth;
    }
    return deepest;
}

TEST(SanitizerLimits, tablesNestToTheLimitAndNoFurther)
{
    const auto nested = [](int n) { return sanitize(QByteArrayView(repeated("<table><tr><td>", n) + "x"), { View::Author }); };
    const SanitizedHtml at = nested(limits::HtmlTableDepth);
    EXPECT_EQ(tableDepth(at.html), limits::HtmlTableDepth);
    EXPECT_FALSE(at.truncated);
    const SanitizedHtml over = nested(limits::HtmlTableDepth + 1);
    EXPECT_EQ(tableDepth(over.html), limits::HtmlTableDepth);
    EXPECT_TRUE(over.truncated);
    EXPECT_TRUE(over.html.contains(u'x'));
}

TEST(SanitizerLimits, elementsNestToTheLimitAndKeepTheirText)
{
    const auto nested = [](int n) { return sanitize(QByteArrayView(repeated("<div>a", n))); };
    EXPECT_FALSE(nested(limits::HtmlElementDepth).truncated);
    const SanitizedHtml over = nested(limits::HtmlElementDepth + 1);
    EXPECT_TRUE(over.truncated);
    EXPECT_EQ(over.html.count(u"<div>"), limits::HtmlElementDepth);
    EXPECT_EQ(over.html.count(u'a'), limits::HtmlElementDepth + 1);
}

TEST(SanitizerLimits, openTagsOverTheLimitComeOutAsText)
{
    const auto nested = [](int n) { return sanitize(QByteArrayView(repeated("<div>a", n))); };
    EXPECT_GT(nested(limits::HtmlOpenTags).html.count(u"<div>"), 0);
    const SanitizedHtml over = nested(limits::HtmlOpenTags + 1);
    EXPECT_TRUE(over.truncated);
    EXPECT_EQ(over.html.count(u"<div>"), 0);
    EXPECT_EQ(over.html.count(u'a'), limits::HtmlOpenTags + 1);
}

TEST(SanitizerLimits, rowsOverTheLimitBecomeLines)
{
    const auto rows = [](int n) { return sanitize(QByteArrayView("<table>" + repeated("<tr><td>x</td></tr>", n) + "</table>"), { View::Author }); };
    EXPECT_EQ(rows(limits::HtmlTableRows).html.count(u"<tr>"), limits::HtmlTableRows);
    const SanitizedHtml over = rows(limits::HtmlTableRows + 1);
    EXPECT_EQ(over.html.count(u"<tr>"), 0);
    EXPECT_EQ(over.html.count(u'x'), limits::HtmlTableRows + 1);
    EXPECT_TRUE(over.truncated);
}

TEST(SanitizerLimits, longWordsCanBeBroken)
{
    const QString at = sanitize(QByteArrayView(QByteArray(limits::HtmlWordLength, 'a'))).html;
    EXPECT_FALSE(at.contains(QChar(0x200b)));
    const QString over = sanitize(QByteArrayView(QByteArray(limits::HtmlWordLength + 1, 'a'))).html;
    EXPECT_EQ(over.count(QChar(0x200b)), 1);
    // Also where the word is in pieces.
    const QString pieces = sanitize(QByteArrayView(repeated("<b>aaaaaaaaaa</b>", limits::HtmlWordLength / 5))).html;
    EXPECT_GE(pieces.count(QChar(0x200b)), 1);
}

TEST(SanitizerLimits, bytesOverTheLimitAreCutOff)
{
    const SanitizedHtml at = sanitize(QByteArrayView(repeated("word ", limits::HtmlBytes / 5 - 1)));
    EXPECT_FALSE(at.truncated);
    const SanitizedHtml over = sanitize(QByteArrayView("<p>" + repeated("<b>word</b> ", limits::HtmlBytes / 8)));
    EXPECT_TRUE(over.truncated);
    EXPECT_LE(over.html.size(), 2 * limits::HtmlBytes);
}

TEST(SanitizerLimits, nodesOverTheLimitAreCutOff)
{
    const SanitizedHtml over = sanitize(QByteArrayView(repeated("<br>x", limits::HtmlNodes)));
    EXPECT_TRUE(over.truncated);
    EXPECT_LE(over.html.count(u'x'), limits::HtmlNodes);
}

TEST(SanitizerLimits, imagesAreLimited)
{
    const auto images = [](int n) { return sanitize(QByteArrayView(repeated("<img src=cid:x>", n))); };
    EXPECT_FALSE(images(limits::HtmlImages).truncated);
    const SanitizedHtml over = images(limits::HtmlImages + 1);
    EXPECT_TRUE(over.truncated);
    EXPECT_EQ(over.html.count(u"<img"), limits::HtmlImages);
}

TEST(SanitizerLimits, spansAreLimited)
{
    const QString html = sanitize(QByteArrayView("<table><tr><td colspan=100000>a</td></tr><tr><td>b</td></tr></table>")).html;
    EXPECT_TRUE(html.contains(u"colspan=\"200\"")) << html.toStdString();
    // Many wide cells would make Qt lay out rows × columns of them: the spans go.
    const QString wide = sanitize(QByteArrayView("<table>" + repeated("<tr><td colspan=200>a</td></tr>", 150) + "</table>")).html;
    EXPECT_FALSE(wide.contains(u"colspan"));
    EXPECT_EQ(wide.count(u"<tr>"), 150);
}

} // namespace
} // namespace golub::html
