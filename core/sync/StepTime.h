// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace golub::sync {

//! How many requests for messages are under way at once: the server begins with the next when it has answered one.
constexpr int RequestsUnderWay = 2;

//! How long a step of fetching goes on: selecting the mailbox again and waiting for the first answer cost a round trip, but what is more urgent
//! must not wait long, and between two steps it is decided how to go on.
class StepTime
{
public:
    //! \a undisturbed: nothing else waits for the connection; may be empty.
    StepTime(const Clock &clock, std::function<bool()> undisturbed) : m_clock(clock), m_undisturbed(std::move(undisturbed)), m_began(clock.monotonic()) { }

    //! Once at least, however long it took until the mailbox was selected.
    bool mayGoOn()
    {
        if (!std::exchange(m_begun, true))
            return true;
        const auto took = m_clock.monotonic() - m_began;
        return took < Usual || (took < Longest && m_undisturbed && m_undisturbed());
    }

private:
    static constexpr auto Usual = std::chrono::milliseconds(700);
    static constexpr auto Longest = std::chrono::seconds(3);
    const Clock &m_clock;
    std::function<bool()> m_undisturbed;
    std::chrono::milliseconds m_began;
    bool m_begun = false;
};

//! How long the server was busy with each of several requests that are under way at once: it answers one after the other.
class ServiceTime
{
public:
    std::chrono::milliseconds answered(std::chrono::milliseconds asked, std::chrono::milliseconds now)
    {
        const auto began = std::max(asked, m_lastAnswer);
        m_lastAnswer = now;
        return now - began;
    }

private:
    std::chrono::milliseconds m_lastAnswer { 0 };
};

} // namespace golub::sync
