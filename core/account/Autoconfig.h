// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/HostNames.h"
#include "core/base/Result.h"
#include "core/mail/Discovery.h"

#include <QByteArray>

namespace golub::account {

inline constexpr qint64 AutoconfigBytes = 256 * 1024; //!< of one answer
inline constexpr int AutoconfigDepth = 16;            //!< elements within each other
inline constexpr int AutoconfigServers = 32;          //!< of one answer; more are left out
inline constexpr qsizetype AutoconfigText = 1'000;    //!< characters of one value

//! What an answer in the format of Mozilla's autoconfig 1.1 says, in its order. The servers have no source yet.
struct AutoconfigDocument {
    QString providerName;
    QList<DiscoveredServer> servers;     //!< IMAP, POP3 and SMTP; placeholders filled in; those without TLS have Security::None
    QList<DiscoveryLink> links;          //!< documentation, and pages on which access has to be switched on
    QString exchangeHost;                //!< of an incoming server of type exchange or ews
};

//! Reads an autoconfig answer for an address. Hostile input is refused: Protocol for what is no such document or has a DTD (entities),
//! LimitExceeded over AutoconfigBytes or AutoconfigDepth. Servers without a usable public name or port are left out.
Result<AutoconfigDocument> parseAutoconfig(const QByteArray &xml, const AddressParts &address);

} // namespace golub::account
