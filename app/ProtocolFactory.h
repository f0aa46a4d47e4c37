// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/KnownServers.h"
#include "core/ports/ProtocolLogSink.h"
#include "core/ports/RemoteFactory.h"
#include "protocols/net/Connection.h"

#include <map>

namespace golub::app {

//! Core's ports over the protocols: the one place where both are known.
class ProtocolFactory final : public RemoteFactory
{
public:
    //! Nothing is owned; everything outlives the factory and what it made.
    ProtocolFactory(KnownServers &known, ProtocolLogSink &log, Clock &clock);

    std::unique_ptr<RemoteStore> remoteStore(const Account &account, const Secret &secret) override;
    std::unique_ptr<Maildrop> maildrop(const Account &account, const Secret &secret) override;
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override;
    std::unique_ptr<ConnectionTest> connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing) override;
    std::unique_ptr<DiscoveryNetwork> discoveryNetwork() override;

    void setCertificatePassphrase(AccountId account, const Secret &passphrase) override;

private:
    Secret passphraseOf(AccountId account) const;
    net::Connection connection(const Account &account, const ServerSettings &server, const char *protocol) const;

    KnownServers &m_known;
    ProtocolLogSink &m_log;
    Clock &m_clock;
    std::map<AccountId, Secret> m_passphrases;
};

} // namespace golub::app
