// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"

#include <QByteArray>

namespace golub::ctl {

//! What mbox files say of a message in header fields of their own: Status and X-Status (most programs), X-Keywords (Dovecot), X-Mozilla-Status
//! (Thunderbird).
struct MboxStatus {
    Flags flags;                  //!< seen where nothing is said: what lies in an archive was read
    bool isGone = false;          //!< deleted, or the file's own notes: no message
};

//! Reads the fields and takes them out, the last of each name: what is left is the message as it was sent.
MboxStatus takeMboxStatus(QByteArray &message);
//! With the fields at the end of the header, so that takeMboxStatus() gives message and flags back as they are. Lines end with LF.
QByteArray withMboxStatus(const QByteArray &message, const Flags &flags);

} // namespace golub::ctl
