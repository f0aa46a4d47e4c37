// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/FtsTokenizer.h"

#include "core/search/Tokenizer.h"

#include <sqlite3.h>

namespace golub::search {
namespace {

// The tokenizer has no state; FTS5 wants a pointer that is not null.
char theTokenizer = 0;

int create(void *, const char **, int, Fts5Tokenizer **out)
{
    *out = reinterpret_cast<Fts5Tokenizer *>(&theTokenizer);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) { }

int split(Fts5Tokenizer *, void *context, int flags, const char *text, int size, int (*xToken)(void *, int, const char *, int, int, int))
{
    const Purpose purpose = (flags & FTS5_TOKENIZE_QUERY) != 0 ? Purpose::Query : Purpose::Index;
    int code = SQLITE_OK;
    // Offsets serve snippets only, which a contentless table has not.
    tokenizeUtf8(QByteArrayView(text, size), purpose, [&](QByteArrayView token, bool samePlace) {
        code = xToken(context, samePlace ? FTS5_TOKEN_COLOCATED : 0, token.data(), int(token.size()), 0, 0);
        return code == SQLITE_OK;
    });
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

fts5_api *apiOf(sqlite3 *database)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace

bool registerTokenizer(sqlite3 *database)
{
    fts5_api *api = apiOf(database);
    if (!api || api->iVersion < 2)
        return false;
    fts5_tokenizer methods { create, destroy, split };
    return api->xCreateTokenizer(api, "golub", nullptr, &methods, nullptr) == SQLITE_OK;
}

} // namespace golub::search
