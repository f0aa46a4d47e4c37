// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Authenticator.h"

#include <gtest/gtest.h>

namespace golub::sasl {
namespace {

Authenticator make(const QList<AuthMethod> &methods)
{
    return Authenticator(methods, { QStringLiteral("user"), Secret("pencil") }, [] { return QByteArray("rOprNGfwEbeRWgbNEkqO"); });
}

TEST(AuthenticatorTest, SpeaksBase64)
{
    Authenticator scram = make({ AuthMethod::ScramSha256 });
    const auto start = scram.start();
    ASSERT_TRUE(start.has_value());
    EXPECT_EQ(start->mechanism, "SCRAM-SHA-256");
    EXPECT_EQ(start->initialResponse->reveal(), QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO").toBase64());
    const QByteArray first = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    EXPECT_TRUE(QByteArray::fromBase64(scram.respond(first.toBase64())->reveal()).endsWith("p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
    EXPECT_FALSE(scram.succeeded().has_value());
    const QByteArray final = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
    EXPECT_TRUE(scram.respond(final.toBase64())->isEmpty());
    EXPECT_TRUE(scram.succeeded().has_value());
}

TEST(AuthenticatorTest, InitialResponseCanBeHeldBack)
{
    Authenticator plain = make({ AuthMethod::Plain });
    ASSERT_TRUE(plain.start().has_value());
    plain.holdBackInitialResponse();
    EXPECT_EQ(plain.respond("")->reveal(), QByteArray("\0user\0pencil", 12).toBase64());
    EXPECT_EQ(plain.respond("").error().kind, ErrorKind::Protocol);
}

TEST(AuthenticatorTest, ChallengeThatIsNotBase64EndsTheExchange)
{
    Authenticator cram = make({ AuthMethod::CramMd5 });
    ASSERT_TRUE(cram.start().has_value());
    EXPECT_EQ(cram.respond("*not base64*").error().kind, ErrorKind::Protocol);
}

TEST(AuthenticatorTest, LoginTakesPromptsThatAreNotBase64)
{
    Authenticator login = make({ AuthMethod::Login });
    const auto start = login.start();
    ASSERT_TRUE(start.has_value());
    EXPECT_FALSE(start->initialResponse.has_value());
    EXPECT_EQ(login.respond("Username:")->reveal(), QByteArray("user").toBase64());
    EXPECT_EQ(login.respond("")->reveal(), QByteArray("pencil").toBase64());
}

TEST(AuthenticatorTest, NextMechanismOnlyWhereTheFirstIsNotSupported)
{
    Authenticator two = make({ AuthMethod::CramMd5, AuthMethod::Plain });
    EXPECT_FALSE(two.tryNext(false)) << "a wrong password is not tried again in another form";
    EXPECT_EQ(two.method(), AuthMethod::CramMd5);
    EXPECT_TRUE(two.tryNext(true));
    EXPECT_EQ(two.method(), AuthMethod::Plain);
    EXPECT_FALSE(two.tryNext(true));
}

TEST(AuthenticatorTest, SuccessBeforeStartIsNone)
{
    EXPECT_EQ(make({ AuthMethod::Plain }).succeeded().error().kind, ErrorKind::Protocol);
}

TEST(AuthenticatorTest, MethodsThatThisBuildDoesNotKnowAreRefused)
{
    EXPECT_EQ(make({ AuthMethod::Gssapi }).start().error().kind, ErrorKind::AuthUnsupported);
}

} // namespace
} // namespace golub::sasl
