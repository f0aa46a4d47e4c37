// SPDX-License-Identifier: GPL-3.0-or-later
// SmtpSubmitter against Dovecot's submission service, Postfix and the relay.
#include "protocols/smtp/SmtpSubmitter.h"

#include "tests/server/ServerTest.h"

#include <algorithm>

using namespace golub;
using test::MailServer;

namespace {

class SmtpServerTest : public test::ServerTest
{
protected:
    std::unique_ptr<smtp::SmtpSubmitter> submitter(const ServerSettings &settings, const Secret &secret)
    {
        return std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(settings, settings.user, secret), connection(settings));
    }
    SubmissionReport submit(smtp::SmtpSubmitter &with, const QStringList &recipients, const QByteArray &raw, Outcome beforeData = {})
    {
        auto report = std::make_shared<std::optional<SubmissionReport>>();
        with.submit({ QStringLiteral("ala@example.org"), recipients, raw },
            [this, beforeData](const QList<OutboxRecipient> &) {
                ++asked;
                return beforeData;
            },
            [report](const SubmissionReport &given) { *report = given; });
        EXPECT_TRUE(test::waitUntil([&] { return report->has_value(); }, std::chrono::seconds(30)));
        return report->value_or(SubmissionReport {});
    }
    //! Waits until the user has a message that contains \a text.
    static bool arrived(const MailServer &at, const QString &user, const QByteArray &text)
    {
        return test::waitUntil([&] {
            const auto messages = at.messages(user);
            return std::any_of(messages.begin(), messages.end(), [&](const QByteArray &raw) { return raw.contains(text); });
        });
    }
    int asked = 0;
};

} // namespace

TEST_F(SmtpServerTest, SubmitsByStartTlsAndByTlsAndTheMailArrives)
{
    for (const Security security : { Security::StartTls, Security::Tls }) {
        auto with = submitter(server().submission(QStringLiteral("ala"), security), secretOf(QStringLiteral("ala")));
        const QByteArray subject = security == Security::Tls ? "by-tls" : "by-starttls";
        const QByteArray body = "..two dots\r\n.\r\n.one dot\r\nend\r\n";
        const SubmissionReport report = submit(*with, { QStringLiteral("bob@example.org") }, message(subject, body));
        EXPECT_TRUE(report.accepted) << (report.error ? report.error->text.toStdString() : "");
        EXPECT_EQ(report.finalReply.code, 250);
        ASSERT_EQ(report.recipients.size(), 1);
        EXPECT_EQ(report.recipients.first().state, RecipientState::Accepted);
        EXPECT_TRUE(arrived(server(), QStringLiteral("bob"), "Subject: " + subject + "\r\n\r\n" + body));
    }
    EXPECT_EQ(asked, 2);
    EXPECT_FALSE(log.allText().contains("ala-password"));
}

TEST_F(SmtpServerTest, OneRefusedRecipientAmongOthersIsToldAndTheOthersGetTheMail)
{
    auto with = submitter(server().submission(QStringLiteral("ala")), secretOf(QStringLiteral("ala")));
    const SubmissionReport report = submit(*with,
        { QStringLiteral("bob@example.org"), QStringLiteral("nobody@example.org"), QStringLiteral("cyd@example.org") }, message("one-refused"));
    EXPECT_TRUE(report.accepted);
    ASSERT_EQ(report.recipients.size(), 3);
    EXPECT_EQ(report.recipients.at(0).state, RecipientState::Accepted);
    EXPECT_EQ(report.recipients.at(1).state, RecipientState::Refused);
    EXPECT_EQ(report.recipients.at(1).reply.code, 550);
    EXPECT_EQ(report.recipients.at(1).reply.enhanced, QStringLiteral("5.1.1"));
    EXPECT_EQ(report.recipients.at(2).state, RecipientState::Accepted);
    EXPECT_TRUE(arrived(server(), QStringLiteral("cyd"), "Subject: one-refused"));
}

