// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Engine.h"

#include "core/base/Limits.h"
#include "protocols/pop3/Running.h"
#include "protocols/wire/ProtocolText.h"
#include "protocols/wire/Timeouts.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::pop3 {
namespace timeouts = wire::timeouts;

namespace {

// RFC 5034 section 4: an AUTH command with an initial response is at most 255 bytes, CRLF included.
constexpr qsizetype MaxAuthLine = 255;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Pop3)
};

Error injectedText()
{
    return Error::of(ErrorKind::Protocol, QStringLiteral("Text after the answer to STLS, before TLS began."));
}

} // namespace

Engine::Engine(Options options) : m_options(std::move(options)) { }
Engine::~Engine() = default;
Engine::Engine(Engine &&) noexcept = default;
Engine &Engine::operator=(Engine &&) noexcept = default;

wire::Effects<Engine::Event> Engine::takeEffects()
{
    return std::exchange(m_effects, {});
}

void Engine::connected(bool tls)
{
    if (m_state != State::Idle)
        return;
    m_encrypted = tls;
    if (m_options.security == Security::Tls && !tls)
        return fail(Error::of(ErrorKind::Tls));
    if (m_options.security == Security::None && !tls && !m_options.allowCleartext)
        return fail({ ErrorKind::Tls, Text::tr("This account is set to receive without encryption, which was not allowed. Choose STARTTLS or TLS.") });
    if (tls)
        emitEvent(Encrypted {});
    m_state = State::WaitGreeting;
    setDeadline(timeouts::Pop3Greeting);
}

void Engine::receive(QByteArrayView bytes)
{
    if (m_state == State::Closed || bytes.isEmpty())
        return;
    if (m_state == State::TlsHandshake)
        return fail(injectedText());
    m_framer.append(bytes);
    while (m_state != State::Closed) {
        auto line = m_framer.next();
        if (!line)
            return fail(line.error());
        if (!*line)
            break;
        takeLine(**line);
    }
    // A long answer may take its time, as long as it goes on.
    if (m_multiline && m_state != State::Closed)
        setDeadline(timeouts::Pop3Silence);
}

void Engine::takeLine(const QByteArray &line)
{
    if (!m_multiline) {
        const auto status = parseStatus(line);
        return status ? onStatus(*status) : fail(status.error());
    }
    if (line == ".") {
        setMultiline(false);
        return m_state == State::Busy ? onRequestEnd() : afterCapabilities();
    }
    // RFC 1939 section 3: a line that starts with the termination octet has one more.
    const QByteArray text = line.startsWith('.') ? line.mid(1) : line;
    if (m_state == State::Busy)
        return onRequestLine(text);
    if (m_capabilities.lines.size() >= limits::ReplyLines)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 capabilities.").arg(limits::ReplyLines)));
    m_capabilities.addLine(text);
}

void Engine::tlsEstablished()
{
    if (m_state != State::TlsHandshake)
        return;
    m_encrypted = true;
    // RFC 2595 section 4: whatever was learnt before is forgotten.
    m_framer.clear();
    m_capabilities = {};
    emitEvent(Encrypted {});
    askCapabilities(State::CapaAfterTls);
}

void Engine::deadlineExpired()
{
    if (m_state != State::Closed && m_state != State::Idle)
        fail(Error::of(ErrorKind::Timeout));
}

void Engine::connectionLost(const Error &why)
{
    if (m_state != State::Closed)
        fail(why);
}

void Engine::onStatus(const Status &status)
{
    if (status.isContinuation && m_state != State::Auth)
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("A challenge outside of AUTH.")));
    switch (m_state) {
    case State::WaitGreeting:
        return onGreeting(status);
    case State::Capa:
    case State::CapaAfterTls:
        return onCapabilities(status);
    case State::StartTls:
        return onStartTls(status);
    case State::Utf8:
        return beginAuth(); // refused: as on a server without it
    case State::Auth:
        return onAuth(status);
    case State::Apop:
        return status.ok ? becomeReady("APOP", sasl::strengthOf(AuthMethod::Apop, m_encrypted, false)) : refuseAuth(status, false);
    case State::AuthCancel:
        return fail(m_authError.value_or(Error::of(ErrorKind::AuthFailed)));
    case State::User:
    case State::Pass:
        return onUserPass(status);
    case State::Busy:
        return onRequestStatus(status);
    case State::Ready:
        // A farewell before the server closes: its reason is worth more than "connection lost".
        if (!status.ok)
            return fail(Error::of(ErrorKind::ServerTemporary, {}, status.toServerReply()));
        break;
    case State::Idle:
    case State::TlsHandshake:
    case State::Closed:
        break;
    }
    fail(Error::of(ErrorKind::Protocol, QStringLiteral("An answer to nothing."), status.toServerReply()));
}

