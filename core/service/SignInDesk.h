// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Account.h"
#include "core/ports/CredentialStore.h"
#include "core/ports/RedirectListener.h"
#include "core/ports/WebExchange.h"
#include "core/service/SignIn.h"

#include <functional>
#include <map>
#include <memory>

namespace golub::oauth {
class BrowserSignIn;
class ProviderDirectory;
class TokenKeeper;
}

namespace golub::service {

//! What signing in through the browser needs from outside; null or empty: there is none of it.
struct SignInParts {
    std::shared_ptr<const oauth::ProviderDirectory> providers = {};
    std::function<std::unique_ptr<WebExchange>(Clock &)> makeWeb = {};
    std::function<std::unique_ptr<RedirectListener>(Clock &)> makeListener = {};
};

//! Everything about signing in through the browser: sign-ins that are under way, and the tokens of all accounts. Lives in the engine
//! thread. Completions come later, none after destruction.
class SignInDesk
{
public:
    //! \a keychain may be null, then tokens are kept in memory only.
    SignInDesk(SignInParts parts, CredentialStore *keychain, Clock &clock);
    ~SignInDesk();

    //! \a page is called once; \a done gives what AccountSecrets::tokens takes. A saved account's tokens are kept, too.
    void signIn(quint64 ticket, const Account &account, const Secret &clientSecret, std::function<void(const QUrl &)> page, Done<Secret> done);
    void cancel(quint64 ticket);

    //! Tokens and client secret from the set-up of an account.
    void store(const Account &account, const Secret &tokens, const Secret &clientSecret, Done<void> done);
    //! An access token that is good now: renewed first where it is about to end. Errors as oauth::TokenKeeper::access.
    void access(const Account &account, Done<Secret> done);
    //! Another one, since the server did not take \a refused.
    void renew(const Account &account, const Secret &refused, Done<Secret> done);
    //! Called with the new token whenever one was renewed before its time.
    void setRenewed(std::function<void(AccountId, const Secret &)> renewed);
    //! For an account that has just been tried with tokens which are not stored.
    static Result<Secret> accessOf(const Secret &tokens);
    void grant(const Account &account, Done<SignInGrant> done);
    void forget(const Account &account, Done<void> done);
    //! The account is gone, and its tokens with it.
    void accountRemoved(AccountId account);
    //! As a person knows it; empty where the account's provider is none that is known.
    QString providerName(const Account &account) const;

private:
    SignInParts m_parts;
    Clock &m_clock;
    std::unique_ptr<WebExchange> m_web;
    std::unique_ptr<oauth::TokenKeeper> m_keeper;
    std::map<quint64, std::unique_ptr<oauth::BrowserSignIn>> m_underWay;
    std::shared_ptr<bool> m_alive;
};

//! What the windows are told of a provider.
SignInProvider describe(const oauth::ProviderDirectory &providers, const QString &id);

} // namespace golub::service
