// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/ReplyBuilder.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

OriginalMessage original(const QByteArray &raw)
{
    auto read = OriginalMessage::read({}, raw);
    return read ? *read : OriginalMessage {};
}

// What a mailing list adds behind an HTML mail must not be all that is quoted.
TEST(OriginalText, anHtmlMailWithAFooterIsQuotedWhole)
{
    const OriginalMessage mail = original("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>The mail</p>\n--b\n"
                                          "Content-Type: text/plain\n\nthe footer\n--b--\n");
    EXPECT_TRUE(mail.text.contains(u"The mail"));
    EXPECT_TRUE(mail.text.contains(u"the footer"));
    EXPECT_FALSE(mail.hasOwnText);
}

TEST(OriginalText, anEmptyStubIsNoText)
{
    const OriginalMessage mail = original("Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n \n--b\n"
                                          "Content-Type: text/html\n\n<p>The mail</p>\n--b--\n");
    EXPECT_EQ(mail.text, QStringLiteral("The mail"));
    EXPECT_FALSE(mail.hasOwnText);
}

} // namespace
} // namespace golub::compose
