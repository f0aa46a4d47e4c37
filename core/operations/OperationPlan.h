// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"
#include "core/mail/Operation.h"
#include "core/store/OperationTable.h"

#include <QDateTime>
#include <QSet>

namespace golub::operations {

//! What goes to the server as one command on one mailbox.
struct Command {
    OperationKind kind = OperationKind::ChangeFlags;
    MailboxId mailbox = {};          //!< where the messages are; invalid for Append and CreateMailbox
    UidValidity uidValidity = {};
    QList<Uid> uids = {};
    Flags add = {};                  //!< ChangeFlags
    Flags remove = {};
};

//! Operations that are played, and end, together.
struct Batch {
    QList<store::PendingOperation> operations;
    QList<Command> commands;         //!< in their order; none where nothing is to be done at the server
    bool isEmpty() const { return operations.isEmpty(); }
    OperationKind kind() const { return operations.first().operation.kind; }
    MailboxId destination() const { return operations.first().operation.destination; }
};

struct BatchRules {
    QSet<OperationId> alone = {};    //!< of these the server refused a batch: each is played by itself
    QSet<OperationId> later = {};    //!< not now; nor what comes after them for the same messages
};

//! The next batch out of \a pending (oldest first). Operations on one message keep their order; on different messages they commute, so that
//! a thousand single flag changes, between deletions, become a few commands. Pure.
Batch nextBatch(const QList<store::PendingOperation> &pending, const BatchRules &rules = {});

} // namespace golub::operations
