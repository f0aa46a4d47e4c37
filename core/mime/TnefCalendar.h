// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Tnef.h"

#include "core/mail/Address.h"

#include <QList>

namespace golub::mime {

//! Who is in a TNEF message: from its own properties and its table of recipients.
struct TnefPeople {
    Address from;
    QList<Address> to;
    QList<Address> cc;
    QList<Address> bcc;
};

struct TnefInvitation {
    QByteArray method;            //!< "REQUEST", "CANCEL", "REPLY", "COUNTER" or "PUBLISH"; empty: no meeting
    QByteArray calendar;          //!< iCalendar (RFC 5545), UTF-8, CRLF
};

//! The meeting that a message of class IPM.Schedule.Meeting.* (or IPM.Appointment) is about, as [MS-OXCICAL] maps it: time, place, people,
//! repetition, answer. Times are UTC; repeated ones have the organizer's time zone where the message tells it.
TnefInvitation tnefInvitation(const TnefMessage &message, const QString &subject, const TnefPeople &people, const QString &description);

} // namespace golub::mime
