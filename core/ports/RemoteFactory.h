// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/mail/ConnectionStep.h"
#include "core/ports/DiscoveryNetwork.h"
#include "core/ports/Maildrop.h"
#include "core/ports/RemoteStore.h"
#include "core/ports/Submitter.h"

#include <memory>

namespace golub {

//! A running connection test; destroying it stops it.
class ConnectionTest
{
public:
    virtual ~ConnectionTest() = default;
    virtual void start(std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done) = 0;
};

//! Makes connections of the right kind for an account; the app implements it over protocols/.
class RemoteFactory
{
public:
    virtual ~RemoteFactory() = default;
    virtual std::unique_ptr<RemoteStore> remoteStore(const Account &account, const Secret &secret) = 0;
    virtual std::unique_ptr<Maildrop> maildrop(const Account &account, const Secret &secret) = 0;
    virtual std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) = 0;
    //! What opens the file of the account's client certificate, for all connections made from now on.
    virtual void setCertificatePassphrase(AccountId, const Secret &) { }
    //! Tries incoming and outgoing of \a account, saved or not; an empty \a outgoing secret is the same as the incoming one.
    virtual std::unique_ptr<ConnectionTest> connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing) = 0;
    //! Null where the network is not to be asked.
    virtual std::unique_ptr<DiscoveryNetwork> discoveryNetwork() { return nullptr; }
};

} // namespace golub
