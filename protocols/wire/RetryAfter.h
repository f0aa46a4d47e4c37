// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <chrono>
#include <optional>

namespace golub::wire {

//! No server may keep the client away for longer than this.
inline constexpr std::chrono::seconds LongestRetryAfter = std::chrono::hours(24);

//! How long a server's words ask to wait: "Suggested Backoff Time: 297 milliseconds", "try again in 5 minutes", "retry after 30".
//! Rounded up to whole seconds, at least one; none where nothing is said.
std::optional<std::chrono::seconds> retryAfterFrom(QByteArrayView text);

} // namespace golub::wire
