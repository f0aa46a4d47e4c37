// SPDX-License-Identifier: GPL-3.0-or-later
// What travels right behind the sign-in, one round trip before its answer: only questions, only under TLS, believed only behind a good answer
// to the sign-in, and asked again wherever that went wrong.
#include "protocols/imap/ServerNotes.h"
#include "tests/unit/protocols/imap/EngineHarness.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using FirstQuestion = RemoteStore::FirstQuestion;
using test::Harness;
using test::Outcomes;
using test::playStore;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const QByteArray Offer = "IMAP4rev1 SASL-IR ENABLE ID AUTH=PLAIN";
const QByteArray Full = "IMAP4rev1 SASL-IR ENABLE ID LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE QRESYNC";
const QByteArray Hello = "TLS\nS: * OK [CAPABILITY " + Offer + "] hi\nC: A1 AUTHENTICATE PLAIN <redacted>\n";
const QByteArray In = "S: A1 OK [CAPABILITY " + Full + "] in\n";
const QByteArray SelectBehind = "C: A2 ENABLE CONDSTORE QRESYNC\nC: A3 SELECT \"INBOX\"\n";
const QByteArray Changes = "LIST \"\" \"*\" RETURN (STATUS (UIDVALIDITY HIGHESTMODSEQ))\n";
const QByteArray Listed = "S: * LIST () \"/\" INBOX\nS: * STATUS INBOX (UIDVALIDITY 7 HIGHESTMODSEQ 9)\n";

//! Opens, and then asks for the inbox.
void selectInbox(StoreHarness &h, Outcomes &o)
{
    h.store.expect(FirstQuestion::Inbox);
    h.store.open([&](const Outcome &opened) {
        o.add(opened ? "open" : "open failed: " + kindName(opened.error().kind).toLatin1());
        if (opened)
            h.store.select(Inbox, [&](const Result<SelectedMailbox> &selected) { o.add(selected ? "exists " + QByteArray::number(selected->exists) : "refused"); });
    });
}

//! Opens, and then asks what has changed.
void countAll(StoreHarness &h, Outcomes &o)
{
    h.store.expect(FirstQuestion::Counts);
    h.store.open([&](const Outcome &opened) {
        o.add(opened ? "open" : "open failed");
        h.store.listCounts([&](const Result<QList<RemoteMailbox>> &list) { o.add(list ? "mailboxes " + QByteArray::number(list->size()) : "refused"); });
    });
}

//! A server that an earlier session has met, \a hours ago.
SessionOptions known(int hours = 1, bool nothingBehind = false)
{
    ServerNotes notes;
    notes.offered = Offer.split(' ');
    notes.capabilities = Full.split(' ');
    notes.idName = "Example";
    notes.named = golub::test::FakeClock().utcNow().addSecs(-3600 * hours);
    notes.nothingBehindSignIn = nothingBehind;
    SessionOptions options;
    options.tellName = false;
    options.notes = notes.toJson();
    return options;
}

SessionOptions unknown(QByteArray *kept = nullptr)
{
    SessionOptions options;
    options.tellName = false; // what is told of names is not what is looked at here
    if (kept)
        options.keepNotes = [kept](const QByteArray &notes) { *kept = notes; };
    return options;
}

TEST(ImapAhead, theInboxOfAnUnknownServerIsSelectedBehindTheSignIn)
{
    playStore(Hello + SelectBehind + In + "S: * ENABLED QRESYNC\nS: A2 OK\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A3 OK [READ-WRITE] done\n", selectInbox,
        { "open", "exists 2" }, unknown());
}

// Nobody guesses how many there are while the answer is on its way: a wrong guess costs a round trip.
TEST(ImapAhead, theNewestAreAskedForWhenTheInboxHasSaidHowMany)
{
    const QByteArray offer = QByteArray(Full).replace(" LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE QRESYNC", "");
    playStore(Hello + SelectBehind + "S: A1 OK [CAPABILITY " + offer + "] in\nTIME +200ms\nS: A2 OK\nS: * 9 EXISTS\nS: A3 OK [READ-WRITE] done\n"
                                                                   "C: A4 FETCH 8:9 <redacted>\nC: A5 LIST \"\" \"*\"\nS: A4 OK\nS: A5 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.expect(FirstQuestion::Inbox);
            h.store.open([&](const Outcome &) {
                h.store.select(Inbox, [&](const Result<SelectedMailbox> &selected) { o.add("exists " + QByteArray::number(selected ? selected->exists : -1)); });
                h.store.fetchNewestHeaders(2, 0, [](const RemoteMessage &) { }, o.done<void>("newest"));
                h.store.listMailboxes([&](const Result<QList<RemoteMailbox>> &) { o.add("listed"); });
            });
        },
        { "exists 9", "newest", "listed" }, unknown());
}

