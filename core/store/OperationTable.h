// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Import.h"
#include "core/mail/Operation.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QList>

namespace golub::store {

class StoreContext;

//! Where a message of an operation went; \a source is told where UIDs of several mailboxes come together.
struct Placed {
    Uid from;                         //!< invalid for Append
    Uid to;
    MailboxId source = {};
};

//! What a message is recognised by in another mailbox.
struct TargetPrint {
    Uid sourceUid;
    MailboxId source;
    QString messageId;
    QString subject;
    qint64 size = 0;
    qint64 dateMs = 0;                //!< in whole seconds
};

//! An operation as it is played: with what earlier attempts have already done, or may have done.
struct PendingOperation {
    Operation operation;
    bool waiting = false;             //!< for a UID that is not told yet: what comes later may overtake it where it touches other messages
    bool copied = false;              //!< Move without MOVE: the copies are there, the originals not removed yet
    QList<Placed> copies = {};        //!< what earlier attempts, or a listing since, show to be in the destination already
    UidValidity floorValidity = {};   //!< of floor
    Uid floor = {};                   //!< what earlier attempts put into the destination has this UID or a higher one; invalid: unknown
    QDateTime notBefore = {};         //!< the server could not do it then
    qint64 bytes = 0;                 //!< Append: of the message
};

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
    //! The same in the place of \a old, which leaves the list at once and the server in the same step. A message that is still on its way to
    //! the server is never sent there; one that is gone is no error. The new row is \a made.
    Result<OperationId> replace(MessageId old, MailboxId destination, const QByteArray &raw, const MessageText &text, const Flags &flags,
        MessageId &made);
    //! \a message goes, wherever it is: for good, and unsent where it has not been on the server. Nothing where it is gone.
    Outcome withdraw(MessageId message);
    //! The mailbox was added here (MailboxTable::addRemote); the CREATE follows. Done once the server has it.
    Result<OperationId> createMailbox(MailboxId mailbox);
    //! Undoes \a id, or the last operation of which something is left to take back where \a id is invalid: cancels it where its remote half has
    //! not begun, else journals the inverse. NotFound says why there is nothing; what was passed over is not offered again.
    Result<Undone> undo(OperationId id = {});

    //! Puts a message of a file into a mailbox, unless that has it as often as it is the \a copy of its content: then invalid. One that was
    //! refused before is tried again.
    Result<OperationId> import(MailboxId destination, const ImportedMessage &message, const MessageText &text);

    //! Not Done and not Cancelled, oldest first.
    Result<QList<Operation>> open(AccountId account = {}) const;
    //! The next Pending one of the account that waits for nothing; NotFound.
    Result<Operation> nextPending(AccountId account) const;
    //! Some Pending one waits for a UID.
    Result<bool> waitsForListing(AccountId account) const;
    //! The oldest \a limit Pending ones, in their order.
    Result<QList<PendingOperation>> pending(AccountId account, int limit) const;
    Result<Operation> find(OperationId id) const;
    //! What an Append or a Replace puts on the server.
    Result<QByteArray> appendContent(OperationId id) const;

    //! Those that are Running are Pending again: what played them is gone.
    Outcome interrupted(AccountId account);
    //! Pending → Running; attempts + 1.
    Outcome start(OperationId id);
    //! Before the first attempt at something that must not happen twice: where in the destination its traces would begin.
    Outcome setFloor(OperationId id, UidValidity validity, Uid uidNext);
    //! Move without MOVE: the copies are there.
    Outcome setCopied(OperationId id, const QList<Placed> &copies);
    //! UIDs of a mailbox whose flags the journal knows to have been changed by this program.
    Result<QList<Uid>> flaggedUids(MailboxId mailbox) const;
    //! What the messages of an operation are recognised by; of those that are still here.
    Result<QList<TargetPrint>> prints(OperationId id) const;
    //! The source of its messages means others now (UIDVALIDITY): everything that is to be done there waits until they are matched anew.
    Outcome awaitListing(MailboxId source);
    //! The server did it. \a uids: where messages went (Move, Copy), or the one new UID (Append).
    Outcome finish(OperationId id, const QList<Placed> &uids = {});
    //! Refused: the local half is taken back, the entry stays visible as Failed.
    Outcome fail(OperationId id, const Error &error);
    //! Could not be reached: Pending again; not tried before \a notBefore, unless somebody asks.
    Outcome retryLater(OperationId id, const Error &error, const QDateTime &notBefore = {});
    //! Nothing of it was carried out, and it is to be tried in another way: Pending as if it had never begun.
    Outcome putBack(OperationId id);
    //! A Failed one: local half again, Pending.
    Outcome retry(OperationId id);
    //! A Pending or Failed one: local half taken back, Cancelled. Conflict where it is Running.
    Outcome cancel(OperationId id);
    //! Forgets what was finished long ago, or is much.
    Outcome trim();

private:
    //! In a transaction. \a result stays as it is where nothing of it is left.
    Outcome undoOne(OperationId id, Undone &result);
    StoreContext &m_context;
};

} // namespace golub::store
