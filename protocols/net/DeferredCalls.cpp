// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/DeferredCalls.h"

#include <utility>

namespace golub::net {

DeferredCalls::DeferredCalls(Clock &clock) : m_clock(clock) { }

DeferredCalls::~DeferredCalls()
{
    *m_alive = false;
    m_clock.cancelTimer(m_timer);
}

void DeferredCalls::post(std::function<void()> call)
{
    m_calls.push_back(std::move(call));
    if (!m_timer)
        m_timer = m_clock.startTimer(std::chrono::milliseconds(0), [this] { run(); });
}

void DeferredCalls::run()
{
    m_timer = 0;
    // Taken out first: a call may destroy this object, and with it the queue.
    std::deque<std::function<void()>> calls = std::exchange(m_calls, {});
    const std::shared_ptr<bool> alive = m_alive;
    for (const auto &call : calls) {
        call();
        if (!*alive)
            return;
    }
}

} // namespace golub::net
