// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteFactory.h"
#include "core/store/MessageStore.h"
#include "core/sync/AccountWorker.h"
#include "core/sync/Backoff.h"
#include "core/sync/TaskQueue.h"

#include <memory>
#include <vector>

namespace golub::operations {
class OperationPlayer;
}

namespace golub::sync {

class BodySync;
class MailboxSync;

//! Keeps an IMAP account in step over one connection: what the user waits for first, then operations, then the inbox's headers, the other
//! mailboxes' headers, bodies; then IDLE in the inbox. A pass over all mailboxes follows every few minutes.
class ImapWorker final : public AccountWorker
{
public:
    ImapWorker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks);
    ~ImapWorker() override;

    void start(Mode mode) override;
    void stop() override;
    void setSecret(const Secret &secret) override;
    void retryNow() override;
    void operationsPending() override;
    void synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done) override;
    void fetchBody(MessageId id, Done<void> done) override;

private:
    struct Pass;
    void pump();
    void connect();
    void opened(const Outcome &outcome);
    void dropConnection(const Error &why);
    void waitAndRetry(const Error &why);
    void idle();
    void setStatus(WorkerStatus status);
    bool heldBack() const;
    void watchInbox();
    bool hasPendingOperations() const;

    void addPass(const std::shared_ptr<Pass> &pass, TaskPriority priority);
    void listMailboxes(const std::shared_ptr<Pass> &pass, Done<void> done);
    void addMailboxTasks(const std::shared_ptr<Pass> &pass);
    void addHeaderTask(const std::shared_ptr<Pass> &pass, const Mailbox &mailbox);
    void headerStep(const std::shared_ptr<Pass> &pass, const std::shared_ptr<MailboxSync> &sync, Done<void> done);
    void addBodyTask(const std::shared_ptr<Pass> &pass, const std::shared_ptr<BodySync> &bodies);
    void passTaskDone(const std::shared_ptr<Pass> &pass, const Outcome &outcome);
    void playOperations(const std::shared_ptr<Pass> &pass, Done<void> done);
    WireStatistics statistics() const;

    Account m_account;
    store::MessageStore &m_store;
    RemoteFactory &m_factory;
    Clock &m_clock;
    Hooks m_hooks;
    Secret m_secret;
    bool m_hasSecret = false;
    bool m_running = false;
    bool m_stopped = false;          //!< stop() was called: what is asked now fails, instead of waiting for start()
    Mode m_mode = Mode::KeepInStep;
    bool m_needsUser = false;
    bool m_opening = false;
    bool m_idling = false;
    WorkerStatus m_status;
    Backoff m_backoff;
    Clock::TimerId m_retryTimer = 0;
    Clock::TimerId m_passTimer = 0;
    Clock::TimerId m_lookTimer = 0;
    Backoff m_lookAgain;             //!< for an inbox that differs however often it was looked into
    bool m_looked = false;           //!< because it differed, and nothing since says that it does not
    std::chrono::milliseconds m_openedAt { -1 }; //!< negative: no connection
    TaskQueue m_tasks;
    std::unique_ptr<RemoteStore> m_remote;
    std::vector<std::unique_ptr<RemoteStore>> m_dead; //!< dropped in one of their own callbacks; they must not outlive this
    Clock::TimerId m_deadTimer = 0;
    std::unique_ptr<operations::OperationPlayer> m_player;
    WireStatistics m_earlier; //!< of connections that are gone
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
