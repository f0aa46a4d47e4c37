// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include "protocols/imap/ResponseParser.h"
#include "protocols/imap/StatusError.h"

#include <QCoreApplication>

#include <algorithm>

// The session as such: responses in, commands out. How it signs in is in EngineLogin.cpp, how it waits in EngineIdle.cpp, to whom answers
// belong in EngineRouting.cpp.
namespace golub::imap {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds ShortAnswer = std::chrono::seconds(60); // to DONE and NOOP: silence means that the connection is dead
constexpr qint64 SlowestUpload = 16;                            // bytes a millisecond
constexpr milliseconds AheadPatience { 500 };                    // for the answer to what was sent behind a sign-in that is answered

} // namespace

// Until the sign-in nobody has a reason to send much.
Engine::Engine(Options options) : m_options(std::move(options)), m_framer(limits::LineLength, limits::LineLength)
{
    m_evidence.host = m_options.host.toLower();
    judge();
}

void Engine::connected(bool tls)
{
    if (m_state != State::New)
        return;
    m_tls = tls;
    if (m_options.security == Security::Tls && !tls)
        return end(Error::of(ErrorKind::Tls));
    if (m_options.security == Security::None && !tls && !m_options.allowCleartext)
        return end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The settings ask for a connection without encryption, which is not allowed for this server.")));
    m_state = State::Greeting;
    if (tls)
        emitEvent(Encrypted {});
    setDeadline(wire::timeouts::ImapGreeting);
}

void Engine::receive(QByteArrayView bytes)
{
    if (m_state == State::Closed || m_state == State::New)
        return;
    if (m_state == State::TlsHandshake)
        return end(Error::of(ErrorKind::Protocol, QCoreApplication::translate("Imap", "The server sent text after its answer to STARTTLS, before TLS began.")));
    m_framer.lend(bytes);
    while (m_state != State::Closed) {
        const auto unit = m_framer.next();
        if (!unit)
            return end(unit.error());
        if (!*unit)
            break;
        take(**unit);
        sendNext();
    }
    compressBeside();
    updateDeadline();
}

void Engine::tlsEstablished()
{
    if (m_state != State::TlsHandshake)
        return;
    m_tls = true;
    // Nothing that was said before TLS is believed (RFC 9051 section 6.2.1).
    m_framer.reset();
    forgetCapabilities();
    m_state = State::Login;
    emitEvent(Encrypted {});
    askCapability();
}

void Engine::deadlineExpired()
{
    if (m_state == State::Closed)
        return;
    m_deadlineSet = false;
    if (m_state == State::Logout)
        return end(std::nullopt);
    if (m_state == State::Ready && !m_probed && isAheadUnderWay() && !isCompressAsked())
        probeAhead();
    else if (m_idling == Idling::Active)
        endIdle(); // renewed by its answer
    else if (m_idling == Idling::Polling && m_sent.empty())
        poll();
    else {
        m_nothingBehind |= isAheadUnderWay();
        end(Error::of(ErrorKind::Timeout));
    }
}

void Engine::connectionLost(const Error &why)
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Logout)
        return end(std::nullopt);
    Error error = why;
    if (m_bye)
        error.reply = replyOf(*m_bye);
    end(std::move(error));
}

quint64 Engine::submit(Command command)
{
    const quint64 id = m_nextId++;
    if (m_state == State::Ready && adoptAhead(command, id))
        return id;
    enqueue(Step::User, std::move(command), id);
    return id;
}

quint64 Engine::idle()
{
    const quint64 id = m_nextId++;
    enqueue(Step::Idle, std::move(Command("IDLE").alone()), id);
    return id;
}

quint64 Engine::compress()
{
    const quint64 id = m_nextId++;
    if (isCompressing() || !m_capabilities.has("COMPRESS=DEFLATE"))
        emitEvent(Completed { id, Error::of(ErrorKind::ServerRefused, QStringLiteral("COMPRESS=DEFLATE")) });
    else
        enqueue(Step::Compress, std::move(Command("COMPRESS DEFLATE").alone()), id);
    return id;
}

quint64 Engine::logout()
{
    const quint64 id = m_nextId++;
    if (m_state == State::New || m_state == State::Greeting || m_state == State::Login || m_state == State::TlsHandshake) {
        // Nothing to be polite about yet.
        end(std::nullopt);
        emitEvent(Completed { id, Status {} });
        return id;
    }
    enqueue(Step::Logout, std::move(Command("LOGOUT").alone()), id);
    return id;
}

