// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/SessionLog.h"

#include "core/base/TextSafety.h"

#include <QStringDecoder>

#include <algorithm>
#include <atomic>
#include <utility>

namespace golub::net {
namespace {

constexpr qsizetype CutAt = 2'000;          //!< characters shown of a line
constexpr qsizetype KeptOfLine = CutAt * 4 + 4; //!< four bytes are the longest character: enough for them all, and for the line end
constexpr qsizetype TailLength = 32;        //!< more than the longest "{18446744073709551615+}\r\n"
constexpr qint64 ShownLiteral = 256;        //!< names and search words are shown, mail is not
constexpr qsizetype ShownClientPiece = 4'096;
constexpr int ShownMailAnswers = 5;         //!< in a row

quint64 nextSession()
{
    static std::atomic<quint64> last { 0 };
    return ++last;
}

//! Safe to show, with leading blanks: they are part of a reply (textsafety::printable() trims).
QString safe(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return textsafety::printableLines(decoder.hasError() ? QString::fromLatin1(bytes) : text, CutAt);
}

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

//! The length of the literal that a line announces at its end, or -1 (RFC 9051 section 4.3, RFC 7888, RFC 3516's "~").
qint64 announcedLiteral(QByteArrayView tail)
{
    tail = withoutLineEnd(tail);
    const qsizetype brace = tail.lastIndexOf('{');
    if (brace < 0 || !tail.endsWith('}'))
        return -1;
    QByteArrayView digits = tail.sliced(brace + 1).chopped(1);
    if (digits.endsWith('+'))
        digits.chop(1);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return -1;
    bool ok = false;
    const qint64 length = digits.toLongLong(&ok);
    return ok ? length : -1;
}

bool startsWithWord(QByteArrayView line, QByteArrayView word)
{
    return line.size() >= word.size() && line.first(word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace

QString describeForLog(const Error &error)
{
    const QString words = error.detail.isEmpty() ? error.text : error.detail;
    return words.isEmpty() ? kindName(error.kind) : QStringLiteral("%1: %2").arg(kindName(error.kind), words);
}

SessionLog::SessionLog(ProtocolLogSink *sink, const Clock &clock, QString label)
    : m_sink(sink), m_clock(clock), m_label(std::move(label)), m_session(nextSession())
{
}

void SessionLog::note(QStringView text)
{
    record(ProtocolLine::Kind::Note, textsafety::printable(text, CutAt));
}

void SessionLog::tls(QStringView facts)
{
    flushClient();
    record(ProtocolLine::Kind::Tls, textsafety::printable(facts, CutAt));
}

void SessionLog::closed(QStringView why)
{
    flushClient();
    if (m_serverPartLength > 0)
        endServerLine(false);
    endMany();
    record(ProtocolLine::Kind::Closed, textsafety::printable(why, CutAt));
}

void SessionLog::client(QByteArrayView bytes, const std::optional<QByteArray> &logText)
{
    if (!m_sink)
        return;
    if (logText) {
        flushClient();
        for (const QByteArray &line : logText->split('\n'))
            if (!line.isEmpty() || logText->isEmpty())
                clientLine(withoutLineEnd(line));
        return;
    }
    if (bytes.size() > ShownClientPiece) {
        flushClient();
        clientLine(QByteArrayLiteral("<") + QByteArray::number(bytes.size()) + " bytes>");
        return;
    }
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.sliced(at).indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes.sliced(at) : bytes.sliced(at, end + 1);
        at += piece.size();
        m_clientPart.append(piece.data(), piece.size());
        if (end >= 0) {
            const QByteArray line = std::exchange(m_clientPart, {});
            clientLine(withoutLineEnd(line));
        } else if (m_clientPart.size() > ShownClientPiece) {
            flushClient();
        }
    }
}

void SessionLog::clientLine(QByteArrayView line)
{
    endMany();
    if (m_dialect == Dialect::Pop3)
        m_pop3Answers.push_back(startsWithWord(line, "RETR ") || startsWithWord(line, "TOP "));
    record(ProtocolLine::Kind::Client, safe(line));
}

void SessionLog::hide(QByteArrayView sentLine)
{
    if (m_sink)
        m_echoes.hide(sentLine);
}

void SessionLog::flushClient()
{
    if (!m_clientPart.isEmpty())
        clientLine(std::exchange(m_clientPart, {}));
}

void SessionLog::server(QByteArrayView bytes)
{
    if (!m_sink)
        return;
    flushClient();
    while (!bytes.isEmpty()) {
        if (m_literalLeft > 0) {
            bytes = bytes.sliced(skipLiteral(bytes));
            continue;
        }
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes : bytes.first(end + 1);
        bytes = bytes.sliced(piece.size());
        if (end >= 0 && m_serverPartLength == 0 && piece.size() <= KeptOfLine) { // nearly always: nothing is copied
            serverLine(piece, piece.last(std::min(piece.size(), TailLength)), piece.size(), true);
            continue;
        }
        serverPiece(piece);
        if (end >= 0)
            endServerLine(true);
    }
}

qsizetype SessionLog::skipLiteral(QByteArrayView bytes)
{
    const qint64 taken = std::min<qint64>(bytes.size(), m_literalLeft);
    m_literalLeft -= taken;
    return qsizetype(taken);
}

void SessionLog::serverPiece(QByteArrayView piece)
{
    m_serverPartLength += piece.size();
    const qsizetype room = KeptOfLine - m_serverPart.size();
    m_serverPart.append(piece.data(), std::clamp<qsizetype>(piece.size(), 0, std::max<qsizetype>(room, 0)));
    const QByteArrayView end = piece.last(std::min(piece.size(), TailLength));
    m_serverTail.append(end.data(), end.size());
    m_serverTail = m_serverTail.last(std::min(m_serverTail.size(), TailLength));
}

void SessionLog::endServerLine(bool whole)
{
    const QByteArray part = std::exchange(m_serverPart, {});
    const QByteArray tail = std::exchange(m_serverTail, {});
    serverLine(part, tail, std::exchange(m_serverPartLength, 0), whole);
}

void SessionLog::serverLine(QByteArrayView part, QByteArrayView tail, qint64 length, bool whole)
{
    const QByteArrayView line = withoutLineEnd(part);
    if (m_dialect == Dialect::Unknown)
        m_dialect = line.startsWith("+OK") ? Dialect::Pop3 : line.startsWith("* ") ? Dialect::Imap : Dialect::Smtp;
    if (m_dialect == Dialect::Pop3 && isContent(line, length))
        return;
    const qint64 literal = m_dialect == Dialect::Imap ? announcedLiteral(tail) : -1;
    // A note of one line is as private as a letter: what a message is made of is never shown, however short.
    const bool isMail = line.contains("BODY[") || line.contains("RFC822");
    if (literal > ShownLiteral || (literal > 0 && isMail))
        m_literalLeft = literal;
    if (m_dialect == Dialect::Imap && whole && isOneOfMany(isMail, literal))
        return;

    record(ProtocolLine::Kind::Server, safe(m_echoes.clean(line.toByteArray())));
    if (length > part.size())
        note(QStringLiteral("that line has %1 bytes").arg(length));
    if (!whole)
        note(u"that line was not ended");
    if (m_literalLeft > 0)
        record(ProtocolLine::Kind::Note, QStringLiteral("{%1} bytes left out").arg(literal));
}

//! Of an answer, every line: those that stand behind its literals, too.
bool SessionLog::isOneOfMany(bool isMail, qint64 literal)
{
    if (!std::exchange(m_continued, literal >= 0)) {
        if (!isMail || literal <= 0) {
            endMany();
            return false;
        }
        ++m_mailAnswers;
        m_hiddenAnswers += m_mailAnswers > ShownMailAnswers ? 1 : 0;
    }
    if (m_hiddenAnswers == 0)
        return false;
    m_hiddenBytes += std::max<qint64>(literal, 0);
    return true;
}

void SessionLog::endMany()
{
    m_mailAnswers = 0;
    if (const qint64 answers = std::exchange(m_hiddenAnswers, 0); answers > 0)
        record(ProtocolLine::Kind::Note, QStringLiteral("%1 more answers with mail, %2 bytes, left out").arg(answers).arg(std::exchange(m_hiddenBytes, 0)));
}

//! Follows which answer belongs to which command (RFC 1939: in order, also with RFC 2449's PIPELINING) to know where mail begins.
bool SessionLog::isContent(QByteArrayView line, qint64 length)
{
    if (m_inContent) {
        if (line != ".") {
            ++m_contentLines;
            m_contentBytes += length;
            return true;
        }
        m_inContent = false;
        if (m_contentLines > 0)
            record(ProtocolLine::Kind::Note,
                QStringLiteral("[%1] lines with %2 bytes left out").arg(std::exchange(m_contentLines, 0)).arg(std::exchange(m_contentBytes, 0)));
        return false;
    }
    const bool good = line.startsWith("+OK");
    if (!m_pop3Answers.empty() && (good || line.startsWith("-ERR") || line.startsWith("+ "))) {
        m_inContent = good && m_pop3Answers.front();
        m_pop3Answers.pop_front();
    }
    return false;
}

void SessionLog::record(ProtocolLine::Kind kind, const QString &text)
{
    if (m_sink)
        m_sink->record({ m_session, m_label, kind, text.toUtf8(), m_clock.utcNow() });
}

} // namespace golub::net
