// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace golub::app {

//! The default profile folder of this user, or what --profile and $GOLUB_PROFILE say.
QString profileDirectory(const QString &fromCommandLine);

//! Makes the folder, private to the user. Storage where that cannot be done.
Outcome makeProfileDirectory(const QString &directory);

} // namespace golub::app
