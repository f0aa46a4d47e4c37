// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/NestingCounter.h"

#include "core/base/Limits.h"

namespace golub::html {
namespace {

//! The end tag of one heading closes any heading.
Tag family(Tag tag)
{
    return tag >= Tag::H1 && tag <= Tag::H6 ? Tag::H1 : tag;
}

} // namespace

template<class Found, class Barrier>
void NestingCounter::popTo(Found found, Barrier barrier)
{
    for (std::size_t i = m_open.size(); i-- > 0;) {
        if (found(m_open[i])) {
            while (m_open.size() > i) {
                const Open top = m_open.back();
                m_open.pop_back();
                if (top.nesting == Nesting::Cell && m_formatting.size() > top.formatting)
                    m_formatting.resize(top.formatting);
            }
            m_formattingBase = 0;
            for (std::size_t j = m_open.size(); j-- > 0;) {
                if (m_open[j].nesting == Nesting::Cell) {
                    m_formattingBase = m_open[j].formatting;
                    break;
                }
            }
            return;
        }
        if (barrier(m_open[i]))
            return;
    }
}

void NestingCounter::closeCell()
{
    popTo([](const Open &open) { return open.nesting == Nesting::Cell; }, [](const Open &open) { return open.nesting == Nesting::Table; });
}

void NestingCounter::inlineContent()
{
    ++m_nodes;
    if (m_blockChanged)
        m_nodes += qint64(m_formatting.size() - m_formattingBase);
    m_blockChanged = false;
}

void NestingCounter::text()
{
    inlineContent();
}

void NestingCounter::start(const TagInfo &info)
{
    switch (info.nesting) {
    case Nesting::Void:
        inlineContent();
        return;
    case Nesting::Formatting:
        inlineContent();
        if (info.tag == Tag::A)
            end(info);
        m_formatting.push_back(info.tag);
        return;
    case Nesting::Ordinary:
        inlineContent();
        m_open.push_back({ info.tag, info.nesting, 0 });
        return;
    case Nesting::Cell:
        closeCell();
        m_open.push_back({ info.tag, info.nesting, m_formatting.size() });
        m_formattingBase = m_formatting.size();
        break;
    case Nesting::Row:
        closeCell();
        break;
    case Nesting::Implied:
        break;
    case Nesting::Block:
    case Nesting::Table:
        m_open.push_back({ family(info.tag), info.nesting, 0 });
        break;
    }
    ++m_nodes;
    m_blockChanged = true;
}

void NestingCounter::end(const TagInfo &info)
{
    const Tag tag = family(info.tag);
    const auto same = [tag](const Open &open) { return open.tag == tag; };
    switch (info.nesting) {
    case Nesting::Void:
        return;
    case Nesting::Formatting:
        for (std::size_t i = m_formatting.size(); i-- > m_formattingBase;) {
            if (m_formatting[i] == tag) {
                m_formatting.erase(m_formatting.begin() + std::ptrdiff_t(i));
                break;
            }
        }
        return;
    case Nesting::Ordinary:
        // "Any other end tag": anything special in between makes the tree builder ignore it.
        popTo(same, [](const Open &open) { return open.nesting != Nesting::Ordinary; });
        return;
    case Nesting::Block:
        popTo(same, [](const Open &open) { return open.nesting == Nesting::Cell || open.nesting == Nesting::Table; });
        break;
    case Nesting::Cell:
        popTo(same, [](const Open &open) { return open.nesting == Nesting::Table; });
        break;
    case Nesting::Row:
        closeCell();
        break;
    case Nesting::Table:
        popTo(same, [](const Open &) { return false; });
        break;
    case Nesting::Implied:
        ++m_nodes; // "</p>" without a paragraph makes an empty one
        break;
    }
    m_blockChanged = true;
}

bool NestingCounter::isOverLimit() const
{
    return m_open.size() + m_formatting.size() > std::size_t(limits::HtmlOpenTags) || m_nodes > 8LL * limits::HtmlNodes;
}

} // namespace golub::html
