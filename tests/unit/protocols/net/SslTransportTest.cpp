// SPDX-License-Identifier: GPL-3.0-or-later
// Real sockets and real TLS on loopback.
#include "protocols/net/SslTransport.h"

#include "tests/support/TestTlsServer.h"
#include "tests/support/WaitUntil.h"

#include <QTemporaryFile>

#include <gtest/gtest.h>

#include <tuple>

using namespace golub;
using namespace golub::net;
using golub::test::TestTlsServer;
using golub::test::waitUntil;

namespace {

//! Keeps what the transport says.
class Recorder final : public Transport::Handler
{
public:
    void transportConnected(bool tls) override
    {
        ++connected;
        connectedWithTls = tls;
        if (onConnected)
            onConnected();
    }
    void transportEncrypted() override
    {
        ++encrypted;
        if (onEncrypted)
            onEncrypted();
    }
    void transportReceived(const QByteArray &bytes) override
    {
        received += bytes;
        if (onReceived)
            onReceived();
    }
    void transportClosed(const Error &why) override
    {
        ++closes;
        closed = why;
        if (onClosed)
            onClosed();
    }

    int connected = 0;
    bool connectedWithTls = false;
    int encrypted = 0;
    int closes = 0;
    QByteArray received;
    std::optional<Error> closed;
    std::function<void()> onConnected = {};
    std::function<void()> onEncrypted = {};
    std::function<void()> onReceived = {};
    std::function<void()> onClosed = {};
};

class Exceptions final : public KnownServers
{
public:
    bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const override
    {
        asked.append({ host, port, sha256 });
        return host == acceptedHost && port == acceptedPort && sha256 == acceptedHash;
    }
    QString acceptedHost;
    quint16 acceptedPort = 0;
    QByteArray acceptedHash;
    mutable QList<std::tuple<QString, quint16, QByteArray>> asked;
};

class SslTransportTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(caFile.open());
        caFile.write(authority.certificate());
        caFile.flush();
    }
    void TearDown() override
    {
        transport.reset();
        test::settle();
    }
    Endpoint endpoint(quint16 port, Security security, const QString &host = QStringLiteral("localhost"))
    {
        return { host, port, security, caFile.fileName() };
    }
    void open(const Endpoint &to)
    {
        transport = std::make_unique<SslTransport>(clock, &exceptions);
        transport->open(to, &handler);
    }
    //! Opens, waits for the end and returns it.
    Error endOf(const Endpoint &to)
    {
        open(to);
        EXPECT_TRUE(waitUntil([&] { return handler.closed.has_value(); }));
        return handler.closed.value_or(Error {});
    }

    SystemClock clock;
    Exceptions exceptions;
    test::TestAuthority authority;
    QTemporaryFile caFile;
    Recorder handler;
    std::unique_ptr<SslTransport> transport;
};

} // namespace

TEST_F(SslTransportTest, HeldBackNothingIsDeliveredAndNothingIsLost)
{
    QByteArray sent;
    for (int i = 0; sent.size() < 8 * 1024 * 1024; ++i)
        sent += QByteArray::number(i) + '\n';
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.onConnected = [&sent](TestTlsServer::Peer &peer) {
        peer.send(sent);
        peer.close();
    };
    qsizetype heldAt = 0;
    handler.onReceived = [&] {
        if (heldAt == 0) {
            heldAt = handler.received.size();
            transport->holdBack(true);
        }
    };
    open(endpoint(server.port(), Security::Tls));
    ASSERT_TRUE(waitUntil([&] { return heldAt > 0; }));
    EXPECT_LT(heldAt, sent.size()) << "in pieces, so that holding back has something to hold";
    for (int i = 0; i < 50; ++i)
        test::settle();
    EXPECT_EQ(handler.received.size(), heldAt);
    EXPECT_FALSE(handler.closed.has_value());
    transport->holdBack(false);
    EXPECT_TRUE(waitUntil([&] { return handler.closed.has_value(); }));
    EXPECT_EQ(handler.received, sent);
}

TEST_F(SslTransportTest, WhatComesInOneBreathIsHandedOnTogether)
{
    const QByteArray sent(8 * 1024 * 1024, 'x');
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.onConnected = [&sent](TestTlsServer::Peer &peer) {
        peer.send(sent);
        peer.close();
    };
    qsizetype pieces = 0;
    handler.onReceived = [&] { ++pieces; };
    endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(handler.received, sent);
    EXPECT_LT(pieces, sent.size() / 16384) << "not each TLS record for itself";
}

