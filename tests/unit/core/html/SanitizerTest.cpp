// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Sanitizer.h"

#include "core/base/Limits.h"

#include <QRegularExpression>
#include <QString>

#include <gtest/gtest.h>

namespace golub::html {
namespace {

QString clean(const char *html, View view = View::Author)
{
    return sanitize(QByteArrayView(html), { view }).html;
}

TEST(Sanitizer, keepsTheFormattingOfSimpleMail)
{
    EXPECT_EQ(clean("<p>Cześć <b>Ala</b>,<br>jak <i>się</i> masz?</p>"), QStringLiteral("<p>Cześć <b>Ala</b>,<br>jak <i>się</i> masz?</p>"));
    EXPECT_EQ(clean("<ul><li>one<li>two</ul>"), QStringLiteral("<ul><li>one</li><li>two</li></ul>"));
    EXPECT_EQ(clean("<h2>Title</h2><blockquote>a</blockquote>"),
        QStringLiteral("<h2>Title</h2><blockquote style=\"margin:4px 0 4px 24px;\">a</blockquote>"));
    EXPECT_EQ(clean("a &lt;b&gt; &amp; c"), QStringLiteral("a &lt;b&gt; &amp; c"));
}

TEST(Sanitizer, dropsControlsAndWhatIsNoCharacter)
{
    EXPECT_EQ(clean("a&#1;b&#x85;c&#xFFFE;d&#8238;e"), QStringLiteral("ab…cde"));
}

TEST(Sanitizer, closesWhatTheAuthorLeftOpen)
{
    EXPECT_EQ(clean("<div><b>bold"), QStringLiteral("<div><b>bold</b></div>"));
    EXPECT_EQ(clean("<p>one<p>two"), QStringLiteral("<p>one</p><p>two</p>"));
    EXPECT_EQ(clean("a</div></b>c"), QStringLiteral("ac"));
}

TEST(Sanitizer, keepsWebMailAndPhoneLinksOnly)
{
    EXPECT_EQ(clean("<a href='https://example.org/a?b=1&amp;c=2'>x</a>"), QStringLiteral("<a href=\"https://example.org/a?b=1&amp;c=2\">x</a>"));
    EXPECT_EQ(clean("<a href='mailto:ala@example.org'>x</a>"), QStringLiteral("<a href=\"mailto:ala@example.org\">x</a>"));
    EXPECT_EQ(clean("<a href='tel:+48 22 123'>x</a>"), QStringLiteral("<a href=\"tel:+4822123\">x</a>"));
    for (const char *bad : { "javascript:alert(1)", " java\nscript:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
             "/relative", "//host/path", "https:", "ftp://example.org", "cid:x", "about:blank", "http://", "#part" }) {
        EXPECT_EQ(clean(("<a href=\"" + QByteArray(bad) + "\">x</a>").constData()), QStringLiteral("x")) << bad;
    }
}

TEST(Sanitizer, writesInternationalHostsInAscii)
{
    EXPECT_EQ(clean("<a href='https://żółw.pl/ł'>x</a>"), QStringLiteral("<a href=\"https://xn--w-uga1v8h.pl/%C5%82\">x</a>"));
}

TEST(Sanitizer, countsAndDropsRemoteImagesAndSaysWhatTheyShow)
{
    const SanitizedHtml result = sanitize(QByteArrayView("<p>a <img src='https://t.example/x.gif' alt='Logo'> <img src='//e/x.png'> b</p>"));
    EXPECT_EQ(result.blockedRemoteItems, 2);
    EXPECT_EQ(result.html, QStringLiteral("<p>a [Logo] b</p>"));
}

TEST(Sanitizer, keepsImagesOfTheMessage)
{
    const SanitizedHtml result = sanitize(QByteArrayView("<img src='cid:a%20b@c' width=40 height=20 alt='&quot;x&quot;'><img src='cid:a b@c'>"));
    EXPECT_EQ(result.cidReferences, QStringList { QStringLiteral("a b@c") });
    EXPECT_EQ(result.html, QStringLiteral("<img src=\"cid:a%20b@c\" alt=\"&quot;x&quot;\" width=\"40\" height=\"20\"><img src=\"cid:a%20b@c\">"));
    EXPECT_EQ(result.blockedRemoteItems, 0);
}

TEST(Sanitizer, keepsBitmapsInDataUrlsAndNothingElse)
{
    EXPECT_EQ(clean("<img src='data:image/png;base64,iVBORw0KGgo='>"), QStringLiteral("<img src=\"data:image/png;base64,iVBORw0KGgo=\">"));
    EXPECT_EQ(clean("<img src='data:image/svg+xml;base64,PHN2Zz4='>"), QString());
    EXPECT_EQ(clean("<img src='data:text/html;base64,PHN2Zz4='>"), QString());
    EXPECT_EQ(clean("<img src='data:image/png,abc'>"), QString());
    EXPECT_EQ(clean("<img src='data:image/png;base64,\"><script>'>"), QString());
    EXPECT_EQ(clean("<img src='file:///etc/hostname'>"), QString());
    EXPECT_EQ(clean("<img src='data:#0'>"), QString());
}

TEST(Sanitizer, dropsHiddenTextAndPreheaders)
{
    EXPECT_EQ(clean("<div style='display:none'>secret</div>seen"), QStringLiteral("seen"));
    EXPECT_EQ(clean("<div hidden>secret</div>seen"), QStringLiteral("seen"));
    EXPECT_EQ(clean("<style>.p{display:none!important}</style><span class='x p' style='display:block'>secret</span>seen"), QStringLiteral("seen"));
    EXPECT_EQ(clean("<div style='max-height:0;overflow:hidden'>secret</div>seen"), QStringLiteral("seen"));
    EXPECT_EQ(clean("<div style='font-size:1px'>secret</div>seen"), QStringLiteral("seen"));
    EXPECT_EQ(clean("<div style='font-size:0'><span style='font-size:14px'>seen</span></div>").remove(QRegularExpression(QStringLiteral("<[^>]*>"))),
        QStringLiteral("seen"));
}

TEST(Sanitizer, keepsAllowListedStyleOnly)
{
    EXPECT_EQ(clean("<span style=\"font-weight:bold;position:fixed;behavior:url(#x);color:expression(alert(1))\">x</span>"),
        QStringLiteral("<span style=\"font-weight:bold;\">x</span>"));
    EXPECT_EQ(clean("<span style='/* ; */ font-style : ITALIC ;; x'>x</span>"), QStringLiteral("<span style=\"font-style:italic;\">x</span>"));
    EXPECT_EQ(clean("<style>@import 'https://e/x.css'; p.MsoNormal, li { margin:0cm } /* } */ b > i {color:red}</style><p class=MsoNormal>x</p>"),
        QStringLiteral("<p style=\"margin-top:0px;margin-bottom:0px;\">x</p>"));
}

TEST(Sanitizer, keepsColoursWhereTheyCanBeReadOnLightAndDark)
{
    // A foreground alone keeps its hue, a grey one goes.
    EXPECT_EQ(clean("<span style='color:#333'>x</span>"), QStringLiteral("x"));
    EXPECT_EQ(clean("<span style='color:red'>x</span>"), QStringLiteral("<span style=\"color:#ff0000;\">x</span>"));
    EXPECT_EQ(clean("<span style='color:#0000ff'>x</span>").contains(u"#0000ff"), false);
    // A background alone goes, with a foreground of contrast it stays.
    EXPECT_EQ(clean("<span style='background:#ff0'>x</span>"), QStringLiteral("x"));
    EXPECT_EQ(clean("<span style='background:#ff0;color:#000'>x</span>"), QStringLiteral("<span style=\"background-color:#ffff00;color:#000000;\">x</span>"));
    EXPECT_EQ(clean("<span style='background:#fff;color:#eee'>x</span>"), QStringLiteral("x"));
    // Black on white is what the reader has anyway; it must not become a white box on a dark page.
    EXPECT_EQ(clean("<p style='background:white;color:black'>x</p>"), QStringLiteral("<p>x</p>"));
    // Blocks inside repeat the pair: Qt does not paint a parent's background behind them.
    EXPECT_EQ(clean("<div style='background:#036;color:#fff'><p>x</p></div>"),
        QStringLiteral("<div style=\"background-color:#003366;color:#ffffff;\"><p style=\"background-color:#003366;color:#ffffff;\">x</p></div>"));
}

TEST(Sanitizer, showsEmptyLinesOnce)
{
    EXPECT_EQ(clean("<div>a</div><div><br></div><div>b</div>"), QStringLiteral("<div>a</div><div>&nbsp;</div><div>b</div>"));
    EXPECT_EQ(clean("<div>a<br></div><div>b</div>"), QStringLiteral("<div>a</div><div>b</div>"));
    EXPECT_EQ(clean("<p class=MsoNormal>&nbsp;</p>"), QStringLiteral("<div>&nbsp;</div>"));
    EXPECT_EQ(clean("a<br><br>b"), QStringLiteral("a<br><br>b"));
}

TEST(Sanitizer, keepsTablesWithTheirSpans)
{
    EXPECT_EQ(clean("<table border=1><tr><th colspan=2>H</th></tr><tr><td>a</td><td align=right>b</td></tr></table>"),
        QStringLiteral("<table border=\"1\" cellspacing=\"2\" cellpadding=\"2\"><tr><th colspan=\"2\">H</th></tr>"
                       "<tr><td>a</td><td align=\"right\">b</td></tr></table>"));
}

TEST(Sanitizer, showsMailOfLayoutTablesInTheReaderView)
{
    const SanitizedHtml result = sanitize(QByteArrayView("<table bgcolor=#333 width=600><tr><td><table><tr><td style='color:#fff'><h1>Hello</h1></td></tr>"
                                                         "<tr><td><p style='color:#fff'>Text <a href='https://example.org/'>link</a></p></td></tr></table></td></tr></table>"));
    EXPECT_TRUE(result.complex);
    EXPECT_FALSE(result.truncated);
    EXPECT_EQ(result.html, QStringLiteral("<div><div><h1>Hello</h1></div><div><p>Text <a href=\"https://example.org/\">link</a></p></div></div>"));
}

TEST(Sanitizer, keepsDataTablesInTheReaderView)
{
    const QString html = clean("<table><tr><td><table><tr><td>Item</td><td>Price</td></tr><tr><td>Tea</td><td align=right>3,50 €</td></tr></table></td></tr></table>",
        View::Auto);
    EXPECT_TRUE(html.contains(u"<table border=\"1\"")) << html.toStdString();
    EXPECT_TRUE(html.contains(u"<td align=\"right\">3,50 €</td>")) << html.toStdString();
    EXPECT_EQ(html.count(u"<table"), 1);
}

TEST(Sanitizer, marksQuotesByLevel)
{
    const QString html = clean("<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>");
    EXPECT_EQ(html.count(u"margin:2px 0 2px 14px"), 2);
    EXPECT_TRUE(html.contains(u"color:#4a86c8")) << html.toStdString();
    EXPECT_TRUE(html.contains(u"color:#4f9a4f")) << html.toStdString();
}

TEST(Sanitizer, namesTheTargetOfALinkThatHeldOnlyABlockedPicture)
{
    EXPECT_EQ(clean("<a href='https://shop.example/x'><img src='https://e/1.png'></a>"), QStringLiteral("<a href=\"https://shop.example/x\">shop.example</a>"));
    EXPECT_EQ(clean("<a href='https://shop.example/x'><img src='https://e/1.png' alt='Shop'></a>"), QStringLiteral("<a href=\"https://shop.example/x\">Shop</a>"));
}

TEST(Sanitizer, replacesInvalidUtf8AndKeepsEveryScript)
{
    EXPECT_EQ(sanitize(QByteArrayView("a\xff\xfe" "b")).html, QStringLiteral("a\ufffd\ufffdb"));
    EXPECT_EQ(sanitize(QByteArrayView("<p>Здравствуй č 日本語 \xF0\x9F\x95\x8A</p>")).html, QStringLiteral("<p>Здравствуй č 日本語 🕊</p>"));
    EXPECT_EQ(sanitize(QByteArrayView("a\0b", 3)).html, QStringLiteral("a b"));
    EXPECT_EQ(sanitize(QByteArrayView()).html, QString());
    EXPECT_EQ(sanitize(QStringView(u"<p>x</p>")).html, QStringLiteral("<p>x</p>"));
}

TEST(Sanitizer, keepsPreformattedTextAsItStands)
{
    EXPECT_EQ(clean("<pre>a\n  b</pre>"), QStringLiteral("<pre style=\"white-space:pre-wrap;\">a\n  b</pre>"));
}

TEST(Sanitizer, removesDirectionOverrides)
{
    EXPECT_EQ(clean("invoice\u202Efdp.exe"), QStringLiteral("invoicefdp.exe"));
}

} // namespace
} // namespace golub::html
