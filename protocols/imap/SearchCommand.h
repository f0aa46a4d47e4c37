// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteQuery.h"
#include "protocols/imap/Command.h"
#include "protocols/imap/Quirks.h"

#include <QDateTime>

namespace golub::imap {

//! What the criteria of a query need besides themselves.
struct SearchContext {
    const Capabilities &capabilities;
    const Quirks &quirks;
    bool utf8 = false;               //!< UTF8=ACCEPT is on: no CHARSET may be said (RFC 6855 section 3)
    QDateTime now = {};              //!< UTC, for ages where the server has no WITHIN
};

//! Why this server cannot carry the query out; none where it can.
std::optional<Error> unsearchable(const RemoteQuery &query, const SearchContext &context);
//! "CHARSET UTF-8" where the query has words that are not ASCII, as SEARCH has it.
void addCharset(Command &command, const RemoteQuery &query, const SearchContext &context);
//! The same as SORT and THREAD want it: always there, and without the word.
void addSortCharset(Command &command, const RemoteQuery &query);
//! The search keys (RFC 9051 section 6.4.4): "ALL" for an empty query.
void addCriteria(Command &command, const RemoteQuery &query, const SearchContext &context);

} // namespace golub::imap
