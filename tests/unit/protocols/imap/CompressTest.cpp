// SPDX-License-Identifier: GPL-3.0-or-later
// COMPRESS=DEFLATE (RFC 4978), from the port down to the bytes of the transport.
#include "protocols/imap/ServerNotes.h"
#include "protocols/wire/Deflate.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace golub::imap {
namespace {

using test::Outcomes;

//! The other end of a connection, which can compress.
class Peer
{
public:
    explicit Peer(golub::test::FakeClock &clock) : m_clock(clock) { }

    net::Connection connection()
    {
        return { { QStringLiteral("mail.example.org"), 993, Security::Tls }, std::make_unique<End>(*this), &m_clock, &log, QStringLiteral("test") };
    }

    //! What the client said since the last time, uncompressed.
    QByteArray heard()
    {
        m_clock.advance(std::chrono::milliseconds(0));
        QByteArray bytes = std::exchange(m_written, {});
        if (!m_stream)
            return bytes;
        QByteArray plain;
        EXPECT_TRUE(m_stream->inflate(bytes, [&plain](QByteArrayView piece) {
            plain.append(piece);
            return true;
        }));
        return plain;
    }

    void say(const QByteArray &line, qsizetype chunk = 1'000'000)
    {
        const QByteArray bytes = m_stream ? m_stream->deflate(line) : line;
        sayRaw(bytes, chunk);
    }

    void sayRaw(const QByteArray &bytes, qsizetype chunk = 1'000'000)
    {
        for (qsizetype at = 0; at < bytes.size() && m_handler; at += chunk)
            m_handler->transportReceived(bytes.mid(at, chunk));
        m_clock.advance(std::chrono::milliseconds(0));
    }

    //! The last plain words, and compressed ones in the same piece.
    void startCompression(const QByteArray &plain, const QByteArray &behind = {})
    {
        m_stream.emplace();
        sayRaw(plain + (behind.isEmpty() ? QByteArray() : m_stream->deflate(behind)));
    }

    bool isClosed() const { return m_closed; }
    golub::test::LogRecorder log;

private:
    class End final : public net::Transport
    {
    public:
        explicit End(Peer &peer) : m_peer(peer) { }
        ~End() override { close(); }
        void open(const net::Endpoint &, Handler *handler) override
        {
            m_peer.m_handler = handler;
            m_peer.m_clock.startTimer(std::chrono::milliseconds(0), [handler] { handler->transportConnected(true); });
        }
        void write(const QByteArray &bytes) override { m_peer.m_written += bytes; }
        void startTls() override { }
        void close() override
        {
            m_peer.m_handler = nullptr;
            m_peer.m_closed = true;
        }
        QString tlsFacts() const override { return {}; }

    private:
        Peer &m_peer;
    };

    golub::test::FakeClock &m_clock;
    net::Transport::Handler *m_handler = nullptr;
    QByteArray m_written;
    std::optional<wire::Compression> m_stream;
    bool m_closed = false;
};

class Compress : public testing::Test
{
protected:
    void signIn(const char *capabilities)
    {
        store.open(outcomes.done<void>("open"));
        peer.heard();
        peer.say("* PREAUTH [CAPABILITY IMAP4rev1 " + QByteArray(capabilities) + "] hi\r\n");
    }
    QByteArray expectAll()
    {
        clock.advance(std::chrono::milliseconds(1));
        return outcomes.list.join('|');
    }

    golub::test::FakeClock clock;
    Peer peer { clock };
    Outcomes outcomes;
    ImapRemoteStore store { test::settings(), Secret("tajne-haslo"), peer.connection() };
};

TEST_F(Compress, everythingBehindTheAnswerIsCompressedInBothDirections)
{
    signIn("COMPRESS=DEFLATE");
    EXPECT_TRUE(store.serverFacts().compress);
    store.compress(outcomes.done<void>("compress"));
    store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { outcomes.add("list " + QByteArray::number(list ? list->size() : -1)); });
    EXPECT_EQ(peer.heard(), "A1 COMPRESS DEFLATE\r\n") << "alone";
    // The answer and the first compressed bytes in one piece.
    peer.startCompression("A1 OK active\r\n", "* OK still here\r\n");
    EXPECT_EQ(peer.heard(), "A2 LIST \"\" \"*\"\r\n");
    peer.say("* LIST () \"/\" INBOX\r\n* LIST () \"/\" Sent\r\nA2 OK\r\n", 1);
    EXPECT_EQ(expectAll(), "open|compress|list 2");
    EXPECT_TRUE(peer.log.allText().contains("LIST () \"/\" Sent")) << "the log shows what was meant";
    EXPECT_LT(store.statistics().bytesReceived, 300);
}

