// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/IndexBatch.h"

#include "core/search/SegmentWriter.h"
#include "core/search/Splitter.h"
#include "core/search/Varint.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

namespace golub::search {
namespace {

constexpr std::size_t FirstSlots = 16 * 1024;
constexpr quint32 PostingRoom = 32; //!< a rowid, a size of four bytes, a column and a position
constexpr std::size_t PendingTokens = 128;
constexpr qsizetype HeadSize = 16; //!< bytes of a term that stand in its cache line
constexpr quint64 Mix = 0x9e37'79b9'7f4a'7c15;

__extension__ using Product = unsigned __int128;

quint64 mixed(quint64 a, quint64 b)
{
    const auto product = Product(a) * b;
    return quint64(product) ^ quint64(product >> 64);
}

void prefetch(const void *memory)
{
    __builtin_prefetch(memory, 1);
}

//! Up to eight bytes, zeros behind. Reads eight.
quint64 load(const char *at, qsizetype size)
{
    const auto bytes = qFromLittleEndian<quint64>(at);
    return size >= qsizetype(sizeof bytes) ? bytes : bytes & ((quint64(1) << (8 * size)) - 1);
}

//! Up to 16 bytes, zeros behind. Reads 16.
std::array<quint64, 2> headOf(QByteArrayView text)
{
    // By shifts, not by conditions: lengths are what a processor cannot foresee.
    const auto bits = int(8 * std::min<qsizetype>(text.size(), HeadSize));
    const int first = std::min(bits, 64);
    const quint64 low = (~quint64(0) >> (64 - first)); // a token is never empty
    const quint64 high = bits > 64 ? ~quint64(0) >> (128 - bits) : 0;
    return { qToLittleEndian(qFromLittleEndian<quint64>(text.data()) & low), qToLittleEndian(qFromLittleEndian<quint64>(text.data() + 8) & high) };
}

//! The bytes of the first two letters; 0 where there are fewer.
qsizetype twoLetters(QByteArrayView token)
{
    qsizetype at = 0;
    for (int letters = 0; letters < 2; ++letters) {
        if (at >= token.size())
            return 0;
        ++at;
        while (at < token.size() && (uchar(token[at]) & 0xc0) == 0x80)
            ++at;
    }
    return at;
}

} // namespace

char *Arena::take(std::size_t size)
{
    std::vector<char *> &free = m_free[std::size_t(std::countr_zero(size))];
    if (!free.empty()) {
        char *const block = free.back();
        free.pop_back();
        return block;
    }
    while (m_current < m_pieces.size() && m_pieces[m_current].second - m_used < size) {
        ++m_current;
        m_used = 0;
    }
    if (m_current == m_pieces.size()) {
        const std::size_t piece = std::max(Piece, size);
        m_pieces.emplace_back(std::make_unique_for_overwrite<char[]>(piece), piece);
        m_bytes += qsizetype(piece);
    }
    char *const block = m_pieces[m_current].first.get() + m_used;
    m_used += size;
    return block;
}

void Arena::giveBack(char *block, std::size_t size)
{
    m_free[std::size_t(std::countr_zero(size))].push_back(block);
}

void Arena::clear()
{
    for (std::vector<char *> &free : m_free)
        free.clear();
    m_current = 0;
    m_used = 0;
}

IndexBatch::IndexBatch(int columns)
    : m_seed(QRandomGenerator::system()->generate64()), m_slots(FirstSlots, Slot { 0, None }), m_tokens(std::size_t(columns))
{
    m_pending.reserve(PendingTokens);
}

void IndexBatch::clear()
{
    m_terms.clear();
    std::fill(m_slots.begin(), m_slots.end(), Slot { 0, None });
    m_rowids.resize(1);
    std::fill(m_tokens.begin(), m_tokens.end(), 0);
    m_arena.clear();
}

qsizetype IndexBatch::bytes() const
{
    return m_arena.bytes() + qsizetype(m_terms.capacity() * sizeof(Term) + m_slots.capacity() * sizeof(Slot));
}

void IndexBatch::beginDocument(qint64 rowid)
{
    m_rowids.push_back(rowid);
}

void IndexBatch::addColumn(int column, QByteArrayView text)
{
    m_column = column;
    m_position = 0;
    splitUtf8(text, Purpose::Index, [this](QByteArrayView token, bool samePlace) {
        if (!samePlace)
            ++m_position;
        take(token);
        return true;
    });
    flushTokens();
    m_tokens[std::size_t(column)] += m_position;
}

IndexBatch::Token IndexBatch::tokenOf(QByteArrayView text)
{
    const qsizetype size = text.size();
    Token token { headOf(text), 0, m_position - 1, 0, None, quint16(size) };
    quint64 hash = mixed(token.head[0] ^ m_seed, token.head[1] ^ Mix ^ quint64(size));
    for (qsizetype at = HeadSize; at < size; at += 8)
        hash = mixed(hash ^ load(text.data() + at, size - at), m_seed ^ Mix);
    token.hash = quint32(hash);
    return token;
}

void IndexBatch::take(QByteArrayView text)
{
    if (m_pending.size() == PendingTokens)
        flushTokens();
    Token token = tokenOf(text);
    if (text.size() > HeadSize) {
        token.rest = quint32(m_long.size());
        m_long.insert(m_long.end(), text.begin(), text.end());
    }
    m_pending.push_back(token);
    prefetch(&m_slots[token.hash & (m_slots.size() - 1)]);
}

void IndexBatch::flushTokens()
{
    // The tables are larger than the processor's caches, and most time would be spent in waiting for memory: for one token after the
    // other. So each step asks for what the next one needs of many.
    for (const Token &token : m_pending) {
        const Slot slot = m_slots[token.hash & (m_slots.size() - 1)];
        if (slot.term != None)
            prefetch(&m_terms[slot.term]);
    }
    for (Token &token : m_pending) {
        token.term = find(token, Kind::Word);
        const Term &term = m_terms[token.term];
        prefetch(term.doclist + term.used);
    }
    for (const Token &token : m_pending) {
        Term &term = m_terms[token.term];
        post(term, token.position);
        if (term.prefix != None)
            post(m_terms[term.prefix], token.position);
    }
    m_pending.clear();
    m_long.clear();
}

const char *IndexBatch::textOf(const Token &token) const
{
    return token.size > HeadSize ? m_long.data() + token.rest : reinterpret_cast<const char *>(token.head.data());
}

quint32 IndexBatch::find(const Token &token, Kind kind)
{
    const quint32 hash = token.hash ^ quint32(kind);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot slot = m_slots[at];
        if (slot.term == None) {
            m_slots[at] = { hash, quint32(m_terms.size()) };
            return add(token, kind);
        }
        if (slot.hash != hash)
            continue;
        const Term &term = m_terms[slot.term];
        const bool isSame = term.head[0] == token.head[0] && term.head[1] == token.head[1] && term.size == token.size && term.kind == kind;
        if (isSame && (token.size <= HeadSize || std::memcmp(term.text, textOf(token), token.size) == 0))
            return slot.term;
    }
}

