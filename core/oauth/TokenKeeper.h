// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Account.h"
#include "core/oauth/Provider.h"
#include "core/oauth/Tokens.h"
#include "core/ports/CredentialStore.h"
#include "core/ports/WebExchange.h"

#include <QHash>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace golub::oauth {

//! The tokens of all accounts: in memory and in the keychain, renewed before they end. Completions come later, none after destruction.
//!
//! At most one renewal of an account is under way; whoever asks meanwhile gets its result. A new refresh token is in the keychain before its
//! access token is given to anybody: the old one may be worth nothing any more (RFC 6749 section 6, RFC 9700 section 4.14.2).
class TokenKeeper
{
public:
    //! \a keychain may be null. The references outlive it.
    TokenKeeper(const ProviderDirectory &providers, CredentialStore *keychain, WebExchange &web, Clock &clock);
    ~TokenKeeper();
    TokenKeeper(const TokenKeeper &) = delete;
    TokenKeeper &operator=(const TokenKeeper &) = delete;

    //! The provider of an account, its addresses complete; asks an issuer for its metadata where it is one (once a run).
    void provider(const OAuthSettings &settings, Done<Provider> done);
    //! The client, with its secret from the keychain unless \a secret is given. InvalidInput: there is no client id.
    void client(const Account &account, const Provider &provider, const Secret &secret, Done<Client> done);

    //! An access token that is good now. CredentialMissing: the person has to sign in. Where renewing fails for now (no network), the old
    //! token: the mail server may be out of reach as well, and says so itself.
    void access(const Account &account, Done<Secret> done);
    //! Another one than \a refused. AuthFailed where \a refused took the place of a refused one a moment ago: the mail server does not
    //! want this account's tokens.
    void renew(const Account &account, const Secret &refused, Done<Secret> done);
    //! NotFound: none.
    void tokens(const Account &account, Done<TokenSet> done);

    //! Kept in memory and, where the account uses it, in the keychain.
    void set(const Account &account, const TokenSet &tokens, Done<void> done);
    void setClientSecret(const Account &account, const Secret &secret, Done<void> done);
    //! Takes them out of memory and keychain; the provider is told where it has a way for that; whether it
    //! answers changes nothing.
    void forget(const Account &account, Done<void> done);
    void accountRemoved(AccountId account);

    //! Called when a token was renewed by itself, before its end.
    void setRenewed(std::function<void(AccountId, const Secret &)> renewed) { m_renewed = std::move(renewed); }

private:
    struct Entry {
        TokenSet tokens;
        Secret clientSecret;
        std::vector<Done<Secret>> waiting; // for the renewal that is under way
        bool renewing = false;
        Clock::TimerId timer = 0;
        std::optional<std::chrono::milliseconds> replacedAt; // monotonic: when a refused token was last replaced
        Account account;
    };
    Entry &entryOf(const Account &account);
    void load(const Account &account, Done<TokenSet> done);
    void startRenewing(const Account &account, Done<Secret> done);
    void answered(const Account &account, const QString &providerName, const Result<WebAnswer> &answer);
    void settle(const Account &account, const Result<Secret> &result);
    void scheduleRenewal(const Account &account);
    void metadata(const QString &issuer, const QList<QUrl> &addresses, Done<Provider> done);
    void revoke(const Account &account, const TokenSet &tokens, std::function<void()> then);
    QString nameOf(const OAuthSettings &settings) const;
    bool usesKeychain(const Account &account) const { return m_keychain && account.secretSource == SecretSource::Keychain; }
    void later(std::function<void()> call);

    const ProviderDirectory &m_providers;
    CredentialStore *m_keychain;
    WebExchange &m_web;
    Clock &m_clock;
    QHash<QString, Provider> m_found;           // by issuer
    std::unordered_map<qint64, Entry> m_entries; // by account
    std::function<void(AccountId, const Secret &)> m_renewed;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::oauth