TEST(ImapAhead, withoutAQuestionNothingTravelsBehindIt)
{
    playStore(Hello + In + "C: A2 ENABLE QRESYNC\nS: A2 OK\n", [](StoreHarness &h, Outcomes &o) { h.store.open(o.done<void>("open")); }, { "open" }, unknown());
}

// One flight of two lines: neither ID, asked for an hour before, nor ENABLE, which no list needs.
TEST(ImapAhead, aKnownServerIsAskedForItsCountsBehindTheSignInAndForNothingElse)
{
    playStore(Hello + "C: A2 " + Changes + In + Listed + "S: A2 OK done\n", countAll, { "open", "mailboxes 1" }, known());
}

TEST(ImapAhead, enableGoesWithTheFirstCommandThatItMattersTo)
{
    playStore(Hello + "C: A2 " + Changes + In + Listed + "S: A2 OK done\nC: A3 ENABLE QRESYNC\nC: A4 SELECT \"INBOX\" (QRESYNC (7 3))\n"
                                                        "S: * ENABLED QRESYNC\nS: A3 OK\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [HIGHESTMODSEQ 9] ok\nS: A4 OK done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.expect(FirstQuestion::Counts);
            h.store.open([&](const Outcome &) {
                EXPECT_TRUE(h.store.serverFacts().qresync);
                h.store.listCounts([&](const Result<QList<RemoteMailbox>> &) {
                    h.store.select(Inbox, KnownMailbox { UidValidity { 7 }, ModSeq { 3 }, {} }, {},
                        [&](const Result<SelectedMailbox> &selected) { o.add(selected && selected->resynced ? "resynced" : "not"); });
                });
            });
        },
        { "resynced" }, known());
}

TEST(ImapAhead, namesAreExchangedOnceADay)
{
    for (const int hours : { 23, 25 }) {
        SessionOptions options = known(hours);
        options.tellName = true;
        const QByteArray id = hours < 24 ? "" : "C: A3 ID (\"name\" \"Golub\" \"version\" \"" GOLUB_VERSION "\")\n";
        playStore(Hello + "C: A2 " + Changes + In + id + Listed + "S: A2 OK done\n", countAll, { "open", "mailboxes 1" }, options);
    }
}

TEST(ImapAhead, aServerThatOffersSomethingElseIsUnknown)
{
    playStore(QByteArray(Hello).replace("IMAP4rev1", "IMAP4rev1 IDLE")
            + In + "C: A2 " + Changes + Listed + "S: A2 OK done\n",
        countAll, { "open", "mailboxes 1" }, known());
}

TEST(ImapAhead, aRefusedPasswordIsSaidAndNothingIsAskedAgain)
{
    playStore(Hello + SelectBehind + "S: A1 NO [AUTHENTICATIONFAILED] no\nX\n", selectInbox, { "open failed: auth_failed" }, unknown());
}

TEST(ImapAhead, whereTheMethodIsRefusedTheQuestionsComeBehindTheNextOnesAnswer)
{
    playStore(QByteArray(Hello).replace("AUTH=PLAIN", "AUTH=PLAIN AUTH=LOGIN") + SelectBehind
            + "S: A1 NO Unsupported authentication mechanism\nC: A4 AUTHENTICATE LOGIN\nS: A2 BAD first sign in\nS: A3 BAD first sign in\n"
              "S: + VXNlcm5hbWU6\nC: <redacted>\nS: + UGFzc3dvcmQ6\nC: <redacted>\nS: A4 OK [CAPABILITY "
            + Full + "] in\nC: A5 ENABLE QRESYNC\nC: A6 SELECT \"INBOX\"\nS: * ENABLED QRESYNC\nS: A5 OK\nS: * 3 EXISTS\nS: A6 OK done\n",
        selectInbox, { "open", "exists 3" }, unknown());
}

