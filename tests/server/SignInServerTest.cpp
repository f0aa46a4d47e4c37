// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in at a real Dovecot: passwords outside ASCII with every mechanism, client certificates, and a server that becomes weaker.
#include "protocols/imap/ImapRemoteStore.h"
#include "protocols/pop3/Pop3Maildrop.h"
#include "protocols/smtp/SmtpSubmitter.h"
#include "tests/server/GolubctlTest.h"
#include "tests/server/ServerTest.h"
#include "tests/support/TestCertificates.h"

#include <QDir>
#include <QRegularExpression>

using namespace golub;
using test::CtlRun;
using test::MailServer;

namespace {

const QByteArray Utf8Password = "zażółć gęślą \"jaźń\" \\ пароль";
const QByteArray EightBitPassword = "p\xe4sswort-\xfc\xdf\xff";
const QByteArray SpacedPassword = " lead \"and\" trail\\ ";

//! A directory that a server which runs as nobody can read.
class OpenDirectory
{
public:
    OpenDirectory() { QFile::setPermissions(m_directory.path(), QFile::Permissions(0x7055)); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_directory.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.setPermissions(QFile::Permissions(0x6044));
        return file.fileName();
    }

private:
    QTemporaryDir m_directory;
};

class SignInServerTest : public test::ServerTest
{
protected:
    void SetUp() override
    {
        ServerTest::SetUp();
        if (IsSkipped())
            return;
        const auto line = [](const char *name, const QByteArray &password) { return name + QByteArray(":{PLAIN.b64}") + password.toBase64() + '\n'; };
        const QString users = files.write(QStringLiteral("users"), line("utf", Utf8Password) + line("eight", EightBitPassword) + line("spaces", SpacedPassword));
        MailServer::Options options;
        options.dovecot = "passdb {\n  driver = passwd-file\n  args = scheme=PLAIN username_format=%u " + users.toUtf8() + "\n}\n";
        own = std::make_unique<MailServer>(options);
        ASSERT_TRUE(own->isRunning()) << own->problem().toStdString();
    }
    void TearDown() override
    {
        if (HasFailure() && own)
            ADD_FAILURE() << own->logs().right(4000).toStdString();
        ServerTest::TearDown();
    }

    Outcome imap(ServerSettings settings, const QByteArray &password)
    {
        const auto remote = std::make_unique<imap::ImapRemoteStore>(settings, Secret(password), connection(settings));
        remote->setObserver([this](const imap::Event &event) { note<imap::Authenticated>(event); });
        return await<void>([&](Done<void> done) { remote->open(done); });
    }
    Outcome pop3(ServerSettings settings, const QByteArray &password)
    {
        const auto drop = std::make_unique<pop3::Pop3Maildrop>(pop3::optionsFor(settings, Secret(password)), connection(settings));
        drop->setObserver([this](const pop3::Event &event) { note<pop3::Authenticated>(event); });
        return await<void>([&](Done<void> done) { drop->open(done); });
    }
    Outcome smtp(ServerSettings settings, const QByteArray &password)
    {
        const auto submitter = std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(settings, {}, Secret(password)), connection(settings));
        submitter->setObserver([this](const smtp::Event &event) { note<smtp::Authenticated>(event); });
        return await<void>([&](Done<void> done) { submitter->signIn(done); });
    }

    template<class Authenticated, class Event>
    void note(const Event &event)
    {
        if (const auto *authenticated = std::get_if<Authenticated>(&event))
            mechanism = authenticated->mechanism;
    }

    OpenDirectory files;
    std::unique_ptr<MailServer> own;
    QByteArray mechanism;
};

} // namespace

