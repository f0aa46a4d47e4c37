// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"

#include <QDateTime>
#include <QStringList>

namespace golub {

//! The header fields that lists, threads and replies need (RFC 9051 section 7.5.2, plus References), decoded.
//! Message ids are kept without angle brackets.
struct Envelope {
    QString subject;
    QDateTime date;               //!< the Date field with its offset; invalid if missing or unreadable
    AddressList from;
    AddressList sender;
    AddressList replyTo;
    AddressList to;
    AddressList cc;
    AddressList bcc;
    QString messageIdHeader;
    QStringList inReplyTo;
    QStringList references;
    bool operator==(const Envelope &) const = default;
};

} // namespace golub
