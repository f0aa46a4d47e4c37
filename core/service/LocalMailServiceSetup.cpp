// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up an account: its servers are found, mail goes through, and what servers refuse is explained.
#include "core/service/LocalMailService.h"

#include "core/account/ErrorAdvisor.h"
#include "core/service/PostedDiscovery.h"
#include "core/store/StoreReader.h"

#include <algorithm>
#include <optional>

namespace golub::service {
namespace {

std::optional<Error> refusalIn(const OutboxEntry &entry)
{
    const auto refused = std::find_if(entry.recipients.begin(), entry.recipients.end(),
        [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Refused; });
    return refused == entry.recipients.end() ? std::nullopt : std::optional(Error::of(ErrorKind::ServerRefused, {}, refused->reply));
}

} // namespace

DiscoveryJob *LocalMailService::discoverServers(const QString &address, const DiscoveryOptions &options)
{
    auto *job = new PostedDiscovery(tr("Looking for the servers of %1").arg(address));
    job->setParent(this);
    const quint64 ticket = ++m_ticket;
    const auto inEngine = [backend = m_backend](std::function<void(Backend &)> work) {
        QMetaObject::invokeMethod(backend, [backend, work = std::move(work)] { work(*backend); }, Qt::QueuedConnection);
    };
    job->onCancel = [inEngine, ticket] { inEngine([ticket](Backend &backend) { backend.stopDiscovery(ticket); }); };
    const auto here = tellLater(this, job);
    inEngine([=](Backend &backend) {
        backend.discover(
            ticket, address, options, [here](const Discovery &soFar) { here([soFar](PostedDiscovery &one) { one.report(soFar); }); },
            [here](const Result<Discovery> &result) { here([result](PostedDiscovery &one) { one.settle(result); }); });
    });
    return job;
}

ResultJob<ConnectionReport> *LocalMailService::sendToSelf(AccountId account)
{
    auto *job = new PostedJob<ConnectionReport>(tr("Sending a message to yourself"));
    job->setParent(this);
    const quint64 ticket = ++m_ticket;
    job->onCancel = [backend = m_backend, ticket] {
        QMetaObject::invokeMethod(backend, [backend, ticket] { backend->stopSelfMessage(ticket); }, Qt::QueuedConnection);
    };
    const auto here = tellLater(this, job);
    const auto step = [here](const ConnectionStep &one) {
        here([what = one.server + u' ' + one.name](PostedJob<ConnectionReport> &running) { running.report(what, 0, 0); });
    };
    const auto done = [this, here, account](const Result<ConnectionReport> &report) {
        here([this, account, report](PostedJob<ConnectionReport> &running) {
            running.settle(report ? advised(*report, accountWith(account)) : report);
        });
    };
    QMetaObject::invokeMethod(m_backend, [=, backend = m_backend] { backend->sendToSelf(ticket, account, step, done); }, Qt::QueuedConnection);
    return job;
}

// --- what servers refuse, explained

Error LocalMailService::advised(const Error &error, const Account &account, bool outgoing) const
{
    if (!m_advisor)
        return error;
    const MailProtocol incoming = account.protocol == IncomingProtocol::Pop3 ? MailProtocol::Pop3 : MailProtocol::Imap;
    return m_advisor->advised(
        error, { outgoing ? MailProtocol::Smtp : incoming, outgoing ? account.outgoing.host : account.incoming.host, account.address });
}

Account LocalMailService::accountWith(AccountId id) const
{
    const auto accounts = m_reader ? m_reader->accounts() : Result<QList<Account>>(QList<Account>());
    for (const Account &account : accounts.value_or({})) {
        if (account.id == id)
            return account;
    }
    return {};
}

AccountStatus LocalMailService::advised(AccountStatus status) const
{
    if (status.hasError)
        status.error = advised(status.error, accountWith(status.account), false);
    return status;
}

UserRequest LocalMailService::advised(UserRequest request) const
{
    request.error = advised(request.error, accountWith(request.account), request.outgoing);
    return request;
}

QList<OutboxEntry> LocalMailService::advised(QList<OutboxEntry> entries) const
{
    for (OutboxEntry &entry : entries) {
        // Taken for some: what the others were refused for is as much worth knowing.
        if (const auto refusal = refusalIn(entry); !entry.hasError && refusal) {
            entry.lastError = *refusal;
            entry.hasError = true;
        }
        if (entry.hasError)
            entry.lastError = advised(entry.lastError, accountWith(entry.account), true);
    }
    return entries;
}

ConnectionReport LocalMailService::advised(ConnectionReport report, const Account &account) const
{
    const QString outgoing = QStringLiteral("%1:%2").arg(account.outgoing.host).arg(account.outgoing.port);
    for (ConnectionStep &step : report.steps) {
        if (!step.ok)
            step.error = advised(step.error, account, step.server == outgoing);
    }
    return report;
}

} // namespace golub::service
