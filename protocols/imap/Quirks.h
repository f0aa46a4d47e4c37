// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>

namespace golub::imap {

//! A deviation that must be known before it is met; named by what it is, because several servers share each. What can be understood as it
//! comes (missing blanks, floating-point numbers, broken lists) is no quirk: the parser takes it from everybody.
enum class Quirk : quint8 {
    NeedsId,                //!< nobody gets in, or nobody may select, before ID
    NoNamespace,            //!< NAMESPACE ends the connection
    NoPartialFetch,         //!< a range of a part brings nothing, or the wrong bytes: parts are fetched whole
    NoSearch,               //!< SEARCH is refused, or finds what is not there: UIDs come by FETCH
    NoKeywordSearch,        //!< SEARCH with an unknown keyword is an error: keywords are not searched for
    DistrustUidExpunge,     //!< UID EXPUNGE is announced and removes others too, or nothing
    DistrustCondStore,      //!< mod-sequences miss changes, or are negative
    DistrustQResync,        //!< VANISHED is malformed or wrong
    DistrustIdle,           //!< IDLE is announced and tells nothing
    DistrustSpecialUse,     //!< LIST with SPECIAL-USE is an error
    DistrustXList,          //!< XLIST gives names that cannot be selected
    SizeIsAGuess,           //!< RFC822.SIZE is an estimate even of itself: no message can be recognized by it
    LabelsAreFolders,       //!< one message is in many mailboxes; COPY adds a label, EXPUNGE takes one off
    OtherClasses,           //!< calendars and address books stand among the mailboxes
    SevenBitAppend,         //!< APPEND refuses 8-bit header fields and NUL
    ShortLines,             //!< a command line of more than 1,000 bytes is refused
    OneAtATime,             //!< commands that wait for each other are mixed up
    AsciiSearch,            //!< SEARCH with CHARSET is an error
    BindsOtherwise,         //!< SCRAM-…-PLUS is offered, with a binding to TLS that is not tls-server-end-point
    SelectAgain,            //!< a message after its header in one selection has a wrong length: each request for messages selects anew
    CopyLosesFlags,         //!< COPY leaves the flags behind: they are set again
    NothingBehindSignIn,    //!< whoever takes the sign-in hands the connection on without what stood behind it
    UsedSessions,           //!< who signs in gets a session as somebody left it, with a mailbox selected
    OffersTooMuch,          //!< every mechanism of its library is offered, though it can compare plain passwords only
};

//! The name under which it is shown ("no-partial-fetch").
QString quirkName(Quirk quirk);

//! What a server has shown of itself so far. A greeting's words can be translated and changed by its administrator: the host and the
//! capabilities are asked first.
struct Evidence {
    QString host = {};               //!< lower case
    QByteArray greeting = {};
    QByteArray idName = {};          //!< "name" of its ID
    QByteArray idVendor = {};
    Capabilities capabilities = {};
    Capabilities offered = {};       //!< those from before the sign-in: who it is does not change with it
};

//! How a server is treated.
class Quirks
{
public:
    //! Everything that the evidence suggests; of several limits the strictest.
    static Quirks from(const Evidence &evidence);

    bool has(Quirk quirk) const { return m_bits & (quint64(1) << int(quirk)); }
    QStringList names() const;
    //! The capabilities without what is distrusted.
    Capabilities trusted(const Capabilities &capabilities) const;

    int connectionLimit = 5;         //!< connections of one account at once, those of other programs counted
    int pipeline = 8;                //!< commands under way at once
    int commandLength = 8'000;       //!< characters of a set of UIDs
    //! RFC 2177 allows 29 minutes; consumer providers and address translators forget sooner.
    std::chrono::milliseconds idleRenewal = std::chrono::minutes(9);

private:
    void add(const QList<Quirk> &quirks);
    friend struct QuirkRow;
    quint64 m_bits = 0;
    bool m_limited = false;          //!< connectionLimit is somebody's, not the general one
};

} // namespace golub::imap
