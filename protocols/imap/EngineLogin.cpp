// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include "protocols/imap/StatusError.h"
#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

// From the greeting to the authenticated state (RFC 9051 sections 6.1 and 6.2).
namespace golub::imap {
namespace {

// RFC 7162 section 4 asks servers for 8192 bytes in a command line; less room is left for tag and mechanism.
constexpr qsizetype LongestInitialResponse = 8000;

bool hasAny(const QByteArray &text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&text](const char *word) { return text.contains(word); });
}

// A refusal of the method itself, not of the password: another method may be tried without locking the account. Where both could be
// meant it is the password.
bool refusesMethod(const Status &status)
{
    const QByteArray text = status.text.toLower();
    if (isSignInWithoutMailbox(status) || !status.code.name.isEmpty() || hasAny(text, { "password", "credential", "invalid user", "token", "login fail" }))
        return false;
    // RFC 9051 section 6.2.2: BAD is a command or an argument that is not known.
    if (status.condition == Condition::Bad)
        return true;
    return hasAny(text, { "unsupported", "not supported", "unknown mechanism", "unknown authentication mechanism", "no mechanism", "no such mechanism",
                            "mechanism not available", "mechanism is not available", "unrecognized authentication" });
}

} // namespace

void Engine::onGreeting(const Response &response)
{
    const auto *status = std::get_if<Status>(&response);
    if (!status || !status->tag.isEmpty() || status->condition == Condition::No || status->condition == Condition::Bad)
        return end(Error::of(ErrorKind::Protocol, QCoreApplication::translate("Imap", "What answers there is not an IMAP server.")));
    emitEvent(Greeted { replyOf(*status) });
    m_evidence.greeting = "OK " + status->text;
    judge();
    showAlert(*status);
    if (status->condition == Condition::Bye) {
        Error error = errorOf(*status);
        // Turned away at the door: too many connections, maintenance. Later it may let us in.
        if (error.kind == ErrorKind::ConnectionLost) {
            const auto retryAfter = error.retryAfter;
            error = Error::of(ErrorKind::ServerTemporary, {}, error.reply);
            error.retryAfter = retryAfter;
        }
        return end(std::move(error));
    }
    m_state = State::Login;
    if (status->code.is("CAPABILITY"))
        learn(status->code.capabilities);
    if (status->condition == Condition::PreAuth) {
        // RFC 9051 section 11.1: STARTTLS is impossible now, so an attacker would have us speak in the clear.
        if (m_options.security == Security::StartTls)
            return end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The server says that nobody needs to sign in, and so prevents encryption.")));
        if (m_options.credentials.floor.tls && !m_tls) {
            const auto refused = sasl::planSignIn({}, AuthMethod::None, m_options.credentials);
            return end(refused ? Error::of(ErrorKind::Tls) : refused.error());
        }
        return signedIn("PREAUTH", { m_tls }, *status);
    }
    if (m_capabilities.isKnown())
        afterCapability();
    else
        askCapability();
}

void Engine::askCapability()
{
    sendInternal(Step::Capability, Command("CAPABILITY"));
}

void Engine::onLoginStep(Pending pending, const Status &status)
{
    switch (pending.step) {
    case Step::Capability:
        if (status.condition == Condition::Ok && status.code.is("CAPABILITY"))
            learn(status.code.capabilities);
        return m_mechanism.isEmpty() ? afterCapability() : becomeReady();
    case Step::StartTls:
        return afterStartTls(status);
    case Step::Authenticate:
    case Step::Login:
        return afterAuthentication(pending, status);
    case Step::Enable:
        if (std::exchange(m_servesAfterEnable, false))
            serve(); // what is said next depends on whether UTF-8 is on
        return;
    case Step::Id:
    default:
        return; // a server may refuse what is sent so, and one forgets the untagged answer to ID
    }
}

void Engine::afterCapability()
{
    if (m_options.security == Security::StartTls && !m_tls) {
        const bool isHidden = m_capabilities.isKnown() && !m_capabilities.has("STARTTLS");
        if (isHidden && m_options.credentials.floor.tls)
            return end(sasl::startTlsGone());
        if (isHidden)
            return end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The server offers no STARTTLS. Encryption is required by the settings; nothing was sent.")));
        return sendInternal(Step::StartTls, std::move(Command("STARTTLS").alone()));
    }
    authenticate();
}

