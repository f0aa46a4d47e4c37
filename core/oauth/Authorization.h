// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/oauth/Provider.h"

#include <functional>

namespace golub::oauth {

//! Unpredictable bytes; the default takes them from the system's generator, tests give fixed ones.
using RandomSource = std::function<QByteArray(int count)>;
QByteArray systemRandom(int count);

//! PKCE (RFC 7636 section 4.2): the S256 challenge of a verifier.
QByteArray pkceChallenge(const QByteArray &verifier);

//! One sign-in that is under way: what was asked, and what the answer is held against.
struct Authorization {
    QUrl page;                       //!< for the browser; holds no secret
    QString redirect;                //!< the redirect_uri, with its port
    QByteArray path;                 //!< its path
    QByteArray state;
    Secret verifier;                 //!< of PKCE: proves to the token endpoint that the code came to the one who asked for it
    QString issuer;
    bool issuerRequired = false;
};

struct Wish {
    QStringList scopes;
    QString loginHint = {};          //!< saves the person from choosing; empty: none
};

Authorization authorize(const Provider &provider, const Client &client, const Wish &wish, quint16 port, const RandomSource &random = systemRandom);

//! What came back to the loopback address.
struct RedirectAnswer {
    enum class Kind : quint8 {
        Foreign,                     //!< no answer to our question (its state is not ours): ignored, it must not end the sign-in
        Refused,                     //!< \a error says why
        Granted,                     //!< \a code may be exchanged, once
    } kind = Kind::Foreign;
    Secret code = {};
    Error error = {};
};
//! \a target as in the request line: "/golub?code=…&state=…". RFC 6749 section 4.1.2, RFC 9207 section 2.4.
RedirectAnswer readRedirect(const QByteArray &target, const Authorization &authorization, const QString &providerName);

} // namespace golub::oauth
