// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Uid.h"

#include <algorithm>

namespace golub {

UidSet::UidSet(const QList<Uid> &uids)
{
    QList<Uid> sorted = uids;
    std::sort(sorted.begin(), sorted.end());
    for (const Uid uid : sorted) {
        if (!uid.isValid())
            continue;
        if (!m_ranges.isEmpty() && uid.value <= m_ranges.last().last)
            continue;
        if (!m_ranges.isEmpty() && uid.value == m_ranges.last().last + 1)
            m_ranges.last().last = uid.value;
        else
            m_ranges.append({ uid.value, uid.value });
    }
}

UidSet UidSet::range(Uid first, Uid last)
{
    UidSet set;
    if (first.isValid() && last.isValid())
        set.m_ranges.append({ qMin(first.value, last.value), qMax(first.value, last.value) });
    return set;
}

UidSet UidSet::fromText(QByteArrayView text)
{
    UidSet set;
    const QByteArray all = text.toByteArray();
    for (const QByteArray &part : all.split(',')) {
        const qsizetype colon = part.indexOf(':');
        bool okFirst = false;
        bool okLast = false;
        const quint32 first = (colon < 0 ? part : part.left(colon)).toUInt(&okFirst);
        const quint32 last = (colon < 0 ? part : part.mid(colon + 1)).toUInt(&okLast);
        if (!okFirst || !okLast || first == 0 || last == 0)
            return {};
        set.insertRange({ qMin(first, last), qMax(first, last) });
    }
    return set;
}

void UidSet::insert(Uid uid)
{
    if (uid.isValid())
        insertRange({ uid.value, uid.value });
}

void UidSet::insert(const UidSet &other)
{
    for (const Range range : other.m_ranges)
        insertRange(range);
}

void UidSet::insertRange(Range range)
{
    // The first range that ends at or right before the new one's start: the only one it can join on the left.
    auto begin = std::lower_bound(m_ranges.begin(), m_ranges.end(), range.first,
        [](const Range &r, quint32 first) { return r.last < first && r.last + 1 != first; });
    auto end = begin;
    while (end != m_ranges.end() && (end->first <= range.last || end->first == range.last + 1)) {
        range.first = qMin(range.first, end->first);
        range.last = qMax(range.last, end->last);
        ++end;
    }
    const auto at = m_ranges.erase(begin, end);
    m_ranges.insert(at, range);
}

bool UidSet::contains(Uid uid) const
{
    const auto it = std::lower_bound(
        m_ranges.begin(), m_ranges.end(), uid.value, [](const Range &r, quint32 value) { return r.last < value; });
    return it != m_ranges.end() && it->first <= uid.value;
}

qint64 UidSet::count() const
{
    qint64 count = 0;
    for (const Range &range : m_ranges)
        count += qint64(range.last) - range.first + 1;
    return count;
}

QList<Uid> UidSet::uids() const
{
    QList<Uid> uids;
    uids.reserve(count());
    for (const Range &range : m_ranges) {
        for (quint64 value = range.first; value <= range.last; ++value)
            uids.append(Uid { quint32(value) });
    }
    return uids;
}

QByteArray UidSet::toText() const
{
    QByteArray text;
    for (const Range &range : m_ranges) {
        if (!text.isEmpty())
            text += ',';
        text += QByteArray::number(range.first);
        if (range.last != range.first)
            text += range.last == OpenEnd ? QByteArray(":*") : ':' + QByteArray::number(range.last);
    }
    return text;
}

QList<UidSet> UidSet::chunksNewestFirst(int maxUids, int maxChars) const
{
    QList<UidSet> chunks;
    UidSet current;
    qint64 uids = 0;
    qsizetype chars = 0;
    const auto flush = [&] {
        if (!current.isEmpty()) {
            std::reverse(current.m_ranges.begin(), current.m_ranges.end());
            chunks.append(current);
        }
        current = {};
        uids = 0;
        chars = 0;
    };
    for (auto it = m_ranges.crbegin(); it != m_ranges.crend(); ++it) {
        Range rest = *it;
        for (;;) {
            if (uids >= maxUids || chars + 22 > maxChars)
                flush();
            const qint64 length = qint64(rest.last) - rest.first + 1;
            const qint64 take = qMin<qint64>(length, maxUids - uids);
            current.m_ranges.append({ quint32(rest.last - take + 1), rest.last });
            uids += take;
            chars += 22;
            if (take == length)
                break;
            rest.last = quint32(rest.last - take);
        }
    }
    flush();
    return chunks;
}

} // namespace golub
