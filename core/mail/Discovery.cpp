// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Discovery.h"

namespace golub {

QString protocolName(MailProtocol protocol)
{
    switch (protocol) {
    case MailProtocol::Imap:
        return QStringLiteral("imap");
    case MailProtocol::Pop3:
        return QStringLiteral("pop3");
    case MailProtocol::Smtp:
        return QStringLiteral("smtp");
    }
    return {};
}

QString sourceName(DiscoverySource source)
{
    switch (source) {
    case DiscoverySource::Directory:
        return QStringLiteral("directory");
    case DiscoverySource::Autoconfig:
        return QStringLiteral("autoconfig");
    case DiscoverySource::WellKnown:
        return QStringLiteral("well-known");
    case DiscoverySource::Database:
        return QStringLiteral("ispdb");
    case DiscoverySource::Srv:
        return QStringLiteral("srv");
    case DiscoverySource::HosterDirectory:
        return QStringLiteral("mx-directory");
    case DiscoverySource::HosterDatabase:
        return QStringLiteral("mx-ispdb");
    case DiscoverySource::Autodiscover:
        return QStringLiteral("autodiscover");
    case DiscoverySource::Unchecked:
        return QStringLiteral("directory-unchecked");
    case DiscoverySource::Guess:
        return QStringLiteral("guess");
    }
    return {};
}

} // namespace golub