void Engine::onGreeting(const Status &status)
{
    if (!status.ok)
        return fail(Error::of(kindOfRefusal(status), {}, status.toServerReply()));
    // A server that writes CRLF gets no bare LF taken for a line end: in a message that would be an attacker's end of message.
    if (m_framer.lastEndedInCrLf())
        m_framer.setBareLf(wire::BareLf::Keep);
    m_apopStamp = apopStamp(status.text);
    emitEvent(Greeted { status.toServerReply() });
    askCapabilities(State::Capa);
}

void Engine::askCapabilities(State state)
{
    send(Command::capa(), state);
}

void Engine::onCapabilities(const Status &status)
{
    if (status.ok) {
        m_capabilities.known = true;
        return setMultiline(true);
    }
    // Servers older than RFC 2449 do not know CAPA.
    afterCapabilities();
}

void Engine::afterCapabilities()
{
    // WildDuck offers PIPELINING, and writes "+OK" for the next command into the message that it is still sending.
    const auto isWildDuck = [](const QByteArray &line) { return line.startsWith("IMPLEMENTATION WildDuck"); };
    if (std::any_of(m_capabilities.lines.begin(), m_capabilities.lines.end(), isWildDuck))
        m_capabilities.pipelining = false;
    emitEvent(CapabilitiesLearned { m_capabilities, m_encrypted });
    if (m_options.security != Security::StartTls || m_encrypted) {
        // RFC 6856 section 2.1: without it such messages are refused, or come with their headers mangled.
        return m_capabilities.utf8 ? send(Command::utf8(), State::Utf8) : beginAuth();
    }
    // Without CAPA, STLS may still be known: asking is harmless, going on without it is not.
    if (m_capabilities.known && !m_capabilities.startTls && m_options.credentials.floor.tls)
        return fail(sasl::startTlsGone());
    if (m_capabilities.known && !m_capabilities.startTls) {
        return fail({ ErrorKind::Tls,
            Text::tr("The server does not offer STARTTLS, which this account requires. Try TLS on port 995, or ask your provider.") });
    }
    send(Command::stls(), State::StartTls);
}

void Engine::onStartTls(const Status &status)
{
    if (!status.ok)
        return fail(Error::of(ErrorKind::Tls, QStringLiteral("STLS was refused."), status.toServerReply()));
    if (m_framer.buffered() > 0)
        return fail(injectedText());
    m_state = State::TlsHandshake;
    m_effects.emplace_back(wire::StartTls {});
    setDeadline(timeouts::TlsHandshake);
}

void Engine::beginAuth()
{
    sasl::Credentials credentials = m_options.credentials;
    // Cyrus 3.6 offers "-PLUS" with another binding than tls-server-end-point. Without one it reads "n".
    const auto isCyrus = [](const QByteArray &line) { return line.startsWith("IMPLEMENTATION Cyrus"); };
    if (std::any_of(m_capabilities.lines.begin(), m_capabilities.lines.end(), isCyrus))
        credentials.serverEndPoint = {};
    // Without USER in CAPA it is tried all the same: old servers leave it out.
    const sasl::Offer offer { m_capabilities.sasl, m_encrypted, m_options.allowCleartext, true };
    const bool apop = m_options.auth == AuthMethod::Apop; // not SASL's: only the connection is judged
    const AuthMethod wanted = apop ? AuthMethod::None : m_options.auth == AuthMethod::None ? AuthMethod::Auto : m_options.auth;
    const auto plan = sasl::planSignIn(offer, wanted, credentials);
    if (!plan)
        return fail(plan.error());
    if (apop)
        return startApop();
    m_plan = *plan;
    if (m_plan.methods.isEmpty())
        return startUserPass();
    m_authenticator = std::make_unique<sasl::Authenticator>(m_plan.methods, credentials, m_options.nonce, m_capabilities.sasl);
    startMechanism();
}

void Engine::startMechanism()
{
    auto start = m_authenticator->start();
    if (!start)
        return fail(start.error());
    Command command = Command::auth(start->mechanism, start->initialResponse);
    if (command.line().size() > MaxAuthLine) {
        m_authenticator->holdBackInitialResponse();
        command = Command::auth(start->mechanism, {});
    }
    m_proofSent = command.isSecret() && sasl::sendsPassword(m_authenticator->method());
    send(command, State::Auth);
}

