// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in through the browser from one end to the other: golubctl, an authorization server, a keychain, and a Dovecot that takes access tokens.
#include "tests/server/GolubctlTest.h"
#include "tests/servers/AuthServer.h"
#include "tests/servers/Keyring.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>

namespace golub::test {
namespace {

const QString Ala = QStringLiteral("ala");

class GolubctlOAuthTest : public GolubctlTest
{
protected:
    void SetUp() override
    {
        if (const QString reason = Keyring::whyNot(); !reason.isEmpty())
            GTEST_SKIP() << reason.toStdString();
        m_keyring = std::make_unique<Keyring>();
        ASSERT_TRUE(m_keyring->isRunning());
        m_auth = std::make_unique<AuthServer>();
        ASSERT_TRUE(m_auth->isRunning());
        m_options.introspection = m_auth->introspection();
        GolubctlTest::SetUp();
    }
    void TearDown() override
    {
        GolubctlTest::TearDown();
        if (m_auth)
            expectNoSecretsAnywhere();
    }

    QJsonObject oauthJson(const char *client = AuthServer::Client) const
    {
        return { { QStringLiteral("provider"), m_auth->issuer() }, { QStringLiteral("client_id"), QLatin1String(client) },
            { QStringLiteral("scopes"), QStringLiteral("mail offline_access") } };
    }
    //! An account that signs in through the browser; \a auth for both servers.
    void addBrowserAccount(const QString &auth = QStringLiteral("auto"), const char *client = AuthServer::Client, const QByteArray &input = {}, bool pop3 = false)
    {
        const auto change = [this, auth, client](QJsonObject &json) {
            json.insert(QStringLiteral("oauth"), oauthJson(client));
            json.remove(QStringLiteral("secret"));
            for (const char *server : { "incoming", "outgoing" }) {
                QJsonObject settings = json.value(QLatin1String(server)).toObject();
                settings.insert(QStringLiteral("auth"), auth);
                json.insert(QLatin1String(server), settings);
            }
        };
        const QString file = pop3 ? accountFile(Ala, server().pop3(Ala), server().submission(Ala), change, true) : accountFile(Ala, change);
        QStringList arguments { QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file };
        if (!input.isEmpty())
            arguments += QStringLiteral("--client-secret-stdin");
        const CtlRun added = ctl(arguments, input);
        ASSERT_EQ(added.status, 0) << added.text();
    }
    //! "golubctl account sign-in", and the browser that opens what it prints.
    CtlRun signIn(AuthServer::Page *page = nullptr)
    {
        const auto process = begin({ QStringLiteral("account"), QStringLiteral("sign-in"), Ala });
        QByteArray said;
        static const QRegularExpression Address(QStringLiteral("^(http://\\S+)$"), QRegularExpression::MultilineOption);
        waitUntil([&] {
            said += process->readAllStandardError();
            return process->state() == QProcess::NotRunning || said.contains("\n\nWaiting");
        }, std::chrono::seconds(20));
        const QString url = Address.match(QString::fromUtf8(said)).captured(1);
        if (!url.isEmpty()) {
            const AuthServer::Page shown = AuthServer::browse(QUrl(url));
            if (page)
                *page = shown;
        }
        CtlRun run = finish(*process);
        run.errors = said + run.errors;
        m_said += run.output + run.errors;
        return run;
    }
    CtlRun heard(const QStringList &arguments)
    {
        CtlRun run = ctl(arguments);
        m_said += run.output + run.errors;
        return run;
    }
    CtlRun sync() { return heard({ QStringLiteral("sync") }); }
    CtlRun send(const QString &subject)
    {
        const QJsonObject letter { { QStringLiteral("account"), Ala }, { QStringLiteral("to"), QJsonArray { QStringLiteral("bob@example.org") } },
            { QStringLiteral("subject"), subject }, { QStringLiteral("text"), QStringLiteral("x") } };
        return heard({ QStringLiteral("send"), QStringLiteral("--file"), write(QStringLiteral("letter.json"), QJsonDocument(letter).toJson()),
            QStringLiteral("--wait") });
    }

