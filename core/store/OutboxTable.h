// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Outbox.h"
#include "core/ports/Submitter.h"

#include <QByteArray>
#include <QList>

namespace golub::store {

class StoreContext;

//! The sending ledger (see OutboxState). Each transition is committed, and synced to disk, before it returns; a transition that the
//! state does not allow is Conflict and changes nothing.
class OutboxTable
{
public:
    explicit OutboxTable(StoreContext &context) : m_context(context) { }

    //! \a message goes to the server (no Bcc); \a sentCopy to the Sent mailbox (with Bcc). Both are durable when this returns.
    //! With entry.hold it is Held until entry.heldUntil, else Queued.
    Result<OutboxId> queue(const OutboxEntry &entry, const QByteArray &message, const QByteArray &sentCopy);
    Result<QList<OutboxEntry>> all() const;         //!< oldest first, Accepted ones only while their Sent copy waits or failed, or a recipient was refused
    Result<OutboxEntry> find(OutboxId id) const;
    Result<QByteArray> message(OutboxId id) const;
    Result<QByteArray> sentCopy(OutboxId id) const;

    //! Held → Queued: its time has come, or it goes at once.
    Outcome release(OutboxId id);
    Outcome claim(OutboxId id);                     //!< Queued → Claimed; attempts + 1
    //! Claimed → Sending, before the first byte of data; \a recipients with what the server said so far. Whom it took stays Pending until
    //! it has the message. \a server and the time are kept for the person who may have to decide later.
    Outcome sending(OutboxId id, const QList<OutboxRecipient> &recipients, const QString &server = {});
    //! Sending, Uncertain → Accepted; → Queued, to be tried again at \a nextTry, while the server takes it for some recipients only later
    //! (and at once for those whom it would not have in the same transaction).
    //! Accepted with a refused recipient stays in all() until somebody acts.
    Outcome accepted(OutboxId id, const SubmissionReport &report, const QDateTime &nextTry = {});
    Outcome refused(OutboxId id, const SubmissionReport &report);   //!< Claimed, Sending → Refused
    Outcome uncertain(OutboxId id, const Error &error);             //!< Sending → Uncertain
    Outcome uncertain(OutboxId id, const SubmissionReport &report); //!< the same with what the server said of each recipient
    //! Claimed, Sending (a definite temporary answer) → Queued, to be tried again at \a nextTry.
    Outcome requeue(OutboxId id, const Error &error, const QDateTime &nextTry);
    //! The same with what the server said of each recipient: whom it refused for good is not asked again, and keeps its answer.
    Outcome requeue(OutboxId id, const SubmissionReport &report, const QDateTime &nextTry);
    //! Queued: its next try is now. Nothing else changes.
    Outcome hurry(OutboxId id);
    //! Held, Refused, Queued, Accepted with a refused recipient → Queued, at once, only the recipients not accepted yet
    Outcome retry(OutboxId id);
    //! From where retry() is allowed → Cancelled (kept as a draft by the caller). Conflict else
    Outcome cancel(OutboxId id);
    //! The user's word on an Uncertain one: it was sent (→ Accepted, or Queued for those whom the server took only later), or it was not
    //! (→ Queued).
    Outcome resolve(OutboxId id, bool sent);
    //! Uncertain: where its copy was looked for and not found.
    Outcome noteLook(OutboxId id, const Uncertainty::Look &look);
    Outcome setSentCopy(OutboxId id, SentCopyState state);

private:
    StoreContext &m_context;
};

} // namespace golub::store
