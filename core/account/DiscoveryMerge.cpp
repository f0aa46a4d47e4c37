// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/DiscoveryMerge.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace golub::account {
namespace {

constexpr qsizetype ServersOfAKind = 12;
constexpr qsizetype Refused = 12;
constexpr qsizetype Links = 8;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DiscoveryMerge)
};

bool isSame(const DiscoveredServer &a, const DiscoveredServer &b)
{
    return a.protocol == b.protocol && a.settings.port == b.settings.port && a.settings.security == b.settings.security
        && a.settings.host.compare(b.settings.host, Qt::CaseInsensitive) == 0;
}

QList<DiscoveredServer> &listFor(Discovery &discovery, MailProtocol protocol)
{
    switch (protocol) {
    case MailProtocol::Imap:
        return discovery.imap;
    case MailProtocol::Pop3:
        return discovery.pop3;
    case MailProtocol::Smtp:
        break;
    }
    return discovery.outgoing;
}

void addTo(QList<DiscoveredServer> &list, const DiscoveredServer &server, DiscoverySource source, qsizetype most)
{
    const auto known = std::find_if(list.begin(), list.end(), [&](const DiscoveredServer &one) { return isSame(one, server); });
    if (known != list.end()) {
        // The answers come in the order of their trust: the first one's user name and sign-in stand.
        if (!known->sources.contains(source))
            known->sources += source;
        known->needsConfirmation = known->needsConfirmation && server.needsConfirmation;
        return;
    }
    if (list.size() >= most)
        return;
    list += server;
    list.last().sources = { source };
}

void refuse(Discovery &discovery, DiscoveredServer server, DiscoverySource source, const QString &why)
{
    server.why = why;
    addTo(discovery.refused, server, source, Refused);
}

void addServers(Discovery &discovery, const SourceAnswer &answer)
{
    for (const DiscoveredServer &server : answer.servers) {
        if (server.settings.security == Security::None)
            refuse(discovery, server, answer.source, Text::tr("It offers no encryption: passwords and mail could be read on the way."));
        else
            addTo(listFor(discovery, server.protocol), server, answer.source, ServersOfAKind);
    }
    for (const DiscoveredServer &server : answer.refused)
        refuse(discovery, server, answer.source, server.why);
}

//! Whoever authenticates itself and names a host vouches for that host.
void confirm(Discovery &discovery, const QList<SourceAnswer> &answers)
{
    QStringList vouched;
    for (const SourceAnswer &answer : answers) {
        for (const DiscoveredServer &server : answer.servers) {
            if (authenticatesItself(answer.source))
                vouched += server.settings.host.toLower();
        }
    }
    for (auto *list : { &discovery.imap, &discovery.pop3, &discovery.outgoing }) {
        for (DiscoveredServer &server : *list)
            server.needsConfirmation = server.needsConfirmation && !vouched.contains(server.settings.host.toLower());
        // What may not be used without the person's word is never the first choice where there is another one.
        std::stable_sort(list->begin(), list->end(), [](const DiscoveredServer &a, const DiscoveredServer &b) {
            return std::tuple(a.needsConfirmation, a.source()) < std::tuple(b.needsConfirmation, b.source());
        });
    }
}

} // namespace

bool authenticatesItself(DiscoverySource source)
{
    return source != DiscoverySource::Srv;
}

Discovery mergeAnswers(const AddressParts &address, const QList<SourceAnswer> &answers)
{
    QList<SourceAnswer> sorted = answers;
    std::stable_sort(sorted.begin(), sorted.end(), [](const SourceAnswer &a, const SourceAnswer &b) { return a.source < b.source; });
    Discovery discovery;
    discovery.address = address.address;
    for (const SourceAnswer &answer : std::as_const(sorted)) {
        addServers(discovery, answer);
        if (discovery.providerName.isEmpty())
            discovery.providerName = answer.providerName;
        if (discovery.exchangeHost.isEmpty())
            discovery.exchangeHost = answer.exchangeHost;
        for (const QString &hint : answer.hints) {
            if (!discovery.hints.contains(hint))
                discovery.hints += hint;
        }
        for (const DiscoveryLink &link : answer.links) {
            const auto isThis = [&](const DiscoveryLink &one) { return one.url == link.url; };
            if (discovery.links.size() < Links && std::none_of(discovery.links.begin(), discovery.links.end(), isThis))
                discovery.links += link;
        }
    }
    confirm(discovery, sorted);
    return discovery;
}

} // namespace golub::account
