// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/MessagePresenter.h"

#include <gtest/gtest.h>

namespace golub::service {
namespace {

TEST(PresentedBody, theReadersCharsetWins)
{
    const QByteArray raw = "Content-Type: text/plain; charset=iso-8859-1\n\nza\xBF\xF3\xB3\xE6\n";
    EXPECT_TRUE(present({}, raw).html.contains(QStringLiteral("za¿ó³æ")));
    const MessageView chosen = present({}, raw, { "ISO-8859-2" });
    EXPECT_TRUE(chosen.html.contains(QStringLiteral("zażółć")));
    EXPECT_EQ(chosen.text, QStringLiteral("zażółć\n"));
}

// As Apple Mail sends photos: text, picture, text, without any HTML.
TEST(PresentedBody, picturesAmongTheTextAreShownAndCanBeSaved)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nbefore\n--b\nContent-Type: image/png; name=lake.png\n"
                           "Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\nUE5H\n--b\nContent-Type: text/plain\n\nafter\n--b--\n";
    const MessageView view = present({}, raw);
    ASSERT_EQ(view.resources.size(), 1);
    EXPECT_EQ(view.resources.cbegin().value(), QByteArray("PNG"));
    EXPECT_TRUE(view.html.contains(QStringLiteral("<img src=\"cid:")));
    ASSERT_EQ(view.attachments.size(), 1);
    EXPECT_EQ(view.attachments.first().name, QStringLiteral("lake.png"));
    EXPECT_FALSE(view.attachments.first().isInline);
    EXPECT_FALSE(view.isPlain);
}

TEST(PresentedBody, picturesOfTheHtmlAreNotListedTwice)
{
    const QByteArray raw = "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"cid:a@b\">\n--b\nContent-Type: image/png\n"
                           "Content-ID: <a@b>\n\nPNG\n--b--\n";
    const MessageView view = present({}, raw);
    ASSERT_EQ(view.attachments.size(), 1);
    EXPECT_TRUE(view.attachments.first().isInline);
    EXPECT_EQ(view.resources.value(QStringLiteral("a@b")), QByteArray("PNG"));
}

} // namespace
} // namespace golub::service
