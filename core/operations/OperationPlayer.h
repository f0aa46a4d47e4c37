// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Operation.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"

#include <memory>

namespace golub::operations {

//! Plays the remote halves of an account's journal on an open RemoteStore, oldest first, one after the other.
//! A refusal backs the operation out and goes on with the next; a lost connection leaves it Pending and ends the run.
class OperationPlayer
{
public:
    OperationPlayer(store::MessageStore &store, AccountId account);
    ~OperationPlayer();
    OperationPlayer(const OperationPlayer &) = delete;
    OperationPlayer &operator=(const OperationPlayer &) = delete;

    //! Plays until nothing is Pending. \a done gets how many were carried out, or the error that closed the session.
    //! Which mailbox is selected afterwards is not known. One run at a time; \a remote must outlive it or be destroyed with it.
    void run(RemoteStore &remote, Done<int> done);

private:
    struct Run;
    void next(const std::shared_ptr<Run> &run);
    void play(const std::shared_ptr<Run> &run, const Operation &operation);
    void append(const std::shared_ptr<Run> &run, const QByteArray &content);
    void appendUnlessThere(const std::shared_ptr<Run> &run, const QByteArray &content);
    void playGroup(const std::shared_ptr<Run> &run);
    void act(const std::shared_ptr<Run> &run);
    void groupDone(const std::shared_ptr<Run> &run, const Result<RemoteStore::UidMap> &result);
    void learnUidValidity(const std::shared_ptr<Run> &run, const store::MailboxTable::SyncState &state);
    void settle(const std::shared_ptr<Run> &run, const Outcome &outcome);

    store::MessageStore &m_store;
    AccountId m_account;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::operations
