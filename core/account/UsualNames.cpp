// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/UsualNames.h"

#include <array>

namespace golub::account {
namespace {

struct Port {
    MailProtocol protocol;
    quint16 port;
    Security security;
};

//! TLS from the first byte is preferred (RFC 8314 section 3).
constexpr std::array Ports {
    Port { MailProtocol::Imap, 993, Security::Tls },
    Port { MailProtocol::Imap, 143, Security::StartTls },
    Port { MailProtocol::Pop3, 995, Security::Tls },
    Port { MailProtocol::Pop3, 110, Security::StartTls },
    Port { MailProtocol::Smtp, 465, Security::Tls },
    Port { MailProtocol::Smtp, 587, Security::StartTls },
};

} // namespace

QList<ProbeTarget> usualServers(const QString &domain)
{
    struct Name {
        const char *prefix;
        bool imap;
        bool pop3;
        bool smtp;
        bool fits(MailProtocol protocol) const
        {
            return protocol == MailProtocol::Imap ? imap : protocol == MailProtocol::Pop3 ? pop3 : smtp;
        }
    };
    static constexpr std::array names { Name { "imap.", true, false, false }, Name { "pop.", false, true, false },
        Name { "pop3.", false, true, false }, Name { "smtp.", false, false, true }, Name { "mail.", true, true, true }, Name { "", true, true, true } };
    QList<ProbeTarget> targets;
    for (const Name &name : names) {
        for (const Port &port : Ports) {
            if (name.fits(port.protocol))
                targets += { port.protocol, QLatin1StringView(name.prefix) + domain, port.port, port.security };
        }
    }
    return targets;
}

QList<ProbeTarget> exchangeServers(const QString &host)
{
    QList<ProbeTarget> targets;
    for (const Port &port : Ports)
        targets += { port.protocol, host, port.port, port.security };
    return targets;
}

} // namespace golub::account
