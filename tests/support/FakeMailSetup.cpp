// SPDX-License-Identifier: GPL-3.0-or-later
// What the service double finds out about servers.
#include "tests/support/FakeJob.h"
#include "tests/support/FakeMailService.h"

#include <QTimer>

namespace golub::tests {
namespace {

//! Reports what it was given, one after the other, then ends with the last of them; or waits to be cancelled.
class FakeDiscovery final : public service::DiscoveryJob
{
public:
    FakeDiscovery(const QList<Discovery> &steps, bool hold, const std::optional<Error> &error, QObject *parent)
        : service::DiscoveryJob(QStringLiteral("Discovery"), parent), m_steps(steps), m_hold(hold), m_error(error)
    {
        QTimer::singleShot(0, this, [this] { next(); });
    }
    void cancel() override
    {
        QTimer::singleShot(0, this, [this] { finish(Error::of(ErrorKind::Cancelled)); });
    }

private:
    void next()
    {
        if (isFinished())
            return;
        if (m_error)
            return finish(m_error);
        if (m_next < m_steps.size()) {
            Q_EMIT found(m_steps.at(m_next++));
            QTimer::singleShot(0, this, [this] { next(); });
            return;
        }
        if (m_hold)
            return;
        setValue(m_steps.value(m_steps.size() - 1));
        finish(std::nullopt);
    }

    QList<Discovery> m_steps;
    bool m_hold;
    std::optional<Error> m_error;
    qsizetype m_next = 0;
};

} // namespace

service::DiscoveryJob *FakeMailService::discoverServers(const QString &address, const DiscoveryOptions &options)
{
    m_calls += QStringLiteral("discoverServers %1%2").arg(address, options.sendAddress ? QStringLiteral(" with the address") : QString());
    return new FakeDiscovery(m_discoveries, m_holdDiscovery, takeFailure(), this);
}

service::ResultJob<ConnectionReport> *FakeMailService::sendToSelf(AccountId account)
{
    m_calls += QStringLiteral("sendToSelf %1").arg(account.value);
    return new FakeJob<ConnectionReport>(QStringLiteral("Message to yourself"), 0, [this]() -> Result<ConnectionReport> {
        if (const auto error = takeFailure())
            return *error;
        if (m_selfReport)
            return *m_selfReport;
        ConnectionReport report;
        for (const char *name : { "sent", "arrived", "removed" })
            report.steps += ConnectionStep { QStringLiteral("example.org"), QLatin1String(name), true, {}, 1 };
        return report;
    }, this);
}

} // namespace golub::tests
