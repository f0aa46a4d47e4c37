// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Uncertainty.h"

#include <QString>

namespace golub::store {

//! The facts of a hand-over as a column keeps them: JSON, empty where none began.
QString uncertaintyText(const Uncertainty &uncertainty);
Uncertainty uncertaintyOf(const QString &text);

} // namespace golub::store
