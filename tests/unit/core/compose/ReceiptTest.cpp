// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Receipt.h"

#include "core/mime/MailReports.h"
#include "core/mime/MessageContent.h"
#include "core/mime/Reports.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

QByteArray mail(const QByteArray &more = {}, const QByteArray &returnPath = "<ola@example.net>", const QByteArray &wish = "Ola <ola@example.net>")
{
    return "Return-Path: " + returnPath + "\r\nFrom: Ola <ola@example.net>\r\nTo: ala@example.org\r\nSubject: Plan \xC5\xBC\r\nMessage-ID: <plan@example.net>\r\n"
        + "Date: Mon, 5 Jan 2026 09:07:03 +0100\r\nDisposition-Notification-To: " + wish + "\r\n" + more + "\r\nText\r\n";
}

std::optional<ReceiptRequest> wishOf(const QByteArray &raw)
{
    return receiptRequest(raw, mime::readMessage(raw));
}

Account account()
{
    Account account;
    account.address = QStringLiteral("ala@example.org");
    account.identities = { Identity { {}, QStringLiteral("Ala"), QStringLiteral("ala@example.org") } };
    return account;
}

BuildContext context()
{
    quint64 next = 1;
    return { QDateTime::fromString(QStringLiteral("2026-01-06T10:00:00+01:00"), Qt::ISODate), [next]() mutable { return next++; } };
}

TEST(Receipt, AWishFromThePlaceTheMailCameFromIsPlain)
{
    const auto wish = wishOf(mail());
    ASSERT_TRUE(wish);
    EXPECT_FALSE(wish->isDoubtful);
    EXPECT_EQ(wish->to.first().address, QStringLiteral("ola@example.net"));
}

TEST(Receipt, ElsewhereOrSeveralOrUnknownNeedsAQuestion) // RFC 8098 section 2.1
{
    EXPECT_TRUE(wishOf(mail({}, "<bounces@other.example>"))->isDoubtful);
    EXPECT_TRUE(wishOf(mail({}, "<>"))->isDoubtful);
    EXPECT_TRUE(wishOf(mail({}, "<ola@example.net>", "ola@example.net, spy@other.example"))->isDoubtful);
    EXPECT_TRUE(wishOf(mail({}, "<OLA@example.net>"))->isDoubtful) << "local parts differ by case";
    EXPECT_FALSE(wishOf(mail({}, "<ola@EXAMPLE.net>"))->isDoubtful) << "domains do not";
    QByteArray without = mail();
    without.remove(0, without.indexOf("From:"));
    EXPECT_TRUE(wishOf(without)->isDoubtful);
}

TEST(Receipt, ListsMachinesAndReportsAreNotAnswered)
{
    for (const char *field : { "List-Id: <l.example>", "List-Post: <mailto:l@example.net>", "List-Unsubscribe: <https://x.example>", "Precedence: bulk",
             "Precedence: list", "Auto-Submitted: auto-generated", "Disposition-Notification-Options: signed-receipt-protocol=required,pkcs7-signature" })
        EXPECT_FALSE(wishOf(mail(QByteArray(field) + "\r\n"))) << field;
    EXPECT_TRUE(wishOf(mail("Auto-Submitted: no\r\n")));
    EXPECT_FALSE(wishOf(mail("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n")));
    EXPECT_FALSE(wishOf(mail({}, "<ola@example.net>", "no address")));
    EXPECT_FALSE(wishOf("From: ola@example.net\r\n\r\nText\r\n"));
}

TEST(Receipt, IsAReportWithThreePartsAndNoSenderInItsEnvelope)
{
    const QByteArray raw = mail("Original-Recipient: rfc822;team@example.org\r\n");
    const auto built = buildReceipt(raw, account(), false, context());
    ASSERT_TRUE(built);
    EXPECT_EQ(built->envelopeFrom, QString()) << "RFC 8098 section 3: nothing must answer it";
    EXPECT_EQ(built->recipients, QStringList { QStringLiteral("ola@example.net") });
    const mime::MessageTree tree = mime::readMessage(built->message);
    ASSERT_TRUE(tree.root().is("multipart", "report"));
    ASSERT_EQ(tree.root().children.size(), 3);
    EXPECT_TRUE(tree.parts[1].is("text", "plain"));
    EXPECT_TRUE(tree.parts[2].is("message", "disposition-notification"));
    EXPECT_TRUE(tree.parts[3].is("text", "rfc822-headers"));
    EXPECT_EQ(tree.root().params.value("report-type"), QStringLiteral("disposition-notification"));
    EXPECT_EQ(tree.envelope.inReplyTo, QStringList { QStringLiteral("plan@example.net") });
    const auto facts = mime::dispositionReport(built->message, tree);
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->originalMessageId, QStringLiteral("plan@example.net"));
    EXPECT_EQ(facts->finalRecipient, QStringLiteral("ala@example.org"));
    EXPECT_EQ(facts->originalRecipient, QStringLiteral("team@example.org"));
    EXPECT_EQ(facts->disposition, "displayed");
    EXPECT_EQ(facts->actionMode, "manual-action");
    EXPECT_EQ(facts->sendingMode, "mdn-sent-manually");
    EXPECT_TRUE(mime::decodedContent(built->message, tree.parts[3]).contains("Message-ID: <plan@example.net>"));
    EXPECT_FALSE(mime::decodedContent(built->message, tree.parts[3]).contains("Text")) << "the content stays here";
    EXPECT_FALSE(built->message.contains("Auto-Submitted"));
    EXPECT_FALSE(built->message.contains("Golub")) << "not the program either";
}

TEST(Receipt, ByRuleItSaysSo)
{
    const auto built = buildReceipt(mail(), account(), true, context());
    ASSERT_TRUE(built);
    EXPECT_TRUE(built->message.contains("Auto-Submitted: auto-replied"));
    EXPECT_TRUE(built->message.contains("MDN-sent-automatically"));
}

TEST(Receipt, NothingOfTheMailBreaksOutOfItsField)
{
    const QByteArray raw = mail("Original-Recipient: rfc822;x\r\n Disposition: evil\r\n");
    const auto built = buildReceipt(raw, account(), false, context());
    ASSERT_TRUE(built);
    const auto facts = mime::dispositionReport(built->message, mime::readMessage(built->message));
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->disposition, "displayed");
    EXPECT_FALSE(built->message.contains("\r\nDisposition: evil"));
}

TEST(Receipt, OursIsReadAsAReceiptForTheMail)
{
    const auto built = buildReceipt(mail(), account(), false, context());
    ASSERT_TRUE(built);
    const auto report = mime::mailReport(built->message, mime::readMessage(built->message));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->isReceipt());
    EXPECT_EQ(report->originalMessageId, QStringLiteral("plan@example.net"));
}

} // namespace
} // namespace golub::compose
