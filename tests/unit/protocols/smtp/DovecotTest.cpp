// SPDX-License-Identifier: GPL-3.0-or-later
// Submission to a real server on loopback, with every mechanism. Skipped where none can run.
#include "protocols/smtp/SmtpSubmitter.h"

#include "tests/support/LiveDovecot.h"

#include <gtest/gtest.h>

namespace golub::smtp {
namespace {

using golub::test::LiveDovecot;
using golub::test::waitUntil;

TEST(SmtpDovecotTest, SubmitsWithEveryMechanism)
{
    LiveDovecot dovecot;
    ASSERT_FALSE(dovecot.hasFailed());
    if (!dovecot.isRunning())
        GTEST_SKIP() << "no Dovecot can be started here (tests/servers/mailserver doctor says why)";
    SystemClock clock;
    // The last message is larger than what leaves at a time.
    QByteArray large = "Subject: large\r\n\r\n";
    large += QByteArray("A line of text, and then another one.\r\n.A dot.\r\n").repeated(30'000);
    for (const AuthMethod auth : { AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::ScramSha1, AuthMethod::ScramSha256, AuthMethod::Auto }) {
        const bool tls = auth == AuthMethod::Login || auth == AuthMethod::Auto;
        const ServerSettings to = dovecot.settings(tls ? QStringLiteral("submissions") : QStringLiteral("submission"), tls ? Security::Tls : Security::StartTls, auth);
        SmtpSubmitter submitter(optionsFor(to, {}, Secret("tajne")), dovecot.connection(to, clock));
        QByteArray mechanism;
        QStringList offered;
        submitter.setObserver([&](const Event &event) {
            if (const auto *signedIn = std::get_if<Authenticated>(&event))
                mechanism = signedIn->mechanism;
            if (const auto *learnt = std::get_if<CapabilitiesLearned>(&event))
                offered.append(QString::fromLatin1(learnt->capabilities.auth.join(' ')));
        });
        std::optional<SubmissionReport> report;
        const QByteArray message = auth == AuthMethod::Auto ? large : QByteArray("Subject: Hi\r\n\r\n.\r\n");
        submitter.submit({ QStringLiteral("ala@golub.test"), { QStringLiteral("ala@golub.test") }, message }, [](const QList<OutboxRecipient> &) { return Outcome(); },
            [&](const SubmissionReport &r) { report = r; });
        ASSERT_TRUE(waitUntil([&] { return report.has_value(); }, std::chrono::seconds(30)));
        const QString why = report->error ? kindName(report->error->kind) + u' ' + report->error->detail + u' ' + report->error->reply.text : QString();
        EXPECT_TRUE(report->accepted) << why.toStdString() << ", offered: " << offered.join(u" | ").toStdString();
        EXPECT_FALSE(mechanism.isEmpty());
        if (auth != AuthMethod::Auto) {
            EXPECT_EQ(mechanism, sasl::mechanismName(auth));
        }
    }
}

TEST(SmtpDovecotTest, WrongPasswordIsToldFromEverythingElse)
{
    LiveDovecot dovecot;
    ASSERT_FALSE(dovecot.hasFailed());
    if (!dovecot.isRunning())
        GTEST_SKIP() << "no Dovecot can be started here (tests/servers/mailserver doctor says why)";
    SystemClock clock;
    const ServerSettings to = dovecot.settings(QStringLiteral("submission"), Security::StartTls);
    SmtpSubmitter submitter(optionsFor(to, {}, Secret("wrong")), dovecot.connection(to, clock));
    std::optional<Outcome> outcome;
    submitter.signIn([&](const Outcome &o) { outcome = o; });
    ASSERT_TRUE(waitUntil([&] { return outcome.has_value(); }, std::chrono::seconds(30)));
    ASSERT_FALSE(outcome->has_value());
    EXPECT_EQ(outcome->error().kind, ErrorKind::AuthFailed) << outcome->error().detail.toStdString();
}

} // namespace
} // namespace golub::smtp