TEST_F(Compress, isNotAskedForWhereItIsNotOffered)
{
    signIn("");
    EXPECT_FALSE(store.serverFacts().compress);
    store.compress(outcomes.failed("compress"));
    EXPECT_EQ(peer.heard(), "");
    EXPECT_EQ(expectAll(), "open|compress server_refused");
}

TEST_F(Compress, isNotAskedForTwice)
{
    signIn("COMPRESS=DEFLATE");
    store.compress(outcomes.done<void>("compress"));
    peer.heard();
    peer.startCompression("A1 OK\r\n");
    store.compress(outcomes.failed("again"));
    EXPECT_EQ(expectAll(), "open|compress|again server_refused");
}

TEST_F(Compress, aRefusalLeavesTheSessionAsItIs)
{
    signIn("COMPRESS=DEFLATE");
    store.compress(outcomes.failed("compress"));
    peer.heard();
    peer.say("A1 NO [COMPRESSIONACTIVE] TLS does it\r\n");
    store.searchAll([&](auto) { outcomes.add("search"); });
    store.listMailboxes([&](auto) { outcomes.add("list"); });
    EXPECT_EQ(peer.heard(), "A2 LIST \"\" \"*\"\r\n");
    peer.say("A2 OK\r\n");
    EXPECT_EQ(expectAll(), "open|compress server_refused|search|list");
}

TEST_F(Compress, aBombEndsTheSession)
{
    signIn("COMPRESS=DEFLATE");
    store.compress(outcomes.done<void>("compress"));
    peer.heard();
    peer.startCompression("A1 OK\r\n");
    store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { outcomes.add(list ? "?" : kindName(list.error().kind).toLatin1()); });
    peer.heard();
    // A message within the limit of a message, and zeros.
    wire::Compression attacker;
    QByteArray bomb = attacker.deflate("* 1 FETCH (BODY[] {250000000}\r\n");
    const QByteArray zeros(1024 * 1024, '\0');
    for (int i = 0; i < 200; ++i)
        bomb += attacker.deflate(zeros);
    EXPECT_LT(bomb.size(), 500'000);
    peer.sayRaw(bomb);
    EXPECT_EQ(expectAll(), "open|compress|limit_exceeded");
    EXPECT_TRUE(peer.isClosed());
}

TEST_F(Compress, garbageEndsTheSession)
{
    signIn("COMPRESS=DEFLATE");
    store.compress(outcomes.done<void>("compress"));
    peer.heard();
    peer.startCompression("A1 OK\r\n");
    store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { outcomes.add(list ? "?" : kindName(list.error().kind).toLatin1()); });
    peer.sayRaw("* OK in the clear\r\n");
    EXPECT_EQ(expectAll(), "open|compress|protocol");
}

TEST_F(Compress, whatWasAskedBeforeGoesWithTheConnection)
{
    signIn("COMPRESS=DEFLATE");
    store.compress(outcomes.failed("compress"));
    peer.heard();
    peer.say("* BYE going\r\n");
    EXPECT_EQ(expectAll(), "open|compress connection_lost");
}

// --- a link that was slow the last time

const QByteArray Offered = "IMAP4rev1 SASL-IR AUTH=PLAIN";
const QByteArray After = "IMAP4rev1 LIST-EXTENDED SPECIAL-USE COMPRESS=DEFLATE";

