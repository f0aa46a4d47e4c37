// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Done.h"

#include <functional>
#include <list>
#include <memory>

namespace golub::sync {

//! What goes first on a connection.
enum class TaskPriority : quint8 { User, Operations, Inbox, Headers, Bodies };

//! Asynchronous tasks that need the connection, one at a time, the most urgent first, in their order within a priority.
class TaskQueue
{
public:
    struct Task {
        TaskPriority priority = TaskPriority::Headers;
        std::function<void(Done<void>)> run;
        Done<void> done = {};        //!< told the result, or why the task was dropped; may be empty
    };

    TaskQueue();
    ~TaskQueue();

    void add(Task task);
    bool isEmpty() const { return m_tasks.empty(); }
    //! Something at least as urgent waits.
    bool isWaiting(TaskPriority priority) const { return !m_tasks.empty() && m_tasks.front().priority <= priority; }
    bool isBusy() const { return m_busy; }
    //! Starts the most urgent task if none runs. \a finished is called after each task's own done, with its result.
    void startNext(std::function<void(const Outcome &)> finished);
    //! Drops everything, running or waiting; their done gets \a why.
    void dropAll(const Error &why);

private:
    std::list<Task> m_tasks;
    bool m_busy = false;
    std::shared_ptr<Task> m_current;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
