// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/DiscoveryNetwork.h"

namespace golub::account {

//! The servers that mail of a domain usually has, the likeliest first: imap., pop. and smtp. of it, mail., and the domain itself, at the ports
//! of RFC 8314 and those that begin with STARTTLS.
QList<ProbeTarget> usualServers(const QString &domain);
//! What an Exchange of this name answers at, if it does.
QList<ProbeTarget> exchangeServers(const QString &host);

} // namespace golub::account
