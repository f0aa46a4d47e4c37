// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/HostNames.h"
#include "core/mail/Discovery.h"
#include "core/ports/DiscoveryNetwork.h"

namespace golub::account {

//! One kind of SRV record that mail has.
struct MailService {
    QLatin1StringView label;      //!< "_imaps._tcp"
    MailProtocol protocol;
    Security security;
};
//! RFC 6186 and RFC 8314; those with TLS from the first byte first, because they are preferred.
const QList<MailService> &mailServices();

//! The servers that SRV records name, in the order of their priority, then of their weight. "." means that there is no such service (RFC 6186
//! section 3.4). A target outside of the address's domain needs the person's confirmation.
QList<DiscoveredServer> serversFrom(const QList<SrvRecord> &records, const MailService &service, const AddressParts &address);

} // namespace golub::account
