// SPDX-License-Identifier: GPL-3.0-or-later
// Real mail servers' first words, real TLS, on loopback; then all of finding servers over it.
#include "protocols/net/ServerProbe.h"

#include "core/account/Discoverer.h"
#include "core/account/ProviderDirectory.h"
#include "protocols/net/DiscoveryQueries.h"
#include "tests/support/FakeClock.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/app/setup/LoopbackInternet.h"

#include <gtest/gtest.h>

namespace golub {
namespace {

using namespace std::chrono_literals;
using test::LoopbackInternet;
using test::TestTlsServer;
using test::waitUntil;
using Mode = TestTlsServer::Mode;

//! Greets, and answers each line that begins with a key.
void script(TestTlsServer &server, const QByteArray &greeting, const QMap<QByteArray, QByteArray> &answers = {})
{
    server.onConnected = [greeting](TestTlsServer::Peer &peer) { peer.send(greeting); };
    server.onReceived = [answers](TestTlsServer::Peer &peer, const QByteArray &bytes) {
        for (auto it = answers.begin(); it != answers.end(); ++it) {
            if (!bytes.startsWith(it.key()))
                continue;
            peer.send(it.value());
            if (it.key().contains("STARTTLS") || it.key().startsWith("STLS"))
                peer.startTls();
        }
    };
}

class ServerProbeTest : public testing::Test
{
protected:
    std::optional<Outcome> probe(MailProtocol protocol, quint16 port, Security security)
    {
        net::DiscoveryQueries queries(clock, std::make_unique<test::TableRecords>(clock), internet.places());
        std::optional<Outcome> result;
        queries.probe({ protocol, QStringLiteral("mail.example.org"), port, security }, [&](const Outcome &outcome) { result = outcome; });
        EXPECT_FALSE(result) << "later";
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        return result;
    }
    ErrorKind kindOf(MailProtocol protocol, quint16 port, Security security)
    {
        const auto result = probe(protocol, port, security);
        return result && !*result ? result->error().kind : ErrorKind::Internal;
    }

