// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"

#include <QByteArray>
#include <QDateTime>

namespace golub {

//! A message of a file that is put into a mailbox.
struct ImportedMessage {
    QByteArray raw;               //!< lines end with CRLF
    Flags flags = {};
    QDateTime received = {};      //!< the internal date; invalid: as the message says, else now
    int copy = 1;                 //!< the how-manieth of this content in its source
};

//! A message is in the mailbox as often as in the source afterwards, however often it is imported.
struct ImportReport {
    qint64 added = 0;
    qint64 present = 0;           //!< were there already, byte for byte
};

} // namespace golub
