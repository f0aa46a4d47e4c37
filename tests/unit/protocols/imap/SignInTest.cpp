// SPDX-License-Identifier: GPL-3.0-or-later
// AUTHENTICATE with everything that sasl knows: binding, tokens, cancelling, which refusal lets another method be tried, and never less
// than before.
#include "tests/unit/protocols/imap/EngineHarness.h"

namespace golub::imap {
namespace {

using Proof = SignInStrength::Proof;
using test::Harness;
using test::playEverywhere;

Options bound()
{
    Options options;
    options.credentials = { QStringLiteral("user"), Secret("pencil") };
    options.credentials.host = "mail.example.org";
    options.credentials.port = 993;
    options.credentials.serverEndPoint = [] { return QByteArray(32, 'e'); };
    return options;
}

Options withFloor(const SignInStrength &floor)
{
    Options options = bound();
    options.credentials.floor = floor;
    return options;
}

Options token(AuthMethod method = AuthMethod::Auto)
{
    Options options;
    options.auth = method;
    options.credentials = { QStringLiteral("ala@example.org"), Secret("ya29.token") };
    options.credentials.isToken = true;
    return options;
}

const QByteArray WithPlus = "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-256-PLUS] hi\n";
const QByteArray WithoutPlus = "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=SCRAM-SHA-256] hi\n";

TEST(ImapSignInTest, BindsTheSignInToTheConnection)
{
    const QByteArray first = QByteArray("p=tls-server-end-point,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(bound(), WithPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256-PLUS " + first + "\nX\n", [](Harness &) { });
}

TEST(ImapSignInTest, SaysThatItCouldHaveBound)
{
    // RFC 5802 section 6: a server that offers "-PLUS" and reads "y" knows that somebody took it out of its list.
    const QByteArray first = QByteArray("y,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(bound(), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 " + first + "\nX\n", [](Harness &) { });
}

TEST(ImapSignInTest, WithoutBindingItSaysSo)
{
    Options options = bound();
    options.credentials.serverEndPoint = {};
    const QByteArray first = QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(options, WithPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 " + first + "\nX\n", [](Harness &) { });
}

TEST(ImapSignInTest, ATokenGoesByOAuthBearerElseByXOAuth2)
{
    playEverywhere(token(), "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER] hi\nC: A1 AUTHENTICATE OAUTHBEARER <redacted>\n"
                            "S: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_EQ(h.mechanism, "OAUTHBEARER"); });
    playEverywhere(token(), "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hi\nC: A1 AUTHENTICATE XOAUTH2 <redacted>\n"
                            "S: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_EQ(h.mechanism, "XOAUTH2"); });
}

TEST(ImapSignInTest, ATokenIsNeverSentAsAPassword)
{
    playEverywhere(token(), "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN] hi\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::AuthUnsupported);
        EXPECT_TRUE(h.runner.sent().logged().isEmpty());
    });
}

TEST(ImapSignInTest, ARefusedTokenIsExplainedAndNotTriedInAnotherForm)
{
    // The reason comes as a challenge, is answered, and then the server says no (RFC 7628 section 3.2.3, and Google's XOAUTH2).
    playEverywhere(token(), "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER] hi\nC: A1 AUTHENTICATE OAUTHBEARER <redacted>\n"
                            "S: + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=\nC: <redacted>\nS: A1 NO [AUTHENTICATIONFAILED] no\nX\n",
        [](Harness &h) {
            EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed);
            EXPECT_TRUE(h.runner.closeReason()->detail.contains(QStringLiteral("invalid_token")));
        });
}

TEST(ImapSignInTest, WithoutSaslIrTheTokenWaitsForTheChallenge)
{
    playEverywhere(token(), "TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hi\nC: A1 AUTHENTICATE XOAUTH2\nS: +\nC: <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapSignInTest, AVeryLongTokenWaitsToo)
{
    Options options = token();
    options.credentials.secret = Secret(QByteArray(9000, 't'));
    playEverywhere(options, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\nC: A1 AUTHENTICATE XOAUTH2\nS: +\nC: <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapSignInTest, NoPasswordIsAskedForBeforeAnythingIsSent)
{
    Options options;
    options.credentials.user = QStringLiteral("ala");
    playEverywhere(options, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::CredentialMissing); });
}

TEST(ImapSignInTest, AServerThatCannotProveItselfIsLeft)
{
    playEverywhere(bound(), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1] welcome\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed);
        EXPECT_FALSE(h.ready);
    });
}

TEST(ImapSignInTest, ABrokenChallengeIsCancelledWithAStar)
{
    playEverywhere(bound(), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 <redacted>\nS: + bm9uc2Vuc2U=\nC: *\nS: A1 BAD cancelled\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Protocol);
        EXPECT_FALSE(h.runner.sent().logged().contains("PLAIN")) << "and nothing weaker is tried";
    });
}

// What the server says decides: of the method, then the next one; of the password, then never.
TEST(ImapSignInTest, TheNextMethodOnlyWhereTheFirstIsNotSupported)
{
    for (const char *refusal : { "NO Unsupported authentication mechanism", "BAD unknown command", "NO SASL(-4): no mechanism available", "NO mechanism not available" }) {
        SCOPED_TRACE(refusal);
        playEverywhere(bound(), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 <redacted>\nS: A1 " + refusal + "\nC: A2 AUTHENTICATE PLAIN <redacted>\nS: A2 OK [CAPABILITY IMAP4rev1] in\n",
            [](Harness &h) { EXPECT_EQ(h.mechanism, "PLAIN"); });
    }
}

