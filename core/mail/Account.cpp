// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Account.h"

namespace golub {

bool ServerSettings::isLoopback() const
{
    return host == u"localhost" || host.startsWith(u"127.") || host == u"::1" || host == u"[::1]";
}

} // namespace golub
