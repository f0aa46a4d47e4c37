// SPDX-License-Identifier: GPL-3.0-or-later
// One message, and a connection that ends at every single byte of the dialogue, in either direction: what the ledger then says is true, and
// nothing goes out twice or gets lost.
#include "core/compose/OutboxSender.h"
#include "protocols/smtp/SmtpSubmitter.h"
#include "tests/support/StoreFixture.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

//! A server that answers line by line, and a line that breaks after so many bytes.
class BreakingLine final : public net::Transport
{
public:
    //! Bytes that still get through, in each direction; -1 for all.
    struct Limits {
        qint64 up = -1;
        qint64 down = -1;
    };
    struct Seen {
        int accepted = 0;            //!< messages taken whole, whatever the client heard of it
        qint64 up = 0;
        qint64 down = 0;
    };

    BreakingLine(FakeClock &clock, bool chunking, const Limits &limits, Seen &seen) : m_clock(clock), m_chunking(chunking), m_limits(limits), m_seen(seen) { }
    ~BreakingLine() override { *m_alive = false; }

    void open(const net::Endpoint &endpoint, Handler *handler) override
    {
        m_handler = handler;
        later([this, tls = endpoint.security == Security::Tls] {
            m_handler->transportConnected(tls);
            if (m_handler)
                say("220 mail.example.org ESMTP\r\n");
        });
    }
    void write(const QByteArray &bytes) override
    {
        if (m_broken)
            return;
        const qint64 through = m_limits.up < 0 ? bytes.size() : qMin<qint64>(bytes.size(), m_limits.up - m_seen.up);
        m_seen.up += through;
        for (qint64 i = 0; i < through; ++i)
            take(bytes.at(i));
        if (through < bytes.size())
            breakUp();
    }
    void startTls() override { }
    void close() override { m_handler = nullptr; }
    QString tlsFacts() const override { return {}; }

private:
    void later(std::function<void()> what)
    {
        m_clock.startTimer(0ms, [what = std::move(what), alive = std::weak_ptr(m_alive), this] {
            if (!alive.expired() && m_handler)
                what();
        });
    }
    void breakUp()
    {
        m_broken = true;
        later([this] { std::exchange(m_handler, nullptr)->transportClosed(Error::of(ErrorKind::ConnectionLost)); });
    }
    void say(const QByteArray &reply)
    {
        if (m_broken)
            return;
        const qint64 through = m_limits.down < 0 ? reply.size() : qMin<qint64>(reply.size(), m_limits.down - m_seen.down);
        m_seen.down += through;
        if (through > 0)
            later([this, bytes = reply.left(through)] { m_handler->transportReceived(bytes); });
        if (through < reply.size())
            breakUp();
    }
    void take(char byte)
    {
        if (m_chunk > 0) {
            if (--m_chunk == 0)
                content();
            return;
        }
        m_line += byte;
        if (byte != '\n')
            return;
        const QByteArray line = std::exchange(m_line, {});
        if (m_inData) {
            m_inData = line != ".\r\n";
            if (!m_inData)
                content();
        } else {
            command(line);
        }
    }
    void command(const QByteArray &line)
    {
        if (line.startsWith("EHLO"))
            return say(m_chunking ? "250-mail.example.org\r\n250-PIPELINING\r\n250 CHUNKING\r\n" : "250 mail.example.org\r\n");
        if (line.startsWith("BDAT"))
            m_chunk = line.split(' ').at(1).toLongLong();
        else if (line.startsWith("DATA"))
            m_inData = true;
        if (!line.startsWith("BDAT"))
            say(line.startsWith("DATA") ? "354 go\r\n" : line.startsWith("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
    }
    void content()
    {
        ++m_seen.accepted;
        say("250 queued\r\n");
    }

    FakeClock &m_clock;
    bool m_chunking;
    Limits m_limits;
    Seen &m_seen;
    Handler *m_handler = nullptr;
    QByteArray m_line;
    qint64 m_chunk = 0;
    bool m_inData = false;
    bool m_broken = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class BreakingNetwork final : public RemoteFactory
{
public:
    BreakingNetwork(FakeClock &clock, bool chunking) : m_clock(clock), m_chunking(chunking) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<Maildrop> maildrop(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &, const Secret &, const Secret &) override { return {}; }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override
    {
        seen.up = seen.down = 0;
        net::Connection connection;
        connection.endpoint.security = account.outgoing.security;
        connection.transport = std::make_unique<BreakingLine>(m_clock, m_chunking, std::exchange(limits, {}), seen);
        connection.clock = &m_clock;
        return std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(account.outgoing, {}, secret), std::move(connection));
    }

    BreakingLine::Limits limits;     //!< of the next connection
    BreakingLine::Seen seen;

private:
    FakeClock &m_clock;
    bool m_chunking;
};

class CutsTest : public StoreFixture, public testing::WithParamInterface<bool>
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        account.outgoing.host = QStringLiteral("127.0.0.1");
        account.outgoing.security = GetParam() ? Security::Tls : Security::None;
        account.outgoing.auth = AuthMethod::None;
        network = std::make_unique<BreakingNetwork>(clock, GetParam());
        sender = std::make_unique<compose::OutboxSender>(account, *store, *network, clock, compose::OutboxSender::Hooks {});
        sender->setSecret(Secret("none"));
        sender->start();
    }
    OutboxId queue()
    {
        OutboxEntry entry;
        entry.account = account.id;
        entry.envelopeFrom = QStringLiteral("ala@example.org");
        entry.recipients = { { QStringLiteral("bob@example.org") }, { QStringLiteral("cyd@example.org") } };
        entry.sentCopy = SentCopyState::NotWanted;
        const QByteArray message = "Subject: Hi\r\n\r\n.A dot\r\nand a line\r\n";
        return store->outbox().queue(entry, message, message).value_or({});
    }
    void send()
    {
        sender->wake();
        for (int round = 0; round < 60; ++round)
            clock.advance(0ms);
    }
    //! One message over a connection that breaks there.
    void cutAt(const BreakingLine::Limits &limits)
    {
        network->limits = limits;
        network->seen.accepted = 0;
        const OutboxId id = queue();
        send();
        const OutboxState state = store->outbox().find(id)->state;
        if (state == OutboxState::Accepted) {
            EXPECT_EQ(network->seen.accepted, 1) << "accepted means that the server has it";
        } else if (state == OutboxState::Queued) {
            EXPECT_EQ(network->seen.accepted, 0) << "queued means that the server has not";
            clock.advance(31s);
            send();
            EXPECT_EQ(network->seen.accepted, 1);
            EXPECT_EQ(store->outbox().find(id)->state, OutboxState::Accepted);
        } else {
            ASSERT_EQ(state, OutboxState::Uncertain);
            ++uncertain;
            const int had = network->seen.accepted;
            clock.advance(24h);
            send();
            EXPECT_EQ(network->seen.accepted, had) << "never again by itself";
            ASSERT_TRUE(store->outbox().resolve(id, had == 1));
            send();
            EXPECT_EQ(network->seen.accepted, 1);
            EXPECT_EQ(store->outbox().find(id)->state, OutboxState::Accepted);
        }
    }

    std::unique_ptr<BreakingNetwork> network;
    std::unique_ptr<compose::OutboxSender> sender;
    int uncertain = 0;
};

} // namespace

TEST_P(CutsTest, AtEveryByteTheLedgerTellsTheTruth)
{
    queue();
    send();
    ASSERT_EQ(network->seen.accepted, 1);
    const BreakingLine::Seen whole = network->seen;
    ASSERT_GT(whole.up, 120);
    ASSERT_GT(whole.down, 60);
    for (qint64 up = 0; up < whole.up && !HasFailure(); ++up) {
        SCOPED_TRACE("after " + std::to_string(up) + " bytes of the client");
        cutAt({ up, -1 });
    }
    for (qint64 down = 0; down < whole.down && !HasFailure(); ++down) {
        SCOPED_TRACE("after " + std::to_string(down) + " bytes of the server");
        cutAt({ -1, down });
    }
    EXPECT_GT(uncertain, 0);
}

INSTANTIATE_TEST_SUITE_P(Ways, CutsTest, testing::Bool(), [](const auto &way) { return way.param ? std::string("InOneFlight") : std::string("StepByStep"); });