TEST_F(SslTransportTest, ImplicitTlsConnectsEncryptedAndCarriesBytesBothWays)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 hi\r\n"); };
    server.onReceived = [](TestTlsServer::Peer &peer, const QByteArray &bytes) { peer.send("echo " + bytes); };
    handler.onReceived = [&] {
        if (handler.received == "220 hi\r\n")
            transport->write("ping\r\n");
    };
    open(endpoint(server.port(), Security::Tls));
    EXPECT_TRUE(waitUntil([&] { return handler.received.contains("echo"); }));
    EXPECT_EQ(handler.connected, 1);
    EXPECT_TRUE(handler.connectedWithTls);
    EXPECT_EQ(handler.received, "220 hi\r\necho ping\r\n");
    EXPECT_TRUE(transport->tlsFacts().startsWith(QStringLiteral("TLS 1.3, TLS_"))) << transport->tlsFacts().toStdString();
    ASSERT_TRUE(transport->serverCertificate());
    EXPECT_EQ(transport->serverCertificate()->subject, QStringLiteral("localhost"));
    EXPECT_TRUE(exceptions.asked.isEmpty()) << "a good certificate needs no exception";
}

TEST_F(SslTransportTest, StartTlsEncryptsAClearConnection)
{
    TestTlsServer server(authority.issue());
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 hi\r\n"); };
    server.onReceived = [](TestTlsServer::Peer &peer, const QByteArray &bytes) {
        if (peer.isEncrypted()) {
            peer.send("250 inside\r\n");
        } else if (bytes == "STARTTLS\r\n") {
            peer.send("220 go\r\n");
            peer.startTls();
        }
    };
    handler.onReceived = [&] {
        if (handler.received == "220 hi\r\n")
            transport->write("STARTTLS\r\n");
        else if (handler.received == "220 hi\r\n220 go\r\n")
            transport->startTls();
    };
    handler.onEncrypted = [&] { transport->write("EHLO me\r\n"); };
    open(endpoint(server.port(), Security::StartTls));
    EXPECT_TRUE(waitUntil([&] { return handler.received.endsWith("250 inside\r\n"); }));
    EXPECT_EQ(handler.connected, 1);
    EXPECT_FALSE(handler.connectedWithTls);
    EXPECT_EQ(handler.encrypted, 1);
    EXPECT_FALSE(transport->tlsFacts().isEmpty());
}

// The attack: whoever stands in between adds text to the answer to STARTTLS. It must never come out as if it came from inside TLS.
TEST_F(SslTransportTest, TextThatWaitsWhenTlsBeginsEndsTheConnection)
{
    QByteArray heardBefore;
    TestTlsServer server(authority.issue());
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 hi\r\n"); };
    server.onReceived = [](TestTlsServer::Peer &peer, const QByteArray &) {
        if (!peer.isEncrypted()) {
            peer.send("220 go\r\n");
            peer.send("250-INJECTED\r\n");
            peer.startTls();
        }
    };
    // Reads nothing more after the answer: what is injected is still in the socket or on its way when TLS is asked for.
    handler.onReceived = [&] {
        if (handler.received == "220 hi\r\n") {
            transport->write("STARTTLS\r\n");
            return;
        }
        handler.onReceived = {};
        heardBefore = handler.received;
        transport->startTls();
    };
    open(endpoint(server.port(), Security::StartTls));
    ASSERT_TRUE(waitUntil([&] { return handler.closed.has_value(); }));
    EXPECT_TRUE(handler.closed->kind == ErrorKind::Protocol || handler.closed->kind == ErrorKind::Tls) << kindName(handler.closed->kind).toStdString();
    EXPECT_EQ(handler.encrypted, 0);
    EXPECT_EQ(handler.received, heardBefore) << "nothing is handed over after TLS was asked for";
}

