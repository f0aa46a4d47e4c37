// SPDX-License-Identifier: GPL-3.0-or-later
// What the service remembers of servers, and how a person decides about it; certificates and tickets in the place of passwords.
#include "core/service/LocalMailService.h"

#include "core/sync/MessageAnalysis.h"
#include "tests/support/FakeRemote.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::service;
using namespace golub::test;

namespace {

using Proof = SignInStrength::Proof;

const QString Host = QStringLiteral("mail.example.org");

//! The fake server's factory, which also keeps what it is told of client certificates.
class TellingFactory final : public RemoteFactory
{
public:
    TellingFactory(std::unique_ptr<RemoteFactory> factory, std::map<AccountId, QByteArray> &passphrases) : m_factory(std::move(factory)), m_passphrases(passphrases) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &account, const Secret &secret) override { return m_factory->remoteStore(account, secret); }
    std::unique_ptr<Maildrop> maildrop(const Account &account, const Secret &secret) override { return m_factory->maildrop(account, secret); }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override { return m_factory->submitter(account, secret); }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing) override
    {
        return m_factory->connectionTest(account, incoming, outgoing);
    }
    std::unique_ptr<DiscoveryNetwork> discoveryNetwork() override { return m_factory->discoveryNetwork(); }
    void setCertificatePassphrase(AccountId account, const Secret &passphrase) override { m_passphrases[account] = passphrase.reveal(); }

private:
    std::unique_ptr<RemoteFactory> m_factory;
    std::map<AccountId, QByteArray> &m_passphrases;
};

class KnownServersTest : public testing::Test
{
protected:
    void SetUp() override
    {
        server.box(QStringLiteral("INBOX"));
        BackendParts parts;
        parts.profileDirectory = directory.path();
        parts.makeRemoteFactory = [this](KnownServers &servers, ProtocolLogSink &, Clock &) {
            known = &servers;
            return std::make_unique<TellingFactory>(server.factory(), passphrases);
        };
        LocalMailService::open(std::move(parts), nullptr, &context, [this](Result<std::unique_ptr<LocalMailService>> opened) {
            ASSERT_TRUE(opened) << qPrintable(opened.error().text);
            service = std::move(*opened);
            QObject::connect(service.get(), &MailService::userNeeded, &context, [this](const UserRequest &request) { requests.append(request); });
            QObject::connect(service.get(), &MailService::noticed, &context, [this](const QString &text) { notices.append(text); });
        });
        ASSERT_TRUE(wait([this] { return service && known; }));
    }
    bool wait(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 10'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            clock.advance(std::chrono::milliseconds(0));
        }
        return condition();
    }
    std::optional<Error> finish(Job *job)
    {
        std::optional<std::optional<Error>> result;
        QObject::connect(job, &Job::finished, &context, [&result](Job *finished) { result = finished->error(); });
        EXPECT_TRUE(wait([&result] { return result.has_value(); }));
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    AccountId addAccount(AuthMethod method = AuthMethod::Auto, const AccountSecrets &secrets = { Secret("secret"), {} })
    {
        Account account;
        account.name = QStringLiteral("Bob");
        account.address = QStringLiteral("bob@example.org");
        account.incoming = { Host, 993, Security::Tls, QStringLiteral("bob"), method };
        if (method == AuthMethod::External)
            account.incoming.clientCertificate = QStringLiteral("/bob.p12");
        account.outgoing = account.incoming;
        account.outgoing.port = 465;
        account.identities = { Identity { {}, QStringLiteral("Bob"), QStringLiteral("bob@example.org") } };
        account.secretSource = SecretSource::Prompt;
        AccountId id;
        auto *job = service->addAccount(account, secrets);
        QObject::connect(job, &Job::finished, &context, [job, &id](Job *) { id = job->value(); });
        EXPECT_FALSE(finish(job));
        return id;
    }

    QObject context;
    QTemporaryDir directory;
    FakeClock clock;
    FakeServer server { clock };
    std::map<AccountId, QByteArray> passphrases;
    KnownServers *known = nullptr;
    std::unique_ptr<MailService> service;
    QList<UserRequest> requests;
    QStringList notices;
};

} // namespace