    SystemClock clock;
    LoopbackInternet internet;
};

TEST_F(ServerProbeTest, tlsFromTheFirstByte)
{
    script(internet.mail("mail.example.org", 993, Mode::ImplicitTls), "* OK ready\r\n");
    script(internet.mail("mail.example.org", 995, Mode::ImplicitTls), "+OK ready\r\n");
    script(internet.mail("mail.example.org", 465, Mode::ImplicitTls), "220-welcome\r\n220 ready\r\n");
    EXPECT_TRUE(*probe(MailProtocol::Imap, 993, Security::Tls));
    EXPECT_TRUE(*probe(MailProtocol::Pop3, 995, Security::Tls));
    EXPECT_TRUE(*probe(MailProtocol::Smtp, 465, Security::Tls));
}

TEST_F(ServerProbeTest, tlsThatACommandBegins)
{
    script(internet.mail("mail.example.org", 143, Mode::Clear), "* OK ready\r\n", { { "g1 STARTTLS", "* CAPABILITY IMAP4rev1\r\ng1 OK begin\r\n" } });
    script(internet.mail("mail.example.org", 110, Mode::Clear), "+OK ready\r\n", { { "STLS", "+OK begin\r\n" } });
    script(internet.mail("mail.example.org", 587, Mode::Clear), "220 ready\r\n",
        { { "EHLO", "250-mail.example.org\r\n250-STARTTLS\r\n250 SIZE 1000\r\n" }, { "STARTTLS", "220 begin\r\n" } });
    EXPECT_TRUE(*probe(MailProtocol::Imap, 143, Security::StartTls));
    EXPECT_TRUE(*probe(MailProtocol::Pop3, 110, Security::StartTls));
    EXPECT_TRUE(*probe(MailProtocol::Smtp, 587, Security::StartTls));
}

TEST_F(ServerProbeTest, aServerWithoutTlsIsToldApart)
{
    script(internet.mail("mail.example.org", 143, Mode::Clear), "* OK ready\r\n", { { "g1 ", "g1 BAD unknown command\r\n" } });
    script(internet.mail("mail.example.org", 110, Mode::Clear), "+OK ready\r\n", { { "ST", "-ERR unknown\r\n" } });
    script(internet.mail("mail.example.org", 587, Mode::Clear), "220 ready\r\n", { { "EHLO", "250-mail.example.org\r\n250 AUTH PLAIN\r\n" } });
    EXPECT_EQ(kindOf(MailProtocol::Imap, 143, Security::StartTls), ErrorKind::AuthUnsupported);
    EXPECT_EQ(kindOf(MailProtocol::Pop3, 110, Security::StartTls), ErrorKind::AuthUnsupported);
    EXPECT_EQ(kindOf(MailProtocol::Smtp, 587, Security::StartTls), ErrorKind::AuthUnsupported);
}

TEST_F(ServerProbeTest, anotherServersCertificateIsToldApart)
{
    script(internet.mail("mail.example.org", 993, Mode::ImplicitTls, { QStringLiteral("other.example.net") }), "* OK ready\r\n");
    EXPECT_EQ(kindOf(MailProtocol::Imap, 993, Security::Tls), ErrorKind::CertificateRejected);
}

TEST_F(ServerProbeTest, somethingElseThatAnswersIsNoMailServer)
{
    script(internet.mail("mail.example.org", 993, Mode::ImplicitTls), "HTTP/1.1 400 Bad Request\r\n\r\n");
    script(internet.mail("mail.example.org", 995, Mode::ImplicitTls), "* OK this is IMAP\r\n");
    EXPECT_EQ(kindOf(MailProtocol::Imap, 993, Security::Tls), ErrorKind::Protocol);
    EXPECT_EQ(kindOf(MailProtocol::Pop3, 995, Security::Tls), ErrorKind::Protocol);
    EXPECT_EQ(kindOf(MailProtocol::Smtp, 465, Security::Tls), ErrorKind::HostNotFound);
}

TEST_F(ServerProbeTest, wordsBehindTheAnswerToStartTlsAreAnAttack)
{
    script(internet.mail("mail.example.org", 143, Mode::Clear), "* OK ready\r\n", { { "g1 STARTTLS", "g1 OK begin\r\n* OK injected\r\n" } });
    EXPECT_EQ(kindOf(MailProtocol::Imap, 143, Security::StartTls), ErrorKind::Protocol);
}

TEST_F(ServerProbeTest, endlessWordsEnd)
{
    script(internet.mail("mail.example.org", 465, Mode::ImplicitTls), QByteArray("220-more\r\n").repeated(1000));
    EXPECT_EQ(kindOf(MailProtocol::Smtp, 465, Security::Tls), ErrorKind::LimitExceeded);
}

TEST_F(ServerProbeTest, silenceEndsInTime)
{
    test::FakeClock fake;
    auto &server = internet.mail("mail.example.org", 143, Mode::Clear);
    net::DiscoveryQueries queries(fake, std::make_unique<test::TableRecords>(fake), internet.places());
    std::optional<Outcome> result;
    queries.probe({ MailProtocol::Imap, QStringLiteral("mail.example.org"), 143, Security::StartTls }, [&](const Outcome &outcome) { result = outcome; });
    ASSERT_TRUE(waitUntil([&] { return server.connections() == 1; }));
    fake.advance(net::ServerProbe::Within);
    fake.advance(0ms);
    ASSERT_TRUE(result && !*result);
    EXPECT_EQ(result->error().kind, ErrorKind::Timeout);
}

// --- everything together

class FindingTest : public ServerProbeTest
{
protected:
    const Discovery *find(const char *address, const DiscoveryOptions &options = {})
    {
        auto table = std::make_unique<test::TableRecords>(clock);
        table->srv = srv;
        table->mx = mx;
        account::Discoverer discoverer(nullptr, std::make_unique<net::DiscoveryQueries>(clock, std::move(table), internet.places()), clock);
        discoverer.start(QLatin1StringView(address), options, [](const Discovery &) { }, [this](const Result<Discovery> &got) { result = got; });
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        EXPECT_TRUE(result && *result);
        return result && *result ? &**result : nullptr;
    }
    static QByteArray xml(const QByteArray &host, const QByteArray &socket = "SSL")
    {
        return "<clientConfig version='1.1'><emailProvider id='x'><displayName>Example</displayName><incomingServer type='imap'><hostname>" + host
            + "</hostname><port>993</port><socketType>" + socket + "</socketType><username>%EMAILADDRESS%</username></incomingServer><outgoingServer type='smtp'><hostname>"
            + host + "</hostname><port>465</port><socketType>" + socket + "</socketType><username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>";
    }

