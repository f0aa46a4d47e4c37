// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include <QObject>
#include <QTimer>

#include <unordered_map>

namespace golub {

class SystemClock::Private : public QObject
{
public:
    struct Timer {
        std::unique_ptr<QTimer> timer;
        std::function<void()> fire;
    };
    std::unordered_map<TimerId, Timer> timers;
    TimerId next = 1;
};

SystemClock::SystemClock() : d(std::make_unique<Private>()) { }

SystemClock::~SystemClock()
{
    // One by one while the clock still works: what a callback holds may cancel timers as it goes.
    while (!d->timers.empty())
        d->timers.extract(d->timers.begin());
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
    const TimerId id = d->next++;
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, d.get(), [this, id] {
        // The timer is taken out first: the callback may start or cancel timers. Only the QTimer outlives its own signal, not what
        // the callback holds.
        auto node = d->timers.extract(id);
        if (node.empty())
            return;
        node.mapped().timer.release()->deleteLater();
        const auto call = std::move(node.mapped().fire);
        call();
    });
    timer->start(delay);
    d->timers.emplace(id, Private::Timer { std::move(timer), std::move(fire) });
    return id;
}

void SystemClock::cancelTimer(TimerId id)
{
    auto node = d->timers.extract(id);
    if (!node.empty()) {
        node.mapped().timer->stop();
        node.mapped().timer.release()->deleteLater(); // it may be the one whose signal runs
    }
}

} // namespace golub
