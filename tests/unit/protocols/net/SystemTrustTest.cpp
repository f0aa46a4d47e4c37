// SPDX-License-Identifier: GPL-3.0-or-later
// An account may name an authority of its own beside those of the system.
#include "protocols/net/SslTransport.h"

#include "core/base/Clock.h"
#include "tests/support/TestTlsServer.h"
#include "tests/support/WaitUntil.h"

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::net;
using golub::test::TestTlsServer;
using golub::test::waitUntil;

namespace {

struct Ending final : Transport::Handler {
    void transportConnected(bool) override { connected = true; }
    void transportEncrypted() override { }
    void transportReceived(const QByteArray &) override { }
    void transportClosed(const Error &why) override { closed = why; }

    bool connected = false;
    std::optional<Error> closed;
};

//! Bytes that this process has read so far, from files and from the network.
qint64 bytesRead()
{
    QFile file(QStringLiteral("/proc/self/io"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("rchar: "))
            return line.mid(7).toLongLong();
    }
    return -1;
}

//! The system knows `system`, the account's file holds `extra`.
class SystemTrustTest : public testing::Test
{
protected:
    void SetUp() override
    {
        for (auto [file, authority] : { std::pair(&systemFile, &system), std::pair(&extraFile, &extra) }) {
            ASSERT_TRUE(file->open());
            file->write(authority->certificate());
            file->flush();
        }
        before = qgetenv("SSL_CERT_FILE");
        qputenv("SSL_CERT_FILE", systemFile.fileName().toLocal8Bit());
    }
    void TearDown() override
    {
        transport.reset();
        before.isEmpty() ? qunsetenv("SSL_CERT_FILE") : qputenv("SSL_CERT_FILE", before);
        test::settle();
    }
    void connectTo(const test::ServerIdentity &identity, const QString &host = QStringLiteral("localhost"))
    {
        server = std::make_unique<TestTlsServer>(identity, TestTlsServer::Mode::ImplicitTls);
        transport = std::make_unique<SslTransport>(clock, nullptr);
        transport->open({ host, server->port(), Security::Tls, extraFile.fileName() }, &handler);
        ASSERT_TRUE(waitUntil([&] { return handler.connected || handler.closed; }));
    }

    SystemClock clock;
    test::TestAuthority system { QStringLiteral("System CA") };
    test::TestAuthority extra { QStringLiteral("Own CA") };
    QTemporaryFile systemFile, extraFile;
    QByteArray before;
    Ending handler;
    std::unique_ptr<TestTlsServer> server;
    std::unique_ptr<SslTransport> transport;
};

} // namespace

TEST_F(SystemTrustTest, TheAccountsOwnAuthorityIsTrusted)
{
    connectTo(extra.issue());
    EXPECT_TRUE(handler.connected);
}

TEST_F(SystemTrustTest, TheSystemsAuthoritiesAreTrustedBesideIt)
{
    connectTo(system.issue());
    EXPECT_TRUE(handler.connected) << handler.closed.value_or(Error {}).detail.toStdString();
}

TEST_F(SystemTrustTest, AStrangersAreNot)
{
    connectTo(test::TestAuthority(QStringLiteral("System CA")).issue()); // the same name, another key
    EXPECT_FALSE(handler.connected);
    ASSERT_TRUE(handler.closed);
    EXPECT_EQ(handler.closed->kind, ErrorKind::CertificateRejected);
}

TEST_F(SystemTrustTest, WhatTheSystemTrustsMustStillBeInTime)
{
    test::CertificateWishes expired;
    expired.validFromDays = -30;
    expired.validToDays = -2;
    connectTo(system.issue(expired));
    EXPECT_FALSE(handler.connected);
    ASSERT_TRUE(handler.closed && handler.closed->certificate);
    EXPECT_TRUE(handler.closed->detail.contains(QStringLiteral("It expired on "))) << handler.closed->detail.toStdString();
}

TEST_F(SystemTrustTest, WhatTheSystemTrustsMustStillNameTheHost)
{
    test::CertificateWishes other;
    other.subject = QStringLiteral("mail.example.net");
    other.hosts = { QStringLiteral("mail.example.net") };
    other.addresses = {};
    connectTo(system.issue(other));
    EXPECT_FALSE(handler.connected);
    ASSERT_TRUE(handler.closed);
    EXPECT_EQ(handler.closed->kind, ErrorKind::CertificateRejected);
}

// Reading the hundreds of them took a tenth of a second at each start.
TEST_F(SystemTrustTest, TheSystemsAuthoritiesAreNotReadForAnAccountWithItsOwn)
{
    qint64 all = 0;
    const QFileInfoList files = QDir(QStringLiteral("/etc/ssl/certs")).entryInfoList({ QStringLiteral("*.pem") }, QDir::Files);
    for (const QFileInfo &file : files)
        all += file.size();
    const qint64 first = bytesRead();
    if (first < 0 || all < 100'000)
        GTEST_SKIP() << "/etc/ssl/certs holds too little, or nobody counts";
    connectTo(extra.issue());
    EXPECT_TRUE(handler.connected);
    EXPECT_LT(bytesRead() - first, all / 2);
}
