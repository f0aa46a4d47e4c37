// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/MessageBuilder.h"
#include "core/mail/Redirection.h"

namespace golub::compose {

//! The message sent on as it is, with a block of Resent- fields above it that say who sent it on to whom (RFC 5322 section 3.6.6). Nothing else of it
//! changes, so that its signatures hold; but an mbox line, Return-Path and Bcc fields are left out (the last are nobody's business), and line
//! ends become CRLF. InvalidInput: no recipient, an unusable address, or no message.
Result<BuiltMessage> redirect(const QByteArray &raw, const Redirection &to, const BuildContext &context);

} // namespace golub::compose
