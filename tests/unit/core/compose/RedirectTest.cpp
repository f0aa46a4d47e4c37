// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Redirect.h"

#include "core/compose/DraftFromMessage.h"
#include "core/mime/MessageContent.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

Redirection redirection()
{
    return { { 7 }, { QStringLiteral("Ala Żak"), QStringLiteral("ala@example.org") }, { { QStringLiteral("Ewa"), QStringLiteral("ewa@example.com") } }, { { {}, QStringLiteral("jan@example.com") } },
        { { {}, QStringLiteral("secret@example.net") } } };
}

BuildContext context()
{
    quint64 next = 1;
    return { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::OffsetFromUTC, 7200), [next]() mutable { return next++; } };
}

const QByteArray Signed = "DKIM-Signature: v=1; h=from:to;\r\n\tb=abc\r\nReceived: by x\r\nFrom: iva@example.hr\r\nTo: ala@example.org\r\nSubject: Plan  =?utf-8?q?=C5=BC?=\r\n"
                          "Message-ID: <1@example.hr>\r\nX-Odd:kept \r\n\r\nBcc: in the body\r\n\xC5\xBC \r\n";

TEST(Redirect, putsABlockOfResentFieldsAboveAnUntouchedMessage)
{
    const auto built = redirect(Signed, redirection(), context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    ASSERT_TRUE(built->message.endsWith(Signed));
    const QByteArray block = built->message.chopped(Signed.size());
    EXPECT_TRUE(block.startsWith("Resent-From: =?UTF-8?")) << block.toStdString();
    EXPECT_TRUE(block.contains("\r\nResent-To: Ewa <ewa@example.com>\r\nResent-Cc: jan@example.com\r\nResent-Date: Sun, 03 May 2026 14:05:00 +0200\r\nResent-Message-ID: <")) << block.toStdString();
    EXPECT_TRUE(block.endsWith("@example.org>\r\n"));
    EXPECT_EQ(built->envelopeFrom, QStringLiteral("ala@example.org"));
    EXPECT_EQ(built->recipients, (QStringList { QStringLiteral("ewa@example.com"), QStringLiteral("jan@example.com"), QStringLiteral("secret@example.net") }));
    EXPECT_EQ(built->subject, QStringLiteral("Plan  ż"));
    // The blind one is in the copy for Sent only.
    EXPECT_FALSE(built->message.contains("secret@example.net"));
    EXPECT_TRUE(built->sentCopy.contains("Resent-Bcc: secret@example.net\r\n"));
}

TEST(Redirect, theNewestBlockStandsOnTop)
{
    const auto once = redirect(Signed, redirection(), context());
    ASSERT_TRUE(once);
    Redirection further = redirection();
    further.to = { { {}, QStringLiteral("third@example.com") } };
    const auto twice = redirect(once->message, further, context());
    ASSERT_TRUE(twice);
    EXPECT_TRUE(twice->message.endsWith(once->message));
    EXPECT_LT(twice->message.indexOf("third@example.com"), twice->message.indexOf("Resent-To: Ewa"));
}

TEST(Redirect, keepsBlindRecipientsAndDeliveryTracesToItself)
{
    const QByteArray raw = "From ala Mon Jan  5 09:07:03 2026\nReturn-Path: <bounce@x>\nFrom: ala@example.org\nBCC: hidden@example.net,\n\tother@example.net\nTo: ewa@example.com\nResent-Bcc: earlier@example.net\n\nbody";
    const auto built = redirect(raw, redirection(), context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    EXPECT_TRUE(built->message.endsWith(">\r\nFrom: ala@example.org\r\nTo: ewa@example.com\r\n\r\nbody\r\n")) << built->message.toStdString();
    EXPECT_FALSE(built->sentCopy.contains("hidden@example.net"));
    EXPECT_FALSE(built->message.contains("earlier@example.net"));
}

TEST(Redirect, refusesWhatCannotBeSent)
{
    Redirection nobody = redirection();
    nobody.to = {};
    nobody.cc = {};
    nobody.bcc = {};
    Redirection odd = redirection();
    odd.to = { { {}, QStringLiteral("ewa") } };
    Redirection nameless = redirection();
    nameless.from = {};
    for (const Redirection &bad : { nobody, odd, nameless }) {
        const auto built = redirect(Signed, bad, context());
        ASSERT_FALSE(built);
        EXPECT_EQ(built.error().kind, ErrorKind::InvalidInput);
        EXPECT_FALSE(built.error().text.isEmpty());
    }
    EXPECT_FALSE(redirect("\r\njust text", redirection(), context()));
    EXPECT_FALSE(redirect({}, redirection(), context()));
}

Account account()
{
    Account account;
    account.id = { 7 };
    account.address = QStringLiteral("ala@example.org");
    account.identities = { { { 1 }, QStringLiteral("Ala"), QStringLiteral("ala@example.org"), {}, {} }, { { 2 }, QStringLiteral("Office"), QStringLiteral("office@example.org"), QStringLiteral("reply@example.org"), {} } };
    return account;
}

TEST(EditAsNew, takesWhatWasWrittenButNotWhereItBelonged)
{
    const QByteArray raw = "From: Office <OFFICE@example.org>\r\nTo: ewa@example.com\r\nCc: jan@example.com\r\nBcc: secret@example.net\r\nSubject: Plan\r\nMessage-ID: <2@x>\r\nIn-Reply-To: <1@x>\r\n"
                           "References: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n"
                           "<p>Hello <img src=\"cid:1@x\"><script>x</script></p>\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <1@x>\r\nContent-Transfer-Encoding: base64\r\n\r\nUE5H\r\n--r--\r\n"
                           "--b\r\nContent-Type: text/plain; charset=iso-8859-2; name=a.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nvwo=\r\n--b\r\n"
                           "Content-Type: message/rfc822\r\n\r\nSubject: inner \r\n\r\nx \r\n--b--\r\n";
    const auto draft = editAsNew(raw, account());
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->account, account().id);
    EXPECT_EQ(draft->from.address, QStringLiteral("OFFICE@example.org"));
    EXPECT_EQ(draft->to.value(0).address, QStringLiteral("ewa@example.com"));
    EXPECT_EQ(draft->bcc.value(0).address, QStringLiteral("secret@example.net"));
    EXPECT_EQ(draft->subject, QStringLiteral("Plan"));
    EXPECT_TRUE(draft->inReplyTo.isEmpty() && draft->references.isEmpty());
    EXPECT_FALSE(draft->original.isValid());
    EXPECT_TRUE(draft->html.contains(u"Hello <img")) << draft->html.toStdString();
    EXPECT_FALSE(draft->html.contains(u"script"));
    EXPECT_TRUE(draft->text.contains(u"Hello"));
    ASSERT_EQ(draft->attachments.size(), 3);
    EXPECT_EQ(draft->attachments[0].contentId, QStringLiteral("1@x"));
    EXPECT_EQ(draft->attachments[1].type, QStringLiteral("text/plain; charset=iso-8859-2"));
    EXPECT_EQ(draft->attachments[1].content, QByteArray("\xBF\n"));
    EXPECT_EQ(draft->attachments[2].content, QByteArray("Subject: inner \r\n\r\nx "));

    // Built, every part that was not touched has the bytes that it had.
    const auto built = build(*draft, context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    const mime::MessageTree tree = mime::readMessage(built->message);
    QList<QByteArray> contents;
    for (const mime::Part &part : tree.parts) {
        if (part.disposition != mime::Disposition::None)
            contents += mime::decodedContent(built->message, part);
        if (part.name == u"a.txt") {
            EXPECT_EQ(part.charset, QByteArray("iso-8859-2"));
        }
    }
    EXPECT_EQ(contents, (QList<QByteArray> { "PNG", "\xBF\n", "Subject: inner \r\n\r\nx " }));
}

TEST(EditAsNew, ofSomebodyElsesMessageIsWrittenByOneself)
{
    const auto draft = editAsNew("From: iva@example.hr\r\nReply-To: x@example.hr\r\nTo: ala@example.org\r\nSubject: =?utf-8?q?a=0Ab?=\r\n\r\nx\r\n", account());
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->from.address, QStringLiteral("ala@example.org"));
    EXPECT_TRUE(draft->replyTo.isEmpty());
    EXPECT_FALSE(draft->subject.contains(u'\n'));
    EXPECT_FALSE(editAsNew(" \r\n", account()));
}

} // namespace
} // namespace golub::compose
