// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/SegmentWriter.h"

#include "core/search/Varint.h"

#include <QtEndian>

#include <algorithm>

namespace golub::search {
namespace {

constexpr int HeaderSize = 4;
constexpr int EmptyPagesForIndex = 4; //!< an index of rowids is for doclists that fill so many pages at least
constexpr int PageBits = 31;
constexpr int HeightBits = 5;

int commonBytes(QByteArrayView a, QByteArrayView b)
{
    return int(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

//! As many bytes as fit into \a room without parting a number; the first is taken in any case, for which pages may grow.
qsizetype wholeNumbers(QByteArrayView numbers, qsizetype room)
{
    if (numbers.size() <= room)
        return numbers.size();
    const char *next = numbers.begin();
    takeVarint(next, numbers.end());
    const char *end = next;
    while (next - numbers.begin() <= room) {
        end = next;
        takeVarint(next, numbers.end());
    }
    return end - numbers.begin();
}

} // namespace

SegmentWriter::SegmentWriter(int segment, int pageSize, SegmentSink &sink)
    : m_sink(sink), m_segment(segment), m_pageSize(pageSize), m_rowids(1)
{
    m_page.reserve(pageSize + 1024);
    clearPage();
}

void SegmentWriter::add(QByteArrayView term, QByteArrayView doclist)
{
    beginTerm(term);
    if (used() + doclist.size() + 1 <= m_pageSize)
        m_page.append(doclist);
    else
        addLong(doclist);
}

int SegmentWriter::finish()
{
    if (m_page.size() > HeaderSize)
        flushPage();
    if (m_number > 1)
        endDivision();
    return m_number - 1;
}

void SegmentWriter::beginTerm(QByteArrayView term)
{
    if (used() + term.size() + 2 >= m_pageSize && m_page.size() > HeaderSize)
        flushPage();
    appendVarint(m_footer, quint64(m_page.size() - m_lastOffset));
    m_lastOffset = int(m_page.size());
    int common = commonBytes(m_term, term);
    if (m_hasTerm) {
        appendVarint(m_page, quint64(common));
    } else {
        if (m_number > 1) {
            endDivision();
            m_division = term.first(m_term.isEmpty() ? term.size() : common + 1).toByteArray();
            m_divisionPage = m_number;
        }
        common = 0;
    }
    appendVarint(m_page, quint64(term.size() - common));
    m_page.append(term.sliced(common));
    m_term.resize(0);
    m_term.append(term);
    m_hasTerm = true;
    m_hasRowid = true;
    m_rowids.front().page = m_number;
}

void SegmentWriter::addLong(QByteArrayView doclist)
{
    const char *at = doclist.begin();
    qint64 rowid = 0;
    while (at < doclist.end()) {
        const char *const entry = at;
        rowid += qint64(takeVarint(at, doclist.end()));
        if (m_hasRowid) {
            m_page.append(entry, at - entry);
        } else {
            qToBigEndian(quint16(m_page.size()), m_page.data());
            appendVarint(m_page, quint64(rowid));
            m_hasRowid = true;
            addToRowidIndex(rowid);
        }
        const char *const positions = at;
        const quint64 size = takeVarint(at, doclist.end()) / 2;
        at += std::min(qint64(size), qint64(doclist.end() - at));
        addPositions(QByteArrayView(positions, at));
    }
}

void SegmentWriter::addPositions(QByteArrayView positions)
{
    if (used() + positions.size() <= m_pageSize) {
        m_page.append(positions);
        return;
    }
    while (!positions.isEmpty()) {
        const qsizetype part = wholeNumbers(positions, m_pageSize - used());
        m_page.append(positions.first(part));
        positions = positions.sliced(part);
        if (used() >= m_pageSize)
            flushPage();
    }
}

void SegmentWriter::flushPage()
{
    qToBigEndian(quint16(m_page.size()), m_page.data() + 2);
    if (m_hasTerm) {
        m_page.append(m_footer);
    } else {
        // A page in the middle of one document's positions counts in the index as one without a rowid.
        if (!m_hasRowid && !m_rowids.front().bytes.isEmpty())
            m_rowids.front().bytes.append('\0');
        ++m_emptyPages;
    }
    m_sink.page((qint64(m_segment) << (PageBits + HeightBits + 1)) + m_number, m_page);
    ++m_number;
    clearPage();
}

void SegmentWriter::clearPage()
{
    m_page.resize(0);
    m_page.append(HeaderSize, '\0');
    m_footer.resize(0);
    m_lastOffset = 0;
    m_hasTerm = false;
    m_hasRowid = false;
}

void SegmentWriter::endDivision()
{
    if (m_divisionPage == 0)
        return;
    const bool hasIndex = !m_rowids.front().bytes.isEmpty() && m_emptyPages >= EmptyPagesForIndex;
    for (std::size_t level = 0; level < m_rowids.size() && !m_rowids[level].bytes.isEmpty(); ++level) {
        if (hasIndex)
            m_sink.page(rowidPage(level, m_rowids[level].page), m_rowids[level].bytes);
        m_rowids[level].bytes.resize(0);
    }
    m_emptyPages = 0;
    m_sink.division(m_division, (qint64(m_divisionPage) << 1) | (hasIndex ? 1 : 0));
    m_divisionPage = 0;
}

void SegmentWriter::addToRowidIndex(qint64 rowid)
{
    for (std::size_t level = 0;; ++level) {
        const bool isFull = m_rowids[level].bytes.size() >= m_pageSize;
        if (isFull) {
            if (level + 1 == m_rowids.size())
                m_rowids.emplace_back();
            RowidLevel &full = m_rowids[level];
            RowidLevel &above = m_rowids[level + 1];
            full.bytes[0] = 1; // not the root
            m_sink.page(rowidPage(level, full.page), full.bytes);
            if (above.bytes.isEmpty()) {
                const char *at = full.bytes.constBegin() + 1;
                takeVarint(at, full.bytes.constEnd());
                const quint64 first = takeVarint(at, full.bytes.constEnd());
                above.page = full.page;
                above.bytes.append('\0');
                appendVarint(above.bytes, quint64(full.page));
                appendVarint(above.bytes, first);
                above.last = qint64(first);
            }
            full.bytes.resize(0);
            ++full.page;
        }
        RowidLevel &current = m_rowids[level];
        if (current.bytes.isEmpty()) {
            current.bytes.append(isFull ? '\1' : '\0');
            appendVarint(current.bytes, quint64(level == 0 ? m_number : m_rowids[level - 1].page));
            appendVarint(current.bytes, quint64(rowid));
        } else {
            appendVarint(current.bytes, quint64(rowid - current.last));
        }
        current.last = rowid;
        if (!isFull)
            return;
    }
}

qint64 SegmentWriter::rowidPage(std::size_t level, int page) const
{
    return (((((qint64(m_segment) << 1) + 1) << HeightBits) + qint64(level)) << PageBits) + page;
}

} // namespace golub::search
