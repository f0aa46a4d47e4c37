// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/ports/KnownServers.h"
#include "protocols/net/Transport.h"
#include "protocols/sasl/Mechanism.h"

namespace golub::app {

//! Who signs in at \a server (incoming or outgoing of \a account), and at least how well: the best that \a known remembers. What is
//! reached is remembered in its turn; \a known outlives the session.
sasl::Credentials credentialsOf(const Account &account, const ServerSettings &server, const Secret &secret, KnownServers &known);

//! Where \a server is and which certificates play a part.
net::Endpoint endpointOf(const ServerSettings &server, const Secret &certificatePassphrase);

} // namespace golub::app
