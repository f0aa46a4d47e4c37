// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Discovery.h"

#include <QJsonObject>

namespace golub::ctl {

//! What "account discover" prints with --json, and without.
QJsonObject toJson(const Discovery &discovery);
QString discoveryText(const Discovery &discovery);

} // namespace golub::ctl
