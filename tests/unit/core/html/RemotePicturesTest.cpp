// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/html/Links.h"
#include "core/html/Sanitizer.h"

#include <gtest/gtest.h>

namespace golub::html {
namespace {

SanitizedHtml read(const QByteArray &html, bool wanted, View view = View::Author)
{
    return sanitize(QByteArrayView(html), { .view = view, .remotePictures = wanted });
}

TEST(RemotePictures, areNamedAndNotShownUntilTheyAreWanted)
{
    const QByteArray mail = "<p>a <img src='https://shop.example/tea.png' alt='Tea' width=120 height=80></p>";
    const SanitizedHtml before = read(mail, false);
    ASSERT_EQ(before.remotePictures.size(), 1);
    EXPECT_EQ(before.remotePictures.first().url, QStringLiteral("https://shop.example/tea.png"));
    EXPECT_FALSE(before.html.contains(QStringLiteral("<img")));
    const SanitizedHtml after = read(mail, true);
    EXPECT_EQ(after.remotePictures, before.remotePictures);
    EXPECT_EQ(after.html, QStringLiteral("<p>a <img src=\"cid:%1\" alt=\"Tea\" width=\"120\" height=\"80\"></p>").arg(after.remotePictures.first().id));
    EXPECT_FALSE(after.html.contains(QStringLiteral("shop.example")));
    EXPECT_EQ(after.blockedRemoteItems, 1);
    EXPECT_TRUE(read(mail, true, View::Reader).html.contains(QStringLiteral("<img src=\"cid:")));
}

// One pixel shows nothing: it is there so that somebody learns of the reader.
TEST(RemotePictures, trackingPixelsAreNone)
{
    for (const char *pixel : { "width=1 height=1", "width='0'", "height=1", "width=' 1px '", "style='width:1px'", "style='width:0.05em'" })
        EXPECT_TRUE(read(QByteArray("<p>x<img src='https://t.example/p.gif' ") + pixel + "></p>", true).remotePictures.isEmpty()) << pixel;
    for (const char *picture : { "width='100%'", "style='width:100%'", "width=2", "width=auto", "" })
        EXPECT_EQ(read(QByteArray("<p>x<img src='https://t.example/p.gif' ") + picture + "></p>", true).remotePictures.size(), 1) << picture;
    EXPECT_TRUE(read("<p style='display:none'><img src='https://t.example/p.gif'></p>", true).remotePictures.isEmpty());
}

TEST(RemotePictures, nothingIsFetchedInTheClear)
{
    EXPECT_EQ(remotePictureUrl(QStringLiteral("http://shop.example/a.png")), QStringLiteral("https://shop.example/a.png"));
    EXPECT_EQ(remotePictureUrl(QStringLiteral("HTTP://shop.example:80/a.png")), QStringLiteral("https://shop.example/a.png"));
    EXPECT_EQ(remotePictureUrl(QStringLiteral("//shop.example/a.png#x")), QStringLiteral("https://shop.example/a.png"));
    EXPECT_EQ(remotePictureUrl(QStringLiteral(" https://shop.example/a\n b.png ")), QStringLiteral("https://shop.example/a%20b.png"));
    for (const char *bad : { "ftp://shop.example/a", "file:///etc/passwd", "https:", "https:///a", "https://ala:secret@shop.example/a", "cid:a", "a.png", "/a.png", "data:image/png;base64,aa", "" })
        EXPECT_TRUE(remotePictureUrl(QString::fromLatin1(bad)).isEmpty()) << bad;
    EXPECT_TRUE(remotePictureUrl(QStringLiteral("https://shop.example/") + QString(9000, u'a')).isEmpty());
}

TEST(RemotePictures, eachOnceAndNotWithoutEnd)
{
    EXPECT_EQ(read("<img src='https://a.example/1.png'><img src='http://a.example/1.png'><img src='https://a.example/2.png'>", true).remotePictures.size(), 2);
    QByteArray many;
    for (int i = 0; i < limits::HtmlImages + 20; ++i)
        many += "<img src='https://a.example/" + QByteArray::number(i) + ".png'>";
    const SanitizedHtml clean = read(many, true);
    EXPECT_EQ(clean.remotePictures.size(), limits::HtmlImages);
    EXPECT_EQ(clean.html.count(QStringLiteral("<img")), limits::HtmlImages);
}

// What came out is clean when it is read again, as all sanitized HTML.
TEST(RemotePictures, whatIsWrittenStaysAsItIs)
{
    const SanitizedHtml once = read("<a href='https://x.example/'><img src='https://a.example/1.png'></a>", true);
    const SanitizedHtml twice = sanitize(QStringView(once.html), { View::Author });
    EXPECT_EQ(twice.html, once.html);
    EXPECT_EQ(twice.blockedRemoteItems, 0);
    EXPECT_TRUE(twice.remotePictures.isEmpty());
}

} // namespace
} // namespace golub::html
