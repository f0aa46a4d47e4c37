// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace golub::sync {

//! The server wants less of this account, whatever it is about ("Suggested Backoff Time", too many connections): the next folder would be refused,
//! too, and make it worse. A code that speaks of one mailbox or one limit (IN-USE, UNAVAILABLE, LIMIT: RFC 5530) says no such thing.
inline bool wantsPause(const Error &error)
{
    return error.kind == ErrorKind::ServerTemporary && error.retryAfter
        && (error.reply.enhanced.isEmpty() || error.reply.enhanced.compare(u"THROTTLED", Qt::CaseInsensitive) == 0);
}

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
