// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/SetupJson.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golubctl)
};

QString securityName(Security security)
{
    return security == Security::Tls ? QStringLiteral("tls") : security == Security::StartTls ? QStringLiteral("starttls") : QStringLiteral("none");
}

QString stateName(DiscoveryProgress::State state)
{
    switch (state) {
    case DiscoveryProgress::State::Running:
        return QStringLiteral("running");
    case DiscoveryProgress::State::Found:
        return QStringLiteral("found");
    case DiscoveryProgress::State::Nothing:
        return QStringLiteral("nothing");
    case DiscoveryProgress::State::Failed:
        return QStringLiteral("failed");
    case DiscoveryProgress::State::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

QStringList sourceNames(const DiscoveredServer &server)
{
    QStringList names;
    for (const DiscoverySource source : server.sources)
        names += sourceName(source);
    return names;
}

QJsonObject toJson(const DiscoveredServer &server)
{
    QJsonObject json { { QStringLiteral("protocol"), protocolName(server.protocol) }, { QStringLiteral("host"), server.settings.host },
        { QStringLiteral("port"), server.settings.port }, { QStringLiteral("security"), securityName(server.settings.security) },
        { QStringLiteral("user"), server.settings.user }, { QStringLiteral("oauth"), server.wantsOAuth },
        { QStringLiteral("needs_confirmation"), server.needsConfirmation },
        { QStringLiteral("sources"), QJsonArray::fromStringList(sourceNames(server)) } };
    if (!server.why.isEmpty())
        json.insert(QStringLiteral("why"), server.why);
    return json;
}

QJsonArray toJson(const QList<DiscoveredServer> &servers)
{
    QJsonArray array;
    for (const DiscoveredServer &server : servers)
        array.append(toJson(server));
    return array;
}

QString lineOf(const DiscoveredServer &server)
{
    QString line = QStringLiteral("%1  %2:%3  %4  %5  [%6]")
                       .arg(protocolName(server.protocol), -4)
                       .arg(server.settings.host)
                       .arg(server.settings.port)
                       .arg(securityName(server.settings.security), server.settings.user, sourceNames(server).join(QStringLiteral(", ")));
    if (server.wantsOAuth)
        line += QStringLiteral("  ") + Text::tr("sign-in through the browser");
    if (server.needsConfirmation)
        line += QStringLiteral("  ") + Text::tr("in another domain, and only DNS says so: use it if you know it");
    return line;
}

} // namespace

QJsonObject toJson(const Discovery &discovery)
{
    QJsonArray links;
    for (const DiscoveryLink &link : discovery.links)
        links.append(QJsonObject { { QStringLiteral("url"), link.url }, { QStringLiteral("text"), link.text } });
    QJsonArray sources;
    for (const DiscoveryProgress &one : discovery.progress) {
        sources.append(QJsonObject { { QStringLiteral("source"), sourceName(one.source) }, { QStringLiteral("state"), stateName(one.state) },
            { QStringLiteral("facts"), one.facts }, { QStringLiteral("milliseconds"), one.milliseconds } });
    }
    return { { QStringLiteral("address"), discovery.address },
        { QStringLiteral("provider"), discovery.providerName.isEmpty() ? QJsonValue() : QJsonValue(discovery.providerName) },
        { QStringLiteral("imap"), toJson(discovery.imap) }, { QStringLiteral("pop3"), toJson(discovery.pop3) },
        { QStringLiteral("outgoing"), toJson(discovery.outgoing) }, { QStringLiteral("refused"), toJson(discovery.refused) },
        { QStringLiteral("exchange"), discovery.exchangeHost.isEmpty() ? QJsonValue() : QJsonValue(discovery.exchangeHost) },
        { QStringLiteral("hints"), QJsonArray::fromStringList(discovery.hints) }, { QStringLiteral("links"), links },
        { QStringLiteral("sources"), sources }, { QStringLiteral("timed_out"), discovery.timedOut } };
}

QString discoveryText(const Discovery &discovery)
{
    QStringList lines;
    if (!discovery.providerName.isEmpty())
        lines += discovery.providerName;
    for (const auto &list : { discovery.imap, discovery.pop3, discovery.outgoing }) {
        for (const DiscoveredServer &server : list)
            lines += lineOf(server);
    }
    for (const DiscoveredServer &server : discovery.refused)
        lines += Text::tr("refused:") + u' ' + lineOf(server) + QStringLiteral("  ") + server.why;
    if (!discovery.exchangeHost.isEmpty())
        lines += Text::tr("mail is on a Microsoft Exchange: %1").arg(discovery.exchangeHost);
    for (const QString &hint : discovery.hints)
        lines += QStringLiteral("! ") + hint;
    for (const DiscoveryLink &link : discovery.links)
        lines += QStringLiteral("→ %1 %2").arg(link.url, link.text).trimmed();
    for (const DiscoveryProgress &one : discovery.progress)
        lines += QStringLiteral("  %1 %2 %3 ms  %4").arg(sourceName(one.source), -20).arg(stateName(one.state), -8).arg(one.milliseconds, 6).arg(one.facts);
    return lines.join(u'\n');
}

} // namespace golub::ctl
