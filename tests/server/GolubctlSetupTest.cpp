// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up as scripts do it: servers are found, and a message to oneself goes round.
#include "core/base/Error.h"
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlSetupTest : public test::GolubctlTest
{
protected:
    static QStringList words(const char *line) { return QString::fromLatin1(line).split(u' '); }
};

const QByteArray Subject = "A message to yourself, sent by Golub as a test";

} // namespace

TEST_F(GolubctlSetupTest, AMessageToOneselfGoesOutArrivesAndIsRemoved)
{
    addAccount(QStringLiteral("ala"));
    const QJsonObject report = good(words("account test ala --send-to-self")).object();
    EXPECT_TRUE(report.value(u"ok").toBool());
    const QStringList steps = test::texts(report.value(u"steps").toArray(), QStringLiteral("step"));
    EXPECT_EQ(steps.mid(steps.size() - 3), words("sent arrived removed")) << steps.join(u' ').toStdString();
    EXPECT_EQ(onServer(QStringLiteral("ala"), Subject), 0) << "nothing stays in the inbox";
    EXPECT_EQ(onServer(QStringLiteral("ala"), Subject, QStringLiteral("Sent")), 0) << "nor in Sent";
    EXPECT_TRUE(good(words("outbox list")).array().isEmpty());
    EXPECT_FALSE(subjects(QStringLiteral("INBOX")).contains(QString::fromLatin1(Subject)));
}

TEST_F(GolubctlSetupTest, EachStepTellsItsTimeAndItsFacts)
{
    addAccount(QStringLiteral("ala"));
    const QJsonArray steps = good(words("account test ala")).object().value(u"steps").toArray();
    QMap<QString, QString> facts;
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        EXPECT_GE(step.value(u"milliseconds").toInt(-1), 0);
        facts.insert(step.value(u"step").toString(), step.value(u"facts").toString());
    }
    EXPECT_TRUE(facts.value(QStringLiteral("tls")).contains(QStringLiteral("TLS 1."))) << facts.value(QStringLiteral("tls")).toStdString();
    EXPECT_TRUE(facts.value(QStringLiteral("tls")).contains(QStringLiteral("certificate for")));
    EXPECT_FALSE(facts.value(QStringLiteral("authentication")).isEmpty()) << "the mechanism";
    EXPECT_TRUE(facts.value(QStringLiteral("ehlo")).contains(QStringLiteral("AUTH"))) << "as it is behind STARTTLS";
}

TEST_F(GolubctlSetupTest, DiscoveringNeedsAnAddressAndNoProfile)
{
    const CtlRun run = ctl(words("account discover ala"));
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.errorKind(), QStringLiteral("invalid_input")) << run.text();
    EXPECT_EQ(ctl(words("account discover")).status, 2);
    EXPECT_FALSE(QFile::exists(profile())) << "no profile is made for it";
}

TEST_F(GolubctlSetupTest, ARefusalIsExplainedWithThePageToOpen)
{
    test::TalkingServer imap("* OK ready\r\n", [](const QByteArray &line) -> QByteArray {
        const QByteArray tag = line.left(line.indexOf(' '));
        if (line.contains("CAPABILITY"))
            return "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n" + tag + " OK done\r\n";
        if (line.contains("AUTHENTICATE") || line.contains("LOGIN"))
            return tag + " NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)\r\n";
        return tag + " OK\r\n";
    });
    test::TalkingServer smtp("220 ready\r\n", [](const QByteArray &line) -> QByteArray {
        if (line.startsWith("EHLO"))
            return "250-ready\r\n250 AUTH PLAIN\r\n";
        if (line.startsWith("AUTH"))
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\r\n";
        return "250 ok\r\n";
    });
    const QString host = QStringLiteral("127.0.0.1");
    const ServerSettings incoming { host, imap.port(), Security::None, QStringLiteral("ala") };
    const ServerSettings outgoing { host, smtp.port(), Security::None, QStringLiteral("ala") };
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala"), incoming, outgoing) });
    const CtlRun run = ctl(words("account test ala"));
    EXPECT_EQ(run.status, 3) << run.text();
    QStringList pages;
    for (const QJsonValue &step : run.object().value(u"steps").toArray()) {
        const QJsonObject error = step.toObject().value(u"error").toObject();
        if (error.contains(u"advice"))
            pages += error.value(u"page").toString();
    }
    EXPECT_EQ(pages, QStringList({ QStringLiteral("https://myaccount.google.com/apppasswords"), QStringLiteral("https://aka.ms/smtp_auth_disabled") })) << run.text();
    EXPECT_TRUE(run.errors.contains("app password")) << run.text();
    // One text, no two that contradict each other; and what the server said.
    EXPECT_FALSE(run.errors.contains("did not accept")) << run.text();
    EXPECT_TRUE(run.errors.contains("[ALERT] Application-specific password required") || run.errors.contains("Application-specific password required"))
        << run.text();
    EXPECT_FALSE(run.error().value(u"text").toString().contains(golub::describe(golub::ErrorKind::AuthFailed))) << run.text();
    const CtlRun told = plain(QStringList { QStringLiteral("--profile"), profile() } + words("account test ala"));
    for (const QByteArray &said : { told.output, told.errors }) {
        EXPECT_TRUE(said.contains("app password")) << told.text();
        EXPECT_FALSE(said.contains(golub::describe(golub::ErrorKind::AuthFailed).toUtf8())) << told.text();
    }
}

TEST_F(GolubctlSetupTest, TheOutboxExplainsARefusalAsWell)
{
    test::TalkingServer smtp("220 ready\r\n", [](const QByteArray &line) -> QByteArray {
        if (line.startsWith("EHLO"))
            return "250-ready\r\n250 AUTH PLAIN\r\n";
        if (line.startsWith("AUTH"))
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\r\n";
        return "250 ok\r\n";
    });
    const ServerSettings outgoing { QStringLiteral("127.0.0.1"), smtp.port(), Security::None, QStringLiteral("ala") };
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala"), server().imap(QStringLiteral("ala")), outgoing) });
    const QString mail = write(QStringLiteral("mail.eml"), "From: ala@example.org\r\nTo: bob@example.org\r\nSubject: Plan\r\n\r\nText\r\n");
    const CtlRun sent = plain({ QStringLiteral("--profile"), profile(), QStringLiteral("send"), QStringLiteral("--eml"), mail, QStringLiteral("--wait") });
    const CtlRun list = plain({ QStringLiteral("--profile"), profile(), QStringLiteral("outbox"), QStringLiteral("list") });
    for (const QByteArray &said : { sent.errors, list.output }) {
        EXPECT_TRUE(said.contains("administrator")) << said.constData();
        EXPECT_TRUE(said.contains("The server answered: 535 5.7.139")) << said.constData();
        EXPECT_FALSE(said.contains(golub::describe(golub::ErrorKind::AuthFailed).toUtf8())) << said.constData();
    }
}
