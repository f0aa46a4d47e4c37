// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/HostNames.h"
#include "core/mail/Discovery.h"

namespace golub::account {

//! What one source answered.
struct SourceAnswer {
    DiscoverySource source = DiscoverySource::Directory;
    QString providerName = {};
    QList<DiscoveredServer> servers = {};  //!< in its order
    QList<DiscoveredServer> refused = {};  //!< with `why`: found, and not to be used
    QStringList hints = {};
    QList<DiscoveryLink> links = {};
    QString exchangeHost = {};
};

//! Puts the answers together: who is trusted more comes first, then each source's own order; the same server named twice is one, with both as
//! its sources. What only DNS says about another domain is confirmed by any source that authenticates itself and names the same host.
//! Servers without TLS are among `refused`, whoever names them. Progress is not filled in.
Discovery mergeAnswers(const AddressParts &address, const QList<SourceAnswer> &answers);

//! True for sources whose answers cannot be forged on the way.
bool authenticatesItself(DiscoverySource source);

} // namespace golub::account