// A server whose mailbox process does not take what the sign-in process has read.
TEST(ImapAhead, aQuestionThatWasRefusedIsAskedAgainAndTheServerRemembered)
{
    QByteArray kept;
    playStore(Hello + SelectBehind + In + "S: A2 BAD what\nC: A4 ENABLE QRESYNC\nS: A3 BAD what\nC: A5 SELECT \"INBOX\"\nS: A4 OK\nS: * 4 EXISTS\nS: A5 OK done\n", selectInbox,
        { "open", "exists 4" }, unknown(&kept));
    EXPECT_TRUE(ServerNotes::fromJson(kept).nothingBehindSignIn);
    playStore(Hello + In + "C: A2 " + Changes + Listed + "S: A2 OK done\n", countAll, { "open", "mailboxes 1" }, known(1, true));
}

TEST(ImapAhead, aQuestionThatWasLostIsAskedAgainAndTheServerRemembered)
{
    QByteArray kept;
    playStore(Hello + SelectBehind + In + "TIME +1s\nC: A4 NOOP\nS: A4 OK\nC: A5 ENABLE QRESYNC\nC: A6 SELECT \"INBOX\"\nS: A5 OK\nS: * 5 EXISTS\nS: A6 OK done\n", selectInbox, { "open", "exists 5" }, unknown(&kept));
    EXPECT_TRUE(ServerNotes::fromJson(kept).nothingBehindSignIn);
}

TEST(ImapAhead, anAnswerThatTakesItsTimeIsWaitedForAndNotHeldAgainstTheServer)
{
    QByteArray kept;
    playStore(Hello + SelectBehind + In + "TIME +1s\nC: A4 NOOP\nTIME +30s\nS: * ENABLED QRESYNC\nS: A2 OK\nS: * 6 EXISTS\nS: A3 OK done\nS: A4 OK\n",
        selectInbox, { "open", "exists 6" }, unknown(&kept));
    EXPECT_FALSE(ServerNotes::fromJson(kept).nothingBehindSignIn);
}

// Servers may answer out of order where nobody can tell (RFC 9051 section 5.5).
TEST(ImapAhead, anAnswerThatWasOvertakenIsTakenOnce)
{
    QByteArray kept;
    playStore(Hello + SelectBehind + In + "TIME +1s\nC: A4 NOOP\nS: A4 OK\nC: A5 ENABLE QRESYNC\nC: A6 SELECT \"INBOX\"\nS: * ENABLED QRESYNC\nS: A2 OK\nS: * 6 EXISTS\nS: A3 OK done\n"
                                          "S: A5 OK\nS: * 6 EXISTS\nS: A6 OK done\n",
        selectInbox, { "open", "exists 6" }, unknown(&kept));
    EXPECT_FALSE(ServerNotes::fromJson(kept).nothingBehindSignIn);
    EXPECT_EQ(ServerNotes::fromJson(kept).capabilities, Full.split(' '));
}

// Whoever answers before the sign-in's answer has not signed anybody in.
TEST(ImapAhead, nothingIsBelievedBeforeTheSignInIsAnswered)
{
    playStore(Hello + SelectBehind + "S: * 99 EXISTS\nS: A3 OK done\n" + In + "S: A2 OK\nC: A4 SELECT \"INBOX\"\nS: * 7 EXISTS\nS: A4 OK done\n", selectInbox,
        { "open", "exists 7" }, unknown());
}

TEST(ImapAhead, anAnswerThatNobodyAskedForIsForgotten)
{
    playStore(Hello + "C: A2 " + Changes + In + Listed + "S: A2 OK done\nC: A3 STATUS \"INBOX\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)\n"
                                                        "S: * STATUS INBOX (MESSAGES 3)\nS: A3 OK\nC: A4 " + Changes + Listed + "S: A4 OK done\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.expect(FirstQuestion::Counts);
            h.store.open([&](const Outcome &) {
                h.store.status(Inbox, [&](const Result<MailboxCounts> &) {
                    h.store.listCounts([&](const Result<QList<RemoteMailbox>> &list) { o.add("mailboxes " + QByteArray::number(list ? list->size() : -1)); });
                });
            });
        },
        { "mailboxes 1" }, known());
}

