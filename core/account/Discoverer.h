// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/DiscoveryMerge.h"
#include "core/account/ServiceRecords.h"
#include "core/base/Clock.h"
#include "core/ports/DiscoveryNetwork.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace golub::account {

class ProviderDirectory;

//! Finds the servers of an address in all ways at once: the directory, autoconfig at the domain, the ISPDB, SRV records, whoever receives the
//! domain's mail (MX), Exchange's Autodiscover, and the usual names, tried with TLS. See DiscoverySource for who is trusted more.
//!
//! It ends when every source has answered, when none of those left could win (unless everything is wanted), or after Limit. Only the domain is
//! told to anybody; the whole address goes to the domain's own servers where the person agreed. Destroying it stops it.
class Discoverer
{
public:
    static constexpr std::chrono::seconds Limit { 15 };
    using Found = std::function<void(const Discovery &soFar)>;

    //! \a directory may be null; it and the clock outlive the discoverer.
    Discoverer(const ProviderDirectory *directory, std::unique_ptr<DiscoveryNetwork> network, Clock &clock);
    ~Discoverer();

    //! Once. \a found comes whenever more is known, \a done once at the end: InvalidInput for no address, Offline where nothing could be asked.
    void start(const QString &address, const DiscoveryOptions &options, Found found, Done<Discovery> done);

private:
    struct Way; //!< how one source goes

    void begin();
    void askDirectory();
    void askAutoconfig(DiscoverySource source, const QUrl &url);
    void askServices();
    void askExchangers();
    void askHosters(const QStringList &exchangers);
    void askHosterDatabase(const QStringList &exchangers);
    void askAutodiscover();
    void foundExchange(const QString &host);
    void tryUsualNames();
    void tryServers(DiscoverySource source, const QList<ProbeTarget> &targets);
    void tried(DiscoverySource source, const ProbeTarget &target, const Outcome &outcome);
    void answered(DiscoverySource source, const Result<FetchedPage> &answer, const QString &host);
    SourceAnswer fromDirectory(DiscoverySource source, const struct ProviderMatch &match) const;

    Way &way(DiscoverySource source);
    void expect(DiscoverySource source, int parts, const QString &facts);
    void part(DiscoverySource source, const std::optional<Error> &error = {});
    void close(DiscoverySource source, DiscoveryProgress::State state, const QString &facts = {});
    Discovery soFar() const;
    void report();
    bool nothingBetterCanCome() const;
    void end(bool timedOut);

    const ProviderDirectory *m_directory;
    std::unique_ptr<DiscoveryNetwork> m_network;
    Clock &m_clock;
    AddressParts m_address;
    DiscoveryOptions m_options;
    Found m_found;
    Done<Discovery> m_done;
    std::map<DiscoverySource, Way> m_ways;
    Clock::TimerId m_timer = 0;
    Clock::TimerId m_limit = 0;
    std::chrono::milliseconds m_started { 0 };
    bool m_ended = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::account
