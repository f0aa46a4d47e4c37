// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up: servers are found, and tried.
#include "app/Composition.h"
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"
#include "app/golubctl/SetupJson.h"

#include "core/account/Discoverer.h"
#include "core/account/ErrorAdvisor.h"
#include "core/account/ProviderDirectory.h"
#include "core/store/StoreReader.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace golub::ctl {
namespace {

QString lineOf(const ConnectionStep &step)
{
    QString line = QStringLiteral("%1  %2 %3 (%4 ms) %5")
                       .arg(step.ok ? QStringLiteral("ok  ") : QStringLiteral("FAIL"), step.server, step.name)
                       .arg(step.milliseconds)
                       .arg(step.ok ? step.facts : QString(sentenceOf(step.error) + u' ' + replyOf(step.error)).trimmed());
    if (!step.warning.isEmpty())
        line += QStringLiteral("\n      ! ") + step.warning;
    if (!step.error.page.isEmpty())
        line += QStringLiteral("\n      → ") + step.error.page;
    return line;
}

} // namespace

//! Needs no profile, and works beside an open window.
void Ctl::accountDiscover()
{
    if (m_arguments.words.size() != 3) {
        usage(tr("discover takes one address."));
        return;
    }
    struct Run {
        SystemClock clock;
        std::shared_ptr<const account::ProviderDirectory> providers = app::bundledProviders();
        std::unique_ptr<account::Discoverer> discoverer = app::makeDiscoverer(providers.get(), clock);
    };
    const auto run = std::make_shared<Run>();
    const bool showsProgress = isatty(STDERR_FILENO) && !m_arguments.json;
    m_running = run;
    run->discoverer->start(
        m_arguments.word(2), { m_arguments.has(QStringLiteral("send-address")), true },
        [showsProgress](const Discovery &soFar) {
            if (!showsProgress)
                return;
            const auto over = std::count_if(soFar.progress.begin(), soFar.progress.end(),
                [](const DiscoveryProgress &one) { return one.state != DiscoveryProgress::State::Running; });
            std::fprintf(stderr, "\r%lld/%lld ", static_cast<long long>(over), static_cast<long long>(soFar.progress.size()));
        },
        [this, showsProgress](const Result<Discovery> &found) {
            if (showsProgress)
                std::fputs("\r        \r", stderr);
            if (!found)
                fail(found.error());
            else if (found->isEmpty() && found->hints.isEmpty())
                printFailure(toJson(*found),
                    Error { ErrorKind::NotFound, tr("No servers were found for %1. The provider's help pages name them.").arg(found->address), discoveryText(*found) });
            else
                done(toJson(*found), discoveryText(*found));
        });
}

//! Usage otherwise.
bool Ctl::namesAccount()
{
    if (m_arguments.words.size() == 3)
        return true;
    usage(tr("Which account? \"golubctl account list\" shows them."));
    return false;
}

void Ctl::accountTest()
{
    if (!namesAccount())
        return;
    if (!openReader())
        return;
    const auto id = accountNamed(m_arguments.word(2));
    const auto accounts = m_reader->accounts();
    if (!id || !accounts) {
        fail(id ? accounts.error() : id.error());
        return;
    }
    Account account;
    for (const Account &candidate : *accounts) {
        if (candidate.id == *id)
            account = candidate;
    }
    withService([this, account] {
        onFinished(m_service->testAccount(account, {}), [this, id = account.id](service::ResultJob<ConnectionReport> *job) {
            const ConnectionReport report = job->value();
            if (!report.ok() || !m_arguments.has(QStringLiteral("send-to-self"))) {
                reportTest(report);
                return;
            }
            onFinished(m_service->sendToSelf(id), [this, report](service::ResultJob<ConnectionReport> *sent) {
                ConnectionReport both = report;
                both.steps += sent->value().steps;
                reportTest(both);
            });
        });
    });
}

void Ctl::reportTest(const ConnectionReport &report)
{
    QStringList text;
    std::optional<Error> first;
    for (const ConnectionStep &step : report.steps) {
        text += lineOf(step);
        if (!step.ok && !first)
            first = step.error;
    }
    QJsonObject json { { QStringLiteral("ok"), !first }, { QStringLiteral("steps"), toJsonArray(report.steps) } };
    if (!first) {
        done(json, text.join(u'\n'));
        return;
    }
    if (!m_arguments.json) {
        std::cout << text.join(u'\n').toStdString() << std::endl;
        fail(*first);
        return;
    }
    json.insert(QStringLiteral("error"), toJson(*first));
    printFailure(json, *first);
}

Error Ctl::advised(const Error &error, AccountId account, bool outgoing) const
{
    const auto advisor = app::bundledAdvice();
    const auto accounts = m_reader->accounts();
    for (const Account &candidate : accounts.value_or({})) {
        if (!advisor || candidate.id != account)
            continue;
        const MailProtocol incoming = candidate.protocol == IncomingProtocol::Pop3 ? MailProtocol::Pop3 : MailProtocol::Imap;
        return outgoing ? advisor->advised(error, { MailProtocol::Smtp, candidate.outgoing.host, candidate.address })
                        : advisor->advised(error, { incoming, candidate.incoming.host, candidate.address });
    }
    return error;
}

} // namespace golub::ctl
