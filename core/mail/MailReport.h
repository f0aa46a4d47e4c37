// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace golub {

//! What became of a message that was sent, for one of its recipients.
struct DeliveryNews {
    enum class Kind : quint8 {
        Failed,                   //!< given up
        Delayed,                  //!< still being tried
        Delivered,                //!< or handed on to somebody who sends no reports
        Displayed,                //!< a reading receipt: shown to its reader
        Unread,                   //!< a receipt: deleted or dealt with without being shown
    };
    QString address;              //!< as it was written to where that is known; may be empty in a receipt
    Kind kind = Kind::Failed;
    QString status = {};          //!< enhanced status code ("5.1.1"), empty where there is none
    QString reply = {};           //!< what the refusing server or program said; not safe to show as it is
    QDateTime date = {};
    QString explanation = {};     //!< what it means in plain words, translated; made when it is shown
    bool operator==(const DeliveryNews &) const = default;
};

//! A message that reports on another one: a delivery status notification (RFC 3464), a bounce in a server's own words, or a reading
//! receipt (RFC 8098). Anybody can write such a message: it counts only for a message that was sent from here.
struct MailReport {
    QString originalMessageId = {};   //!< without angle brackets; empty where it does not say
    QString envelopeId = {};          //!< ENVID as it was sent
    QString originalSubject = {};
    QString form = {};                //!< "rfc3464", "rfc8098", or whose own words these are ("qmail", "exim", …)
    QList<DeliveryNews> news = {};
    bool isReceipt() const;
    bool hasFailure() const;
    bool operator==(const MailReport &) const = default;
};

inline bool MailReport::isReceipt() const
{
    return !news.isEmpty() && (news.first().kind == DeliveryNews::Kind::Displayed || news.first().kind == DeliveryNews::Kind::Unread);
}

inline bool MailReport::hasFailure() const
{
    for (const DeliveryNews &one : news) {
        if (one.kind == DeliveryNews::Kind::Failed)
            return true;
    }
    return false;
}

} // namespace golub
