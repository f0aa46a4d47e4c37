// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in through the browser: golubctl prints the address and waits for the browser to come back.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/store/StoreReader.h"

#include <QJsonArray>

#include <iostream>
#include <string>
#include <unistd.h>

namespace golub::ctl {
namespace {

QString dateText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(Qt::ISODate) : Ctl::tr("not known");
}

} // namespace

Secret Ctl::secretFromInput(const QString &option) const
{
    if (!m_arguments.has(option))
        return {};
    std::string line;
    std::getline(std::cin, line);
    return Secret(QByteArray::fromStdString(line));
}

std::optional<Account> Ctl::accountOfWord()
{
    if (!openReader())
        return std::nullopt;
    const auto id = accountNamed(m_arguments.word(2));
    const auto accounts = m_reader->accounts();
    if (!id || !accounts) {
        fail(id ? accounts.error() : id.error());
        return std::nullopt;
    }
    for (const Account &account : *accounts) {
        if (account.id == *id)
            return account;
    }
    return std::nullopt;
}

std::optional<Account> Ctl::browserAccountOfWord()
{
    auto account = accountOfWord();
    if (account && !account->oauth.isUsed()) {
        fail(Error { ErrorKind::InvalidInput, tr("The account %1 signs in with a password, not through the browser.").arg(account->name) });
        return std::nullopt;
    }
    return account;
}

void Ctl::accountSignIn()
{
    const auto account = browserAccountOfWord();
    if (!account)
        return;
    const Secret clientSecret = secretFromInput(QStringLiteral("client-secret-stdin"));
    withService([this, account = *account, clientSecret] {
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr); // what is needed is being done
        if (!m_service->hasKeychain() || account.secretSource != SecretSource::Keychain) {
            fail(Error { ErrorKind::InvalidInput,
                tr("There is no keychain that would keep this sign-in until the next command. Run \"golubctl sync\" at a terminal: it asks for the "
                   "sign-in each time. Or let a program print the access token: \"secret\": {\"source\": \"command\"}.") });
            return;
        }
        signInByBrowser(account, clientSecret, [this, account] {
            done(QJsonObject { { QStringLiteral("id"), account.id.value }, { QStringLiteral("signed_in"), true } },
                tr("Signed in: %1.").arg(account.name));
        });
    });
}

//! Prints where to go, and calls \a then once the tokens are there.
void Ctl::signInByBrowser(const Account &account, const Secret &clientSecret, std::function<void()> then)
{
    service::SignInJob *job = m_service->signIn(account, clientSecret);
    connect(job, &service::SignInJob::pageReady, this, [account](const QUrl &page) {
        std::cerr << tr("Open this address in your browser, and sign in for %1:").arg(account.name).toStdString() << "\n\n"
                  << page.toString(QUrl::FullyEncoded).toStdString() << "\n\n"
                  << tr("Waiting for the browser to come back (Ctrl+C ends it).").toStdString() << std::endl;
    });
    onFinished(job, [then = std::move(then)](service::SignInJob *) { then(); });
}

void Ctl::accountSignOut()
{
    const auto account = browserAccountOfWord();
    if (!account)
        return;
    withService([this, account = *account] {
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
        connect(m_service->forgetSignIn(account.id), &service::Job::finished, this, [this, account](service::Job *job) {
            if (job->error())
                fail(*job->error());
            else
                done(QJsonObject { { QStringLiteral("id"), account.id.value }, { QStringLiteral("signed_in"), false } },
                    tr("The sign-in of %1 is forgotten here.").arg(account.name));
        });
    });
}

void Ctl::accountGrant()
{
    const auto account = browserAccountOfWord();
    if (!account)
        return;
    withService([this, account = *account] {
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
        onFinished(m_service->signInGrant(account.id), [this](service::ResultJob<service::SignInGrant> *job) {
            const service::SignInGrant &grant = job->value();
            const QJsonObject json { { QStringLiteral("signed_in"), grant.isSignedIn }, { QStringLiteral("provider"), grant.providerName },
                { QStringLiteral("login"), grant.login }, { QStringLiteral("scopes"), QJsonArray::fromStringList(grant.scopes) },
                { QStringLiteral("since"), toJson(grant.since) }, { QStringLiteral("access_until"), toJson(grant.accessUntil) },
                { QStringLiteral("renews_itself"), grant.renewsItself } };
            if (!grant.isSignedIn) {
                done(json, tr("Not signed in at %1. \"golubctl account sign-in\" does that.").arg(grant.providerName));
                return;
            }
            const QString until = grant.renewsItself ? tr("until it is revoked (the current token until %1)").arg(dateText(grant.accessUntil))
                                                     : dateText(grant.accessUntil);
            done(json, tr("%1, %2\ngranted: %3\nsince: %4\nvalid: %5")
                           .arg(grant.providerName, grant.login, grant.scopes.join(u' '), dateText(grant.since), until));
        });
    });
}

//! At a terminal those who have to sign in do that before the command begins; elsewhere the command itself says what it lacks.
void Ctl::signInFirst(QList<Account> accounts, std::function<void()> then)
{
    const auto needsBrowser = [](const Account &account) { return account.oauth.isUsed() && account.secretSource != SecretSource::Command; };
    while (!accounts.isEmpty() && !needsBrowser(accounts.first()))
        accounts.removeFirst();
    if (accounts.isEmpty() || m_arguments.json || !isatty(STDIN_FILENO)) {
        then();
        return;
    }
    const Account account = accounts.takeFirst();
    onFinished(m_service->signInGrant(account.id),
        [this, account, accounts, then = std::move(then)](service::ResultJob<service::SignInGrant> *job) {
            if (job->value().isSignedIn)
                signInFirst(accounts, then);
            else
                signInByBrowser(account, {}, [this, accounts, then] { signInFirst(accounts, then); });
        });
}

//! What to do about an error that only a sign-in in the browser ends; empty for others.
QString Ctl::signInAdvice(const Error &error) const
{
    const bool secret = error.kind == ErrorKind::CredentialMissing || error.kind == ErrorKind::AuthFailed;
    // Passwords have the kind's own sentence.
    if (!secret || !m_reader || error.text == describe(error.kind) || m_arguments.word(1) == u"sign-in")
        return {};
    const auto accounts = m_reader->accounts();
    for (const Account &account : accounts.value_or({})) {
        if (account.oauth.isUsed() && account.secretSource != SecretSource::Command)
            return tr("\"golubctl account sign-in %1\" does that at any terminal, or the window of Golub.").arg(account.address);
    }
    return {};
}

//! Somebody has to sign in, and nobody is here to do it.
void Ctl::failForSignIn(const service::UserRequest &request)
{
    Error error = request.error;
    // Whatever the refusal's kind: the user is needed.
    if (exitStatus(error.kind) != 3)
        error.kind = ErrorKind::CredentialMissing;
    fail(error);
}

} // namespace golub::ctl
