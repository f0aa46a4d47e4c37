// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TextSafety.h"
#include "protocols/smtp/Engine.h"
#include "protocols/smtp/Transaction.h"
#include "protocols/wire/Timeouts.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace golub::smtp {
namespace timeouts = wire::timeouts;

namespace {

constexpr qsizetype ContentPiece = 256 * 1024;
// Content that was handed over all at once still has to cross the line: the slowest that anybody sends mail over.
constexpr qint64 SlowestBytesPerSecond = 4 * 1024;

Error refusal(const Reply &reply)
{
    return Error::of(reply.isTemporary() ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused, {}, reply.toServerReply());
}

bool hasHighBit(const QByteArray &bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
}

} // namespace

void Engine::submit(const Submission &submission)
{
    auto transaction = std::make_unique<Transaction>();
    transaction->submission = submission;
    for (const QString &address : submission.recipients)
        transaction->recipients.append(OutboxRecipient { address });
    if (m_transaction) {
        // The one that runs goes on.
        std::swap(m_transaction, transaction);
        report(Error::of(ErrorKind::Conflict, QStringLiteral("Another message is being sent on this connection.")));
        m_transaction = std::move(transaction);
        return;
    }
    m_transaction = std::move(transaction);
    if (m_state == State::Closed || m_state == State::Quit || m_quitWanted)
        return report(m_closedWith.value_or(Error::of(ErrorKind::ConnectionLost)));
    if (m_state == State::Ready)
        beginTransaction();
}

void Engine::beginTransaction()
{
    if (const Outcome usable = prepareTransaction(); !usable) {
        report(usable.error());
        if (m_quitWanted)
            quit();
        return;
    }
    m_transaction->begun = true;
    send(Command::mail(m_transaction->from, m_transaction->parameters), timeouts::SmtpMail, State::MailFrom);
}

Outcome Engine::prepareTransaction()
{
    Transaction &t = *m_transaction;
    const auto from = Path::parse(t.submission.envelopeFrom, true);
    if (!from)
        return from.error();
    t.from = *from;
    QString needsUtf8 = t.from.needsUtf8() ? t.submission.envelopeFrom : QString();
    for (const QString &address : std::as_const(t.submission.recipients)) {
        const auto path = Path::parse(address);
        if (!path)
            return path.error();
        if (path->needsUtf8() && needsUtf8.isEmpty())
            needsUtf8 = address;
        t.to.append(*path);
    }
    if (t.to.isEmpty())
        return Error { ErrorKind::InvalidInput, QCoreApplication::translate("Smtp", "The message has no recipient. Add one.") };
    if (!needsUtf8.isEmpty() && !m_capabilities.smtpUtf8) {
        return Error { ErrorKind::InvalidInput,
            QCoreApplication::translate("Smtp", "Your outgoing server cannot send to or from the international address “%1”. Use another address.")
                .arg(textsafety::printable(needsUtf8, 200)) };
    }
    const qint64 size = t.submission.message.size();
    if (m_capabilities.maxSize > 0 && size > m_capabilities.maxSize) {
        const QLocale locale;
        return Error { ErrorKind::InvalidInput,
            QCoreApplication::translate("Smtp", "The message is %1 large, and the server takes at most %2. Remove or shrink attachments.")
                .arg(locale.formattedDataSize(size), locale.formattedDataSize(m_capabilities.maxSize)) };
    }
    // RFC 1870 section 6.1: the size before dot-stuffing.
    if (m_capabilities.size)
        t.parameters.size = size;
    t.parameters.body8Bit = m_capabilities.eightBitMime && hasHighBit(t.submission.message);
    t.parameters.smtpUtf8 = !needsUtf8.isEmpty();
    return {};
}

void Engine::onMail(const Reply &reply)
{
    if (reply.isPositive())
        return sendNextRecipient();
    if (reply.isIntermediate())
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Unexpected answer to MAIL."), reply.toServerReply()));
    refuseTransaction(refusal(reply));
}

void Engine::sendNextRecipient()
{
    Transaction &t = *m_transaction;
    if (t.nextRecipient < t.to.size())
        return send(Command::rcpt(t.to.at(t.nextRecipient)), timeouts::SmtpRecipient, State::RcptTo);

    const auto accepted = std::any_of(t.recipients.begin(), t.recipients.end(),
        [](const OutboxRecipient &r) { return r.state == RecipientState::Accepted; });
    if (accepted) {
        m_state = State::AwaitPermission;
        setDeadline(std::nullopt);
        emitEvent(BeforeData { t.recipients });
        return;
    }
    // Nobody: worth another try where one of the refusals was temporary.
    const auto temporary = std::find_if(
        t.recipients.begin(), t.recipients.end(), [](const OutboxRecipient &r) { return r.reply.code >= 400 && r.reply.code < 500; });
    const bool retry = temporary != t.recipients.end();
    abortTransaction(Error { retry ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused,
        retry ? QCoreApplication::translate("Smtp", "The server takes none of the recipients now. Golub tries again later.")
              : QCoreApplication::translate("Smtp", "The server accepted none of the recipients. Check their addresses."),
        {}, retry ? temporary->reply : t.recipients.first().reply });
}

