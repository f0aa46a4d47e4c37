// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/IndexBatch.h"
#include "core/search/IndexStructure.h"
#include "core/search/SegmentWriter.h"
#include "core/search/Tokenizer.h"
#include "core/search/Varint.h"
#include "tests/fuzz/MimeFuzz.h"

#include <QMap>
#include <QtEndian>

#include <algorithm>
#include <map>

// Documents made of the bytes are written as a segment, which is read again as simply as can be: every word, and every beginning of two letters,
// must stand in the documents and places where the tokenizer finds it, and nothing else.

using namespace golub::search;
using golub::fuzz::promise;

namespace {

using Places = std::map<QByteArray, std::map<quint64, std::vector<std::pair<quint64, quint64>>>>; //!< by term and rowid: columns, positions

class Pages final : public SegmentSink
{
public:
    void page(qint64 id, QByteArrayView block) override
    {
        if (((id >> 36) & 1) == 0)
            m_leaves.insert(id & 0x7fff'ffff, block.toByteArray());
    }
    void division(QByteArrayView term, qint64 place) override
    {
        promise(m_divisions.isEmpty() || m_last < term, "divisions ascend");
        m_last = term.toByteArray();
        m_divisions.insert(place >> 1, term.toByteArray());
    }
    Places read()
    {
        for (auto leaf = m_leaves.cbegin(); leaf != m_leaves.cend(); ++leaf) {
            promise(leaf.key() == m_number + 1, "pages are numbered without gaps");
            m_number = leaf.key();
            readLeaf(*leaf);
        }
        endTerm();
        return m_places;
    }

private:
    void readLeaf(const QByteArray &leaf)
    {
        const qsizetype size = qFromBigEndian<quint16>(leaf.constData() + 2);
        promise(size >= 4 && size <= leaf.size(), "a page has the size that it says");
        const qsizetype firstRowid = qFromBigEndian<quint16>(leaf.constData());
        std::vector<qsizetype> terms;
        const char *at = leaf.constBegin() + size;
        for (qsizetype offset = 0; at < leaf.constEnd();)
            terms.push_back(offset += qsizetype(takeVarint(at, leaf.constEnd())));
        const qsizetype end = terms.empty() ? size : terms.front();
        const QByteArrayView before = QByteArrayView(leaf).sliced(4, end - 4);
        if (firstRowid > 0) {
            promise(firstRowid < end, "the first rowid stands before the first term");
            m_doclist.append(before.first(firstRowid - 4));
            readDoclist();
            m_rowid = 0; // a whole one follows
            m_doclist = before.sliced(firstRowid - 4).toByteArray();
        } else {
            m_doclist.append(before);
        }
        if (!terms.empty())
            promise(m_number == 1 || m_divisions.value(m_number, "~") <= firstTerm(leaf, terms.front()), "a division is not above its page's first term");
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const qsizetype until = i + 1 < terms.size() ? terms[i + 1] : size;
            readTerm(QByteArrayView(leaf).sliced(terms[i], until - terms[i]), i == 0);
        }
    }
    static QByteArray firstTerm(const QByteArray &leaf, qsizetype offset)
    {
        const char *at = leaf.constBegin() + offset;
        const auto size = qsizetype(takeVarint(at, leaf.constEnd()));
        return QByteArray(at, size);
    }
    void readTerm(QByteArrayView bytes, bool isFirst)
    {
        endTerm();
        const char *at = bytes.begin();
        const quint64 common = isFirst ? 0 : takeVarint(at, bytes.end());
        const auto size = qsizetype(takeVarint(at, bytes.end()));
        promise(common <= quint64(m_term.size()) && size <= bytes.end() - at, "a term stands on its page");
        QByteArray term = m_term.first(qsizetype(common)) + QByteArray(at, size);
        promise(m_term < term, "terms ascend");
        m_term = std::move(term);
        m_doclist = QByteArray(at + size, bytes.end() - at - size);
    }
    void endTerm()
    {
        readDoclist();
        m_rowid = 0;
    }
    void readDoclist()
    {
        const char *at = m_doclist.constBegin();
        const char *const end = m_doclist.constEnd();
        while (at < end) {
            m_rowid += takeVarint(at, end);
            const auto size = qsizetype(takeVarint(at, end) / 2);
            promise(size > 0 && size <= end - at, "positions are complete");
            const char *const stop = at + size;
            quint64 column = 0;
            quint64 position = 0;
            while (at < stop) {
                const quint64 value = takeVarint(at, stop);
                if (value == 1) {
                    column = takeVarint(at, stop);
                    position = 0;
                } else {
                    position += value - 2;
                    m_places[m_term][m_rowid].emplace_back(column, position);
                }
            }
        }
        m_doclist.clear();
    }

    QMap<qint64, QByteArray> m_leaves;
    QMap<qint64, QByteArray> m_divisions;
    QByteArray m_last;
    QByteArray m_term;
    QByteArray m_doclist;
    quint64 m_rowid = 0;
    qint64 m_number = 0;
    Places m_places;
};

void note(Places &places, QByteArrayView token, quint64 rowid, int column, quint64 position)
{
    places["0" + token.toByteArray()][rowid].emplace_back(column, position);
    const QList<uint> letters = QString::fromUtf8(token).toUcs4();
    if (letters.size() >= 2)
        places["1" + QString::fromUcs4(reinterpret_cast<const char32_t *>(letters.constData()), 2).toUtf8()][rowid].emplace_back(column, position);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto structure = IndexStructure::parse(bytes))
        promise(IndexStructure::parse(structure->bytes()) == structure, "a structure comes back");
    if (size < 3)
        return 0;
    constexpr int Columns = 3;
    IndexBatch batch(Columns);
    Places expected;
    quint64 rowid = 0;
    int times = data[1];
    for (const QByteArray &document : bytes.mid(2).split('\x1e')) {
        rowid += 1 + (quint64(uchar(document.isEmpty() ? 0 : document[0])) << (times % 50));
        batch.beginDocument(qint64(rowid));
        const QByteArrayList columns = document.split('\x1f');
        for (int column = 0; column < std::min<int>(Columns, int(columns.size())); ++column) {
            const QByteArray text = (columns[column] + ' ').repeated(1 + times % 5);
            batch.addColumn(column, text);
            quint64 position = 0;
            tokenizeUtf8(text, Purpose::Index, [&](QByteArrayView token, bool samePlace) {
                position += samePlace ? 0 : 1;
                note(expected, token, rowid, column, position - 1);
                return true;
            });
        }
        times = (times * 7 + 3) & 0xff;
    }
    Pages pages;
    SegmentWriter writer(1, 32 + data[0], pages);
    batch.write(writer);
    writer.finish();
    promise(pages.read() == expected, "what was written is what was found");
    return 0;
}