TEST_F(SmtpServerTest, NoRecipientLeftIsARefusalAndNothingIsSent)
{
    auto with = submitter(server().submission(QStringLiteral("ala")), secretOf(QStringLiteral("ala")));
    const SubmissionReport report = submit(*with, { QStringLiteral("nobody@example.org") }, message("none-left"));
    EXPECT_FALSE(report.accepted);
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::ServerRefused);
    EXPECT_EQ(report.recipients.first().state, RecipientState::Refused);
    EXPECT_LE(asked, 1) << "in one flight before the answer, else not at all";
    for (const char *user : { "ala", "bob", "cyd" })
        EXPECT_FALSE(arrived(server(), QString::fromLatin1(user), "Subject: none-left"));
    // The session goes on.
    EXPECT_TRUE(submit(*with, { QStringLiteral("bob@example.org") }, message("after-refusal")).accepted);
}

TEST_F(SmtpServerTest, ATemporaryRefusalIsOne)
{
    auto with = submitter(server().relay(), {});
    const SubmissionReport report = submit(*with, { QStringLiteral("later@example.org") }, message("later"));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::ServerTemporary);
    EXPECT_EQ(report.error->reply.code, 451);
}

// RFC 5321 section 6.1: a connection lost after the final dot leaves it open whether the mail was taken. Never silently resent.
TEST_F(SmtpServerTest, AConnectionLostAfterTheFinalDotIsUnknown)
{
    auto with = submitter(server().relay(), {});
    const SubmissionReport report = submit(*with, { QStringLiteral("drop@example.org") }, message("dropped"));
    EXPECT_FALSE(report.accepted);
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::UnknownDelivery);
    EXPECT_EQ(asked, 1);
}

TEST_F(SmtpServerTest, WhatCannotBeMadeDurableIsNotSent)
{
    auto with = submitter(server().submission(QStringLiteral("ala")), secretOf(QStringLiteral("ala")));
    const SubmissionReport report =
        submit(*with, { QStringLiteral("bob@example.org") }, message("not-durable"), Error::of(ErrorKind::StorageFull));
    EXPECT_FALSE(report.accepted);
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::StorageFull);
    for (const QByteArray &raw : server().messages(QStringLiteral("bob")))
        EXPECT_FALSE(raw.contains("not-durable"));
}

TEST_F(SmtpServerTest, AWrongPasswordIsAuthFailed)
{
    auto with = submitter(server().submission(QStringLiteral("ala")), Secret("wrong"));
    const Outcome outcome = await<void>([&](Done<void> done) { with->signIn(done); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::AuthFailed);
    EXPECT_EQ(outcome.error().reply.code, 535);
}

TEST_F(SmtpServerTest, AMessageOfManyMegabytesArrivesWhole)
{
    QByteArray body;
    for (int line = 0; line < 60'000; ++line)
        body += "Line " + QByteArray::number(line) + " of a long message, which is here to fill the buffers of both sides\r\n";
    auto with = submitter(server().submission(QStringLiteral("ala")), secretOf(QStringLiteral("ala")));
    EXPECT_TRUE(submit(*with, { QStringLiteral("cyd@example.org") }, message("large", body)).accepted);
    EXPECT_TRUE(arrived(server(), QStringLiteral("cyd"), "\r\n\r\n" + body));
    EXPECT_FALSE(log.allText().contains("Line 7 of"));
}

TEST_F(SmtpServerTest, PostfixTakesMailOnBothPortsAndRefusesPerRecipient)
{
    if (const QString reason = MailServer::whyNot(true); !reason.isEmpty())
        GTEST_SKIP() << reason.toStdString();
    MailServer::Options options;
    options.postfix = true;
    MailServer own(options);
    ASSERT_TRUE(own.isRunning()) << own.problem().toStdString();
    for (const Security security : { Security::StartTls, Security::Tls }) {
        auto with = submitter(own.submission(QStringLiteral("ala"), security, true), secretOf(QStringLiteral("ala")));
        const QByteArray subject = security == Security::Tls ? "postfix-465" : "postfix-587";
        const SubmissionReport report = submit(*with, { QStringLiteral("bob@example.org"), QStringLiteral("nobody@example.org") }, message(subject));
        EXPECT_TRUE(report.accepted) << (report.error ? report.error->text.toStdString() : "") << own.logs().toStdString();
        ASSERT_EQ(report.recipients.size(), 2);
        EXPECT_EQ(report.recipients.at(0).state, RecipientState::Accepted);
        EXPECT_EQ(report.recipients.at(1).state, RecipientState::Refused);
        EXPECT_TRUE(arrived(own, QStringLiteral("bob"), "Subject: " + subject));
    }
}