TEST_F(SslTransportTest, AnUnknownIssuerIsRejectedWithItsChain)
{
    const test::TestAuthority stranger(QStringLiteral("Stranger CA"));
    const auto identity = stranger.issue();
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate);
    EXPECT_EQ(error.certificate->host, QStringLiteral("localhost"));
    EXPECT_EQ(error.certificate->port, server.port());
    ASSERT_FALSE(error.certificate->chain.isEmpty());
    EXPECT_EQ(error.certificate->chain.first().sha256, identity.sha256);
    EXPECT_EQ(error.certificate->chain.first().issuer, QStringLiteral("Stranger CA"));
    EXPECT_EQ(error.certificate->reasons, QStringList { QStringLiteral("It was signed by Stranger CA, which this computer does not know.") });
    EXPECT_EQ(handler.connected, 0);
}

TEST_F(SslTransportTest, AnExpiredCertificateIsRejectedAndSaysSo)
{
    test::CertificateWishes wishes;
    wishes.validFromDays = -30;
    wishes.validToDays = -2;
    TestTlsServer server(authority.issue(wishes), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate);
    ASSERT_EQ(error.certificate->reasons.size(), 1);
    EXPECT_TRUE(error.certificate->reasons.first().startsWith(QStringLiteral("It expired on "))) << error.certificate->reasons.first().toStdString();
}

TEST_F(SslTransportTest, ACertificateOfTheFutureIsRejectedAndSaysSo)
{
    test::CertificateWishes wishes;
    wishes.validFromDays = 5;
    TestTlsServer server(authority.issue(wishes), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate);
    EXPECT_TRUE(error.certificate->reasons.first().startsWith(QStringLiteral("It is not valid before ")));
}

TEST_F(SslTransportTest, ACertificateForAnotherHostIsRejectedAndNamesIt)
{
    test::CertificateWishes wishes;
    wishes.subject = QStringLiteral("mail.example.net");
    wishes.hosts = { QStringLiteral("mail.example.net") };
    wishes.addresses = {};
    TestTlsServer server(authority.issue(wishes), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate);
    EXPECT_EQ(error.certificate->reasons, QStringList { QStringLiteral("It is for another host: mail.example.net, not localhost.") });
}

