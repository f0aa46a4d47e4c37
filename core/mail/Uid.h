// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QList>
#include <QtGlobal>

#include <compare>

namespace golub {

//! An IMAP unique identifier (RFC 9051 section 2.3.1.1); 0 is "none yet".
struct Uid {
    quint32 value = 0;
    bool isValid() const { return value != 0; }
    auto operator<=>(const Uid &) const = default;
    friend size_t qHash(Uid uid, size_t seed = 0) noexcept { return ::qHash(uid.value, seed); }
};

struct UidValidity {
    quint32 value = 0;
    bool isValid() const { return value != 0; }
    auto operator<=>(const UidValidity &) const = default;
};

//! A mod-sequence (RFC 7162), 63 bits; 0 where the server has none.
struct ModSeq {
    quint64 value = 0;
    bool isValid() const { return value != 0; }
    auto operator<=>(const ModSeq &) const = default;
};

//! A set of UIDs as sorted, disjoint, non-adjacent ranges.
class UidSet
{
public:
    struct Range {
        quint32 first;
        quint32 last; //!< inclusive
        bool operator==(const Range &) const = default;
    };

    UidSet() = default;
    explicit UidSet(const QList<Uid> &uids);
    static UidSet of(Uid uid) { return UidSet(QList<Uid> { uid }); }
    //! first..last inclusive; swapped where given backwards.
    static UidSet range(Uid first, Uid last);
    //! From \a first on ("7:*"). A server also answers with its last message where that is older (RFC 9051 section 9, seq-range).
    static UidSet from(Uid first) { return range(first, Uid { OpenEnd }); }
    //! From "1:3,7" (no "*"); empty on anything else.
    static UidSet fromText(QByteArrayView text);

    void insert(Uid uid);
    void insert(const UidSet &other);
    bool contains(Uid uid) const;
    bool isEmpty() const { return m_ranges.isEmpty(); }
    //! True for "7:*": count() says nothing of how many messages there are.
    bool hasOpenEnd() const { return !m_ranges.isEmpty() && m_ranges.last().last == OpenEnd; }
    //! How many UIDs, not ranges.
    qint64 count() const;
    const QList<Range> &ranges() const { return m_ranges; }
    //! Every UID, ascending. Only for sets of known size: check count() first on server data.
    QList<Uid> uids() const;
    //! "1:3,7:*", as on the wire.
    QByteArray toText() const;
    //! Cut into sets of at most \a maxUids UIDs and \a maxChars characters, highest UIDs first (newest first).
    QList<UidSet> chunksNewestFirst(int maxUids, int maxChars = 8000) const;
    bool operator==(const UidSet &) const = default;

private:
    static constexpr quint32 OpenEnd = 0xFFFFFFFFu;
    void insertRange(Range range);
    QList<Range> m_ranges;
};

} // namespace golub
