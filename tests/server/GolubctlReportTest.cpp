// SPDX-License-Identifier: GPL-3.0-or-later
// Reports on sent mail, receipts and privacy, as golubctl shows and sends them over real servers.
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlReportTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString bob = QStringLiteral("bob");

    CtlRun send(const QString &subject, const QJsonObject &more = {})
    {
        QJsonObject draft = more;
        draft.insert(QStringLiteral("account"), ala);
        draft.insert(QStringLiteral("to"), QJsonArray { QStringLiteral("bob@example.org") });
        draft.insert(QStringLiteral("bcc"), QJsonArray { QStringLiteral("cyd@example.org") });
        draft.insert(QStringLiteral("subject"), subject);
        draft.insert(QStringLiteral("text"), QStringLiteral("Text\n"));
        const QString file = write(QStringLiteral("draft.json"), QJsonDocument(draft).toJson());
        return ctl({ QStringLiteral("send"), QStringLiteral("--file"), file, QStringLiteral("--wait") });
    }
    static QByteArray qmailBounce(const QByteArray &messageId)
    {
        return "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org\r\nTo: ala@example.org\r\nSubject: failure notice\r\nMessage-ID: <b1@mx.example.org>\r\n"
               "Date: Mon, 2 Feb 2026 10:00:00 +0100\r\n\r\nHi. This is the qmail-send program at mx.example.org.\r\n\r\n<bob@example.org>:\r\n"
               "192.0.2.1 failed after I sent the message.\r\nRemote host said: 552 5.2.2 mailbox is full\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
               "Message-ID: <"
            + messageId + ">\r\nSubject: Plan\r\n\r\nText\r\n";
    }
};

} // namespace

TEST_F(GolubctlReportTest, ABounceInAServersOwnWordsIsTiedToWhatWasSent)
{
    addAccount(ala);
    const CtlRun sent = send(QStringLiteral("Plan"));
    ASSERT_EQ(sent.status, 0) << sent.text();
    server().deliver(ala, qmailBounce(sent.object().value(u"message_id").toString().toUtf8()));
    good({ QStringLiteral("sync") });
    const QJsonObject bounce = good({ QStringLiteral("show"), idOf(QStringLiteral("failure notice")) }).object().value(u"bounce").toObject();
    EXPECT_EQ(bounce.value(u"form").toString(), QStringLiteral("qmail"));
    EXPECT_TRUE(bounce.value(u"ours").toBool());
    EXPECT_EQ(bounce.value(u"subject").toString(), QStringLiteral("Plan"));
    EXPECT_GT(bounce.value(u"outbox").toInteger(), 0);
    const QJsonObject recipient = bounce.value(u"recipients").toArray().first().toObject();
    EXPECT_EQ(recipient.value(u"address").toString(), QStringLiteral("bob@example.org"));
    EXPECT_EQ(recipient.value(u"state").toString(), QStringLiteral("failed"));
    EXPECT_EQ(recipient.value(u"status").toString(), QStringLiteral("5.2.2"));
    EXPECT_TRUE(recipient.value(u"explanation").toString().contains(QStringLiteral("mailbox is full")));
    const QString copy = idOf(QStringLiteral("Plan"), QStringLiteral("Sent"));
    ASSERT_FALSE(copy.isEmpty());
    const QJsonArray deliveries = good({ QStringLiteral("show"), copy }).object().value(u"deliveries").toArray();
    ASSERT_EQ(deliveries.size(), 1);
    EXPECT_EQ(deliveries.first().toObject().value(u"state").toString(), QStringLiteral("failed"));
    EXPECT_EQ(onServer(ala, "Plan", QStringLiteral("Sent")), 1) << "one copy";
}

