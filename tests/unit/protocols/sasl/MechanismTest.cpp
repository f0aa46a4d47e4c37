// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Mechanism.h"

#include "core/base/Limits.h"
#include "protocols/sasl/SaslPrep.h"
#include "protocols/sasl/Scram.h"

#include <gtest/gtest.h>

namespace golub::sasl {
namespace {

Credentials user(const char *name, const char *password)
{
    return { QString::fromUtf8(name), Secret(password) };
}

NonceSource fixed(const QByteArray &nonce)
{
    return [nonce] { return nonce; };
}

TEST(PlainTest, SendsNameAndPasswordOfRfc4616)
{
    const auto plain = createMechanism(AuthMethod::Plain, user("tim", "tanstaaftanstaaf"));
    EXPECT_TRUE(plain->requiresTls());
    EXPECT_TRUE(plain->hasInitialResponse());
    EXPECT_EQ(plain->step({})->reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
    EXPECT_FALSE(plain->step("more").has_value());
}

TEST(PlainTest, RefusesNul)
{
    const auto plain = createMechanism(AuthMethod::Plain, { QStringLiteral("ala"), Secret(QByteArray("a\0b", 3)) });
    const auto answer = plain->step({});
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ErrorKind::InvalidInput);
}

TEST(LoginTest, AnswersAnyPrompts)
{
    for (const auto &[first, second] : { std::pair { "Username:", "Password:" }, { "", "" }, { "User Name", "Haslo" }, { "\x01\xff", "VXNlcg" } }) {
        const auto login = createMechanism(AuthMethod::Login, user("ala", "kot"));
        EXPECT_FALSE(login->hasInitialResponse());
        EXPECT_EQ(login->step(first)->reveal(), "ala");
        EXPECT_EQ(login->step(second)->reveal(), "kot");
        EXPECT_EQ(login->step("again").error().kind, ErrorKind::Protocol);
    }
}

TEST(CramMd5Test, AnswersTheChallengeOfRfc2195)
{
    const auto cram = createMechanism(AuthMethod::CramMd5, user("tim", "tanstaaftanstaaf"));
    EXPECT_FALSE(cram->requiresTls());
    EXPECT_EQ(cram->step("<1896.697170952@postoffice.reston.mci.net>")->reveal(), "tim b913a602c7eda7a495b4e6e7334d3890");
    EXPECT_EQ(cram->step("<again@host>").error().kind, ErrorKind::Protocol);
}

TEST(CramMd5Test, RefusesAnEmptyChallenge)
{
    EXPECT_EQ(createMechanism(AuthMethod::CramMd5, user("tim", "x"))->step("").error().kind, ErrorKind::Protocol);
}

TEST(ScramTest, PlaysTheExchangeOfRfc5802)
{
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("user", "pencil"), fixed("fyko+d2lbbFgONRv9qkxdawL"));
    EXPECT_EQ(scram->name(), "SCRAM-SHA-1");
    EXPECT_EQ(scram->step({})->reveal(), "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    EXPECT_EQ(scram->step("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")->reveal(),
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    EXPECT_FALSE(scram->finish().has_value()) << "the server has not proved itself yet";
    EXPECT_TRUE(scram->step("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")->isEmpty());
    EXPECT_TRUE(scram->finish().has_value());
}

TEST(ScramTest, PlaysTheExchangeOfRfc7677)
{
    const auto scram = createMechanism(AuthMethod::ScramSha256, user("user", "pencil"), fixed("rOprNGfwEbeRWgbNEkqO"));
    EXPECT_EQ(scram->name(), "SCRAM-SHA-256");
    EXPECT_EQ(scram->step({})->reveal(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    EXPECT_EQ(scram->step("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")->reveal(),
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    EXPECT_TRUE(scram->step("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").has_value());
    EXPECT_TRUE(scram->finish().has_value());
}

TEST(ScramTest, EscapesTheName)
{
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("a=b,c", "x"), fixed("abc"));
    EXPECT_EQ(scram->step({})->reveal(), "n,,n=a=3Db=2Cc,r=abc");
}

TEST(ScramTest, ServerThatDoesNotKnowThePasswordIsRefused)
{
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("user", "pencil"), fixed("fyko+d2lbbFgONRv9qkxdawL"));
    ASSERT_TRUE(scram->step({}).has_value());
    ASSERT_TRUE(scram->step("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096").has_value());
    const auto answer = scram->step("v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ErrorKind::AuthFailed);
    EXPECT_FALSE(scram->finish().has_value());
}

TEST(ScramTest, ServerErrorIsAFailedSignIn)
{
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("user", "pencil"), fixed("abc"));
    ASSERT_TRUE(scram->step({}).has_value());
    const auto answer = scram->step("e=unknown-user");
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ErrorKind::AuthFailed);
    EXPECT_EQ(answer.error().detail, QStringLiteral("e=unknown-user"));
}

ErrorKind afterServerFirst(const QByteArray &serverFirst)
{
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("user", "pencil"), fixed("abc"));
    EXPECT_TRUE(scram->step({}).has_value());
    const auto answer = scram->step(serverFirst);
    EXPECT_FALSE(answer.has_value()) << serverFirst.constData();
    return answer ? ErrorKind::Internal : answer.error().kind;
}

TEST(ScramTest, MalformedChallengesAreRefused)
{
    for (const char *bad : { "", "r=abcd", "r=abcd,s=QSXC", "s=QSXC,r=abcd,i=4096", "m=ext,r=abcd,s=QSXC,i=4096", "r=abcd,s=,i=4096",
             "r=abcd,s=Q*XC,i=4096", "r=abcd,s=QSXC,i=", "r=abcd,s=QSXC,i=-5000", "r=abcd,s=QSXC,i=+5000", "r=abcd,s=QSXC,i=5e3",
             "r=abcd,s=QSXC,i=99999999999999999999", "r=abcd,s=QSXC,i= 4096" })
        EXPECT_EQ(afterServerFirst(bad), ErrorKind::Protocol) << bad;
}

TEST(ScramTest, NonceThatIsNotOursIsRefused)
{
    EXPECT_EQ(afterServerFirst("r=xyzd,s=QSXC,i=4096"), ErrorKind::Protocol);
    EXPECT_EQ(afterServerFirst("r=abc,s=QSXC,i=4096"), ErrorKind::Protocol) << "the server added nothing";
}

TEST(ScramTest, IterationLimitsHoldExactly)
{
    EXPECT_EQ(afterServerFirst("r=abcd,s=QSXC,i=" + QByteArray::number(limits::ScramIterations + 1)), ErrorKind::LimitExceeded);
    EXPECT_EQ(afterServerFirst("r=abcd,s=QSXC,i=" + QByteArray::number(limits::ScramIterationsMin - 1)), ErrorKind::AuthUnsupported);
    const auto scram = createMechanism(AuthMethod::ScramSha1, user("user", "pencil"), fixed("abc"));
    ASSERT_TRUE(scram->step({}).has_value());
    EXPECT_TRUE(scram->step("r=abcd,s=QSXC,i=" + QByteArray::number(limits::ScramIterations)).has_value());
}

TEST(ScramTest, NoncesAreLongAndNeverTheSame)
{
    const QByteArray one = randomNonce();
    EXPECT_GE(one.size(), 24);
    EXPECT_FALSE(one.contains(','));
    EXPECT_NE(one, randomNonce());
}

TEST(SaslPrepTest, PreparesTheExamplesOfRfc4013)
{
    EXPECT_EQ(*saslPrep(QStringLiteral("I\u00ADX")), "IX");
    EXPECT_EQ(*saslPrep(QStringLiteral("user")), "user");
    EXPECT_EQ(*saslPrep(QStringLiteral("\u00AA")), "a");
    EXPECT_EQ(*saslPrep(QStringLiteral("\u2168")), "IX");
    EXPECT_EQ(*saslPrep(QStringLiteral("za\u017C\u00F3\u0142\u0107\u00A0x")), QByteArray("za\u017C\u00F3\u0142\u0107 x"));
}

TEST(SaslPrepTest, RefusesWhatRfc4013Prohibits)
{
    EXPECT_FALSE(saslPrep(QStringLiteral("\u0007")).has_value());
    EXPECT_FALSE(saslPrep(QStringLiteral("\u06271")).has_value());
    EXPECT_FALSE(saslPrep(QString(5000, QChar(0x017C))).has_value());
}

TEST(SaslPrepTest, NewerCharactersPass)
{
    EXPECT_EQ(*saslPrep(QStringLiteral("\U0001F54A")), QByteArray("\U0001F54A"));
}

const QList<QByteArray> Everything { "LOGIN", "plain", "GSSAPI", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2" };

TEST(CandidatesTest, StrongestFirst)
{
    EXPECT_EQ(candidates(Everything, AuthMethod::Auto, true),
        (QList { AuthMethod::ScramSha256, AuthMethod::ScramSha1, AuthMethod::CramMd5, AuthMethod::Plain, AuthMethod::Login }));
}

TEST(CandidatesTest, NoPasswordInTheClear)
{
    EXPECT_EQ(candidates(Everything, AuthMethod::Auto, false),
        (QList { AuthMethod::ScramSha256, AuthMethod::ScramSha1, AuthMethod::CramMd5 }));
    EXPECT_TRUE(candidates(Everything, AuthMethod::Plain, false).isEmpty());
}

TEST(CandidatesTest, TheSettingsWordIsTheLastOne)
{
    EXPECT_EQ(candidates(Everything, AuthMethod::Login, true), QList { AuthMethod::Login });
    EXPECT_TRUE(candidates({ "PLAIN" }, AuthMethod::ScramSha256, true).isEmpty());
}

} // namespace
} // namespace golub::sasl
