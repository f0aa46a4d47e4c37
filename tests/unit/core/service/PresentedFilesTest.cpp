// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are no parts of their own: the reading window lists them, and opens and saves what is in them.
#include "core/service/MessagePresenter.h"

#include "tests/unit/core/mime/TnefBuilder.h"

#include <gtest/gtest.h>

namespace golub::service {
namespace {

using mime::TnefBuilder;

std::string listed(const MessageView &view, const QByteArray &raw)
{
    std::string out;
    for (const AttachmentView &attachment : view.attachments) {
        const Result<QByteArray> content = partContent(raw, attachment.part);
        EXPECT_TRUE(content) << attachment.name.toStdString();
        EXPECT_EQ(content ? content->size() : -1, attachment.size);
        out += attachment.name.toStdString() + ' ' + attachment.type.toStdString() + ' ' + (content ? content->toStdString() : std::string()) + '|';
    }
    return out;
}

TEST(PresentedFiles, winmailDatShowsItsFilesAndItsBody)
{
    const QByteArray raw = TnefBuilder().messageProperties(TnefBuilder::Properties().binary(0x1013, "<p>Hi <script>x</script>there</p>"))
                               .beginAttachment().attachmentTitle("../../plan.pdf").attachmentData("PDF").mail();
    const MessageView view = present({}, raw);
    EXPECT_EQ(listed(view, raw), "plan.pdf application/pdf PDF|");
    EXPECT_FALSE(view.isPlain);
    EXPECT_TRUE(view.html.contains(QLatin1String("there")));
    EXPECT_FALSE(view.html.contains(QLatin1String("script")));
}

TEST(PresentedFiles, uuencodeAndYEncLeaveTheTextAndAreListed)
{
    const QByteArray raw = "From: a@b\r\n\r\nHello\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n=ybegin line=128 size=3 name=dog.txt\r\n" + QByteArray("n\x99\x91") + "\r\n=yend size=3\r\nBye\r\n";
    const MessageView view = present({}, raw);
    EXPECT_EQ(listed(view, raw), "cat.txt text/plain Cat|dog.txt text/plain Dog|");
    EXPECT_TRUE(view.html.contains(QLatin1String("Hello")));
    EXPECT_TRUE(view.html.contains(QLatin1String("Bye")));
    EXPECT_FALSE(view.html.contains(QLatin1String("begin")));
    EXPECT_FALSE(view.text.contains(QLatin1String("begin")));
}

TEST(PresentedFiles, messageInsideOfWinmailDatIsSavedAsAMail)
{
    const QByteArray inner = TnefBuilder().messageProperties(TnefBuilder::Properties().unicode(0x0037, QStringLiteral("Inner")).unicode(0x1000, QStringLiteral("text"))).bytes();
    const QByteArray raw = TnefBuilder().beginAttachment()
                               .attachmentProperties(TnefBuilder::Properties().unicode(0x3001, QStringLiteral("Inner")).object(0x3701, QByteArray::fromHex("0703020000000000c000000000000046") + inner)).mail();
    const MessageView view = present({}, raw);
    ASSERT_EQ(view.attachments.size(), 1);
    EXPECT_EQ(view.attachments[0].name.toStdString(), "Inner.eml");
    const Result<QByteArray> saved = partContent(raw, view.attachments[0].part);
    ASSERT_TRUE(saved);
    EXPECT_TRUE(saved->startsWith("Subject: Inner\r\n"));
}

} // namespace
} // namespace golub::service
