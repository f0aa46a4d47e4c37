// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/OperationTable.h"

#include <memory>

namespace golub::operations {

//! Looks into the destination for what an earlier attempt, whose answer was lost, may have put there.
//! \a found gets what is there; \a remote must outlive the call or be destroyed together with \a alive.
void findTraces(RemoteStore &remote, store::MessageStore &store, const store::PendingOperation &pending, const MailboxName &destination,
    std::weak_ptr<bool> alive, Done<QList<store::Placed>> found);


} // namespace golub::operations
