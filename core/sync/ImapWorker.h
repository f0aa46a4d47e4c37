// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/OperationPlayer.h"
#include "core/sync/AccountWorker.h"
#include "core/sync/Backoff.h"
#include "core/sync/Connection.h"
#include "core/sync/ReadingLane.h"
#include "core/sync/Rounds.h"
#include "core/sync/ServerTrust.h"
#include "core/sync/TaskQueue.h"
#include "core/sync/Watcher.h"

namespace golub::sync {

//! Keeps an IMAP account in step. Decides when there is a connection and what goes first on it: what the user waits for, then operations,
//! then the inbox, the other mailboxes, bodies; then it watches for news. The work itself is in Rounds, OperationPlayer and Watcher.
class ImapWorker final : public AccountWorker
{
public:
    //! Without \a governor there is no second connection.
    ImapWorker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks,
        ConnectionGovernor *governor = nullptr);
    ~ImapWorker() override;

    void start(Mode mode) override;
    void stop() override;
    void setSecret(const Secret &secret) override;
    void retryNow() override;
    void networkChanged() override;
    void operationsPending() override;
    void synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done) override;
    void fetch(const Fetch &fetch, Done<void> done) override;
    void search(const ServerSearch &search, Done<ServerHits> done) override;

private:
    void searchNext(const std::shared_ptr<class SearchRun> &run);
    void readBeside(const Fetch &wish, const std::shared_ptr<struct Wanted> &wanted);
    Rounds::Hooks roundHooks();
    Watcher::Hooks watcherHooks();
    bool heldBack() const;
    void pump();
    void connect();
    void opened(const Outcome &outcome);
    bool renewSecret(const Error &refusal);
    void lost(const Error &why);
    void dropConnection(const Error &why);
    void waitAndRetry(const Error &why);
    void waitFor(std::chrono::milliseconds wait, const Error &why);
    void waitOut(const store::ServerPause &pause);
    void needUser(const Error &why);
    void idle();
    void setStatus(WorkerStatus status);
    void addPlaying();
    void play(operations::OperationPlayer::Patience patience, Done<int> done);
    void played(const Result<int> &count);
    void playListed(operations::OperationPlayer::Patience patience, Done<int> done);
    bool hasPendingOperations() const;
    bool waitsForListing() const;

    Account m_account;
    store::MessageStore &m_store;
    Clock &m_clock;
    AccountWorker::Hooks m_hooks;
    Secret m_secret;
    bool m_hasSecret = false;
    bool m_renewed = false;          //!< another secret was asked for since the last one that came or worked
    int m_renewals = 0;
    bool m_running = false;
    bool m_stopped = false;          //!< stop() was called: what is asked now fails, instead of waiting for start()
    Mode m_mode = Mode::KeepInStep;
    bool m_needsUser = false;
    bool m_opening = false;
    int m_rebuilt = 0;
    bool m_listedInVain = false;     //!< the mailboxes were listed for what waits for that, and it was not there
    bool m_resting = false;          //!< nothing is to be done
    WorkerStatus m_status;
    Backoff m_backoff;
    Clock::TimerId m_retryTimer = 0;
    Clock::TimerId m_operationTimer = 0;
    Clock::TimerId m_probeTimer = 0;
    ServerTrust m_trust;
    Connection m_connection;
    TaskQueue m_tasks;
    Rounds m_rounds;
    Watcher m_watcher;
    ReadingLane m_lane;
    std::unique_ptr<operations::OperationPlayer> m_player;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
