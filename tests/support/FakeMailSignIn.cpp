// SPDX-License-Identifier: GPL-3.0-or-later
// The double's part that signs in through the browser.
#include "tests/support/FakeMailSignIn.h"

#include "tests/support/FakeJob.h"
#include "tests/support/FakeMailService.h"

namespace golub::tests {

FakeSignIn::FakeSignIn(QObject *parent) : service::SignInJob(QStringLiteral("Sign in"), parent)
{
    QTimer::singleShot(0, this, [this] { Q_EMIT pageReady(QUrl(QStringLiteral("https://login.example.org/authorize?state=abc"))); });
}

void FakeSignIn::cancel()
{
    QTimer::singleShot(0, this, [this] { finish(Error::of(ErrorKind::Cancelled)); });
}

void FakeSignIn::end(const std::optional<Error> &error)
{
    if (!error)
        setValue(Secret("granted tokens"));
    finish(error);
}

service::SignInProvider FakeMailService::signInProviderFor(const QString &, const QString &) const
{
    return m_signInProviders.value(0);
}

service::SignInJob *FakeMailService::signIn(const Account &account, const Secret &clientSecret)
{
    m_calls += QStringLiteral("signIn %1 %2%3").arg(account.oauth.provider, account.oauth.clientId,
        clientSecret.isEmpty() ? QString() : QStringLiteral(" with a secret"));
    m_signIn = new FakeSignIn(this);
    return m_signIn;
}

void FakeMailService::finishSignIn(const std::optional<Error> &error)
{
    if (m_signIn)
        m_signIn->end(error);
}

service::ResultJob<service::SignInGrant> *FakeMailService::signInGrant(AccountId)
{
    return new FakeJob<service::SignInGrant>(QStringLiteral("Grant"), 0, [this]() -> Result<service::SignInGrant> { return m_grant; }, this);
}

service::Job *FakeMailService::forgetSignIn(AccountId id)
{
    return action(QStringLiteral("forgetSignIn %1").arg(id.value), [this] {
        m_grant = {};
        return Outcome();
    });
}

} // namespace golub::tests
