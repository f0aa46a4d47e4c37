// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace golub::search {

//! Which segments an FTS5 index has: its structure record, in file format 4.
struct IndexStructure {
    struct Segment {
        int id = 0;
        int firstPage = 1;
        int lastPage = 1;
        int pages() const { return lastPage - firstPage + 1; }
        bool operator==(const Segment &) const = default;
    };
    //! Segments of about one size, which are merged into one of the next level. The first \a merging are being merged, into its last one.
    struct Level {
        int merging = 0;
        std::vector<Segment> segments; //!< oldest first
        bool operator==(const Level &) const = default;
    };
    quint32 cookie = 0;               //!< of the table's settings
    quint64 written = 0;              //!< pages, ever
    std::vector<Level> levels;

    //! Nothing where it is damaged, or of a newer form.
    static std::optional<IndexStructure> parse(QByteArrayView record);
    QByteArray bytes() const;
    int segments() const;
    bool isMerging() const;
    //! For a new segment; 0 where there is none left.
    int freeId() const;
    //! A new one: a small one among the small ones, others among those of their kind.
    void add(const Segment &segment);
    bool operator==(const IndexStructure &) const = default;
};

} // namespace golub::search
