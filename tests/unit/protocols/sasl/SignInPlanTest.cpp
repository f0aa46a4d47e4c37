// SPDX-License-Identifier: GPL-3.0-or-later
// What was once strong never becomes weak without asking.
#include "protocols/sasl/SignInPlan.h"

#include <gtest/gtest.h>

namespace golub::sasl {
namespace {

using Proof = SignInStrength::Proof;

Credentials ala(const SignInStrength &floor = {})
{
    Credentials credentials { QStringLiteral("ala"), Secret("tajne-haslo") };
    credentials.host = "mail.example.org";
    credentials.port = 993;
    credentials.floor = floor;
    credentials.serverEndPoint = [] { return QByteArray(32, 'e'); };
    return credentials;
}

const Offer Everything { { "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256" }, true };

TEST(SignInPlanTest, StrongestFirstAndBoundBeforeUnbound)
{
    const auto plan = planSignIn(Everything, AuthMethod::Auto, ala());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->methods,
        (QList { AuthMethod::ScramSha1, AuthMethod::ScramSha256, AuthMethod::CramMd5, AuthMethod::Plain, AuthMethod::Login }))
        << "SCRAM-SHA-1-PLUS lets nobody stand in between, SCRAM-SHA-256 would";
}

TEST(SignInPlanTest, NothingIsTriedInTheClearThatSendsThePassword)
{
    const auto plan = planSignIn({ { "PLAIN", "LOGIN", "CRAM-MD5" }, false, false, true }, AuthMethod::Auto, ala());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->methods, QList { AuthMethod::CramMd5 });
    EXPECT_FALSE(plan->usePasswordCommand);
    EXPECT_EQ(planSignIn({ { "PLAIN" }, false, false, true }, AuthMethod::Auto, ala()).error().kind, ErrorKind::AuthUnsupported);
    EXPECT_TRUE(planSignIn({ { "PLAIN" }, false, true, true }, AuthMethod::Auto, ala())) << "loopback, or the user's word";
}

TEST(SignInPlanTest, WhatOnlyEncryptionWouldHelpIsSaid)
{
    const Offer loginDisabled { {}, false, true, false };
    const Offer nothingInTheClear { { "PLAIN" }, false, false, true };
    for (const Offer &offer : { loginDisabled, nothingInTheClear }) {
        const auto refused = planSignIn(offer, AuthMethod::Auto, ala());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::AuthUnsupported);
        EXPECT_TRUE(refused.error().text.contains(QStringLiteral("STARTTLS"))) << refused.error().text.toStdString();
    }
    const auto otherMethod = planSignIn({ { "PLAIN" }, false, true, true }, AuthMethod::CramMd5, ala());
    ASSERT_FALSE(otherMethod);
    EXPECT_FALSE(otherMethod.error().text.contains(QStringLiteral("STARTTLS"))) << "another method would do";
    EXPECT_FALSE(planSignIn({ { "GSSAPI" }, true, false, false }, AuthMethod::Auto, ala()).error().text.contains(QStringLiteral("STARTTLS")));
}

TEST(SignInPlanTest, ScramThatIsGoneFromTheListIsNotReplacedByAPassword)
{
    const auto refused = planSignIn({ { "PLAIN", "LOGIN" }, true, false, true }, AuthMethod::Auto, ala({ true, Proof::Scram }));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Weakened);
    ASSERT_TRUE(refused.error().weakness);
    EXPECT_EQ(refused.error().weakness->host, QStringLiteral("mail.example.org"));
    EXPECT_EQ(refused.error().weakness->port, 993);
    EXPECT_EQ(refused.error().weakness->before, (SignInStrength { true, Proof::Scram }));
    EXPECT_EQ(refused.error().weakness->offered, (SignInStrength { true, Proof::Password }));
    EXPECT_TRUE(refused.error().text.contains(QStringLiteral("without seeing your password"))) << refused.error().text.toStdString();
}

TEST(SignInPlanTest, AnAcceptedWeaknessIsEnoughFromThenOn)
{
    const auto refused = planSignIn({ { "PLAIN" }, true }, AuthMethod::Auto, ala({ true, Proof::Scram }));
    ASSERT_TRUE(refused.error().weakness);
    EXPECT_TRUE(planSignIn({ { "PLAIN" }, true }, AuthMethod::Auto, ala(refused.error().weakness->offered)));
}

TEST(SignInPlanTest, ScramThatIsListedAndThenRefusedIsNotReplacedEither)
{
    // Somebody in between answers "unknown mechanism" to be given the password.
    const auto plan = planSignIn(Everything, AuthMethod::Auto, ala({ true, Proof::Scram }));
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->methods, (QList { AuthMethod::ScramSha1, AuthMethod::ScramSha256 }));
    EXPECT_FALSE(plan->usePasswordCommand);
    EXPECT_EQ(plan->whenRefused.kind, ErrorKind::Weakened);
}

