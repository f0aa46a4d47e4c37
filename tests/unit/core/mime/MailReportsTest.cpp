// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MailReports.h"

#include "tests/unit/core/mime/Helpers.h"

#include <gtest/gtest.h>

// Every text below is written in the manner of its mail system, not taken from a mail.
namespace golub::mime {
namespace {

using Kind = DeliveryNews::Kind;

std::optional<MailReport> read(const QByteArray &raw)
{
    return mailReport(raw, readMessage(raw));
}

QByteArray bounce(const QByteArray &text, const QByteArray &fields = {}, const QByteArray &from = "MAILER-DAEMON@mx.example.org")
{
    return "From: " + from + "\r\nTo: bob@example.org\r\nSubject: Returned mail\r\n" + fields + "\r\n" + text;
}

struct Words {
    const char *form;
    QByteArray text;
    const char *address;
    const char *status;
    const char *part;             //!< of what the server said
    QByteArray fields = {};
    Kind kind = Kind::Failed;
    const char *original = "";
};

void PrintTo(const Words &words, std::ostream *out)
{
    *out << words.form << ' ' << words.status;
}

class BounceInWords : public testing::TestWithParam<Words> { };

TEST_P(BounceInWords, IsUnderstood)
{
    const Words &words = GetParam();
    const auto report = read(bounce(words.text, words.fields));
    ASSERT_TRUE(report);
    EXPECT_EQ(s(report->form), words.form);
    ASSERT_EQ(report->news.size(), 1);
    const DeliveryNews &news = report->news.first();
    EXPECT_EQ(s(news.address), words.address);
    EXPECT_EQ(news.kind, words.kind);
    EXPECT_EQ(s(news.status), words.status);
    EXPECT_NE(s(news.reply).find(words.part), std::string::npos) << s(news.reply);
    EXPECT_EQ(s(report->originalMessageId), words.original);
}

INSTANTIATE_TEST_SUITE_P(Systems, BounceInWords,
    testing::Values(
        Words { "qmail",
            "Hi. This is the qmail-send program at mx.example.org.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
            "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n<ala@example.net>:\r\n192.0.2.25 does not like recipient.\r\n"
            "Remote host said: 550 5.1.1 <ala@example.net>: no such person\r\nGiving up on 192.0.2.25.\r\n\r\n"
            "--- Below this line is a copy of the message.\r\n\r\nReturn-Path: <bob@example.org>\r\nMessage-ID: <one@example.org>\r\nSubject: Plan\r\n\r\nText <x@y.example>\r\n",
            "ala@example.net", "5.1.1", "no such person", {}, Kind::Failed, "one@example.org" },
        Words { "qmail",
            "Hi. This is the qmail-send program at mx.example.org.\r\n\r\n<ala@nowhere.example>:\r\nSorry, I couldn't find any host named nowhere.example. (#5.1.2)\r\n",
            "ala@nowhere.example", "5.1.2", "couldn't find any host" },
        Words { "exim",
            "This message was created automatically by mail delivery software.\r\n\r\nA message that you sent could not be delivered to one or more of its\r\n"
            "recipients. This is a permanent error. The following address(es) failed:\r\n\r\n  ala@example.net\r\n    host mx.example.net [192.0.2.1]\r\n"
            "    SMTP error from remote mail server after RCPT TO:<ala@example.net>:\r\n    552 5.2.2 mailbox is full\r\n\r\n"
            "------ This is a copy of the message, including all the headers. ------\r\n\r\nMessage-ID: <two@example.org>\r\nSubject: Plan\r\n",
            "ala@example.net", "5.2.2", "mailbox is full", "X-Failed-Recipients: ala@example.net\r\n", Kind::Failed, "two@example.org" },
        Words { "exim",
            "This message was created automatically by mail delivery software.\r\nA message that you sent has not yet been delivered to one or more of its\r\n"
            "recipients after more than 24 hours on the queue on mx.example.org.\r\n\r\nThe address to which the message has not yet been delivered is:\r\n\r\n"
            "  ala@example.net\r\n    host mx.example.net [192.0.2.1]: Connection timed out\r\n\r\nNo action is required on your part.\r\n",
            "ala@example.net", "", "Connection timed out", {}, Kind::Delayed },
        Words { "sendmail",
            "The original message was received at Mon, 5 Jan 2026 09:07:03 +0100\r\nfrom localhost\r\n\r\n   ----- The following addresses had permanent fatal errors -----\r\n"
            "<ala@example.net>\r\n    (reason: 550 5.1.1 <ala@example.net>... User unknown)\r\n\r\n   ----- Original message follows -----\r\n\r\nMessage-Id: <three@example.org>\r\n",
            "ala@example.net", "5.1.1", "User unknown", {}, Kind::Failed, "three@example.org" },
        Words { "sendmail",
            "    **********************************************\r\n    **      THIS IS A WARNING MESSAGE ONLY      **\r\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\r\n"
            "    **********************************************\r\n\r\n   ----- The following addresses had transient non-fatal errors -----\r\n<ala@example.net>\r\n\r\n"
            "   ----- Transcript of session follows -----\r\n<ala@example.net>... Deferred: 451 4.4.1 Connection refused by mx.example.net\r\n",
            "ala@example.net", "4.4.1", "Connection refused", {}, Kind::Delayed },
        Words { "postfix",
            "This is the mail system at host mx.example.org.\r\n\r\nI'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients.\r\n\r\n"
            "<ala@example.net>: host mx.example.net[192.0.2.1] said: 550 5.7.1\r\n    rejected by policy (in reply to RCPT TO command)\r\n",
            "ala@example.net", "5.7.1", "rejected by policy" },
        Words { "hmailserver",
            "Your message did not reach some or all of the intended recipients.\r\n\r\n   Sent: Mon, 5 Jan 2026 09:07:03 +0100\r\n   Subject: Plan\r\n\r\n"
            "The following recipient(s) could not be reached:\r\n\r\nala@example.net\r\n   Error Type: SMTP\r\n   Remote server (192.0.2.1) issued an error.\r\n"
            "   hMailServer sent: RCPT TO:<ala@example.net>\r\n   Remote server replied: 550 5.1.1 Unknown user\r\n\r\nhMailServer\r\n",
            "ala@example.net", "5.1.1", "Unknown user" },
        Words { "exchange",
            "Your message did not reach some or all of the intended recipients.\r\n\r\n      Subject:\tPlan\r\n      Sent:\t05.01.2026 09:07\r\n\r\n"
            "The following recipient(s) could not be reached:\r\n\r\n      'ala@example.net' on 05.01.2026 09:08\r\n"
            "            The e-mail account does not exist at the organization this message was sent to.\r\n            <mx.example.org #5.1.1 smtp;550 5.1.1 unknown>\r\n",
            "ala@example.net", "5.1.1", "does not exist at the organization", "In-Reply-To: <four@example.org>\r\n", Kind::Failed, "four@example.org" },
        Words { "exchange",
            "Delivery has failed to these recipients or groups:\r\n\r\nAla Nowak (ala@example.net)<mailto:ala@example.net>\r\n"
            "Your message can't be delivered because delivery to this group is restricted (5.7.133).\r\n\r\nOriginal message headers:\r\n\r\nMessage-ID: <five@example.org>\r\n",
            "ala@example.net", "5.7.133", "restricted", {}, Kind::Failed, "five@example.org" },
        Words { "gmail",
            "Delivery to the following recipient failed permanently:\r\n\r\n     ala@example.net\r\n\r\nTechnical details of permanent failure: \r\n"
            "The error that the other server returned was:\r\n550 5.1.1 The account that you tried to reach is not there\r\n\r\n----- Original message -----\r\n\r\n"
            "Message-ID: <six@example.org>\r\nSubject: Plan\r\n",
            "ala@example.net", "5.1.1", "not there", {}, Kind::Failed, "six@example.org" },
        Words { "gmail",
            "** Address not found **\r\n\r\nYour message wasn't delivered to ala@example.net because the address couldn't be found, or is unable to receive mail.\r\n\r\n"
            "The response was:\r\n\r\n550 5.1.1 no account\r\n",
            "ala@example.net", "5.1.1", "couldn't be found" },
        Words { "mdaemon",
            "The attached message had permanent fatal delivery errors!\r\n\r\nAfter one or more unsuccessful delivery attempts the attached message has\r\n"
            "been removed from the mail queue on this server.\r\n\r\nFailed address: ala@example.net\r\n\r\n--- Session Transcript ---\r\n"
            " Mon: --> RCPT To:<ala@example.net>\r\n Mon: <-- 550 5.1.1 Recipient unknown\r\n--- End Transcript ---\r\n",
            "ala@example.net", "5.1.1", "Recipient unknown" }));

TEST(MailReports, SeveralRecipientsEachWithTheirOwnReason)
{
    const auto report = read(bounce("Hi. This is the qmail-send program at mx.example.org.\r\n\r\n<a@example.net>:\r\nfirst #5.1.1\r\n\r\n<b@example.net>:\r\nsecond #5.2.2\r\n"));
    ASSERT_TRUE(report);
    ASSERT_EQ(report->news.size(), 2);
    EXPECT_EQ(s(report->news[0].status), "5.1.1");
    EXPECT_EQ(s(report->news[1].address), "b@example.net");
    EXPECT_EQ(s(report->news[1].status), "5.2.2");
}

TEST(MailReports, FailedRecipientsFieldWinsOverTheText)
{
    const auto report = read(bounce("This message was created automatically by mail delivery software.\r\nA message that you sent could not be delivered to one or more of its\r\n"
                                    "recipients.\r\n\r\n  forwarded@inside.example\r\n    550 5.1.1 no\r\n",
        "X-Failed-Recipients: ala@example.net\r\n"));
    ASSERT_TRUE(report);
    ASSERT_EQ(report->news.size(), 1);
    EXPECT_EQ(s(report->news[0].address), "ala@example.net");
    EXPECT_EQ(s(report->news[0].status), "5.1.1");
}

TEST(MailReports, AFormalReportIsOne)
{
    const QByteArray raw = "From: postmaster@example.org\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\r\nWords\r\n--r\r\n"
                           "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\nOriginal-Envelope-Id: env@example.org\r\n\r\n"
                           "Original-Recipient: rfc822;ala@example.net\r\nFinal-Recipient: rfc822;a.nowak@inside.example\r\nAction: failed\r\nStatus: 5.0.0\r\n"
                           "Diagnostic-Code: smtp; 550 5.1.1 nobody here\r\n\r\nFinal-Recipient: rfc822;ola@example.net\r\nAction: delivered\r\nStatus: 2.0.0\r\n"
                           "--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <seven@example.org>\r\nSubject: Plan\r\n--r--\r\n";
    const auto report = read(raw);
    ASSERT_TRUE(report);
    EXPECT_EQ(s(report->form), "rfc3464");
    EXPECT_EQ(s(report->originalMessageId), "seven@example.org");
    EXPECT_EQ(s(report->originalSubject), "Plan");
    EXPECT_EQ(s(report->envelopeId), "env@example.org");
    ASSERT_EQ(report->news.size(), 2);
    EXPECT_EQ(s(report->news[0].address), "ala@example.net") << "the address as it was written to";
    EXPECT_EQ(s(report->news[0].status), "5.1.1") << "5.0.0 says nothing; the server's words do";
    EXPECT_EQ(report->news[1].kind, Kind::Delivered);
    EXPECT_TRUE(report->hasFailure());
    EXPECT_FALSE(report->isReceipt());
}

TEST(MailReports, AReadingReceiptIsOne)
{
    const QByteArray raw = "From: ala@example.net\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n\r\n--r\r\n\r\nRead\r\n--r\r\n"
                           "Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;ala@example.net\r\nOriginal-Message-ID: <eight@example.org>\r\n"
                           "Disposition: manual-action/MDN-sent-manually; displayed\r\n--r--\r\n";
    const auto report = read(raw);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->isReceipt());
    EXPECT_EQ(s(report->originalMessageId), "eight@example.org");
    EXPECT_EQ(s(report->news.first().address), "ala@example.net");
}

TEST(MailReports, DeletedUnreadIsNotRead)
{
    const QByteArray raw = "From: ala@example.net\r\nContent-Type: multipart/report; boundary=r\r\n\r\n--r\r\n\r\nx\r\n--r\r\nContent-Type: message/disposition-notification\r\n\r\n"
                           "Final-Recipient: rfc822;ala@example.net\r\nDisposition: automatic-action/MDN-sent-automatically; deleted\r\n--r--\r\n";
    const auto report = read(raw);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->news.first().kind, Kind::Unread);
}

