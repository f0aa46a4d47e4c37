// SPDX-License-Identifier: GPL-3.0-or-later
// Real sockets on loopback: what was written is told to have left, and not before.
#include "protocols/net/SslTransport.h"

#include "tests/support/TestTlsServer.h"
#include "tests/support/WaitUntil.h"

#include <QTemporaryFile>

#include <gtest/gtest.h>

namespace golub::net {
namespace {

using golub::test::TestTlsServer;
using golub::test::waitUntil;

class Recorder final : public Transport::Handler
{
public:
    void transportConnected(bool) override { connected = true; }
    void transportEncrypted() override { }
    void transportReceived(const QByteArray &) override { }
    void transportDrained() override { ++drained; }
    void transportClosed(const Error &) override { closed = true; }

    bool connected = false;
    bool closed = false;
    int drained = 0;
};

class DrainedTest : public testing::TestWithParam<TestTlsServer::Mode>
{
};

TEST_P(DrainedTest, ComesOnceAfterEachBurst)
{
    const golub::test::TestAuthority authority;
    TestTlsServer server(authority.issue(), GetParam());
    qsizetype received = 0;
    server.onReceived = [&received](TestTlsServer::Peer &, const QByteArray &bytes) { received += bytes.size(); };
    QTemporaryFile ca;
    ASSERT_TRUE(ca.open());
    ca.write(authority.certificate());
    ca.close();

    SystemClock clock;
    Recorder recorder;
    SslTransport transport(clock, nullptr);
    EXPECT_TRUE(transport.tellsDrained());
    const Security security = GetParam() == TestTlsServer::Mode::Clear ? Security::None : Security::Tls;
    transport.open({ QStringLiteral("localhost"), server.port(), security, ca.fileName() }, &recorder);
    ASSERT_TRUE(waitUntil([&] { return recorder.connected || recorder.closed; }));
    ASSERT_TRUE(recorder.connected);
    EXPECT_EQ(recorder.drained, 0);

    for (int burst = 1; burst <= 3; ++burst) {
        // More than the system's buffers take, so that some of it has to wait here.
        transport.write(QByteArray(6 * 1024 * 1024, 'x'));
        transport.write("end");
        EXPECT_EQ(recorder.drained, burst - 1) << "never inside of write()";
        ASSERT_TRUE(waitUntil([&] { return recorder.drained == burst; })) << "burst " << burst;
    }
    ASSERT_TRUE(waitUntil([&] { return received == 3 * (6 * 1024 * 1024 + 3); }));
    EXPECT_EQ(recorder.drained, 3);
}

INSTANTIATE_TEST_SUITE_P(Modes, DrainedTest, testing::Values(TestTlsServer::Mode::Clear, TestTlsServer::Mode::ImplicitTls));

} // namespace
} // namespace golub::net
