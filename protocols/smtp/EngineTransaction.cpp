// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Engine.h"
#include "protocols/smtp/Transaction.h"
#include "protocols/wire/Timeouts.h"

#include <algorithm>
#include <utility>

namespace golub::smtp {
namespace timeouts = wire::timeouts;

namespace {

// RFC 2920 section 3.1 has no limit, but what is sent must fit into the buffers of both sides, or each waits for the other to read.
constexpr size_t GroupSize = 100;

//! RFC 5321 section 4.5.3.1.10: "too many recipients" says 452, or 552 from servers of before; either means: the rest next time.
bool saysTooMany(const Reply &reply)
{
    return reply.enhanced == "4.5.3" || reply.enhanced == "5.5.3" || (reply.code == 552 && reply.enhanced.isEmpty());
}

} // namespace

Error refusalOf(const Reply &reply)
{
    return Error::of(reply.isTemporary() ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused, {}, reply.toServerReply());
}

bool Engine::Transaction::anyAccepted() const
{
    return std::any_of(recipients.begin(), recipients.end(), [](const OutboxRecipient &r) { return r.state == RecipientState::Accepted; });
}

std::chrono::milliseconds Engine::Transaction::patience() const
{
    // In a group the server may take its time for each.
    const std::chrono::seconds others(awaited.empty() ? 0 : awaited.size() - 1);
    if (!awaited.empty() && awaited.back() == Awaited::EndOfData)
        return timeouts::SmtpEndOfData + others;
    const bool data = awaited.size() == 1 && awaited.front() == Awaited::Data;
    return (data ? timeouts::SmtpData : timeouts::SmtpRecipient) + others;
}

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
    if (m_transaction->oneFlight)
        return askPermission();
    sendEnvelope();
}

// MAIL, then the recipients: in groups where the server can (RFC 2920), else one by one. DATA may end the last group.
void Engine::sendEnvelope()
{
    Transaction &t = *m_transaction;
    using Awaited = Transaction::Awaited;
    const auto ask = [&](const Command &command, Awaited what) {
        send(command);
        t.awaited.push_back(what);
    };
    const auto mayAsk = [&] { return t.awaited.empty() || (t.pipelined && t.awaited.size() < GroupSize); };
    if (!std::exchange(t.begun, true))
        ask(Command::mail(t.from, t.parameters), Awaited::Mail);
    while (t.asked < t.namedRecipients && mayAsk())
        ask(Command::rcpt(t.to.at(t.asked++), t.recipientParameters), Awaited::Recipient);
    if (t.asked == t.namedRecipients && t.pipelined && !t.chunked && mayAsk()) {
        t.dataAsked = true;
        ask(Command::data(), Awaited::Data);
    }
    m_state = State::Envelope;
    setDeadline(t.patience());
}

void Engine::onTransactionReply(const Reply &reply)
{
    Transaction &t = *m_transaction;
    using Awaited = Transaction::Awaited;
    if (t.awaited.empty())
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("A reply to nothing."), reply.toServerReply()));
    const Awaited what = t.awaited.front();
    const bool dataAllowed = what == Awaited::Data && reply.code == 354;
    if ((reply.isIntermediate() && !dataAllowed) || (what == Awaited::Data && reply.isPositive()))
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Unexpected answer %1.").arg(reply.code), reply.toServerReply()));
    if (what == Awaited::EndOfData)
        return onEndOfData(reply);
    t.awaited.pop_front();
    if (what == Awaited::Recipient)
        onRecipient(reply);
    else if (dataAllowed)
        t.dataOpen = true;
    else if (!reply.isPositive() && !t.refusal) {
        t.refusal = refusalOf(reply);
        t.mailRefused = what == Awaited::Mail;
    }
    if (t.awaited.empty())
        return envelopeAnswered();
    setDeadline(t.patience());
}

void Engine::onRecipient(const Reply &reply)
{
    Transaction &t = *m_transaction;
    OutboxRecipient &recipient = t.recipients[t.answered++];
    if (t.mailRefused) // "503 no sender" says nothing about the recipient
        return;
    recipient.reply = reply.toServerReply();
    // A temporary refusal leaves the recipient pending, with the reason.
    if (reply.isPositive())
        recipient.state = RecipientState::Accepted;
    else if (reply.isPermanent() && !(saysTooMany(reply) && t.anyAccepted()))
        recipient.state = RecipientState::Refused;
}

void Engine::envelopeAnswered()
{
    Transaction &t = *m_transaction;
    if (!t.refusal && t.asked < t.namedRecipients)
        return sendEnvelope();
    if (!t.refusal && t.anyAccepted())
        return t.permitted ? sendContent() : askPermission();
    const Error error = t.refusal && (t.mailRefused || t.anyAccepted()) ? *t.refusal : nobodyAccepted();
    if (t.dataOpen) // although nobody is to get it
        return dropContent(error);
    if (t.mailRefused)
        return refuseTransaction(error);
    abortTransaction(error);
}

Error Engine::nobodyAccepted() const
{
    const QList<OutboxRecipient> &recipients = m_transaction->recipients;
    // Worth another try where one of the refusals was temporary.
    const auto temporary = std::find_if(
        recipients.begin(), recipients.end(), [](const OutboxRecipient &r) { return r.reply.code >= 400 && r.reply.code < 500; });
    const bool retry = temporary != recipients.end();
    return Error { retry ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused,
        retry ? QCoreApplication::translate("Smtp", "The server takes none of the recipients now. Golub tries again later.")
              : QCoreApplication::translate("Smtp", "The server accepted none of the recipients. Check their addresses."),
        {}, retry ? temporary->reply : recipients.first().reply };
}

void Engine::askPermission()
{
    m_state = State::AwaitPermission;
    setDeadline(std::nullopt);
    emitEvent(BeforeData { m_transaction->recipients });
}

void Engine::permitData(const Outcome &permission)
{
    if (m_state != State::AwaitPermission)
        return;
    Transaction &t = *m_transaction;
    if (!permission) {
        const Error error = permission.error();
        if (!t.begun) {
            refuseTransaction(error);
        } else if (t.dataOpen) {
            return dropContent(error);
        } else {
            abortTransaction(error);
        }
        return takeReplies();
    }
    t.permitted = true;
    if (t.oneFlight) {
        sendEnvelope();
        sendChunk();
    } else if (t.chunked) {
        sendChunk();
    } else if (t.dataOpen) {
        sendContent();
    } else {
        t.dataAsked = true;
        t.awaited.push_back(Transaction::Awaited::Data);
        send(Command::data(), t.patience(), State::Envelope);
    }
    takeReplies();
}

// The server waits for content that must not come: the dot would send an empty message. Without its end the server drops what it has
// (RFC 5321 section 4.1.1.4).
void Engine::dropContent(const Error &error)
{
    report(error);
    close(error);
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

void Engine::report(std::optional<Error> error, const ServerReply &finalReply)
{
    const std::unique_ptr<Transaction> done = std::move(m_transaction);
    SubmissionReport out;
    out.accepted = !error;
    out.finalReply = finalReply;
    out.recipients = done->recipients;
    out.chunkingRefused = done->chunkingRefused;
    out.end = done->end;
    // A relay that knows nothing but RFC 821 takes one message and may forget to say so.
    out.connectionSpent = !m_capabilities.extended || (m_capabilities.maxMessages > 0 && m_submissions >= m_capabilities.maxMessages);
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
