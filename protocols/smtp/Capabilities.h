// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <chrono>
#include <optional>

namespace golub::smtp {

struct Reply;

//! What the answer to EHLO offers (RFC 5321 section 4.1.1.1). Trusted only until TLS starts; then asked again.
struct Capabilities {
    bool extended = false;           //!< EHLO was answered; false after HELO
    bool startTls = false;
    bool pipelining = false;
    bool eightBitMime = false;
    bool smtpUtf8 = false;
    bool chunking = false;
    bool binaryMime = false;
    bool dsn = false;
    bool deliverBy = false;
    std::chrono::seconds deliverByMin { 0 };     //!< the least that DELIVERBY accepts
    bool futureRelease = false;
    QDateTime futureReleaseUntil;    //!< until when the server holds mail at most (RFC 4865 section 4); invalid: it does not say
    bool requireTls = false;
    qint64 maxMessages = 0;          //!< LIMITS (RFC 9422) on a connection, a message; 0: none named
    qint64 maxRecipients = 0;
    qint64 maxRecipientDomains = 0;
    bool enhancedStatusCodes = false;
    bool size = false;               //!< SIZE is known
    qint64 maxSize = 0;              //!< bytes; 0 where the server names no limit
    QList<QByteArray> auth;          //!< mechanisms, upper case, each once; "AUTH=" lines of old servers are read too
    QList<QByteArray> keywords;      //!< every line as sent

    static Capabilities fromReply(const Reply &reply);
    bool operator==(const Capabilities &) const = default;
};

} // namespace golub::smtp
