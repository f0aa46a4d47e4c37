// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"

namespace golub::store {

class Database;

//! Where a search looks.
struct SearchScope {
    AccountId account;                //!< invalid: all
    MailboxId mailbox;                //!< invalid: all
};

//! \a mail must have search.sqlite attached as "search". InvalidInput as from search::parseQuery().
Result<StoreReader::SearchHits> searchMessages(Database &mail, const QString &query, const SearchScope &scope, ListCursor after, int limit);

} // namespace golub::store
