// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/wire/Effect.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

namespace golub::test {

//! A recorded or written dialogue, in the format of the protocol log:
//!   S: text        the server sends this line (CRLF is added)
//!   S~: text       the same without CRLF (a line that is never ended)
//!   SRAW: text     the server sends exactly this: no CRLF is added; \r \n \t \\ \xHH are understood
//!   S> text, C> text  a line of a literal; "{*}" at the end of the S: or C: line before stands for the length of the whole block
//!   C: text        the client must send exactly this line; "<redacted>" stands for what the log hides
//!   TLS            the handshake that the client asked for is done; as the first step: the connection begins with TLS
//!   TIME +30s      time passes (ms, s, min, h); a deadline that falls due expires
//!   X              the connection ends: by the client where it has closed, else by the server; "X timeout" with that kind of error
//!   @name value    a word to the test (TranscriptRunner::onDirective), in its place among the steps
//!   # text, empty  nothing
struct TranscriptStep {
    enum class Kind : quint8 { Client, Server, Tls, Time, Close, Directive };
    Kind kind = Kind::Server;
    QByteArray bytes;                        //!< Client, Server: with line end. Directive: the name
    QByteArray value = {};                   //!< Directive
    std::chrono::milliseconds time { 0 };    //!< Time
    ErrorKind why = ErrorKind::ConnectionLost; //!< Close
    int line = 0;                            //!< in the file, from 1
};

struct Transcript {
    QString name;
    QList<TranscriptStep> steps;
    //! Reports a malformed line as a test failure.
    static Transcript parse(const QByteArray &text, const QString &name);
    static Transcript load(const QString &path);
};

//! Every .txt under \a folder (relative to tests/data/transcripts), sorted: "smtp/postfix/…".
QStringList transcriptFiles(const QString &folder);
//! The chunk sizes that every engine must not care about; the last one is "whole".
inline constexpr qsizetype ChunkSizes[] = { 1, 2, 3, 7, std::numeric_limits<qsizetype>::max() };

//! What a client sent, matched against C: lines either as on the wire or as logged.
class SentBytes
{
public:
    void add(const wire::Send &send);
    //! Empty when \a expected (with line end) is what comes next, which it takes; else what was there instead.
    QString take(const QByteArray &expected);
    bool isEmpty() const { return m_units.isEmpty(); }
    //! What is left, as logged, for messages.
    QByteArray rest() const;
    //! Everything ever added, as logged.
    const QByteArray &logged() const { return m_logged; }

private:
    struct Unit {
        QByteArray wire;
        QByteArray log;
    };
    bool takeAs(QByteArray Unit::*view, const QByteArray &expected);
    QList<Unit> m_units;
    QByteArray m_logged;
};

//! Plays a transcript against an engine (see protocols/wire/Effect.h) and reports differences as test failures. Also proves, for every
//! byte sent: secrets are redacted in the log, and none leaves before TLS unless cleartextAllowed.
template<class Engine>
class TranscriptRunner
{
public:
    using Event = typename Engine::Event;

    explicit TranscriptRunner(Engine &engine, qsizetype chunkSize = std::numeric_limits<qsizetype>::max())
        : m_engine(engine), m_chunkSize(chunkSize)
    {
    }

    std::function<void(const Event &)> onEvent = [](const Event &) { };
    std::function<void(const QByteArray &name, const QByteArray &value)> onDirective = [](const QByteArray &, const QByteArray &) { };
    bool cleartextAllowed = false;
    //! None of these may be in the log, nor their base64.
    QList<QByteArray> secrets;

    void run(const Transcript &transcript)
    {
        m_name = transcript.name;
        QByteArray server;
        for (qsizetype i = 0; i < transcript.steps.size(); ++i) {
            const TranscriptStep &step = transcript.steps.at(i);
            m_line = step.line;
            // "X" at the start: the connection was never made.
            const bool happens = step.kind != TranscriptStep::Kind::Directive && step.kind != TranscriptStep::Kind::Close;
            if (!m_connected && happens)
                connect(step.kind == TranscriptStep::Kind::Tls);
            if (step.kind == TranscriptStep::Kind::Server) {
                server += step.bytes;
                const bool more = i + 1 < transcript.steps.size() && transcript.steps.at(i + 1).kind == TranscriptStep::Kind::Server;
                if (more)
                    continue;
                feed(server);
                server.clear();
            } else {
                play(step);
            }
        }
        EXPECT_TRUE(m_sent.isEmpty()) << where() << "the client sent more than expected: " << m_sent.rest().constData();
        for (const QByteArray &secret : std::as_const(secrets)) {
            if (secret.isEmpty())
                continue;
            EXPECT_FALSE(m_sent.logged().contains(secret)) << where() << "a secret is in the log";
            EXPECT_FALSE(m_sent.logged().contains(secret.toBase64())) << where() << "a secret is in the log as base64";
        }
    }

