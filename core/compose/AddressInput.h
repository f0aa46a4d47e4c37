// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Address.h"

#include <QList>
#include <QString>

namespace golub::compose {

//! What a person typed into To: mailboxes separated by commas, semicolons or line ends; "Name <address>", bare addresses, quoted names
//! with commas. Empty pieces are skipped. InvalidInput quotes the piece that is not an address.
Result<QList<Address>> parseAddressInput(const QString &text);

//! The text that parseAddressInput() reads back: names are quoted where they need it.
QString addressInputText(const QList<Address> &addresses);

//! True for local@domain that can be sent to: no blanks or controls, no empty part; the domain may be international or a literal.
bool isUsableAddress(const QString &address);

} // namespace golub::compose