class CompressEarly : public Compress
{
protected:
    void openWith(bool known)
    {
        ServerNotes notes;
        notes.offered = Offered.split(' ');
        notes.capabilities = known ? After.split(' ') : QByteArrayList();
        notes.named = clock.utcNow();
        SessionOptions options;
        options.notes = notes.toJson();
        other = std::make_unique<ImapRemoteStore>(test::settings(), Secret("tajne-haslo"), peer.connection(), options);
        other->expect(RemoteStore::FirstQuestion::Everything);
        other->compressEarly();
        other->open(outcomes.done<void>("open"));
        other->listMailboxes([&](Result<QList<RemoteMailbox>> list) { outcomes.add("list " + QByteArray::number(list ? list->size() : -1)); });
        peer.heard();
        peer.say("* OK [CAPABILITY " + Offered + "] hi\r\n");
    }

    std::unique_ptr<ImapRemoteStore> other;
};

const QByteArray ListEverything = "LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED)\r\n";
const QByteArray SignIn = "A1 AUTHENTICATE PLAIN " + QByteArray("\0ala\0tajne-haslo", 16).toBase64() + "\r\n";

TEST_F(CompressEarly, itTravelsBehindTheFirstQuestion)
{
    openWith(true);
    EXPECT_EQ(peer.heard(), SignIn + "A2 " + ListEverything + "A3 COMPRESS DEFLATE\r\n") << "no round trip of its own";
    EXPECT_TRUE(other->isCompressing());
    peer.say("A1 OK [CAPABILITY " + After + "] in\r\n* LIST () \"/\" INBOX\r\nA2 OK\r\n");
    other->status({ "INBOX", QStringLiteral("INBOX"), u'/' }, [&](auto counts) { outcomes.add(counts ? "status" : "?"); });
    EXPECT_EQ(peer.heard(), "") << "nothing may stand between the command and its answer (RFC 4978 section 3)";
    peer.startCompression("A3 OK\r\n");
    EXPECT_TRUE(peer.heard().startsWith("A4 STATUS")) << "compressed";
    peer.say("* STATUS INBOX (MESSAGES 3)\r\nA4 OK\r\n");
    EXPECT_EQ(expectAll(), "open|list 1|status");
    other->compress(outcomes.failed("again"));
    EXPECT_TRUE(expectAll().endsWith("again server_refused"));
}

TEST_F(CompressEarly, capabilitiesAreAskedForBehindIt)
{
    openWith(true);
    peer.heard();
    peer.say("A1 OK in\r\n* LIST () \"/\" INBOX\r\nA2 OK\r\n");
    EXPECT_EQ(peer.heard(), "");
    peer.startCompression("A3 OK\r\n");
    EXPECT_EQ(peer.heard(), "A4 CAPABILITY\r\n");
    peer.say("* CAPABILITY " + After + "\r\nA4 OK\r\n");
    EXPECT_EQ(expectAll(), "open|list 1");
}

TEST_F(CompressEarly, aRefusalCostsNothing)
{
    openWith(true);
    peer.heard();
    peer.say("A1 OK [CAPABILITY " + After + "] in\r\n* LIST () \"/\" INBOX\r\nA2 OK\r\nA3 NO not now\r\n");
    EXPECT_EQ(expectAll(), "open|list 1");
    EXPECT_FALSE(other->isCompressing());
}

TEST_F(CompressEarly, anAnswerBeforeTheSignInsEndsTheSession)
{
    openWith(true);
    peer.heard();
    peer.say("A3 OK yes\r\n");
    EXPECT_TRUE(expectAll().startsWith("open failed: protocol")) << expectAll().constData();
}

// Of an unknown server nobody knows that it can; nobody waits for it then either.
TEST_F(CompressEarly, atAnUnknownServerItGoesBesideOtherAnswers)
{
    openWith(false);
    peer.heard();
    peer.say("A1 OK [CAPABILITY " + After + "] in\r\n");
    EXPECT_EQ(peer.heard(), "A2 " + ListEverything);
    peer.say("* LIST () \"/\" INBOX\r\n");
    EXPECT_EQ(peer.heard(), "A3 COMPRESS DEFLATE\r\n");
    peer.startCompression("A2 OK\r\nA3 OK\r\n");
    EXPECT_EQ(expectAll(), "open|list 1");
    EXPECT_TRUE(other->isCompressing());
}

} // namespace
} // namespace golub::imap
