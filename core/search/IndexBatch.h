// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace golub::search {

class SegmentWriter;

//! Memory in large pieces that goes at once, and is kept for the next time. Blocks that are given back are given out again.
class Arena
{
public:
    static constexpr std::size_t Smallest = 32;
    //! \a size: Smallest times a power of two.
    char *take(std::size_t size);
    void giveBack(char *block, std::size_t size);
    //! Everything that was taken is gone.
    void clear();
    qsizetype bytes() const { return m_bytes; }

private:
    static constexpr std::size_t Piece = 256 * 1024;
    std::vector<std::pair<std::unique_ptr<char[]>, std::size_t>> m_pieces;
    std::size_t m_current = 0;
    std::size_t m_used = 0;
    std::array<std::vector<char *>, 32> m_free; //!< by size
    qsizetype m_bytes = 0;
};

//! Documents, inverted in memory: for each word where it stands, in the form in which an FTS5 table keeps it (with an index for prefixes of
//! two letters, prefix='2'). Linear in the text, with one look-up a word.
class IndexBatch
{
public:
    explicit IndexBatch(int columns);
    //! Rowids ascend, each once.
    void beginDocument(qint64 rowid);
    //! Columns ascend, each at most once a document. The text is UTF-8; see tokenize().
    void addColumn(int column, QByteArrayView text);
    //! Everything that was added, as one segment. The batch is only good for clear() then.
    void write(SegmentWriter &writer);
    //! Begins anew, with the memory that it has.
    void clear();

    qint64 documents() const { return qint64(m_rowids.size()) - 1; }
    //! Of all documents, by column.
    const std::vector<qint64> &tokens() const { return m_tokens; }
    //! Of memory, about.
    qsizetype bytes() const;

private:
    static constexpr quint32 None = 0xffff'ffff;
    enum class Kind : char { Word = '0', Prefix = '1' }; //!< the first byte of FTS5's terms

    //! A term in its cache line.
    struct alignas(64) Term {
        std::array<quint64, 2> head;  //!< the first 16 bytes, zeros behind
        const char *text;             //!< all of it, where it is longer
        char *doclist;
        quint32 used;
        quint32 capacity;
        quint32 sizeAt;               //!< where the last document's positions have their size: one byte until they are complete
        quint32 position;             //!< the last one
        quint32 document;             //!< the last one, from 1
        quint32 prefix;               //!< the term of its first two letters, or None
        quint16 size;
        quint8 column;                //!< the last one
        Kind kind;
        QByteArrayView view() const { return { size <= sizeof head ? reinterpret_cast<const char *>(head.data()) : text, size }; }
    };
    //! A place in the hash table; empty where the term is None.
    struct Slot {
        quint32 hash;
        quint32 term;
    };

    //! A token on its way.
    struct Token {
        std::array<quint64, 2> head;
        quint32 hash;
        quint32 position;
        quint32 rest;                 //!< where in m_long it stands, where it is longer than the head
        quint32 term;
        quint16 size;
    };

    Token tokenOf(QByteArrayView text);
    void take(QByteArrayView text);
    void flushTokens();
    const char *textOf(const Token &token) const;
    quint32 find(const Token &token, Kind kind);
    quint32 add(const Token &token, Kind kind);
    void enlarge();
    void post(Term &term, quint32 position);
    void openDocument(Term &term);
    void closeDocument(Term &term);
    void reserve(Term &term, quint32 more);
    std::vector<quint32> sorted(Kind kind) const;

    quint64 m_seed;
    std::vector<Term> m_terms;
    std::vector<Slot> m_slots;
    std::vector<qint64> m_rowids { 0 };
    std::vector<qint64> m_tokens;
    Arena m_arena;
    int m_column = 0;
    quint32 m_position = 0;           //!< of the last token of the column, plus one
    std::vector<Token> m_pending;
    std::vector<char> m_long;         //!< texts of those of them that are long
};

} // namespace golub::search
