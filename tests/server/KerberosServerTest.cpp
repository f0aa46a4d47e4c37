// SPDX-License-Identifier: GPL-3.0-or-later
// GSSAPI with a real KDC and a real Dovecot: golubctl signs in with a ticket, and says what to do where there is none.
#include "tests/server/GolubctlTest.h"

#include <QFileInfo>
#include <QJsonDocument>

using namespace golub;
using test::CtlRun;

namespace {

class KerberosServerTest : public test::GolubctlTest
{
protected:
    void SetUp() override
    {
        if (!kdc({ QStringLiteral("doctor") }))
            GTEST_SKIP() << "there is no KDC here: " << m_said.trimmed().toStdString();
        QFile::setPermissions(m_realm.path(), QFile::Permissions(0x7055));
        ASSERT_TRUE(kdc({ QStringLiteral("start"), realm(), QStringLiteral("--user"), QStringLiteral("ala:ala-password"), QStringLiteral("--user"),
            QStringLiteral("bob:bob-password"), QStringLiteral("--service"), QStringLiteral("imap"), QStringLiteral("--service"), QStringLiteral("smtp"),
            QStringLiteral("--owner"), QString::number(QCoreApplication::applicationPid()) }))
            << m_said.toStdString();
        const QJsonObject facts = QJsonDocument::fromJson(m_said).object();
        const QByteArray config = facts.value(u"config").toString().toUtf8();
        m_options.dovecot = "import_environment = $import_environment KRB5_CONFIG=" + config + " KRB5RCACHENAME=none:\nauth_mechanisms = gssapi plain\n"
            + "auth_krb5_keytab = " + facts.value(u"keytab").toString().toUtf8() + "\nauth_gssapi_hostname = \"$ALL\"\nauth_realms = GOLUB.TEST\n";
        qputenv("KRB5_CONFIG", config);
        qputenv("KRB5CCNAME", "FILE:" + cache().toUtf8());
        GolubctlTest::SetUp();
        if (!QFileInfo::exists(QStringLiteral("/usr/lib/dovecot/modules/auth/libmech_gssapi.so")))
            GTEST_SKIP() << "Dovecot has no GSSAPI (package dovecot-gssapi)";
    }
    void TearDown() override
    {
        GolubctlTest::TearDown();
        kdc({ QStringLiteral("stop"), realm() });
        qunsetenv("KRB5_CONFIG");
        qunsetenv("KRB5CCNAME");
    }

    bool kdc(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/kdc"), arguments);
        const bool good = test::waitUntil([&] { return process.state() == QProcess::NotRunning; }, std::chrono::seconds(30)) && process.exitCode() == 0;
        m_said = process.readAllStandardOutput() + process.readAllStandardError();
        return good;
    }
    void ticketFor(const QString &user, int seconds = 3600)
    {
        ASSERT_TRUE(kdc({ QStringLiteral("ticket"), realm(), user, user + QStringLiteral("-password"), cache(), QStringLiteral("--life"), QString::number(seconds) }))
            << m_said.toStdString();
    }
    QString realm() const { return m_realm.filePath(QStringLiteral("realm")); }
    QString cache() const { return m_realm.filePath(QStringLiteral("ccache")); }
    void addKerberosAccount(const QString &host = {})
    {
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala"), [&host](QJsonObject &json) {
            for (const char *side : { "incoming", "outgoing" }) {
                QJsonObject server = json.value(QLatin1String(side)).toObject();
                server.insert(QStringLiteral("auth"), QStringLiteral("gssapi"));
                if (!host.isEmpty())
                    server.insert(QStringLiteral("host"), host);
                json.insert(QLatin1String(side), server);
            }
        }) });
    }
    CtlRun failed(const QStringList &arguments)
    {
        const CtlRun run = ctl(arguments);
        EXPECT_NE(run.status, 0) << run.text();
        return run;
    }

    QTemporaryDir m_realm;
    QByteArray m_said;
};

} // namespace

TEST_F(KerberosServerTest, ATicketSignsInForReadingAndSending)
{
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), message("by ticket")));
    ticketFor(QStringLiteral("ala"));
    addKerberosAccount();
    good({ QStringLiteral("sync") });
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("by ticket") });
    good({ QStringLiteral("send"), QStringLiteral("--eml"), write(QStringLiteral("letter.eml"), message("sent by ticket")), QStringLiteral("--account"),
        QStringLiteral("ala"), QStringLiteral("--wait") });
    EXPECT_GE(server().logs().count("method=GSSAPI"), 2) << server().logs().right(3000).toStdString();
}

TEST_F(KerberosServerTest, WithoutATicketItSaysKinit)
{
    addKerberosAccount();
    const CtlRun run = failed({ QStringLiteral("sync") });
    EXPECT_TRUE(run.errors.contains("kinit")) << run.text();
}

TEST_F(KerberosServerTest, ASomebodyElsesTicketDoesNotOpenTheMailbox)
{
    ticketFor(QStringLiteral("bob"));
    addKerberosAccount();
    const CtlRun run = failed({ QStringLiteral("sync") });
    EXPECT_TRUE(run.errors.contains("did not let you in with your Kerberos ticket")) << run.text();
    EXPECT_FALSE(server().logs().contains("Login: user=<ala>"));
}

TEST_F(KerberosServerTest, AnUnknownServiceNamesIt)
{
    ticketFor(QStringLiteral("ala"));
    addKerberosAccount(QStringLiteral("127.0.0.1"));
    const CtlRun run = failed({ QStringLiteral("sync") });
    EXPECT_TRUE(run.errors.contains("imap@127.0.0.1") || run.errors.contains("krb5.conf")) << run.text();
}

TEST_F(KerberosServerTest, AKdcThatIsAwayIsTriedAgain)
{
    ticketFor(QStringLiteral("ala"));
    addKerberosAccount();
    ASSERT_TRUE(kdc({ QStringLiteral("stop"), realm() }));
    const CtlRun run = failed({ QStringLiteral("sync") });
    EXPECT_TRUE(run.errors.contains("Kerberos server cannot be reached")) << run.text();
}