TEST_F(GolubctlReportTest, WhatIsNotReportedIsNotThere)
{
    addAccount(ala);
    server().deliver(ala, qmailBounce("invented@example.org"));
    server().deliver(ala, message("First"));
    good({ QStringLiteral("sync") });
    const QJsonObject bounce = good({ QStringLiteral("show"), idOf(QStringLiteral("failure notice")) }).object().value(u"bounce").toObject();
    EXPECT_FALSE(bounce.value(u"ours").toBool(true));
    const QJsonObject first = good({ QStringLiteral("show"), idOf(QStringLiteral("First")) }).object();
    EXPECT_FALSE(first.contains(u"bounce"));
    EXPECT_FALSE(first.contains(u"deliveries"));
}

TEST_F(GolubctlReportTest, WhatLeavesSaysNoMoreThanItMust)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala, [](QJsonObject &account) {
        account.insert(QStringLiteral("compose"), QJsonObject { { QStringLiteral("utc_dates"), true } });
    }) });
    ASSERT_EQ(send(QStringLiteral("Private")).status, 0);
    const QByteArrayList arrived = server().messages(bob);
    ASSERT_EQ(arrived.size(), 1);
    const qsizetype date = arrived.first().indexOf("\nDate: ");
    const QByteArray written = arrived.first().mid(date + 1, arrived.first().indexOf('\n', date + 1) - date).trimmed();
    EXPECT_FALSE(arrived.first().contains("User-Agent"));
    EXPECT_FALSE(arrived.first().contains("cyd@example.org")) << "Bcc stands in the envelope only";
    EXPECT_TRUE(written.endsWith(" +0000")) << written.constData();
}

TEST_F(GolubctlReportTest, AWantedReceiptIsAnsweredOnce)
{
    addAccount(ala);
    const auto wish = [](const QByteArray &subject) {
        return "Return-Path: <bob@example.org>\r\nFrom: Bob <bob@example.org>\r\nTo: ala@example.org\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
            + "@example.org>\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nDisposition-Notification-To: bob@example.org\r\n\r\nText\r\n";
    };
    server().deliver(ala, wish("yes"));
    server().deliver(ala, wish("no"));
    server().deliver(ala, message("unasked"));
    good({ QStringLiteral("sync") });
    const QString receipt = QStringLiteral("receipt");

    const QString yes = idOf(QStringLiteral("yes"));
    const QJsonObject told = good({ receipt, yes }).object();
    EXPECT_TRUE(told.value(u"wanted").toBool());
    EXPECT_EQ(told.value(u"to").toArray().first().toString(), QStringLiteral("bob@example.org"));
    EXPECT_TRUE(server().messages(bob).isEmpty()) << "asking is not answering";
    EXPECT_EQ(good({ receipt, yes, QStringLiteral("send"), QStringLiteral("--wait") }).object().value(u"state").toString(), QStringLiteral("accepted"));
    ASSERT_EQ(server().messages(bob).size(), 1);
    EXPECT_TRUE(server().messages(bob).first().contains("disposition-notification")) << server().messages(bob).first().constData();
    EXPECT_EQ(ctl({ receipt, yes, QStringLiteral("send") }).errorKind(), QStringLiteral("not_found")) << "once for ever";

    const QString no = idOf(QStringLiteral("no"));
    EXPECT_FALSE(good({ receipt, no, QStringLiteral("decline") }).object().value(u"sent").toBool(true));
    EXPECT_FALSE(good({ receipt, no }).object().value(u"wanted").toBool(true));
    EXPECT_EQ(ctl({ receipt, no, QStringLiteral("send") }).errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(ctl({ receipt, idOf(QStringLiteral("unasked")), QStringLiteral("send") }).errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(ctl({ receipt, no, QStringLiteral("maybe") }).status, 2);
    EXPECT_EQ(server().messages(bob).size(), 1);
}

TEST_F(GolubctlReportTest, AReceiptIsAskedForInTheDraft)
{
    addAccount(ala);
    ASSERT_EQ(send(QStringLiteral("Read me"), { { QStringLiteral("receipt"), true } }).status, 0);
    ASSERT_EQ(server().messages(bob).size(), 1);
    EXPECT_TRUE(server().messages(bob).first().contains("Disposition-Notification-To: <ala@example.org>"));
}
