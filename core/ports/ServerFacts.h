// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Quota.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>

namespace golub {

//! What a server can do and how it is treated, once signed in. Extensions that a quirk distrusts are false here.
struct ServerFacts {
    QString name = {};               //!< as the server calls itself (ID, or its greeting), safe to show; may be empty
    bool condStore = false;
    bool qresync = false;
    bool listStatus = false;
    bool statusSize = false;
    bool notify = false;
    bool idle = false;
    bool move = false;
    bool uidPlus = false;
    bool objectId = false;
    bool partial = false;            //!< the newest n messages can be asked for without knowing how many there are
    bool searchSave = false;         //!< SEARCHRES: search and fetch in one round trip
    bool sort = false;
    bool thread = false;
    bool compress = false;           //!< compress() would be carried out
    bool multiAppend = false;
    bool replace = false;
    bool binary = false;
    bool preview = false;
    bool saveDate = false;
    bool specialUse = false;
    bool createSpecialUse = false;
    bool quota = false;
    bool acl = false;
    bool metadata = false;
    bool utf8 = false;               //!< internationalized headers are taken (UTF8=ACCEPT is on)
    bool gmail = false;              //!< X-GM-EXT-1
    qint64 appendLimit = -1;         //!< bytes of one message; -1 where not said
    QStringList quirks = {};         //!< names of the active ones
    int connectionLimit = 4;         //!< connections at once, of all programs of this account
    int pipeline = 1;                //!< commands under way at once
    std::chrono::milliseconds idleRenewal = std::chrono::minutes(9);
};

//! Counters of what went over the wire, since the object was made.
struct WireStatistics {
    qint64 commands = 0;
    qint64 bytesSent = 0;            //!< inside TLS
    qint64 bytesReceived = 0;
};

} // namespace golub
