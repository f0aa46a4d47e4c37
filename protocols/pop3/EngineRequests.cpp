// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "protocols/pop3/Engine.h"
#include "protocols/pop3/Running.h"
#include "protocols/wire/ProtocolText.h"
#include "protocols/wire/Timeouts.h"

#include <algorithm>
#include <utility>

namespace golub::pop3 {
namespace timeouts = wire::timeouts;

namespace {

//! Commands under way at once: enough to fill any line, few enough that both sides' buffers hold them.
constexpr size_t InFlightMax = 16;

Error refusal(const Status &status)
{
    return Error::of(kindOfRefusal(status), {}, status.toServerReply());
}

} // namespace

quint64 Engine::submit(const Request &request)
{
    const quint64 id = m_nextId++;
    if (m_state == State::Closed) {
        emitEvent(Completed { id, m_closedWith.value_or(Error::of(ErrorKind::ConnectionLost)) });
        return id;
    }
    m_waiting.push_back({ id, request });
    if (m_state == State::Ready || m_state == State::Busy)
        startNext();
    return id;
}

bool Engine::maySend(const Request &request) const
{
    if (m_state == State::Ready)
        return true;
    // QUIT carries deletions out: it waits until everything before it is known to have gone well, and nothing follows it.
    const bool alone = std::holds_alternative<Quit>(request) || std::holds_alternative<Quit>(m_inFlight.back()->request);
    return m_state == State::Busy && m_capabilities.pipelining && m_inFlight.size() < InFlightMax && !alone;
}

void Engine::startNext()
{
    while (!m_waiting.empty() && maySend(m_waiting.front().request)) {
        Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_inFlight.push_back(std::make_unique<Running>());
        m_inFlight.back()->id = next.id;
        m_inFlight.back()->request = next.request;
        startRequest(*m_inFlight.back());
    }
}

void Engine::startRequest(Running &running)
{
    const auto ask = [&](Step step, const Command &command) {
        running.step = step;
        running.usesTop = command.line().startsWith("TOP ");
        send(command, State::Busy);
    };
    const Request &request = running.request;
    if (std::holds_alternative<Stat>(request))
        return ask(Step::Status, Command::stat());
    if (std::holds_alternative<List>(request)) {
        ask(Step::List, Command::list());
        running.uidlSent = m_capabilities.pipelining && m_capabilities.uidl;
        if (running.uidlSent)
            send(Command::uidl(), State::Busy);
        return;
    }
    if (const auto *retrieve = std::get_if<Retrieve>(&request))
        return ask(Step::Message, Command::retr(retrieve->number));
    if (const auto *top = std::get_if<Top>(&request)) {
        const bool missing = m_topRefused || (m_capabilities.known && !m_capabilities.top);
        return ask(Step::Message, missing ? Command::retr(top->number) : Command::top(top->number, top->lines));
    }
    if (const auto *remove = std::get_if<Delete>(&request))
        return ask(Step::Status, Command::dele(remove->number));
    if (std::holds_alternative<Reset>(request))
        return ask(Step::Status, Command::rset());
    if (std::holds_alternative<Noop>(request))
        return ask(Step::Status, Command::noop());
    ask(Step::Status, Command::quit());
}

//! The next command of the request that is being answered. Its answer comes after those of the commands that are under way already.
void Engine::expect(Step step, const Command &command)
{
    running().step = step;
    running().lines = 0;
    running().usesTop = false;
    std::rotate(m_inFlight.begin(), m_inFlight.begin() + 1, m_inFlight.end());
    send(command, State::Busy);
}

void Engine::onRequestStatus(const Status &status)
{
    if (!status.ok)
        return onRequestRefused(status);
    if (running().step != Step::Status)
        return setMultiline(true, running().step == Step::Message);
    if (std::holds_alternative<Stat>(running().request)) {
        const QList<QByteArray> words = wire::words(status.text);
        running().answer.count = words.value(0).toUInt();
        running().answer.octets = std::max<qint64>(0, words.value(1).toLongLong());
    }
    if (!std::holds_alternative<Quit>(running().request))
        return complete(std::move(running().answer));
    emitEvent(Completed { running().id, Answer {} });
    m_inFlight.pop_front();
    completeAll(Error::of(ErrorKind::Cancelled, QStringLiteral("Asked for after QUIT.")));
    close({});
}

void Engine::onRequestRefused(const Status &status)
{
    const Error error = refusal(status);
    if (running().usesTop) {
        m_topRefused = true;
        return expect(Step::Message, Command::retr(std::get<Top>(running().request).number));
    }
    if (running().step == Step::List && running().uidlSent) { // the answer to UIDL is still due
        running().listError = error;
        running().step = Step::Uidl;
        return;
    }
    if (running().step == Step::Uidl && (running().listError || (running().uidlSent && running().answer.messages.isEmpty())))
        return finishList(); // of an empty maildrop there are no ids: some servers call that an error
    // No UIDL is a fact about an old server; where it is offered, or the refusal is temporary, it is an error: taking it for "no ids"
    // would download everything again.
    const bool noUidl = running().step == Step::Uidl && !m_capabilities.uidl && error.kind == ErrorKind::ServerRefused;
    if (noUidl)
        return complete(std::move(running().answer));
    if (!std::holds_alternative<Quit>(running().request))
        return complete(error);
    // RFC 1939 section 6: some deletions were not carried out.
    fail(error);
}

void Engine::onRequestLine(const QByteArray &line)
{
    ++running().lines;
    if (running().step == Step::List)
        return addListLine(line);
    if (running().step == Step::Uidl)
        return addUidlLine(line);
    // One server says OK twice to TOP; no header field starts like that.
    if (running().lines == 1 && running().usesTop && (line == "+OK" || line.startsWith("+OK ")))
        return;
    QByteArray &message = running().answer.message;
    if (message.size() + line.size() + 2 > limits::LiteralLength)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("A message of more than %1 bytes.").arg(limits::LiteralLength)));
    message += line;
    message += "\r\n";
}