quint32 IndexBatch::add(const Token &token, Kind kind)
{
    const auto index = quint32(m_terms.size());
    Term term { token.head, nullptr, m_arena.take(Arena::Smallest), 0, Arena::Smallest, 0, 0, 0, None, token.size, 0, kind };
    if (token.size > HeadSize) {
        char *const text = m_arena.take(std::bit_ceil(std::size_t(token.size)));
        std::memcpy(text, textOf(token), token.size);
        term.text = text;
    }
    m_terms.push_back(term);
    if (2 * m_terms.size() > m_slots.size())
        enlarge();
    const QByteArrayView letters(reinterpret_cast<const char *>(term.head.data()), std::min<qsizetype>(token.size, HeadSize));
    if (const qsizetype size = kind == Kind::Word ? twoLetters(letters) : 0; size > 0) {
        const quint32 prefix = find(tokenOf(letters.first(size)), Kind::Prefix);
        m_terms[index].prefix = prefix;
    }
    return index;
}

void IndexBatch::enlarge()
{
    std::vector<Slot> old(2 * m_slots.size(), Slot { 0, None });
    old.swap(m_slots);
    const std::size_t mask = m_slots.size() - 1;
    for (const Slot &slot : old) {
        if (slot.term == None)
            continue;
        std::size_t at = slot.hash & mask;
        while (m_slots[at].term != None)
            at = (at + 1) & mask;
        m_slots[at] = slot;
    }
}

