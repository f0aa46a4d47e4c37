// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Document.h"

#include <vector>

namespace golub::html {

//! What the structure of a mail says about how to show it, found in one pass from the leaves up.
struct Layout {
    struct Box {
        bool hidden = false;          //!< it or something around it is not shown
        bool hasContent = false;      //!< something visible is inside
        bool isDataTable = false;     //!< of a table: rows and columns mean something
        int tableDepth = 0;           //!< tables around it, itself included
        int rows = 0;                 //!< of a table, without those of tables inside
        int columns = 0;              //!< of a table, spans counted, at least as many as there are
        int plainColumns = 0;         //!< of a table: the most cells in a row
    };
    std::vector<Box> boxes;           //!< of each node
    bool complex = false;

    static Layout of(const Document &document);
};

//! colspan or rowspan, 1 to limits::HtmlSpan.
int spanOf(const Node &cell, QByteArrayView attribute);

} // namespace golub::html
