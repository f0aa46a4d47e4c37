// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/TaskQueue.h"

#include <algorithm>
#include <utility>

namespace golub::sync {

TaskQueue::TaskQueue() : m_alive(std::make_shared<bool>(true)) { }
TaskQueue::~TaskQueue() = default;

void TaskQueue::add(Task task)
{
    const auto behind = std::find_if(m_tasks.begin(), m_tasks.end(), [&task](const Task &t) { return t.priority > task.priority; });
    m_tasks.insert(behind, std::move(task));
}

void TaskQueue::startNext(std::function<void(const Outcome &)> finished)
{
    if (m_busy || m_tasks.empty())
        return;
    m_busy = true;
    auto task = std::make_shared<Task>(std::move(m_tasks.front()));
    m_tasks.pop_front();
    m_current = task;
    const std::weak_ptr<bool> alive = m_alive;
    task->run([this, alive, task, finished = std::move(finished)](const Outcome &outcome) {
        if (alive.expired() || m_current != task)
            return; // dropped meanwhile: its done was told so
        m_current.reset();
        m_busy = false;
        if (task->done)
            task->done(outcome);
        if (!alive.expired())
            finished(outcome);
    });
}

void TaskQueue::dropAll(const Error &why)
{
    const auto current = std::exchange(m_current, {});
    auto tasks = std::exchange(m_tasks, {});
    m_busy = false;
    const std::weak_ptr<bool> alive = m_alive;
    if (current && current->done)
        current->done(why);
    for (const Task &task : tasks) {
        if (alive.expired())
            return;
        if (task.done)
            task.done(why);
    }
}

} // namespace golub::sync
