// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Layout.h"

#include "core/base/Limits.h"

#include <algorithm>

namespace golub::html {
namespace {

struct TableFacts {
    bool nested = false;      //!< another table inside
    int rows = 0;             //!< with two filled cells or more
    int widest = 0;           //!< filled cells of the widest row
    int headers = 0;
    int images = 0;
    qsizetype text = 0;
    int cells = 0;            //!< filled
};

bool hasVisibleText(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return !c.isSpace() && c != QChar(0x200b) && c != QChar(0x200c) && c != QChar(0x200d) && c != QChar(0xfeff) && c != QChar(0x34f)
            && c != QChar(0xad);
    });
}

//! Rows and columns of each table: Qt makes rows × columns cells before it merges any.
void measureTables(const Document &document, const std::vector<int> &tableOf, const std::vector<int> &rowOf, Layout &layout)
{
    const std::size_t count = document.nodes.size();
    std::vector<std::pair<int, int>> width(count); // spanned and plain columns of each row
    std::vector<int> tallCells(count, 0);
    for (std::size_t i = count; i-- > 0;) {
        const Node &node = document.nodes[i];
        if (tableOf[i] < 0)
            continue;
        const auto table = std::size_t(tableOf[i]);
        if ((node.tag == Tag::Td || node.tag == Tag::Th) && rowOf[i] >= 0) {
            width[std::size_t(rowOf[i])].first += spanOf(node, "colspan");
            width[std::size_t(rowOf[i])].second += 1;
            tallCells[table] += spanOf(node, "rowspan") > 1 ? 1 : 0;
        } else if (node.tag == Tag::Tr) {
            Layout::Box &box = layout.boxes[table];
            ++box.rows;
            box.columns = std::max(box.columns, width[i].first);
            box.plainColumns = std::max(box.plainColumns, width[i].second);
        } else if (node.tag == Tag::Table) {
            layout.boxes[i].columns += std::min(tallCells[i], limits::HtmlSpan);
        }
    }
}

bool isData(const Node &node, const TableFacts &facts)
{
    if (facts.nested || node.attribute("role") == u"presentation" || node.attribute("role") == u"none")
        return false;
    if (facts.rows < 2 || facts.widest < 2)
        return facts.headers > 0 && facts.rows > 0;
    if (facts.headers > 0)
        return true;
    // Pictures and long texts side by side are a page's columns, not a table's.
    return facts.images == 0 && facts.widest <= 12 && facts.text / std::max(1, facts.cells) < 60;
}

} // namespace

int spanOf(const Node &cell, QByteArrayView attribute)
{
    return std::clamp(cell.attribute(attribute).trimmed().toInt(), 1, limits::HtmlSpan);
}

Layout Layout::of(const Document &document)
{
    const std::size_t count = document.nodes.size();
    Layout layout;
    layout.boxes.resize(count);
    bool tables = false;
    std::vector<int> tableOf(count, -1);
    std::vector<int> rowOf(count, -1);
    for (std::size_t i = 0; i < count; ++i) {
        const Node &node = document.nodes[i];
        Box &box = layout.boxes[i];
        if (node.parent >= 0) {
            const Box &parent = layout.boxes[std::size_t(node.parent)];
            box.hidden = parent.hidden;
            box.tableDepth = parent.tableDepth;
            tableOf[i] = tableOf[std::size_t(node.parent)];
            rowOf[i] = rowOf[std::size_t(node.parent)];
        }
        box.hidden |= document.isHidden(int(i));
        if (node.tag == Tag::Table) {
            ++box.tableDepth;
            tableOf[i] = int(i);
            tables = true;
        } else if (node.tag == Tag::Tr) {
            rowOf[i] = int(i);
        }
        if (!box.hidden)
            layout.complex |= box.tableDepth > 1 || document.styles[i].positioned || document.styles[i].backgroundImage;
    }
    layout.complex |= tables && document.responsive;

    measureTables(document, tableOf, rowOf, layout);
    std::vector<TableFacts> facts(count);
    std::vector<int> filledCells(count, 0);
    for (std::size_t i = count; i-- > 0;) {
        const Node &node = document.nodes[i];
        Box &box = layout.boxes[i];
        if (box.hidden)
            continue;
        box.hasContent |= node.tag == Tag::Text ? hasVisibleText(node.text) : node.tag == Tag::Img || node.tag == Tag::Hr;
        const auto table = std::size_t(std::max(0, tableOf[i]));
        if (tableOf[i] >= 0) {
            TableFacts &own = facts[table];
            if (node.tag == Tag::Text && box.hasContent)
                own.text += node.text.size();
            else if (node.tag == Tag::Img)
                ++own.images;
            else if ((node.tag == Tag::Td || node.tag == Tag::Th) && box.hasContent) {
                ++own.cells;
                own.headers += node.tag == Tag::Th ? 1 : 0;
                if (rowOf[i] >= 0)
                    ++filledCells[std::size_t(rowOf[i])];
            } else if (node.tag == Tag::Tr) {
                own.rows += filledCells[i] >= 2 ? 1 : 0;
                own.widest = std::max(own.widest, filledCells[i]);
            } else if (node.tag == Tag::Table) {
                box.isDataTable = isData(node, own);
                if (node.parent >= 0 && tableOf[std::size_t(node.parent)] >= 0)
                    facts[std::size_t(tableOf[std::size_t(node.parent)])].nested = true;
            }
        }
        if (node.parent >= 0)
            layout.boxes[std::size_t(node.parent)].hasContent |= box.hasContent;
    }
    return layout;
}

} // namespace golub::html
