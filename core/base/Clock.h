// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace golub {

//! Time as a dependency: what o'clock it is, and "call me later". The program has SystemClock, the tests FakeClock
//! (tests/support), so that no test ever waits. Single-threaded: callbacks come in the thread that owns the clock.
class Clock
{
public:
    using TimerId = quint64; //!< 0 is no timer
    virtual ~Clock() = default;

    virtual QDateTime utcNow() const = 0;
    //! Time since some fixed point, never going backwards.
    virtual std::chrono::milliseconds monotonic() const = 0;
    //! Calls \a fire once after \a delay (always later, never inside this call).
    virtual TimerId startTimer(std::chrono::milliseconds delay, std::function<void()> fire) = 0;
    //! Unknown and fired ids are ignored.
    virtual void cancelTimer(TimerId id) = 0;
};

//! The real time; timers need an event loop in the thread that created it.
class SystemClock final : public Clock
{
public:
    SystemClock();
    ~SystemClock() override;
    QDateTime utcNow() const override;
    std::chrono::milliseconds monotonic() const override;
    TimerId startTimer(std::chrono::milliseconds delay, std::function<void()> fire) override;
    void cancelTimer(TimerId id) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub
