// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <map>

namespace golub::test {

//! Time that only the test moves. advance() fires what falls due, in order; fire-at-once timers need advance(0).
class FakeClock final : public Clock
{
public:
    QDateTime utcNow() const override { return m_start.addMSecs(m_now.count()); }
    std::chrono::milliseconds monotonic() const override { return m_now; }
    TimerId startTimer(std::chrono::milliseconds delay, std::function<void()> fire) override;
    void cancelTimer(TimerId id) override;

    void advance(std::chrono::milliseconds by);
    //! Timers waiting.
    int pending() const { return int(m_timers.size()); }
    //! Timers that have fired so far.
    qint64 fired() const { return m_fired; }

private:
    struct Timer {
        std::chrono::milliseconds due;
        std::function<void()> fire;
    };
    QDateTime m_start { QDate(2026, 1, 1), QTime(12, 0), Qt::UTC };
    std::chrono::milliseconds m_now { 0 };
    std::map<TimerId, Timer> m_timers;
    TimerId m_next = 1;
    qint64 m_fired = 0;
};

} // namespace golub::test
