// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"

#include <QDateTime>
#include <QString>

namespace golub {

//! What an invitation by mail says (RFC 5545, RFC 6047): a stranger's words, nothing of it is put into a calendar.
struct Invitation {
    enum class Kind : quint8 { Event, Request, Reply, Cancel };
    //! PARTSTAT of who replied.
    enum class Answer : quint8 { None, Accepted, Declined, Tentative };

    Kind kind = Kind::Event;
    Answer answer = Answer::None; //!< of a Reply
    QString summary;              //!< one line each, without control characters
    QString location;
    Address organizer;            //!< of a Reply: who replied
    //! In the zone that the invitation names, or without one where it names none or one that nobody knows. Invalid where nothing is said.
    QDateTime start;
    QDateTime end;                //!< the first moment that does not belong to it any more; invalid where not said
    bool allDay = false;          //!< start and end are midnights
    bool repeats = false;
};

} // namespace golub
