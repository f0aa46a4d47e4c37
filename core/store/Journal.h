// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Operation.h"
#include "core/store/MessageRows.h"

#include <QByteArray>
#include <QList>

namespace golub::store {

class Database;
class StoreContext;

//! Where the server has a message, or will have it.
struct Place {
    MailboxId mailbox;
    Uid uid;
    UidValidity uidValidity;
    bool waiting = false;             //!< the UID is not known yet but will be
};

//! Where a row stands now.
Place placeOf(const MessageRow &row);

//! A target with what only the store needs to know of it.
struct JournalTarget {
    OperationTarget target;
    bool waiting = false;
    MessageId created;                //!< Copy: the row in the destination
    Uid told = {};                    //!< the UID that the server told in answer to the copy; invalid: nothing proves which message is it
    Place source() const { return { target.sourceMailbox, target.sourceUid, target.sourceUidValidity, waiting }; }
};
Result<QList<JournalTarget>> journalTargets(Database &mail, OperationId id);

//! An entry in the journal, Pending, with its targets. The local half is the caller's.
struct NewEntry {
    AccountId account;
    OperationKind kind = OperationKind::ChangeFlags;
    Flags add = {};
    Flags remove = {};
    MailboxId destination = {};
    OutboxId outbox = {};
    OperationId inverseOf = {};
    QByteArray body = {};
};
Result<OperationId> record(StoreContext &context, const NewEntry &entry, const QList<JournalTarget> &targets);
//! Changes the state; targets are live while it is Pending or Running.
Outcome setState(StoreContext &context, OperationId id, OperationState state);

//! \a flags of the server with every live flag operation on \a message on top.
Result<Flags> pendingFlags(Database &mail, MessageId message, const Flags &flags);

//! The message stands at \a place after operation \a after (0: before all): hands this on to the live operations that come later,
//! and to the row itself unless a later move decides where that is. This is what makes operations on one message compose: a flag after
//! a move, a move after a move, whichever of them is refused or undone.
Outcome rebase(StoreContext &context, MessageId message, OperationId after, const Place &place);

//! The live operation that puts \a message into \a mailbox (a move, or the copy or append that made the row); invalid for none.
struct Explanation {
    OperationId operation;
    int attempts = 0;
};
Result<Explanation> explanationOf(Database &mail, MessageId message, MailboxId mailbox);

} // namespace golub::store
