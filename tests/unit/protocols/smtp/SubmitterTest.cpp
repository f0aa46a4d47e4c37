// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/SmtpSubmitter.h"

#include "tests/support/ScriptedTransport.h"

#include <gtest/gtest.h>

namespace golub::smtp {
namespace {

using golub::test::FakeClock;
using golub::test::Script;

const QByteArray SignIn = "TLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH PLAIN\nC: AUTH PLAIN <redacted>\nS: 235 ok\n";
const QByteArray Mail = "C: MAIL FROM:<ala@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n"
                        "C: <22 bytes>\nC: .\nS: 250 queued\n";

Options options()
{
    ServerSettings server;
    server.host = QStringLiteral("mail.example.org");
    server.port = 465;
    return optionsFor(server, QStringLiteral("ala"), Secret("s3cret-word"));
}

Submission submission()
{
    return { QStringLiteral("ala@example.org"), { QStringLiteral("bob@example.net") }, "Subject: Hi\r\n\r\nHello\r\n" };
}

class SubmitterTest : public testing::Test
{
protected:
    void settle(Script &script)
    {
        script.play();
        clock.advance(std::chrono::milliseconds(0));
        script.play();
        clock.advance(std::chrono::milliseconds(0));
    }

    void submit(SmtpSubmitter &submitter)
    {
        submitter.submit(submission(), [this](const QList<OutboxRecipient> &) { ++asked; return permission; }, [this](const SubmissionReport &r) { reports.append(r); });
    }

