// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/ReplyBuilder.h"

namespace golub::compose {

//! Whom an answer goes to: Reply-To or From (RFC 5322 section 3.6.2), Mail-Reply-To and Mail-Followup-To where an author asks for them, the
//! mailing list (RFC 2369), and for one's own message those it was written to. One's own addresses are left out.
void setRecipients(Draft &draft, const OriginalMessage &original, const Account &account, ReplyKind kind);

//! True where \a address is the account's, or one of its identities'.
bool isOwnAddress(const Account &account, const QString &address);

} // namespace golub::compose
