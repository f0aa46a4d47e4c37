// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace golub {

//! What an outgoing server said of itself when it was last spoken to.
struct SendingFacts {
    bool known = false;           //!< false: never spoken to, and the rest but the limit says nothing
    qint64 maxSize = 0;           //!< bytes of a whole message; 0: it names no limit. Not known: what its provider is known for
    bool smtpUtf8 = false;        //!< takes addresses with other letters than ASCII before the @
    bool reports = false;         //!< DSN
    bool deliverBy = false;       //!< DELIVERBY: reports what takes long
    bool requireTls = false;      //!< REQUIRETLS: can promise that the message stays encrypted
    bool holdsMail = false;       //!< FUTURERELEASE: keeps it until a time
};

} // namespace golub
