// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/mail/ChangeSet.h"
#include "core/store/BackgroundTask.h"
#include "core/store/BlobStore.h"
#include "core/store/Loan.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/SearchIndex.h"
#include "core/store/sqlite/Database.h"

#include <QHash>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

//! Returns the error of an Outcome or Result from the calling function.
#define GOLUB_TRY(expression)                            \
    do {                                                 \
        if (auto tried = (expression); !tried)           \
            return tried.error();                        \
    } while (false)

namespace golub::store {

//! What the tables share: the writer's three files, the clock, and the transaction with the changes it has made so far.
//! All of it can be lent to a thread (MessageStore::behind()): every way in waits until it is given back.
class StoreContext
{
public:
    StoreContext(std::unique_ptr<Database> mail, std::unique_ptr<Database> bodies, std::unique_ptr<SearchIndex> index, const Clock &clock,
        MessageStore::Analyzer analyze);

    Database &mail() { return *claimed(m_mail); }
    Database &bodyFile() { return *claimed(m_bodyFile); }
    BlobStore &bodies() { return claimed(m_bodies); }
    SearchIndex &index() { return *claimed(m_index); }
    //! Whether the account's mail is to be found by its text (SyncLimits::index). forgetAccounts() after a change. Waits for nobody where
    //! that is known.
    bool isIndexed(AccountId account);
    void forgetAccounts();
    bool isIndexing() const { return m_index->isOn(); }
    const Clock &clock() const { return m_clock; }
    MessageText analyze(const QByteArray &raw) const { return m_analyze ? m_analyze(raw) : MessageText(); }

    //! Runs \a body (returning an Outcome or a Result) as a transaction, or as a part of the running one that is taken back by itself
    //! where it fails.
    template<class Body>
    auto transact(Body &&body) -> decltype(body())
    {
        if (Outcome begun = begin(); !begun)
            return begun.error();
        auto result = body();
        Outcome ended = end(result.has_value());
        if (result && !ended)
            return ended.error();
        return result;
    }
    //! MessageStore::bulkTransaction().
    Outcome transactLazily(const std::function<Outcome()> &body);
    //! MessageStore::behind().
    void behind(BackgroundTask::Job body, BackgroundTask::Finished done);
    void useThread() { m_behind = std::make_unique<BackgroundTask>(); }
    //! Waits for what it is at; nobody is told any more.
    void endThread() { m_behind.reset(); }
    //! Something waits or is being done there, or nobody has been told yet what came of it.
    bool isBehind() const { return !m_jobs.empty() || (m_behind && m_behind->isBusy()); }
    //! Bodies of messages that were removed a while ago, by the server's name for their content: what another program moves away comes in
    //! again elsewhere. Only a few; the bytes may be collected meanwhile.
    void remember(AccountId account, const QString &emailId, const QByteArray &body);
    QByteArray remembered(AccountId account, const QString &emailId) const;
    //! Of the running transaction; told to the listener after the outermost commit.
    ChangeSet &changes() { return claimed(m_changes).back(); }
    void setListener(std::function<void(const ChangeSet &)> listener) { claimed(m_listener) = std::move(listener); }

private:
    struct Job {
        BackgroundTask::Job body;
        BackgroundTask::Finished done;
    };
    template<class Part>
    Part &claimed(Part &part)
    {
        m_loan.claim();
        return part;
    }
    void lendToNext();
    void conclude();
    void tell(const ChangeSet &changes);
    Outcome begin();
    Outcome end(bool good);
    Outcome commit();
    void rollBack(qsizetype mark);
    Outcome endLaziness();

    std::unique_ptr<Database> m_mail;
    std::unique_ptr<Database> m_bodyFile;
    std::unique_ptr<SearchIndex> m_index;
    BlobStore m_bodies;
    const Clock &m_clock;
    MessageStore::Analyzer m_analyze;
    std::mutex m_indexedMutex;
    QHash<AccountId, bool> m_indexed;
    QHash<std::pair<qint64, QString>, QByteArray> m_remembered;
    bool m_lazy = false;                //!< commits do not wait for the disk
    std::vector<ChangeSet> m_changes;   //!< one for each level
    std::vector<qsizetype> m_marks;     //!< where each level began in the index's queue
    ChangeSet m_untold;                 //!< what the thread has committed
    std::function<void(const ChangeSet &)> m_listener;
    Loan m_loan;                        //!< of everything above that has no lock
    std::deque<Job> m_jobs;             //!< for the thread; like it, the owner's alone
    std::unique_ptr<BackgroundTask> m_behind; //!< the last: it uses the rest
};

} // namespace golub::store
