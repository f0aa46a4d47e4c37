// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace golub::sasl {

//! Who signs in.
struct Credentials {
    QString user;
    Secret secret;                   //!< the password (or token), UTF-8
};

//! Makes a nonce: printable ASCII without a comma. The default takes 24 bytes from the system's generator; tests give fixed ones.
using NonceSource = std::function<QByteArray()>;
QByteArray randomNonce();

//! One run of a SASL mechanism (RFC 4422), without the protocol around it: bytes are raw, base64 is the Authenticator's work.
class Mechanism
{
public:
    virtual ~Mechanism() = default;
    //! As servers write it: "SCRAM-SHA-256".
    virtual QByteArray name() const = 0;
    //! True where the password could be read from what is sent.
    virtual bool requiresTls() const = 0;
    //! True where the client speaks first: step() is then called with no challenge to begin with.
    virtual bool hasInitialResponse() const = 0;
    //! The answer to a challenge (empty for the initial response). An error ends the exchange: AuthFailed, Protocol, LimitExceeded,
    //! or InvalidInput where user name or password cannot be used with this mechanism.
    virtual Result<Secret> step(const QByteArray &challenge) = 0;
    //! True where what the server writes in its challenges means nothing (prompts): it need not even be base64.
    virtual bool ignoresChallenge() const { return false; }
    //! Called when the server says that authentication succeeded: fails where the server has not proved itself.
    virtual Outcome finish() const { return {}; }
};

//! The mechanism of a method; none for methods that this build does not know.
std::unique_ptr<Mechanism> createMechanism(AuthMethod method, const Credentials &credentials, const NonceSource &nonce = randomNonce);

//! A method's SASL name ("SCRAM-SHA-1"), empty where it has none here.
QByteArray mechanismName(AuthMethod method);
//! True where a method sends the password itself.
bool sendsPassword(AuthMethod method);
//! The methods to try, strongest first: what the server offers, this build knows and the settings allow. \a wanted is Auto or exactly one.
//! Those that send the password only where \a cleartextAllowed (under TLS, or with the user's word). Empty: AuthUnsupported.
QList<AuthMethod> candidates(const QList<QByteArray> &offered, AuthMethod wanted, bool cleartextAllowed);

} // namespace golub::sasl
