// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QDateTime>
#include <QString>

namespace golub::ctl {

//! When to send, as a person writes it: "2026-12-24T18:00" or "2026-12-24 18:00:00" (local time, or with Z or an offset), "18:00" (the next
//! time that it is), "+90s", "+10min", "+2h", "+3d" from \a now on. InvalidInput for anything else, and for what has passed.
Result<QDateTime> parseSendTime(const QString &text, const QDateTime &now);

} // namespace golub::ctl
