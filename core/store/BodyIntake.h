// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/MessageTable.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace golub::store {

class BlobStore;

//! Where raw messages come in by the thousand: read, hashed and stored durably. With a thread of its own it has a connection of its own to
//! bodies.sqlite, so that the engine thread goes on receiving meanwhile; without one take() does the work. Batches that wait for each other
//! share one transaction: what they cost most is to be waited for until they are on the disk. Large ones are appended to packs as they are,
//! and compressed in quiet hours (squeeze()).
//!
//! What was taken has no row yet. Until the completion has been called, nothing may be collected as an orphan (isBusy()).
class BodyIntake
{
public:
    //! Reads a message for lists and the index. Pure: it runs in the intake's thread.
    using Read = std::function<MessageText(const QByteArray &raw)>;
    struct Taken {
        QByteArray hash;              //!< in bodies.sqlite, durable
        MessageText text;
    };
    //! One for each message of the batch, in its order; an error for those that are too large.
    using Batch = QList<Result<Taken>>;
    using Finished = std::function<void(Result<Batch>)>;
    using Squeezed = std::function<void(Result<bool> more)>;

    //! What \a own gives is used without a thread, \a path with one.
    BodyIntake(std::function<BlobStore &()> own, const QString &path);
    //! Waits for the batch under way; completions are not called any more.
    ~BodyIntake();
    BodyIntake(const BodyIntake &) = delete;
    BodyIntake &operator=(const BodyIntake &) = delete;

    //! From the first batch on; needs an event loop in the thread that calls. See MessageStore::useThreads().
    void useThread();
    //! \a finished is called in this thread: later with a thread of its own, before take() returns without. An error is one of the file
    //! (Storage, StorageFull): nothing of the batch is kept then.
    void take(QList<QByteArray> messages, Read read, Finished finished);
    //! In this thread, for what somebody waits for; the completion's value at once.
    Result<Batch> takeNow(const QList<QByteArray> &messages, const Read &read);
    //! Compresses some \a bytes of what came in bulk, in the thread; called later with whether there is more. Where mail is coming in, or
    //! without a thread, nothing is done, and the answer comes before this returns.
    void squeeze(qint64 bytes, Squeezed squeezed);
    //! Calls when no more than so many bytes are under way, at once where that is so.
    void whenBelow(qint64 bytes, std::function<void()> call);
    //! As if much were under way: what is made of the messages waits elsewhere.
    void hold(bool hold);
    //! Of messages that are not read yet: those who receive wait when it is much.
    qint64 bytesUnderWay() const { return m_bytesUnderWay; }
    //! Something has come in since this was made.
    bool hasTaken() const { return m_hasTaken; }
    bool isBusy() const { return m_bytesUnderWay > 0 || m_batchesUnderWay > 0; }

private:
    class Thread;
    std::function<BlobStore &()> m_own;
    QString m_path;
    bool m_threaded = false;
    qint64 m_bytesUnderWay = 0;
    int m_batchesUnderWay = 0;
    bool m_hasTaken = false;
    struct Waiting { qint64 bytes; std::function<void()> call; };
    std::vector<Waiting> m_waiting;
    std::unique_ptr<Thread> m_thread;
    void startThread();
    void callWaiting();
};

} // namespace golub::store