TEST_F(KnownServersTest, LessProtectionIsAskedAboutAndTheAnswerIsKept)
{
    const AccountId id = addAccount();
    ASSERT_TRUE(wait([this] { return server.opens > 0; }));
    known->signedIn(id, Host, 993, { true, Proof::Scram });
    EXPECT_EQ(known->bestSignIn(id, Host, 993), (SignInStrength { true, Proof::Scram }));

    Error weaker = Error::of(ErrorKind::Weakened);
    weaker.weakness = std::make_shared<const SignInWeakness>(SignInWeakness { Host, 993, { true, Proof::Scram }, { true, Proof::Password } });
    server.openError = weaker;
    service->setOffline(true); // the next connection is a new one
    service->setOffline(false);
    ASSERT_TRUE(wait([this] { return !requests.isEmpty(); }));
    EXPECT_EQ(requests.first().kind, UserRequest::Kind::Weakened);
    ASSERT_TRUE(requests.first().error.weakness);

    server.openError.reset();
    const int before = server.opens;
    EXPECT_FALSE(finish(service->acceptWeaker(id, Host, 993, { true, Proof::Password })));
    EXPECT_EQ(known->bestSignIn(id, Host, 993), (SignInStrength { true, Proof::Password }));
    EXPECT_TRUE(wait([this, before] { return server.opens > before; })) << "it goes on by itself";
}

TEST_F(KnownServersTest, WhatIsNoAccountIsNotRemembered)
{
    known->signedIn({}, Host, 993, { true, Proof::Scram });
    known->signedIn(AccountId { 77 }, Host, 993, { true, Proof::Scram });
    EXPECT_EQ(known->bestSignIn({}, Host, 993), SignInStrength {}) << "a test of settings that are not saved";
    EXPECT_EQ(known->bestSignIn(AccountId { 77 }, Host, 993), SignInStrength {});
    EXPECT_TRUE(finish(service->acceptWeaker(AccountId { 77 }, Host, 993, {})));
}

TEST_F(KnownServersTest, CertificatesAreRememberedAndExceptionsTakenBack)
{
    CertificateInfo certificate;
    certificate.issuer = QStringLiteral("An Authority");
    certificate.sha256 = QByteArray(32, 'a');
    known->connected(Host, 993, certificate, true);
    ASSERT_TRUE(known->lastSeen(Host, 993));
    EXPECT_EQ(known->lastSeen(Host, 993)->issuer, certificate.issuer);

    EXPECT_FALSE(known->isAccepted(Host, 993, certificate.sha256)) << "seen is not accepted";
    EXPECT_FALSE(finish(service->acceptCertificate(Host, 993, certificate.sha256)));
    EXPECT_TRUE(known->isAccepted(Host, 993, certificate.sha256));
    ASSERT_EQ(service->certificateExceptions().size(), 1);
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(service->certificateExceptions().first().until);
    EXPECT_TRUE(days == 89 || days == 90) << days;
    EXPECT_FALSE(finish(service->revokeCertificate(Host, 993, certificate.sha256)));
    EXPECT_FALSE(known->isAccepted(Host, 993, certificate.sha256));
    EXPECT_TRUE(service->certificateExceptions().isEmpty());
}

TEST_F(KnownServersTest, CertificatesAndTicketsNeedNoPassword)
{
    for (const AuthMethod method : { AuthMethod::External, AuthMethod::Gssapi }) {
        const int before = server.opens;
        addAccount(method, {});
        EXPECT_TRUE(wait([this, before] { return server.opens > before; }));
    }
    EXPECT_TRUE(requests.isEmpty()) << "nobody is asked for a password";
}

TEST_F(KnownServersTest, TheFilesPassphraseIsGivenBeforeAnybodyConnects)
{
    AccountSecrets secrets;
    secrets.clientCertificate = Secret("sezam");
    const AccountId id = addAccount(AuthMethod::External, secrets);
    ASSERT_TRUE(wait([this] { return server.opens > 0; }));
    EXPECT_EQ(passphrases[id], "sezam");
}

TEST_F(KnownServersTest, ACertificateThatEndsSoonIsToldOnce)
{
    known->clientCertificateShown(QStringLiteral("/far.pem"), QDateTime::currentDateTimeUtc().addDays(100));
    EXPECT_TRUE(notices.isEmpty());
    for (int i = 0; i < 3; ++i)
        known->clientCertificateShown(QStringLiteral("/near.pem"), QDateTime::currentDateTimeUtc().addDays(5));
    ASSERT_TRUE(wait([this] { return !notices.isEmpty(); }));
    EXPECT_EQ(notices.size(), 1);
    EXPECT_TRUE(notices.first().contains(QStringLiteral("/near.pem")));
}
