// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BodyIntake.h"

#include "core/store/BlobStore.h"
#include "core/store/PostedCalls.h"
#include "core/store/sqlite/Database.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace golub::store {
namespace {

// Pages that wait in the write-ahead log: bodies are written once and rarely again, so a checkpoint costs the same whenever it comes, and
// fewer of them mean fewer waits for the disk.
constexpr char Bulk[] = "PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-6000;";
constexpr qint64 BesideEach = 2 * 1024;          //!< its row, facts and text wait with it: of letters of 300 bytes that is most
constexpr qint64 PreparedBytes = 16 * 1024 * 1024; //!< of messages that wait for the writer: some of its waits for the disk
constexpr qint64 CommitBytes = 8 * 1024 * 1024; //!< of messages that become durable together
constexpr qint64 BulkBytes = 256 * 1024; //!< a batch from this size on is stored as it is, and compressed when there is time
constexpr qint64 HeldBytes = 1LL << 40; //!< more than anybody waits for
constexpr auto Linger = std::chrono::milliseconds(50); //!< for more of them

struct Ready {
    Result<Blob> blob;
    MessageText text;
};

//! The part without the database.
std::vector<Ready> makeReady(const QList<QByteArray> &messages, const BodyKey &key, const BodyIntake::Read &read, bool isBulk)
{
    std::vector<Ready> ready;
    ready.reserve(size_t(messages.size()));
    for (const QByteArray &message : messages) {
        Result<Blob> blob = isBulk ? makeRawBlob(message, key) : makeBlob(message, key);
        MessageText text = blob ? read(message) : MessageText();
        ready.push_back({ std::move(blob), std::move(text) });
    }
    return ready;
}

Result<BodyIntake::Batch> store(BlobStore &bodies, std::vector<Ready> &ready)
{
    BodyIntake::Batch batch;
    batch.reserve(qsizetype(ready.size()));
    for (Ready &one : ready) {
        if (!one.blob) {
            batch.append(one.blob.error());
            continue;
        }
        if (Outcome staged = bodies.stage(*one.blob); !staged) {
            bodies.abandon();
            return staged.error();
        }
        batch.append(BodyIntake::Taken { one.blob->hash, std::move(one.text) });
        one.blob->data = {};
    }
    return batch;
}

} // namespace

//! Two threads in a row: one reads and hashes, the other writes and waits for the disk. What came of a batch is posted to the thread
//! that made this.
class BodyIntake::Thread
{
public:
    struct Job {
        QList<QByteArray> messages;
        qint64 bytes = 0;
        Read read;
        std::function<void()> released; //!< the messages are read; they wait for the writer at most
        Finished finished;
        qint64 squeeze = 0;             //!< instead of messages: so many bytes of older ones
        Squeezed squeezed = {};
    };

    Thread(const QString &path, const BodyKey &key)
        : m_path(path), m_key(key), m_reader([this] { readAll(); }), m_writer([this] { writeAll(); })
    {
    }
    ~Thread()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_all();
        m_reader.join();
        m_writer.join();
    }

    void add(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_all();
    }

