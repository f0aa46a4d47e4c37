// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "protocols/net/Connection.h"
#include "protocols/net/DeferredCalls.h"
#include "protocols/net/SessionLog.h"
#include "protocols/wire/Deflate.h"
#include "protocols/wire/Effect.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace golub::net {

//! Runs one engine (protocols/wire/Effect.h) over one Transport: bytes in, effects out, deadlines on the Clock, the protocol log, counters.
//!
//!     net::SessionDriver<smtp::Engine> m_driver { smtp::Engine(settings), std::move(connection) };
//!     m_driver.onEvent([this](smtp::Engine::Event &event) { std::visit(…, event); });   // in the constructor
//!     m_driver.open();                                                                 // once
//!     m_driver.submit([&](smtp::Engine &engine) { engine.quit(); });                    // whenever there is something to do
//!     m_driver.later([done] { done({}); });                                            // how a user's completion is called
//!
//! The state settles first, the effects are drained after: events come from the drain loop, so a handler may submit commands at will
//! (they are sent after the effects that stand before them) and may destroy the driver. Everything that the engine says after Close, and
//! every event of connectionLost(), is still delivered; sends are not.
template<class Engine>
class SessionDriver final : private Transport::Handler
{
public:
    using Event = typename Engine::Event;
    using EventHandler = std::function<void(Event &)>;
    //! Why the connection ended; none for a normal end.
    using ClosedHandler = std::function<void(const std::optional<Error> &)>;

    SessionDriver(Engine engine, Connection connection)
        : m_engine(std::move(engine)),
          m_endpoint(std::move(connection.endpoint)),
          m_transport(std::move(connection.transport)),
          m_prepare(std::move(connection.prepare)),
          m_clock(*connection.clock),
          m_log(connection.log, *connection.clock, std::move(connection.label)),
          m_deferred(*connection.clock)
    {
    }
    ~SessionDriver() override
    {
        *m_alive = false;
        cancelDeadline();
    }
    SessionDriver(const SessionDriver &) = delete;
    SessionDriver &operator=(const SessionDriver &) = delete;

    void onEvent(EventHandler handler) { m_onEvent = std::make_shared<EventHandler>(std::move(handler)); }
    //! Called once, after the last event. An engine that reports its end as an event needs none.
    void onClosed(ClosedHandler handler) { m_onClosed = std::make_shared<ClosedHandler>(std::move(handler)); }

    //! Connects. The first events come later. Once only.
    void open()
    {
        if (m_state != State::New)
            return;
        m_state = State::Opening;
        if (m_prepare)
            m_prepare([this, alive = std::weak_ptr(m_alive)] {
                if (!alive.expired() && m_state == State::Opening)
                    connectNow();
            });
        else
            connectNow();
    }

    //! Read it as you like; after changing it call drain(), or change it through submit().
    Engine &engine() { return m_engine; }
    const Engine &engine() const { return m_engine; }

    //! Gives the engine something to do and carries out what it wants. Also before open() and after the end (the engine then refuses).
    template<class Command>
    void submit(Command &&command)
    {
        std::forward<Command>(command)(m_engine);
        drain();
    }

    //! Carries out the effects that wait. Does nothing inside of itself: the loop that runs takes them.
    void drain()
    {
        if (m_draining)
            return;
        m_draining = true;
        const std::shared_ptr<bool> alive = m_alive;
        for (;;) {
            wire::Effects<Event> effects = m_engine.takeEffects();
            if (effects.empty())
                break;
            for (auto &effect : effects) {
                std::visit([this](auto &one) { this->carryOut(one); }, effect);
                if (!*alive)
                    return;
            }
        }
        m_draining = false;
        reportClosed();
    }

    //! While true, nothing that the server sends is read.
    void holdBack(bool hold) { m_transport->holdBack(hold); }

    //! Calls back later, in order, never after destruction: for every completion that leaves the adapter.
    void later(std::function<void()> call) { m_deferred.post(std::move(call)); }

    //! Drops the connection without telling the engine; no event comes any more.
    void abort()
    {
        if (m_state == State::Closed)
            return;
        m_onEvent.reset();
        m_onClosed.reset();
        shut({});
    }

    bool isConnected() const { return m_state == State::Connected; }
    bool isClosed() const { return m_state == State::Closed; }
    bool isEncrypted() const { return m_tls; }
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384", or empty.
    QString tlsFacts() const { return m_transport->tlsFacts(); }
    QByteArray tlsServerEndPoint() const { return m_transport->tlsServerEndPoint(); }
    const Endpoint &endpoint() const { return m_endpoint; }
    Clock &clock() { return m_clock; }
    const Clock &clock() const { return m_clock; }

    //! Commands are the engine's own count where it has commandsSent(), else the number of sends.
    WireStatistics statistics() const
    {
        WireStatistics result = m_statistics;
        if constexpr (requires(const Engine &e) { qint64(e.commandsSent()); })
            result.commands = m_engine.commandsSent();
        return result;
    }

private:
    enum class State { New, Opening, Connected, Closed };

    void connectNow()
    {
        m_log.note(QStringLiteral("connecting to %1:%2").arg(m_endpoint.host).arg(m_endpoint.port));
        m_transport->open(m_endpoint, this);
    }