void Engine::enqueue(Step step, Command command, quint64 id)
{
    if (m_state == State::Closed || m_state == State::Logout) {
        const bool fine = step == Step::Logout && !m_closedWith;
        emitEvent(Completed { id, fine ? Result<Status>(Status {}) : m_closedWith.value_or(Error::of(ErrorKind::ConnectionLost)) });
        return;
    }
    if (command.error()) {
        emitEvent(Completed { id, *command.error() });
        return;
    }
    m_waiting.push_back({ id, step, std::move(command) });
    sendNext();
    updateDeadline();
}

bool Engine::mayStart(const Pending &next) const
{
    if (m_sent.empty())
        return true;
    if (!m_sent.back().rest.empty() || next.command.isAlone() || next.step != Step::User || (next.command.isFirst() && !mayOpenMailbox()))
        return false;
    if (int(m_sent.size()) >= std::min(m_options.pipeline, m_quirks.pipeline))
        return false;
    // Until then it may have to be asked again, first.
    if (isCatchingUp())
        return false;
    return std::none_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.command.isAlone(); });
}

// SELECT beside others (RFC 9051 section 5.5): only where nothing that it may be answered with can be said about another mailbox.
bool Engine::mayOpenMailbox() const
{
    return std::all_of(m_sent.begin(), m_sent.end(), [this](const Pending &sent) {
        const bool apart = sent.step == Step::User && (sent.command.expect() == Expect::List || sent.command.expect() == Expect::Status);
        return sent.step == Step::Id || sent.step == Step::Enable || (apart && !m_mailboxOpened);
    });
}

void Engine::sendNext()
{
    if (m_state != State::Ready)
        return;
    if (m_idling != Idling::None && interrupted())
        endIdle();
    while (m_state == State::Ready && m_idling == Idling::None && !m_waiting.empty() && mayStart(m_waiting.front())) {
        Pending next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.step == Step::Idle)
            startIdle(std::move(next));
        else
            start(std::move(next));
    }
}

void Engine::start(Pending pending)
{
    const bool matters = pending.step == Step::User && pending.command.expect() != Expect::List && pending.command.expect() != Expect::Status;
    if (matters && std::exchange(m_enableOwed, false))
        enableExtensions();
    pending.tag = 'A' + QByteArray::number(m_nextTag++);
    const auto segments = pending.command.encode(pending.tag, m_capabilities, isEnabled("UTF8=ACCEPT"));
    pending.rest.assign(segments.begin(), segments.end());
    ++m_commands;
    m_mailboxOpened |= pending.command.isFirst();
    m_sent.push_back(std::move(pending));
    if (m_sent.back().step == Step::Logout)
        m_state = State::Logout;
    sendSegments(m_sent.back());
    setDeadline(m_state == State::Logout ? wire::timeouts::ImapLogout
                                         : wire::timeouts::ImapCommand + milliseconds(m_sent.back().command.literalBytes() / SlowestUpload));
}

void Engine::sendInternal(Step step, Command command)
{
    start({ 0, step, std::move(command) });
}

void Engine::sendSegments(Pending &pending)
{
    bool wait = false;
    while (!pending.rest.empty() && !wait) {
        wait = pending.rest.front().wait;
        send(std::move(pending.rest.front()));
        pending.rest.pop_front();
    }
}

void Engine::take(const ResponseUnit &unit)
{
    auto response = parseResponse(unit);
    if (!response)
        return end(response.error());
    if (m_state == State::Greeting)
        return onGreeting(*response);
    if (auto *continuation = std::get_if<Continuation>(&*response))
        return onContinuation(*continuation);
    if (auto *status = std::get_if<Status>(&*response); status && !status->tag.isEmpty())
        return onTagged(std::move(*status));
    if (countUnasked())
        onUntagged(std::move(*response));
}

//! False where that was one too many, and the end.
bool Engine::countUnasked()
{
    if (++m_unasked <= m_options.unasked)
        return true;
    qint64 asked = 0;
    for (const Pending &sent : m_sent)
        asked += sent.command.answers();
    if (m_unasked <= m_options.unasked + asked)
        return true;
    end(Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Imap", "The server sends more than anybody asked for.")));
    return false;
}

void Engine::onContinuation(const Continuation &continuation)
{
    if (m_sent.empty()) {
        countUnasked(); // nobody waits for it
        return;
    }
    const auto signingIn = std::find_if(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.step == Step::Authenticate; });
    Pending &last = signingIn == m_sent.end() ? m_sent.back() : *signingIn;
    if (!last.rest.empty()) {
        sendSegments(last);
    } else if (last.step == Step::Authenticate) {
        answerChallenge(continuation.text);
    } else if (last.step == Step::StartTls) {
        end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The server did not begin TLS. Encryption is required by the settings; nothing was sent.")));
    } else if (last.step == Step::Idle && m_idling == Idling::Asked) {
        m_idling = Idling::Active;
        if (interrupted())
            endIdle();
        else
            setDeadline(m_quirks.idleRenewal);
    } else {
        countUnasked();
    }
}

