// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include "tests/unit/protocols/imap/EngineHarness.h"

namespace golub::imap {
namespace {

using test::Harness;
using test::playEverywhere;

constexpr const char *Greeting = "S: * OK hello\n";
constexpr const char *SignedIn = "TLS\n"
                                 "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                                 "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                                 "S: A1 OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS] in\n";

TEST(ImapEngine, signsInUnderTlsAndLearnsTheCapabilities)
{
    playEverywhere({}, QByteArray(SignedIn), [](Harness &h) {
        EXPECT_TRUE(h.ready);
        EXPECT_EQ(h.mechanism, "PLAIN");
        EXPECT_TRUE(h.engine.capabilities().uidPlus());
        EXPECT_FALSE(h.runner.isClosed());
    });
}

TEST(ImapEngine, asksForCapabilitiesThatNobodyTold)
{
    playEverywhere({}, "TLS\n"
                       "S: * OK any text at all\n"
                       "C: A1 CAPABILITY\n"
                       "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN\n"
                       "S: A1 OK done\n"
                       "C: A2 AUTHENTICATE PLAIN\n"
                       "S: +\n"
                       "C: <redacted>\n"
                       "S: A2 OK in\n"
                       "C: A3 CAPABILITY\n"
                       "S: * CAPABILITY IMAP4rev1 MOVE\n"
                       "S: A3 OK done\n",
        [](Harness &h) {
            EXPECT_TRUE(h.ready);
            EXPECT_TRUE(h.engine.capabilities().move());
        });
}

TEST(ImapEngine, takesCapabilitiesSentBeforeTheTaggedOk)
{
    playEverywhere({}, "TLS\n"
                       "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] Dovecot ready.\n"
                       "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                       "S: * CAPABILITY IMAP4rev1 SASL-IR IDLE MOVE\n"
                       "S: A1 OK Logged in\n",
        [](Harness &h) {
            EXPECT_TRUE(h.ready);
            EXPECT_TRUE(h.engine.capabilities().move());
        });
}

TEST(ImapEngine, secretsNeverLeaveBeforeStartTls)
{
    Options options;
    options.security = Security::StartTls;
    playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\n"
                            "C: A1 STARTTLS\n"
                            "S: A1 OK go\n"
                            "TLS\n"
                            "C: A2 CAPABILITY\n"
                            "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\n"
                            "S: A2 OK done\n"
                            "C: A3 AUTHENTICATE PLAIN <redacted>\n"
                            "S: A3 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapEngine, stopsWhereStartTlsIsNotOffered)
{
    Options options;
    options.security = Security::StartTls;
    playEverywhere(options, QByteArray(Greeting) + "C: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A1 OK done\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
}

TEST(ImapEngine, stopsWhereStartTlsIsRefused)
{
    Options options;
    options.security = Security::StartTls;
    for (const char *answer : { "NO", "BAD" }) {
        playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hi\nC: A1 STARTTLS\nS: A1 " + QByteArray(answer) + " no\nX\n",
            [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
    }
}

TEST(ImapEngine, preauthWhereStartTlsIsRequiredEndsTheSession)
{
    Options options;
    options.security = Security::StartTls;
    playEverywhere(options, "S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] come in\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Tls);
        EXPECT_FALSE(h.ready);
    });
}

TEST(ImapEngine, preauthUnderTlsNeedsNoPassword)
{
    playEverywhere({}, "TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1] come in\n", [](Harness &h) { EXPECT_TRUE(h.ready); });
    playEverywhere({}, "TLS\nS: * PREAUTH come in\nC: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 MOVE\nS: A1 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.ready && h.engine.capabilities().move()); });
}

TEST(ImapEngine, textBehindTheAnswerToStartTlsIsAnAttack)
{
    Options options;
    options.security = Security::StartTls;
    playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: A1 STARTTLS\nS: A1 OK go\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Protocol); });
}

TEST(ImapEngine, untaggedDataBeforeTlsIsIgnored)
{
    Options options;
    options.security = Security::StartTls;
    playEverywhere(options, "S: * OK [ALERT] visit http://attacker.example\n"
                            "C: A1 CAPABILITY\n"
                            "S: * 5 EXISTS\n"
                            "S: * LIST () \"/\" evil\n"
                            "S: * NO [ALERT] really\n"
                            "S: * CAPABILITY IMAP4rev1 STARTTLS MOVE\n"
                            "S: A1 OK done\n"
                            "C: A2 STARTTLS\n"
                            "S: A2 OK go\n"
                            "TLS\n"
                            "C: A3 CAPABILITY\n"
                            "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\n"
                            "S: A3 OK done\n"
                            "C: A4 AUTHENTICATE PLAIN <redacted>\n"
                            "S: A4 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) {
            EXPECT_TRUE(h.alerts.isEmpty());
            EXPECT_EQ(h.unsolicited, 0);
            EXPECT_FALSE(h.engine.capabilities().move());
        });
}

TEST(ImapEngine, cleartextNeedsPermission)
{
    Options options;
    options.security = Security::None;
    playEverywhere(options, QByteArray(Greeting), [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
    options.allowCleartext = true;
    playEverywhere(options, "S: * OK [CAPABILITY IMAP4rev1] hi\nC: A1 LOGIN \"ala\" <redacted>\nS: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapEngine, loginDisabledIsRespected)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::AuthUnsupported); });
}

TEST(ImapEngine, logsInWhereAuthenticateIsNotUnderstood)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                       "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                       "S: A1 BAD syntax error\n"
                       "C: A2 LOGIN \"ala\" <redacted>\n"
                       "S: A2 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_EQ(h.mechanism, "LOGIN"); });
}

TEST(ImapEngine, aWrongPasswordIsTriedOnce)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN] hi\n"
                       "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                       "S: A1 NO [AUTHENTICATIONFAILED] Authentication failed.\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed); });
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                       "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                       "S: A1 NO Login failed\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed); });
}

