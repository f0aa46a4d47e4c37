// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/ports/ProtocolLogSink.h"
#include "protocols/net/EchoFilter.h"

#include <QByteArray>
#include <QByteArrayView>

#include <deque>
#include <optional>

namespace golub::net {

//! Turns the bytes of one connection into lines of the protocol log, which are the lines of a transcript
//! (tests/support/ScriptedTransport). Contents are left out: an IMAP literal that is mail or has more than 256 bytes, what RETR and
//! TOP bring, and what a client sends in bulk become notes with their length; a line is cut at 2,000 characters. Of IMAP answers that bring
//! mail the first five in a row are shown, so that a mailbox does not push everything else out of the log. The protocol is known from the
//! greeting.
class SessionLog
{
public:
    //! \a sink may be null: then nothing is done.
    SessionLog(ProtocolLogSink *sink, const Clock &clock, QString label);

    quint64 session() const { return m_session; }
    void note(QStringView text);
    //! Bytes as sent, or \a logText in their place.
    void client(QByteArrayView bytes, const std::optional<QByteArray> &logText);
    //! This line was sent and is secret: the server may repeat it, the log does not.
    void hide(QByteArrayView sentLine);
    void server(QByteArrayView bytes);
    void tls(QStringView facts);
    void closed(QStringView why);

private:
    enum class Dialect { Unknown, Smtp, Imap, Pop3 };

    void record(ProtocolLine::Kind kind, const QString &text);
    void clientLine(QByteArrayView line);
    void flushClient();
    //! Takes a piece up to and with its line feed, or to the end of the bytes.
    void serverPiece(QByteArrayView piece);
    void endServerLine(bool whole);
    //! \a part is as much of the line as is kept, \a tail its last bytes.
    void serverLine(QByteArrayView part, QByteArrayView tail, qint64 length, bool whole);
    bool isContent(QByteArrayView line, qint64 length);
    bool isOneOfMany(bool isMail, qint64 literal);
    //! Says how much isOneOfMany() has left out.
    void endMany();
    qsizetype skipLiteral(QByteArrayView bytes);

    ProtocolLogSink *m_sink;
    const Clock &m_clock;
    QString m_label;
    quint64 m_session;
    Dialect m_dialect = Dialect::Unknown;
    EchoFilter m_echoes;
    QByteArray m_clientPart;           //!< the start of a line that the client has not ended yet
    QByteArray m_serverPart;           //!< the start of a line that the server has not ended yet, as much as is shown of it
    qint64 m_serverPartLength = 0;     //!< how long that line is so far
    QByteArray m_serverTail;           //!< its last bytes, where a literal's length stands
    qint64 m_literalLeft = 0;          //!< bytes of an IMAP literal that are still left out
    bool m_continued = false;          //!< the line belongs to an IMAP answer that began before a literal
    int m_mailAnswers = 0;             //!< IMAP answers with mail in a row
    qint64 m_hiddenAnswers = 0;
    qint64 m_hiddenBytes = 0;
    std::deque<bool> m_pop3Answers;    //!< for each command without an answer: does it bring contents?
    bool m_inContent = false;          //!< between +OK and the lone dot of RETR or TOP
    qint64 m_contentLines = 0;
    qint64 m_contentBytes = 0;
};

//! "timeout: the server's greeting did not come"
QString describeForLog(const Error &error);

} // namespace golub::net
