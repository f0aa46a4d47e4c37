// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace golub::html {

//! The elements that survive; everything else is dropped, renamed or loses its tags before a tree is built.
enum class Tag : quint8 {
    None, Text,
    A, Abbr, B, Big, Blockquote, Br, Caption, Center, Cite, Code, Dd, Del, Dfn, Div, Dl, Dt, Em, Font,
    H1, H2, H3, H4, H5, H6, Hr, I, Img, Ins, Kbd, Li, Mark, Ol, P, Pre, Q, S, Samp, Small, Span, Strong, Sub, Sup,
    Table, Tbody, Td, Tfoot, Th, Thead, Tr, Tt, U, Ul, Var, Wbr,
};

//! What happens to a tag on its way to the tree builder.
enum class Fate : quint8 {
    Keep,          //!< passed on as Tag
    Unwrap,        //!< the tags go, the content stays
    RawText,       //!< the tags and the text up to the end tag go (no markup inside)
    Style,         //!< as RawText, but the text is kept as a style sheet
    DropContent,   //!< the tags and everything up to the end tag go
};

//! How the HTML tree construction treats an element, as far as its nesting is concerned.
enum class Nesting : quint8 { Void, Formatting, Ordinary, Block, Implied, Cell, Table, Row };

struct TagInfo {
    const char *name;
    Fate fate;
    Tag tag = Tag::None;
    Nesting nesting = Nesting::Ordinary;
    //! The attribute whose presence makes a dropped element a blocked remote item; null for none.
    const char *remote = nullptr;
};

//! By lower-case name; null for a tag nobody knows (it is unwrapped).
const TagInfo *tagInfo(QByteArrayView lowerName);
//! The name written for a tag ("div").
QByteArrayView tagName(Tag tag);
//! True for elements that begin and end a line.
bool isBlock(Tag tag);

} // namespace golub::html
