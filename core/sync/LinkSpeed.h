// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace golub::sync {

//! Measures how fast a connection brings mail. A server compresses about 20 MB a second, ten times less than it sends: compression (RFC 4978)
//! pays only where the link is slower than that by far.
class LinkSpeed
{
public:
    static constexpr qint64 SlowBytes = 1'000'000;   //!< a second
    static constexpr qint64 EnoughBytes = 256 * 1024; //!< before that, round trips are what takes the time
    static constexpr std::chrono::milliseconds EnoughTime { 1000 };

    //! What one step has brought.
    void carried(qint64 bytes, std::chrono::milliseconds time)
    {
        if (bytes < EnoughBytes / 8)
            return; // waited, more than it received
        m_bytes += bytes;
        m_time += time;
    }
    bool isFast() const { return m_bytes >= EnoughBytes && m_bytes * 1000 >= SlowBytes * m_time.count(); }
    bool isSlow() const { return m_bytes >= EnoughBytes && m_time >= EnoughTime && m_bytes < SlowBytes * m_time.count() / 1000; }

private:
    qint64 m_bytes = 0;
    std::chrono::milliseconds m_time { 0 };
};

} // namespace golub::sync
