// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QDateTime>

namespace golub::imap {

//! What a session showed of its server, for the next one there. No secrets, nothing of a person.
struct ServerNotes {
    QByteArrayList offered = {};      //!< capabilities before the sign-in
    QByteArrayList capabilities = {}; //!< and after it
    QByteArray idName = {};           //!< of its ID
    QByteArray idVendor = {};
    QDateTime named = {};             //!< when names were last exchanged; invalid for never
    bool nothingBehindSignIn = false; //!< what was sent behind the sign-in was lost or refused

    //! Empty where \a json is nothing that toJson() wrote.
    static ServerNotes fromJson(const QByteArray &json);
    QByteArray toJson() const;

    //! It is the server of the notes, as far as it has shown itself before the sign-in.
    bool fit(const Capabilities &offers) const { return !capabilities.isEmpty() && offers.words() == offered; }
    bool operator==(const ServerNotes &) const = default;
};

} // namespace golub::imap
