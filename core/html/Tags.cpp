// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Tags.h"

#include "core/html/NameTable.h"

#include <algorithm>
#include <array>

namespace golub::html {
namespace {

// Sorted by name: tagInfo() searches it.
constexpr std::array Table {
    TagInfo { "a", Fate::Keep, Tag::A, Nesting::Formatting },
    TagInfo { "abbr", Fate::Keep, Tag::Abbr },
    TagInfo { "acronym", Fate::Keep, Tag::Abbr },
    TagInfo { "address", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "applet", Fate::DropContent, Tag::None, Nesting::Ordinary, "code" },
    TagInfo { "article", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "aside", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "audio", Fate::DropContent, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "b", Fate::Keep, Tag::B, Nesting::Formatting },
    TagInfo { "big", Fate::Keep, Tag::Big, Nesting::Formatting },
    TagInfo { "blockquote", Fate::Keep, Tag::Blockquote, Nesting::Block },
    TagInfo { "br", Fate::Keep, Tag::Br, Nesting::Void },
    TagInfo { "canvas", Fate::DropContent },
    TagInfo { "caption", Fate::Keep, Tag::Caption, Nesting::Cell },
    TagInfo { "center", Fate::Keep, Tag::Center, Nesting::Block },
    TagInfo { "cite", Fate::Keep, Tag::Cite },
    TagInfo { "code", Fate::Keep, Tag::Code, Nesting::Formatting },
    TagInfo { "dd", Fate::Keep, Tag::Dd, Nesting::Implied },
    TagInfo { "del", Fate::Keep, Tag::Del },
    TagInfo { "details", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "dfn", Fate::Keep, Tag::Dfn },
    TagInfo { "dir", Fate::Keep, Tag::Ul, Nesting::Block },
    TagInfo { "div", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "dl", Fate::Keep, Tag::Dl, Nesting::Block },
    TagInfo { "dt", Fate::Keep, Tag::Dt, Nesting::Implied },
    TagInfo { "em", Fate::Keep, Tag::Em, Nesting::Formatting },
    TagInfo { "embed", Fate::Unwrap, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "fieldset", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "figcaption", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "figure", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "font", Fate::Keep, Tag::Font, Nesting::Formatting },
    TagInfo { "footer", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "form", Fate::Unwrap },
    TagInfo { "frame", Fate::Unwrap, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "h1", Fate::Keep, Tag::H1, Nesting::Block },
    TagInfo { "h2", Fate::Keep, Tag::H2, Nesting::Block },
    TagInfo { "h3", Fate::Keep, Tag::H3, Nesting::Block },
    TagInfo { "h4", Fate::Keep, Tag::H4, Nesting::Block },
    TagInfo { "h5", Fate::Keep, Tag::H5, Nesting::Block },
    TagInfo { "h6", Fate::Keep, Tag::H6, Nesting::Block },
    TagInfo { "header", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "hr", Fate::Keep, Tag::Hr, Nesting::Void },
    TagInfo { "i", Fate::Keep, Tag::I, Nesting::Formatting },
    TagInfo { "iframe", Fate::RawText, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "image", Fate::Keep, Tag::Img, Nesting::Void },
    TagInfo { "img", Fate::Keep, Tag::Img, Nesting::Void },
    TagInfo { "input", Fate::Unwrap, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "ins", Fate::Keep, Tag::Ins },
    TagInfo { "kbd", Fate::Keep, Tag::Kbd },
    TagInfo { "li", Fate::Keep, Tag::Li, Nesting::Implied },
    TagInfo { "link", Fate::Unwrap, Tag::None, Nesting::Ordinary, "href" },
    TagInfo { "main", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "mark", Fate::Keep, Tag::Mark },
    TagInfo { "menu", Fate::Keep, Tag::Ul, Nesting::Block },
    TagInfo { "nav", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "noembed", Fate::RawText },
    TagInfo { "noframes", Fate::RawText },
    TagInfo { "object", Fate::Unwrap, Tag::None, Nesting::Ordinary, "data" },
    TagInfo { "ol", Fate::Keep, Tag::Ol, Nesting::Block },
    TagInfo { "p", Fate::Keep, Tag::P, Nesting::Implied },
    TagInfo { "pre", Fate::Keep, Tag::Pre, Nesting::Block },
    TagInfo { "q", Fate::Keep, Tag::Q },
    TagInfo { "s", Fate::Keep, Tag::S, Nesting::Formatting },
    TagInfo { "samp", Fate::Keep, Tag::Samp },
    TagInfo { "script", Fate::RawText, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "section", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "select", Fate::DropContent },
    TagInfo { "small", Fate::Keep, Tag::Small, Nesting::Formatting },
    TagInfo { "source", Fate::Unwrap, Tag::None, Nesting::Ordinary, "srcset" },
    TagInfo { "span", Fate::Keep, Tag::Span },
    TagInfo { "strike", Fate::Keep, Tag::S, Nesting::Formatting },
    TagInfo { "strong", Fate::Keep, Tag::Strong, Nesting::Formatting },
    TagInfo { "style", Fate::Style },
    TagInfo { "sub", Fate::Keep, Tag::Sub },
    TagInfo { "summary", Fate::Keep, Tag::Div, Nesting::Block },
    TagInfo { "sup", Fate::Keep, Tag::Sup },
    TagInfo { "table", Fate::Keep, Tag::Table, Nesting::Table },
    TagInfo { "tbody", Fate::Keep, Tag::Tbody, Nesting::Row },
    TagInfo { "td", Fate::Keep, Tag::Td, Nesting::Cell },
    TagInfo { "textarea", Fate::RawText },
    TagInfo { "tfoot", Fate::Keep, Tag::Tfoot, Nesting::Row },
    TagInfo { "th", Fate::Keep, Tag::Th, Nesting::Cell },
    TagInfo { "thead", Fate::Keep, Tag::Thead, Nesting::Row },
    TagInfo { "title", Fate::RawText },
    TagInfo { "tr", Fate::Keep, Tag::Tr, Nesting::Row },
    TagInfo { "tt", Fate::Keep, Tag::Tt, Nesting::Formatting },
    TagInfo { "u", Fate::Keep, Tag::U, Nesting::Formatting },
    TagInfo { "ul", Fate::Keep, Tag::Ul, Nesting::Block },
    TagInfo { "var", Fate::Keep, Tag::Var },
    TagInfo { "video", Fate::DropContent, Tag::None, Nesting::Ordinary, "src" },
    TagInfo { "wbr", Fate::Keep, Tag::Wbr, Nesting::Void },
    TagInfo { "xmp", Fate::RawText },
};

constexpr auto names()
{
    std::array<QByteArrayView, Table.size()> names;
    std::transform(Table.begin(), Table.end(), names.begin(), [](const TagInfo &info) { return QByteArrayView(info.name); });
    return names;
}

constexpr NameTable TagNames(names());
static_assert(TagNames.isComplete());

} // namespace

const TagInfo *tagInfo(QByteArrayView lowerName)
{
    const int place = TagNames.find(lowerName);
    return place < 0 ? nullptr : &Table[std::size_t(place)];
}

QByteArrayView tagName(Tag tag)
{
    static constexpr std::array Names {
        "", "", "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em",
        "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small",
        "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
    };
    static_assert(Names.size() == static_cast<std::size_t>(Tag::Wbr) + 1);
    return Names.at(static_cast<std::size_t>(tag));
}

bool isBlock(Tag tag)
{
    switch (tag) {
    case Tag::Blockquote: case Tag::Caption: case Tag::Center: case Tag::Dd: case Tag::Div: case Tag::Dl: case Tag::Dt:
    case Tag::H1: case Tag::H2: case Tag::H3: case Tag::H4: case Tag::H5: case Tag::H6: case Tag::Hr: case Tag::Li: case Tag::Ol:
    case Tag::P: case Tag::Pre: case Tag::Table: case Tag::Tbody: case Tag::Td: case Tag::Tfoot: case Tag::Th: case Tag::Thead:
    case Tag::Tr: case Tag::Ul:
        return true;
    default:
        return false;
    }
}

} // namespace golub::html
