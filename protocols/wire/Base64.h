// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Limits.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::wire {

//! Decodes RFC 4648 section 4 base64: no blanks or line ends, padding required, nothing behind it. Anything else is a Protocol error;
//! more than \a maxEncoded bytes of base64 is LimitExceeded.
Result<QByteArray> decodeBase64(QByteArrayView encoded, qsizetype maxEncoded = limits::SaslChallenge);

} // namespace golub::wire
