// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/ports/KnownServers.h"
#include "protocols/net/Connection.h"
#include "protocols/sasl/Mechanism.h"

namespace golub::app {

//! Who signs in at \a server (incoming or outgoing of \a account), and at least how well: the best that \a known remembers. What is
//! reached is remembered in its turn; \a known outlives the session.
sasl::Credentials credentialsOf(const Account &account, const ServerSettings &server, const Secret &secret, KnownServers &known);

//! Where \a server is and which certificates play a part.
net::Endpoint endpointOf(const ServerSettings &server, const Secret &certificatePassphrase);

//! Has a ticket for \a service ("imap", "pop", "smtp") fetched before \a connection is made, where \a server is signed in to with one.
void useTicket(const ServerSettings &server, const char *service, net::Connection &connection, sasl::Credentials &credentials);

} // namespace golub::app
