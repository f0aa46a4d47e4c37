// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/sasl/Mechanism.h"

#include <optional>

namespace golub::sasl {

//! The part of AUTH (SMTP, POP3) and AUTHENTICATE (IMAP) that all three share: which mechanism, base64, when to try the next.
//! Everything it hands out to be sent is secret and must be redacted in logs.
class Authenticator
{
public:
    //! \a methods from candidates(), not empty.
    //! \a offered: the server's list, as it stands (see createMechanism()).
    Authenticator(QList<AuthMethod> methods, Credentials credentials, NonceSource nonce = randomNonce, QList<QByteArray> offered = {});

    struct Start {
        QByteArray mechanism;
        std::optional<Secret> initialResponse; //!< base64, "=" for an empty one; none where the server speaks first
    };
    //! Begins the current method.
    Result<Start> start();
    //! The base64 line that answers \a challenge (base64, as the server sent it behind "334 ", "+ "). After holdBackInitialResponse()
    //! the first challenge asks for the initial response that was not sent with the command.
    Result<Secret> respond(QByteArrayView challenge);
    //! The answer to the next challenge is an empty line, which may be sent before it comes. It is held against the proof all the same: respond().
    bool answersNextWithNothing() const { return m_mechanism && !m_held && m_mechanism->answersNextWithNothing(); }
    //! The server said OK: an error where it has not proved to know the password (SCRAM); the session is then not to be trusted.
    Outcome succeeded() const;
    //! The server refused. True where another method is to be tried: only when it said "not supported", never after a wrong password. After a
    //! bound one that is the same without binding, where the account was never bound here before.
    bool tryNext(bool notSupported);

    //! What the server said of its refusal inside of the exchange (the JSON of RFC 7628); may be empty.
    QString failure() const { return m_mechanism ? m_mechanism->failure() : QString(); }
    //! As it was asked for: "SCRAM-SHA-256-PLUS".
    QByteArray mechanism() const { return m_mechanism ? m_mechanism->name() : QByteArray(); }
    //! How well this sign-in is protected.
    SignInStrength strength(bool encrypted) const;
    //! The server said no to what was sent: AuthFailed, with its reason. A certificate or ticket that it does not take is AuthUnsupported:
    //! no other password would help.
    Error refused() const;
    AuthMethod method() const { return m_methods.value(m_current, AuthMethod::None); }
    //! For protocols that cannot send the initial response with the command (POP3 without RFC 5034, long lines): keep it for the
    //! first challenge.
    void holdBackInitialResponse() { m_held = true; }

private:
    bool mayUnbind() const;

    QList<AuthMethod> m_methods;
    Credentials m_credentials;
    NonceSource m_nonce;
    QList<QByteArray> m_offered;
    qsizetype m_current = 0;
    std::unique_ptr<Mechanism> m_mechanism;
    std::optional<Secret> m_pending;
    bool m_held = false;
};

} // namespace golub::sasl
