// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Engine.h"

#include "core/base/Limits.h"
#include "protocols/sasl/SignInPlan.h"
#include "protocols/smtp/Transaction.h"
#include "protocols/wire/ProtocolText.h"
#include "protocols/wire/Timeouts.h"

#include <QCoreApplication>
#include <utility>

namespace golub::smtp {
namespace timeouts = wire::timeouts;

namespace {

// RFC 5321 section 4.5.3.1.4, CRLF included.
constexpr qsizetype MaxAuthLine = 512;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Smtp)
};

Error unexpected(const Reply &reply, const char *command)
{
    return Error::of(
        ErrorKind::Protocol, QStringLiteral("Unexpected answer %1 to %2.").arg(reply.code).arg(QLatin1String(command)), reply.toServerReply());
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
        return fail({ ErrorKind::Tls, Text::tr("This account is set to send without encryption, which was not allowed. Choose STARTTLS or TLS.") });
    if (tls)
        emitEvent(Encrypted {});
    m_state = State::WaitGreeting;
    setDeadline(timeouts::SmtpGreeting);
}

void Engine::receive(QByteArrayView bytes)
{
    if (m_state == State::Closed)
        return;
    // Between the answer to STARTTLS and the handshake nothing may come: it would be somebody else's, taken for the server's.
    if (m_state == State::TlsHandshake && !bytes.isEmpty())
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Text after the answer to STARTTLS, before TLS began.")));
    m_framer.append(bytes);
    takeReplies();
}

void Engine::takeReplies()
{
    // While the permission is awaited nothing is read: what came early counts as the answer to what is sent next, however it was chunked.
    if (m_state == State::AwaitPermission && m_framer.buffered() > limits::LineLength)
        return fail(Error::of(ErrorKind::LimitExceeded, QStringLiteral("Too much text before it was asked for.")));
    while (m_state != State::Closed && m_state != State::AwaitPermission) {
        auto line = m_framer.next();
        if (!line)
            return fail(line.error());
        if (!*line)
            return;
        auto reply = m_assembler.add(**line);
        if (!reply)
            return fail(reply.error());
        if (*reply)
            handleReply(**reply);
    }
}

void Engine::tlsEstablished()
{
    if (m_state != State::TlsHandshake)
        return;
    m_encrypted = true;
    // RFC 3207 section 4.2: whatever was learnt before is forgotten.
    m_framer.clear();
    m_assembler.clear();
    m_capabilities = {};
    emitEvent(Encrypted {});
    sendHello(true);
}

void Engine::deadlineExpired()
{
    if (m_state == State::Closed || m_state == State::Idle)
        return;
    if (m_state == State::Quit)
        return close({});
    fail(Error::of(ErrorKind::Timeout));
}

void Engine::connectionLost(const Error &why)
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Quit)
        return close({});
    fail(why);
}

void Engine::quit()
{
    m_quitWanted = true;
    if (m_state == State::Closed || m_state == State::Quit)
        return;
    if (m_state == State::Ready && !m_transaction)
        return send(Command::quit(), timeouts::SmtpQuit, State::Quit);
    // A transaction, or the RSET that ends one, comes to its end first.
    if (m_announced)
        return;
    if (m_transaction)
        report(Error::of(ErrorKind::Cancelled));
    close({});
}

void Engine::handleReply(const Reply &reply)
{
    // RFC 5321 section 3.8: 421 may answer anything, and the server closes after it.
    if (reply.code == 421 && m_state != State::Quit)
        return onClosing(reply);
    switch (m_state) {
    case State::WaitGreeting:
        return onGreeting(reply);
    case State::Ehlo:
    case State::Helo:
    case State::EhloAfterTls:
    case State::HeloAfterTls:
        return onHello(reply);
    case State::StartTls:
        return onStartTls(reply);
    case State::Auth:
        return onAuth(reply);
    case State::AuthCancel:
        return fail(m_authError.value_or(Error::of(ErrorKind::AuthFailed)));
    case State::Envelope:
    case State::EndOfData:
        return onTransactionReply(reply);
    case State::Content:
        return onContentReply(reply);
    case State::Reset:
        return reply.isPositive() ? goOn() : fail(refusalOf(reply));
    case State::Quit:
        return close({});
    case State::Idle:
    case State::TlsHandshake:
    case State::Ready:
    case State::AwaitPermission:
    case State::Closed:
        break;
    }
    fail(Error::of(ErrorKind::Protocol, QStringLiteral("A reply to nothing."), reply.toServerReply()));
}