void IndexBatch::post(Term &term, quint32 position)
{
    if (term.capacity - term.used < PostingRoom)
        reserve(term, PostingRoom);
    if (term.document != quint32(m_rowids.size() - 1))
        openDocument(term);
    char *at = term.doclist + term.used;
    if (term.column != m_column) {
        *at++ = 1;
        at += putVarint(at, quint64(m_column));
        term.column = quint8(m_column);
        term.position = 0;
    }
    at += putVarint(at, position - term.position + 2);
    term.position = position;
    term.used = quint32(at - term.doclist);
}

void IndexBatch::openDocument(Term &term)
{
    closeDocument(term);
    const qint64 before = m_rowids[term.document];
    term.document = quint32(m_rowids.size() - 1);
    term.used += quint32(putVarint(term.doclist + term.used, quint64(m_rowids.back() - before)));
    term.sizeAt = term.used++;
    term.column = 0;
    term.position = 0;
}

void IndexBatch::closeDocument(Term &term)
{
    if (term.document == 0)
        return;
    const quint32 size = term.used - term.sizeAt - 1;
    if (size < 0x40) {
        term.doclist[term.sizeAt] = char(2 * size);
        return;
    }
    char number[VarintMax];
    const auto bytes = quint32(putVarint(number, 2 * quint64(size)));
    char *const at = term.doclist + term.sizeAt;
    std::memmove(at + bytes, at + 1, size);
    term.used += bytes - 1;
    std::memcpy(at, number, bytes);
}

void IndexBatch::reserve(Term &term, quint32 more)
{
    const std::size_t size = std::bit_ceil(std::size_t(term.used) + more);
    char *const larger = m_arena.take(size);
    std::memcpy(larger, term.doclist, term.used);
    m_arena.giveBack(term.doclist, term.capacity);
    term.doclist = larger;
    term.capacity = quint32(size);
}

std::vector<quint32> IndexBatch::sorted(Kind kind) const
{
    struct Key {
        quint64 head;
        quint32 term;
    };
    std::vector<Key> keys;
    keys.reserve(m_terms.size());
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        if (m_terms[i].kind == kind)
            keys.push_back({ qFromBigEndian(m_terms[i].head[0]), quint32(i) });
    }
    std::sort(keys.begin(), keys.end(), [this](const Key &a, const Key &b) {
        return a.head != b.head ? a.head < b.head : m_terms[a.term].view() < m_terms[b.term].view();
    });
    std::vector<quint32> list(keys.size());
    std::transform(keys.begin(), keys.end(), list.begin(), [](const Key &key) { return key.term; });
    return list;
}

void IndexBatch::write(SegmentWriter &writer)
{
    QByteArray name;
    for (const Kind kind : { Kind::Word, Kind::Prefix }) {
        for (const quint32 index : sorted(kind)) {
            Term &term = m_terms[index];
            if (term.capacity - term.used < PostingRoom)
                reserve(term, PostingRoom);
            closeDocument(term);
            name.resize(0);
            name.append(char(kind)).append(term.view());
            writer.add(name, { term.doclist, qsizetype(term.used) });
        }
    }
}

} // namespace golub::search
