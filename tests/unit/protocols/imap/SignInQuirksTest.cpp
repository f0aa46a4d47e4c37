// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that offer mechanisms which they cannot carry through: as Cyrus and Mailutils do it.
#include "tests/unit/protocols/imap/EngineHarness.h"

namespace golub::imap {
namespace {

using test::Harness;
using test::playEverywhere;

Options bound()
{
    Options options;
    options.credentials = { QStringLiteral("user"), Secret("pencil") };
    options.credentials.serverEndPoint = [] { return QByteArray(32, 'e'); };
    return options;
}

TEST(ImapSignInQuirksTest, CyrusIsNotBoundTo)
{
    const QByteArray first = QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-256-PLUS] host Cyrus IMAP 3.6.1 server ready\n"
        "C: A1 AUTHENTICATE SCRAM-SHA-256 " + first + "\nX\n",
        [](Harness &) { });
}

TEST(ImapSignInQuirksTest, MoxIsNotBoundTo)
{
    const QByteArray first = QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev2 IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256 AUTH=CRAM-MD5] mox imap\n"
        "C: A1 AUTHENTICATE SCRAM-SHA-256 " + first + "\nX\n",
        [](Harness &) { });
}

// Others that bind to what is not known here are asked for the same without it, and not for less.
TEST(ImapSignInQuirksTest, AnUnknownBindingIsLeftOut)
{
    const QByteArray first = QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").toBase64();
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256 AUTH=CRAM-MD5] ready\n"
        "C: A1 AUTHENTICATE SCRAM-SHA-256-PLUS <redacted>\nS: A1 NO scram protocol error: unsupported-channel-binding-type\n"
        "C: A2 AUTHENTICATE SCRAM-SHA-256 " + first + "\nX\n",
        [](Harness &) { });
}

TEST(ImapSignInQuirksTest, WhoOffersALibrarysListGetsThePasswordUnderTls)
{
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SECURID AUTH=SAML20 AUTH=SCRAM-SHA-256 AUTH=CRAM-MD5 AUTH=PLAIN] IMAP4rev1\n"
        "C: A1 AUTHENTICATE PLAIN <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_EQ(h.mechanism, "PLAIN"); });
}

TEST(ImapSignInQuirksTest, WhoItIsIsStillKnownAfterTheSignIn)
{
    // Behind it Mailutils lists one mechanism only.
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SECURID AUTH=PLAIN] IMAP4rev1\n"
        "C: A1 AUTHENTICATE PLAIN <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1 AUTH=GSSAPI] in\n",
        [](Harness &h) { EXPECT_TRUE(h.engine.quirks().has(Quirk::CopyLosesFlags) && h.engine.quirks().has(Quirk::SelectAgain)); });
}

// Else new mail would not show in the counts of the mailbox that was selected when the session was left.
TEST(ImapSignInQuirksTest, ASessionThatSomebodyLeftBeginsWithoutAMailbox)
{
    playEverywhere(bound(),
        "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN XIMAPPROXY] ready\nC: A1 AUTHENTICATE PLAIN <redacted>\n"
        "S: * OK [XPROXYREUSE] IMAP connection reused by imapproxy\nS: A1 OK User authenticated\nC: A2 CAPABILITY\n"
        "S: * CAPABILITY IMAP4rev1 UNSELECT\nS: A2 OK done\nC: A3 UNSELECT\nS: A3 BAD No mailbox selected\n",
        [](Harness &h) { EXPECT_TRUE(h.engine.quirks().has(Quirk::UsedSessions)); });
}

TEST(ImapSignInQuirksTest, AndNothingInTheClear)
{
    Options options = bound();
    options.security = Security::None;
    playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SECURID AUTH=SAML20 AUTH=SCRAM-SHA-256 AUTH=CRAM-MD5 AUTH=PLAIN] IMAP4rev1\n",
        [](Harness &h) {
            EXPECT_EQ(h.closedKind(), ErrorKind::Tls);
            EXPECT_TRUE(h.runner.sent().logged().isEmpty());
        });
}

} // namespace
} // namespace golub::imap
