// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

namespace golub::search {
class IndexBatch;
struct IndexStructure;
}

namespace golub::store {

class Database;

//! Writes documents into an FTS5 table (contentless, columnsize=0) past FTS5, as segments in its file format: a half of the processor time that
//! its INSERT takes. Reading and merging stay FTS5's.
//!
//! FTS5 keeps in mind what it has read of its structure until another connection writes. So the connection that is written through here
//! must never use the table itself: neither search it nor merge it.
class SearchSegments
{
public:
    //! \a table: its name.
    SearchSegments(Database &database, const QByteArray &table);

    //! False where the file is in a format of FTS5's that we do not know: to be written with INSERT then.
    Result<bool> isFormatKnown();
    //! Adds the documents, whose rowids must be new, in the transaction that is open. How many pages they took.
    Result<int> write(search::IndexBatch &batch);
    //! How the table is laid out now. Storage where that cannot be read.
    Result<search::IndexStructure> structure();

private:
    Result<QByteArray> record(qint64 id);
    Outcome count(const search::IndexBatch &batch);
    Result<int> pageSize();
    const char *sql(const char *before, const char *behind);

    Database &m_database;
    QByteArray m_table;
};

} // namespace golub::store
