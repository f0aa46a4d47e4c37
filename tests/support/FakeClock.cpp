// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeClock.h"

namespace golub::test {

Clock::TimerId FakeClock::startTimer(std::chrono::milliseconds delay, std::function<void()> fire)
{
    const TimerId id = m_next++;
    m_timers.emplace(id, Timer { m_now + delay, std::move(fire) });
    return id;
}

void FakeClock::cancelTimer(TimerId id)
{
    m_timers.erase(id);
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    const auto end = m_now + by;
    for (;;) {
        auto next = m_timers.end();
        for (auto it = m_timers.begin(); it != m_timers.end(); ++it) {
            if (it->second.due <= end && (next == m_timers.end() || it->second.due < next->second.due))
                next = it;
        }
        if (next == m_timers.end())
            break;
        m_now = std::max(m_now, next->second.due);
        auto fire = std::move(next->second.fire);
        m_timers.erase(next);
        ++m_fired;
        fire();
    }
    m_now = end;
}

} // namespace golub::test
