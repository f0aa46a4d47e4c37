// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/ports/Maildrop.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace golub::pop3 {

//! The status line of an answer (RFC 1939 section 3, response codes of RFC 2449 section 8).
struct Status {
    bool ok = false;
    bool isContinuation = false;     //!< "+ …" within AUTH (RFC 5034)
    QByteArray code;                 //!< "IN-USE", "SYS/TEMP", "AUTH"; upper case, without brackets, may be empty
    QByteArray text;                 //!< behind status and code
    ServerReply toServerReply() const;
    bool operator==(const Status &) const = default;
};

//! "+OK…", "-ERR…" in any case, or "+ …"; anything else is a Protocol error.
Result<Status> parseStatus(QByteArrayView line);
//! ServerTemporary for IN-USE, LOGIN-DELAY and SYS/TEMP, AuthFailed for AUTH, else ServerRefused (RFC 2449 section 8.1, RFC 3206).
ErrorKind kindOfRefusal(const Status &status);
//! The challenge behind "<…>" in a greeting (APOP, RFC 1939 section 7), with its brackets; empty where there is none.
QByteArray apopStamp(QByteArrayView greeting);

//! One line of a UIDL answer: number and unique id. Nothing where it is broken.
std::optional<MaildropMessage> parseUidlLine(QByteArrayView line);
//! One line of a LIST answer: number and size. Nothing where it is broken. Sizes that cannot be are -1.
std::optional<MaildropMessage> parseListLine(QByteArrayView line);

//! What CAPA lists (RFC 2449). Trusted only until TLS starts; then asked again.
struct Capabilities {
    bool known = false;              //!< CAPA was answered
    bool startTls = false;
    bool top = false;
    bool uidl = false;
    bool user = false;
    bool respCodes = false;
    bool pipelining = false;
    bool utf8 = false;
    std::chrono::seconds loginDelay { 0 }; //!< the least between two sign-ins (RFC 2449 section 6.5)
    QList<QByteArray> sasl;          //!< mechanisms, upper case, each once
    QList<QByteArray> lines;         //!< every line as sent

    void addLine(QByteArrayView line);
    bool operator==(const Capabilities &) const = default;
};

} // namespace golub::pop3
