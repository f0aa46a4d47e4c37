// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/sync/SyncPlan.h"
#include "core/sync/WholeFetch.h"

#include <functional>
#include <memory>

namespace golub::sync {

class BodySync;

//! Brings one mailbox's headers and flags up to date, in steps that each leave the store consistent, so that more urgent work can come
//! in between and a lost connection costs at most one step. Newest messages come first; what can travel together does.
class MailboxSync
{
public:
    struct Counts {
        qint64 added = 0;
        qint64 changed = 0;
        qint64 removed = 0;
    };
    struct Options {
        SyncDepth depth = SyncDepth::News;
        Trust trust = {};
        std::optional<MailboxCounts> counts = {}; //!< what LIST or STATUS said in this session
        bool whole = false;                       //!< all bodies are wanted anyway: a mailbox that was never seen may come whole at once
        int flagsAtOnce = 50'000;                  //!< messages of one listing of flags
        std::function<bool()> undisturbed = {};   //!< nothing else waits for the connection: a step may take longer
    };

    MailboxSync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, const Options &options);
    ~MailboxSync();
    MailboxSync(const MailboxSync &) = delete;
    MailboxSync &operator=(const MailboxSync &) = delete;

    //! Takes one step on \a remote; \a done gets true where more steps are needed. Each step sees to it that the mailbox is selected.
    void step(RemoteStore &remote, Done<bool> done);

    const Mailbox &mailbox() const { return m_mailbox; }
    const Counts &counts() const { return m_counts; }
    //! Messages added by the last step, newest first.
    const QList<MessageId> &addedInStep() const { return m_addedInStep; }
    //! Headers still to fetch, for progress.
    qint64 remaining() const { return m_remaining; }
    bool wasNeverSynchronized() const { return m_first; }
    //! It was never seen, and all that it holds is less than one answer of any other mailbox.
    bool isSmallAndNew() const;
    //! What the server contradicted itself in.
    const QList<Contradiction> &contradictions() const { return m_contradictions; }

private:
    struct Step;
    void firstLook(const std::shared_ptr<Step> &step);
    void listAfterLook(const std::shared_ptr<Step> &step);
    void looked(const std::shared_ptr<Step> &step, const UidSet &uids);
    void openMailbox(const std::shared_ptr<Step> &step);
    void opened(const std::shared_ptr<Step> &step);
    Outcome plan(const SelectedMailbox &selected);
    Outcome removeVanished(const UidSet &gone);
    void resynced(const std::shared_ptr<Step> &step);
    void listUids(const std::shared_ptr<Step> &step);
    void listFlags(const std::shared_ptr<Step> &step);
    void listMoreFlags(const std::shared_ptr<Step> &step);
    Outcome applyFlags(const std::shared_ptr<Step> &step);
    void listed(const std::shared_ptr<Step> &step);
    Outcome compare(const std::shared_ptr<Step> &step);
    Outcome applyMissing(const UidSet &gone);
    void chunksOf(const UidSet &missing);
    void goOn(const std::shared_ptr<Step> &step, const Outcome &outcome);
    void fetchMore(const std::shared_ptr<Step> &step);
    void fetchHeaders(const std::shared_ptr<Step> &step);
    void headersCame(const std::shared_ptr<Step> &step, const UidSet &chunk, const QList<RemoteMessage> &messages, const Outcome &outcome);
    void fetchWhole(const std::shared_ptr<Step> &step);
    UidSet nextPiece();
    void beginAgain(const std::shared_ptr<Step> &step);
    void fetchScreen(const std::shared_ptr<Step> &step);
    void endWhole(const std::shared_ptr<Step> &step);
    void settleScreen(const std::shared_ptr<Step> &step);
    Outcome addMessages(const QList<RemoteMessage> &messages);
    Outcome keepKeywords(QList<RemoteMessage> &told) const;
    Outcome updateFlags(const QList<RemoteMessage> &messages);
    Outcome audit(const std::shared_ptr<Step> &step);
    Outcome conclude();
    void note(const std::optional<Contradiction> &contradiction);
    void end(const std::shared_ptr<Step> &step, const Outcome &outcome);

    store::MessageStore &m_store;
    const Clock &m_clock;
    Mailbox m_mailbox;
    Options m_options;
    store::MailboxTable::SyncState m_before; //!< as it was when this began
    SelectedMailbox m_selected;
    SyncPlan m_plan;
    bool m_planned = false;
    bool m_compared = false;
    bool m_told = false;             //!< QRESYNC told everything, and its numbers agree
    bool m_complete = true;          //!< the listing had as many as the server said
    bool m_first = false;
    int m_rebuilt = 0;               //!< times that UIDVALIDITY changed while this went on
    bool m_refused = false;          //!< the last step: what the server has selected may not be what it was
    UidSet m_vanished;               //!< of an answer of QRESYNC that did not agree with itself
    UidSet m_hereBefore;
    std::unique_ptr<WholeFetch> m_whole; //!< while messages come whole
    std::unique_ptr<BodySync> m_screen;  //!< then: bodies of those whose headers came first
    QList<UidSet> m_chunks; //!< headers still to fetch, newest first
    qint64 m_remaining = 0;
    Counts m_counts;
    qint64 m_addedBytes = 0;         //!< as the server says
    QList<MessageId> m_addedInStep;
    QList<Contradiction> m_contradictions;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
