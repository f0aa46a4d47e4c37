// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Draft.h"
#include "core/store/MessageStore.h"

#include <QSet>

namespace golub::service {

//! Keeps a copy of each draft in its account's drafts folder, where other programs find it: some time after it was last saved, not with every
//! key. The journal carries it there, in the place of the copy before.
class DraftPublisher
{
public:
    struct Hooks {
        //! The drafts folder of an account; NotFound for one that keeps drafts on this computer only.
        std::function<Result<MailboxId>(AccountId)> folder;
        //! Something was journalled.
        std::function<void(AccountId)> journalled;
    };
    //! \a rest: how long a draft must have been left alone.
    DraftPublisher(store::MessageStore &store, Clock &clock, Hooks hooks, std::chrono::milliseconds rest);
    ~DraftPublisher();
    DraftPublisher(const DraftPublisher &) = delete;
    DraftPublisher &operator=(const DraftPublisher &) = delete;

    //! What was saved and not published when the program last ended.
    void catchUp();
    void saved(DraftId id);
    //! In the transaction that removes the draft, before it: its copy goes, too.
    Outcome withdraw(DraftId id);

private:
    void publishDue();
    Outcome publish(DraftId id);

    store::MessageStore &m_store;
    Clock &m_clock;
    Hooks m_hooks;
    std::chrono::milliseconds m_rest;
    Clock::TimerId m_timer = 0;
    QSet<DraftId> m_due;
};

} // namespace golub::service
