// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/MessageTable.h"

namespace golub {
struct Mailbox;
}

namespace golub::store {

class StoreContext;

//! What MessageTable::insert() promises: the row of a message that the server shows, be it one that is here, one that waits for its UID,
//! or a new one. Belongs into a transaction.
Result<MessageId> insertOrMatch(StoreContext &context, const Mailbox &mailbox, const IncomingMessage &message);

} // namespace golub::store
