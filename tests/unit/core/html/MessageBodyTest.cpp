// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/MessageBody.h"

#include <gtest/gtest.h>

namespace golub::html {
namespace {

QByteArray part(const QByteArray &fields, const QByteArray &content)
{
    return "--b\n" + fields + "\n\n" + content + "\n";
}

QByteArray message(const QByteArray &subtype, const QByteArray &parts)
{
    return "Content-Type: multipart/" + subtype + "; boundary=b\n\n" + parts + "--b--\n";
}

const QByteArray Plain = "Content-Type: text/plain";
const QByteArray Html = "Content-Type: text/html";
const QByteArray Png = "Content-Type: image/png; name=map.png\nContent-Disposition: inline; filename=map.png";

struct Read {
    explicit Read(const QByteArray &raw, QByteArrayView charset = {}) : tree(mime::readMessage(raw)), body(readBody(raw, tree, charset)), text(bodyText(raw, tree, charset)) { }
    bool shows(QStringView what) const { return body.html.contains(what); }
    qsizetype at(QStringView what) const { return body.html.indexOf(what); }
    mime::MessageTree tree;
    MessageBody body;
    QString text;
};

TEST(MessageBody, plainTextAloneIsPlain)
{
    const Read read("Content-Type: text/plain\n\nHello <there>\n");
    EXPECT_TRUE(read.body.isPlain);
    EXPECT_TRUE(read.shows(u"Hello &lt;there&gt;"));
    EXPECT_EQ(read.text, QStringLiteral("Hello <there>\n"));
}

// A mailing list adds its footer as a part of its own: neither the mail nor the footer may push the other out.
TEST(MessageBody, textBehindTheHtmlIsShownToo)
{
    const Read read(message("mixed", part(Html, "<p>The <b>mail</b></p>") + part(Plain, "the footer")));
    EXPECT_TRUE(read.shows(u"<b>mail</b>"));
    EXPECT_TRUE(read.shows(u"the footer"));
    EXPECT_LT(read.at(u"mail"), read.at(u"footer"));
    EXPECT_EQ(read.text, QStringLiteral("The mail\nthe footer"));
    EXPECT_FALSE(read.body.isPlain);
}

TEST(MessageBody, picturesAmongTheTextAreShownAndListed)
{
    const Read read(message("mixed", part(Plain, "before") + part(Png, "x") + part(Plain, "after")));
    ASSERT_EQ(read.body.pictures.size(), 1);
    EXPECT_EQ(read.body.pictures.cbegin().value(), 2);
    EXPECT_LT(read.at(u"before"), read.at(u"<img src=\"cid:"));
    EXPECT_LT(read.at(u"<img"), read.at(u"after"));
    EXPECT_EQ(read.text, QStringLiteral("before\nafter"));
    EXPECT_EQ(listedParts(read.tree), QList<int> { 2 });
    EXPECT_TRUE(read.tree.hasAttachments());
}

TEST(MessageBody, aPictureAloneIsTheBody)
{
    const Read read("Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAAA\n");
    EXPECT_TRUE(read.shows(u"<img src=\"cid:"));
    EXPECT_EQ(listedParts(read.tree), QList<int> { 0 });
}

TEST(MessageBody, svgIsListedOnly)
{
    const Read read(message("mixed", part(Plain, "x") + part("Content-Type: image/svg+xml", "<svg/>")));
    EXPECT_FALSE(read.shows(u"<img"));
    EXPECT_EQ(listedParts(read.tree), QList<int> { 2 });
}

TEST(MessageBody, emptyStubsDoNotHideWhatThereIs)
{
    const Read html(message("alternative", part(Plain, " ") + part(Html, "<p>real</p>")));
    EXPECT_EQ(html.text, QStringLiteral("real"));
    EXPECT_TRUE(html.shows(u"real"));
    const Read plain(message("alternative", part(Plain, "real") + part(Html, "")));
    EXPECT_TRUE(plain.shows(u"real"));
    EXPECT_TRUE(plain.body.isPlain);
}

TEST(MessageBody, picturesOfTheHtmlAreFoundByTheirId)
{
    const QByteArray image = "Content-Type: image/png\nContent-ID: <a@b>";
    const Read read(message("related", part(Html, "<img src=\"cid:a@b\"><img src=\"http://example.org/x.png\">") + part(image, "x")));
    EXPECT_EQ(read.body.pictures.value(QStringLiteral("a@b")), 2);
    EXPECT_EQ(read.body.blockedRemoteItems, 1);
    EXPECT_FALSE(read.shows(u"example.org"));
}

TEST(MessageBody, thousandsOfPartsHaveNoMoreRoomThanOne)
{
    QByteArray rows;
    for (int i = 0; i < 900; ++i)
        rows += "<tr><td>a<td>b";
    QByteArray parts;
    for (int i = 0; i < 9; ++i)
        parts += part(Html, "<table><tr><th>h<th>i" + rows + "</table>");
    const Read read(message("mixed", parts));
    EXPECT_TRUE(read.body.truncated);
    EXPECT_LE(read.body.html.count(QStringLiteral("<tr")), 3000);
    EXPECT_EQ(read.body.html.count(u'…'), 1);
}

TEST(MessageBody, theReadersCharsetWins)
{
    const QByteArray raw = "Content-Type: text/plain; charset=iso-8859-1\n\nza\xBF\xF3\xB3\xE6\n";
    EXPECT_EQ(Read(raw).text.toStdString(), "za¿ó³æ\n");
    EXPECT_EQ(Read(raw, "iso-8859-2").text.toStdString(), "zażółć\n");
    EXPECT_TRUE(Read(raw, "iso-8859-2").shows(u"zażółć"));
}

TEST(MessageBody, htmlSaysItsCharsetItselfWhereTheHeaderDoesNot)
{
    EXPECT_EQ(Read("Content-Type: text/html\n\n<meta charset=\"iso-8859-2\"><p>\xBF\xF3\xB3w\xB9\n").text, QStringLiteral("żółwš"));
    EXPECT_EQ(Read("Content-Type: text/html\n\n<META http-equiv=Content-Type content='text/html; charset=windows-1251'>\xDF\n").text, QStringLiteral("Я"));
    EXPECT_EQ(Read("Content-Type: text/html; charset=iso-8859-2\n\n<meta charset=koi8-r><p>\xBF\n").text, QStringLiteral("ż"));
    EXPECT_EQ(Read("Content-Type: text/html\n\n<p>charset=koi8-r \xC5\xBC\n").text, QStringLiteral("charset=koi8-r ż"));
}

} // namespace
} // namespace golub::html
