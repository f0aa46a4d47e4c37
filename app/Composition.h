// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/service/MailService.h"

#include <QThread>

#include <functional>
#include <memory>

namespace golub {
class Clock;
}
namespace golub::account {
class Discoverer;
class ErrorAdvisor;
class ProviderDirectory;
}

namespace golub::app {

//! The directory of resources/providers.json; null where it cannot be read.
std::shared_ptr<const account::ProviderDirectory> bundledProviders();
//! Finds servers over the network. \a providers and \a clock outlive it.
std::unique_ptr<account::Discoverer> makeDiscoverer(const account::ProviderDirectory *providers, Clock &clock);
//! What is known of servers' refusals (resources/advice.json); null where it cannot be read.
std::shared_ptr<const account::ErrorAdvisor> bundledAdvice();

using ServiceOpened = std::function<void(Result<std::unique_ptr<service::MailService>>)>;

//! Puts the service together over the profile in \a directory: store, protocols, keychain, providers. Conflict where another program
//! has the profile open.
//! \a keepInStep: connections stay up and mail comes by itself (the window), or only what is asked is done (golubctl).
//! \a keychain: somebody may need it; finding out whether there is one takes a library and a question to another program.
//! \a engineThread runs and outlives the service. \a done comes later, in this thread, unless \a context is gone.
void openService(const QString &directory, bool keepInStep, QThread *engineThread, QObject *context, ServiceOpened done, bool keychain = true);

} // namespace golub::app
