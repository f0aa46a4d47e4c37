// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "protocols/imap/Response.h"

namespace golub::imap {

//! The server's words as a person may see them.
ServerReply replyOf(const Status &status);
//! A NO, BAD or BYE as an error: the response code decides the kind (RFC 9051 section 7.1, RFC 5530), and the few texts that servers use instead.
Error errorOf(const Status &status);
//! Exchange Online: the password is right, but IMAP is switched off for the mailbox (or the licence is missing, or too much is asked).
bool isSignInWithoutMailbox(const Status &status);
//! The same where it answers an attempt to sign in: without a better reason the password is wrong.
Error signInErrorOf(const Status &status);

} // namespace golub::imap
