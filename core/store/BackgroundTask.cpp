// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BackgroundTask.h"

#include <utility>

namespace golub::store {

BackgroundTask::~BackgroundTask()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundTask::start(Job job, Finished finished)
{
    m_finished = std::move(finished);
    {
        const std::lock_guard lock(m_mutex);
        m_job = std::move(job);
    }
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
    m_wake.notify_all();
}

void BackgroundTask::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || m_job; });
        if (!m_job)
            return;
        Job job = std::exchange(m_job, {});
        lock.unlock();
        Outcome outcome = job();
        job = {}; // what it holds goes in this thread, before anybody is told
        lock.lock();
        m_outcome = std::move(outcome);
        m_wake.notify_all();
        m_calls.post([this] { finish(); });
    }
}

void BackgroundTask::finish()
{
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock(m_mutex);
        outcome = std::exchange(m_outcome, {});
    }
    if (outcome)
        std::exchange(m_finished, {})(*outcome);
}

void BackgroundTask::drain()
{
    if (!isBusy())
        return;
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_outcome.has_value(); });
    }
    finish();
}

} // namespace golub::store
