// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/oauth/Authorization.h"
#include "core/ports/WebExchange.h"

#include <QDateTime>

namespace golub::oauth {

//! What a provider granted to an account.
struct TokenSet {
    Secret access;
    Secret refresh;                  //!< empty: none, then the person is asked when the access token ends
    QDateTime obtained;              //!< the access token, UTC
    QDateTime expires;               //!< of the access token, UTC; invalid: the provider did not say
    QDateTime consented;             //!< when the person agreed
    QStringList scopes;              //!< as granted, else as asked for
    QString provider;
    QString clientId;
    QString login;
    bool isEmpty() const { return access.isEmpty(); }
};

//! From here on the access token is replaced before it is used: a tenth of its life, at most five minutes, before it ends. Invalid where
//! the end is not known.
QDateTime dueAt(const TokenSet &tokens);
bool isDue(const TokenSet &tokens, const QDateTime &now);

//! As it stands in the keychain.
Secret toKeychain(const TokenSet &tokens);
//! Protocol where it is not what toKeychain() wrote.
Result<TokenSet> fromKeychain(const Secret &secret);

//! The form that turns a code into tokens (RFC 6749 section 4.1.3).
Secret codeForm(const Authorization &authorization, const Client &client, const Secret &code);
//! The form for another access token (section 6).
Secret refreshForm(const TokenSet &tokens, const Client &client);
//! RFC 7009 section 2.1.
Secret revocationForm(const TokenSet &tokens, const Client &client);

//! An answer of the token endpoint (section 5). \a before: what is renewed, whose refresh token and scopes stay where the answer has none;
//! empty for the first tokens. An error says what to do (Trouble.h).
Result<TokenSet> readTokens(const WebAnswer &answer, const TokenSet &before, const QString &providerName, const QDateTime &now);

} // namespace golub::oauth
