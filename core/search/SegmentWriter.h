// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace golub::search {

//! Where a segment's parts go: the rows of the FTS5 table's shadow tables.
class SegmentSink
{
public:
    virtual ~SegmentSink() = default;
    //! A row of %_data.
    virtual void page(qint64 id, QByteArrayView block) = 0;
    //! A row of %_idx: what stands at or behind \a term is not before the page; \a place is its number times two, plus one where the last
    //! term of the page has an index of its rowids.
    virtual void division(QByteArrayView term, qint64 place) = 0;
};

//! Lays terms with their doclists out as one segment of an FTS5 index, in its file format 4 (SQLite's ext/fts5 describes it: pages that begin
//! with the offset of their first rowid and of their footer; terms without the beginning they share with the one before; the footer with
//! their offsets; doclists that go on over pages, with an index of the pages' first rowids where there are many). What FTS5 writes of
//! the same terms is the same, byte for byte.
class SegmentWriter
{
public:
    //! \a pageSize is the table's "pgsz". Nothing is written before the first page is full.
    SegmentWriter(int segment, int pageSize, SegmentSink &sink);
    //! Ascending by bytes, each once. \a doclist: for each document its rowid (from the second on: less the one before), the bytes of
    //! its positions times two, and those.
    void add(QByteArrayView term, QByteArrayView doclist);
    //! How many pages there are.
    int finish();

private:
    //! One level of an index over the pages of a long doclist; upper ones are over those below.
    struct RowidLevel {
        QByteArray bytes;
        int page = 0;
        qint64 last = 0;
    };

    int used() const { return int(m_page.size() + m_footer.size()); }
    void beginTerm(QByteArrayView term);
    void addLong(QByteArrayView doclist);
    void addPositions(QByteArrayView positions);
    void flushPage();
    void clearPage();
    void endDivision();
    void addToRowidIndex(qint64 rowid);
    qint64 rowidPage(std::size_t level, int page) const;

    SegmentSink &m_sink;
    int m_segment;
    int m_pageSize;
    int m_number = 1;                 //!< of the page
    QByteArray m_page;
    QByteArray m_footer;
    int m_lastOffset = 0;             //!< in the footer
    QByteArray m_term;                //!< the last one
    bool m_hasTerm = false;           //!< on this page
    bool m_hasRowid = false;          //!< or a term, whose rowids follow it
    QByteArray m_division;            //!< the shortest that is above all terms before m_divisionPage
    int m_divisionPage = 1;
    int m_emptyPages = 0;             //!< without a term, since then
    std::vector<RowidLevel> m_rowids; //!< of the doclist that goes on
};

} // namespace golub::search
