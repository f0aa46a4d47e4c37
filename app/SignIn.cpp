// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SignIn.h"

#include "protocols/sasl/SystemKerberos.h"

#include <memory>

namespace golub::app {

sasl::Credentials credentialsOf(const Account &account, const ServerSettings &server, const Secret &secret, KnownServers &known)
{
    // Most providers want the incoming user name for sending, too: it need not be given twice.
    sasl::Credentials credentials = sasl::credentialsFor(server, account.incoming.user, secret, account.usesToken(server));
    credentials.floor = known.bestSignIn(account.id, server.host, server.port);
    credentials.signedIn = [&known, id = account.id, host = server.host, port = server.port](const SignInStrength &strength) {
        known.signedIn(id, host, port, strength);
    };
    return credentials;
}

net::Endpoint endpointOf(const ServerSettings &server, const Secret &certificatePassphrase)
{
    return { server.host, server.port, server.security, server.caFile, server.clientCertificate, certificatePassphrase };
}

void useTicket(const ServerSettings &server, const char *service, net::Connection &connection, sasl::Credentials &credentials)
{
    if (server.auth != AuthMethod::Gssapi)
        return;
    const auto ticket = std::make_shared<sasl::TicketRequest>(service, server.host.toUtf8());
    connection.prepare = [ticket](std::function<void()> ready) { ticket->start(std::move(ready)); };
    credentials.securityContext = [ticket] { return ticket->take(); };
}

} // namespace golub::app
