// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include <QObject>
#include <QTimer>

#include <unordered_map>

namespace golub {

class SystemClock::Private : public QObject
{
public:
    std::unordered_map<TimerId, std::unique_ptr<QTimer>> timers;
    TimerId next = 1;
};

SystemClock::SystemClock() : d(std::make_unique<Private>()) { }
SystemClock::~SystemClock() = default;

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
    const TimerId id = d->next++;
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, d.get(), [this, id, fire = std::move(fire)] {
        // The timer is taken out first: the callback may start or cancel timers. It lives until its own signal is done.
        auto node = d->timers.extract(id);
        if (node.empty())
            return;
        node.mapped().release()->deleteLater();
        fire();
    });
    timer->start(delay);
    d->timers.emplace(id, std::move(timer));
    return id;
}

void SystemClock::cancelTimer(TimerId id)
{
    auto node = d->timers.extract(id);
    if (!node.empty()) {
        node.mapped()->stop();
        node.mapped().release()->deleteLater();
    }
}

} // namespace golub
