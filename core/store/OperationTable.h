// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Operation.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QList>

namespace golub::store {

class StoreContext;

//! The journal. perform() does the local half and writes the entry in one transaction; the remote half is played later
//! (core/operations) and ends in finish(), fail() or retryLater(). On local mailboxes there is no remote half: such an entry is Done at once.
class OperationTable
{
public:
    explicit OperationTable(StoreContext &context) : m_context(context) { }

    //! Flags change, or messages move or disappear, here and now. Messages must belong to one account. The entry's targets record
    //! where the server had them. NotFound where a message is gone; InvalidInput for a destination of another account.
    Result<OperationId> changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove);
    Result<OperationId> move(const QList<MessageId> &messages, MailboxId destination);
    Result<OperationId> copy(const QList<MessageId> &messages, MailboxId destination);
    //! Removes for good, not to the trash. Cannot be undone.
    Result<OperationId> expunge(const QList<MessageId> &messages);
    //! Puts a message into a mailbox (a Sent copy, an import): a row appears here at once, the APPEND follows.
    Result<OperationId> append(MailboxId destination, const QByteArray &raw, const struct MessageText &text, const Flags &flags,
        const QDateTime &internalDate, OutboxId outbox);
    //! The mailbox was added here (MailboxTable::addRemote); the CREATE follows. Done once the server has it.
    Result<OperationId> createMailbox(MailboxId mailbox);
    //! Undoes \a id, or the last operation that can be undone where \a id is invalid: cancels it where its remote half has not begun,
    //! else journals the inverse. NotFound: nothing to undo.
    Result<OperationId> undo(OperationId id = {});
    //! The one that undo() would take; NotFound.
    Result<Operation> lastUndoable() const;

    //! Not Done and not Cancelled, oldest first.
    Result<QList<Operation>> open(AccountId account = {}) const;
    //! The next Pending one of the account; NotFound.
    Result<Operation> nextPending(AccountId account) const;
    Result<Operation> find(OperationId id) const;
    //! What an Append puts on the server.
    Result<QByteArray> appendContent(OperationId id) const;

    //! Pending → Running; attempts + 1.
    Outcome start(OperationId id);
    //! The server did it. \a uids: where messages went (Move, Copy), or the one new UID (Append).
    Outcome finish(OperationId id, const QList<std::pair<Uid, Uid>> &uids = {});
    //! Refused: the local half is taken back, the entry stays visible as Failed.
    Outcome fail(OperationId id, const Error &error);
    //! Could not be reached: Pending again.
    Outcome retryLater(OperationId id, const Error &error);
    //! A Failed one: local half again, Pending.
    Outcome retry(OperationId id);
    //! A Pending or Failed one: local half taken back, Cancelled. Conflict where it is Running.
    Outcome cancel(OperationId id);

private:
    StoreContext &m_context;
};

} // namespace golub::store