void Engine::onRecipient(const Reply &reply)
{
    if (reply.isIntermediate())
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Unexpected answer to RCPT."), reply.toServerReply()));
    OutboxRecipient &recipient = m_transaction->recipients[m_transaction->nextRecipient++];
    recipient.reply = reply.toServerReply();
    // A temporary refusal leaves the recipient pending, with the reason.
    if (reply.isPositive())
        recipient.state = RecipientState::Accepted;
    else if (reply.isPermanent())
        recipient.state = RecipientState::Refused;
    sendNextRecipient();
}

void Engine::permitData(const Outcome &permission)
{
    if (m_state != State::AwaitPermission)
        return;
    if (permission)
        send(Command::data(), timeouts::SmtpData, State::Data);
    else
        abortTransaction(permission.error());
    takeReplies();
}

void Engine::onData(const Reply &reply)
{
    if (reply.code == 354)
        return sendContent();
    if (reply.isTemporary() || reply.isPermanent())
        return abortTransaction(refusal(reply));
    fail(Error::of(ErrorKind::Protocol, QStringLiteral("Unexpected answer to DATA."), reply.toServerReply()));
}

void Engine::sendContent()
{
    Transaction &t = *m_transaction;
    m_state = State::Content;
    const QByteArray &message = t.submission.message;
    const qsizetype window = m_options.contentWindow > 0 ? m_options.contentWindow : message.size();
    bool waiting = false; // for drained()
    while (t.contentSent < message.size() && !waiting) {
        const qsizetype end = t.contentSent + std::min(window, message.size() - t.contentSent);
        while (t.contentSent < end) {
            const qsizetype piece = std::min(ContentPiece, end - t.contentSent);
            const QByteArray bytes = t.stuffer.add(QByteArrayView(message).sliced(t.contentSent, piece));
            t.contentSent += piece;
            if (bytes.isEmpty())
                continue;
            m_effects.emplace_back(wire::Send { bytes, false, '<' + QByteArray::number(bytes.size()) + " bytes>" });
            waiting = m_options.contentWindow > 0;
        }
    }
    if (waiting)
        return setDeadline(timeouts::SmtpDataBlock);
    // From here on the server may have the whole message: see lossOf().
    m_effects.emplace_back(wire::Send { t.stuffer.finish(), false, QByteArray(".") });
    m_state = State::EndOfData;
    const qint64 unsent = m_options.contentWindow > 0 ? 0 : qint64(message.size());
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
        return fail(refusal(reply));
    fail(Error::of(ErrorKind::Protocol, QStringLiteral("An answer before the end of the message."), reply.toServerReply()));
}

void Engine::onEndOfData(const Reply &reply)
{
    if (reply.isIntermediate())
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Unexpected answer to the end of data."), reply.toServerReply()));
    const ServerReply final = reply.toServerReply();
    if (reply.isPositive()) {
        ++m_submissions;
        report(std::nullopt, final);
        return goOn();
    }
    if (reply.isPermanent()) {
        for (OutboxRecipient &recipient : m_transaction->recipients) {
            if (recipient.state == RecipientState::Accepted)
                recipient = { recipient.address, RecipientState::Refused, final };
        }
    }
    report(refusal(reply), final);
    if (reply.code == 421)
        return fail(refusal(reply));
    goOn();
}

// The server said no and has no transaction: the session goes on.
void Engine::refuseTransaction(const Error &error)
{
    report(error);
    goOn();
}

// A transaction is open at the server: RSET ends it.
void Engine::abortTransaction(const Error &error)
{
    report(error);
    send(Command::rset(), timeouts::SmtpCommand, State::Reset);
}

Error Engine::lossOf(const Error &why) const
{
    // After the final dot was handed over and before its answer, nobody on this side knows.
    if (m_state != State::EndOfData)
        return why;
    const QString reason = why.detail.isEmpty() ? why.text : why.detail;
    return Error::of(ErrorKind::UnknownDelivery, reason, why.reply);
}

void Engine::report(std::optional<Error> error, const ServerReply &finalReply)
{
    const std::unique_ptr<Transaction> done = std::move(m_transaction);
    SubmissionReport out;
    out.accepted = !error;
    out.finalReply = finalReply;
    out.recipients = done->recipients;
    // What a server said yes to means nothing where the message was not handed over.
    if (error && error->kind != ErrorKind::UnknownDelivery) {
        for (OutboxRecipient &recipient : out.recipients) {
            if (recipient.state == RecipientState::Accepted)
                recipient.state = RecipientState::Pending;
        }
    }
    out.error = std::move(error);
    emitEvent(SubmissionDone { std::move(out) });
}

} // namespace golub::smtp