void Engine::addListLine(const QByteArray &line)
{
    if (running().lines > limits::MaildropMessages)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 messages.").arg(limits::MaildropMessages)));
    const auto message = parseListLine(line);
    if (!message || running().positions.contains(message->number))
        return;
    running().positions.insert(message->number, running().answer.messages.size());
    running().answer.messages.append(*message);
}

void Engine::addUidlLine(const QByteArray &line)
{
    if (running().lines > limits::MaildropMessages)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 messages.").arg(limits::MaildropMessages)));
    const auto message = parseUidlLine(line);
    if (!message)
        return;
    const auto position = running().positions.constFind(message->number);
    if (position != running().positions.constEnd()) {
        MaildropMessage &known = running().answer.messages[*position];
        if (known.uidl.isEmpty())
            known.uidl = message->uidl;
        return;
    }
    running().positions.insert(message->number, running().answer.messages.size());
    running().answer.messages.append(*message);
}

void Engine::onRequestEnd()
{
    switch (running().step) {
    case Step::List:
        if (running().uidlSent) {
            running().step = Step::Uidl;
            running().lines = 0;
            return setDeadline(timeouts::Pop3Command);
        }
        // Some servers refuse UIDL on an empty maildrop.
        if (running().answer.messages.isEmpty())
            return complete(std::move(running().answer));
        return expect(Step::Uidl, Command::uidl());
    case Step::Uidl:
        return finishList();
    case Step::Message:
        // An answer to TOP without a single line is a broken TOP.
        if (running().usesTop && running().answer.message.isEmpty()) {
            m_topRefused = true;
            return expect(Step::Message, Command::retr(std::get<Top>(running().request).number));
        }
        running().answer.whole = !running().usesTop;
        return complete(std::move(running().answer));
    case Step::Status:
        break;
    }
}

void Engine::finishList()
{
    if (running().listError)
        return complete(*running().listError);
    std::sort(running().answer.messages.begin(), running().answer.messages.end(),
        [](const MaildropMessage &a, const MaildropMessage &b) { return a.number < b.number; });
    complete(std::move(running().answer));
}

void Engine::complete(Result<Answer> answer)
{
    emitEvent(Completed { running().id, std::move(answer) });
    m_inFlight.pop_front();
    m_state = m_inFlight.empty() ? State::Ready : State::Busy;
    setDeadline(m_inFlight.empty() ? std::nullopt : std::optional<std::chrono::milliseconds>(timeouts::Pop3Command));
    startNext();
}

void Engine::completeAll(const Error &error)
{
    for (const auto &running : std::exchange(m_inFlight, {}))
        emitEvent(Completed { running->id, error });
    while (!m_waiting.empty()) {
        emitEvent(Completed { m_waiting.front().id, error });
        m_waiting.pop_front();
    }
}

} // namespace golub::pop3
