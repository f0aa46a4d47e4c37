// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/operations/OperationPlayer.h"
#include "core/sync/AccountWorker.h"
#include "core/sync/Connection.h"
#include "core/sync/MailboxSurvey.h"
#include "core/sync/MailboxSync.h"
#include "core/sync/ServerTrust.h"
#include "core/sync/TaskQueue.h"

#include <memory>

namespace golub::sync {

class BodySync;

//! Rounds over an account's mailboxes, made of tasks in the queue: ask what changed, bring those mailboxes' message lists in step, newest
//! first in all of them, then bodies. A mailbox that cannot be opened is reported and does not keep the others from being in step.
class Rounds
{
public:
    struct Hooks {
        std::function<void(const WorkerStatus &)> status;
        std::function<void(const QList<MessageId> &)> newInInbox;
        //! Plays the journal on the open connection.
        std::function<void(operations::OperationPlayer::Patience, Done<int>)> play;
        //! A round of the worker's own has ended with this error, which did not end the connection.
        std::function<void(const Error &)> failed;
    };
    Rounds(const Account &account, store::MessageStore &store, Clock &clock, TaskQueue &tasks, Connection &connection, ServerTrust &trust,
        Hooks hooks);
    ~Rounds();

    //! Somebody asks: what waits in the journal is a part of it.
    void request(const SyncRequest &request, Done<QList<MailboxReport>> done);
    //! All mailboxes, as far as the server says that something changed. \a then comes when it ended well; may be empty.
    void refresh(TaskPriority priority, std::function<void()> then = {});
    //! Something happened in this one.
    void refreshMailbox(const QString &path);
    //! Mailboxes that are due are compared as a whole, behind everything else; not all at once. False where none is due.
    bool auditDue();

    //! With what the next round begins, as far as can be said before there is a connection.
    RemoteStore::FirstQuestion firstQuestion() const;

private:
    struct Round;
    void add(const std::shared_ptr<Round> &round, TaskPriority priority);
    void addTask(const std::shared_ptr<Round> &round, TaskPriority priority, std::function<void(Done<void>)> run);
    void addPlayTask(const std::shared_ptr<Round> &round, TaskPriority priority);
    void survey(const std::shared_ptr<Round> &round, Done<void> done);
    bool mayListLess(const Round &round) const;
    bool wouldListLess(const Round &round) const;
    bool isFirstUse() const;
    std::shared_ptr<MailboxSync> firstLook(const Round &round);
    void addFirstLook(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &first, const Done<void> &done);
    //! \a begun: one that has a task already.
    void addMailboxTasks(const std::shared_ptr<Round> &round, const CountsByMailbox &counts, MailboxId begun = {});
    bool isWanted(const Mailbox &mailbox, const Round &round) const;
    std::function<bool(const Mailbox &)> countWanted(const std::shared_ptr<Round> &round, MailboxId begun) const;
    std::optional<MailboxHere> whatIsHere(const Mailbox &mailbox) const;
    struct EmptyMailbox {
        Mailbox mailbox;
        store::MailboxTable::SyncState state;
    };
    std::optional<store::MailboxTable::SyncState> emptyState(const Mailbox &mailbox, const CountsByMailbox &counts, const Round &round) const;
    Outcome keepEmpty(const std::shared_ptr<Round> &round, const QList<EmptyMailbox> &empty);
    void addRightsTasks(const std::shared_ptr<Round> &round, const QList<EmptyMailbox> &mailboxes);
    bool canSkip(const Mailbox &mailbox, const CountsByMailbox &counts, const Round &round) const;
    void addHeaderTask(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, TaskPriority priority);
    void headerStep(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, Done<void> done);
    void headerStepped(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, const Result<bool> &more, const Done<void> &done);
    void mailboxFailed(const std::shared_ptr<Round> &round, const Mailbox &mailbox, const Error &error);
    void addBodyTask(const std::shared_ptr<Round> &round, const std::shared_ptr<BodySync> &bodies);
    void bodyStep(const std::shared_ptr<Round> &round, const std::shared_ptr<BodySync> &bodies, Done<void> done);
    std::shared_ptr<BodySync> bodiesOf(const std::shared_ptr<Round> &round, const Mailbox &mailbox);
    store::BodyWanted bodiesWanted() const;
    bool mayComeWhole(const Round &round) const;
    void measured(const WireStatistics &before, std::chrono::milliseconds began);
    void addQuotaTask(const std::shared_ptr<Round> &round);
    void taskDone(const std::shared_ptr<Round> &round, const Outcome &outcome);
    void finish(Round &round);

    Account m_account;
    store::MessageStore &m_store;
    Clock &m_clock;
    TaskQueue &m_tasks;
    Connection &m_connection;
    ServerTrust &m_trust;
    Hooks m_hooks;
    std::weak_ptr<Round> m_next;     //!< waits for the connection
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