TEST(ImapEngine, aServerThatCannotCheckPasswordsNowIsNotAWrongPassword)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                       "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                       "S: A1 NO [UNAVAILABLE] Database is down\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::ServerTemporary); });
}

TEST(ImapEngine, aPasswordThatFitsNoQuotesGoesAsLiteral)
{
    Options options;
    options.credentials = { QStringLiteral("ala\" x"), Secret("za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87") };
    playEverywhere(options, "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\n"
                            "C: A1 LOGIN \"ala\\\" x\" {10}\n"
                            "S: + go\n"
                            "C: <redacted>\n"
                            "S: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
}

TEST(ImapEngine, turnedAwayAtTheDoor)
{
    playEverywhere({}, "TLS\nS: * BYE [ALERT] Too many connections\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::ServerTemporary);
        EXPECT_EQ(h.alerts, QStringList { QStringLiteral("Too many connections") });
    });
    playEverywhere({}, "TLS\nS: 220 smtp.example.org ESMTP\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Protocol); });
}

TEST(ImapEngine, unexpectedByeWithAlertFailsEveryCommand)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit noop\n@submit list\nC: A2 NOOP\nC: A3 LIST \"\" \"*\"\nS: * BYE [ALERT] Going down\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::ConnectionLost);
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_EQ(h.completed[0].result.error().reply.text, QStringLiteral("Going down"));
        EXPECT_EQ(h.alerts.size(), 1);
        h.engine.submit(Command("NOOP"));
        h.runner.drain();
        EXPECT_EQ(h.completed.size(), 3) << "later commands fail too";
    });
}

TEST(ImapEngine, commandsArePipelinedAndAnsweredByTag)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit list\n@submit noop\nC: A2 LIST \"\" \"*\"\nC: A3 NOOP\nS: A3 OK first\nS: * LIST () \"/\" a\nS: A77 OK unknown\nS: A2 BAD what\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_EQ(h.completed[0].id, 2U);
        EXPECT_TRUE(h.completed[0].result);
        EXPECT_EQ(h.completed[1].result.error().kind, ErrorKind::ServerRefused);
        EXPECT_EQ(h.data, 1);
        EXPECT_FALSE(h.runner.isClosed());
    });
}