void Engine::afterStartTls(const Status &status)
{
    if (status.condition != Condition::Ok)
        return end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The server refused STARTTLS. Encryption is required by the settings; nothing was sent."), replyOf(status)));
    if (m_framer.hasPending())
        return end(Error::of(ErrorKind::Protocol, QCoreApplication::translate("Imap", "The server sent text after its answer to STARTTLS, before TLS began.")));
    m_state = State::TlsHandshake;
    forgetCapabilities();
    m_effects.emplace_back(wire::StartTls {});
    setDeadline(wire::timeouts::TlsHandshake);
}

void Engine::authenticate()
{
    if (m_options.auth == AuthMethod::None)
        return end(Error::of(ErrorKind::AuthUnsupported, QCoreApplication::translate("Imap", "The server asks for a sign-in.")));
    useNotes();
    QList<QByteArray> offered = m_capabilities.authMechanisms();
    if (m_quirks.has(Quirk::OffersTooMuch))
        offered.removeIf([](const QByteArray &mechanism) { return mechanism != "PLAIN" && mechanism != "LOGIN"; });
    sasl::Credentials credentials = m_options.credentials;
    if (m_quirks.has(Quirk::BindsOtherwise))
        credentials.serverEndPoint = {}; // and says "n": after "y" the server would think that somebody took its offer out
    const auto plan = sasl::planSignIn({ offered, m_tls, m_options.allowCleartext, !m_capabilities.has("LOGINDISABLED") }, m_options.auth, credentials);
    if (!plan)
        return end(plan.error());
    m_plan = *plan;
    if (m_plan.methods.isEmpty())
        return login();
    m_authenticator = std::make_shared<sasl::Authenticator>(m_plan.methods, credentials, m_options.nonce, offered);
    startMechanism();
}

void Engine::login()
{
    m_authenticator.reset();
    m_capabilitiesFresh = false;
    Command command("LOGIN");
    command.astring(m_options.credentials.user.toUtf8()).secret(m_options.credentials.secret).alone();
    if (command.error())
        return end(*command.error());
    sendInternal(Step::Login, std::move(command));
}

void Engine::startMechanism()
{
    const auto begin = m_authenticator->start();
    if (!begin)
        return end(begin.error());
    m_authError.reset();
    m_answeredAhead = false;
    m_capabilitiesFresh = false;
    Command command("AUTHENTICATE");
    command.atom(begin->mechanism).alone();
    const bool fits = begin->initialResponse && begin->initialResponse->reveal().size() < LongestInitialResponse;
    const bool withResponse = fits && m_capabilities.saslIr();
    if (withResponse)
        command.base64(*begin->initialResponse); // RFC 4959
    else if (begin->initialResponse)
        m_authenticator->holdBackInitialResponse();
    sendInternal(Step::Authenticate, std::move(command));
    if (withResponse && m_authenticator->method() == AuthMethod::Plain) // others may have more to say
        sendAhead();
}

void Engine::answerChallenge(QByteArrayView challenge)
{
    const auto answer = m_authError ? Result<Secret>(*m_authError) : m_authenticator->respond(challenge);
    if (!answer)
        m_authError = answer.error();
    if (std::exchange(m_answeredAhead, false))
        return; // what is wrong with the challenge ends the session when the server says OK to the answer it has
    if (!answer)
        return send({ "*\r\n" }); // cancels (RFC 9051 section 6.2.2)
    send({ answer->reveal() + "\r\n", true, wire::Redacted.toByteArray() });
    // SCRAM's last line says nothing: it need not wait for the server's proof. A server that refuses now takes it for an empty command.
    m_answeredAhead = m_authenticator->answersNextWithNothing() && m_quirks.pipeline > 1;
    if (m_answeredAhead) {
        send({ "\r\n" });
        sendAhead();
    }
}

void Engine::afterAuthentication(const Pending &pending, const Status &status)
{
    if (status.condition != Condition::Ok)
        return authenticationRefused(pending.step, status);
    if (m_authError)
        return end(*m_authError);
    QByteArray mechanism("LOGIN");
    SignInStrength strength = sasl::strengthOf(AuthMethod::Login, m_tls, false);
    if (pending.step == Step::Authenticate) {
        // SCRAM: a server that has not proved that it knows the password is not the right one.
        if (const auto proved = m_authenticator->succeeded(); !proved)
            return end(proved.error());
        mechanism = m_authenticator->mechanism();
        strength = m_authenticator->strength(m_tls);
    }
    signedIn(mechanism, strength, status);
}

