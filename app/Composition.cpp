// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Composition.h"

#include "app/KeychainCredentialStore.h"
#include "app/PasswordCommand.h"
#include "app/ProtocolFactory.h"
#include "core/account/Discoverer.h"
#include "core/account/ErrorAdvisor.h"
#include "core/account/ProviderDirectory.h"
#include "core/base/Log.h"
#include "core/oauth/Provider.h"
#include "core/service/LocalMailService.h"
#include "protocols/net/LoopbackListener.h"
#include "protocols/net/DiscoveryQueries.h"
#include "protocols/net/NetworkWatch.h"
#include "protocols/net/WebClient.h"
#include "resources/Resources.h"

#include <QFile>

namespace golub::app {
namespace {

service::SignInParts signInParts()
{
    service::SignInParts parts;
    parts.makeWeb = [](Clock &clock) { return std::make_unique<net::WebClient>(clock); };
    parts.makeListener = [](Clock &clock) { return std::make_unique<net::LoopbackListener>(clock); };
    QFile file(QStringLiteral(":/golub/oauth.json"));
    if (!file.open(QIODevice::ReadOnly))
        return parts;
    auto directory = oauth::ProviderDirectory::fromJson(file.readAll());
    if (directory)
        parts.providers = std::make_shared<const oauth::ProviderDirectory>(std::move(*directory));
    else
        qCWarning(logNet) << "sign-in providers:" << directory.error().text << directory.error().detail;
    return parts;
}

} // namespace

std::shared_ptr<const account::ProviderDirectory> bundledProviders()
{
    initResources();
    QFile file(QStringLiteral(":/golub/providers.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return std::make_shared<const account::ProviderDirectory>(account::ProviderDirectory::readLater(file.readAll()));
}

std::unique_ptr<account::Discoverer> makeDiscoverer(const account::ProviderDirectory *providers, Clock &clock)
{
    return std::make_unique<account::Discoverer>(providers, std::make_unique<net::DiscoveryQueries>(clock), clock);
}

std::shared_ptr<const account::ErrorAdvisor> bundledAdvice()
{
    initResources();
    QFile file(QStringLiteral(":/golub/advice.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return std::make_shared<const account::ErrorAdvisor>(account::ErrorAdvisor::readLater(file.readAll()));
}

void openService(const QString &directory, bool keepInStep, QThread *engineThread, QObject *context, ServiceOpened done, bool keychain)
{
    // Whether a keychain works is found out first: without one, passwords are asked for and kept in memory.
    const auto open = [=](const Result<bool> &works) {
        const bool hasKeychain = works && *works;
        service::BackendParts parts;
        parts.profileDirectory = directory;
        parts.keepInStep = keepInStep;
        parts.intakeThread = true;
        parts.providers = bundledProviders();
        parts.advisor = bundledAdvice();
        parts.makeRemoteFactory = [](KnownServers &known, ProtocolLogSink &log, Clock &clock) {
            return std::make_unique<ProtocolFactory>(known, log, clock);
        };
        parts.makeKeychain = [hasKeychain]() -> std::unique_ptr<CredentialStore> {
            return hasKeychain ? std::make_unique<KeychainCredentialStore>() : nullptr;
        };
        parts.signIn = signInParts();
        parts.watchNetwork = net::watchNetwork;
        parts.runPasswordCommand = [](const QStringList &command, Done<Secret> secret) { runPasswordCommand(command, std::move(secret)); };
        service::LocalMailService::open(std::move(parts), engineThread, context,
            [done](Result<std::unique_ptr<service::LocalMailService>> opened) {
                if (opened)
                    done(std::unique_ptr<service::MailService>(std::move(*opened)));
                else
                    done(opened.error());
            });
    };
    if (keychain)
        KeychainCredentialStore::probe(open);
    else
        open(false);
}

} // namespace golub::app