TEST(ImapAhead, capabilitiesThatNobodyToldAreAskedForBesideTheAnswers)
{
    playStore(Hello + "C: A2 " + Changes + "S: A1 OK in\nC: A3 CAPABILITY\n" + Listed + "S: A2 OK done\nS: * CAPABILITY " + Full + "\nS: A3 OK\n", countAll,
        { "open", "mailboxes 1" }, known());
}

TEST(ImapAhead, serversThatHandTheConnectionOnAreNotTried)
{
    playStore(QByteArray(Hello).replace("] hi", "] Courier-IMAP ready. hi") + In + "C: A2 ENABLE QRESYNC\nC: A3 SELECT \"INBOX\"\nS: A2 OK\nS: * 2 EXISTS\nS: A3 OK done\n",
        selectInbox, { "open", "exists 2" }, unknown());
}

TEST(ImapAhead, notesSayWhatTheySaid)
{
    const ServerNotes notes = ServerNotes::fromJson(known(2, true).notes);
    EXPECT_EQ(ServerNotes::fromJson(notes.toJson()), notes);
    EXPECT_TRUE(notes.fit(Capabilities::fromWords(Offer.split(' '))));
    EXPECT_FALSE(notes.fit(Capabilities::fromWords(Full.split(' '))));
    EXPECT_EQ(ServerNotes::fromJson("nonsense"), ServerNotes());
}

// --- SCRAM: behind the proof, and believed behind the server's

//! RFC 5802 section 5, its example.
const QByteArray Scram = "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-1] hi\nC: A1 AUTHENTICATE SCRAM-SHA-1 biwsbj11c2VyLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdM\n"
                         "S: + cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==\nC: <redacted>\nC: \nC: A2 SELECT \"INBOX\"\n";

void playScram(const QByteArray &rest, const std::function<void(Harness &)> &check, bool tls = true)
{
    Options options;
    options.credentials = { QStringLiteral("user"), Secret("pencil") };
    options.security = tls ? Security::Tls : Security::None;
    options.allowCleartext = !tls;
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        SCOPED_TRACE("chunk size " + std::to_string(chunk));
        Harness harness(options, chunk);
        harness.runner.cleartextAllowed = !tls;
        harness.engine.expect([](const Capabilities &, bool) { return std::vector<Command> { std::move(Command("SELECT", Expect::Select).astring("INBOX").first()) }; }, false);
        harness.runner.run(golub::test::Transcript::parse(rest, QStringLiteral("scram")));
        check(harness);
        if (::testing::Test::HasFailure())
            return;
    }
}

TEST(ImapAhead, theQuestionTravelsBehindScramsLastLine)
{
    playScram(Scram + "S: + dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9\nS: A1 OK [CAPABILITY IMAP4rev1] in\n@submit select\nS: * 3 EXISTS\nS: A2 OK done\n", [](Harness &h) {
        EXPECT_TRUE(h.ready);
        ASSERT_EQ(h.completed.size(), 1);
        EXPECT_TRUE(h.completed.first().result);
        EXPECT_EQ(h.data, 1);
    });
}

TEST(ImapAhead, aServerThatCannotProveItselfIsNotBelieved)
{
    for (const char *proof : { "S: + dj1BQUFBcHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9\n", "" }) {
        playScram(Scram + proof + "S: A1 OK [CAPABILITY IMAP4rev1] in\nX\n", [](Harness &h) {
            EXPECT_FALSE(h.ready);
            EXPECT_EQ(h.closedKind(), ErrorKind::AuthFailed);
            EXPECT_EQ(h.data, 0);
        });
    }
}

TEST(ImapAhead, withoutTlsNothingTravelsBehindIt)
{
    playScram(QByteArray(Scram).replace("TLS\n", "").replace("C: A2 SELECT \"INBOX\"\n", "") + "S: + dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9\nS: A1 OK [CAPABILITY IMAP4rev1] in\n",
        [](Harness &h) { EXPECT_TRUE(h.ready); }, false);
}

} // namespace
} // namespace golub::imap