TEST_F(SignInServerTest, PasswordsOutsideAsciiWorkWithEveryMechanism)
{
    const std::pair<AuthMethod, const char *> methods[] = { { AuthMethod::Plain, "PLAIN" }, { AuthMethod::Login, "LOGIN" }, { AuthMethod::CramMd5, "CRAM-MD5" },
        { AuthMethod::ScramSha1, "SCRAM-SHA-1" }, { AuthMethod::ScramSha256, "SCRAM-SHA-256" } };
    for (const auto &[user, password] : { std::pair { QStringLiteral("utf"), Utf8Password }, std::pair { QStringLiteral("eight"), EightBitPassword } }) {
        for (const auto &[method, name] : methods) {
            SCOPED_TRACE(user.toStdString() + ' ' + name);
            ServerSettings settings = own->imap(user);
            settings.auth = method;
            EXPECT_TRUE(imap(settings, password));
            EXPECT_EQ(mechanism, name);
            settings = own->pop3(user);
            settings.auth = method;
            EXPECT_TRUE(pop3(settings, password));
            settings = own->submission(user);
            settings.auth = method;
            EXPECT_TRUE(smtp(settings, password));
            EXPECT_EQ(mechanism, name);
            settings = own->imap(user);
            settings.auth = method;
            EXPECT_EQ(imap(settings, password + 'x').error().kind, ErrorKind::AuthFailed);
        }
    }
}

// Servers without SASL: IMAP's LOGIN (quoted where the bytes allow it, else a literal, RFC 9051 section 6.2.3) and POP3's USER and PASS.
TEST_F(SignInServerTest, PasswordsOutsideAsciiWorkWithoutSasl)
{
    test::Proxy imapProxy(own->port(QStringLiteral("imap")));
    imapProxy.disguise("AUTH=", "NONE=");
    test::Proxy pop3Proxy(own->port(QStringLiteral("pop3")));
    pop3Proxy.disguise("SASL ", "NONE ");
    for (const auto &[user, password] : { std::pair { QStringLiteral("utf"), Utf8Password }, std::pair { QStringLiteral("eight"), EightBitPassword },
             std::pair { QStringLiteral("spaces"), SpacedPassword } }) {
        SCOPED_TRACE(user.toStdString());
        ServerSettings settings = own->imap(user, Security::None);
        settings.port = imapProxy.port();
        Outcome outcome = imap(settings, password);
        EXPECT_TRUE(outcome) << qPrintable(outcome ? QString() : outcome.error().detail);
        EXPECT_EQ(mechanism, "LOGIN");
        EXPECT_EQ(imap(settings, password + 'x').error().kind, ErrorKind::AuthFailed);
        settings = own->pop3(user, Security::None);
        settings.port = pop3Proxy.port();
        outcome = pop3(settings, password);
        EXPECT_TRUE(outcome) << qPrintable(outcome ? QString() : outcome.error().detail);
        EXPECT_EQ(mechanism, "USER");
        EXPECT_EQ(pop3(settings, password + 'x').error().kind, ErrorKind::AuthFailed);
    }
}

TEST_F(SignInServerTest, AutomaticIsTheStrongest)
{
    EXPECT_TRUE(imap(own->imap(QStringLiteral("utf")), Utf8Password));
    EXPECT_EQ(mechanism, "SCRAM-SHA-256");
}

namespace {

//! Dovecot that knows people by their certificates.
class ClientCertificateServerTest : public test::GolubctlTest
{
protected:
    ClientCertificateServerTest()
    {
        m_options.dovecot = "ssl_verify_client_cert = yes\nssl_require_crl = no\nssl_ca = <" + files.write(QStringLiteral("ca.pem"), people.certificate()).toUtf8()
            + "\nauth_ssl_require_client_cert = yes\nauth_ssl_username_from_cert = yes\nssl_cert_username_field = commonName\nauth_mechanisms = external\n"
              "passdb {\n  driver = static\n  mechanisms = external\n  args = nopassword=y\n}\n";
    }
    QByteArray issue(const QString &name, int days = 30)
    {
        const auto own = people.issue({ .subject = name, .hosts = {}, .addresses = {}, .validFromDays = -40, .validToDays = days });
        return own.certificate + own.key;
    }
    QString externalAccount(const QString &certificate)
    {
        return accountFile(QStringLiteral("ala"), [&certificate](QJsonObject &json) {
            for (const char *side : { "incoming", "outgoing" }) {
                QJsonObject server = json.value(QLatin1String(side)).toObject();
                server.insert(QStringLiteral("auth"), QStringLiteral("external"));
                server.insert(QStringLiteral("client_certificate"), certificate);
                json.insert(QLatin1String(side), server);
            }
        });
    }

