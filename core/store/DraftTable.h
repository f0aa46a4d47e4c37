// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Draft.h"

#include <QList>

namespace golub::store {

class StoreContext;

//! Drafts, as the composer has them: every save is durable when it returns.
class DraftTable
{
public:
    explicit DraftTable(StoreContext &context) : m_context(context) { }
    //! Inserts where the id is invalid (continuing the copy that Draft::onServer says), else replaces; sets updated.
    Result<DraftId> save(const Draft &draft);
    Outcome remove(DraftId id);
    //! Its copy in the account's drafts folder, and whether that has what was last saved. NotFound where the draft is gone.
    struct ServerCopy {
        MessageId message = {};       //!< invalid: none
        bool current = false;
    };
    Result<ServerCopy> serverCopy(DraftId id) const;
    //! \a message has the draft as it was saved at \a saved.
    Outcome setServerCopy(DraftId id, MessageId message, const QDateTime &saved);
    //! Saved since they were last put into a drafts folder.
    Result<QList<DraftId>> unpublished() const;
    //! What has become of these messages decides about them: drafts whose copies they are, unchanged since, are no drafts here any more.
    Outcome leave(const QList<MessageId> &copies);
    //! The one whose copy this message is; invalid for none.
    Result<DraftId> findByServerCopy(MessageId message) const;
    Result<Draft> find(DraftId id) const;
    Result<QList<Draft>> all() const;               //!< newest first

    //! The draft is on its way as this outbox entry: it is none any more (also on the server, where the caller has withdrawn it), and comes back
    //! as it was with takeBack().
    Outcome handOver(DraftId id, OutboxId outbox);
    //! The draft that was handed over as this; NotFound.
    Result<DraftId> takeBack(OutboxId outbox);
    //! It has arrived: nothing is left to take back.
    Outcome forget(OutboxId outbox);

private:
    StoreContext &m_context;
};

} // namespace golub::store
