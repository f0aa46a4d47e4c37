// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "protocols/pop3/Engine.h"
#include "protocols/pop3/Running.h"
#include "protocols/wire/ProtocolText.h"

#include <algorithm>
#include <utility>

namespace golub::pop3 {
namespace {

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
    if (m_state == State::Ready)
        startNext();
    return id;
}

void Engine::startNext()
{
    if (m_state != State::Ready || m_waiting.empty())
        return;
    Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_running = std::make_unique<Running>();
    m_running->id = next.id;
    m_running->request = next.request;
    const Request &request = m_running->request;
    if (std::holds_alternative<Stat>(request))
        return expect(Step::Status, Command::stat());
    if (std::holds_alternative<List>(request))
        return expect(Step::List, Command::list());
    if (const auto *retrieve = std::get_if<Retrieve>(&request))
        return expect(Step::Message, Command::retr(retrieve->number));
    if (const auto *top = std::get_if<Top>(&request)) {
        const bool missing = m_topRefused || (m_capabilities.known && !m_capabilities.top);
        return expect(Step::Message, missing ? Command::retr(top->number) : Command::top(top->number, top->lines));
    }
    if (const auto *remove = std::get_if<Delete>(&request))
        return expect(Step::Status, Command::dele(remove->number));
    if (std::holds_alternative<Reset>(request))
        return expect(Step::Status, Command::rset());
    if (std::holds_alternative<Noop>(request))
        return expect(Step::Status, Command::noop());
    expect(Step::Status, Command::quit());
}

void Engine::expect(Step step, const Command &command)
{
    m_running->step = step;
    m_running->lines = 0;
    m_running->usesTop = command.line().startsWith("TOP ");
    send(command, State::Busy);
}

void Engine::onRequestStatus(const Status &status)
{
    if (!status.ok)
        return onRequestRefused(status);
    if (m_running->step != Step::Status)
        return setMultiline(true, m_running->step == Step::Message);
    if (std::holds_alternative<Stat>(m_running->request)) {
        const QList<QByteArray> words = wire::words(status.text);
        m_running->answer.count = words.value(0).toUInt();
        m_running->answer.octets = std::max<qint64>(0, words.value(1).toLongLong());
    }
    if (!std::holds_alternative<Quit>(m_running->request))
        return complete(std::move(m_running->answer));
    emitEvent(Completed { m_running->id, Answer {} });
    m_running.reset();
    completeAll(Error::of(ErrorKind::Cancelled, QStringLiteral("Asked for after QUIT.")));
    close({});
}

void Engine::onRequestRefused(const Status &status)
{
    const Error error = refusal(status);
    if (m_running->usesTop) {
        m_topRefused = true;
        return expect(Step::Message, Command::retr(std::get<Top>(m_running->request).number));
    }
    // No UIDL is a fact about an old server; where it is offered, or the refusal is temporary, it is an error: taking it for "no ids"
    // would download everything again.
    const bool noUidl = m_running->step == Step::Uidl && !m_capabilities.uidl && error.kind == ErrorKind::ServerRefused;
    if (noUidl)
        return complete(std::move(m_running->answer));
    if (!std::holds_alternative<Quit>(m_running->request))
        return complete(error);
    // RFC 1939 section 6: some deletions were not carried out.
    fail(error);
}

void Engine::onRequestLine(const QByteArray &line)
{
    ++m_running->lines;
    if (m_running->step == Step::List)
        return addListLine(line);
    if (m_running->step == Step::Uidl)
        return addUidlLine(line);
    // One server says OK twice to TOP; no header field starts like that.
    if (m_running->lines == 1 && m_running->usesTop && (line == "+OK" || line.startsWith("+OK ")))
        return;
    QByteArray &message = m_running->answer.message;
    if (message.size() + line.size() + 2 > limits::LiteralLength)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("A message of more than %1 bytes.").arg(limits::LiteralLength)));
    message += line;
    message += "\r\n";
}

void Engine::addListLine(const QByteArray &line)
{
    if (m_running->lines > limits::MaildropMessages)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 messages.").arg(limits::MaildropMessages)));
    const auto message = parseListLine(line);
    if (!message || m_running->positions.contains(message->number))
        return;
    m_running->positions.insert(message->number, m_running->answer.messages.size());
    m_running->answer.messages.append(*message);
}

void Engine::addUidlLine(const QByteArray &line)
{
    if (m_running->lines > limits::MaildropMessages)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 messages.").arg(limits::MaildropMessages)));
    const auto message = parseUidlLine(line);
    if (!message)
        return;
    const auto position = m_running->positions.constFind(message->number);
    if (position != m_running->positions.constEnd()) {
        MaildropMessage &known = m_running->answer.messages[*position];
        if (known.uidl.isEmpty())
            known.uidl = message->uidl;
        return;
    }
    m_running->positions.insert(message->number, m_running->answer.messages.size());
    m_running->answer.messages.append(*message);
}

void Engine::onRequestEnd()
{
    switch (m_running->step) {
    case Step::List:
        // Some servers refuse UIDL on an empty maildrop.
        if (m_running->answer.messages.isEmpty())
            return complete(std::move(m_running->answer));
        return expect(Step::Uidl, Command::uidl());
    case Step::Uidl:
        std::sort(m_running->answer.messages.begin(), m_running->answer.messages.end(),
            [](const MaildropMessage &a, const MaildropMessage &b) { return a.number < b.number; });
        return complete(std::move(m_running->answer));
    case Step::Message:
        // An answer to TOP without a single line is a broken TOP.
        if (m_running->usesTop && m_running->answer.message.isEmpty()) {
            m_topRefused = true;
            return expect(Step::Message, Command::retr(std::get<Top>(m_running->request).number));
        }
        return complete(std::move(m_running->answer));
    case Step::Status:
        break;
    }
}

void Engine::complete(Result<Answer> answer)
{
    emitEvent(Completed { m_running->id, std::move(answer) });
    m_running.reset();
    m_state = State::Ready;
    setDeadline(std::nullopt);
    startNext();
}

void Engine::completeAll(const Error &error)
{
    if (m_running)
        emitEvent(Completed { m_running->id, error });
    m_running.reset();
    while (!m_waiting.empty()) {
        emitEvent(Completed { m_waiting.front().id, error });
        m_waiting.pop_front();
    }
}

} // namespace golub::pop3