    OpenDirectory files;
    test::TestAuthority people { QStringLiteral("People") };
};

} // namespace

TEST_F(ClientCertificateServerTest, TheCertificateSignsIn)
{
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), message("certified")));
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), externalAccount(write(QStringLiteral("ala.pem"), issue(QStringLiteral("ala")))) });
    good({ QStringLiteral("sync") });
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("certified") });
    EXPECT_TRUE(server().logged("method=EXTERNAL")) << server().logs().right(2000).toStdString();
    const QString eml = write(QStringLiteral("letter.eml"), message("sent with it"));
    good({ QStringLiteral("send"), QStringLiteral("--eml"), eml, QStringLiteral("--account"), QStringLiteral("ala"), QStringLiteral("--wait") });
}

TEST_F(ClientCertificateServerTest, AnExpiredOneSaysSoAndNothingIsConnected)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), externalAccount(write(QStringLiteral("old.pem"), issue(QStringLiteral("ala"), -1))) });
    const CtlRun run = ctl({ QStringLiteral("sync") });
    EXPECT_NE(run.status, 0);
    EXPECT_TRUE(run.errors.contains("Your certificate expired on")) << run.text();
}

TEST_F(ClientCertificateServerTest, SomebodyElsesIsRefusedWithTheReason)
{
    const test::TestAuthority strangers(QStringLiteral("Strangers"));
    const auto own = strangers.issue({ .subject = QStringLiteral("ala"), .hosts = {}, .addresses = {} });
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), externalAccount(write(QStringLiteral("x.pem"), own.certificate + own.key)) });
    const CtlRun run = ctl({ QStringLiteral("sync") });
    EXPECT_NE(run.status, 0);
    EXPECT_TRUE(run.errors.contains("certificate")) << run.text();
    EXPECT_FALSE(server().logs().contains("Login: user=<ala>"));
}

TEST_F(ClientCertificateServerTest, AnotherNameThanTheCertificatesIsRefused)
{
    ServerSettings settings = server().imap(QStringLiteral("bob"));
    settings.auth = AuthMethod::External;
    SystemClock clock;
    net::Endpoint to { settings.host, settings.port, settings.security, settings.caFile, write(QStringLiteral("ala.pem"), issue(QStringLiteral("ala"))) };
    imap::ImapRemoteStore remote(settings, Secret(), { to, std::make_unique<net::SslTransport>(clock, nullptr), &clock });
    std::optional<Outcome> outcome;
    remote.open([&outcome](const Outcome &opened) { outcome = opened; });
    ASSERT_TRUE(test::waitUntil([&] { return outcome.has_value(); }));
    // auth_ssl_username_from_cert: the server takes the certificate's name, whatever is asked for. Bob's mail is not opened.
    EXPECT_FALSE(server().logs().contains("Login: user=<bob>"));
}

namespace {

class WeakerServerTest : public test::GolubctlTest
{
protected:
    //! Again on the same ports, with \a dovecot.
    void restart(const QByteArray &dovecot)
    {
        server().stop();
        server().configure(dovecot);
        ASSERT_TRUE(server().start()) << server().problem().toStdString();
    }
};

} // namespace

TEST_F(WeakerServerTest, ScramThatDisappearsIsToldAndMayBeAccepted)
{
    addAccount(QStringLiteral("ala"));
    restart("auth_mechanisms = plain login\n");
    const CtlRun run = ctl({ QStringLiteral("sync") });
    EXPECT_EQ(run.status, 3) << run.text();
    EXPECT_TRUE(run.errors.contains("without seeing your password")) << run.text();
    const QString place = QStringLiteral("localhost:%1").arg(server().port(QStringLiteral("imaps")));
    EXPECT_TRUE(run.errors.contains("golubctl trust weaker ACCOUNT " + place.toUtf8() + " tls+password")) << run.text();
    EXPECT_FALSE(server().logs().contains("method=PLAIN")) << "nothing was sent";

    good({ QStringLiteral("trust"), QStringLiteral("weaker"), QStringLiteral("ala"), place, QStringLiteral("tls+password") });
    good({ QStringLiteral("sync") });
    EXPECT_TRUE(server().logged("method=PLAIN"));

    // Machines behind one name may differ: who has said yes is not asked again by each of them.
    restart("auth_mechanisms = plain login scram-sha-256\n");
    good({ QStringLiteral("sync") });
    restart("auth_mechanisms = plain login\n");
    good({ QStringLiteral("sync") });
}

