// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Composition.h"

#include "app/KeychainCredentialStore.h"
#include "app/PasswordCommand.h"
#include "app/ProtocolFactory.h"
#include "core/account/ProviderDirectory.h"
#include "core/base/Log.h"
#include "core/service/LocalMailService.h"
#include "protocols/net/NetworkWatch.h"
#include "resources/Resources.h"

#include <QFile>

namespace golub::app {
namespace {

std::shared_ptr<const account::ProviderDirectory> bundledProviders()
{
    initResources();
    QFile file(QStringLiteral(":/golub/providers.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    auto directory = account::ProviderDirectory::fromJson(file.readAll());
    if (!directory) {
        qCWarning(logNet) << "provider directory:" << directory.error().text << directory.error().detail;
        return nullptr;
    }
    return std::make_shared<const account::ProviderDirectory>(std::move(*directory));
}

} // namespace

void openService(const QString &directory, bool keepInStep, QThread *engineThread, QObject *context, ServiceOpened done)
{
    // Whether a keychain works is found out first: without one, passwords are asked for and kept in memory.
    KeychainCredentialStore::probe([=](const Result<bool> &works) {
        const bool hasKeychain = works && *works;
        service::BackendParts parts;
        parts.profileDirectory = directory;
        parts.keepInStep = keepInStep;
        parts.intakeThread = true;
        parts.providers = bundledProviders();
        parts.makeRemoteFactory = [](KnownServers &known, ProtocolLogSink &log, Clock &clock) {
            return std::make_unique<ProtocolFactory>(known, log, clock);
        };
        parts.makeKeychain = [hasKeychain]() -> std::unique_ptr<CredentialStore> {
            return hasKeychain ? std::make_unique<KeychainCredentialStore>() : nullptr;
        };
        parts.watchNetwork = net::watchNetwork;
        parts.runPasswordCommand = [](const QStringList &command, Done<Secret> secret) { runPasswordCommand(command, std::move(secret)); };
        service::LocalMailService::open(std::move(parts), engineThread, context,
            [done](Result<std::unique_ptr<service::LocalMailService>> opened) {
                if (opened)
                    done(std::unique_ptr<service::MailService>(std::move(*opened)));
                else
                    done(opened.error());
            });
    });
}

} // namespace golub::app
