// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace golub {

//! All timers by their time, and one QTimer for the next of them: a connection under load sets its deadline ten thousand times a second, and
//! nearly none of them ever fires.
class SystemClock::Private : public QObject
{
public:
    using Time = std::chrono::milliseconds;
    using Key = std::pair<Time, TimerId>; //!< equal times in the order in which they were started

    explicit Private(const SystemClock &clock) : m_clock(clock)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Private::fireDue);
    }

    TimerId start(Time delay, std::function<void()> fire)
    {
        const TimerId id = m_next++;
        const Time due = m_clock.monotonic() + std::max(delay, Time(0));
        m_due.emplace(id, due);
        m_timers.emplace(Key { due, id }, std::move(fire));
        if (!m_timer.isActive() || due < m_armedFor)
            arm();
        return id;
    }

    //! The QTimer stays: it finds nothing to do then, and looks for the next.
    void cancel(TimerId id)
    {
        const auto node = m_due.extract(id);
        if (node.empty())
            return;
        // What it holds may start and cancel timers as it goes.
        const auto dropped = m_timers.extract({ node.mapped(), id });
    }

    //! One by one while the clock still works, for the same reason.
    void clear()
    {
        while (!m_due.empty())
            cancel(m_due.begin()->first);
    }

private:
    void arm()
    {
        if (m_timers.empty())
            return;
        constexpr Time Longest = std::chrono::hours(24); // QTimer knows no month
        m_armedFor = m_timers.begin()->first.first;
        m_timer.start(std::clamp(m_armedFor - m_clock.monotonic(), Time(0), Longest));
    }

    void fireDue()
    {
        const Time now = m_clock.monotonic();
        std::vector<TimerId> due; // those that a callback starts come later
        for (auto at = m_timers.begin(); at != m_timers.end() && at->first.first <= now; ++at)
            due.push_back(at->first.second);
        const std::weak_ptr<bool> alive = m_alive;
        for (const TimerId id : due) {
            const auto node = m_due.extract(id);
            if (node.empty())
                continue; // cancelled by one before
            const auto timer = m_timers.extract({ node.mapped(), id });
            timer.mapped()();
            if (alive.expired())
                return;
        }
        arm();
    }

    const SystemClock &m_clock;
    QTimer m_timer;
    Time m_armedFor { 0 };
    std::map<Key, std::function<void()>> m_timers;
    std::unordered_map<TimerId, Time> m_due;
    TimerId m_next = 1;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

SystemClock::SystemClock() : d(std::make_unique<Private>(*this)) { }

SystemClock::~SystemClock()
{
    d->clear();
}

QDateTime SystemClock::utcNow() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::milliseconds SystemClock::monotonic() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

Clock::TimerId SystemClock::startTimer(std::chrono::milliseconds delay, std::function<void()> fire)
{
    return d->start(delay, std::move(fire));
}

void SystemClock::cancelTimer(TimerId id)
{
    d->cancel(id);
}

} // namespace golub
