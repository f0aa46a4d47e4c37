// SPDX-License-Identifier: GPL-3.0-or-later
// GSSAPI (RFC 4752) with a security context of the test's own; the real one meets a real KDC in tests/server.
#include "protocols/sasl/Authenticator.h"
#include "protocols/sasl/Gssapi.h"
#include "protocols/sasl/GssLibrary.h"
#include "protocols/sasl/SystemKerberos.h"
#include "tests/support/WaitUntil.h"

#include <QThread>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace golub::sasl {
namespace {

//! Says "token 1", "token 2", …; established after \a steps. Protected messages have "[" and "]" around them.
class FakeContext final : public SecurityContext
{
public:
    explicit FakeContext(int steps, Result<QByteArray> first = QByteArray()) : m_steps(steps), m_first(std::move(first)) { }
    Result<QByteArray> next(const QByteArray &token) override
    {
        if (!m_first)
            return m_first.error();
        if (m_at > 0 && token != "server " + QByteArray::number(m_at))
            return Error::of(ErrorKind::AuthFailed, QStringLiteral("not the server"));
        ++m_at;
        return m_at >= m_steps && m_steps > 1 ? QByteArray() : "token " + QByteArray::number(m_at);
    }
    bool isEstablished() const override { return m_at >= m_steps; }
    Result<QByteArray> unwrap(const QByteArray &message) override
    {
        if (!message.startsWith('[') || !message.endsWith(']'))
            return Error::of(ErrorKind::AuthFailed, QStringLiteral("changed on the way"));
        return message.mid(1).chopped(1);
    }
    Result<QByteArray> wrap(const QByteArray &message) override { return '[' + message + ']'; }

private:
    int m_steps;
    int m_at = 0;
    Result<QByteArray> m_first;
};

Gssapi mechanism(int steps, const QString &user = QStringLiteral("ala"))
{
    return Gssapi(user, std::make_unique<FakeContext>(steps));
}

TEST(GssapiTest, TakesNoSecurityLayerAndNamesTheUser)
{
    Gssapi gssapi = mechanism(2);
    EXPECT_EQ(gssapi.step({})->reveal(), "token 1");
    EXPECT_EQ(gssapi.step("server 1")->reveal(), "") << "nothing more to say: an empty answer (RFC 4752 section 3.1)";
    EXPECT_FALSE(gssapi.finish()) << "too early";
    EXPECT_EQ(gssapi.step(QByteArray("[\x07\x00\x10\x00]", 6))->reveal(), QByteArray("[\x01\0\0\0ala]", 9));
    EXPECT_TRUE(gssapi.finish());
    EXPECT_FALSE(gssapi.step("more"));
}

TEST(GssapiTest, WhoeverTheTicketNames)
{
    Gssapi gssapi = mechanism(1, {});
    ASSERT_TRUE(gssapi.step({}));
    EXPECT_EQ(gssapi.step(QByteArray("[\x01\0\0\0]", 6))->reveal(), QByteArray("[\x01\0\0\0]", 6));
}

TEST(GssapiTest, AServerThatInsistsOnALayerIsRefused)
{
    Gssapi gssapi = mechanism(1);
    ASSERT_TRUE(gssapi.step({}));
    EXPECT_EQ(gssapi.step(QByteArray("[\x06\x00\x10\x00]", 6)).error().kind, ErrorKind::AuthUnsupported);
}

TEST(GssapiTest, AChangedOrCutOfferEndsIt)
{
    for (const QByteArray &offer : { QByteArray("\x01\0\0\0", 4), QByteArray("[\x01]"), QByteArray("[]"), QByteArray() }) {
        Gssapi gssapi = mechanism(1);
        ASSERT_TRUE(gssapi.step({}));
        EXPECT_FALSE(gssapi.step(offer));
        EXPECT_FALSE(gssapi.finish());
    }
}

TEST(GssapiTest, AServerThatIsNotItselfGetsNoName)
{
    Gssapi gssapi = mechanism(2);
    ASSERT_TRUE(gssapi.step({}));
    EXPECT_FALSE(gssapi.step("stranger 1"));
}

TEST(GssapiTest, GoesThroughTheAuthenticator)
{
    Credentials credentials;
    credentials.user = QStringLiteral("ala");
    credentials.securityContext = [] { return std::make_unique<FakeContext>(1); };
    Authenticator authenticator({ AuthMethod::Gssapi }, credentials);
    const auto start = authenticator.start();
    ASSERT_TRUE(start);
    EXPECT_EQ(start->mechanism, "GSSAPI");
    EXPECT_EQ(start->initialResponse->reveal(), QByteArray("token 1").toBase64());
    EXPECT_EQ(authenticator.respond(QByteArray("[\x01\0\0\0]", 6).toBase64())->reveal(), QByteArray("[\x01\0\0\0ala]", 9).toBase64());
    EXPECT_TRUE(authenticator.succeeded());
    EXPECT_EQ(candidates({ "GSSAPI", "PLAIN" }, AuthMethod::Gssapi, false), QList { AuthMethod::Gssapi });
    EXPECT_EQ(candidates({ "GSSAPI", "PLAIN" }, AuthMethod::Auto, true), QList { AuthMethod::Plain }) << "only where it is wanted";
}

// What a person reads; the numbers are those of krb5.h.
TEST(TicketErrorTest, SaysWhatToDo)
{
    constexpr quint32 Failure = 13U << 16;
    const auto textOf = [](quint32 major, qint32 minor) { return gss::ticketError(major, quint32(minor), "imap@mail.example.org", "words").text; };
    EXPECT_TRUE(textOf(7U << 16, 0).contains(QStringLiteral("kinit")));
    EXPECT_TRUE(textOf(Failure, -1765328189).contains(QStringLiteral("kinit")));
    EXPECT_TRUE(textOf(Failure, -1765328352).contains(QStringLiteral("over")));
    EXPECT_TRUE(textOf(Failure, -1765328347).contains(QStringLiteral("clock")));
    EXPECT_TRUE(textOf(Failure, -1765328377).contains(QStringLiteral("imap@mail.example.org")));
    EXPECT_TRUE(textOf(Failure, -1765328228).contains(QStringLiteral("cannot be reached")));
    EXPECT_EQ(gss::ticketError(Failure, quint32(-1765328228), {}, {}).kind, ErrorKind::ServerTemporary) << "tried again by itself";
    EXPECT_EQ(gss::ticketError(Failure, quint32(-1765328189), {}, {}).kind, ErrorKind::AuthUnsupported) << "a password would not help";
    EXPECT_EQ(gss::ticketError(Failure, 1, {}, "line\r\nbreak\x1b[31m").detail.contains(QChar(0x1b)), false);
}

TEST(TicketRequestTest, TakesTheFirstStepElsewhereAndHandsTheContextOver)
{
    QThread *const here = QThread::currentThread();
    QThread *there = nullptr;
    TicketRequest request([&there] {
        there = QThread::currentThread();
        return std::make_unique<FakeContext>(2);
    });
    bool ready = false;
    request.start([&] {
        EXPECT_EQ(QThread::currentThread(), here);
        ready = true;
    });
    EXPECT_FALSE(ready) << "always later";
    ASSERT_TRUE(test::waitUntil([&] { return ready; }));
    EXPECT_NE(there, here);
    const auto context = request.take();
    EXPECT_FALSE(context->isEstablished());
    EXPECT_EQ(*context->next({}), "token 1");
    EXPECT_EQ(*context->next("server 1"), "");
    EXPECT_TRUE(context->isEstablished());
}

TEST(TicketRequestTest, AnErrorComesWhenItIsUsed)
{
    TicketRequest request([] { return std::make_unique<FakeContext>(2, Error::of(ErrorKind::CredentialMissing)); });
    bool ready = false;
    request.start([&ready] { ready = true; });
    ASSERT_TRUE(test::waitUntil([&] { return ready; }));
    EXPECT_EQ(request.take()->next({}).error().kind, ErrorKind::CredentialMissing);
}

TEST(TicketRequestTest, WithoutKerberosItSaysSo)
{
    TicketRequest request([]() -> std::unique_ptr<SecurityContext> { return nullptr; });
    bool ready = false;
    request.start([&ready] { ready = true; });
    ASSERT_TRUE(test::waitUntil([&] { return ready; }));
    const auto context = request.take();
    EXPECT_EQ(context->next({}).error().kind, ErrorKind::AuthUnsupported);
    EXPECT_EQ(context->next({}).error().kind, ErrorKind::AuthUnsupported);
}

TEST(TicketRequestTest, DestroyedWhileItRunsItSaysNothing)
{
    bool called = false;
    {
        TicketRequest request([] { return std::make_unique<FakeContext>(2); });
        request.start([&called] { called = true; });
    }
    QThreadPool::globalInstance()->waitForDone();
    test::settle();
    EXPECT_FALSE(called);
}

} // namespace
} // namespace golub::sasl