    FakeClock clock;
    int asked = 0;
    Outcome permission;
    QList<SubmissionReport> reports;
};

TEST_F(SubmitterTest, SubmitsOverOneConnectionInTurn)
{
    Script script(clock, SignIn + Mail + Mail + "C: QUIT\nS: 221 bye\nX\n");
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    submit(submitter);
    EXPECT_TRUE(reports.isEmpty()) << "completions come later";
    settle(script);
    ASSERT_EQ(reports.size(), 2) << script.report().toStdString();
    EXPECT_TRUE(reports.at(0).accepted && reports.at(1).accepted);
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(submitter.submissions(), 2);
    EXPECT_EQ(reports.at(0).finalReply.text, QStringLiteral("queued"));
    submitter.close();
    settle(script);
    EXPECT_TRUE(script.isFinished()) << script.report().toStdString();
    EXPECT_FALSE(script.log().allText().contains("s3cret-word"));
    EXPECT_GT(submitter.statistics().commands, 5);
    EXPECT_GT(submitter.statistics().bytesReceived, 50);
}

TEST_F(SubmitterTest, WhatWasSaidBeforeTlsIsNotWhatTheServerOffers)
{
    Script script(clock, "S: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250-SIZE 10\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 not now\nX\n");
    ServerSettings server;
    server.host = QStringLiteral("mail.example.org");
    server.port = 587;
    server.security = Security::StartTls;
    SmtpSubmitter submitter(optionsFor(server, QStringLiteral("ala"), Secret("s3cret-word")), script.connection());
    submit(submitter);
    settle(script);
    ASSERT_EQ(reports.size(), 1) << script.report().toStdString();
    EXPECT_TRUE(submitter.capabilities().isEmpty()) << "somebody in between could forbid all mail for good";
}

TEST_F(SubmitterTest, WhatTheServerOffersIsKnownOnceItIsReady)
{
    Script script(clock, SignIn + Mail);
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    settle(script);
    EXPECT_EQ(submitter.capabilities(), QStringList { QStringLiteral("AUTH PLAIN") }) << script.report().toStdString();
}

TEST_F(SubmitterTest, EveryWaitingSubmissionLearnsWhyTheConnectionFailed)
{
    Script script(clock, "X host_not_found\n");
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    submit(submitter);
    settle(script);
    ASSERT_EQ(reports.size(), 2) << script.report().toStdString();
    for (const SubmissionReport &report : reports) {
        EXPECT_FALSE(report.accepted);
        ASSERT_TRUE(report.error);
        EXPECT_EQ(report.recipients.size(), 1);
    }
    EXPECT_EQ(asked, 0);
    submit(submitter);
    clock.advance(std::chrono::milliseconds(0));
    EXPECT_EQ(reports.size(), 3) << "also one that comes too late";
}

TEST_F(SubmitterTest, DeniedPermissionAbortsWithThatError)
{
    permission = Error::of(ErrorKind::StorageFull);
    Script script(clock, SignIn + "C: MAIL FROM:<ala@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: RSET\nS: 250 ok\n");
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    settle(script);
    ASSERT_EQ(reports.size(), 1) << script.report().toStdString();
    EXPECT_EQ(reports.first().error->kind, ErrorKind::StorageFull);
}

TEST_F(SubmitterTest, NothingIsCalledAfterDestruction)
{
    Script script(clock, SignIn + Mail.left(Mail.indexOf("S: 250 queued")));
    {
        SmtpSubmitter submitter(options(), script.connection());
        submit(submitter);
        script.play();
        EXPECT_EQ(asked, 1);
    }
    clock.advance(std::chrono::hours(1));
    EXPECT_TRUE(reports.isEmpty());
}

TEST_F(SubmitterTest, LostAfterTheFinalDotIsUnknown)
{
    Script script(clock, SignIn + Mail.left(Mail.indexOf("S: 250 queued")) + "X\n");
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    settle(script);
    ASSERT_EQ(reports.size(), 1) << script.report().toStdString();
    EXPECT_EQ(reports.first().error->kind, ErrorKind::UnknownDelivery);
}

TEST_F(SubmitterTest, SignInOnlyTellsWhatItFound)
{
    Script script(clock, SignIn + "C: QUIT\nS: 221 bye\nX\n");
    SmtpSubmitter submitter(options(), script.connection());
    QStringList seen;
    submitter.setObserver([&seen](const Event &event) { seen.append(QString::number(event.index())); });
    int done = 0;
    submitter.signIn([&done](const Outcome &outcome) { done += outcome ? 1 : 100; });
    settle(script);
    EXPECT_EQ(done, 1) << script.report().toStdString();
    EXPECT_EQ(seen.size(), 5) << "greeted, encrypted, capabilities, authenticated, ready";
    submitter.close();
    settle(script);
    EXPECT_TRUE(script.isFinished()) << script.report().toStdString();
}

// The words of a refusal are kept in the ledger and shown: a password that the server repeats there must not be.
TEST_F(SubmitterTest, APasswordThatTheServerRepeatsIsStruckOut)
{
    const QByteArray plain = QByteArray("\0ala\0s3cret-word", 16).toBase64();
    Script script(clock, SignIn.left(SignIn.indexOf("S: 235")) + "S: 535 5.7.8 No user with s3cret-word (" + QByteArray("s3cret-word").toBase64()
            + ") in " + plain + "\nC: QUIT\n");
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    std::optional<Error> refused;
    submitter.signIn([&refused](const Outcome &outcome) { refused = outcome.error(); });
    settle(script);
    ASSERT_EQ(reports.size(), 1) << script.report().toStdString();
    for (const Error &error : { *reports.first().error, refused.value_or(Error {}) }) {
        EXPECT_EQ(error.kind, ErrorKind::AuthFailed);
        EXPECT_TRUE(error.reply.text.startsWith(u"No user with")) << error.reply.text.toStdString();
        for (const QByteArray &secret : { QByteArray("s3cret-word"), QByteArray("s3cret-word").toBase64(), plain })
            EXPECT_FALSE(error.reply.text.contains(QString::fromLatin1(secret))) << error.reply.text.toStdString();
    }
    EXPECT_FALSE(script.log().allText().contains("s3cret-word"));
}

TEST_F(SubmitterTest, ClosingCancelsWhatWaits)
{
    Script script(clock, SignIn);
    SmtpSubmitter submitter(options(), script.connection());
    submit(submitter);
    submit(submitter);
    submitter.close();
    settle(script);
    ASSERT_EQ(reports.size(), 2);
    EXPECT_EQ(reports.at(0).error->kind, ErrorKind::Cancelled);
    EXPECT_EQ(reports.at(1).error->kind, ErrorKind::Cancelled);
}

TEST(SmtpOptionsTest, CleartextNeedsLoopbackOrTheUsersWord)
{
    ServerSettings server;
    server.host = QStringLiteral("mail.example.org");
    server.security = Security::None;
    EXPECT_FALSE(optionsFor(server, {}, {}).allowCleartext);
    server.allowCleartext = true;
    EXPECT_TRUE(optionsFor(server, {}, {}).allowCleartext);
    server.security = Security::StartTls;
    EXPECT_FALSE(optionsFor(server, {}, {}).allowCleartext) << "STARTTLS is required or not configured";
    server = {};
    server.host = QStringLiteral("127.0.0.1");
    server.security = Security::None;
    EXPECT_TRUE(optionsFor(server, {}, {}).allowCleartext);
}

} // namespace
} // namespace golub::smtp
