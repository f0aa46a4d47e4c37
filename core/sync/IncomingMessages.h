// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Mailbox.h"
#include "core/ports/RemoteMessage.h"
#include "core/store/BodyIntake.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"

#include <functional>

namespace golub::sync {

//! Writes what a server described into the store, in one transaction; the ids of what is new here, newest first. \a keepsKeywords: as
//! SelectedMailbox::keywordsAllowed.
Result<QList<MessageId>> addIncoming(store::MessageStore &store, const Mailbox &mailbox, const QList<RemoteMessage> &messages, bool keepsKeywords = true);
//! The same of messages that came whole and are stored: \a bodies as the store's intake took them, in the same order.
Result<QList<MessageId>> addWhole(store::MessageStore &store, const Mailbox &mailbox, const QList<RemoteMessage> &messages,
    const store::BodyIntake::Batch &bodies, bool keepsKeywords = true);
//! Calls \a call with each of \a messages that is here, and its row, until one fails. Rows are read a few thousand at a time.
Outcome eachKnown(store::MessageStore &store, MailboxId mailbox, const QList<RemoteMessage> &messages,
    const std::function<Outcome(const RemoteMessage &, const store::MessageTable::Known &)> &call);
//! Takes over flags; of how many messages that are here they have changed.
Result<qint64> updateServerFlags(store::MessageStore &store, MailboxId mailbox, const QList<RemoteMessage> &messages);

} // namespace golub::sync
