// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by their names: what somebody on the wire before TLS, or a hostile server, can try.
#include "core/base/Limits.h"
#include "tests/unit/protocols/imap/EngineHarness.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Harness;
using test::Outcomes;
using test::playEverywhere;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

Options starttls()
{
    Options options;
    options.security = Security::StartTls;
    return options;
}

constexpr const char *SignedIn = "TLS\n"
                                 "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                                 "C: A1 AUTHENTICATE PLAIN <redacted>\n"
                                 "S: A1 OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS] in\n";

// --- stripping: TLS is talked away

TEST(ImapAttacks, strippingOfTheOffer)
{
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] ready\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
}

TEST(ImapAttacks, strippingOfTheOfferInASecondCapability)
{
    playEverywhere(starttls(), "S: * OK ready\nC: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 STARTTLS\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A1 OK\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
}

TEST(ImapAttacks, strippingByRefusal)
{
    for (const char *answer : { "S: A1 NO not now\n", "S: A1 BAD what\n", "S: + go on\n", "S: * BYE no TLS today\n", "S: A1 PREAUTH welcome\n" }) {
        SCOPED_TRACE(answer);
        playEverywhere(starttls(), QByteArray("S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\nC: A1 STARTTLS\n") + answer + "X\n", [](Harness &h) {
            EXPECT_TRUE(h.runner.closeReason().has_value());
            EXPECT_FALSE(h.ready);
        });
    }
}

TEST(ImapAttacks, strippingByPreauth)
{
    playEverywhere(starttls(), "S: * PREAUTH [CAPABILITY IMAP4rev1] welcome\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Tls);
        EXPECT_FALSE(h.ready);
    });
    playEverywhere(starttls(), "S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Tls); });
}

TEST(ImapAttacks, strippingByReferralAtTheGreeting)
{
    // RFC 2221: nobody is followed anywhere.
    playEverywhere(starttls(), "S: * BYE [REFERRAL imap://ala@attacker.example/] try there\nX\n", [](Harness &h) {
        EXPECT_TRUE(h.runner.closeReason().has_value());
        EXPECT_TRUE(h.runner.sent().logged().isEmpty());
    });
}

// --- injection: cleartext that is taken for encrypted

TEST(ImapAttacks, injectionBehindTheAnswerToStartTls)
{
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC: A1 STARTTLS\nSRAW: A1 OK go\\r\\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\\r\\nA2 OK\\r\\n\nX\n",
        [](Harness &h) {
            EXPECT_EQ(h.closedKind(), ErrorKind::Protocol);
            EXPECT_FALSE(h.runner.isEncrypted());
        });
}

TEST(ImapAttacks, injectionOfHalfALineBehindTheAnswerToStartTls)
{
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC: A1 STARTTLS\nSRAW: A1 OK go\\r\\n* OK [CAPABI\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Protocol); });
}

TEST(ImapAttacks, capabilitiesFromBeforeTlsAreForgotten)
{
    // SASL-IR and CRAM-MD5 were an attacker's: the server behind TLS has neither.
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=CRAM-MD5 AUTH=PLAIN LITERAL+] ready\nC: A1 STARTTLS\nS: A1 OK go\nTLS\n"
                               "C: A2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A2 OK\nC: A3 AUTHENTICATE PLAIN\nS: +\nC: <redacted>\nS: A3 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) {
            EXPECT_TRUE(h.ready);
            EXPECT_FALSE(h.engine.capabilities().literalPlus());
        });
}

TEST(ImapAttacks, quirksFromBeforeTlsDoNotSwitchAnythingOff)
{
    // What was announced before TLS counts for nothing afterwards; a greeting can only make the client more careful.
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 STARTTLS X-GM-EXT-1] ready\nC: A1 STARTTLS\nS: A1 OK go\nTLS\nC: A2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A2 OK\n"
                               "C: A3 AUTHENTICATE PLAIN\nS: +\nC: <redacted>\nS: A3 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_FALSE(h.engine.quirks().has(Quirk::LabelsAreFolders)); });
}

