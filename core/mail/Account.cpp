// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Account.h"

namespace golub {

bool ServerSettings::isLoopback() const
{
    return host == u"localhost" || host.startsWith(u"127.") || host == u"::1" || host == u"[::1]";
}

bool Account::usesToken(const ServerSettings &server) const
{
    const bool byName = server.auth == AuthMethod::XOAuth2 || server.auth == AuthMethod::OAuthBearer;
    return byName || (oauth.isUsed() && server.auth == AuthMethod::Auto);
}

} // namespace golub