TEST_F(WeakerServerTest, SendingIsNoWeakerEither)
{
    addAccount(QStringLiteral("ala"));
    const QString eml = write(QStringLiteral("letter.eml"), message("strong"));
    const QStringList send { QStringLiteral("send"), QStringLiteral("--eml"), eml, QStringLiteral("--account"), QStringLiteral("ala"), QStringLiteral("--wait") };
    good(send);
    restart("auth_mechanisms = plain login\n");
    const CtlRun run = ctl(send);
    EXPECT_EQ(run.status, 3) << run.text();
    EXPECT_TRUE(run.errors.contains("submission") || run.errors.contains("trust weaker")) << run.text();
    EXPECT_FALSE(server().logs().contains("method=PLAIN"));
}

TEST_F(WeakerServerTest, AnAcceptedCertificateIsForItsTimeAndAChangedOneIsToldApart)
{
    // Without the authority's file nobody vouches for the server.
    const QString file = accountFile(QStringLiteral("ala"), [](QJsonObject &json) { json.remove(QStringLiteral("ca_file")); });
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file });
    const CtlRun first = ctl({ QStringLiteral("sync") });
    EXPECT_EQ(first.status, 3) << first.text();
    EXPECT_TRUE(first.errors.contains("is not trusted")) << first.text();
    const QRegularExpression command(QStringLiteral("golubctl (trust accept \\S+ [0-9a-f]{64})"));
    const QString advised = command.match(QString::fromUtf8(first.errors)).captured(1);
    ASSERT_FALSE(advised.isEmpty()) << first.text();
    good(advised.split(u' ') + QStringList { QStringLiteral("--days"), QStringLiteral("7") });
    good({ QStringLiteral("sync") });
    const QJsonObject accepted = good({ QStringLiteral("trust"), QStringLiteral("list") }).array().first().toObject();
    EXPECT_EQ(accepted.value(u"host").toString(), QStringLiteral("localhost"));
    const QDateTime until = QDateTime::fromString(accepted.value(u"until").toString(), Qt::ISODate);
    EXPECT_EQ(QDateTime::currentDateTimeUtc().secsTo(until) / 3600 / 24, 6);

    server().stop();
    server().certify(MailServer::Certificate::Untrusted);
    ASSERT_TRUE(server().start());
    const CtlRun changed = ctl({ QStringLiteral("sync") });
    EXPECT_EQ(changed.status, 3) << changed.text();
    EXPECT_TRUE(changed.errors.contains("has changed: it is not the one that you accepted")) << changed.text();
    const QString place = advised.section(u' ', 2, 2);
    good({ QStringLiteral("trust"), QStringLiteral("revoke"), place });
    EXPECT_TRUE(good({ QStringLiteral("trust"), QStringLiteral("list") }).array().isEmpty());
}

TEST_F(WeakerServerTest, ATrustedServerWhoseCertificateNobodyTrustsAnyMoreIsAnAlarm)
{
    addAccount(QStringLiteral("ala"));
    server().stop();
    server().certify(MailServer::Certificate::Untrusted);
    ASSERT_TRUE(server().start());
    const CtlRun run = ctl({ QStringLiteral("account"), QStringLiteral("test"), QStringLiteral("ala") });
    EXPECT_TRUE(run.output.contains("\"changed\": true")) << run.text();
    EXPECT_TRUE(run.output.contains("\"unknown_issuer\"")) << run.text();
}