// What the server answers with 421 is refused for now, and it does not look at what was sent behind it.
void Engine::onClosing(const Reply &reply)
{
    if (m_transaction && m_state != State::Reset)
        report(refusalOf(reply), m_state == State::EndOfData ? reply.toServerReply() : ServerReply());
    fail(refusalOf(reply));
}

void Engine::onGreeting(const Reply &reply)
{
    if (reply.isIntermediate())
        return fail(unexpected(reply, "the connection"));
    if (!reply.isPositive())
        return fail(refusalOf(reply));
    emitEvent(Greeted { reply.toServerReply() });
    sendHello(true);
}

void Engine::sendHello(bool extended)
{
    const QByteArray &name = m_options.helloName;
    const bool afterTls = m_state == State::TlsHandshake || m_state == State::EhloAfterTls;
    if (extended)
        send(Command::ehlo(name), timeouts::SmtpCommand, afterTls ? State::EhloAfterTls : State::Ehlo);
    else
        send(Command::helo(name), timeouts::SmtpCommand, afterTls ? State::HeloAfterTls : State::Helo);
}

void Engine::onHello(const Reply &reply)
{
    const bool extended = m_state == State::Ehlo || m_state == State::EhloAfterTls;
    // RFC 5321 section 3.2 names 500; relays of before ESMTP have others for "what is that". 550 and 554 are about the client.
    if (extended && reply.code >= 500 && reply.code <= 504)
        return sendHello(false);
    if (reply.isIntermediate())
        return fail(unexpected(reply, "EHLO"));
    if (!reply.isPositive())
        return fail(refusalOf(reply));
    m_capabilities = extended ? Capabilities::fromReply(reply) : Capabilities {};
    emitEvent(CapabilitiesLearned { m_capabilities, m_encrypted });
    afterHello();
}

void Engine::afterHello()
{
    if (m_options.security != Security::StartTls || m_encrypted)
        return beginAuth();
    // Required or failure: a server that hides STARTTLS, or somebody in between, does not get anything in the clear.
    if (!m_capabilities.startTls && m_options.credentials.floor.tls)
        return fail(sasl::startTlsGone());
    if (!m_capabilities.startTls)
        return fail({ ErrorKind::Tls,
            Text::tr("The server does not offer STARTTLS, which this account requires. Try TLS on port 465, or ask your provider.") });
    send(Command::startTls(), timeouts::SmtpCommand, State::StartTls);
}

void Engine::onStartTls(const Reply &reply)
{
    if (reply.code != 220) {
        // RFC 3207 section 4: 454 is for now; the settings are not to blame, and the person need not be asked.
        const ErrorKind kind = reply.code == 454 || reply.code == 421 ? ErrorKind::ServerTemporary : ErrorKind::Tls;
        Error error = Error::of(kind, QStringLiteral("STARTTLS was refused."), reply.toServerReply());
        return fail(error);
    }
    if (m_framer.buffered() > 0)
        return fail(Error::of(ErrorKind::Protocol, QStringLiteral("Text after the answer to STARTTLS, before TLS began.")));
    m_state = State::TlsHandshake;
    m_effects.emplace_back(wire::StartTls {});
    setDeadline(timeouts::TlsHandshake);
}

void Engine::beginAuth()
{
    const auto plan = sasl::planSignIn({ m_capabilities.auth, m_encrypted, m_options.allowCleartext }, m_options.auth, m_options.credentials);
    if (!plan) {
        Error error = plan.error();
        if (error.kind == ErrorKind::AuthUnsupported && m_capabilities.auth.isEmpty())
            error.text = Text::tr("The server offers no sign-in. Check port and security, or set authentication to none if it is meant to be used without.");
        return fail(error);
    }
    if (m_options.auth == AuthMethod::None)
        return becomeReady();
    m_whenRefused = plan->whenRefused;
    m_authenticator = std::make_unique<sasl::Authenticator>(plan->methods, m_options.credentials, m_options.nonce, m_capabilities.auth);
    startMechanism();
}

