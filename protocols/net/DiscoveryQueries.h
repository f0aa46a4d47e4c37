// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/DiscoveryNetwork.h"
#include "protocols/net/NameRecords.h"
#include "protocols/net/WebFetch.h"

#include <list>
#include <memory>

namespace golub::net {

class ServerProbe;

//! The network for finding servers: https, DNS and probes.
class DiscoveryQueries final : public DiscoveryNetwork
{
public:
    //! \a names null: the system's resolver. \a places: for tests.
    explicit DiscoveryQueries(Clock &clock, std::unique_ptr<NameRecords> names = {}, Places places = {});
    ~DiscoveryQueries() override;

    void get(const QUrl &url, qint64 limit, Done<FetchedPage> done) override;
    void lookUpServices(const QString &name, Done<QList<SrvRecord>> done) override;
    void lookUpMailExchangers(const QString &domain, Done<QStringList> done) override;
    void probe(const ProbeTarget &target, Done<void> done) override;

private:
    Clock &m_clock;
    Places m_places;
    WebFetch m_web;
    std::unique_ptr<NameRecords> m_names;
    DeferredCalls m_deferred;
    std::list<std::unique_ptr<ServerProbe>> m_probes;
};

} // namespace golub::net