    //! No token in what golubctl printed, and none in any file of the profile.
    void expectNoSecretsAnywhere()
    {
        QByteArray everything = m_said;
        QDirIterator files(profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            everything += read(files.next());
        QList<QByteArray> secrets = m_auth->tokens();
        secrets += AuthServer::ClientSecret;
        for (const QByteArray &secret : std::as_const(secrets))
            EXPECT_FALSE(everything.contains(secret)) << secret.toStdString();
    }

    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<AuthServer> m_auth;
    QByteArray m_said;
};

TEST_F(GolubctlOAuthTest, WithoutASignInNothingIsSentAndTheWayIsSaid)
{
    addBrowserAccount();
    const CtlRun run = sync();
    EXPECT_EQ(run.status, 3) << run.text();
    EXPECT_EQ(run.errorKind(), QStringLiteral("credential_missing")) << run.text();
    EXPECT_TRUE(run.error().value(u"text").toString().contains(QStringLiteral("account sign-in"))) << run.text();
    EXPECT_FALSE(server().logs().contains("method=")) << "nobody may try to sign in without a token";
}

TEST_F(GolubctlOAuthTest, SignsInAndGoesOnInLaterRuns)
{
    addBrowserAccount();
    ASSERT_TRUE(server().deliver(Ala, "Subject: hello\r\nMessage-ID: <1@example.org>\r\n\r\nx\r\n"));
    AuthServer::Page page;
    const CtlRun signedIn = signIn(&page);
    ASSERT_EQ(signedIn.status, 0) << signedIn.text();
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.text.contains("Golub"));
    const CtlRun synced = sync();
    ASSERT_EQ(synced.status, 0) << synced.text();
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("hello") });
    ASSERT_EQ(send(QStringLiteral("by token")).status, 0);
    EXPECT_EQ(server().messages(QStringLiteral("bob")).size(), 1);
    // OAUTHBEARER comes before XOAUTH2, for reading and for sending.
    EXPECT_TRUE(server().logged("imap-login: Info: Login: user=<ala>, method=OAUTHBEARER"));
    EXPECT_TRUE(server().logged("submission-login: Info: Login: user=<ala>, method=OAUTHBEARER"));
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /token refresh_token")), 0);
}

TEST_F(GolubctlOAuthTest, XOAuth2WorksAsWell)
{
    addBrowserAccount(QStringLiteral("xoauth2"));
    ASSERT_EQ(signIn().status, 0);
    const CtlRun synced = sync();
    ASSERT_EQ(synced.status, 0) << synced.text();
    ASSERT_EQ(send(QStringLiteral("by token")).status, 0);
    EXPECT_TRUE(server().logged("imap-login: Info: Login: user=<ala>, method=XOAUTH2"));
    EXPECT_TRUE(server().logged("submission-login: Info: Login: user=<ala>, method=XOAUTH2"));
}

TEST_F(GolubctlOAuthTest, Pop3SignsInByToken)
{
    addBrowserAccount(QStringLiteral("auto"), AuthServer::Client, {}, true);
    ASSERT_TRUE(server().deliver(Ala, "Subject: hello\r\nMessage-ID: <1@example.org>\r\n\r\nx\r\n"));
    ASSERT_EQ(signIn().status, 0);
    const CtlRun synced = sync();
    ASSERT_EQ(synced.status, 0) << synced.text();
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("hello") });
    EXPECT_TRUE(server().logged("pop3-login: Info: Login: user=<ala>, method=OAUTHBEARER"));
    m_auth->act(QStringLiteral("expire"));
    const CtlRun renewed = sync();
    EXPECT_EQ(renewed.status, 0) << renewed.text();
}

TEST_F(GolubctlOAuthTest, TheConnectionTestUsesTheToken)
{
    addBrowserAccount();
    ASSERT_EQ(signIn().status, 0);
    const CtlRun tested = heard({ QStringLiteral("account"), QStringLiteral("test"), Ala });
    EXPECT_EQ(tested.status, 0) << tested.text();
    EXPECT_TRUE(tested.output.contains("OAUTHBEARER")) << tested.text();
}

TEST_F(GolubctlOAuthTest, AClientWithASecret)
{
    addBrowserAccount(QStringLiteral("auto"), AuthServer::SecretClient, QByteArray(AuthServer::ClientSecret) + '\n');
    const CtlRun signedIn = signIn();
    ASSERT_EQ(signedIn.status, 0) << signedIn.text();
    EXPECT_EQ(sync().status, 0);
}

