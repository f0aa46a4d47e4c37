// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/SignInDesk.h"

#include "core/oauth/BrowserSignIn.h"
#include "core/oauth/Provider.h"
#include "core/oauth/TokenKeeper.h"
#include "core/oauth/Trouble.h"

#include <utility>

namespace golub::service {
namespace {

using namespace std::chrono_literals;

const oauth::ProviderDirectory &directoryOf(const SignInParts &parts)
{
    static const oauth::ProviderDirectory none;
    return parts.providers ? *parts.providers : none;
}

//! Where the app gave no network (tests of other things).
class NoWeb final : public WebExchange
{
public:
    explicit NoWeb(Clock &clock) : m_clock(clock) { }
    void send(const WebRequest &, Done<WebAnswer> done) override
    {
        m_clock.startTimer(0ms, [done = std::move(done)] { done(Error::of(ErrorKind::Offline)); });
    }

private:
    Clock &m_clock;
};

} // namespace

SignInDesk::SignInDesk(SignInParts parts, CredentialStore *keychain, Clock &clock)
    : m_parts(std::move(parts)), m_clock(clock), m_alive(std::make_shared<bool>(true))
{
    if (m_parts.makeWeb)
        m_web = m_parts.makeWeb(clock);
    else
        m_web = std::make_unique<NoWeb>(clock);
    m_keeper = std::make_unique<oauth::TokenKeeper>(directoryOf(m_parts), keychain, *m_web, clock);
}

SignInDesk::~SignInDesk() = default;

void SignInDesk::signIn(
    quint64 ticket, const Account &account, const Secret &clientSecret, std::function<void(const QUrl &)> page, Done<Secret> done)
{
    const auto alive = std::weak_ptr(m_alive);
    m_underWay[ticket] = nullptr; // until the provider is known; cancel() takes it away
    const auto finish = [this, alive, ticket, done = std::move(done)](const Result<Secret> &result) {
        if (alive.expired() || m_underWay.erase(ticket) == 0)
            return;
        done(result);
    };
    const auto granted = [this, account, clientSecret, finish](const Result<oauth::TokenSet> &tokens) {
        if (!tokens) {
            finish(tokens.error());
            return;
        }
        const Secret value = oauth::toKeychain(*tokens);
        if (!account.id.isValid()) {
            finish(value);
            return;
        }
        // A keychain that cannot be written is no reason to throw the tokens away: they are good until the program ends.
        store(account, value, clientSecret, [finish, value](const Outcome &) { finish(value); });
    };
    m_keeper->provider(account.oauth, [this, ticket, account, clientSecret, page = std::move(page), granted, finish](const Result<oauth::Provider> &found) {
        if (!found) {
            finish(oauth::notNow(found.error(), providerName(account)));
            return;
        }
        m_keeper->client(account, *found, clientSecret, [this, ticket, account, provider = *found, page, granted, finish](const Result<oauth::Client> &client) {
            if (!client || !m_parts.makeListener) {
                finish(client ? Error::of(ErrorKind::Internal) : client.error());
                return;
            }
            const auto underWay = m_underWay.find(ticket);
            if (underWay == m_underWay.end())
                return; // cancelled
            const oauth::Wish wish { oauth::scopesFor(provider, account), account.oauth.login.isEmpty() ? account.address : account.oauth.login };
            underWay->second
                = std::make_unique<oauth::BrowserSignIn>(provider, *client, wish, *m_web, m_parts.makeListener(m_clock), m_clock);
            underWay->second->start(page, granted);
        });
    });
}

void SignInDesk::cancel(quint64 ticket)
{
    m_underWay.erase(ticket);
}

Result<Secret> SignInDesk::accessOf(const Secret &tokens)
{
    const auto set = oauth::fromKeychain(tokens);
    return set ? Result<Secret>(set->access) : Result<Secret>(set.error());
}

void SignInDesk::store(const Account &account, const Secret &tokens, const Secret &clientSecret, Done<void> done)
{
    const auto keepTokens = [this, account, tokens, done = std::move(done)](const Outcome &kept) {
        const auto set = tokens.isEmpty() ? Result<oauth::TokenSet>(oauth::TokenSet()) : oauth::fromKeychain(tokens);
        if (!set || set->isEmpty())
            done(set ? kept : Outcome(set.error()));
        else
            m_keeper->set(account, *set, done);
    };
    if (clientSecret.isEmpty())
        m_clock.startTimer(0ms, [alive = std::weak_ptr(m_alive), keepTokens] {
            if (!alive.expired())
                keepTokens({});
        });
    else
        m_keeper->setClientSecret(account, clientSecret, keepTokens);
}

void SignInDesk::access(const Account &account, Done<Secret> done)
{
    m_keeper->access(account, std::move(done));
}

void SignInDesk::renew(const Account &account, const Secret &refused, Done<Secret> done)
{
    m_keeper->renew(account, refused, std::move(done));
}

void SignInDesk::setRenewed(std::function<void(AccountId, const Secret &)> renewed)
{
    m_keeper->setRenewed(std::move(renewed));
}

QString SignInDesk::providerName(const Account &account) const
{
    const oauth::Provider *row = directoryOf(m_parts).find(account.oauth.provider);
    return row ? row->name : QUrl(account.oauth.provider).host();
}

void SignInDesk::grant(const Account &account, Done<SignInGrant> done)
{
    m_keeper->provider(account.oauth, [this, account, done = std::move(done)](const Result<oauth::Provider> &provider) {
        m_keeper->tokens(account, [this, account, provider, done](const Result<oauth::TokenSet> &tokens) {
            SignInGrant grant;
            grant.providerName = provider ? provider->name : providerName(account);
            grant.canBeRevoked = provider && !provider->revocation.isEmpty();
            grant.login = account.oauth.login.isEmpty() ? account.address : account.oauth.login;
            if (tokens) {
                grant.isSignedIn = true;
                grant.login = tokens->login.isEmpty() ? grant.login : tokens->login;
                grant.scopes = tokens->scopes;
                grant.since = tokens->consented;
                grant.accessUntil = tokens->expires;
                grant.renewsItself = !tokens->refresh.isEmpty();
            }
            done(grant);
        });
    });
}

void SignInDesk::forget(const Account &account, Done<void> done)
{
    m_keeper->forget(account, std::move(done));
}

void SignInDesk::accountRemoved(AccountId account)
{
    m_keeper->accountRemoved(account);
}

SignInProvider describe(const oauth::ProviderDirectory &providers, const QString &id)
{
    const oauth::Provider *row = providers.find(id);
    if (!row && !oauth::isIssuerAddress(id))
        return {};
    oauth::Provider own;
    own.id = id;
    own.name = QUrl(id).host();
    own.registrationHint = QStringLiteral("own");
    const oauth::Provider &provider = row ? *row : own;
    SignInProvider out;
    out.id = provider.id;
    out.name = provider.name;
    out.hasTenants = provider.isTenanted();
    out.needsSecret = provider.needsSecret;
    out.hasClient = !provider.clientId.isEmpty();
    out.redirect = oauth::redirectToRegister(provider);
    out.registration = provider.registration;
    out.howToRegister = oauth::howToRegister(provider);
    out.appPassword = provider.appPassword;
    return out;
}

} // namespace golub::service
