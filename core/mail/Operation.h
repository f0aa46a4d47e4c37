// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Ids.h"
#include "core/mail/Flags.h"
#include "core/mail/Mailbox.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace golub {

enum class OperationKind : quint8 { ChangeFlags, Move, Copy, Expunge, Append, CreateMailbox, Replace };
QString operationKindName(OperationKind kind);

//! Pending → Running → Done | Failed (refused and backed out) ; Running, found at start-up → Pending.
enum class OperationState : quint8 { Pending, Running, Done, Failed, Cancelled };
QString operationStateName(OperationState state);

//! One message of an operation, with where the server had it when the user acted.
struct OperationTarget {
    MessageId message;
    MailboxId sourceMailbox;
    Uid sourceUid;                //!< invalid: never on the server, nothing to do there
    UidValidity sourceUidValidity;
    Flags previousFlags = {};     //!< for backing out and undo
};

//! A journal entry: what the user did, its local half done in the same transaction, its remote half waiting.
struct Operation {
    OperationId id;
    AccountId account;
    OperationKind kind = OperationKind::ChangeFlags;
    OperationState state = OperationState::Pending;
    QList<OperationTarget> targets;
    Flags addFlags;               //!< ChangeFlags, Append
    Flags removeFlags;            //!< ChangeFlags
    MailboxId destination;        //!< Move, Copy, Append, CreateMailbox, Replace
    OutboxId outbox;              //!< Append of a Sent copy: the ledger entry it belongs to
    QDateTime created;
    int attempts = 0;
    QDateTime nextTry = {};       //!< the server could not do it; not before then unless somebody asks. Invalid: as soon as possible
    bool undone = false;          //!< an inverse was made; cannot be undone again
    OperationId inverseOf;        //!< valid where this is itself an undo
    Error lastError = {};
    bool hasError = false;
};

//! What an undo came to.
struct Undone {
    OperationId undone;           //!< what was taken back
    OperationId operation;        //!< what takes it back: its inverse; itself where it was only cancelled
    QList<OperationId> skipped = {}; //!< later ones of which nothing was left to take back
};

} // namespace golub