TEST_F(GolubctlOAuthTest, TheClientsSecretIsMissed)
{
    addBrowserAccount(QStringLiteral("auto"), AuthServer::SecretClient);
    const CtlRun signedIn = signIn();
    EXPECT_EQ(signedIn.status, 1) << signedIn.text();
    EXPECT_EQ(signedIn.errorKind(), QStringLiteral("invalid_input"));
}

TEST_F(GolubctlOAuthTest, AnEndedTokenIsRenewedSilentlyAndRotated)
{
    m_auth->set(QStringLiteral("lifetime"), 1);
    addBrowserAccount();
    ASSERT_EQ(signIn().status, 0);
    m_auth->set(QStringLiteral("lifetime"), 3600);
    ASSERT_TRUE(waitUntil([issued = QDateTime::currentDateTimeUtc()] { return issued.secsTo(QDateTime::currentDateTimeUtc()) >= 2; }));
    const CtlRun first = sync();
    ASSERT_EQ(first.status, 0) << first.text();
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /token refresh_token")), 1) << "reading and sending share one renewal";
    // The rotated refresh token was kept: the next run renews with it.
    m_auth->act(QStringLiteral("expire"));
    const CtlRun second = sync();
    ASSERT_EQ(second.status, 0) << second.text();
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /token refresh_token")), 2);
}

TEST_F(GolubctlOAuthTest, ATokenThatTheServerRefusesIsRenewedOnceInTheSameRun)
{
    addBrowserAccount();
    ASSERT_EQ(signIn().status, 0);
    m_auth->act(QStringLiteral("expire"));
    const CtlRun synced = sync();
    EXPECT_EQ(synced.status, 0) << synced.text();
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /token refresh_token")), 1);
    m_auth->act(QStringLiteral("expire"));
    const CtlRun sent = send(QStringLiteral("after all"));
    EXPECT_EQ(sent.status, 0) << sent.text();
    EXPECT_EQ(server().messages(QStringLiteral("bob")).size(), 1);
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /token refresh_token")), 2);
}

TEST_F(GolubctlOAuthTest, ARevokedGrantAsksForAnotherSignIn)
{
    addBrowserAccount();
    ASSERT_EQ(signIn().status, 0);
    m_auth->act(QStringLiteral("revoke"));
    const CtlRun refused = sync();
    EXPECT_EQ(refused.status, 3) << refused.text();
    EXPECT_TRUE(refused.output.contains("revoked")) << refused.text();
    EXPECT_FALSE(refused.output.contains("password.")) << refused.text();
    const CtlRun again = signIn();
    ASSERT_EQ(again.status, 0) << again.text();
    const CtlRun synced = sync();
    EXPECT_EQ(synced.status, 0) << synced.text();
}

//! "script" gives golubctl a terminal.
TEST_F(GolubctlOAuthTest, AtATerminalSyncAsksForTheSignInAndGoesOn)
{
    if (QStandardPaths::findExecutable(QStringLiteral("script")).isEmpty())
        GTEST_SKIP() << "script (bsdutils) is not installed";
    addBrowserAccount();
    ASSERT_TRUE(server().deliver(Ala, "Subject: hello\r\nMessage-ID: <1@example.org>\r\n\r\nx\r\n"));
    QProcess process;
    process.start(QStringLiteral("script"),
        { QStringLiteral("-qefc"), QStringLiteral("%1 --profile %2 sync").arg(QStringLiteral(GOLUBCTL), profile()), QStringLiteral("/dev/null") });
    QByteArray said;
    ASSERT_TRUE(waitUntil([&] {
        said += process.readAllStandardOutput();
        return said.contains("Waiting") || process.state() == QProcess::NotRunning;
    }, std::chrono::seconds(20)));
    static const QRegularExpression Address(QStringLiteral("(http://\\S+)\\s"));
    EXPECT_EQ(AuthServer::browse(QUrl(Address.match(QString::fromUtf8(said)).captured(1))).status, 200);
    const CtlRun run = finish(process);
    EXPECT_EQ(run.status, 0) << said.toStdString() << run.text();
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("hello") });
}

