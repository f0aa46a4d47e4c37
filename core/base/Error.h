// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/base/SignInStrength.h"

#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace golub {

//! What went wrong, in the few kinds that decide what happens next (see recoveryFor()).
enum class ErrorKind {
    Cancelled,            //!< the user or a shutdown stopped it
    Offline,              //!< no network, or the user works offline
    HostNotFound,         //!< the name does not resolve
    ConnectionRefused,    //!< nothing listens there, or a firewall answers
    ConnectionLost,       //!< the peer closed or the network broke
    Timeout,              //!< no answer in time
    Tls,                  //!< the handshake failed, or TLS is required and not offered
    CertificateRejected,  //!< the chain is not trusted; the user may pin it
    Weakened,             //!< the server offers less protection than it did before; the user may take it
    AuthFailed,           //!< wrong user name, password or token
    AuthUnsupported,      //!< no sign-in method in common
    CredentialMissing,    //!< no password is known; ask for it
    ServerRefused,        //!< a permanent refusal: NO, -ERR, 5xx
    ServerTemporary,      //!< a temporary refusal: 4xx, [UNAVAILABLE], [IN-USE]
    Protocol,             //!< the peer broke the protocol; the session is closed
    LimitExceeded,        //!< more than core/base/Limits.h allows; the session is closed
    UnknownDelivery,      //!< the connection was lost after the end of data: sent or not is not known
    Storage,              //!< the local store failed, is corrupt or newer than this program
    StorageFull,          //!< no space left on the device
    NotFound,             //!< the message, mailbox, file or account is not there (any more)
    Conflict,             //!< somebody else has it: a second program on the profile, a name that exists
    InvalidInput,         //!< what was given cannot be used as it is; the text says what to change
    Internal,             //!< a mistake of this program
};

//! What to do about an error of a kind.
enum class Recovery { Retry, AskUser, GiveUp };

//! The server's own words, stripped of control and bidi characters (TextSafety.h).
struct ServerReply {
    int code = 0;         //!< SMTP reply code, 0 where the protocol has none
    QString enhanced;     //!< RFC 3463 status or IMAP/POP3 response code ("5.1.1", "AUTHENTICATIONFAILED"), may be empty
    QString text;         //!< the text as sent, one line per reply line
    bool isEmpty() const { return code == 0 && enhanced.isEmpty() && text.isEmpty(); }
    bool operator==(const ServerReply &) const = default;
};

//! An error as a value: kind for the program, text for the person (translated, says what to do), detail and reply for "Details".
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString text;
    QString detail = {};
    ServerReply reply = {};
    std::shared_ptr<const CertificateProblem> certificate = {}; //!< for CertificateRejected
    std::shared_ptr<const SignInWeakness> weakness = {};        //!< for Weakened
    //! How long the server asked to be left alone ("Suggested Backoff Time", LOGIN-DELAY, too many connections); none where it did not.
    std::optional<std::chrono::seconds> retryAfter = {};
    //! What is known of this refusal at this provider: what it means and what to do, translated (account::ErrorAdvisor). Empty if nothing.
    QString advice = {};
    QString page = {}; //!< with advice: the web page (https) where the person can do that; may be empty

    //! The kind's general sentence as text.
    static Error of(ErrorKind kind, const QString &detail = {}, const ServerReply &reply = {});
    bool operator==(const Error &) const = default;
};

//! The one table: Retry later by itself, AskUser for something, or GiveUp and report.
Recovery recoveryFor(ErrorKind kind);
//! True where the session must be closed after such an error (the stream is no longer trustworthy).
bool closesSession(ErrorKind kind);
//! A general, translated sentence for a kind: what happened and what to do.
QString describe(ErrorKind kind);
//! The kind's name for logs and golubctl ("auth_failed").
QString kindName(ErrorKind kind);

} // namespace golub