void Engine::startMechanism()
{
    const auto start = m_authenticator->start();
    if (!start)
        return fail(start.error());
    Command command = Command::auth(start->mechanism, start->initialResponse);
    // RFC 4954 section 4: the command line keeps its limit; what would be longer (tokens, tickets) waits for the first challenge.
    if (command.line().size() > MaxAuthLine) {
        m_authenticator->holdBackInitialResponse();
        command = Command::auth(start->mechanism, {});
    }
    send(command, timeouts::SmtpCommand, State::Auth);
}

void Engine::onAuth(const Reply &reply)
{
    if (reply.code == 334) {
        const auto answer = m_authenticator->respond(reply.lines.last());
        return answer ? send(Command::authResponse(*answer), timeouts::SmtpCommand, State::Auth) : cancelAuth(answer.error());
    }
    if (reply.isPositive()) {
        if (const Outcome trusted = m_authenticator->succeeded(); !trusted)
            return fail(trusted.error());
        emitEvent(Authenticated { m_authenticator->mechanism(), m_authenticator->strength(m_encrypted) });
        return becomeReady();
    }
    if (reply.isIntermediate())
        return fail(unexpected(reply, "AUTH"));
    const bool notSupported = refusesMethod(reply);
    if (m_authenticator->tryNext(notSupported))
        return startMechanism();
    if (reply.isTemporary() && reply.code != 432)
        return fail(refusalOf(reply));
    Error error = notSupported ? m_whenRefused : m_authenticator->refused();
    error.reply = reply.toServerReply();
    fail(error);
}

// RFC 4954 section 4: 504 is an unknown mechanism; 535 a wrong password, which another mechanism would only repeat (lock-outs). Cyrus SASL
// says 535 also where the plug-in of a mechanism is missing.
bool Engine::refusesMethod(const Reply &reply) const
{
    if (reply.code == 500 || reply.code == 502 || reply.code == 504)
        return true;
    const QByteArray text = reply.lines.join(' ').toLower();
    // RFC 5802 section 7; mox says 455 with it, and would for ever.
    return (reply.code == 535 && text.contains("no mechanism available")) || text.contains("unsupported-channel-binding-type");
}

void Engine::cancelAuth(const Error &error)
{
    m_authError = error;
    send(Command::authCancel(), timeouts::SmtpCommand, State::AuthCancel);
}

void Engine::becomeReady()
{
    m_authenticator.reset();
    m_announced = true;
    emitEvent(Ready {});
    goOn();
}

void Engine::goOn()
{
    m_state = State::Ready;
    setDeadline(std::nullopt);
    if (m_transaction)
        return beginTransaction();
    if (m_quitWanted)
        quit();
}

void Engine::fail(const Error &error)
{
    if (m_state == State::Closed)
        return;
    // Where the server is still in step, it is told.
    const bool inContent = m_state == State::Content || m_state == State::EndOfData || (m_transaction && m_transaction->dataOpen);
    const bool speaking = m_state != State::Idle && m_state != State::WaitGreeting && !inContent;
    if (m_transaction)
        report(lossOf(error));
    if (speaking && !closesSession(error.kind) && error.reply.code != 421) {
        m_effects.emplace_back(wire::Send { Command::quit().line() });
        ++m_commandsSent;
    }
    close(error);
}

void Engine::close(const std::optional<Error> &why)
{
    m_state = State::Closed;
    m_closedWith = why;
    m_framer.clear();
    m_assembler.clear();
    m_authenticator.reset();
    setDeadline(std::nullopt);
    m_effects.emplace_back(wire::Close { why });
}

void Engine::send(const Command &command)
{
    ++m_commandsSent;
    m_effects.emplace_back(wire::Send { command.line(), command.isSecret(), command.logText() });
}

void Engine::send(const Command &command, std::chrono::milliseconds deadline, State next)
{
    send(command);
    setDeadline(deadline);
    m_state = next;
}

} // namespace golub::smtp
