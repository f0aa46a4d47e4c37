// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchSegments.h"

#include "core/search/IndexBatch.h"
#include "core/search/IndexStructure.h"
#include "core/search/SegmentWriter.h"
#include "core/search/Varint.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Database.h"

#include <sqlite3.h>

namespace golub::store {
namespace {

constexpr qint64 KnownFormat = 4;
constexpr qint64 TotalsRecord = 1; //!< documents, then tokens by column
constexpr qint64 StructureRecord = 10;
constexpr int DefaultPageSize = 4050;
constexpr int MaxPageSize = 64 * 1024;

class Rows final : public search::SegmentSink
{
public:
    Rows(Database &database, const char *pages, const char *divisions, int segment)
        : m_pages(database, pages), m_divisions(database, divisions), m_segment(segment)
    {
    }
    void page(qint64 id, QByteArrayView block) override
    {
        if (m_outcome)
            m_outcome = m_pages.rewind().bind(id).bindView(block).run();
    }
    void division(QByteArrayView term, qint64 place) override
    {
        if (m_outcome)
            m_outcome = m_divisions.rewind().bind(m_segment).bindView(term).bind(place).run();
    }
    const Outcome &outcome() const { return m_outcome; }

private:
    Statement m_pages;
    Statement m_divisions;
    int m_segment;
    Outcome m_outcome;
};

} // namespace

SearchSegments::SearchSegments(Database &database, const QByteArray &table) : m_database(database), m_table(table)
{
    // Else SQLite keeps everybody but FTS5 from these tables. Its other guards (no functions from the schema) stay.
    sqlite3_db_config(m_database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
}

const char *SearchSegments::sql(const char *before, const char *behind)
{
    return m_database.intern(before + m_table + behind);
}

Result<bool> SearchSegments::isFormatKnown()
{
    const Result<qint64> version = m_database.number(sql("SELECT v FROM ", "_config WHERE k = 'version'"));
    if (!version)
        return version.error();
    return *version == KnownFormat && structure() && pageSize();
}

Result<int> SearchSegments::pageSize()
{
    const Result<qint64> size = m_database.number(sql("SELECT v FROM ", "_config WHERE k = 'pgsz'"));
    if (!size)
        return size.error();
    if (*size < 0 || *size >= MaxPageSize)
        return Error::of(ErrorKind::Storage, m_database.path());
    return *size == 0 ? DefaultPageSize : int(*size);
}

Result<QByteArray> SearchSegments::record(qint64 id)
{
    Statement row(m_database, sql("SELECT block FROM ", "_data WHERE id = ?"), id);
    const QByteArray block = row.next() ? row.blob(0) : QByteArray();
    GOLUB_TRY(row.outcome());
    return block;
}

Result<search::IndexStructure> SearchSegments::structure()
{
    const Result<QByteArray> block = record(StructureRecord);
    if (!block)
        return block.error();
    std::optional<search::IndexStructure> structure = search::IndexStructure::parse(*block);
    if (!structure)
        return Error::of(ErrorKind::Storage, m_database.path());
    return *structure;
}

Result<int> SearchSegments::write(search::IndexBatch &batch)
{
    Result<search::IndexStructure> now = structure();
    if (!now)
        return now.error();
    const Result<int> size = pageSize();
    if (!size)
        return size.error();
    const int id = now->freeId();
    if (id == 0)
        return Error::of(ErrorKind::LimitExceeded, m_database.path());
    Rows rows(m_database, sql("INSERT INTO ", "_data(id, block) VALUES(?, ?)"), sql("INSERT INTO ", "_idx(segid, term, pgno) VALUES(?, ?, ?)"), id);
    search::SegmentWriter writer(id, *size, rows);
    batch.write(writer);
    const int pages = writer.finish();
    GOLUB_TRY(rows.outcome());
    if (pages > 0) {
        now->add({ id, 1, pages });
        GOLUB_TRY(m_database.run(sql("REPLACE INTO ", "_data(id, block) VALUES(?, ?)"), StructureRecord, now->bytes()));
    }
    GOLUB_TRY(count(batch));
    return pages;
}

Outcome SearchSegments::count(const search::IndexBatch &batch)
{
    const Result<QByteArray> before = record(TotalsRecord);
    if (!before)
        return before.error();
    const char *at = before->constBegin();
    const char *const end = before->constEnd();
    QByteArray totals;
    search::appendVarint(totals, search::takeVarint(at, end) + quint64(batch.documents()));
    for (const qint64 tokens : batch.tokens())
        search::appendVarint(totals, search::takeVarint(at, end) + quint64(tokens));
    return m_database.run(sql("REPLACE INTO ", "_data(id, block) VALUES(?, ?)"), TotalsRecord, totals);
}

} // namespace golub::store
