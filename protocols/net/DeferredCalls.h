// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <deque>
#include <functional>
#include <memory>

namespace golub::net {

//! Calls that come later, in the order they were posted, and not at all once their owner is gone. With it a class keeps the promise of
//! ports/Done.h: "always later, never after destruction". Calls may post calls (they come in the next round) and destroy the owner.
class DeferredCalls
{
public:
    explicit DeferredCalls(Clock &clock);
    ~DeferredCalls();
    DeferredCalls(const DeferredCalls &) = delete;
    DeferredCalls &operator=(const DeferredCalls &) = delete;

    void post(std::function<void()> call);

private:
    void run();

    Clock &m_clock;
    Clock::TimerId m_timer = 0;
    std::deque<std::function<void()>> m_calls;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::net
