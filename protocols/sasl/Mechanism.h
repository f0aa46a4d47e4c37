// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/base/SignInStrength.h"
#include "core/mail/Account.h"
#include "protocols/sasl/SecurityContext.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace golub::sasl {

//! Who signs in.
struct Credentials {
    QString user;
    Secret secret;                   //!< the password (or access token), UTF-8
    bool isToken = false;            //!< secret is an OAuth 2.0 access token: for OAUTHBEARER and XOAUTH2 only
    QByteArray host = {};            //!< the server: for OAUTHBEARER and for what is said of it (optional)
    quint16 port = 0;
    //! What ties a sign-in to this TLS connection: tls-server-end-point (RFC 5929 section 4), empty without TLS. Asked for when signing in
    //! begins. Not set: never.
    std::function<QByteArray()> serverEndPoint = {};
    //! For GSSAPI; not set: there is no Kerberos.
    SecurityContextSource securityContext = {};
    //! The best that was had at this server before: less is not taken (SignInPlan.h).
    SignInStrength floor = {};
    //! Hears, from whoever runs the session, how well the sign-in was protected; may be empty.
    std::function<void(const SignInStrength &)> signedIn = {};
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
    //! True where the next challenge will be answered with nothing, whatever it says: the answer may be sent before it comes.
    virtual bool answersNextWithNothing() const { return false; }
    //! What the server said of its refusal during the exchange; may be empty. Safe to show.
    virtual QString failure() const { return {}; }
    //! Called when the server says that authentication succeeded: fails where the server has not proved itself.
    virtual Outcome finish() const { return {}; }
};

//! The mechanism of a method; none for methods that this build does not know.
//! \a offered: the server's list, by which SCRAM binds itself to the TLS connection or notices that the offer was tampered with.
std::unique_ptr<Mechanism> createMechanism(
    AuthMethod method, const Credentials &credentials, const NonceSource &nonce = randomNonce, const QList<QByteArray> &offered = {});

//! A method's SASL name ("SCRAM-SHA-1"), empty where it has none here.
QByteArray mechanismName(AuthMethod method);
//! True where a method sends the password or token itself.
bool sendsPassword(AuthMethod method);
//! False for methods that need no password: the certificate or the ticket is enough.
bool needsSecret(AuthMethod method);
//! True where the server offers \a method in its form with channel binding ("-PLUS").
bool offersBound(const QList<QByteArray> &offered, AuthMethod method);
//! Who signs in with \a settings; \a user where they name nobody. \a secret is a token where \a isToken, or where the method wants one.
Credentials credentialsFor(const ServerSettings &settings, const QString &user, const Secret &secret, bool isToken = false);
//! The methods to try, strongest first: what the server offers, this build knows and the settings allow. \a wanted is Auto or exactly one.
//! Those that send the password only where \a cleartextAllowed (under TLS, or with the user's word). Empty: AuthUnsupported.
//! EXTERNAL and GSSAPI only where they are wanted. "NAME-PLUS" counts as NAME where \a canBind, and comes before all without.
QList<AuthMethod> candidates(const QList<QByteArray> &offered, AuthMethod wanted, bool cleartextAllowed, bool isToken = false, bool canBind = false);

} // namespace golub::sasl