    void carryOut(wire::Send &send)
    {
        if (m_state != State::Connected)
            return;
        ++m_statistics.commands;
        // An engine that marks a secret and gives no text for the log still does not get it logged.
        if (send.secret && !send.logText)
            send.logText = QByteArrayLiteral("<redacted>");
        if (send.secret)
            m_log.hide(send.bytes);
        m_log.client(send.bytes, send.logText);
        const QByteArray bytes = m_compression ? m_compression->deflate(send.bytes) : send.bytes;
        m_statistics.bytesSent += bytes.size();
        m_transport->write(bytes);
    }

    void carryOut(wire::StartTls &)
    {
        if (m_state != State::Connected || m_tls || m_handshaking)
            return;
        m_handshaking = true;
        m_transport->startTls();
    }

    void carryOut(wire::StartCompression &start)
    {
        m_compression = std::make_unique<wire::Compression>();
        m_log.note(u"compressed from here on");
        if (!start.rest.isEmpty())
            receiveCompressed(start.rest);
    }

    void carryOut(wire::SetDeadline &deadline)
    {
        cancelDeadline();
        if (deadline.in && m_state != State::Closed)
            m_deadline = m_clock.startTimer(*deadline.in, [this] {
                m_deadline = 0;
                m_log.note(u"no answer in time");
                m_engine.deadlineExpired();
                drain();
            });
    }

    void carryOut(wire::Close &close) { shut(close.why); }

    void carryOut(Event &event)
    {
        // Held here: the handler may destroy the driver, and itself with it.
        if (const auto handler = m_onEvent)
            (*handler)(event);
    }

    void shut(const std::optional<Error> &why)
    {
        if (m_state == State::Closed)
            return;
        m_state = State::Closed;
        m_why = why;
        cancelDeadline();
        m_log.closed(why ? describeForLog(*why) : QString());
        m_transport->close();
    }

    void reportClosed()
    {
        if (m_state != State::Closed || m_reported)
            return;
        m_reported = true;
        if (const auto handler = m_onClosed)
            (*handler)(m_why);
    }

    //! The connection is over; the engine hears why.
    void lose(const Error &why)
    {
        shut(why);
        m_engine.connectionLost(why);
        drain();
    }

    void transportConnected(bool tls) override
    {
        m_state = State::Connected;
        m_tls = tls;
        if (tls)
            m_log.tls(m_transport->tlsFacts());
        m_engine.connected(tls);
        drain();
    }

    void transportEncrypted() override
    {
        m_tls = true;
        m_handshaking = false;
        m_log.tls(m_transport->tlsFacts());
        m_engine.tlsEstablished();
        drain();
    }

    void transportDrained() override
    {
        if constexpr (requires(Engine &e) { e.drained(); }) {
            m_engine.drained();
            drain();
        }
    }

    void transportReceived(const QByteArray &bytes) override
    {
        m_statistics.bytesReceived += bytes.size();
        if (m_compression)
            return receiveCompressed(bytes);
        if (m_endpoint.security != Security::StartTls || m_tls) {
            m_log.server(bytes);
            m_engine.receive(bytes);
            drain();
            return;
        }
        feedInLines(bytes);
    }

    //! The engine and the log see what was meant; a stream that is broken or a bomb ends the connection.
    void receiveCompressed(const QByteArray &bytes)
    {
        const std::shared_ptr<bool> alive = m_alive;
        const auto outcome = m_compression->inflate(bytes, [this, alive](QByteArrayView piece) {
            m_log.server(piece);
            m_engine.receive(piece);
            drain();
            return *alive && m_state == State::Connected;
        });
        if (*alive && !outcome && m_state == State::Connected)
            lose(outcome.error());
    }

    //! Before TLS the engine gets one line at a time, so that whatever came in one piece with the answer to STARTTLS is seen here and
    //! never reaches an engine that believes it is inside TLS.
    void feedInLines(const QByteArray &bytes)
    {
        const std::shared_ptr<bool> alive = m_alive;
        for (qsizetype at = 0; at < bytes.size();) {
            if (m_handshaking || m_tls) {
                lose(Error::of(ErrorKind::Protocol,
                    QCoreApplication::translate("Net", "The server sent text after its answer to STARTTLS, before TLS began.")));
                return;
            }
            const qsizetype lineEnd = bytes.indexOf('\n', at);
            const qsizetype next = lineEnd < 0 ? bytes.size() : lineEnd + 1;
            const QByteArrayView line = QByteArrayView(bytes).sliced(at, next - at);
            at = next;
            m_log.server(line);
            m_engine.receive(line);
            drain();
            if (!*alive || m_state != State::Connected)
                return;
        }
    }

    void transportClosed(const Error &why) override
    {
        if (m_state != State::Closed)
            lose(why);
    }

    void cancelDeadline()
    {
        m_clock.cancelTimer(std::exchange(m_deadline, 0));
    }

    Engine m_engine;
    Endpoint m_endpoint;
    std::unique_ptr<Transport> m_transport;
    std::function<void(std::function<void()>)> m_prepare;
    Clock &m_clock;
    SessionLog m_log;
    DeferredCalls m_deferred;
    std::shared_ptr<EventHandler> m_onEvent;
    std::shared_ptr<ClosedHandler> m_onClosed;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    State m_state = State::New;
    bool m_tls = false;
    bool m_handshaking = false;
    bool m_draining = false;
    bool m_reported = false;
    std::optional<Error> m_why;
    std::unique_ptr<wire::Compression> m_compression;
    Clock::TimerId m_deadline = 0;
    WireStatistics m_statistics;
};

} // namespace golub::net
