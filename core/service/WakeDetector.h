// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace golub::service {

//! Tells from two clocks that the computer was asleep: the monotonic one stands still then, the other does not.
class WakeDetector
{
public:
    //! Called now and then; true where the computer slept since the last call.
    bool slept(const QDateTime &now, std::chrono::milliseconds monotonic)
    {
        const qint64 wall = m_now.isValid() ? m_now.msecsTo(now) : 0;
        const auto awake = m_now.isValid() ? monotonic - m_monotonic : std::chrono::milliseconds(0);
        m_now = now;
        m_monotonic = monotonic;
        return wall - awake.count() >= LongEnough.count();
    }

private:
    static constexpr std::chrono::milliseconds LongEnough = std::chrono::seconds(30); //!< clocks that are set do not matter
    QDateTime m_now;
    std::chrono::milliseconds m_monotonic { 0 };
};

} // namespace golub::service