TEST(ImapSignInTest, NeverAfterAWrongPassword)
{
    for (const char *refusal : { "NO [AUTHENTICATIONFAILED] Authentication failed.", "NO Login failed", "NO Authentication mechanism failed", "NO wrong",
             "BAD invalid credentials", "BAD [AUTHENTICATIONFAILED] no", "NO invalid credentials for mechanism SCRAM", "NO password not supported any more" }) {
        SCOPED_TRACE(refusal);
        playEverywhere(bound(), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 <redacted>\nS: A1 " + refusal + "\nX\n", [](Harness &h) {
            EXPECT_TRUE(h.runner.closeReason().has_value());
            EXPECT_FALSE(h.runner.sent().logged().contains("A2"));
        });
    }
}

// --- never less than before

// RFC 5802 section 5, its example. What answers the server's proof says nothing, so it does not wait for it.
const QByteArray Scram1 = "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-1] hi\nC: A1 AUTHENTICATE SCRAM-SHA-1 biwsbj11c2VyLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdM\n"
                          "S: + cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==\nC: <redacted>\nC: \n";

Options example()
{
    Options options = bound();
    options.credentials.serverEndPoint = {};
    return options;
}

TEST(ImapSignInTest, TheLastLineOfScramDoesNotWait)
{
    playEverywhere(example(), Scram1 + "S: + dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9\nS: A1 OK [CAPABILITY IMAP4rev1] in\n", [](Harness &h) {
        EXPECT_TRUE(h.ready);
        EXPECT_EQ(h.mechanism, "SCRAM-SHA-1");
    });
}

TEST(ImapSignInTest, AWrongProofEndsTheSessionAlthoughItWasAnswered)
{
    // "v=" of somebody who does not know the password: nothing more is said to them.
    playEverywhere(example(), Scram1 + "S: + dj1BQUFBcHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9\nS: A1 OK [CAPABILITY IMAP4rev1] in\nX\n", [](Harness &h) {
        EXPECT_FALSE(h.ready);
        EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed);
    });
}

TEST(ImapSignInTest, NoProofAtAllEndsTheSession)
{
    playEverywhere(example(), Scram1 + "S: A1 OK [CAPABILITY IMAP4rev1] in\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed); });
}

TEST(ImapSignInTest, ARefusalReadsTheLineAheadAsAnEmptyCommand)
{
    playEverywhere(example(), Scram1 + "S: A1 NO [AUTHENTICATIONFAILED] Authentication failed.\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed); });
    // Refused as a method: the next one follows, and what the server says of the empty command confuses nobody.
    playEverywhere(example(), QByteArray(Scram1).replace("AUTH=SCRAM-SHA-1]", "AUTH=SCRAM-SHA-1 AUTH=PLAIN]")
            + "S: A1 NO Unsupported authentication mechanism\nC: A2 AUTHENTICATE PLAIN <redacted>\nS: * BAD Null command\nS: A2 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapSignInTest, ScramTakenOutOfTheListIsNoticed)
{
    playEverywhere(withFloor({ true, Proof::Scram }), "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN] hi\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Weakened);
        EXPECT_TRUE(h.runner.sent().logged().isEmpty());
        EXPECT_EQ(h.runner.closeReason()->weakness->offered, (SignInStrength { true, Proof::Password }));
    });
}

TEST(ImapSignInTest, ScramThatIsRefusedIsNotFollowedByThePassword)
{
    playEverywhere(withFloor({ true, Proof::Scram }), WithoutPlus + "C: A1 AUTHENTICATE SCRAM-SHA-256 <redacted>\nS: A1 NO Unsupported authentication mechanism\nX\n",
        [](Harness &h) {
            EXPECT_EQ(h.closedKind(), ErrorKind::Weakened);
            EXPECT_FALSE(h.runner.sent().logged().contains("PLAIN"));
            EXPECT_FALSE(h.runner.sent().logged().contains("LOGIN"));
        });
}

TEST(ImapSignInTest, BindingTakenOutOfTheListIsNoticed)
{
    playEverywhere(withFloor({ true, Proof::BoundScram }), WithoutPlus + "X\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Weakened); });
}

TEST(ImapSignInTest, TheLoginCommandIsNoWayAround)
{
    playEverywhere(withFloor({ true, Proof::Challenge }), "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Weakened);
        EXPECT_TRUE(h.runner.sent().logged().isEmpty());
    });
}

TEST(ImapSignInTest, EncryptionThatWasThereIsWanted)
{
    Options clear = withFloor({ true, Proof::Password });
    clear.security = Security::None;
    clear.allowCleartext = true;
    for (const char *greeting : { "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nX\n", "S: * PREAUTH [CAPABILITY IMAP4rev1] hi\nX\n" }) {
        playEverywhere(clear, greeting, [](Harness &h) {
            EXPECT_EQ(h.closedKind(), ErrorKind::Weakened);
            EXPECT_TRUE(h.runner.sent().logged().isEmpty());
        });
    }
}

TEST(ImapSignInTest, StartTlsThatWasThereIsMissed)
{
    Options options = withFloor({ true, Proof::Password });
    options.security = Security::StartTls;
    playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Tls);
        EXPECT_TRUE(h.runner.closeReason()->text.contains(QStringLiteral("Until now")));
    });
}

} // namespace
} // namespace golub::imap