TEST(SignInPlanTest, BindingThatIsGoneIsNoticed)
{
    const Offer unbound { { "SCRAM-SHA-256", "PLAIN" }, true };
    const auto refused = planSignIn(unbound, AuthMethod::Auto, ala({ true, Proof::BoundScram }));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().weakness->offered.proof, Proof::Scram) << "the best that is left";
    EXPECT_TRUE(planSignIn(unbound, AuthMethod::Auto, ala({ true, Proof::Scram })));
}

TEST(SignInPlanTest, ChallengeIsNotReplacedByAPassword)
{
    EXPECT_EQ(planSignIn({ { "PLAIN" }, true }, AuthMethod::Auto, ala({ true, Proof::Challenge })).error().kind, ErrorKind::Weakened);
    EXPECT_TRUE(planSignIn({ { "SCRAM-SHA-1" }, true }, AuthMethod::Auto, ala({ true, Proof::Challenge }))) << "better is welcome";
}

TEST(SignInPlanTest, EncryptionThatIsGoneEndsEverything)
{
    for (const AuthMethod wanted : { AuthMethod::Auto, AuthMethod::Plain, AuthMethod::None, AuthMethod::External }) {
        const auto refused = planSignIn({ { "PLAIN", "SCRAM-SHA-256", "EXTERNAL" }, false, true, true }, wanted, ala({ true, Proof::None }));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::Weakened);
        EXPECT_FALSE(refused.error().weakness->offered.tls);
    }
}

TEST(SignInPlanTest, AMethodThatTheSettingsNameIsTheUsersWord)
{
    EXPECT_TRUE(planSignIn({ { "PLAIN" }, true }, AuthMethod::Plain, ala({ true, Proof::Scram })));
}

TEST(SignInPlanTest, TokensAreNotComparedWithPasswords)
{
    Credentials token = ala({ true, Proof::Scram });
    token.isToken = true;
    const auto plan = planSignIn({ { "XOAUTH2", "PLAIN" }, true, false, true }, AuthMethod::Auto, token);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->methods, QList { AuthMethod::XOAuth2 });
    EXPECT_FALSE(plan->usePasswordCommand) << "a token is no password";
    EXPECT_EQ(planSignIn({ { "PLAIN" }, true, false, true }, AuthMethod::Auto, token).error().kind, ErrorKind::AuthUnsupported);
}

TEST(SignInPlanTest, WithoutASecretItIsAskedFor)
{
    Credentials nobody = ala();
    nobody.secret = {};
    EXPECT_EQ(planSignIn(Everything, AuthMethod::Auto, nobody).error().kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE(planSignIn({ { "EXTERNAL" }, true }, AuthMethod::External, nobody));
    EXPECT_TRUE(planSignIn({ { "GSSAPI" }, true }, AuthMethod::Gssapi, nobody));
    EXPECT_TRUE(planSignIn({}, AuthMethod::None, nobody));
}

TEST(SignInPlanTest, WhatTheSettingsSayOfATokenAndOfTheUser)
{
    ServerSettings settings { QStringLiteral("smtp.example.org"), 587, Security::StartTls, {}, AuthMethod::XOAuth2 };
    const Credentials credentials = credentialsFor(settings, QStringLiteral("ala"), Secret("t"));
    EXPECT_TRUE(credentials.isToken);
    EXPECT_EQ(credentials.user, QStringLiteral("ala"));
    EXPECT_EQ(credentials.host, "smtp.example.org");
    EXPECT_EQ(credentials.port, 587);
    settings.auth = AuthMethod::Auto;
    settings.user = QStringLiteral("ela");
    EXPECT_FALSE(credentialsFor(settings, QStringLiteral("ala"), Secret("t")).isToken);
    EXPECT_TRUE(credentialsFor(settings, QStringLiteral("ala"), Secret("t"), true).isToken);
    EXPECT_EQ(credentialsFor(settings, QStringLiteral("ala"), Secret("t")).user, QStringLiteral("ela"));
}

TEST(SignInStrengthTest, IsRaisedAndCompared)
{
    const SignInStrength tls { true, Proof::None };
    const SignInStrength scram { false, Proof::Scram };
    EXPECT_EQ(tls.raisedTo(scram), (SignInStrength { true, Proof::Scram }));
    EXPECT_FALSE(tls.reaches(scram));
    EXPECT_FALSE(scram.reaches(tls));
    EXPECT_TRUE(tls.raisedTo(scram).reaches(tls));
    EXPECT_TRUE(scram.reaches({}));
}

} // namespace
} // namespace golub::sasl
