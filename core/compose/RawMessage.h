// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/MessageBuilder.h"

namespace golub::compose {

//! A message file, to be sent as it is: line ends become CRLF, Bcc fields are taken out of message (sentCopy keeps them). Recipients are
//! those of To, Cc and Bcc, or of the first Resent- block where there is one (RFC 5322 section 3.6.6). Date and Message-ID are added where they
//! are missing. InvalidInput where there is no sender or no recipient.
Result<BuiltMessage> fromRaw(const QByteArray &raw, const BuildContext &context);

} // namespace golub::compose
