// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BodyIntake.h"

#include "core/store/BlobStore.h"
#include "core/store/sqlite/Database.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace golub::store {
namespace {

// Pages that wait in the write-ahead log: bodies are written once and rarely again, so a checkpoint costs the same whenever it comes, and
// fewer of them mean fewer waits for the disk.
constexpr char Bulk[] = "PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-6000;";

struct Ready {
    Result<Blob> blob;
    MessageText text;
};

//! The part without the database.
std::vector<Ready> makeReady(const QList<QByteArray> &messages, const BodyIntake::Read &read)
{
    std::vector<Ready> ready;
    ready.reserve(size_t(messages.size()));
    for (const QByteArray &message : messages) {
        Result<Blob> blob = makeBlob(message);
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

//! Runs the batches one after the other and posts what came of them to the thread that made it.
class BodyIntake::Thread
{
public:
    struct Job {
        QList<QByteArray> messages;
        Read read;
        std::function<void(Result<Batch>)> finished;
    };

    explicit Thread(const QString &path) : m_path(path), m_thread([this] { run(); }) { }
    ~Thread()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }

    void add(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

private:
    void run()
    {
        std::unique_ptr<Database> database;
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_ending)
                return;
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            Result<Batch> result = work(database, job);
            job.messages.clear(); // the bytes go before the next batch comes
            QMetaObject::invokeMethod(
                &m_anchor, [finished = std::move(job.finished), result = std::move(result)] { finished(result); }, Qt::QueuedConnection);
        }
    }

    Result<Batch> work(std::unique_ptr<Database> &database, const Job &job)
    {
        std::vector<Ready> ready = makeReady(job.messages, job.read);
        if (ready.empty())
            return Batch();
        if (!database) {
            Result<std::unique_ptr<Database>> opened = Database::open(m_path, Database::Mode::Write);
            if (!opened)
                return opened.error();
            database = std::move(*opened);
            if (Outcome done = database->execute(Bulk); !done)
                return done.error();
        }
        BlobStore bodies(*database);
        Result<Batch> batch = store(bodies, ready);
        if (Outcome settled = batch ? bodies.settle() : Outcome(); !settled)
            return settled.error();
        return batch;
    }

    QString m_path;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    QObject m_anchor;                 //!< gone before a completion could come too late
    std::thread m_thread;             //!< the last: it uses everything above
};

BodyIntake::BodyIntake(BlobStore &own, const QString &path) : m_own(own), m_path(path) { }

BodyIntake::~BodyIntake() = default;

void BodyIntake::useThread()
{
    m_threaded = true;
}

Result<BodyIntake::Batch> BodyIntake::takeNow(const QList<QByteArray> &messages, const Read &read)
{
    std::vector<Ready> ready = makeReady(messages, read);
    Result<Batch> batch = store(m_own, ready);
    if (Outcome settled = batch ? m_own.settle() : Outcome(); !settled)
        return settled.error();
    return batch;
}

void BodyIntake::take(QList<QByteArray> messages, Read read, Finished finished)
{
    if (!m_threaded) {
        finished(takeNow(messages, read));
        return;
    }
    if (!m_thread)
        m_thread = std::make_unique<Thread>(m_path);
    qint64 bytes = 0;
    for (const QByteArray &message : std::as_const(messages))
        bytes += message.size();
    m_bytesUnderWay += bytes;
    ++m_batchesUnderWay;
    m_thread->add({ std::move(messages), std::move(read), [this, bytes, finished = std::move(finished)](const Result<Batch> &batch) {
        m_bytesUnderWay -= bytes;
        --m_batchesUnderWay;
        finished(batch);
        callWaiting();
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
