// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MessageAnalysis.h"

#include <gtest/gtest.h>

namespace golub::sync {
namespace {

TEST(MessageAnalysis, previewIsTheAuthorsFirstWords)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: text/plain; charset=utf-8\n\n> is it noon?\n\nYes, at noon.\n-- \nAla\n");
    EXPECT_EQ(text.preview, QStringLiteral("Yes, at noon."));
}

TEST(MessageAnalysis, anHtmlMailWithAFooterIsIndexedWhole)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
                                            "<div style=\"display:none\">hidden</div><p>See <a href=\"https://example.org/x\">the plan</a></p>\n--b\n"
                                            "Content-Type: text/plain\n\nthe footer\n--b--\n");
    EXPECT_TRUE(text.preview.startsWith(u"See the plan the footer")) << text.preview.toStdString();
    EXPECT_TRUE(text.text.contains(u"the footer"));
    EXPECT_FALSE(text.text.contains(u"hidden"));
}

TEST(MessageAnalysis, picturesAmongTheTextAreAttachments)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\nContent-Type: image/png; name=a.png\n"
                                            "Content-Disposition: inline\n\nx\n--b\n\nafter\n--b--\n");
    EXPECT_TRUE(text.hasAttachments);
    EXPECT_EQ(text.preview, QStringLiteral("before after"));
}

} // namespace
} // namespace golub::sync