// --- tampering: mail and words put in before TLS

TEST(ImapAttacks, mailDataBeforeTlsReachesNobody)
{
    playEverywhere(starttls(), "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nS: * LIST () \"/\" evil\nS: * 1 EXISTS\nS: * 1 FETCH (BODY[] {4}\nS~: evil\nS: )\nS: * SEARCH 1\n"
                               "C: A1 STARTTLS\nS: * STATUS x (MESSAGES 1)\nS: A1 OK go\nTLS\nC: A2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A2 OK\nC: A3 AUTHENTICATE PLAIN\nS: +\nC: <redacted>\nS: A3 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) {
            EXPECT_TRUE(h.ready);
            EXPECT_EQ(h.data, 0);
            EXPECT_EQ(h.unsolicited, 0);
        });
}

TEST(ImapAttacks, alertsBeforeTlsAreNotShown)
{
    playEverywhere(starttls(), "S: * OK [ALERT] Call +1 555 0100 to unlock your mail\nC: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 STARTTLS\nS: * NO [ALERT] really\nS: A1 OK [ALERT] now\nC: A2 STARTTLS\nS: A2 OK [ALERT] go\nTLS\nC: A3 CAPABILITY\n",
        [](Harness &h) { EXPECT_TRUE(h.alerts.isEmpty()); });
}

TEST(ImapAttacks, alertsLoseTheirControlAndDirectionMarks)
{
    playEverywhere({}, "TLS\nS: * OK [ALERT] a\x1b[2Jb\xe2\x80\xae" "c\nC: A1 CAPABILITY\n", [](Harness &h) {
        ASSERT_EQ(h.alerts.size(), 1);
        EXPECT_FALSE(h.alerts.first().contains(QChar(0x1b)));
        EXPECT_FALSE(h.alerts.first().contains(QChar(0x202e)));
    });
}

// --- a hostile server behind TLS

TEST(ImapAttacks, referralsAreWordsAndNothingElse)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN LOGIN-REFERRALS] hi\nC: A1 AUTHENTICATE PLAIN <redacted>\nS: A1 NO [REFERRAL imap://ala;AUTH=*@attacker.example/] go there\nX\n",
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::ServerRefused) << "the password may well be right"; });
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: A1 AUTHENTICATE PLAIN <redacted>\nS: A1 OK [REFERRAL imap://attacker.example/] better there\nC: A2 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: A2 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); });
    playEverywhere({}, QByteArray(SignedIn) + "@submit select\nC: A2 SELECT \"INBOX\"\nS: A2 NO [REFERRAL imap://attacker.example/INBOX] moved\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 1);
        EXPECT_EQ(h.completed[0].result.error().kind, ErrorKind::ServerRefused);
    });
}

TEST(ImapAttacks, answersToWhatWasNeverAskedAreNothing)
{
    // Tags are easy to guess: the answer to a command counts once, and only after it was sent.
    playEverywhere({}, QByteArray(SignedIn) + "S: A2 OK guessed\nS: A3 NO guessed\n@submit noop\nC: A2 NOOP\nS: A1 OK again\nS: A2 OK\nS: A2 NO again\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 1);
        EXPECT_TRUE(h.completed[0].result);
    });
}

TEST(ImapAttacks, aContinuationThatNobodyWaitsForDrawsNothing)
{
    playEverywhere({}, QByteArray(SignedIn) + "S: + and now your password\n@submit list\nC: A2 LIST \"\" \"*\"\nS: + again?\nS: A2 OK\n", [](Harness &h) { EXPECT_EQ(h.completed.size(), 1); });
}

