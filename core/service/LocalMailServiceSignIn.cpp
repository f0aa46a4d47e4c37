// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the service that signs in through the browser.
#include "core/service/LocalMailService.h"

#include "core/oauth/Provider.h"

#include <QPointer>

namespace golub::service {
namespace {

//! Made, finished and destroyed in the caller's thread.
class PostedSignIn final : public SignInJob
{
public:
    PostedSignIn(const QString &title, std::function<void()> stop) : SignInJob(title), m_stop(std::move(stop)) { }

    void cancel() override
    {
        if (isFinished() || m_cancelled)
            return;
        m_cancelled = true;
        m_stop();
        QMetaObject::invokeMethod(this, [this] { finish(Error::of(ErrorKind::Cancelled)); }, Qt::QueuedConnection);
    }
    void settle(const Result<Secret> &tokens)
    {
        if (isFinished())
            return;
        if (tokens)
            setValue(*tokens);
        finish(tokens ? std::nullopt : std::optional<Error>(tokens.error()));
    }

private:
    std::function<void()> m_stop;
    bool m_cancelled = false;
};

} // namespace

QList<SignInProvider> LocalMailService::signInProviders() const
{
    QList<SignInProvider> out;
    if (m_signInProviders) {
        for (const oauth::Provider &provider : m_signInProviders->providers())
            out.append(describe(*m_signInProviders, provider.id));
    }
    return out;
}

SignInProvider LocalMailService::signInProviderFor(const QString &host, const QString &address) const
{
    if (!m_signInProviders)
        return {};
    const oauth::Provider *provider = m_signInProviders->forHost(host);
    SignInProvider out = provider ? describe(*m_signInProviders, provider->id) : SignInProvider();
    if (!provider)
        out.appPassword = m_signInProviders->appPasswordPage(address, host);
    return out;
}

SignInJob *LocalMailService::signIn(const Account &account, const Secret &clientSecret)
{
    const quint64 ticket = ++m_signInTickets;
    const QString name = m_signInProviders ? describe(*m_signInProviders, account.oauth.provider).name : QString();
    auto *job = new PostedSignIn(tr("Sign in at %1").arg(name),
        [this, ticket] { QMetaObject::invokeMethod(m_backend, [backend = m_backend, ticket] { backend->cancelSignIn(ticket); }); });
    job->setParent(this);
    const QPointer<PostedSignIn> guard(job); // followed in this thread only
    QMetaObject::invokeMethod(
        m_backend,
        [this, backend = m_backend, guard, ticket, account, clientSecret] {
            const auto page = [this, guard](const QUrl &url) {
                QMetaObject::invokeMethod(
                    this,
                    [guard, url] {
                        if (guard && !guard->isFinished())
                            Q_EMIT guard->pageReady(url);
                    },
                    Qt::QueuedConnection);
            };
            backend->signIn(ticket, account, clientSecret, page, [this, guard](const Result<Secret> &tokens) {
                QMetaObject::invokeMethod(
                    this,
                    [guard, tokens] {
                        if (guard)
                            guard->settle(tokens);
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
    return job;
}

ResultJob<SignInGrant> *LocalMailService::signInGrant(AccountId id)
{
    return post<SignInGrant>(tr("Look at a sign-in"), [id](Backend &backend, Done<SignInGrant> done) { backend.signInGrant(id, std::move(done)); });
}

Job *LocalMailService::forgetSignIn(AccountId id)
{
    return postPlain(tr("Forget a sign-in"), [id](Backend &backend, Done<void> done) { backend.forgetSignIn(id, std::move(done)); });
}

} // namespace golub::service
