// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>

namespace golub::mime {

//! A date in any form seen in mail: RFC 5322 with the obsolete zones and years, comments, asctime, ISO 8601, RFC 850, swapped or missing
//! parts. Keeps the offset (an unknown zone is UTC, as RFC 5322 section 4.3 says). Invalid where it is no date.
QDateTime parseDate(QByteArrayView text);
//! "Mon, 05 Jan 2026 09:07:03 +0100", with the value's own offset.
QByteArray formatDate(const QDateTime &date);

} // namespace golub::mime