TEST(ImapAttacks, aSecondChallengeGetsNoSecondPassword)
{
    playEverywhere({}, "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: A1 AUTHENTICATE PLAIN <redacted>\nS: + c2F5IGl0IGFnYWlu\nC: *\nS: A1 NO cancelled\nX\n",
        [](Harness &h) { EXPECT_FALSE(h.ready); });
}

TEST(ImapAttacks, aLiteralOfTwoGigabytesIsRefusedBeforeItComes)
{
    for (const char *size : { "2147483648", "268435457", "18446744073709551617" }) {
        playEverywhere({}, QByteArray(SignedIn) + "@submit fetch\nC: A2 UID FETCH 1 (FLAGS)\nS: * 1 FETCH (UID 1 BODY[] {" + size + "}\nX\n",
            [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::LimitExceeded); });
    }
}

TEST(ImapAttacks, beforeTheSignInNobodyMaySendMuch)
{
    playEverywhere({}, QByteArray("TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] {100000}\nX\n").replace("{100000}", QByteArray(limits::LineLength, 'x')),
        [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::LimitExceeded); });
}

// A mail of many nested parts must not end every connection of whom it is sent to: its description is cut, and the session goes on.
TEST(ImapAttacks, deepListsAreCutAndTheSessionGoesOn)
{
    const QByteArray deep(200'000, '(');
    for (const char *what : { "* 1 FETCH (BODYSTRUCTURE ", "* LIST ", "* NAMESPACE ", "* ID ", "* OK [PERMANENTFLAGS " }) {
        Harness harness({});
        harness.runner.run(golub::test::Transcript::parse(
            QByteArray(SignedIn) + "@submit fetch\nC: A2 UID FETCH 1 (FLAGS)\nS: " + what + deep + "\nS: A2 OK done\nX\n", QString::fromLatin1(what)));
        ASSERT_EQ(harness.completed.size(), 1) << what;
        EXPECT_TRUE(harness.completed.first().result) << what;
    }
}

TEST(ImapAttacks, aMillionValuesInOneLineEndTheSession)
{
    Harness harness({});
    harness.runner.run(golub::test::Transcript::parse(QByteArray(SignedIn) + "S: * FLAGS (" + QByteArray("a ").repeated(limits::ImapValues + 1) + ")\nX\n", QStringLiteral("values")));
    EXPECT_EQ(harness.closedKind(), ErrorKind::LimitExceeded);
}

TEST(ImapAttacks, tenMillionUntaggedLinesAreCutShort)
{
    // Of ten million a million are taken. What counts them is tried with fewer, and each kind of line, during a command and outside of one.
    EXPECT_EQ(Options().unasked, limits::ImapUnasked);
    EXPECT_LT(limits::ImapUnasked, 10'000'000);
    constexpr qint64 Limit = 20'000;
    for (const bool working : { false, true }) {
        for (const char *line : { "* 1 FETCH (UID 1 FLAGS ())\r\n", "* OK\r\n", "* LIST () \"/\" x\r\n", "* SEARCH 1\r\n", "+ go on\r\n", "A999 OK done\r\n", "* X\r\n" }) {
            SCOPED_TRACE(testing::Message() << working << ' ' << line);
            Options options;
            options.unasked = Limit;
            Engine engine(Harness::withDefaults(options));
            engine.connected(true);
            engine.receive("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
            if (working)
                engine.submit(std::move(Command("UID FETCH", Expect::Fetch).uids(UidSet::from(Uid { 1 })).word("(FLAGS)")));
            static_cast<void>(engine.takeEffects());
            engine.receive(QByteArray(line).repeated(Limit));
            EXPECT_EQ(engine.state(), Engine::State::Ready) << "so many may come";
            engine.receive(line);
            EXPECT_EQ(engine.state(), Engine::State::Closed) << "one more may not";
        }
    }
}

TEST(ImapAttacks, aCommandThatNamesMoreMessagesMayBeAnsweredForEach)
{
    Options options;
    options.unasked = 100;
    Engine engine(Harness::withDefaults(options));
    engine.connected(true);
    engine.receive("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
    engine.submit(std::move(Command("SELECT x (QRESYNC)", Expect::Select).first().answers(50)));
    engine.receive(QByteArray("* 1 FETCH (UID 1 FLAGS ())\r\n").repeated(150));
    EXPECT_EQ(engine.state(), Engine::State::Ready);
    engine.receive("* 1 FETCH (UID 1 FLAGS ())\r\n");
    EXPECT_EQ(engine.state(), Engine::State::Closed);
}

TEST(ImapAttacks, whatACommandEndsBeginsToCountAnew)
{
    Options options;
    options.unasked = 100;
    Engine engine(Harness::withDefaults(options));
    engine.connected(true);
    engine.receive("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
    for (int tag = 1; tag <= 3; ++tag) {
        engine.submit(std::move(Command("UID FETCH", Expect::Fetch).uids(UidSet::from(Uid { 1 })).word("(FLAGS)")));
        engine.receive(QByteArray("* 1 FETCH (UID 1 FLAGS ())\r\n").repeated(100));
        engine.receive("A" + QByteArray::number(tag) + " OK\r\n");
        EXPECT_EQ(engine.state(), Engine::State::Ready);
    }
}

TEST(ImapAttacks, aMailboxNamedLikeAPathIsAName)
{
    playStore(signedIn("") + "C: A1 LIST \"\" \"*\"\nS: * LIST () \"/\" \"../../x\"\nS: * LIST () \"\\\\\" \"C:\\\\Windows\\\\x\"\nS: * LIST () \"/\" {11}\nS~: ..\nS: /a\\nb\"c\nS: \nS: A1 OK\n"
                             "C: A2 STATUS \"../../x\" <redacted>\nS: * STATUS \"../../x\" (MESSAGES 1)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) {
                ASSERT_TRUE(list);
                ASSERT_GE(list->size(), 2);
                // INBOX is always there; the others keep the bytes that the server knows them by.
                EXPECT_TRUE(std::any_of(list->begin(), list->end(), [](const RemoteMailbox &one) { return one.name.wire == "../../x" && one.name.path == QStringLiteral("../../x"); }));
                EXPECT_TRUE(std::any_of(list->begin(), list->end(), [](const RemoteMailbox &one) { return one.name.wire == "C:\\Windows\\x"; }));
                o.add("list");
            });
            h.store.status({ "../../x", QStringLiteral("../../x"), u'/' }, [&](Result<MailboxCounts> counts) { o.add(counts ? "status" : "?"); });
        },
        { "open", "list", "status" });
}

TEST(ImapAttacks, answersForMessagesThatNobodyAskedForAreNotDelivered)
{
    playStore(signedIn("") + "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\nC: A2 UID FETCH 4 (UID BODY.PEEK[])\nS: * 1 FETCH (UID 5 BODY[] {4}\nS~: evil\nS: )\nS: * 2 FETCH (BODY[] \"mine\")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select({ "INBOX", QStringLiteral("INBOX"), u'/' }, [&](auto) { o.add("select"); });
            h.store.fetchMessages(UidSet::of(Uid { 4 }), [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value) + ' ' + message.raw); }, o.done<void>("fetch"));
        },
        { "open", "select", "4 mine", "fetch" });
}

TEST(ImapAttacks, aServerThatAsksToStayAwayForAYearIsAskedTomorrow)
{
    playStore("TLS\nS: * BYE Too many connections, try again in 99999999 hours\nX\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([&](Result<void> result) {
                ASSERT_FALSE(result);
                EXPECT_EQ(result.error().kind, ErrorKind::ServerTemporary);
                ASSERT_TRUE(result.error().retryAfter.has_value());
                EXPECT_EQ(*result.error().retryAfter, std::chrono::hours(24));
                o.add("open");
            });
        },
        { "open" });
}

} // namespace
} // namespace golub::imap
