// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/HostNames.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QUrl>

namespace golub::account {

inline constexpr qint64 AutodiscoverBytes = 64 * 1024;

//! Where the domain's Exchange, if it has one, answers Autodiscover v2: JSON, no sign-in. It wants an address; without the person's consent that is
//! the postmaster's, which every mail domain has (RFC 5321 section 4.5.1).
QUrl autodiscoverUrl(const AddressParts &address, bool sendAddress);

//! The host that an Autodiscover v2 answer names. It gives no settings for IMAP or SMTP: only that there is an Exchange, and its name.
//! NotFound where the server says that it has none; Protocol for anything else.
Result<QString> exchangeHostFrom(const QByteArray &json);

//! Mail that is at Microsoft itself, not on an Exchange of somebody's own.
bool isExchangeOnline(const QString &host);

} // namespace golub::account