void Engine::onAuth(const Status &status)
{
    if (status.isContinuation) {
        const auto answer = m_authenticator->respond(status.text);
        m_proofSent = true;
        if (answer)
            return send(Command::authResponse(*answer), State::Auth);
        m_authError = answer.error();
        return send(Command::authCancel(), State::AuthCancel);
    }
    if (!status.ok)
        return refuseAuth(status, !m_proofSent);
    if (const Outcome trusted = m_authenticator->succeeded(); !trusted)
        return fail(trusted.error());
    becomeReady(m_authenticator->mechanism(), m_authenticator->strength(m_encrypted));
}

// RFC 1939 section 7. MD5 of a secret that the server must know in the clear: only where the settings ask for it.
void Engine::startApop()
{
    if (m_options.credentials.secret.isEmpty())
        return fail(Error::of(ErrorKind::CredentialMissing));
    if (m_apopStamp.isEmpty())
        return fail(Error::of(ErrorKind::AuthUnsupported, QStringLiteral("The greeting has no timestamp for APOP.")));
    const auto command = Command::apop(m_options.credentials.user, m_apopStamp, m_options.credentials.secret);
    if (!command)
        return fail(command.error());
    send(*command, State::Apop);
}

void Engine::startUserPass()
{
    m_authenticator.reset();
    const auto command = Command::user(m_options.credentials.user);
    if (!command)
        return fail(command.error());
    send(*command, State::User);
}

void Engine::onUserPass(const Status &status)
{
    if (!status.ok)
        return refuseAuth(status, false);
    if (m_state == State::Pass)
        return becomeReady("USER", sasl::strengthOf(AuthMethod::Plain, m_encrypted, false));
    const auto command = Command::pass(m_options.credentials.secret);
    if (!command)
        return fail(command.error());
    send(*command, State::Pass);
}

// POP3 has no code for "unknown mechanism": a refusal before anything made from the password was sent counts as one. A refusal after
// it is a wrong password, which another mechanism would only repeat (lock-outs).
void Engine::refuseAuth(const Status &status, bool mayTryNext)
{
    const ErrorKind kind = kindOfRefusal(status);
    if (kind == ErrorKind::ServerTemporary)
        return fail(Error::of(kind, {}, status.toServerReply()));
    // RFC 3206 section 4: somebody there has to mend it, and no other password would help.
    if (status.code == "SYS/PERM") {
        return fail({ kind, Text::tr("The server cannot open this mailbox, and trying again does not help. The password is not the reason: ask the provider."),
            {}, status.toServerReply(), {} });
    }
    if (mayTryNext && kind != ErrorKind::AuthFailed) {
        if (m_authenticator->tryNext(true))
            return startMechanism();
        if (m_plan.usePasswordCommand)
            return startUserPass();
        Error error = m_plan.whenRefused;
        error.reply = status.toServerReply();
        return fail(error);
    }
    Error error = m_authenticator ? m_authenticator->refused() : Error::of(ErrorKind::AuthFailed);
    error.reply = status.toServerReply();
    fail(error);
}

void Engine::becomeReady(const QByteArray &mechanism, const SignInStrength &strength)
{
    m_authenticator.reset();
    emitEvent(Authenticated { mechanism, strength });
    emitEvent(Ready {});
    m_state = State::Ready;
    setDeadline(std::nullopt);
    startNext();
}

void Engine::fail(const Error &error)
{
    if (m_state == State::Closed)
        return;
    // Before the maildrop is open the server may be told; after it QUIT would carry deletions out, so there it never is.
    const bool speaking = m_state != State::Idle && m_state != State::WaitGreeting && m_state != State::Ready && m_state != State::Busy;
    if (speaking && !closesSession(error.kind)) {
        m_effects.emplace_back(wire::Send { Command::quit().line() });
        ++m_commandsSent;
    }
    completeAll(error);
    close(error);
}

void Engine::close(const std::optional<Error> &why)
{
    m_state = State::Closed;
    m_closedWith = why;
    m_framer.clear();
    m_multiline = false;
    m_authenticator.reset();
    setDeadline(std::nullopt);
    m_effects.emplace_back(wire::Close { why });
}

void Engine::send(const Command &command, State next)
{
    ++m_commandsSent;
    m_effects.emplace_back(wire::Send { command.line(), command.isSecret(), command.logText() });
    setDeadline(timeouts::Pop3Command);
    m_state = next;
}

void Engine::setMultiline(bool multiline, bool content)
{
    m_multiline = multiline;
    // A message may have lines as long as itself; anything else may not.
    m_framer.setMaxLine(multiline && content ? qsizetype(limits::LiteralLength) : limits::LineLength);
}

} // namespace golub::pop3
