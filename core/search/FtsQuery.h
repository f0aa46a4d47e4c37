// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/Query.h"

namespace golub::search {

//! The textual part of a query for FTS5 (columns subject, sender, recipients, body, attachments).
struct FtsQuery {
    QString match;                    //!< what must be found; empty where no group asks for a word
    QString exclude;                  //!< what must not be found, only where match is empty (FTS5 cannot negate alone)
    bool impossible = false;          //!< asks only for signs that are in no index: nothing matches
};

FtsQuery toFts(const Query &query);

} // namespace golub::search