void Engine::authenticationRefused(Step step, const Status &status)
{
    if (m_authError)
        return end(*m_authError);
    m_enableAsked = false; // refused with it
    if (step == Step::Authenticate && refusesMethod(status)) {
        if (m_authenticator->tryNext(true))
            return startMechanism();
        if (m_plan.usePasswordCommand)
            return login();
        Error error = m_plan.whenRefused;
        error.reply = replyOf(status);
        return end(error);
    }
    Error error = signInErrorOf(status);
    if (error.kind == ErrorKind::AuthFailed && m_authenticator) {
        const ServerReply reply = error.reply;
        const QString text = status.code.is("EXPIRED") ? error.text : QString(); // says more
        error = m_authenticator->refused();
        error.reply = reply;
        if (!text.isEmpty())
            error.text = text;
    }
    end(error);
}

void Engine::signedIn(const QByteArray &mechanism, const SignInStrength &strength, const Status &status)
{
    m_mechanism = mechanism;
    m_authenticator.reset();
    emitEvent(Authenticated { mechanism, strength });
    const bool told = status.code.is("CAPABILITY");
    if (told && !status.tag.isEmpty())
        learn(status.code.capabilities);
    // Dovecot sends them untagged just before the tagged OK: that counts too, it was said after the sign-in.
    if (told || (m_capabilitiesFresh && !status.tag.isEmpty()))
        becomeReady();
    else if (isCompressAsked())
        m_capabilityOwed = true;
    else
        askCapability();
}

void Engine::becomeReady()
{
    m_framer.setLimits(limits::LiteralLength, limits::ImapLineLength);
    // What a server says of a mailbox that is selected (LIST, STATUS) may be as old as its selection. Where none is, this is refused.
    if (m_quirks.has(Quirk::UsedSessions) && !isCompressAsked() && m_capabilities.has("UNSELECT"))
        sendInternal(Step::Id, Command("UNSELECT"));
    askNames();
    m_enableOwed = (m_enableLater || (isCompressAsked() && !m_enableAsked)) && m_capabilities.enable() && m_capabilities.condStore() && m_options.enableCondStore;
    m_servesAfterEnable = !m_enableOwed && enableExtensions();
    if (!m_servesAfterEnable)
        serve();
}

void Engine::serve()
{
    m_state = State::Ready;
    emitEvent(Ready {});
}

bool Engine::owesNames() const
{
    const bool known = m_options.namesFresh && m_options.notes.fit(m_evidence.offered) && !m_quirks.has(Quirk::NeedsId);
    return !known && (m_options.tellName || m_options.askName || m_quirks.has(Quirk::NeedsId));
}

// Both travel with the first commands: nothing waits for their answers.
void Engine::askNames()
{
    if (!m_capabilities.has("ID") || !owesNames() || isCompressAsked())
        return;
    if (m_options.tellName || m_quirks.has(Quirk::NeedsId))
        sendInternal(Step::Id, std::move(Command("ID").open().astring("name").astring("Golub").astring("version").astring(GOLUB_VERSION).close()));
    else if (m_options.askName)
        sendInternal(Step::Id, Command("ID NIL"));
}

bool Engine::isEnabledOrAsked(const char *extension) const
{
    return isEnabled(extension) || m_enableOwed || std::any_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.step == Step::Enable; });
}

// True where its answer must be waited for: it decides how names are spelled.
bool Engine::enableExtensions()
{
    if (!m_capabilities.enable())
        return false;
    Command command("ENABLE");
    const bool condStore = m_options.enableCondStore && m_capabilities.condStore() && !std::exchange(m_enableAsked, true);
    const bool utf8 = m_options.enableUtf8 && m_capabilities.has("UTF8=ACCEPT");
    if (condStore)
        m_capabilities.has("QRESYNC") ? command.word("QRESYNC") : command.word("CONDSTORE");
    if (utf8)
        command.word("UTF8=ACCEPT");
    if (condStore || utf8)
        sendInternal(Step::Enable, std::move(command));
    return utf8;
}

} // namespace golub::imap
