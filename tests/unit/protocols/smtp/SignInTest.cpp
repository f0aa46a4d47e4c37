// SPDX-License-Identifier: GPL-3.0-or-later
// AUTH: which refusal lets another method be tried, long tokens, and never less than before.
#include "SmtpPlay.h"

namespace golub::smtp::test {
namespace {

using Proof = SignInStrength::Proof;
using golub::test::Transcript;

Play played(const QByteArray &text, const SignInStrength &floor, const std::function<void(Play &)> &more = {})
{
    return playAll(Transcript::parse("@security tls\n@nonce fyko+d2lbbFgONRv9qkxdawL\n@submit\nTLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\n" + text, QStringLiteral("here")),
        [&](Play &play) {
            play.options.credentials.floor = floor;
            if (more)
                more(play);
        });
}

const QByteArray Scram = "S: 250 AUTH SCRAM-SHA-256 PLAIN LOGIN\nC: AUTH SCRAM-SHA-256 <redacted>\n";

TEST(SmtpSignInTest, TheNextMethodOnlyWhereTheFirstIsNotSupported)
{
    for (const char *refusal : { "504 5.5.4 unknown", "502 no", "500 what", "535 5.7.8 Error: authentication failed: no mechanism available" }) {
        const Play p = played(Scram + "S: " + refusal + "\nC: AUTH PLAIN <redacted>\nS: 235 ok\nC: MAIL FROM:<ala@example.org>\nX\n@expect connection_lost\n@closed connection_lost\n", {});
        EXPECT_EQ(p.mechanism, "PLAIN") << refusal;
    }
    for (const char *refusal : { "535 5.7.8 wrong", "535 5.7.8 mechanism not for you", "534 5.7.9 Application-specific password required", "501 5.5.2 no", "538 5.7.11 encrypt" })
        EXPECT_EQ(played(Scram + "S: " + refusal + "\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n", {}).logged.count("AUTH "), 1) << refusal;
}

// RFC 9266: what the offer binds to is not said in it.
TEST(SmtpSignInTest, ABindingThatTheServerDoesNotKnowIsLeftOut)
{
    for (const char *refusal : { "455 4.7.0 scram protocol error: unsupported-channel-binding-type", "535 5.7.8 unsupported-channel-binding-type" }) {
        const Play p = played("S: 250 AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 CRAM-MD5\nC: AUTH SCRAM-SHA-256-PLUS <redacted>\nS: " + QByteArray(refusal)
                + "\nC: AUTH SCRAM-SHA-256 <redacted>\nX\n@expect connection_lost\n@closed connection_lost\n",
            {}, [](Play &play) { play.options.credentials.serverEndPoint = [] { return QByteArray(32, 'e'); }; });
        EXPECT_EQ(p.logged.count("AUTH SCRAM"), 2) << refusal;
    }
}

TEST(SmtpSignInTest, ScramTakenOutOfTheListIsNoticed)
{
    const Play p = played("S: 250 AUTH PLAIN LOGIN\n@expect weakened\n@closed weakened\n", { true, Proof::Scram });
    EXPECT_FALSE(p.logged.contains("AUTH"));
    ASSERT_TRUE(p.closeReason && p.closeReason->weakness);
    EXPECT_EQ(p.closeReason->weakness->offered.proof, Proof::Password);
}

TEST(SmtpSignInTest, ScramThatIsRefusedIsNotFollowedByThePassword)
{
    const Play p = played(Scram + "S: 504 unknown\n@expect weakened\n@closed weakened\n", { true, Proof::Scram });
    EXPECT_EQ(p.logged.count("AUTH "), 1);
}

TEST(SmtpSignInTest, BindingTakenOutOfTheListIsNoticed)
{
    played("S: 250 AUTH SCRAM-SHA-256\n@expect weakened\n@closed weakened\n", { true, Proof::BoundScram },
        [](Play &play) { play.options.credentials.serverEndPoint = [] { return QByteArray(32, 'e'); }; });
}

TEST(SmtpSignInTest, EncryptionThatWasThereIsWantedAlsoWithoutASignIn)
{
    for (const char *auth : { "auto", "none" }) {
        const QByteArray text = "@security none\n@allow-cleartext\n@auth " + QByteArray(auth)
            + "\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH PLAIN\n@expect weakened\n@closed weakened\n";
        const Play p = playAll(Transcript::parse(text, QStringLiteral("here")), [](Play &play) { play.options.credentials.floor = { true, Proof::None }; });
        EXPECT_FALSE(p.logged.contains("MAIL"));
    }
}

TEST(SmtpSignInTest, StartTlsThatWasThereIsMissed)
{
    const Play p = playAll(Transcript::parse("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250 AUTH PLAIN\n@expect tls\n@closed tls\n@error Until now\n", QStringLiteral("here")),
        [](Play &play) { play.options.credentials.floor = { true, Proof::Password }; });
    EXPECT_EQ(p.logged, "EHLO [127.0.0.1]\r\n");
}

TEST(SmtpSignInTest, ATokenThatDoesNotFitTheCommandLineWaitsForTheChallenge)
{
    // RFC 4954 section 4, RFC 5321 section 4.5.3.1.4: 512 bytes.
    const auto token = [](qsizetype size) {
        return [size](Play &play) {
            play.options.credentials = { QStringLiteral("ala"), Secret(QByteArray(size, 't')) };
            play.options.credentials.isToken = true;
        };
    };
    const QByteArray rest = "S: 235 ok\nC: MAIL FROM:<ala@example.org>\nX\n@expect connection_lost\n@closed connection_lost\n";
    played("S: 250 AUTH XOAUTH2 PLAIN\nC: AUTH XOAUTH2 <redacted>\n" + rest, {}, token(300));
    played("S: 250 AUTH XOAUTH2 PLAIN\nC: AUTH XOAUTH2\nS: 334\nC: <redacted>\n" + rest, {}, token(1500));
}

TEST(SmtpSignInTest, ATokenIsNeverSentAsAPassword)
{
    played("S: 250 AUTH PLAIN LOGIN CRAM-MD5\n@expect auth_unsupported\nC: QUIT\n@closed auth_unsupported\n", {}, [](Play &play) { play.options.credentials.isToken = true; });
}

} // namespace
} // namespace golub::smtp::test
