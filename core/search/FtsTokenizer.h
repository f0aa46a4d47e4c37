// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace golub::search {

//! Makes tokenize() known to FTS5 as "golub" on this connection. False where SQLite has no FTS5.
[[nodiscard]] bool registerTokenizer(sqlite3 *database);

} // namespace golub::search
