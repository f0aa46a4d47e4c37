// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace golub {

//! When the recipient's server reports on the delivery (RFC 3461 section 4.1). Nothing set: the server's own ways.
struct DeliveryNotices {
    bool never = false;              //!< excludes the others
    bool success = false;
    bool failure = false;
    bool delay = false;
    bool fullMessage = false;        //!< a report of failure returns the whole message, not its headers alone
    bool isSet() const { return never || success || failure || delay; }
    bool operator==(const DeliveryNotices &) const = default;
};

//! What the sender asks of the server besides delivery.
struct SubmissionOptions {
    DeliveryNotices notices = {};    //!< DSN; left out where the server has none
    QByteArray envelopeId = {};      //!< comes back in reports (RFC 3461 section 4.4); printable ASCII, at most 100 bytes
    //! RFC 2852: report where it took longer. Left out where the server has no DELIVERBY.
    std::optional<std::chrono::seconds> deliverBy = {};
    //! RFC 4865: the server keeps it until then; refused where it cannot. Invalid: at once.
    QDateTime holdUntil = {};
    //! RFC 8689: only over TLS all the way; refused where the server cannot promise that.
    bool requireTls = false;
    bool operator==(const SubmissionOptions &) const = default;
};

//! When and how a message leaves. By default: at once, delivered and no more.
struct SendOptions {
    QDateTime at = {};                       //!< not before; valid: it is Held (Hold::Scheduled) until then
    std::chrono::seconds undo { 0 };         //!< 0 to 120: it may be taken back for so long (Hold::Undo)
    SubmissionOptions submission = {};
};

} // namespace golub
