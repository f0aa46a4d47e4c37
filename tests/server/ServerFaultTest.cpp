// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that go away or show a bad certificate; each test has a server of its own.
#include "protocols/imap/ImapRemoteStore.h"
#include "protocols/net/ConnectionProbe.h"

#include "tests/server/ServerTest.h"

using namespace golub;
using test::MailServer;

namespace {

class ServerFaultTest : public test::ServerTest
{
protected:
    std::unique_ptr<imap::ImapRemoteStore> store(const ServerSettings &settings, const QString &user = QStringLiteral("ala"))
    {
        return std::make_unique<imap::ImapRemoteStore>(settings, secretOf(user), connection(settings));
    }
};

class CertificateFaultTest : public ServerFaultTest, public testing::WithParamInterface<std::pair<MailServer::Certificate, const char *>> { };

} // namespace

TEST_F(ServerFaultTest, AServerThatIsKilledIsConnectionLostAndComesBackOnItsPorts)
{
    MailServer own;
    ASSERT_TRUE(own.isRunning()) << own.problem().toStdString();
    const QByteArray raw = message("stays");
    ASSERT_TRUE(own.deliver(QStringLiteral("ala"), raw));
    auto remote = store(own.imap(QStringLiteral("ala")));
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->open(done); }));
    own.kill();
    const auto list = await<QList<RemoteMailbox>>([&](Done<QList<RemoteMailbox>> done) { remote->listMailboxes(done); });
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, ErrorKind::ConnectionLost);

    auto refused = store(own.imap(QStringLiteral("ala")));
    const Outcome outcome = await<void>([&](Done<void> done) { refused->open(done); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::ConnectionRefused);

    const quint16 port = own.port(QStringLiteral("imaps"));
    ASSERT_TRUE(own.start()) << own.problem().toStdString();
    EXPECT_EQ(own.port(QStringLiteral("imaps")), port);
    auto again = store(own.imap(QStringLiteral("ala")));
    EXPECT_TRUE(await<void>([&](Done<void> done) { again->open(done); }));
    EXPECT_EQ(own.messages(QStringLiteral("ala")), QList<QByteArray> { raw });
}

TEST_P(CertificateFaultTest, IsRejectedWithItsReason)
{
    const auto [certificate, reason] = GetParam();
    MailServer::Options options;
    options.certificate = certificate;
    MailServer own(options);
    ASSERT_TRUE(own.isRunning()) << own.problem().toStdString();
    for (const Security security : { Security::Tls, Security::StartTls }) {
        auto remote = store(own.imap(QStringLiteral("ala"), security));
        const Outcome outcome = await<void>([&](Done<void> done) { remote->open(done); });
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().kind, ErrorKind::CertificateRejected);
        ASSERT_TRUE(outcome.error().certificate);
        EXPECT_EQ(outcome.error().certificate->reasons.size(), 1);
        EXPECT_TRUE(outcome.error().certificate->reasons.first().startsWith(QLatin1String(reason)))
            << outcome.error().certificate->reasons.join(u' ').toStdString();
    }
    EXPECT_FALSE(own.logs().contains("Login: user")) << "nothing was signed in";
}

INSTANTIATE_TEST_SUITE_P(Certificates, CertificateFaultTest,
    testing::Values(std::pair { MailServer::Certificate::Expired, "It expired on " },
        std::pair { MailServer::Certificate::OtherHost, "It is for another host: mail.example.net" },
        std::pair { MailServer::Certificate::Untrusted, "It was signed by Unknown authority" }));

