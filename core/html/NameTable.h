// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <cstddef>

namespace golub::html {

//! Finds lower-case names by their first letter and their length: a page names thousands of tags and attributes, of few kinds.
template<std::size_t Count>
class NameTable
{
public:
    //! \a names: sorted; each begins with a letter.
    explicit constexpr NameTable(const std::array<QByteArrayView, Count> &names) : m_names(names)
    {
        std::size_t next = 0;
        for (std::size_t letter = 0; letter < 26; ++letter) {
            m_first[letter] = next;
            while (next < Count && std::size_t(names[next][0] - 'a') == letter)
                ++next;
        }
        m_first[26] = next;
    }
    //! Its place in the table, -1 where it is none of them.
    int find(QByteArrayView lowerName) const
    {
        if (lowerName.isEmpty() || lowerName[0] < 'a' || lowerName[0] > 'z')
            return -1;
        const auto letter = std::size_t(lowerName[0] - 'a');
        for (std::size_t i = m_first[letter]; i < m_first[letter + 1]; ++i) {
            if (isSame(m_names[i], lowerName))
                return int(i);
        }
        return -1;
    }
    constexpr bool isComplete() const { return m_first[26] == Count; } //!< false where it is not sorted
    constexpr QByteArrayView operator[](int place) const { return m_names[std::size_t(place)]; }

private:
    //! A few letters: cheaper than a call that compares memory.
    static bool isSame(QByteArrayView a, QByteArrayView b)
    {
        if (a.size() != b.size())
            return false;
        qsizetype i = 0;
        while (i < a.size() && a[i] == b[i])
            ++i;
        return i == a.size();
    }

    std::array<QByteArrayView, Count> m_names;
    std::array<std::size_t, 27> m_first {};
};

} // namespace golub::html
