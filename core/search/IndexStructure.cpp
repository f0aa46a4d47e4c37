// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/IndexStructure.h"

#include "core/search/Varint.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace golub::search {
namespace {

constexpr int MaxSegments = 2000; //!< FTS5's limit
constexpr int MaxLevels = 64;
constexpr int CookieSize = 4;
constexpr int SmallPages = 64; //!< a megabyte or less: merging many of these costs nothing that anybody feels

class NumberReader
{
public:
    explicit NumberReader(QByteArrayView bytes) : m_at(bytes.begin()), m_end(bytes.end()) { }
    int number(int max)
    {
        const quint64 value = large();
        m_good = m_good && value <= quint64(max);
        return m_good ? int(value) : 0;
    }
    quint64 large()
    {
        const char *const begin = m_at;
        const quint64 value = takeVarint(m_at, m_end);
        m_good = m_good && m_at > begin && (uchar(m_at[-1]) < 0x80 || m_at - begin == VarintMax);
        return value;
    }
    bool isGood() const { return m_good; }
    bool isEnd() const { return m_at == m_end; }

private:
    const char *m_at;
    const char *m_end;
    bool m_good = true;
};

} // namespace

std::optional<IndexStructure> IndexStructure::parse(QByteArrayView record)
{
    if (record.size() < CookieSize)
        return {};
    IndexStructure structure;
    structure.cookie = qFromBigEndian<quint32>(record.data());
    // Newer forms begin with a number of levels that is none.
    NumberReader reader(record.sliced(CookieSize));
    const int levels = reader.number(MaxLevels);
    const int all = reader.number(MaxSegments);
    structure.written = reader.large();
    for (int i = 0; i < levels && reader.isGood(); ++i) {
        Level level;
        level.merging = reader.number(MaxSegments);
        const int count = reader.number(MaxSegments);
        for (int j = 0; j < count && reader.isGood(); ++j) {
            Segment segment;
            segment.id = reader.number(0xffff);
            segment.firstPage = reader.number(std::numeric_limits<int>::max());
            segment.lastPage = reader.number(std::numeric_limits<int>::max());
            if (segment.id == 0 || segment.lastPage < segment.firstPage)
                return {};
            level.segments.push_back(segment);
        }
        if (level.merging > count)
            return {};
        structure.levels.push_back(std::move(level));
    }
    if (!reader.isGood() || !reader.isEnd() || structure.segments() != all)
        return {};
    return structure;
}

QByteArray IndexStructure::bytes() const
{
    QByteArray record(CookieSize, '\0');
    qToBigEndian(cookie, record.data());
    appendVarint(record, levels.size());
    appendVarint(record, quint64(segments()));
    appendVarint(record, written);
    for (const Level &level : levels) {
        appendVarint(record, quint64(level.merging));
        appendVarint(record, level.segments.size());
        for (const Segment &segment : level.segments) {
            for (const int number : { segment.id, segment.firstPage, segment.lastPage })
                appendVarint(record, quint64(number));
        }
    }
    return record;
}

int IndexStructure::segments() const
{
    int all = 0;
    for (const Level &level : levels)
        all += int(level.segments.size());
    return all;
}

bool IndexStructure::isMerging() const
{
    return std::any_of(levels.begin(), levels.end(), [](const Level &level) { return level.merging > 0; });
}

int IndexStructure::freeId() const
{
    std::vector<bool> taken(MaxSegments + 1);
    for (const Level &level : levels) {
        for (const Segment &segment : level.segments) {
            if (segment.id <= MaxSegments)
                taken[std::size_t(segment.id)] = true;
        }
    }
    const auto found = std::find(taken.begin() + 1, taken.end(), false);
    return segments() >= MaxSegments || found == taken.end() ? 0 : int(found - taken.begin());
}

void IndexStructure::add(const Segment &segment)
{
    const std::size_t number = segment.pages() > SmallPages ? 1 : 0;
    while (levels.size() <= number)
        levels.emplace_back();
    std::vector<Segment> &among = levels[number].segments;
    // What is being merged stands first, and what level 0 is being merged into stands last.
    if (number == 0)
        among.push_back(segment);
    else
        among.insert(among.begin() + levels[number].merging, segment);
    written += quint64(segment.pages());
}

} // namespace golub::search
