// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/wire/Effect.h"

#include <QByteArray>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <variant>

namespace golub::fuzz {

inline void require(bool promise)
{
    if (!promise)
        std::abort();
}

//! What an engine did, as text: the same for every way in which the server's bytes were chunked.
struct Trace {
    QByteArray text;
    bool closed = false;
};

//! Drives an engine with a server's bytes. A zero byte in \a server stands for "the handshake is done" (where one was asked for).
//! Aborts where a secret leaves before TLS without permission, is not redacted, or anything is sent after Close.
template<class Engine>
class Driver
{
public:
    using Event = typename Engine::Event;

    Driver(Engine &engine, bool cleartextAllowed, bool tls) : m_engine(engine), m_cleartextAllowed(cleartextAllowed), m_tls(tls) { }

    std::function<QByteArray(const Event &)> onEvent = [](const Event &) { return QByteArray(); };
    QByteArray secret;

    Trace run(const QByteArray &server, qsizetype chunk)
    {
        m_engine.connected(m_tls);
        drain();
        for (qsizetype start = 0; start <= server.size() && !m_trace.closed;) {
            qsizetype end = server.indexOf('\0', start);
            if (end < 0)
                end = server.size();
            for (qsizetype at = start; at < end && !m_trace.closed; at += chunk) {
                m_engine.receive(QByteArrayView(server).sliced(at, std::min(chunk, end - at)));
                drain();
            }
            if (m_startTls && !m_trace.closed && end < server.size()) {
                m_startTls = false;
                m_tls = true;
                m_trace.text += "TLS\n";
                m_engine.tlsEstablished();
                drain();
            }
            start = end + 1;
        }
        m_engine.connectionLost(Error::of(ErrorKind::ConnectionLost));
        drain();
        require(m_trace.closed);
        return m_trace;
    }

private:
    void drain()
    {
        for (auto effects = m_engine.takeEffects(); !effects.empty(); effects = m_engine.takeEffects()) {
            for (const auto &effect : effects)
                apply(effect);
        }
    }

    void apply(const wire::Effect<Event> &effect)
    {
        if (const auto *send = std::get_if<wire::Send>(&effect)) {
            require(!m_trace.closed && !m_startTls);
            require(!send->secret || (send->logText && (m_tls || m_cleartextAllowed)));
            const QByteArray logged = send->logText.value_or(send->bytes);
            require(secret.isEmpty() || (!logged.contains(secret) && !logged.contains(secret.toBase64())));
            require(m_tls || m_cleartextAllowed || (!send->bytes.contains(secret) && !send->bytes.startsWith("MAIL") && !send->bytes.startsWith("USER")));
            m_trace.text += send->bytes;
        } else if (std::holds_alternative<wire::StartTls>(effect)) {
            require(!m_tls && !m_trace.closed);
            m_startTls = true;
        } else if (const auto *close = std::get_if<wire::Close>(&effect)) {
            require(!m_trace.closed);
            m_trace.closed = true;
            m_trace.text += "X " + (close->why ? kindName(close->why->kind).toUtf8() : QByteArray("normal")) + '\n';
        } else if (const auto *event = std::get_if<Event>(&effect)) {
            m_trace.text += "EVENT " + QByteArray::number(qsizetype(event->index())) + ' ' + onEvent(*event) + '\n';
        }
    }

    Engine &m_engine;
    bool m_cleartextAllowed;
    bool m_tls;
    bool m_startTls = false;
    Trace m_trace;
};

} // namespace golub::fuzz
