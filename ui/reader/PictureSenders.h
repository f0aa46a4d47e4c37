// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

//! The senders whose remote pictures the user wants to see without being asked.
namespace golub::ui::picturesenders {

//! At most this many are kept; the oldest give way.
inline constexpr int Most = 1000;

bool isWanted(const QString &address);
void setWanted(const QString &address, bool wanted);

} // namespace golub::ui::picturesenders
