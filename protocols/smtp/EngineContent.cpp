// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Engine.h"
#include "protocols/smtp/Transaction.h"
#include "protocols/wire/Timeouts.h"

#include <algorithm>

namespace golub::smtp {
namespace timeouts = wire::timeouts;

namespace {

constexpr qsizetype ContentPiece = 256 * 1024;
// Content that was handed over all at once still has to cross the line: the slowest that anybody sends mail over.
constexpr qint64 SlowestBytesPerSecond = 4 * 1024;

//! Answers of a server that does not know the command it has offered.
bool isUnknownCommand(const Reply &reply)
{
    return reply.code == 500 || reply.code == 502 || reply.code == 503 || reply.code == 504;
}

HandoverEnd endOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Timeout:
        return HandoverEnd::Silent;
    case ErrorKind::Protocol:
    case ErrorKind::LimitExceeded:
    case ErrorKind::UnknownDelivery:
        return HandoverEnd::Unclear;
    case ErrorKind::Cancelled:
        return HandoverEnd::Stopped;
    default:
        return HandoverEnd::Lost;
    }
}

} // namespace

void Engine::sendChunk()
{
    send(Command::bdat(m_transaction->content.size()));
    sendContent();
}

void Engine::sendContent()
{
    Transaction &t = *m_transaction;
    m_state = State::Content;
    const qsizetype size = t.content.size();
    const qsizetype window = m_options.contentWindow > 0 ? m_options.contentWindow : size;
    bool waiting = false; // for drained()
    while (t.contentSent < size && !waiting) {
        const qsizetype end = t.contentSent + std::min(window, size - t.contentSent);
        while (t.contentSent < end) {
            const QByteArrayView piece = QByteArrayView(t.content).sliced(t.contentSent, std::min(ContentPiece, end - t.contentSent));
            const QByteArray bytes = t.chunked ? piece.toByteArray() : t.stuffer.add(piece);
            t.contentSent += piece.size();
            if (bytes.isEmpty())
                continue;
            m_effects.emplace_back(wire::Send { bytes, false, '<' + QByteArray::number(bytes.size()) + " bytes>" });
            waiting = m_options.contentWindow > 0;
        }
        // The last octet of a chunk is its end: nothing follows that could wait for it (RFC 3030 section 2).
        waiting = waiting && !(t.chunked && t.contentSent == size);
    }
    if (waiting)
        return setDeadline(timeouts::SmtpDataBlock);
    // From here on the server may have the whole message: see lossOf().
    if (!t.chunked)
        m_effects.emplace_back(wire::Send { t.stuffer.finish(), false, QByteArray(".") });
    t.awaited.push_back(Transaction::Awaited::EndOfData);
    m_state = State::EndOfData;
    const qint64 unsent = m_options.contentWindow > 0 ? 0 : qint64(size);
    setDeadline(timeouts::SmtpEndOfData + std::chrono::seconds(unsent / SlowestBytesPerSecond));
}

void Engine::drained()
{
    if (m_state == State::Content)
        sendContent();
}

void Engine::onContentReply(const Reply &reply)
{
    // The answer came before the end of data was sent: the server cannot have taken the message.
    if (reply.isTemporary() || reply.isPermanent())
        return fail(refusalOf(reply));
    fail(Error::of(ErrorKind::Protocol, QStringLiteral("An answer before the end of the message."), reply.toServerReply()));
}

void Engine::onEndOfData(const Reply &reply)
{
    Transaction &t = *m_transaction;
    const ServerReply final = reply.toServerReply();
    if (reply.isPositive())
        return onAccepted(final);
    if (t.mailRefused || !t.anyAccepted()) // the answer to what was sent behind the refusal
        return abortTransaction(t.mailRefused ? *t.refusal : nobodyAccepted());
    if (t.chunked && isUnknownCommand(reply)) {
        // Nobody knows what it makes of the bytes behind the command. Another connection, and DATA.
        t.chunkingRefused = true;
        const Error error = Error::of(ErrorKind::ServerTemporary, QStringLiteral("The server offers CHUNKING and refuses BDAT."), final);
        report(error, final);
        return close(error);
    }
    if (reply.isPermanent()) {
        for (OutboxRecipient &recipient : t.recipients) {
            if (recipient.state == RecipientState::Accepted)
                recipient = { recipient.address, RecipientState::Refused, final };
        }
    }
    const bool chunked = t.chunked;
    report(refusalOf(reply), final);
    if (chunked) // RFC 3030 section 2: after a failed BDAT only RSET sets the server right
        return send(Command::rset(), timeouts::SmtpCommand, State::Reset);
    goOn();
}

void Engine::onAccepted(const ServerReply &reply)
{
    // A server that refused the sender or everybody and then takes the message: whoever has it, it is not for us to say.
    if (m_transaction->mailRefused || !m_transaction->anyAccepted())
        return fail(Error::of(ErrorKind::UnknownDelivery, QStringLiteral("Taken after everything was refused."), reply));
    ++m_submissions;
    report(std::nullopt, reply);
    goOn();
}

// After the end of the message was handed over and before its answer, nobody on this side knows; unless the answers that came say enough.
Error Engine::lossOf(const Error &why)
{
    Transaction &t = *m_transaction;
    const bool refused = t.mailRefused || (t.answered == t.namedRecipients && !t.anyAccepted());
    if (m_state != State::EndOfData || refused)
        return why;
    t.end = endOf(why.kind);
    const QString reason = why.detail.isEmpty() ? why.text : why.detail;
    return Error::of(ErrorKind::UnknownDelivery, reason, why.reply);
}

} // namespace golub::smtp
