// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace golub::sync {

//! Waiting times between attempts: doubling from 5 s, never over 15 minutes, so that a short break is bridged at once and a long one
//! costs next to nothing. What the server asks for counts where it is longer, up to a day.
class Backoff
{
public:
    std::chrono::milliseconds next(std::optional<std::chrono::seconds> asked = {})
    {
        const auto wait = m_next;
        m_next = std::min<std::chrono::milliseconds>(m_next * 2, std::chrono::minutes(15));
        return asked ? std::max<std::chrono::milliseconds>(wait, std::min<std::chrono::milliseconds>(*asked, std::chrono::hours(24))) : wait;
    }
    void reset() { m_next = std::chrono::seconds(5); }

private:
    std::chrono::milliseconds m_next = std::chrono::seconds(5);
};

} // namespace golub::sync
