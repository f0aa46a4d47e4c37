// SPDX-License-Identifier: GPL-3.0-or-later
// Servers whose process ends over some message: what it was asked for is not asked for again and again, or no mail would ever come.
#include "protocols/imap/ServerNotes.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const QByteArray Selected = "C: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n";
const QByteArray Fields = "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES "
                          "CONTENT-TYPE LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST IMPORTANCE X-PRIORITY AUTHENTICATION-RESULTS)]";
const QByteArray Usual = "C: A2 UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE PREVIEW (LAZY) " + Fields + ")\n";
const QByteArray WithoutStructure = "C: A2 UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE " + Fields + ")\n";
const QByteArray OldHeader = "C: A2 UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE RFC822.HEADER)\n";
const QByteArray Facts = "C: A2 UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE)\n";

//! Sessions with one server, each of which knows what the one before has noted.
class ImapHeaderCare : public ::testing::Test
{
protected:
    //! Asks for the headers of two messages.
    void session(const QByteArray &dialogue, const QByteArray &end)
    {
        const QByteArray before = m_notes;
        SessionOptions options;
        options.notes = before;
        options.keepNotes = [this](const QByteArray &notes) { m_notes = notes; };
        playStore(signedIn("PREVIEW") + Selected + dialogue,
            [this, before](StoreHarness &h, Outcomes &o) {
                m_notes = before; // it is played several times
                h.store.open([](const Outcome &) {});
                h.store.select(Inbox, [](auto) {});
                h.store.fetchHeaders(UidSet::range(Uid { 1 }, Uid { 2 }), [](const RemoteMessage &) {}, o.done<void>("headers"));
            },
            { end }, options);
    }
    void broken(const QByteArray &asked) { session(asked + "X\n", "headers failed: connection_lost"); }
    void answered(const QByteArray &asked) { session(asked + "S: A2 OK\n", "headers"); }

    QByteArray m_notes;
};

TEST_F(ImapHeaderCare, aServerThatEndsOverAMessageIsAskedMoreSimplyTheThirdTime)
{
    broken(Usual);
    broken(Usual); // once may have been the network
    answered(WithoutStructure);
    answered(WithoutStructure);
}

TEST_F(ImapHeaderCare, itGetsSimplerUntilTheServerSurvives)
{
    for (const QByteArray &way : { Usual, Usual, WithoutStructure, OldHeader })
        broken(way);
    answered(Facts);
    broken(Facts);
    broken(Facts);
    answered(Facts); // there is nothing simpler
}

TEST_F(ImapHeaderCare, aWayThatHasWorkedIsKeptWhenTheNetworkBreaks)
{
    for (const QByteArray &way : { Usual, Usual })
        broken(way);
    answered(WithoutStructure);
    broken(WithoutStructure);
    answered(WithoutStructure);
    broken(WithoutStructure);
    broken(WithoutStructure);
    answered(OldHeader);
}

TEST_F(ImapHeaderCare, oneLostConnectionBetweenGoodOnesMeansNothing)
{
    broken(Usual);
    answered(Usual);
    broken(Usual);
    answered(Usual);
}

TEST_F(ImapHeaderCare, byeCountsAsWellAsASilentEnd)
{
    for (int i = 0; i < 2; ++i)
        session(Usual + "S: * BYE Fatal error: cannot parse the message\n", "headers failed: connection_lost");
    answered(WithoutStructure);
}

TEST_F(ImapHeaderCare, anAnswerThatCannotBeTakenCountsToo)
{
    for (int i = 0; i < 2; ++i)
        session(Usual + "S: * 1 FETCH (UID 1 BODYSTRUCTURE (\"text\" {9999999999}\n", "headers failed: limit_exceeded");
    answered(WithoutStructure);
}

TEST_F(ImapHeaderCare, silenceIsTheNetworks)
{
    for (int i = 0; i < 3; ++i)
        session(Usual + "TIME +1h\n", "headers failed: timeout");
    answered(Usual);
}

TEST_F(ImapHeaderCare, theEndOfASessionInWhichNoHeaderWasAskedForMeansNothing)
{
    for (int i = 0; i < 3; ++i)
        session(Usual + "S: A2 OK\nX\n", "headers");
    answered(Usual);
}

TEST_F(ImapHeaderCare, structureIsNotAskedForThenAndTheMessageComesWhole)
{
    broken(Usual);
    broken(Usual);
    SessionOptions options;
    options.notes = m_notes;
    playStore(signedIn("") + Selected,
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([](const Outcome &) {});
            h.store.select(Inbox, [](auto) {});
            h.store.fetchStructure(Uid { 1 }, o.done<QList<RemotePart>>("structure"));
        },
        { "structure failed: server_refused" }, options);
}

TEST_F(ImapHeaderCare, theNewestAreAskedForInTheSameWay)
{
    broken(Usual);
    broken(Usual);
    SessionOptions options;
    options.notes = m_notes;
    playStore(signedIn("PREVIEW") + Selected + "C: A2 FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE " + Fields + ")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([](const Outcome &) {});
            h.store.select(Inbox, [&h, &o](auto) { h.store.fetchNewestHeaders(50, 2, [](const RemoteMessage &) {}, o.done<void>("newest")); });
        },
        { "newest" }, options);
}

TEST_F(ImapHeaderCare, itIsSaidWhereTheServersQuirksAreShown)
{
    broken(Usual);
    broken(Usual);
    SessionOptions options;
    options.notes = m_notes;
    playStore(signedIn(""), [](StoreHarness &h, Outcomes &o) {
        h.store.open([&h, &o](const Outcome &) { o.add(h.store.serverFacts().quirks.join(u' ').toLatin1()); });
    }, { "simple-headers" }, options);
}

// A server is repaired, and a message is read or gone, some day.
TEST(ImapServerNotes, careIsForgottenAfterAWeek)
{
    const QDateTime now = golub::test::FakeClock().utcNow();
    ServerNotes notes;
    for (int i = 0; i < 2; ++i)
        notes.headersAsked(true, now);
    ServerNotes kept = ServerNotes::fromJson(notes.toJson());
    EXPECT_EQ(kept.headerCare, HeaderCare::NoStructure);
    kept.forgetOldCare(now.addDays(6));
    EXPECT_EQ(kept.headerCare, HeaderCare::NoStructure);
    kept.forgetOldCare(now.addDays(7));
    EXPECT_EQ(kept, ServerNotes());
}

TEST(ImapServerNotes, unknownCareOfAnotherVersionIsTheSimplestWeKnow)
{
    const QByteArray date = golub::test::FakeClock().utcNow().toString(Qt::ISODate).toLatin1();
    EXPECT_EQ(ServerNotes::fromJson("{\"headerCare\": 99, \"carefulSince\": \"" + date + "\"}").headerCare, HeaderCare::Facts);
    EXPECT_EQ(ServerNotes::fromJson("{\"headerCare\": -1, \"brokenHeaders\": -5}").headerCare, HeaderCare::None);
}

} // namespace
} // namespace golub::imap
