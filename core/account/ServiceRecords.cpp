// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/ServiceRecords.h"

#include <algorithm>
#include <tuple>

namespace golub::account {

const QList<MailService> &mailServices()
{
    static const QList<MailService> services {
        { QLatin1StringView("_imaps._tcp"), MailProtocol::Imap, Security::Tls },
        { QLatin1StringView("_imap._tcp"), MailProtocol::Imap, Security::StartTls },
        { QLatin1StringView("_pop3s._tcp"), MailProtocol::Pop3, Security::Tls },
        { QLatin1StringView("_pop3._tcp"), MailProtocol::Pop3, Security::StartTls },
        { QLatin1StringView("_submissions._tcp"), MailProtocol::Smtp, Security::Tls },
        { QLatin1StringView("_submission._tcp"), MailProtocol::Smtp, Security::StartTls },
    };
    return services;
}

QList<DiscoveredServer> serversFrom(const QList<SrvRecord> &records, const MailService &service, const AddressParts &address)
{
    QList<SrvRecord> sorted = records;
    std::stable_sort(sorted.begin(), sorted.end(), [](const SrvRecord &a, const SrvRecord &b) {
        return std::tuple(a.priority, b.weight) < std::tuple(b.priority, a.weight);
    });
    QList<DiscoveredServer> servers;
    for (const SrvRecord &record : std::as_const(sorted)) {
        DiscoveredServer server;
        server.protocol = service.protocol;
        server.settings.host = publicHostName(record.target);
        server.settings.port = record.port;
        server.settings.security = service.security;
        server.settings.user = address.address; // RFC 6186 section 4: the whole address first
        server.needsConfirmation = !isWithin(server.settings.host, address.domain);
        if (!server.settings.host.isEmpty() && record.port != 0)
            servers += server;
    }
    return servers;
}

} // namespace golub::account
