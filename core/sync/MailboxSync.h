// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/sync/SyncPlan.h"

#include <memory>

namespace golub::sync {

//! Brings one mailbox's headers and flags up to date, in steps that each leave the store consistent, so that more urgent work can come
//! in between and a lost connection costs at most one step. Newest messages come first.
class MailboxSync
{
public:
    struct Counts {
        qint64 added = 0;
        qint64 changed = 0;
        qint64 removed = 0;
    };

    MailboxSync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox);
    ~MailboxSync();
    MailboxSync(const MailboxSync &) = delete;
    MailboxSync &operator=(const MailboxSync &) = delete;

    //! Takes one step on \a remote; \a done gets true where more steps are needed. Each step selects the mailbox itself.
    void step(RemoteStore &remote, Done<bool> done);

    const Mailbox &mailbox() const { return m_mailbox; }
    const Counts &counts() const { return m_counts; }
    //! Messages added by the last step, newest first.
    const QList<MessageId> &addedInStep() const { return m_addedInStep; }
    //! Headers still to fetch, for progress.
    qint64 remaining() const { return m_remaining; }
    bool wasNeverSynchronized() const { return m_first; }

private:
    struct Step;
    void selected(const std::shared_ptr<Step> &step, const SelectedMailbox &selected);
    void listUids(const std::shared_ptr<Step> &step);
    void listFlags(const std::shared_ptr<Step> &step);
    Outcome compare(const UidSet &server);
    void fetchChanges(const std::shared_ptr<Step> &step);
    void fetchChunk(const std::shared_ptr<Step> &step);
    Outcome addMessages(const QList<RemoteMessage> &messages);
    Outcome updateFlags(const QList<RemoteMessage> &messages);
    Outcome conclude();
    void end(const std::shared_ptr<Step> &step, const Outcome &outcome);

    store::MessageStore &m_store;
    const Clock &m_clock;
    Mailbox m_mailbox;
    SelectedMailbox m_selected;
    SyncPlan m_plan;
    bool m_planned = false;
    bool m_compared = false;
    bool m_first = false;
    QList<UidSet> m_chunks; //!< headers still to fetch, newest first
    qint64 m_remaining = 0;
    Counts m_counts;
    QList<MessageId> m_addedInStep;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
