// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace golub::sync {

//! How many messages the next step fetches: it should end soon, so that opening a message never waits long behind one, and be long enough
//! that its round trip does not count.
class StepSize
{
public:
    int messages() const { return m_messages; }
    void took(std::chrono::milliseconds time)
    {
        if (time < std::chrono::milliseconds(500))
            m_messages = std::min(m_messages * 2, 4000);
        else if (time > std::chrono::milliseconds(1500))
            m_messages = std::max(m_messages / 2, First);
    }

private:
    static constexpr int First = 100;
    int m_messages = First;
};

} // namespace golub::sync
