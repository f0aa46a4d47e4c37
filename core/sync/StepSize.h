// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace golub::sync {

//! How many messages the next request asks for: it should end soon, so that opening a message never waits long behind it and a slow link shows
//! early, and be long enough that a command does not count.
class StepSize
{
public:
    int messages() const { return m_messages; }
    void took(std::chrono::milliseconds time)
    {
        if (time < std::chrono::milliseconds(500))
            m_messages = std::min(m_messages * 2, Most);
        else if (time > std::chrono::milliseconds(1500))
            m_messages = std::max(m_messages / 2, Least);
    }

private:
    static constexpr int First = 25;
    static constexpr int Least = 5;
    static constexpr int Most = 4000;
    int m_messages = First;
};

} // namespace golub::sync
