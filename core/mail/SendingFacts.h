// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace golub {

//! What an outgoing server said of itself when it was last spoken to.
struct SendingFacts {
    bool known = false;           //!< false: never spoken to, and the rest says nothing
    qint64 maxSize = 0;           //!< bytes of a whole message; 0: it names no limit
    bool smtpUtf8 = false;        //!< takes addresses with other letters than ASCII before the @
    bool reports = false;         //!< DSN
};

} // namespace golub
