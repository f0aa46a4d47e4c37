// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the backend that signs in with tokens (OAuth 2.0) in place of passwords.
#include "core/service/Backend.h"

#include "core/oauth/Trouble.h"
#include "core/service/AccountRuntime.h"
#include "core/store/AccountTable.h"
#include "core/store/MessageStore.h"

namespace golub::service {
namespace {

using namespace std::chrono_literals;
constexpr auto RenewAgainIn = 60s; //!< where the sign-in server could not be reached

const ServerSettings &serverOf(const Account &account, bool outgoing)
{
    return outgoing ? account.outgoing : account.incoming;
}

//! A token that a program of the user's prints needs no provider.
bool isOwnToken(const Account &account)
{
    return account.secretSource == SecretSource::Command || !account.oauth.isUsed();
}

} // namespace

void Backend::secretFor(const Account &account, bool outgoing, Done<Secret> done)
{
    if (!account.usesToken(serverOf(account, outgoing)) || isOwnToken(account)) {
        // The password of the incoming server is none where that one is given a token.
        m_credentials->get(account, outgoing, std::move(done));
        return;
    }
    m_signIns->access(account, [this, id = account.id, outgoing, done = std::move(done)](const Result<Secret> &token) {
        if (AccountRuntime *found = runtime(id); found && token && outgoing)
            found->outgoingToken = *token;
        done(token);
    });
}

//! What was typed or granted just now, else what is known.
void Backend::secretToTest(const Account &account, bool outgoing, const AccountSecrets &secrets, Done<Secret> done)
{
    const bool token = account.usesToken(serverOf(account, outgoing)) && !isOwnToken(account);
    const Secret typed = outgoing ? secrets.outgoing : secrets.incoming;
    const AuthMethod method = serverOf(account, outgoing).auth;
    if (method == AuthMethod::External || method == AuthMethod::Gssapi) {
        done(Secret()); // the certificate or the ticket is enough
        return;
    }
    if (token && !secrets.tokens.isEmpty())
        done(SignInDesk::accessOf(secrets.tokens));
    else if (token && !account.id.isValid())
        done(oauth::signInNeeded(m_signIns->providerName(account)));
    else if (!typed.isEmpty())
        done(typed);
    else if (!account.id.isValid())
        done(account.usesToken(account.incoming) == token ? Result<Secret>(Secret()) : Error::of(ErrorKind::CredentialMissing));
    else if (outgoing && !token && !secrets.incoming.isEmpty())
        done(Secret()); // the new incoming one is tried there, too
    else
        secretFor(account, outgoing, std::move(done));
}

//! A refused token is no wrong password.
ConnectionStep Backend::inWordsForTokens(const Account &account, ConnectionStep step) const
{
    const QString outgoing = QStringLiteral("%1:%2").arg(account.outgoing.host).arg(account.outgoing.port);
    if (!step.ok)
        step.error = inWordsForTokens(account, step.server == outgoing, step.error);
    return step;
}

Error Backend::inWordsForTokens(const Account &account, bool outgoing, const Error &error) const
{
    // What already has words of its own says more.
    const bool general = error.kind == ErrorKind::AuthFailed && error.text == describe(error.kind);
    if (!general || !account.usesToken(serverOf(account, outgoing)))
        return error;
    return oauth::tokenRefused(error, isOwnToken(account) ? QString() : m_signIns->providerName(account));
}

//! Once a token: what was got a moment ago and is refused all the same is for the user to settle.
void Backend::renewToken(AccountId id, bool outgoing, const Secret &refused, Done<Secret> done)
{
    const AccountRuntime *found = runtime(id);
    if (!found) {
        m_clock.startTimer(0ms, [done = std::move(done)] { done(Error::of(ErrorKind::NotFound)); });
        return;
    }
    if (!isOwnToken(found->account)) {
        m_signIns->renew(found->account, refused, std::move(done));
        return;
    }
    m_credentials->forget(found->account, outgoing);
    m_credentials->get(found->account, outgoing, [refused, done = std::move(done)](const Result<Secret> &token) {
        if (token && token->reveal() == refused.reveal())
            done(oauth::tokenRefused(Error::of(ErrorKind::AuthFailed), {}));
        else
            done(token);
    });
}

//! A token was renewed before its end: connections that are up stay, the next ones use it.
void Backend::tokenRenewed(AccountId id, const Secret &token)
{
    AccountRuntime *found = runtime(id);
    if (!found || m_offline)
        return;
    if (found->account.usesToken(found->account.incoming))
        found->worker->setSecret(token);
    if (found->account.usesToken(found->account.outgoing)) {
        found->outgoingToken = token;
        found->sender->setSecret(token);
    }
}

//! True where a refused token is being renewed, so that nobody need be asked yet.
bool Backend::renewsOutgoing(AccountRuntime &runtime, const Error &why)
{
    const AccountId id = runtime.account.id;
    if (why.kind != ErrorKind::AuthFailed || !runtime.account.usesToken(runtime.account.outgoing) || runtime.outgoingToken.isEmpty())
        return false;
    renewToken(id, true, runtime.outgoingToken, [this, id, why](const Result<Secret> &token) {
        AccountRuntime *found = this->runtime(id);
        if (!found || m_offline)
            return;
        if (token) {
            found->outgoingToken = *token;
            found->sender->setSecret(*token);
            return;
        }
        Error error = token.error();
        if (error.kind == ErrorKind::AuthFailed)
            error.reply = why.reply;
        if (recoveryFor(error.kind) != Recovery::Retry) {
            requestUser(*found, true, error);
            return;
        }
        m_clock.startTimer(RenewAgainIn, [this, id] {
            if (AccountRuntime *waiting = this->runtime(id); waiting && !m_offline)
                waiting->sender->retryNow();
        });
    });
    return true;
}

void Backend::signIn(
    quint64 ticket, const Account &account, const Secret &clientSecret, std::function<void(const QUrl &)> page, Done<Secret> done)
{
    m_signIns->signIn(ticket, account, clientSecret, std::move(page), [this, id = account.id, done = std::move(done)](const Result<Secret> &tokens) {
        if (tokens && runtime(id) && !m_offline) {
            // Before it is told: whoever waited for it asks for mail at once.
            if (const auto access = SignInDesk::accessOf(*tokens))
                tokenRenewed(id, *access);
            giveSecrets(id);
        }
        done(tokens);
    });
}

void Backend::cancelSignIn(quint64 ticket)
{
    m_signIns->cancel(ticket);
}

void Backend::signInGrant(AccountId id, Done<SignInGrant> done)
{
    if (const AccountRuntime *found = runtime(id))
        m_signIns->grant(found->account, std::move(done));
    else
        done(Error::of(ErrorKind::NotFound));
}

void Backend::forgetSignIn(AccountId id, Done<void> done)
{
    AccountRuntime *found = runtime(id);
    if (!found) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    m_signIns->forget(found->account, [this, id, done = std::move(done)](const Outcome &forgotten) {
        done(forgotten);
        // Connections that are up were made with what is now revoked.
        const auto account = m_store->accounts().find(id);
        if (!account || !runtime(id))
            return;
        stopAccount(id);
        startAccount(*account);
    });
}

} // namespace golub::service