TEST(MailReports, APersonWhoQuotesABounceSendsNone)
{
    EXPECT_FALSE(read(bounce("Hi. This is the qmail-send program at mx.example.org.\r\n\r\n<ala@example.net>:\r\nno\r\n", {}, "ola@example.net")));
}

TEST(MailReports, AnAttachedReportIsNotThisMessagesWord)
{
    const QByteArray raw = "From: ola@example.net\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\nLook at this\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n"
                           "From: mailer-daemon@x\r\nContent-Type: multipart/report; boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
                           "Final-Recipient: rfc822;ala@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n--r--\r\n--m--\r\n";
    EXPECT_FALSE(read(raw));
}

TEST(MailReports, MailOfADaemonThatReportsNothingIsNone)
{
    EXPECT_FALSE(read(bounce("Your weekly digest of ala@example.net\r\n")));
}

TEST(MailReports, AThousandRecipientsAreCutAtAHundred)
{
    QByteArray text = "Hi. This is the qmail-send program at mx.example.org.\r\n\r\n";
    for (int i = 0; i < 1000; ++i)
        text += "<u" + QByteArray::number(i) + "@example.net>:\r\nno\r\n\r\n";
    const auto report = read(bounce(text));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->news.size(), 100);
}

TEST(MailReports, AnAddressOfAMachineIsNoStatusCode)
{
    EXPECT_EQ(s(enhancedStatusIn(QStringLiteral("host 5.9.12.13 refused"))), "");
    EXPECT_EQ(s(enhancedStatusIn(QStringLiteral("550 5.1.1 no"))), "5.1.1");
    EXPECT_EQ(s(enhancedStatusIn(QStringLiteral("smtp;554 5.7.129 RESOLVER.RST"))), "5.7.129");
    EXPECT_EQ(s(enhancedStatusIn(QStringLiteral("(#5.1.2)"))), "5.1.2");
    EXPECT_EQ(s(enhancedStatusIn(QStringLiteral("version 15.1.1"))), "");
}

} // namespace
} // namespace golub::mime
