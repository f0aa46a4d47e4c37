// SPDX-License-Identifier: GPL-3.0-or-later
// AUTH, USER and PASS, APOP: which refusal lets another way be tried, tokens, and never less than before.
#include "Pop3Play.h"

namespace golub::pop3::test {
namespace {

using Proof = SignInStrength::Proof;

Play played(const std::string &text, const SignInStrength &floor, const std::function<void(Play &)> &more = {})
{
    return playAll("@security tls\n@nonce fyko+d2lbbFgONRv9qkxdawL\n@do stat\nTLS\nS: +OK hi <1.2@host>\nC: CAPA\nS: +OK\n" + text, [&](Play &play) {
        play.options.credentials.floor = floor;
        if (more)
            more(play);
    });
}

const std::string Scram = "S: SASL SCRAM-SHA-256 PLAIN\nS: USER\nS: .\nC: AUTH SCRAM-SHA-256 <redacted>\n";

TEST(Pop3SignInTest, TheNextWayOnlyWhereTheFirstIsNotSupported)
{
    EXPECT_EQ(played(Scram + "S: -ERR unknown mechanism\nC: AUTH PLAIN <redacted>\nS: +OK\nC: STAT\nS: +OK 0 0\n@expect ok\n", {}).mechanism, "PLAIN");
    // RFC 3206: [AUTH] is about the password.
    const Play p = played(Scram + "S: -ERR [AUTH] no\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n", {});
    EXPECT_FALSE(p.logged.contains("PLAIN"));
    EXPECT_FALSE(p.logged.contains("USER"));
}

TEST(Pop3SignInTest, CyrusBindsOtherwiseAndIsNotBoundTo)
{
    const auto canBind = [](Play &play) { play.options.credentials.serverEndPoint = [] { return QByteArray(32, 'e'); }; };
    const std::string offer = "S: SASL SCRAM-SHA-256-PLUS SCRAM-SHA-256 PLAIN\n";
    const std::string lost = "X\n@expect connection_lost\n@closed connection_lost\n";
    EXPECT_TRUE(played(offer + "S: .\nC: AUTH SCRAM-SHA-256-PLUS <redacted>\n" + lost, {}, canBind).logged.contains("-PLUS"));
    const Play cyrus = played(offer + "S: IMPLEMENTATION Cyrus POP3 3.6.1\nS: .\nC: AUTH SCRAM-SHA-256 <redacted>\n" + lost, {}, canBind);
    EXPECT_FALSE(cyrus.logged.contains("-PLUS"));
}

TEST(Pop3SignInTest, ScramTakenOutOfTheListIsNoticed)
{
    const Play p = played("S: SASL PLAIN LOGIN\nS: USER\nS: .\n@expect weakened\n@closed weakened\n", { true, Proof::Scram });
    EXPECT_EQ(p.logged, "CAPA\r\n");
}

TEST(Pop3SignInTest, WithoutCapaThePasswordIsNotSentEither)
{
    const Play p = playAll("@security tls\n@do stat\nTLS\nS: +OK hi\nC: CAPA\nS: -ERR what\n@expect weakened\n@closed weakened\n",
        [](Play &play) { play.options.credentials.floor = { true, Proof::Scram }; });
    EXPECT_FALSE(p.logged.contains("PASS"));
}

TEST(Pop3SignInTest, ScramThatIsRefusedIsNotFollowedByThePassword)
{
    const Play p = played(Scram + "S: -ERR unknown mechanism\n@expect weakened\n@closed weakened\n", { true, Proof::Scram });
    EXPECT_FALSE(p.logged.contains("PLAIN"));
    EXPECT_FALSE(p.logged.contains("PASS"));
}

TEST(Pop3SignInTest, EncryptionThatWasThereIsWanted)
{
    const auto floor = [](Play &play) { play.options.credentials.floor = { true, Proof::Password }; };
    const Play clear = playAll("@security none\n@allow-cleartext\n@do stat\nS: +OK hi\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\n@expect weakened\n@closed weakened\n", floor);
    EXPECT_FALSE(clear.logged.contains("AUTH"));
    playAll("@do stat\nS: +OK hi\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\n@expect tls\n@error Until now\n@closed tls\n", floor);
}

TEST(Pop3SignInTest, ApopOnlyWhereItIsChosen)
{
    EXPECT_FALSE(played("S: USER\nS: .\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\nC: STAT\nS: +OK 0 0\n@expect ok\n", {}).logged.contains("APOP"))
        << "MD5 of the password, and the server must keep it readable: only with the user's word";
    const Play chosen = played("S: USER\nS: .\nC: APOP ala <redacted>\nS: +OK\nC: STAT\nS: +OK 0 0\n@expect ok\n", {}, [](Play &play) { play.options.auth = AuthMethod::Apop; });
    EXPECT_EQ(chosen.mechanism, "APOP");
}

TEST(Pop3SignInTest, ApopIsNoWayAroundEncryption)
{
    const Play p = playAll("@security none\n@allow-cleartext\n@auth apop\n@do stat\nS: +OK hi <1.2@host>\nC: CAPA\nS: -ERR\n@expect weakened\n@closed weakened\n",
        [](Play &play) { play.options.credentials.floor = { true, Proof::Password }; });
    EXPECT_FALSE(p.logged.contains("APOP"));
}

TEST(Pop3SignInTest, ATokenIsNeverSentAsAPassword)
{
    const auto token = [](Play &play) { play.options.credentials.isToken = true; };
    const Play p = played("S: SASL PLAIN\nS: USER\nS: .\n@expect auth_unsupported\nC: QUIT\n@closed auth_unsupported\n", {}, token);
    EXPECT_FALSE(p.logged.contains("PASS"));
    EXPECT_EQ(played("S: SASL PLAIN XOAUTH2\nS: .\nC: AUTH XOAUTH2 <redacted>\nS: +OK\nC: STAT\nS: +OK 0 0\n@expect ok\n", {}, token).mechanism, "XOAUTH2");
}

} // namespace
} // namespace golub::pop3::test
