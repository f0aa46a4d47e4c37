// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that anybody may send: whatever comes, what is taken keeps to what the header promises.
#include "core/account/Autoconfig.h"
#include "core/account/Autodiscover.h"

#include <cstdint>
#include <cstdlib>

using namespace golub;
using namespace golub::account;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const AddressParts ala = partsOf(QStringLiteral("ala@example.org"));
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto document = parseAutoconfig(bytes, ala)) {
        require(document->servers.size() <= AutoconfigServers);
        for (const DiscoveredServer &server : document->servers) {
            require(!server.settings.host.isEmpty() && server.settings.host == publicHostName(server.settings.host));
            require(server.settings.port != 0);
            require(!server.settings.allowCleartext);
            require(server.settings.user.size() <= AutoconfigText);
            require(!server.settings.user.contains(u'\r') && !server.settings.user.contains(u'\n'));
        }
        for (const DiscoveryLink &link : document->links)
            require(link.url.startsWith(QLatin1StringView("https://")));
    }
    if (const auto host = exchangeHostFrom(bytes))
        require(*host == publicHostName(*host) && !host->isEmpty());
    return 0;
}
