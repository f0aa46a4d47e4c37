// SPDX-License-Identifier: GPL-3.0-or-later
// Channel binding, longer digests, tokens and certificates. The SCRAM exchanges were computed by another implementation (Python's hashlib).
#include "protocols/sasl/Authenticator.h"

#include <gtest/gtest.h>

namespace golub::sasl {
namespace {

const QByteArray Nonce = "rOprNGfwEbeRWgbNEkqO";
const QByteArray ServerFirst = "r=rOprNGfwEbeRWgbNEkqOserver+part,s=c2FsdFNBTFRzYWx0,i=4096";

QByteArray someEndPoint()
{
    QByteArray bytes;
    for (int i = 0; i < 32; ++i)
        bytes += char(i);
    return bytes;
}

Credentials pencil(bool bound)
{
    Credentials credentials { QStringLiteral("user"), Secret("pencil") };
    if (bound)
        credentials.serverEndPoint = someEndPoint;
    return credentials;
}

std::unique_ptr<Mechanism> scram(AuthMethod method, bool bound, const QList<QByteArray> &offered)
{
    return createMechanism(method, pencil(bound), [] { return Nonce; }, offered);
}

TEST(ScramTest, PlaysAnExchangeWithSha512)
{
    const auto mechanism = scram(AuthMethod::ScramSha512, false, { "SCRAM-SHA-512" });
    EXPECT_EQ(mechanism->name(), "SCRAM-SHA-512");
    EXPECT_EQ(mechanism->step({})->reveal(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    EXPECT_EQ(mechanism->step(ServerFirst)->reveal(),
        "c=biws,r=rOprNGfwEbeRWgbNEkqOserver+part,p=YsmD1YwvtlDbigHyiTtk2OxZJNCQagsziREOHTohjuz8TEY+XWZXYCpvQVhvm+nMfLxfkEHdKUzQUAdwvyYvhw==");
    EXPECT_TRUE(mechanism->step("v=UKO1/QVk8P4jvqVfKJYwDikkuCpgMa+FUDuU64yRRsLwCWhChuC7GqAUMSDr/tbhYtGvSGtRv+06uHmAtsiNCA==").has_value());
    EXPECT_TRUE(mechanism->finish().has_value());
}

// Computed with Python's hashlib for the bytes E9 74 E9.
TEST(ScramTest, APasswordThatIsNoUtf8GoesAsItIs)
{
    const auto mechanism = createMechanism(AuthMethod::ScramSha256, { QStringLiteral("user"), Secret("\xe9t\xe9") }, [] { return Nonce; });
    ASSERT_TRUE(mechanism->step({}));
    EXPECT_EQ(mechanism->step(ServerFirst)->reveal(), "c=biws,r=rOprNGfwEbeRWgbNEkqOserver+part,p=8pm5DSlUbI9oEo46m18cRYKP1EaZmDCfnVX6ywFBFjU=");
}

// RFC 4013: the same password, typed in two ways.
TEST(ScramTest, APasswordIsPrepared)
{
    const auto proofOf = [](const char *password) {
        const auto mechanism = createMechanism(AuthMethod::ScramSha256, { QStringLiteral("user"), Secret(password) }, [] { return Nonce; });
        EXPECT_TRUE(mechanism->step({}));
        return mechanism->step(ServerFirst)->reveal();
    };
    EXPECT_EQ(proofOf("I\u00adX"), proofOf("IX"));
    EXPECT_EQ(proofOf("zaz\u0307o\u0301l\u0107"), proofOf("za\u017c\u00f3l\u0107"));
    EXPECT_EQ(proofOf("a\u00a0b"), proofOf("a b"));
}

// RFC 5802 section 6, RFC 5929 section 4.
TEST(ScramPlusTest, BindsToTheCertificate)
{
    const auto mechanism = scram(AuthMethod::ScramSha256, true, { "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" });
    EXPECT_EQ(mechanism->name(), "SCRAM-SHA-256-PLUS");
    EXPECT_EQ(mechanism->step({})->reveal(), "p=tls-server-end-point,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    EXPECT_EQ(mechanism->step(ServerFirst)->reveal(),
        "c=cD10bHMtc2VydmVyLWVuZC1wb2ludCwsAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,r=rOprNGfwEbeRWgbNEkqOserver+part,"
        "p=9h8gu1hS2BO9IP+qMc+96IquNG6aRviWd9sqomui99M=");
    EXPECT_TRUE(mechanism->step("v=M11nVDTZ6/dznGT5D298zaEattQDonFlGynj3DLbkEM=").has_value());
    EXPECT_TRUE(mechanism->finish().has_value());
}

TEST(ScramPlusTest, TellsTheServerThatItCouldHaveBeenBound)
{
    // Somebody in between has taken "-PLUS" out of the list: the server reads "y" and knows.
    const auto mechanism = scram(AuthMethod::ScramSha256, true, { "SCRAM-SHA-256" });
    EXPECT_EQ(mechanism->name(), "SCRAM-SHA-256");
    EXPECT_EQ(mechanism->step({})->reveal(), "y,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    EXPECT_TRUE(mechanism->step(ServerFirst)->reveal().startsWith("c=eSws,"));
}

TEST(ScramPlusTest, WithoutTlsItIsNotBound)
{
    const auto mechanism = scram(AuthMethod::ScramSha256, false, { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256" });
    EXPECT_EQ(mechanism->name(), "SCRAM-SHA-256");
    EXPECT_TRUE(mechanism->step({})->reveal().startsWith("n,,"));
    EXPECT_TRUE(candidates({ "SCRAM-SHA-256-PLUS" }, AuthMethod::Auto, true, false, false).isEmpty());
    EXPECT_EQ(candidates({ "SCRAM-SHA-256-PLUS" }, AuthMethod::Auto, true, false, true), QList { AuthMethod::ScramSha256 });
}

// RFC 9266: a server of TLS 1.3 may bind to tls-exporter alone, and its offer does not say so.
TEST(ScramPlusTest, WhereTheBindingIsNotKnownTheSameIsTriedWithout)
{
    const QList<QByteArray> offered { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "CRAM-MD5" };
    Authenticator authenticator({ AuthMethod::ScramSha256, AuthMethod::CramMd5 }, pencil(true), [] { return Nonce; }, offered);
    ASSERT_EQ(authenticator.start()->mechanism, "SCRAM-SHA-256-PLUS");
    ASSERT_TRUE(authenticator.tryNext(true));
    const auto unbound = authenticator.start();
    EXPECT_EQ(unbound->mechanism, "SCRAM-SHA-256");
    EXPECT_EQ(unbound->initialResponse->reveal(), QByteArray("n,,n=user,r=" + Nonce).toBase64());
    EXPECT_EQ(authenticator.strength(true).proof, SignInStrength::Proof::Scram);
    ASSERT_TRUE(authenticator.tryNext(true));
    EXPECT_EQ(authenticator.start()->mechanism, "CRAM-MD5");
    EXPECT_FALSE(authenticator.tryNext(true));
}

TEST(ScramPlusTest, WhoWasBoundBeforeIsNotUnbound)
{
    Credentials credentials = pencil(true);
    credentials.floor = { true, SignInStrength::Proof::BoundScram };
    Authenticator authenticator({ AuthMethod::ScramSha256 }, credentials, [] { return Nonce; }, { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256" });
    ASSERT_TRUE(authenticator.start());
    EXPECT_FALSE(authenticator.tryNext(true));
}

Credentials token()
{
    Credentials credentials { QStringLiteral("ala@example.org"), Secret("ya29.token") };
    credentials.isToken = true;
    return credentials;
}

TEST(XOAuth2Test, SendsTheToken)
{
    const auto mechanism = createMechanism(AuthMethod::XOAuth2, token());
    EXPECT_TRUE(mechanism->requiresTls());
    EXPECT_EQ(mechanism->step({})->reveal(), "user=ala@example.org\x01""auth=Bearer ya29.token\x01\x01");
}

TEST(XOAuth2Test, AnswersTheRefusalAndKeepsItsReason)
{
    Authenticator authenticator({ AuthMethod::XOAuth2 }, token());
    ASSERT_TRUE(authenticator.start());
    const auto answer = authenticator.respond("eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->reveal(), "") << "an empty line: the server then says no";
    EXPECT_EQ(authenticator.failure(), QStringLiteral("{\"status\":\"400\",\"schemes\":\"Bearer\"}"));
    EXPECT_FALSE(authenticator.tryNext(false));
}

TEST(OAuthBearerTest, SendsTheTokenOfRfc7628)
{
    Credentials credentials { QStringLiteral("user@example.com"), Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==") };
    credentials.isToken = true;
    credentials.host = "server.example.com";
    credentials.port = 143;
    const auto mechanism = createMechanism(AuthMethod::OAuthBearer, credentials);
    EXPECT_EQ(mechanism->step({})->reveal(),
        "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01""auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01");
    // RFC 7628 section 4.2: the error is answered with one separator.
    EXPECT_EQ(mechanism->step("{\"status\":\"invalid_token\"}")->reveal(), QByteArray(1, '\x01'));
    EXPECT_TRUE(mechanism->failure().contains(QStringLiteral("invalid_token")));
    EXPECT_FALSE(mechanism->step("more").has_value());
}

TEST(OAuthBearerTest, NothingBreaksOutOfItsField)
{
    for (const AuthMethod method : { AuthMethod::OAuthBearer, AuthMethod::XOAuth2 }) {
        Credentials credentials = token();
        credentials.user = QStringLiteral("ala\u0001auth=Bearer mine");
        EXPECT_EQ(createMechanism(method, credentials)->step({}).error().kind, ErrorKind::InvalidInput);
        credentials = token();
        credentials.secret = Secret("x\r\ny");
        EXPECT_EQ(createMechanism(method, credentials)->step({}).error().kind, ErrorKind::InvalidInput);
    }
}

TEST(ExternalTest, TheCertificateSaysWho)
{
    Authenticator authenticator({ AuthMethod::External }, {});
    const auto start = authenticator.start();
    ASSERT_TRUE(start);
    EXPECT_EQ(start->initialResponse->reveal(), "=") << "nobody in particular: an empty response";
    EXPECT_FALSE(needsSecret(AuthMethod::External));
    EXPECT_TRUE(needsSecret(AuthMethod::Auto));
}

TEST(CandidatesTest, ATokenIsNoPasswordAndAPasswordNoToken)
{
    const QList<QByteArray> offered { "PLAIN", "XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-256", "EXTERNAL" };
    EXPECT_EQ(candidates(offered, AuthMethod::Auto, true, true), (QList { AuthMethod::OAuthBearer, AuthMethod::XOAuth2 }));
    EXPECT_EQ(candidates(offered, AuthMethod::Auto, true, false), (QList { AuthMethod::ScramSha256, AuthMethod::Plain }));
    EXPECT_TRUE(candidates(offered, AuthMethod::XOAuth2, true, false).isEmpty());
    EXPECT_TRUE(candidates(offered, AuthMethod::XOAuth2, false, true).isEmpty()) << "never in the clear";
    EXPECT_EQ(candidates(offered, AuthMethod::External, true), QList { AuthMethod::External });
}

} // namespace
} // namespace golub::sasl
