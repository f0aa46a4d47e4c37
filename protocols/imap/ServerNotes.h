// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QDateTime>

namespace golub::imap {

//! How headers are asked for. Each is simpler than the one before, for servers whose process ends over what it was asked of some message.
enum class HeaderCare : quint8 {
    None,
    NoStructure, //!< neither BODYSTRUCTURE nor PREVIEW: what makes the server take messages apart
    OldHeader,   //!< RFC822.HEADER in the place of chosen fields
    Facts,       //!< no header: it comes with the message
};

//! What a session showed of its server, for the next one there. No secrets, nothing of a person.
struct ServerNotes {
    QByteArrayList offered = {};      //!< capabilities before the sign-in
    QByteArrayList capabilities = {}; //!< and after it
    QByteArray idName = {};           //!< of its ID
    QByteArray idVendor = {};
    QDateTime named = {};             //!< when names were last exchanged; invalid for never
    bool nothingBehindSignIn = false; //!< what was sent behind the sign-in was lost or refused
    HeaderCare headerCare = HeaderCare::None;
    int brokenHeaders = 0;            //!< sessions in succession that ended while headers were asked for in this way
    QDateTime carefulSince = {};      //!< when either was last noted

    //! Empty where \a json is nothing that toJson() wrote.
    static ServerNotes fromJson(const QByteArray &json);
    QByteArray toJson() const;

    //! It is the server of the notes, as far as it has shown itself before the sign-in.
    bool fit(const Capabilities &offers) const { return !capabilities.isEmpty() && offers.words() == offered; }
    //! A session ended (\a broken), or did not, over headers that were asked for. The second time in succession they are asked for more simply,
    //! since one end alone may have been the network's, and from there on until the server survives.
    void headersAsked(bool broken, const QDateTime &now);
    //! Servers are repaired, and the message that it was about is read or gone some day.
    void forgetOldCare(const QDateTime &now);
    bool operator==(const ServerNotes &) const = default;
};

} // namespace golub::imap
