// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/TokenKeeper.h"

#include "core/base/Log.h"
#include "core/oauth/Limits.h"
#include "core/oauth/Trouble.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::oauth {
namespace {

using namespace std::chrono_literals;
constexpr auto RevokeWithin = 10s;
constexpr auto FreshFor = 60s; // a token that took the place of a refused one so lately is not bettered by another one

QString tokensKey(AccountId account)
{
    return QStringLiteral("account/%1/oauth").arg(account.value);
}

QString clientKey(AccountId account)
{
    return QStringLiteral("account/%1/oauth-client").arg(account.value);
}

} // namespace

TokenKeeper::TokenKeeper(const ProviderDirectory &providers, CredentialStore *keychain, WebExchange &web, Clock &clock)
    : m_providers(providers), m_keychain(keychain), m_web(web), m_clock(clock)
{
}

TokenKeeper::~TokenKeeper()
{
    for (auto &[id, entry] : m_entries)
        m_clock.cancelTimer(entry.timer);
}

void TokenKeeper::later(std::function<void()> call)
{
    m_clock.startTimer(0ms, [alive = std::weak_ptr(m_alive), call = std::move(call)] {
        if (!alive.expired())
            call();
    });
}

TokenKeeper::Entry &TokenKeeper::entryOf(const Account &account)
{
    Entry &entry = m_entries[account.id.value];
    entry.account = account;
    return entry;
}

// --- providers and clients

QString TokenKeeper::nameOf(const OAuthSettings &settings) const
{
    const Provider *row = m_providers.find(settings.provider);
    return row ? row->name : QUrl(settings.provider).host();
}

void TokenKeeper::provider(const OAuthSettings &settings, Done<Provider> done)
{
    if (const Provider *row = m_providers.find(settings.provider)) {
        later([done = std::move(done), found = forTenant(*row, settings.tenant)] { done(found); });
        return;
    }
    if (const auto known = m_found.constFind(settings.provider); known != m_found.constEnd()) {
        later([done = std::move(done), found = *known] { done(found); });
        return;
    }
    const QList<QUrl> addresses = metadataAddresses(settings.provider);
    if (addresses.isEmpty()) {
        later([done = std::move(done), name = settings.provider] {
            done(Error { ErrorKind::InvalidInput,
                QCoreApplication::translate("OAuth", "The sign-in provider is not known. Use one of the list, or the https address of an issuer."), name });
        });
        return;
    }
    metadata(settings.provider, addresses, std::move(done));
}

void TokenKeeper::metadata(const QString &issuer, const QList<QUrl> &addresses, Done<Provider> done)
{
    WebRequest request { addresses.front() };
    request.maxBytes = limits::AnswerBytes;
    m_web.send(request, [this, alive = std::weak_ptr(m_alive), issuer, addresses, done = std::move(done)](const Result<WebAnswer> &answer) {
        if (alive.expired())
            return;
        if (!answer) {
            done(answer.error());
            return;
        }
        if (answer->status != 200 && addresses.size() > 1) {
            metadata(issuer, addresses.mid(1), done);
            return;
        }
        const auto found = providerFromMetadata(issuer, answer->status == 200 ? answer->content : QByteArray());
        if (found)
            m_found.insert(issuer, *found);
        done(found);
    });
}

void TokenKeeper::client(const Account &account, const Provider &provider, const Secret &secret, Done<Client> done)
{
    Client client { clientIdFor(provider, account.oauth), secret };
    if (client.id.isEmpty()) {
        later([done = std::move(done), error = clientIdMissing(provider.name, !provider.appPassword.isEmpty())] { done(error); });
        return;
    }
    if (client.secret.isEmpty() && account.id.isValid())
        client.secret = entryOf(account).clientSecret;
    if (!client.secret.isEmpty() || !account.id.isValid() || !usesKeychain(account)) {
        later([done = std::move(done), client] { done(client); });
        return;
    }
    m_keychain->read(clientKey(account.id), [this, alive = std::weak_ptr(m_alive), account, client, done = std::move(done)](const Result<Secret> &read) {
        if (alive.expired())
            return;
        // None, or a locked keychain: many clients have no secret, and the provider says so where this one has.
        Client found = client;
        if (read) {
            found.secret = *read;
            entryOf(account).clientSecret = *read;
        }
        done(found);
    });
}

// --- tokens

void TokenKeeper::tokens(const Account &account, Done<TokenSet> done)
{
    load(account, std::move(done));
}

