// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"

#include <QByteArrayView>

namespace golub::mime {

//! Reads an address list of any quality (RFC 5322 section 3.4 with the obsolete forms): groups, comments, routes, quoted local parts, names
//! with unquoted dots, commas and @, encoded words (also inside quotes), raw 8-bit. At most limits::AddressesPerField entries.
AddressList parseAddresses(QByteArrayView field);
//! The same for what a user typed into an address field; ";" separates as well as ",".
AddressList parseTypedAddresses(const QString &text);
//! True for local@domain without blanks, controls or brackets outside of a quoted local part.
bool isPlausibleAddress(const QString &address);

//! "Name <address>, …" for a header: names as tokens, quoted strings or encoded words, domains in ASCII (IDNA), folded within 78 characters.
//! \a utf8: SMTPUTF8 (RFC 6532), everything as it is. \a column is where the current line ends and is updated.
QByteArray encodeAddresses(const AddressList &addresses, qsizetype &column, bool utf8 = false);
//! One addr-spec for the wire, local part quoted where needed, domain in ASCII unless \a utf8; empty where it cannot be written.
QByteArray encodeAddress(const QString &address, bool utf8 = false);

} // namespace golub::mime