// RFC 9525 section 2: where there are alternative names, the common name says nothing. QSslSocket takes it for good.
TEST_F(SslTransportTest, AHostThatOnlyTheCommonNameGivesIsRejected)
{
    test::CertificateWishes wishes;
    wishes.subject = QStringLiteral("localhost");
    wishes.hosts = { QStringLiteral("mail.example.net") };
    TestTlsServer server(authority.issue(wishes), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
}

TEST_F(SslTransportTest, ASelfSignedCertificateIsRejectedAndSaysSo)
{
    TestTlsServer server(test::TestAuthority::selfSigned(), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate);
    EXPECT_EQ(error.certificate->reasons, QStringList { QStringLiteral("The server signed it itself, so nobody vouches for it.") });
}

TEST_F(SslTransportTest, ARejectedCertificateEndsStartTlsToo)
{
    TestTlsServer server(test::TestAuthority::selfSigned());
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 hi\r\n"); };
    QByteArray heard;
    server.onReceived = [&](TestTlsServer::Peer &peer, const QByteArray &bytes) {
        heard += bytes;
        peer.send("220 go\r\n");
        peer.startTls();
    };
    handler.onReceived = [&] {
        if (handler.received == "220 hi\r\n") {
            transport->write("STARTTLS\r\n");
        } else {
            transport->startTls();
            transport->write("AUTH PLAIN c2VjcmV0\r\n"); // an engine that does not wait: nothing may leave
        }
    };
    const Error error = endOf(endpoint(server.port(), Security::StartTls));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    EXPECT_EQ(handler.encrypted, 0);
    EXPECT_EQ(heard, "STARTTLS\r\n");
}

TEST_F(SslTransportTest, APinnedCertificateIsAcceptedForExactlyItsHostPortAndFingerprint)
{
    const auto identity = test::TestAuthority::selfSigned();
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    exceptions.acceptedHost = QStringLiteral("localhost");
    exceptions.acceptedPort = server.port();
    exceptions.acceptedHash = identity.sha256;
    open(endpoint(server.port(), Security::Tls));
    EXPECT_TRUE(waitUntil([&] { return handler.connected == 1; }));
    ASSERT_TRUE(transport->serverCertificate());
    EXPECT_EQ(transport->serverCertificate()->sha256, identity.sha256);
}

TEST_F(SslTransportTest, APinDoesNotHoldForAnotherCertificate)
{
    TestTlsServer server(test::TestAuthority::selfSigned(), TestTlsServer::Mode::ImplicitTls);
    exceptions.acceptedHost = QStringLiteral("localhost");
    exceptions.acceptedPort = server.port();
    exceptions.acceptedHash = test::TestAuthority::selfSigned().sha256;
    EXPECT_EQ(endOf(endpoint(server.port(), Security::Tls)).kind, ErrorKind::CertificateRejected);
}

TEST_F(SslTransportTest, APinDoesNotHoldForAnotherPort)
{
    const auto identity = test::TestAuthority::selfSigned();
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    exceptions.acceptedHost = QStringLiteral("localhost");
    exceptions.acceptedPort = quint16(server.port() + 1);
    exceptions.acceptedHash = identity.sha256;
    EXPECT_EQ(endOf(endpoint(server.port(), Security::Tls)).kind, ErrorKind::CertificateRejected);
}

TEST_F(SslTransportTest, APinDoesNotHoldForAnotherHost)
{
    const auto identity = test::TestAuthority::selfSigned();
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    exceptions.acceptedHost = QStringLiteral("localhost");
    exceptions.acceptedPort = server.port();
    exceptions.acceptedHash = identity.sha256;
    EXPECT_EQ(endOf(endpoint(server.port(), Security::Tls, QStringLiteral("127.0.0.1"))).kind, ErrorKind::CertificateRejected);
}

TEST_F(SslTransportTest, AnIpAddressIsVerifiedAgainstTheCertificatesAddresses)
{
    TestTlsServer good(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    open(endpoint(good.port(), Security::Tls, QStringLiteral("127.0.0.1")));
    EXPECT_TRUE(waitUntil([&] { return handler.connected == 1; }));

    test::CertificateWishes wishes;
    wishes.addresses = { QStringLiteral("192.0.2.7") };
    TestTlsServer bad(authority.issue(wishes), TestTlsServer::Mode::ImplicitTls);
    EXPECT_EQ(endOf(endpoint(bad.port(), Security::Tls, QStringLiteral("127.0.0.1"))).kind, ErrorKind::CertificateRejected);
}

TEST_F(SslTransportTest, AServerWithTls11IsRefusedWithAReason)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.offerOutdatedTlsOnly();
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::Tls);
    EXPECT_TRUE(error.text.contains(QStringLiteral("outdated version of TLS"))) << error.text.toStdString() << " | " << error.detail.toStdString();
    EXPECT_EQ(handler.connected, 0);
}

TEST_F(SslTransportTest, TlsToAPortWithoutTlsSaysWhatToChange)
{
    TestTlsServer server(authority.issue());
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 mail.example.org ESMTP and so on\r\n"); };
    const Error error = endOf(endpoint(server.port(), Security::Tls));
    EXPECT_EQ(error.kind, ErrorKind::Tls);
    EXPECT_TRUE(error.text.contains(QStringLiteral("does not speak TLS"))) << error.text.toStdString() << " | " << error.detail.toStdString();
}

TEST_F(SslTransportTest, AnUnreadableCaFileIsNamed)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf({ QStringLiteral("localhost"), server.port(), Security::Tls, QStringLiteral("/nonexistent/ca.pem") });
    EXPECT_EQ(error.kind, ErrorKind::Tls);
    EXPECT_TRUE(error.text.contains(QStringLiteral("/nonexistent/ca.pem")));
    EXPECT_EQ(server.connections(), 0);
}

namespace {

//! The server does this to the connection.
enum class Fate { CloseAtOnce, AbortAtOnce, CloseAfterGreeting, CloseInsteadOfTls };

class SslTransportLossTest : public SslTransportTest, public testing::WithParamInterface<std::tuple<Fate, Security>> { };

} // namespace