void TokenKeeper::load(const Account &account, Done<TokenSet> done)
{
    if (const Entry &entry = entryOf(account); !entry.tokens.isEmpty()) {
        later([done = std::move(done), tokens = entry.tokens] { done(tokens); });
        return;
    }
    if (!usesKeychain(account)) {
        later([done = std::move(done)] { done(Error::of(ErrorKind::NotFound)); });
        return;
    }
    m_keychain->read(tokensKey(account.id), [this, alive = std::weak_ptr(m_alive), account, done = std::move(done)](const Result<Secret> &read) {
        if (alive.expired())
            return;
        auto found = read ? fromKeychain(*read) : Result<TokenSet>(read.error());
        // Meanwhile somebody may have signed in: what they got is newer.
        if (const Entry &entry = entryOf(account); !entry.tokens.isEmpty())
            found = entry.tokens;
        // Tokens of another registration or provider are of no use for this one; they stay where they are until there are others.
        const Provider *row = m_providers.find(account.oauth.provider);
        const QString clientId = row ? clientIdFor(*row, account.oauth) : account.oauth.clientId;
        if (found && (found->provider != account.oauth.provider || found->clientId != clientId))
            found = Error::of(ErrorKind::NotFound);
        if (found) {
            entryOf(account).tokens = *found;
            scheduleRenewal(account);
        }
        done(found);
    });
}

void TokenKeeper::access(const Account &account, Done<Secret> done)
{
    load(account, [this, account, done = std::move(done)](const Result<TokenSet> &tokens) {
        if (!tokens) {
            done(signInNeeded(nameOf(account.oauth), tokens.error().detail));
            return;
        }
        if (!isDue(*tokens, m_clock.utcNow())) {
            done(tokens->access);
            return;
        }
        startRenewing(account, [done, old = tokens->access](const Result<Secret> &renewed) {
            if (!renewed && recoveryFor(renewed.error().kind) == Recovery::Retry)
                done(old);
            else
                done(renewed);
        });
    });
}

void TokenKeeper::renew(const Account &account, const Secret &refused, Done<Secret> done)
{
    load(account, [this, account, refused, done = std::move(done)](const Result<TokenSet> &tokens) {
        if (!tokens) {
            done(signInNeeded(nameOf(account.oauth), tokens.error().detail));
            return;
        }
        if (tokens->access.reveal() != refused.reveal()) {
            done(tokens->access); // the other server's side has renewed it
            return;
        }
        const auto replaced = entryOf(account).replacedAt;
        if (replaced && m_clock.monotonic() - *replaced < FreshFor) {
            done(tokenRefused(Error::of(ErrorKind::AuthFailed), nameOf(account.oauth)));
            return;
        }
        startRenewing(account, [this, account, done](const Result<Secret> &renewed) {
            if (renewed)
                entryOf(account).replacedAt = m_clock.monotonic();
            done(renewed);
        });
    });
}

void TokenKeeper::startRenewing(const Account &account, Done<Secret> done)
{
    Entry &entry = entryOf(account);
    entry.waiting.push_back(std::move(done));
    if (std::exchange(entry.renewing, true))
        return;
    if (entry.tokens.refresh.isEmpty()) {
        settle(account, signInNeeded(nameOf(account.oauth)));
        return;
    }
    provider(account.oauth, [this, account](const Result<Provider> &found) {
        if (!found) {
            settle(account, found.error());
            return;
        }
        client(account, *found, {}, [this, account, provider = *found](const Result<Client> &client) {
            const TokenSet &old = entryOf(account).tokens;
            if (!client || old.isEmpty()) {
                settle(account, client ? signInNeeded(provider.name) : client.error());
                return;
            }
            WebRequest request { provider.token };
            request.form = refreshForm(old, *client);
            request.maxBytes = limits::AnswerBytes;
            m_web.send(request, [this, alive = std::weak_ptr(m_alive), account, name = provider.name](const Result<WebAnswer> &answer) {
                if (!alive.expired())
                    answered(account, name, answer);
            });
        });
    });
}

void TokenKeeper::answered(const Account &account, const QString &providerName, const Result<WebAnswer> &answer)
{
    Entry &entry = entryOf(account);
    if (!answer || entry.tokens.isEmpty()) {
        settle(account, answer ? signInNeeded(providerName) : answer.error());
        return;
    }
    const auto renewed = readTokens(*answer, entry.tokens, providerName, m_clock.utcNow());
    if (!renewed) {
        settle(account, renewed.error());
        return;
    }
    set(account, *renewed, [this, account, access = renewed->access](const Outcome &kept) {
        // A keychain that was locked meanwhile: this run goes on, the next one may have to ask.
        if (!kept)
            qCWarning(logNet) << "tokens of account" << account.id.value << "could not be kept:" << kept.error().detail;
        settle(account, access);
    });
}

