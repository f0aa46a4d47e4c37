// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoreContext.h"

#include "core/store/Records.h"

#include <utility>

namespace golub::store {

StoreContext::StoreContext(std::unique_ptr<Database> mail, std::unique_ptr<Database> bodies, std::unique_ptr<SearchIndex> index, const Clock &clock,
    MessageStore::Analyzer analyze)
    : m_mail(std::move(mail)), m_bodyFile(std::move(bodies)), m_index(std::move(index)), m_bodies(*m_bodyFile), m_clock(clock),
      m_analyze(std::move(analyze))
{
}

bool StoreContext::isIndexed(AccountId account)
{
    {
        const std::lock_guard lock(m_indexedMutex);
        if (const auto known = m_indexed.constFind(account); known != m_indexed.cend())
            return *known;
    }
    const auto accounts = readAccounts(mail(), account);
    const bool indexed = !accounts || accounts->isEmpty() || accounts->first().sync.index;
    const std::lock_guard lock(m_indexedMutex);
    return *m_indexed.insert(account, indexed);
}

void StoreContext::forgetAccounts()
{
    const std::lock_guard lock(m_indexedMutex);
    m_indexed.clear();
}

void StoreContext::behind(BackgroundTask::Job body, BackgroundTask::Finished done)
{
    if (!m_behind) {
        done(body());
        return;
    }
    m_jobs.push_back({ std::move(body), std::move(done) });
    lendToNext();
}

void StoreContext::lendToNext()
{
    if (m_jobs.empty() || m_behind->isBusy())
        return;
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_index->willChange(); // its file is not lent
    m_loan.lend();
    const auto borrow = [this, body = std::move(job.body)] {
        m_loan.take();
        Outcome outcome = body();
        m_loan.giveBack();
        return outcome;
    };
    m_behind->start(borrow, [this, done = std::move(job.done)](const Outcome &outcome) {
        conclude();
        done(outcome);
        lendToNext();
    });
}

//! What only the owner can do of the commits that the thread has made. Any commit of the owner's in between has done it.
void StoreContext::conclude()
{
    m_index->commit(m_clock.monotonic());
    tell(std::exchange(m_untold, {}));
}

void StoreContext::tell(const ChangeSet &changes)
{
    if (m_listener && !changes.isEmpty())
        m_listener(changes);
}

Outcome StoreContext::begin()
{
    m_loan.claim();
    if (m_changes.empty())
        GOLUB_TRY(m_mail->run("BEGIN IMMEDIATE"));
    else if (!m_mail->inTransaction())
        return Error::of(ErrorKind::Storage, m_mail->path()); // SQLite gave the transaction up (disk full); nothing may follow it
    else
        GOLUB_TRY(m_mail->run("SAVEPOINT level"));
    m_changes.emplace_back();
    m_marks.push_back(m_index->mark());
    return {};
}

Outcome StoreContext::end(bool good)
{
    const ChangeSet changes = std::move(m_changes.back());
    m_changes.pop_back();
    const qsizetype mark = m_marks.back();
    m_marks.pop_back();
    if (m_changes.empty()) {
        Outcome done = good ? commit() : Outcome();
        if (!good || !done) {
            rollBack(mark);
            return done;
        }
        m_untold.unite(changes);
        if (!m_loan.isBorrower())
            tell(std::exchange(m_untold, {}));
        return {};
    }
    if (!m_mail->inTransaction()) // SQLite gave everything up (disk full): the outermost commit will fail, too
        return Error::of(ErrorKind::Storage, m_mail->path());
    // Of equal names the innermost savepoint is meant.
    if (!good) {
        m_index->rollBackTo(mark);
        GOLUB_TRY(m_mail->run("ROLLBACK TO level"));
    }
    GOLUB_TRY(m_mail->run("RELEASE level"));
    if (good)
        m_changes.back().unite(changes);
    return {};
}

Outcome StoreContext::commit()
{
    if (!m_mail->inTransaction())
        return Error::of(ErrorKind::Storage, m_mail->path());
    // The bodies are on disk before any row that refers to them; the index, which can be made again, comes last.
    GOLUB_TRY(m_bodies.settle());
    GOLUB_TRY(m_mail->run("COMMIT"));
    GOLUB_TRY(endLaziness()); // before anybody who hears of this one makes the next
    if (!m_loan.isBorrower())
        m_index->commit(m_clock.monotonic());
    return {};
}

//! \a mark: of the index's queue, where that which the thread has committed may stand before it.
void StoreContext::rollBack(qsizetype mark)
{
    if (m_mail->inTransaction())
        static_cast<void>(m_mail->run("ROLLBACK"));
    static_cast<void>(endLaziness());
    m_bodies.abandon();
    m_index->rollBackTo(mark);
}

// SQLite's log is one: what a later commit waits for has this one before it.
Outcome StoreContext::transactLazily(const std::function<Outcome()> &body)
{
    m_loan.claim();
    if (!m_changes.empty())
        return transact(body);
    m_lazy = true;
    Outcome done = m_mail->execute("PRAGMA synchronous=NORMAL;");
    if (done)
        done = transact(body);
    const Outcome ended = endLaziness(); // also where it did not begin
    return done ? ended : done;
}

Outcome StoreContext::endLaziness()
{
    if (!m_lazy)
        return {};
    GOLUB_TRY(m_mail->execute("PRAGMA synchronous=FULL;"));
    m_lazy = false;
    return {};
}

void StoreContext::remember(AccountId account, const QString &emailId, const QByteArray &body)
{
    constexpr qsizetype Remembered = 10'000;
    m_loan.claim();
    if (m_remembered.size() >= Remembered)
        m_remembered.clear();
    m_remembered.insert({ account.value, emailId }, body);
}

QByteArray StoreContext::remembered(AccountId account, const QString &emailId) const
{
    m_loan.claim();
    return m_remembered.value({ account.value, emailId });
}

} // namespace golub::store