    //! Takes the engine's effects; call it after speaking to the engine from outside (not from onEvent).
    void drain()
    {
        for (bool again = true; again;) {
            again = false;
            for (auto &effect : m_engine.takeEffects()) {
                again = true;
                apply(effect);
            }
            if constexpr (requires(Engine &engine) { engine.drained(); }) {
                if (again)
                    m_engine.drained();
            }
        }
    }

    bool isClosed() const { return m_closed.has_value(); }
    //! Why the client closed; none for a normal end or while it is open.
    std::optional<Error> closeReason() const { return m_closed ? m_closed->why : std::nullopt; }
    bool isEncrypted() const { return m_encrypted; }
    const SentBytes &sent() const { return m_sent; }

private:
    std::string where() const { return m_name.toStdString() + ':' + std::to_string(m_line) + ": "; }

    void connect(bool tls)
    {
        m_connected = true;
        m_encrypted = tls;
        m_skipTls = tls;
        m_engine.connected(tls);
        drain();
    }

    void feed(const QByteArray &bytes)
    {
        EXPECT_TRUE(m_sent.isEmpty()) << where() << "the client already sent: " << m_sent.rest().constData();
        for (qsizetype at = 0; at < bytes.size() && !m_closed;) {
            const qsizetype size = std::min(m_chunkSize, bytes.size() - at);
            m_engine.receive(QByteArrayView(bytes).sliced(at, size));
            at += size;
            drain();
        }
    }

    void play(const TranscriptStep &step)
    {
        switch (step.kind) {
        case TranscriptStep::Kind::Client: {
            const QString difference = m_sent.take(step.bytes);
            EXPECT_TRUE(difference.isEmpty()) << where() << "expected " << step.bytes.trimmed().constData() << ", but the client sent "
                                              << difference.toStdString();
            break;
        }
        case TranscriptStep::Kind::Tls:
            if (std::exchange(m_skipTls, false))
                break;
            EXPECT_TRUE(m_tlsWanted) << where() << "the client did not ask for TLS";
            if (!std::exchange(m_tlsWanted, false))
                break;
            m_encrypted = true;
            m_engine.tlsEstablished();
            drain();
            break;
        case TranscriptStep::Kind::Time:
            pass(step.time);
            break;
        case TranscriptStep::Kind::Close:
            if (!m_closed) {
                m_engine.connectionLost(Error::of(step.why));
                drain();
                EXPECT_TRUE(m_closed.has_value()) << where() << "the client goes on after the connection was lost";
            }
            break;
        case TranscriptStep::Kind::Directive:
            onDirective(step.bytes, step.value);
            if (m_connected || m_closed)
                drain();
            break;
        case TranscriptStep::Kind::Server:
            break;
        }
    }

    void pass(std::chrono::milliseconds time)
    {
        if (!m_deadline || m_closed)
            return;
        if (*m_deadline > time) {
            *m_deadline -= time;
            return;
        }
        m_deadline.reset();
        m_engine.deadlineExpired();
        drain();
    }

    void apply(const wire::Effect<Event> &effect)
    {
        EXPECT_FALSE(m_closed.has_value() && !std::holds_alternative<Event>(effect)) << where() << "an effect after Close";
        if (const auto *send = std::get_if<wire::Send>(&effect)) {
            EXPECT_FALSE(m_tlsWanted) << where() << "bytes sent while TLS starts";
            if (send->secret) {
                EXPECT_TRUE(send->logText.has_value()) << where() << "a secret without a redacted log text";
                EXPECT_TRUE(m_encrypted || cleartextAllowed) << where() << "a secret in the clear";
            }
            m_sent.add(*send);
        } else if (std::holds_alternative<wire::StartTls>(effect)) {
            m_tlsWanted = true;
        } else if (std::holds_alternative<wire::StartCompression>(effect)) {
            ADD_FAILURE() << where() << "a transcript has no compressed half";
        } else if (const auto *deadline = std::get_if<wire::SetDeadline>(&effect)) {
            m_deadline = deadline->in;
        } else if (const auto *close = std::get_if<wire::Close>(&effect)) {
            m_closed = *close;
        } else {
            onEvent(std::get<Event>(effect));
        }
    }

    Engine &m_engine;
    qsizetype m_chunkSize;
    QString m_name;
    int m_line = 0;
    bool m_connected = false;
    bool m_encrypted = false;
    bool m_skipTls = false;
    bool m_tlsWanted = false;
    std::optional<std::chrono::milliseconds> m_deadline;
    std::optional<wire::Close> m_closed;
    SentBytes m_sent;
};

} // namespace golub::test
