// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Tags.h"

#include <vector>

namespace golub::html {

//! Follows the stack of open elements and the list of active formatting elements of the HTML standard (section 13.2.4) closely enough to
//! know, before a tree is built, how deep it gets and how often formatting elements would be made anew. Errs on the high side.
class NestingCounter
{
public:
    void text();
    void start(const TagInfo &info);
    void end(const TagInfo &info);
    bool isOverLimit() const;

private:
    struct Open {
        Tag tag;
        Nesting nesting;
        std::size_t formatting;   //!< how many formatting elements were active before a cell
    };
    //! Pops to the topmost element for which \a found holds, unless one for which \a barrier holds comes first.
    template<class Found, class Barrier>
    void popTo(Found found, Barrier barrier);
    void closeCell();
    void inlineContent();

    std::vector<Open> m_open;
    std::vector<Tag> m_formatting;
    std::size_t m_formattingBase = 0; //!< those before belong to the world outside of the cell
    bool m_blockChanged = false;
    qint64 m_nodes = 0;
};

} // namespace golub::html
