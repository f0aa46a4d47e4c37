// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Authenticator.h"

#include "protocols/sasl/SignInPlan.h"
#include "protocols/wire/Base64.h"

#include <QCoreApplication>

namespace golub::sasl {

Authenticator::Authenticator(QList<AuthMethod> methods, Credentials credentials, NonceSource nonce, QList<QByteArray> offered)
    : m_methods(std::move(methods)), m_credentials(std::move(credentials)), m_nonce(std::move(nonce)), m_offered(std::move(offered))
{
}

Result<Authenticator::Start> Authenticator::start()
{
    m_pending.reset();
    m_held = false;
    m_mechanism = createMechanism(method(), m_credentials, m_nonce, m_offered);
    if (!m_mechanism)
        return Error::of(ErrorKind::AuthUnsupported);
    Start start { m_mechanism->name(), {} };
    if (!m_mechanism->hasInitialResponse())
        return start;
    const auto first = m_mechanism->step({});
    if (!first)
        return first.error();
    m_pending = Secret(first->reveal().toBase64());
    // RFC 4954 section 4, RFC 5034 section 4: "=" stands for an initial response of no bytes.
    start.initialResponse = first->isEmpty() ? Secret("=") : *m_pending;
    return start;
}

Result<Secret> Authenticator::respond(QByteArrayView challenge)
{
    if (!m_mechanism)
        return Error::of(ErrorKind::Internal, QStringLiteral("A challenge before AUTH."));
    if (std::exchange(m_held, false) && m_pending)
        return *std::exchange(m_pending, std::nullopt);
    m_pending.reset();
    QByteArray decoded;
    if (!m_mechanism->ignoresChallenge()) {
        auto bytes = wire::decodeBase64(challenge.trimmed());
        if (!bytes)
            return bytes.error();
        decoded = std::move(*bytes);
    }
    const auto answer = m_mechanism->step(decoded);
    if (!answer)
        return answer.error();
    return Secret(answer->reveal().toBase64());
}

// The offer says "-PLUS" and not how: a server may know tls-exporter alone (RFC 9266). Unbound it says "n", since after "y" the server would think
// that somebody took its offer out (RFC 5802 section 6).
bool Authenticator::mayUnbind() const
{
    const QByteArray bound = mechanism();
    if (!bound.endsWith("-PLUS") || !m_offered.contains(bound.chopped(5)))
        return false;
    return strengthOf(method(), true, false).reaches(m_credentials.floor);
}

Outcome Authenticator::succeeded() const
{
    if (!m_mechanism)
        return Error::of(ErrorKind::Protocol, QStringLiteral("Success without a sign-in."));
    return m_mechanism->finish();
}

SignInStrength Authenticator::strength(bool encrypted) const
{
    return strengthOf(method(), encrypted, mechanism().endsWith("-PLUS"));
}

Error Authenticator::refused() const
{
    if (method() == AuthMethod::External) {
        return { ErrorKind::AuthUnsupported,
            QCoreApplication::translate("Sasl", "The server did not let you in with your certificate. Check the user name and the certificate in the account settings, or ask its administrator."), failure() };
    }
    if (method() == AuthMethod::Gssapi) {
        return { ErrorKind::AuthUnsupported,
            QCoreApplication::translate("Sasl", "The server did not let you in with your Kerberos ticket. Check the user name, or ask its administrator."), failure() };
    }
    return Error::of(ErrorKind::AuthFailed, failure());
}

bool Authenticator::tryNext(bool notSupported)
{
    if (notSupported && mayUnbind()) {
        m_credentials.serverEndPoint = {};
        return true;
    }
    if (!notSupported || m_current + 1 >= m_methods.size())
        return false;
    ++m_current;
    return true;
}

} // namespace golub::sasl
