// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/PostedCalls.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace golub::store {

//! A thread that does one thing at a time for the thread that made this, which gets told there, from its event loop, what came of it. What
//! the job touches belongs to it until then.
class BackgroundTask
{
public:
    using Job = std::function<Outcome()>;
    using Finished = std::function<void(const Outcome &)>;

    BackgroundTask() = default;
    //! Waits for the job; nobody is told any more.
    ~BackgroundTask();
    BackgroundTask(const BackgroundTask &) = delete;
    BackgroundTask &operator=(const BackgroundTask &) = delete;

    //! From start() until the completion is called.
    bool isBusy() const { return bool(m_finished); }
    //! Not while busy.
    void start(Job job, Finished finished);
    //! Waits for the job and calls its completion at once.
    void drain();

private:
    void run();
    void finish();

    Finished m_finished;              //!< of the thread that made this
    std::mutex m_mutex;               //!< over what follows
    std::condition_variable m_wake;
    Job m_job;
    std::optional<Outcome> m_outcome;
    bool m_ending = false;
    PostedCalls m_calls;              //!< gone before a completion could come too late
    std::thread m_thread;             //!< the last: it uses everything above
};

} // namespace golub::store
