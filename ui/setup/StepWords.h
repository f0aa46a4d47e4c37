// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/ConnectionStep.h"

namespace golub::ui {

//! A step that worked, in plain words: "Signed in".
QString stepDone(const ConnectionStep &step);
//! A step that failed: what happened and what to try.
QString stepFailed(const ConnectionStep &step);

} // namespace golub::ui