TEST_P(SslTransportLossTest, AServerThatClosesIsAnErrorAndSaidOnce)
{
    const auto [fate, security] = GetParam();
    TestTlsServer server(authority.issue());
    server.onConnected = [when = fate](TestTlsServer::Peer &peer) {
        if (when == Fate::AbortAtOnce)
            return peer.abort();
        if (when == Fate::CloseAtOnce)
            return peer.close();
        peer.send("220 hi\r\n");
        if (when == Fate::CloseAfterGreeting)
            peer.close();
    };
    server.onReceived = [](TestTlsServer::Peer &peer, const QByteArray &) { peer.close(); };
    handler.onReceived = [&] { transport->startTls(); };
    const Error error = endOf(endpoint(server.port(), security));
    const bool sawGreeting = fate == Fate::CloseAfterGreeting || fate == Fate::CloseInsteadOfTls;
    // A greeting in the clear is no TLS.
    EXPECT_EQ(error.kind, security == Security::Tls && sawGreeting ? ErrorKind::Tls : ErrorKind::ConnectionLost);
    EXPECT_FALSE(error.text.isEmpty());
    // The last words come before the end.
    EXPECT_EQ(handler.received, security == Security::StartTls && sawGreeting ? "220 hi\r\n" : "");
    test::settle();
    EXPECT_EQ(handler.closes, 1);
    EXPECT_EQ(handler.encrypted, 0);
}

INSTANTIATE_TEST_SUITE_P(Fates, SslTransportLossTest,
    testing::Combine(testing::Values(Fate::CloseAtOnce, Fate::AbortAtOnce, Fate::CloseAfterGreeting, Fate::CloseInsteadOfTls),
        testing::Values(Security::Tls, Security::StartTls)));

TEST_F(SslTransportTest, AServerThatClosesInsideTlsIsConnectionLostAfterItsLastWords)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.onConnected = [](TestTlsServer::Peer &peer) {
        peer.send("* BYE too busy\r\n");
        peer.close();
    };
    EXPECT_EQ(endOf(endpoint(server.port(), Security::Tls)).kind, ErrorKind::ConnectionLost);
    EXPECT_EQ(handler.connected, 1);
    EXPECT_EQ(handler.received, "* BYE too busy\r\n");
}

TEST_F(SslTransportTest, NobodyListeningIsRefused)
{
    quint16 port = 0;
    {
        TestTlsServer gone(authority.issue());
        port = gone.port();
    }
    open(endpoint(port, Security::Tls, QStringLiteral("127.0.0.1")));
    EXPECT_EQ(handler.closes, 0) << "never inside the call";
    ASSERT_TRUE(waitUntil([&] { return handler.closed.has_value(); }));
    EXPECT_EQ(handler.closed->kind, ErrorKind::ConnectionRefused);
}

TEST_F(SslTransportTest, AnUnknownNameIsHostNotFound)
{
    EXPECT_EQ(endOf(endpoint(993, Security::Tls, QStringLiteral("no-such-host.invalid"))).kind, ErrorKind::HostNotFound);
}

TEST_F(SslTransportTest, TextThatIsNoNameIsHostNotFound)
{
    for (const auto &host : { QString(), QStringLiteral("a b"), QStringLiteral("exa\nmple.org") }) {
        handler.closed.reset();
        EXPECT_EQ(endOf(endpoint(993, Security::Tls, host)).kind, ErrorKind::HostNotFound) << host.toStdString();
    }
}

TEST_F(SslTransportTest, CloseSendsTheLastWordsAndSaysNothing)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    QByteArray heard;
    server.onReceived = [&](TestTlsServer::Peer &, const QByteArray &bytes) { heard += bytes; };
    handler.onConnected = [&] {
        transport->write("QUIT\r\n");
        transport->close();
    };
    open(endpoint(server.port(), Security::Tls));
    EXPECT_TRUE(waitUntil([&] { return heard == "QUIT\r\n"; }));
    test::settle();
    EXPECT_EQ(handler.closes, 0);
}

TEST_F(SslTransportTest, MayBeDestroyedInEveryCallback)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.onConnected = [](TestTlsServer::Peer &peer) {
        peer.send("220 hi\r\n");
        peer.close();
    };
    for (auto Recorder::*hook : { &Recorder::onConnected, &Recorder::onReceived, &Recorder::onClosed }) {
        handler = Recorder {};
        bool gone = false;
        handler.*hook = [&] {
            transport.reset();
            gone = true;
        };
        open(endpoint(server.port(), Security::Tls));
        EXPECT_TRUE(waitUntil([&] { return gone; }));
        test::settle();
    }
}

TEST_F(SslTransportTest, DestroyedWhileConnectingSaysNothing)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    open(endpoint(server.port(), Security::Tls));
    transport.reset();
    test::settle();
    EXPECT_EQ(handler.connected + handler.closes, 0);
}
