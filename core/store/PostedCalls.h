// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace golub::store {

//! Calls in the thread that made this, one an event, what other threads post; nothing once it is gone. Handed over under a lock of our own:
//! ThreadSanitizer does not see those within Qt.
class PostedCalls : private QObject
{
public:
    void post(std::function<void()> call)
    {
        auto event = std::make_unique<QEvent>(QEvent::User);
        {
            const std::lock_guard lock(m_mutex);
            m_calls.push_back(std::move(call));
        }
        QCoreApplication::postEvent(this, event.release());
    }

private:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        std::unique_lock lock(m_mutex);
        const std::function<void()> call = std::move(m_calls.front());
        m_calls.pop_front();
        lock.unlock();
        call();
        return true;
    }

    std::mutex m_mutex;
    std::deque<std::function<void()>> m_calls;
};

} // namespace golub::store