private:
    struct Prepared {
        std::vector<Ready> ready;
        qint64 bytes = 0;
        Finished finished;
        qint64 squeeze = 0;
        Squeezed squeezed = {};
    };
    //! Its bodies are in the open transaction.
    struct Staged {
        Batch batch;
        Finished finished;
    };

    void readAll()
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || (!m_jobs.empty() && m_preparedBytes < PreparedBytes); });
            if (m_ending)
                return;
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            Prepared prepared { makeReady(job.messages, m_key, job.read, job.bytes >= BulkBytes), job.bytes, std::move(job.finished), job.squeeze,
                std::move(job.squeezed) };
            job.messages.clear();
            if (job.released)
                post(std::move(job.released));
            lock.lock();
            m_preparedBytes += prepared.bytes;
            m_prepared.push_back(std::move(prepared));
            lock.unlock();
            m_wake.notify_all();
        }
    }

    void writeAll()
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            const auto isWanted = [this] { return m_ending || !m_prepared.empty(); };
            if (m_staged.empty()) {
                m_wake.wait(lock, isWanted);
            } else if (!m_wake.wait_for(lock, Linger, isWanted)) {
                lock.unlock();
                commit();
                continue;
            }
            if (m_ending)
                return;
            Prepared prepared = std::move(m_prepared.front());
            m_prepared.pop_front();
            m_preparedBytes -= prepared.bytes;
            lock.unlock();
            m_wake.notify_all();
            if (prepared.squeezed) {
                commit();
                squeeze(prepared);
                continue;
            }
            const bool isEnd = prepared.ready.empty();
            stage(prepared);
            if (m_stagedBytes >= CommitBytes || isEnd)
                commit();
        }
    }

    void stage(Prepared &prepared)
    {
        const Outcome opened = prepared.ready.empty() ? Outcome() : open();
        Result<Batch> batch = opened ? write(prepared.ready) : Result<Batch>(opened.error());
        if (!batch) {
            fail(batch.error());
            answer(std::move(prepared.finished), batch.error());
            return;
        }
        m_stagedBytes += prepared.bytes;
        m_staged.push_back({ std::move(*batch), std::move(prepared.finished) });
    }

    void squeeze(Prepared &prepared)
    {
        const Outcome opened = open();
        Result<bool> more = opened ? m_bodies->squeeze(prepared.squeeze) : Result<bool>(opened.error());
        post([squeezed = std::move(prepared.squeezed), more = std::move(more)]() mutable { squeezed(std::move(more)); });
    }

    Outcome open()
    {
        if (m_database)
            return {};
        Result<std::unique_ptr<Database>> opened = Database::open(m_path, Database::Mode::Write);
        if (!opened)
            return opened.error();
        if (const Result<BodyKey> key = BlobStore(**opened).key(); !key)
            return key.error();
        m_database = std::move(*opened);
        m_bodies.emplace(*m_database);
        m_bodies->usePacks();
        return m_database->execute(Bulk);
    }

    Result<Batch> write(std::vector<Ready> &ready)
    {
        return ready.empty() ? Batch() : store(*m_bodies, ready);
    }

    void commit()
    {
        if (const Outcome settled = m_bodies ? m_bodies->settle() : Outcome(); !settled)
            fail(settled.error());
        for (Staged &one : m_staged)
            answer(std::move(one.finished), std::move(one.batch));
        m_staged.clear();
        m_stagedBytes = 0;
    }

    //! The transaction is gone, and everything in it.
    void fail(const Error &error)
    {
        for (Staged &one : m_staged)
            answer(std::move(one.finished), error);
        m_staged.clear();
        m_stagedBytes = 0;
    }

    void answer(Finished finished, Result<Batch> result)
    {
        post([finished = std::move(finished), result = std::move(result)]() mutable { finished(std::move(result)); });
    }

    void post(std::function<void()> call) { m_calls.post(std::move(call)); }

    QString m_path;
    BodyKey m_key;                    //!< the reader's
    std::unique_ptr<Database> m_database; //!< the writer's, like the three below
    std::optional<BlobStore> m_bodies;
    std::vector<Staged> m_staged;
    qint64 m_stagedBytes = 0;
    std::mutex m_mutex;               //!< over what follows
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    std::deque<Prepared> m_prepared;
    qint64 m_preparedBytes = 0;       //!< of the messages that they are made of
    bool m_ending = false;
    PostedCalls m_calls;                 //!< gone before a completion could come too late
    std::thread m_reader;             //!< the last: they use everything above
    std::thread m_writer;
};

BodyIntake::BodyIntake(std::function<BlobStore &()> own, const QString &path) : m_own(std::move(own)), m_path(path) { }

BodyIntake::~BodyIntake() = default;

void BodyIntake::useThread()
{
    m_threaded = true;
}

Result<BodyIntake::Batch> BodyIntake::takeNow(const QList<QByteArray> &messages, const Read &read)
{
    BlobStore &own = m_own();
    const Result<BodyKey> key = own.key();
    if (!key)
        return key.error();
    std::vector<Ready> ready = makeReady(messages, *key, read, false);
    Result<Batch> batch = store(own, ready);
    if (Outcome settled = batch ? own.settle() : Outcome(); !settled)
        return settled.error();
    return batch;
}

void BodyIntake::startThread()
{
    if (!m_thread) // a file without a key refuses to be written by the thread, too
        m_thread = std::make_unique<Thread>(m_path, m_own().key().value_or(BodyKey {}));
}

void BodyIntake::take(QList<QByteArray> messages, Read read, Finished finished)
{
    m_hasTaken = m_hasTaken || !messages.isEmpty();
    if (!m_threaded) {
        finished(takeNow(messages, read));
        return;
    }
    startThread();
    qint64 bytes = 0;
    for (const QByteArray &message : std::as_const(messages))
        bytes += message.size() + BesideEach;
    m_bytesUnderWay += bytes;
    ++m_batchesUnderWay;
    const auto released = [this, bytes] {
        m_bytesUnderWay -= bytes;
        callWaiting();
    };
    m_thread->add({ std::move(messages), bytes, std::move(read), released, [this, finished = std::move(finished)](Result<Batch> batch) {
        --m_batchesUnderWay;
        finished(std::move(batch));
    } });
}

void BodyIntake::hold(bool hold)
{
    m_bytesUnderWay += hold ? HeldBytes : -HeldBytes;
    if (!hold)
        callWaiting();
}

void BodyIntake::squeeze(qint64 bytes, Squeezed squeezed)
{
    if (!m_threaded || isBusy()) {
        squeezed(m_threaded);
        return;
    }
    startThread();
    ++m_batchesUnderWay;
    m_thread->add({ {}, 0, {}, {}, {}, bytes, [this, squeezed = std::move(squeezed)](Result<bool> more) {
        --m_batchesUnderWay;
        squeezed(std::move(more));
    } });
}

void BodyIntake::whenBelow(qint64 bytes, std::function<void()> call)
{
    if (m_bytesUnderWay <= bytes)
        call();
    else
        m_waiting.push_back({ bytes, std::move(call) });
}

void BodyIntake::callWaiting()
{
    std::vector<Waiting> waiting = std::exchange(m_waiting, {});
    for (Waiting &one : waiting)
        whenBelow(one.bytes, std::move(one.call));
}

} // namespace golub::store
