// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace golub {

//! What an account's mail says of its sender, and what becomes of it once it is sent.
struct SendingPreferences {
    //! Who puts the copy into Sent: FindOut looks whether the provider did, before Golub does.
    enum class SentCopy : quint8 { FindOut, Save, ByServer };
    //! Requests for reading receipts (RFC 8098) that arrive.
    enum class Receipts : quint8 { Ask, Never, Always };
    SentCopy sentCopy = SentCopy::FindOut;
    Receipts receipts = Receipts::Ask;
    bool userAgent = false;           //!< the message names the program that wrote it
    bool utcDates = false;            //!< Date in UTC, so that it does not tell the time zone
    bool operator==(const SendingPreferences &) const = default;
};

} // namespace golub
