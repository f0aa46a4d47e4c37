// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/ProtocolLogSink.h"
#include "protocols/net/Connection.h"
#include "tests/support/FakeClock.h"

#include <QList>

#include <memory>

namespace golub::test {

//! Collects the lines of the protocol log.
class LogRecorder final : public ProtocolLogSink
{
public:
    void record(const ProtocolLine &line) override { lines.append(line); }
    //! The text of every line, one a line, for "the password is nowhere in it".
    QByteArray allText() const;
    QList<ProtocolLine> lines;
};

//! Plays the server's side of a transcript, which is also the format of a saved protocol log:
//!
//!     S: text        the server's line, CRLF is added; `S~: text` adds none (a line that is never ended)
//!     C: text        the client's line must be this; <redacted> stands for anything within a line,
//!                    a line that is only <123 bytes> for that many bytes, line ends counted
//!     TLS            the handshake is done; as the first line: TLS from the first byte
//!     TIME +30s      the clock moves (ms, s, min, h)
//!     X              the server closes, or the client has closed; `X timeout` closes with that kind of error
//!     # {123} bytes left out   the server sends that many x; every other # line is a comment
//!
//!     Script script(clock, "S: 220 hi\nC: QUIT\nS: 221 bye\nX\n", chunk);
//!     smtp::SmtpSubmitter submitter(settings, script.connection(Security::None));
//!     submitter.submit(…);
//!     script.play();
//!     EXPECT_TRUE(script.isFinished()) << script.report();
//!
//! Nothing happens outside of play(), so nothing comes back inside a call to the transport.
class Script
{
public:
    //! \a chunk is how many bytes the client gets at a time, 0 for all that the server says in one piece.
    Script(FakeClock &clock, const QByteArray &transcript, qsizetype chunk = 0);
    ~Script();
    Script(const Script &) = delete;
    Script &operator=(const Script &) = delete;

    //! A connection to mail.example.org that plays this script, with log() as its log. Once.
    net::Connection connection(Security security = Security::Tls);

    //! Goes on until the script ends, the client has to do something first, or it did something else.
    void play();

    bool isFinished() const;
    //! Why it is not finished: the line of the script, what was expected and what came.
    QString report() const;
    //! Everything that the client wrote.
    QByteArray written() const;
    bool isClosedByClient() const;
    LogRecorder &log();

private:
    class Private;
    class ScriptedTransport;
    std::shared_ptr<Private> d;
};

} // namespace golub::test
