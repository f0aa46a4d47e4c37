// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Reports.h"

#include "tests/unit/core/mime/Helpers.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

QByteArray report(const QByteArray &type, const QByteArray &fields, const QByteArray &returned)
{
    return "Content-Type: multipart/report; report-type=" + type + "; boundary=r\r\n\r\n--r\r\n\r\nSee below.\r\n--r\r\nContent-Type: message/" + type + "\r\n\r\n" + fields
        + "\r\n--r\r\n" + returned + "\r\n--r--\r\n";
}

const char *const ReturnedHeader = "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <lost@example.org>\r\nSubject: Lost\r\n";

TEST(Reports, deliveryStatusOfSeveralRecipients)
{
    const QByteArray raw = report("delivery-status",
        "Reporting-MTA: dns; mx.example.org\r\nOriginal-Envelope-Id: QQ314159\r\nArrival-Date: Mon, 5 Jan 2026 09:07:03 +0100\r\n\r\n"
        "Original-Recipient: rfc822;ala@example.org\r\nFinal-Recipient: RFC822; <ala@inside.example.org>\r\nAction: failed\r\nStatus: 5.1.1 (bad destination)\r\n"
        "Remote-MTA: dns; inside.example.org\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\nLast-Attempt-Date: Mon, 5 Jan 2026 09:08:00 +0100\r\n\r\n"
        "Final-Recipient: ola@example.org\r\nAction: Delayed\r\nStatus: 4.4.1\r\nWill-Retry-Until: Fri, 9 Jan 2026 09:07:03 +0100\r\n",
        ReturnedHeader);
    const std::optional<DeliveryReport> found = deliveryReport(raw, readMessage(raw));
    ASSERT_TRUE(found);
    EXPECT_EQ(s(found->reportingMta), "mx.example.org");
    EXPECT_EQ(s(found->envelopeId), "QQ314159");
    EXPECT_EQ(found->arrival.toSecsSinceEpoch(), 1767600423);
    EXPECT_EQ(s(found->originalMessageId), "lost@example.org");
    ASSERT_EQ(found->recipients.size(), 2);
    const RecipientStatus &failed = found->recipients[0];
    EXPECT_EQ(s(failed.originalRecipient), "ala@example.org");
    EXPECT_EQ(s(failed.finalRecipient), "ala@inside.example.org");
    EXPECT_EQ(s(failed.action), "failed");
    EXPECT_EQ(s(failed.status), "5.1.1");
    EXPECT_EQ(s(failed.remoteMta), "inside.example.org");
    EXPECT_EQ(s(failed.diagnosticCode), "550 5.1.1 no such user here");
    EXPECT_TRUE(failed.lastAttempt.isValid());
    EXPECT_TRUE(failed.isFailure());
    const RecipientStatus &delayed = found->recipients[1];
    EXPECT_EQ(s(delayed.finalRecipient), "ola@example.org");
    EXPECT_EQ(s(delayed.action), "delayed");
    EXPECT_FALSE(delayed.isFailure());
    EXPECT_TRUE(delayed.willRetryUntil.isValid());
}

TEST(Reports, originalComesBackWhole)
{
    const QByteArray raw = report("delivery-status", "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b\r\nStatus: 5.0.0\r\n", "Content-Type: message/rfc822\r\n\r\nMessage-ID: <whole@example.org>\r\n\r\nHello\r\n");
    const std::optional<DeliveryReport> found = deliveryReport(raw, readMessage(raw));
    ASSERT_TRUE(found);
    EXPECT_EQ(s(found->originalMessageId), "whole@example.org");
    ASSERT_EQ(found->recipients.size(), 1);
    EXPECT_TRUE(found->recipients[0].isFailure()); // no action, but a class
}

TEST(Reports, statusThatIsNoNumberIsEmpty)
{
    const QByteArray raw = report("delivery-status", "Reporting-MTA: x\r\n\r\nFinal-Recipient: a@b\r\nAction: failed\r\nStatus: unknown\r\n", ReturnedHeader);
    EXPECT_EQ(s(deliveryReport(raw, readMessage(raw))->recipients.at(0).status), "");
}

TEST(Reports, dispositionNotification)
{
    const QByteArray raw = report("disposition-notification",
        "Reporting-UA: pc.example.org; Mail 1.0\r\nOriginal-Recipient: rfc822;ala@example.org\r\nFinal-Recipient: rfc822;ala@example.org\r\n"
        "Original-Message-ID: <sent@example.org>\r\nDisposition: manual-action/MDN-sent-automatically; displayed/error, expired\r\n",
        ReturnedHeader);
    const std::optional<DispositionReport> found = dispositionReport(raw, readMessage(raw));
    ASSERT_TRUE(found);
    EXPECT_EQ(s(found->reportingAgent), "pc.example.org; Mail 1.0");
    EXPECT_EQ(s(found->finalRecipient), "ala@example.org");
    EXPECT_EQ(s(found->originalMessageId), "sent@example.org");
    EXPECT_EQ(s(found->actionMode), "manual-action");
    EXPECT_EQ(s(found->sendingMode), "mdn-sent-automatically");
    EXPECT_EQ(s(found->disposition), "displayed");
    EXPECT_EQ(found->modifiers, (QList<QByteArray> { "error", "expired" }));
}

TEST(Reports, abuseReport)
{
    const QByteArray raw = report("feedback-report", "Feedback-Type: Abuse\r\nUser-Agent: Gen/1.0\r\nVersion: 1\r\nOriginal-Mail-From: <spam@example.net>\r\nSource-IP: 192.0.2.1\r\n", ReturnedHeader);
    const std::optional<FeedbackReport> found = feedbackReport(raw, readMessage(raw));
    ASSERT_TRUE(found);
    EXPECT_EQ(s(found->feedbackType), "abuse");
    EXPECT_EQ(s(found->originalMailFrom), "spam@example.net");
    EXPECT_EQ(s(found->sourceIp), "192.0.2.1");
    EXPECT_EQ(s(found->originalMessageId), "lost@example.org");
}

TEST(Reports, otherMailIsNone)
{
    const QByteArray raw = "From: a@b\r\n\r\nHello\r\n";
    EXPECT_FALSE(deliveryReport(raw, readMessage(raw)));
    EXPECT_FALSE(dispositionReport(raw, readMessage(raw)));
    EXPECT_FALSE(feedbackReport(raw, readMessage(raw)));
}

} // namespace
} // namespace golub::mime