TEST(ImapEngine, selectWaitsForWhatIsBeforeItAndOthersFollowAtOnce)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit noop\n@submit select\n@submit noop\nC: A2 NOOP\nS: A2 OK\nC: A3 SELECT \"INBOX\"\nC: A4 NOOP\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 5] ok\nS: A3 NO [NONEXISTENT] gone\nS: A4 OK\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 3);
        EXPECT_EQ(h.completed[1].result.error().kind, ErrorKind::NotFound) << "NO to SELECT leaves the session usable";
        EXPECT_EQ(h.data, 2);
    });
}

TEST(ImapEngine, literalsWaitForTheServer)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit append\n@submit noop\nC: A2 APPEND \"Sent\" {5}\nS: + ready\nC: hello\nC: A3 NOOP\nS: * 1 EXISTS\nS: A2 OK [APPENDUID 1 9] done\nS: A3 OK\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_EQ(h.completed[0].result.value().code.uids, UidSet::of(Uid { 9 }));
        EXPECT_EQ(h.unsolicited, 1);
    });
}

TEST(ImapEngine, aRefusedLiteralIsNotSent)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit append\n@submit noop\nC: A2 APPEND \"Sent\" {5}\nS: A2 NO [OVERQUOTA] full\nC: A3 NOOP\nS: A3 OK\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_EQ(h.completed[0].result.error().kind, ErrorKind::ServerRefused);
        EXPECT_EQ(h.completed[0].result.error().reply.enhanced, QStringLiteral("OVERQUOTA"));
    });
}

TEST(ImapEngine, literalPlusDoesNotWait)
{
    playEverywhere({}, "TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 LITERAL+] hi\n@submit append\nC: A1 APPEND \"Sent\" {5+}\nC: hello\nS: A1 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.completed.value(0, { 0, Error {} }).result); });
}

TEST(ImapEngine, whatCannotBeSaidIsNeverSent)
{
    playEverywhere({}, QByteArray(SignedIn), [](Harness &h) {
        Command zero("SELECT");
        zero.astring(QByteArray("a\0b", 3));
        h.engine.submit(zero);
        Command keyword("UID STORE");
        keyword.flags(Flags({}, { QStringLiteral("a b\r\nA9 LOGOUT") }));
        h.engine.submit(keyword);
        h.runner.drain();
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_EQ(h.completed[0].result.error().kind, ErrorKind::InvalidInput);
        EXPECT_EQ(h.completed[1].result.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(h.runner.sent().isEmpty());
    });
}

TEST(ImapEngine, lineBreaksInNamesBecomeLiterals)
{
    Command command("SELECT");
    command.astring("a\r\nA9 DELETE x");
    const auto segments = command.encode("A1", {});
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[0].bytes, "A1 SELECT {14}\r\n");
    EXPECT_TRUE(segments[0].wait);
    EXPECT_EQ(segments[1].bytes, "a\r\nA9 DELETE x\r\n");
}

TEST(ImapEngine, logoutEndsTheSessionQuietly)
{
    for (const char *end : { "S: * BYE bye\nS: A2 OK done\nX\n", "X\n", "S: * BYE bye\nX\n", "TIME +10s\nX\n" }) {
        playEverywhere({}, QByteArray(SignedIn) + "@logout\nC: A2 LOGOUT\n" + end, [](Harness &h) {
            ASSERT_EQ(h.completed.size(), 1);
            EXPECT_TRUE(h.completed[0].result);
            EXPECT_FALSE(h.runner.closeReason());
        });
    }
}

TEST(ImapEngine, progressGivesACommandItsTimeAgain)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit list\nC: A2 LIST \"\" \"*\"\nTIME +4min\nS: * LIST () \"/\" a\nTIME +4min\nS: * LIST () \"/\" b\nTIME +4min\nS: A2 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.completed.value(0, { 0, Error {} }).result); });
    playEverywhere({}, QByteArray(SignedIn) + "@submit list\nC: A2 LIST \"\" \"*\"\nTIME +6min\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Timeout); });
    playEverywhere({}, "TLS\nTIME +3min\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Timeout); });
}

TEST(ImapEngine, exchangeSaysThatThePasswordIsRightButImapIsOff)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit select\nC: A2 SELECT \"INBOX\"\nS: A2 BAD User is authenticated but not connected.\n", [](Harness &h) {
        const Error error = h.completed.value(0, { 0, Error {} }).result.error();
        EXPECT_EQ(error.kind, ErrorKind::ServerRefused);
        EXPECT_NE(error.text, describe(ErrorKind::ServerRefused)) << "explained";
    });
}

