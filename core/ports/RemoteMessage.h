// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>

namespace golub {

//! One message of the selected mailbox; what was not asked for, or what the server does not know, stays at its default.
struct RemoteMessage {
    Uid uid;
    Flags flags;
    ModSeq modSeq;
    QDateTime internalDate;          //!< UTC
    qint64 size = 0;                 //!< RFC822.SIZE: an estimate, never a length
    bool hasAttachments = false;     //!< from BODYSTRUCTURE
    QByteArray header = {};          //!< the header fields that Envelope needs, raw
    QByteArray raw = {};             //!< the whole message, raw
    QByteArray emailId = {};         //!< OBJECTID, or X-GM-MSGID in decimal: the same in every mailbox and after a rebuild
    QByteArray threadId = {};        //!< OBJECTID, or X-GM-THRID in decimal
    QStringList labels = {};         //!< X-GM-LABELS, decoded: "\Inbox", "work"
    QDateTime saveDate = {};         //!< UTC: when it came into this mailbox; invalid where not known
    QString preview = {};            //!< the beginning of its text, as the server made it
};

//! A part of a message as the server describes it (BODYSTRUCTURE).
struct RemotePart {
    int parent = -1;                 //!< its index in the list; −1 for the message's own body
    QByteArray section = {};         //!< "1.2"; empty for a multipart that is the message's own body
    QByteArray type = {};            //!< "text/plain", lower case
    QByteArray encoding = {};        //!< lower case
    QByteArray contentId = {};
    bool isAttachment = false;       //!< says so, or has a file name
    qint64 size = 0;                 //!< bytes as encoded: an estimate
};

using EachRemoteMessage = std::function<void(const RemoteMessage &)>;

//! Takes what the answer to SELECT tells of the time since the cache was written.
struct SelectSink {
    EachRemoteMessage changed = {};                    //!< uid, flags and modSeq
    std::function<void(const UidSet &)> vanished = {}; //!< may name UIDs that nobody asked for
};

} // namespace golub
