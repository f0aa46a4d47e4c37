// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Quota.h"

namespace golub::ui {

//! "1.2 GB of 2 GB used"; empty for a resource that says nothing to a person.
QString quotaText(const QuotaResource &resource);

} // namespace golub::ui
