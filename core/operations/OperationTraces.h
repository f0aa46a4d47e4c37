// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/OperationTable.h"

#include <memory>

namespace golub::operations {

struct Traces {
    QList<store::Placed> placed;     //!< what is there already
    UidValidity anew = {};           //!< valid: the mailbox was rebuilt since it was last listed; nothing can be said before it is listed again
};

//! Looks into the destination for what an earlier attempt, whose answer was lost, may have put there.
//! \a remote must outlive the call or be destroyed together with \a alive.
void findTraces(RemoteStore &remote, store::MessageStore &store, const store::PendingOperation &pending, const MailboxName &destination,
    std::weak_ptr<bool> alive, Done<Traces> found);


} // namespace golub::operations
