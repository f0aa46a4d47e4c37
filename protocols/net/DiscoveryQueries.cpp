// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/DiscoveryQueries.h"

#include "protocols/net/ServerProbe.h"
#include "protocols/net/SslTransport.h"

namespace golub::net {

DiscoveryQueries::DiscoveryQueries(Clock &clock, std::unique_ptr<NameRecords> names, Places places)
    : m_clock(clock)
    , m_places(std::move(places))
    , m_web(clock, m_places)
    , m_names(names ? std::move(names) : std::make_unique<SystemNameRecords>())
    , m_deferred(clock)
{
}

DiscoveryQueries::~DiscoveryQueries() = default;

void DiscoveryQueries::get(const QUrl &url, qint64 limit, Done<FetchedPage> done)
{
    m_web.get(url, limit, std::move(done));
}

void DiscoveryQueries::lookUpServices(const QString &name, Done<QList<SrvRecord>> done)
{
    m_names->services(name, std::move(done));
}

void DiscoveryQueries::lookUpMailExchangers(const QString &domain, Done<QStringList> done)
{
    m_names->mailExchangers(domain, std::move(done));
}

void DiscoveryQueries::probe(const ProbeTarget &target, Done<void> done)
{
    Endpoint endpoint { target.host, target.port, target.security, m_places.caFile };
    if (m_places.find) {
        const auto place = m_places.find(target.host, target.port);
        if (!place) {
            m_deferred.post([done = std::move(done)] { done(Error::of(ErrorKind::HostNotFound)); });
            return;
        }
        endpoint.host = place->host;
        endpoint.port = place->port;
    }
    m_probes.push_back(std::make_unique<ServerProbe>(m_clock, std::make_unique<SslTransport>(m_clock, nullptr), target.protocol));
    ServerProbe *const probe = m_probes.back().get();
    probe->start(endpoint, [this, probe, done = std::move(done)](const Outcome &outcome) {
        // Not here: this is a callback of the probe itself.
        m_deferred.post([this, probe] { m_probes.remove_if([probe](const auto &one) { return one.get() == probe; }); });
        done(outcome);
    });
}

} // namespace golub::net
