// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mime/MessageTree.h"

#include <QByteArray>

namespace golub::compose {

//! A message of ours to be edited again: recipients (Bcc too), subject, threading, text, HTML and attachments; no id, no account.
Draft draftFromMessage(const QByteArray &raw);

//! Anybody's message as the beginning of a new one: recipients, subject, text, HTML made harmless, attachments; from the account's identity
//! that wrote it, else its first; no threading, for it is no answer. NotFound where there is no message in \a raw.
Result<Draft> editAsNew(const QByteArray &raw, const Account &account);

//! A part as a draft's attachment: name, type (with the charset of a text, the method of an invitation), content byte for byte.
DraftAttachment attachmentOf(const QByteArray &raw, const mime::MessageTree &tree, int part);

} // namespace golub::compose