void TokenKeeper::settle(const Account &account, const Result<Secret> &result)
{
    Entry &entry = entryOf(account);
    entry.renewing = false;
    if (!result && result.error().kind == ErrorKind::CredentialMissing) {
        // The grant is over: asking with it again would only be refused again. The keychain is left as it is.
        qCInfo(logNet) << "account" << account.id.value << "has to sign in again:" << result.error().reply.enhanced;
    }
    auto waiting = std::exchange(entry.waiting, {});
    later([waiting = std::move(waiting), result] {
        for (const auto &done : waiting)
            done(result);
    });
}

void TokenKeeper::scheduleRenewal(const Account &account)
{
    Entry &entry = entryOf(account);
    m_clock.cancelTimer(std::exchange(entry.timer, 0));
    const QDateTime due = dueAt(entry.tokens);
    if (!due.isValid() || !m_renewed || entry.tokens.refresh.isEmpty())
        return;
    const auto wait = std::chrono::milliseconds(std::clamp<qint64>(m_clock.utcNow().msecsTo(due), 1000, 24LL * 3600 * 1000));
    entry.timer = m_clock.startTimer(wait, [this, account] {
        entryOf(account).timer = 0;
        if (!isDue(entryOf(account).tokens, m_clock.utcNow())) { // a long life, in pieces
            scheduleRenewal(account);
            return;
        }
        startRenewing(account, [this, account](const Result<Secret> &renewed) {
            // What failed is tried again when a server refuses the token: nothing is asked of anybody before that.
            if (renewed && m_renewed)
                m_renewed(account.id, *renewed);
        });
    });
}

// --- keeping

void TokenKeeper::set(const Account &account, const TokenSet &tokens, Done<void> done)
{
    entryOf(account).tokens = tokens;
    scheduleRenewal(account);
    if (usesKeychain(account))
        m_keychain->write(tokensKey(account.id), toKeychain(tokens), std::move(done));
    else
        later([done = std::move(done)] { done({}); });
}

void TokenKeeper::setClientSecret(const Account &account, const Secret &secret, Done<void> done)
{
    entryOf(account).clientSecret = secret;
    if (usesKeychain(account))
        m_keychain->write(clientKey(account.id), secret, std::move(done));
    else
        later([done = std::move(done)] { done({}); });
}

void TokenKeeper::forget(const Account &account, Done<void> done)
{
    load(account, [this, account, done = std::move(done)](const Result<TokenSet> &tokens) {
        Entry &entry = entryOf(account);
        entry.tokens = {};
        m_clock.cancelTimer(std::exchange(entry.timer, 0));
        const auto removed = [this, account, tokens, done](const Outcome &outcome) {
            if (tokens)
                revoke(account, *tokens, [done, outcome] { done(outcome); });
            else
                done(outcome);
        };
        if (m_keychain)
            m_keychain->remove(tokensKey(account.id), removed);
        else
            removed({});
    });
}

//! Whatever comes of it: here they are gone, and the provider ends what is not used some day.
void TokenKeeper::revoke(const Account &account, const TokenSet &tokens, std::function<void()> then)
{
    provider(account.oauth, [this, account, tokens, then = std::move(then)](const Result<Provider> &found) {
        if (!found || found->revocation.isEmpty()) {
            then();
            return;
        }
        client(account, *found, {}, [this, tokens, provider = *found, then](const Result<Client> &client) {
            if (!client) {
                then();
                return;
            }
            WebRequest request { provider.revocation };
            request.form = revocationForm(tokens, *client);
            request.within = RevokeWithin;
            m_web.send(request, [then](const Result<WebAnswer> &answer) {
                if (!answer || answer->status != 200)
                    qCInfo(logNet) << "revoking a token:" << (answer ? QString::number(answer->status) : answer.error().detail);
                then();
            });
        });
    });
}

void TokenKeeper::accountRemoved(AccountId account)
{
    if (const auto found = m_entries.find(account.value); found != m_entries.end()) {
        m_clock.cancelTimer(found->second.timer);
        m_entries.erase(found);
    }
    if (!m_keychain)
        return;
    m_keychain->remove(tokensKey(account), [](const Outcome &) { });
    m_keychain->remove(clientKey(account), [](const Outcome &) { });
}

} // namespace golub::oauth