void Engine::onTagged(Status status)
{
    const auto it = std::find_if(m_sent.begin(), m_sent.end(), [&status](const Pending &sent) { return sent.tag == status.tag || sent.earlierTag == status.tag; });
    if (it == m_sent.end()) {
        countUnasked(); // an answer to nothing: passed over
        return;
    }
    m_unasked = 0;
    Pending pending = std::move(*it);
    m_sent.erase(it);
    showAlert(status);
    if (!pending.earlierTag.isEmpty())
        m_nothingBehind = pending.earlierTag != status.tag;
    if (onAheadTagged(pending, status))
        return;
    switch (pending.step) {
    case Step::User:
        return completeUser(pending, std::move(status));
    case Step::Compress:
        return onCompressTagged(pending, std::move(status));
    case Step::Idle:
        return onIdleTagged(std::move(pending), status);
    case Step::Probe:
        return isAheadUnderWay() ? aheadIsLost() : void();
    case Step::Poll:
        return setDeadline(m_options.pollInterval);
    case Step::Logout:
        end(std::nullopt);
        return emitEvent(Completed { pending.id, std::move(status) });
    default:
        return onLoginStep(std::move(pending), status);
    }
}

void Engine::onCompressTagged(const Pending &pending, Status status)
{
    if (status.condition == Condition::Ok && m_mechanism.isEmpty())
        return end(Error::of(ErrorKind::Protocol, QStringLiteral("COMPRESS was answered before the sign-in.")));
    if (status.condition == Condition::Ok) {
        m_compressed = true;
        m_effects.emplace_back(wire::StartCompression { m_framer.takePending() });
    }
    if (std::exchange(m_capabilityOwed, false))
        askCapability();
    if (pending.id != 0)
        completeUser(pending, std::move(status));
}

void Engine::completeUser(const Pending &pending, Status status)
{
    forgetAhead();
    if (status.condition == Condition::Ok)
        emitEvent(Completed { pending.id, std::move(status) });
    else
        emitEvent(Completed { pending.id, errorOf(status) });
}

void Engine::send(Segment segment)
{
    m_effects.emplace_back(wire::Send { std::move(segment.bytes), segment.secret, std::move(segment.logText) });
}

void Engine::setDeadline(std::optional<milliseconds> in)
{
    if (!in && !m_deadlineSet)
        return;
    m_deadlineSet = in.has_value();
    m_effects.emplace_back(wire::SetDeadline { in });
}

// After something arrived or was asked: progress gives every command its time again; waiting has a deadline of its own.
void Engine::updateDeadline()
{
    if (m_state == State::Closed || m_state == State::Logout || m_state == State::TlsHandshake || m_state == State::Greeting)
        return;
    if (m_idling == Idling::Active || (m_idling == Idling::Polling && m_sent.empty()))
        return;
    if (m_sent.empty())
        return setDeadline(std::nullopt);
    if (m_state == State::Ready && !m_probed && isAheadUnderWay() && !isCompressAsked())
        return setDeadline(AheadPatience);
    if (m_idling != Idling::None)
        return setDeadline(ShortAnswer);
    qint64 upload = 0;
    for (const Pending &sent : m_sent)
        upload += sent.command.literalBytes();
    setDeadline(wire::timeouts::ImapCommand + milliseconds(upload / SlowestUpload));
}

void Engine::end(std::optional<Error> why)
{
    if (m_state == State::Closed)
        return;
    const bool loggingOut = m_state == State::Logout;
    m_state = State::Closed;
    m_framer.reset();
    m_authenticator.reset();
    m_closedWith = why.value_or(Error::of(ErrorKind::Cancelled));
    setDeadline(std::nullopt);
    m_effects.emplace_back(wire::Close { why });
    auto sent = std::exchange(m_sent, {});
    auto waiting = std::exchange(m_waiting, {});
    if (const quint64 id = std::exchange(m_idleId, 0); id != 0 && m_idling != Idling::None)
        emitEvent(Completed { id, *m_closedWith });
    m_idling = Idling::None;
    for (const auto *queue : { &sent, &waiting }) {
        for (const Pending &pending : *queue) {
            if (pending.step == Step::Logout && loggingOut && !why)
                emitEvent(Completed { pending.id, Status {} });
            else if (pending.step == Step::User || pending.step == Step::Logout || (pending.step == Step::Compress && pending.id != 0) || (pending.step == Step::Idle && queue == &waiting))
                emitEvent(Completed { pending.id, *m_closedWith });
        }
    }
}

} // namespace golub::imap