namespace {

//! Probes the server with a store and reports what the store says.
class Probing
{
public:
    Probing(const net::Endpoint &endpoint, const ServerSettings &settings, const Secret &secret, Clock &clock, ProtocolLogSink &log)
        : m_probe(endpoint, clock, nullptr, &log, QStringLiteral("probe"),
              { QStringLiteral("greeting"), QStringLiteral("capabilities"), QStringLiteral("authentication") })
    {
        m_probe.start({},
            [this, settings, secret](net::Connection connection) {
                m_store = std::make_unique<imap::ImapRemoteStore>(settings, secret, std::move(connection));
                m_store->setObserver([this](const imap::Event &event) {
                    if (const auto *greeted = std::get_if<imap::Greeted>(&event))
                        m_probe.passed(QStringLiteral("greeting"), greeted->reply.text);
                    if (std::holds_alternative<imap::CapabilitiesLearned>(event))
                        m_probe.passed(QStringLiteral("capabilities"), {});
                    if (std::holds_alternative<imap::Authenticated>(event))
                        m_probe.passed(QStringLiteral("authentication"), {});
                });
                m_store->open([this](const Outcome &outcome) { m_probe.finish(outcome); });
            },
            [this] { m_done = true; });
    }
    QStringList names() const
    {
        QStringList all;
        for (const ConnectionStep &step : m_probe.steps())
            all << (step.ok ? step.name : u'!' + step.name);
        return all;
    }
    const ConnectionStep &last() const { return m_probe.steps().last(); }
    bool isDone() const { return m_done; }
    QString factsOf(const QString &name) const
    {
        for (const ConnectionStep &step : m_probe.steps()) {
            if (step.name == name)
                return step.facts;
        }
        return {};
    }

private:
    net::ConnectionProbe m_probe;
    std::unique_ptr<imap::ImapRemoteStore> m_store;
    bool m_done = false;
};

net::Endpoint endpointOf(const ServerSettings &settings)
{
    return { settings.host, settings.port, settings.security, settings.caFile };
}

} // namespace

TEST_F(ServerFaultTest, AProbeTellsEveryStepOfAGoodServer)
{
    const ServerSettings settings = server().imap(QStringLiteral("ala"));
    Probing probing(endpointOf(settings), settings, secretOf(QStringLiteral("ala")), clock, log);
    ASSERT_TRUE(test::waitUntil([&] { return probing.isDone(); }));
    EXPECT_EQ(probing.names().join(u' '), QStringLiteral("dns tcp tls greeting capabilities authentication"));
    EXPECT_TRUE(probing.factsOf(QStringLiteral("dns")).contains(QStringLiteral("127.0.0.1")));
    EXPECT_TRUE(probing.factsOf(QStringLiteral("tls")).startsWith(QStringLiteral("TLS 1.3, ")));
    EXPECT_TRUE(probing.factsOf(QStringLiteral("tls")).contains(QStringLiteral("certificate for localhost by Golub test authority, valid until ")));
    EXPECT_TRUE(probing.factsOf(QStringLiteral("greeting")).contains(QStringLiteral("Dovecot")));
}

TEST_F(ServerFaultTest, AProbeTellsTheStepThatFailed)
{
    const ServerSettings good = server().imap(QStringLiteral("ala"));
    struct Case {
        std::function<void(ServerSettings &)> change;
        const char *step;
        ErrorKind kind;
    };
    const Case cases[] = {
        { [](ServerSettings &s) { s.host = QStringLiteral("no-such-host.invalid"); }, "!dns", ErrorKind::HostNotFound },
        { [](ServerSettings &s) { s.port = 1; }, "!tcp", ErrorKind::ConnectionRefused },
        { [](ServerSettings &s) { s.caFile.clear(); }, "!tls", ErrorKind::CertificateRejected },
        { [&](ServerSettings &s) { s.port = server().port(QStringLiteral("imap")); }, "!tls", ErrorKind::Tls },
        { [](ServerSettings &s) { s.user = QStringLiteral("nobody"); }, "!authentication", ErrorKind::AuthFailed },
    };
    for (const Case &one : cases) {
        ServerSettings settings = good;
        one.change(settings);
        Probing probing(endpointOf(settings), settings, secretOf(QStringLiteral("ala")), clock, log);
        ASSERT_TRUE(test::waitUntil([&] { return probing.isDone(); })) << one.step;
        EXPECT_EQ(probing.names().last().toStdString(), one.step);
        EXPECT_EQ(kindName(probing.last().error.kind), kindName(one.kind)) << one.step;
        EXPECT_FALSE(probing.last().error.text.isEmpty());
    }
}
