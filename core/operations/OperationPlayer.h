// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Operation.h"
#include "core/operations/Conflict.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/OperationTable.h"

#include <memory>

namespace golub::operations {

//! Plays the remote halves of an account's journal on an open RemoteStore: in an order that keeps their meaning, together where that is the
//! same (nextBatch), never twice what must happen once. A refusal backs the operation out and goes on with the next, a temporary one lets
//! others go first, a lost connection leaves everything Pending and ends the run.
class OperationPlayer
{
public:
    OperationPlayer(store::MessageStore &store, const Clock &clock, AccountId account);
    ~OperationPlayer();
    OperationPlayer(const OperationPlayer &) = delete;
    OperationPlayer &operator=(const OperationPlayer &) = delete;

    enum class Patience : quint8 {
        Keep,                        //!< what the server could not do keeps waiting for its time
        Now,                         //!< somebody asks: everything is tried
    };
    //! Plays until nothing is Pending that can be played. \a done gets how many were carried out, or the error that closed the session.
    //! Which mailbox is selected afterwards is not known. One run at a time; \a remote must outlive it or be destroyed with it.
    void run(RemoteStore &remote, Patience patience, Done<int> done);
    //! When what the server could not do is to be tried again; invalid where nothing waits for that.
    QDateTime nextTry() const { return m_nextTry; }
    //! The last run found a mailbox whose UIDs mean others now: listing it tells the new ones.
    bool foundAnew() const { return m_foundAnew; }

private:
    struct Run;
    void next(const std::shared_ptr<Run> &run);
    Outcome begin(Run &run);
    void play(const std::shared_ptr<Run> &run);
    void createMailbox(const std::shared_ptr<Run> &run);
    void withFloor(const std::shared_ptr<Run> &run, std::function<void()> go);
    void withTraces(const std::shared_ptr<Run> &run, std::function<void()> go);
    void append(const std::shared_ptr<Run> &run);
    Result<RemoteStore::NewMessage> contentOf(const Run &run, const Operation &operation) const;
    void replaceOld(const std::shared_ptr<Run> &run);
    bool knowsDestination(const Run &run);
    void commands(const std::shared_ptr<Run> &run);
    void act(const std::shared_ptr<Run> &run);
    void verifyCopies(const std::shared_ptr<Run> &run);
    void lookForCopies(const std::shared_ptr<Run> &run, qint64 untold, const std::function<qint64(UidValidity, Uid)> &growth);
    void lookForOriginals(const std::shared_ptr<Run> &run, qsizetype from, qint64 arrived);
    void copied(const std::shared_ptr<Run> &run);
    void commandDone(const std::shared_ptr<Run> &run, const Result<RemoteStore::UidMap> &result);
    void listDestination(const std::shared_ptr<Run> &run, UidValidity now);
    Outcome forget(MailboxId mailbox, UidValidity now);
    void matchAnew(const std::shared_ptr<Run> &run, UidValidity now);
    Outcome putBack(const Run &run);
    void succeed(const std::shared_ptr<Run> &run);
    void fail(const std::shared_ptr<Run> &run, const Error &error, Stage stage);
    void backOut(const std::shared_ptr<Run> &run, const Error &error);
    void createDestination(const std::shared_ptr<Run> &run, const Error &why);
    void postpone(const std::shared_ptr<Run> &run, const Error &error);
    void settled(const std::shared_ptr<Run> &run, const Outcome &noted);
    QList<store::Placed> placedOf(const Run &run, const Operation &operation) const;

    store::MessageStore &m_store;
    const Clock &m_clock;
    AccountId m_account;
    QDateTime m_nextTry;
    bool m_foundAnew = false;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::operations
