// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/DiscoveryNetwork.h"
#include "protocols/net/DeferredCalls.h"

#include <QNetworkAccessManager>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <optional>

class QNetworkReply;

namespace golub::net {

//! Where a host really is. The program has none of it; tests put the internet onto loopback with it, names in certificates included.
struct Places {
    struct Place {
        QString host;
        quint16 port = 0;
    };
    //! Not set: as the system resolves the name. Nothing: there is no such host.
    std::function<std::optional<Place>(const QString &host, quint16 port)> find = {};
    QString caFile = {};          //!< an extra trusted CA, PEM
};

//! Fetches small documents by https from servers that nobody vouches for. No cookies, caches, sign-ins or referrers; redirections are followed to
//! https only, RedirectsLimit of them; what is larger or slower than allowed ends. Destroying it stops everything.
class WebFetch
{
public:
    static constexpr std::chrono::seconds Within { 10 };
    static constexpr int RedirectsLimit = 3;

    explicit WebFetch(Clock &clock, Places places = {});
    ~WebFetch();

    //! As DiscoveryNetwork::get().
    void get(const QUrl &url, qint64 limit, Done<FetchedPage> done);

private:
    struct Request;
    void send(Request &request);
    void finished(Request &request);
    void end(Request &request, Result<FetchedPage> result);

    Clock &m_clock;
    Places m_places;
    QNetworkAccessManager m_manager;
    DeferredCalls m_deferred;
    std::list<std::unique_ptr<Request>> m_requests;
};

} // namespace golub::net