TEST_F(GolubctlOAuthTest, DeclinedInTheBrowser)
{
    m_auth->set(QStringLiteral("authorize"), QStringLiteral("deny"));
    addBrowserAccount();
    AuthServer::Page page;
    const CtlRun declined = signIn(&page);
    EXPECT_EQ(declined.status, 3) << declined.text();
    EXPECT_EQ(declined.errorKind(), QStringLiteral("auth_failed"));
    EXPECT_TRUE(page.text.contains("Not signed in")) << page.text.toStdString();
}

TEST_F(GolubctlOAuthTest, TheGrantIsShownAndForgotten)
{
    addBrowserAccount();
    const auto grant = [this] { return heard({ QStringLiteral("account"), QStringLiteral("grant"), Ala }).object(); };
    EXPECT_FALSE(grant().value(u"signed_in").toBool(true));
    ASSERT_EQ(signIn().status, 0);
    const QJsonObject shown = grant();
    EXPECT_TRUE(shown.value(u"signed_in").toBool());
    EXPECT_EQ(shown.value(u"login").toString(), QStringLiteral("ala@example.org"));
    EXPECT_EQ(shown.value(u"scopes").toArray(), (QJsonArray { QStringLiteral("mail"), QStringLiteral("offline_access") }));
    EXPECT_TRUE(shown.value(u"renews_itself").toBool());
    EXPECT_TRUE(QDateTime::fromString(shown.value(u"access_until").toString(), Qt::ISODate) > QDateTime::currentDateTimeUtc().addSecs(3000));
    ASSERT_EQ(heard({ QStringLiteral("account"), QStringLiteral("sign-out"), Ala }).status, 0);
    EXPECT_FALSE(grant().value(u"signed_in").toBool(true));
    EXPECT_EQ(m_auth->count(QStringLiteral("POST /revoke")), 1);
    EXPECT_EQ(sync().status, 3);
}

TEST_F(GolubctlOAuthTest, WithoutAClientIdTheWayIsSaid)
{
    const QString file = accountFile(Ala, [](QJsonObject &json) {
        json.insert(QStringLiteral("oauth"), QJsonObject { { QStringLiteral("provider"), QStringLiteral("google") } });
        json.remove(QStringLiteral("secret"));
    });
    ASSERT_EQ(ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file }).status, 0);
    const CtlRun run = signIn();
    EXPECT_EQ(run.status, 1) << run.text();
    EXPECT_TRUE(run.error().value(u"text").toString().contains(QStringLiteral("client ID of your own"))) << run.text();
    EXPECT_TRUE(run.error().value(u"text").toString().contains(QStringLiteral("app password"))) << run.text();
}

//! Programs that get tokens by themselves need no provider here.
TEST_F(GolubctlOAuthTest, AProgramMayPrintTheToken)
{
    addBrowserAccount();
    ASSERT_EQ(signIn().status, 0);
    QByteArray token;
    for (const QByteArray &known : m_auth->tokens())
        token = known.startsWith("access-") ? known : token;
    write(QStringLiteral("token"), token + '\n');
    ASSERT_EQ(heard({ QStringLiteral("account"), QStringLiteral("remove"), Ala }).status, 0);
    const QString file = accountFile(Ala, [this](QJsonObject &json) {
        QJsonObject secret = json.value(QStringLiteral("secret")).toObject();
        secret.insert(QStringLiteral("command"), QJsonArray { QStringLiteral("cat"), path(QStringLiteral("token")) });
        json.insert(QStringLiteral("secret"), secret);
        for (const char *server : { "incoming", "outgoing" }) {
            QJsonObject settings = json.value(QLatin1String(server)).toObject();
            settings.insert(QStringLiteral("auth"), QStringLiteral("xoauth2"));
            json.insert(QLatin1String(server), settings);
        }
    });
    ASSERT_EQ(ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file }).status, 0);
    const CtlRun synced = sync();
    EXPECT_EQ(synced.status, 0) << synced.text();
    m_auth->act(QStringLiteral("expire"));
    const CtlRun refused = sync();
    EXPECT_EQ(refused.status, 3) << refused.text();
    EXPECT_TRUE(refused.output.contains("access token")) << refused.text();
}

} // namespace
} // namespace golub::test
