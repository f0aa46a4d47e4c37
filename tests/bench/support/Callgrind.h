// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

namespace golub::bench {

//! Instructions that this program takes inside of measured() when it is started with \a arguments under valgrind; -1 where that fails.
//! The profile stays in \a profile, for callgrind_annotate.
qint64 countInstructions(const QStringList &arguments, const QString &profile);

//! What countInstructions() counts.
void measured(const std::function<void()> &work);

} // namespace golub::bench
