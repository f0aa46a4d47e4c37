// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "protocols/imap/Response.h"
#include "protocols/imap/ResponseFramer.h"

namespace golub::imap {

//! One complete unit as a value. Pure, iterative, linear. What cannot be understood becomes OtherData; the only error is LimitExceeded.
Result<Response> parseResponse(const ResponseUnit &unit);

//! The pieces, for tests and for the parser's own files.
FlagList readFlags(const Value &value);
//! "17-Jul-1996 02:44:25 -0700" and its broken relatives, as UTC; invalid where unreadable.
QDateTime readDateTime(QByteArrayView text);
//! Like UidSet::fromText(), but passes over what it does not understand ("*", blanks, 0, empty pieces).
UidSet readUidSet(QByteArrayView text);
//! The pairs of COPYUID: both sets in the order they stand; empty where their lengths differ or are too great.
UidPairs readUidPairs(QByteArrayView source, QByteArrayView destination);
FetchData readFetch(quint32 sequence, const Values &values, const ResponseUnit &unit);

} // namespace golub::imap
