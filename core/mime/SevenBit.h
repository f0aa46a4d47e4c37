// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! The same message in 7 bits and lines of at most 998 bytes, for servers without 8BITMIME (RFC 6152 section 3): contents that need it
//! become quoted-printable or base64, raw 8-bit header fields become encoded words; every other byte stays. CRLF line ends.
//! InvalidInput where that would break a signature (RFC 1847 section 2.1).
Result<QByteArray> toSevenBit(QByteArrayView raw);

} // namespace golub::mime
