// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/SubmissionOptions.h"

#include <QString>

namespace golub::store {

//! Options as a column keeps them: JSON, empty where nothing is asked for.
QString submissionText(const SubmissionOptions &options);
SubmissionOptions submissionOf(const QString &text);

} // namespace golub::store
