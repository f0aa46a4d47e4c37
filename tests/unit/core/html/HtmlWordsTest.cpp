// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/CharacterReference.h"
#include "core/html/HtmlToText.h"
#include "core/html/HtmlWords.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace golub::html {
namespace {

std::string words(QByteArrayView html)
{
    return htmlWords(html).toStdString();
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression NoWord(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
    QStringList list = text.split(NoWord, Qt::SkipEmptyParts);
    list.sort(); // what stands between a table's rows is shown above it
    return list;
}

QStringList byTheTree(QByteArrayView html)
{
    return wordsOf(htmlToText(html, { .linkTargets = false }));
}

TEST(HtmlWords, endLinesWhereBlocksDo)
{
    EXPECT_EQ(words("<p>One\n two</p><p>three<br>four</p>"), "One two\n\nthree\nfour");
    EXPECT_EQ(words("<div>a</div>b<table><tr><td>c<td>d</table>"), "a\nb\nc\nd");
    EXPECT_EQ(words("<pre>a  b\nc</pre>"), "a b\nc");
    EXPECT_EQ(words("<p>Ala wrote:</p><blockquote>one<p>two</p></blockquote><p>me</p>"), "Ala wrote:\n\n> one\n\n> two\n\nme");
    EXPECT_EQ(words(""), "");
}

TEST(HtmlWords, keepWordsTogetherAcrossFormatting)
{
    EXPECT_EQ(words("f<b>o</b>o&shy;bar <i>x</i>"), "foobar x");
    EXPECT_EQ(words("a<br>b<wbr>c"), "a\nbc");
    EXPECT_EQ(words("1&nbsp;2&emsp;3\xe3\x80\x80" "4"), "1 2 3 4");
}

TEST(HtmlWords, resolveReferences)
{
    EXPECT_EQ(words("&lt;&amp;&#x142;&#243;&#100 &eacute;t&eacute; &rarr; AT&T &copy2026 &#150;"), "<&\u0142\u00f3d \u00e9t\u00e9 \u2192 AT&T \u00a9" "2026 \u2013");
    EXPECT_EQ(words("&#0;&#xd800;&#x110000;"), "\ufffd\ufffd\ufffd");
    EXPECT_EQ(words("&Zcaron;luty"), "\u017dluty"); // a name that only the tree builder knows
}

TEST(HtmlWords, leaveOutWhatNobodyReads)
{
    EXPECT_EQ(words("<title>t</title><style>p { color: red }</style><script>var a = '<p>x</p>';</script><!-- c --><p>a</p>"), "a");
    EXPECT_EQ(words("a<select><option>o</option></select>b<a href=\"https://example.org\">c</a>"), "abc");
    for (const char *hidden : { "<div style=\"display:none\">x</div>a", "<div style=\"DISPLAY: NONE !important\">x</div>a", "<p hidden>x</p>a",
             "<style>.h { display: none }</style><span class=h>x</span>a", "<span style='font-size:0'>x</span>a", "<span style='FONT-SIZE: 1px'>x</span>a",
             "<span style='font-size:.5px'>x</span>a", "<span style='font:0/0 Arial'>x</span>a", "<span style='opacity:0'>x</span>a",
             "<div style='overflow:hidden;max-height:0'>x</div>a", "<style>.h { overflow: hidden }</style><div class=h style='height:0'>x</div>a",
             "<style>.a { font-family: x } .h { font-size: 0px }</style><span class=h>x</span>a" })
        EXPECT_EQ(words(hidden), "a") << hidden;
}

TEST(HtmlWords, readPicturesByTheirText)
{
    EXPECT_EQ(words("a <img alt=\" the logo \" src=x> <a href=x><img alt=link></a><img src=y>"), "a [the logo] link");
}

TEST(HtmlWords, areThoseOfTheTree)
{
    for (const char *html : { "<table><tr><td>a</td>b<td>c</td></tr></table>d", "<p>a<p>b</div>c</p>d", "a<b><p>b</b>c</p>", "<ul><li>a<li>b</ul>", "x</br>y",
             "a<br/>b<hr>c", "<q>a</q>", "<b>a&ampb</b>", "a < b <c> d", "<p>a</p", "<div <p>a", "a<!-->b--><!doctype x>c", "<a b='>'>c</a>", "a\x01" "b",
             "\xc3\xb3\xff\xe2\x82", "&notit; &nosuch; &", "<h1>a</h1><h2 style='font-size: 14px'>b</h2>", "<textarea>a</textarea>b", "<video>a</video>b" })
        EXPECT_EQ(wordsOf(htmlWords(html)), byTheTree(html)) << html;
}

TEST(HtmlWords, endOnceThereIsEnough)
{
    const QByteArray html = QByteArray("<p>one two three four</p>").repeated(1000);
    const QByteArray all = htmlWordsUtf8(html);
    EXPECT_EQ(QString::fromUtf8(all), htmlWords(html));
    const QByteArray some = htmlWordsUtf8(html, 500);
    EXPECT_TRUE(all.startsWith(some));
    EXPECT_GE(some.size(), 500);
    EXPECT_LT(some.size(), 600);
    EXPECT_EQ(htmlWordsUtf8("<p>few", 500), "few");
    // What hides words behind that does not matter for those before it.
    EXPECT_EQ(htmlWordsUtf8(html + "<div style='display:none'>x</div>", 500), some);
    EXPECT_EQ(words("<p style='color:red'>a</p><p style='color:red'>b</p><p style='display:none'>c</p><p style='color:red'>d</p>"), "a\n\nb\n\nd");
    EXPECT_EQ(words("<p>a  b \t c d</p> e"), "a b c d\n\ne");
}

TEST(HtmlWords, takeAnyBytesInLinearTime)
{
    for (const char *piece : { "<", "&", "<!--", "<b>", "</", "&amp", "<style>", "<td style='font-size:1px", "<img alt='", "\xe2" }) {
        const QByteArray many = QByteArray(piece).repeated(400'000 / qsizetype(strlen(piece)));
        (void)htmlWords(many);
    }
    EXPECT_LE(htmlWords(QByteArray(40'000'000, 'x')).size(), 17'000'000);
}

TEST(HtmlWords, areThoseOfTheTreeInRealMail)
{
    const QString named = qEnvironmentVariable("GOLUB_CORPORA");
    const QString corpora = named.isEmpty() ? QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora") : named;
    if (!QDir(corpora).exists())
        GTEST_SKIP() << "no corpora at " << corpora.toStdString();
    int read = 0;
    for (QDirIterator it(corpora, { QStringLiteral("*.html"), QStringLiteral("*.htm") }, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QByteArray mail = file.readAll();
        if (mail.contains("<ol")) // its numbers
            continue;
        EXPECT_EQ(wordsOf(htmlWords(mail)), byTheTree(mail)) << file.fileName().toStdString();
        ++read;
    }
    EXPECT_GT(read, 20);
}

TEST(CharacterReferences, endWhereTheStandardSays)
{
    EXPECT_EQ(characterReference("&amp;x").length, 5);
    EXPECT_EQ(characterReference("&ampx").length, 4);
    EXPECT_EQ(characterReference("&#38x").length, 4);
    EXPECT_EQ(characterReference("&rarr").kind, CharacterReference::Kind::None);
    EXPECT_EQ(characterReference("&").kind, CharacterReference::Kind::None);
    EXPECT_EQ(characterReference("&#x").kind, CharacterReference::Kind::None);
    EXPECT_EQ(characterReference("&nosuch;").kind, CharacterReference::Kind::Unknown);
}

} // namespace
} // namespace golub::html