TEST(ImapEngine, aLongCommandTellsHowFarItIs)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit list\nC: A2 LIST \"\" \"*\"\nS: * OK [INPROGRESS (\"A2\" 454 1000)] working\nS: * OK [INPROGRESS] still\nS: * OK [INPROGRESS (NIL 7 NIL)] whose\nS: A2 OK\n", [](Harness &h) {
        ASSERT_EQ(h.progress.size(), 3);
        EXPECT_EQ(h.progress[0].id, 1U);
        EXPECT_EQ(h.progress[0].done, 454U);
        EXPECT_EQ(h.progress[0].goal, 1000U);
        EXPECT_EQ(h.progress[1].id, 0U);
        EXPECT_EQ(h.progress[2].done, 7U);
        EXPECT_EQ(h.progress[2].goal, 0U);
    });
}

// RFC 9585 section 4: it says so lest the client gives up.
TEST(ImapEngine, aCommandThatSaysThatItWorksIsNotGivenUp)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit list\nC: A2 LIST \"\" \"*\"\nTIME +4min\nS: * OK [INPROGRESS (\"A2\" 1 9)] working\nTIME +4min\nS: * OK [INPROGRESS] still\nTIME +4min\nS: A2 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.completed.value(0, { 0, Error {} }).result); });
}

TEST(ImapEngine, throttlingIsTemporary)
{
    playEverywhere({}, QByteArray(SignedIn) + "@submit select\nC: A2 SELECT \"INBOX\"\nS: A2 NO Request is throttled. Suggested Backoff Time: 4711 milliseconds\n",
        [](Harness &h) { EXPECT_EQ(h.completed.value(0, { 0, Error {} }).result.error().kind, ErrorKind::ServerTemporary); });
}

TEST(ImapEngine, aFloodOfUntaggedLinesEndsTheSession)
{
    Options options;
    options.unasked = 10'000;
    Harness h(options);
    h.runner.run(golub::test::Transcript::parse(SignedIn, QStringLiteral("flood")));
    const QByteArray piece = QByteArray("* OK\r\n").repeated(500);
    int pieces = 0;
    while (h.engine.state() != Engine::State::Closed && pieces < 21) {
        ++pieces;
        h.engine.receive(piece);
        h.runner.drain();
    }
    EXPECT_EQ(pieces, 20 + 1);
    EXPECT_EQ(h.closedKind(), ErrorKind::LimitExceeded);
}

TEST(ImapEngine, enablesCondStoreAndIdentifiesItselfWhereAsked)
{
    Options options;
    options.tellName = true;
    playEverywhere(options, "TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 ID ENABLE CONDSTORE] hi\n"
                            "C: A1 ID (\"name\" \"Golub\" \"version\" \"" GOLUB_VERSION "\")\n"
                            "C: A2 ENABLE CONDSTORE\n"
                            "S: A1 BAD no\n"
                            "S: A2 OK without an ENABLED response\n",
        [](Harness &h) {
            EXPECT_TRUE(h.ready);
            EXPECT_FALSE(h.runner.isClosed());
        });
}

} // namespace
} // namespace golub::imap