    QMap<QString, QList<SrvRecord>> srv;
    QMap<QString, QStringList> mx;
    std::optional<Result<Discovery>> result;
};

TEST_F(FindingTest, theDomainsOwnWordWins)
{
    internet.web("autoconfig.example.org", [](const QByteArray &) { return LoopbackInternet::page(xml("mx.hoster.example")); });
    internet.web("autoconfig.thunderbird.net", [](const QByteArray &) { return LoopbackInternet::page(xml("old.example.org")); });
    const Discovery *found = find("ala@example.org", { false, true });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->imap.first().settings.host, u"mx.hoster.example");
    EXPECT_EQ(found->imap.first().settings.user, u"ala@example.org");
    EXPECT_EQ(found->imap.first().source(), DiscoverySource::Autoconfig);
    EXPECT_EQ(found->imap.last().source(), DiscoverySource::Database);
    for (const QByteArray &head : std::as_const(internet.requests))
        EXPECT_FALSE(head.contains("ala")) << head.toStdString();
}

TEST_F(FindingTest, withConsentTheDomainLearnsTheAddressAndNobodyElse)
{
    internet.web("autoconfig.example.org", [](const QByteArray &head) {
        return head.contains("emailaddress=ala%40example.org") ? LoopbackInternet::page(xml("personal.example.org")) : LoopbackInternet::page(xml("anyones.example.org"));
    });
    internet.web("autoconfig.thunderbird.net", [](const QByteArray &head) {
        EXPECT_FALSE(head.contains("ala"));
        return LoopbackInternet::page(xml("old.example.org"));
    });
    EXPECT_EQ(find("ala@example.org", { true, true })->imap.first().settings.host, u"personal.example.org");
}

TEST_F(FindingTest, hostileAnswersLoseAgainstHonestOnes)
{
    internet.web("autoconfig.example.org", [](const QByteArray &) { return LoopbackInternet::page(QByteArray(10 * 1024 * 1024, '<')); });
    internet.web("example.org", [](const QByteArray &) { return LoopbackInternet::redirect("http://example.org/.well-known/autoconfig/mail/config-v1.1.xml"); });
    internet.web("autoconfig.thunderbird.net", [](const QByteArray &) { return LoopbackInternet::page("<html><body>Sign in to the network</body></html>", "text/html"); });
    internet.web("autodiscover.example.org", [](const QByteArray &) { return LoopbackInternet::page(R"({"Protocol":"EWS","Url":"http://evil.example/"})", "application/json"); });
    script(internet.mail("imap.example.org", 993, Mode::ImplicitTls), "* OK ready\r\n");
    script(internet.mail("smtp.example.org", 587, Mode::Clear), "220 ready\r\n", { { "EHLO", "250 STARTTLS\r\n" }, { "STARTTLS", "220 begin\r\n" } });
    const Discovery *found = find("ala@example.org", { false, true });
    ASSERT_TRUE(found);
    ASSERT_TRUE(found->isComplete());
    EXPECT_EQ(found->imap.first().source(), DiscoverySource::Guess);
    EXPECT_EQ(found->outgoing.first().settings.security, Security::StartTls);
    EXPECT_TRUE(found->exchangeHost.isEmpty());
}

TEST_F(FindingTest, recordsThatLeadElsewhereNeedAWordUntilTheHosterIsKnown)
{
    srv.insert(QStringLiteral("_imaps._tcp.example.org"), { { QStringLiteral("imap.hoster.example"), 993, 0, 0 } });
    srv.insert(QStringLiteral("_submissions._tcp.example.org"), { { QStringLiteral("smtp.hoster.example"), 465, 0, 0 } });
    const Discovery *alone = find("ala@example.org", { false, true });
    ASSERT_TRUE(alone && alone->isComplete());
    EXPECT_TRUE(alone->imap.first().needsConfirmation);
    result.reset();
    mx.insert(QStringLiteral("example.org"), { QStringLiteral("mx.hoster.example") });
    internet.web("autoconfig.thunderbird.net", [](const QByteArray &head) {
        return head.contains("/v1.1/hoster.example ") ? LoopbackInternet::page(xml("imap.hoster.example"))
                                                      : QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    const Discovery *confirmed = find("ala@example.org", { false, true });
    ASSERT_TRUE(confirmed && confirmed->isComplete());
    EXPECT_FALSE(confirmed->imap.first().needsConfirmation);
    EXPECT_EQ(confirmed->imap.first().source(), DiscoverySource::Srv);
}

} // namespace
} // namespace golub
