// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace golub::html {

//! What the tree builder gets to see: our own few tags and attributes, written by us, so that what was counted here is what it reads.
struct Canonical {
    QByteArray stream;            //!< UTF-8
    QByteArray styleSheet;        //!< the text of all style elements, at most limits::HtmlStyleBytes
    QList<QByteArray> dataUrls;   //!< "data:" sources; the stream says "data:#n"
    int blockedRemoteItems = 0;   //!< of the elements that were dropped here
    bool flattened = false;       //!< nesting over the limit: the stream is text with line breaks only
    bool truncated = false;       //!< bytes over the limit were cut off, or it was flattened
};

//! Linear. \a utf8 may be anything. The tree builder's time is quadratic in the nesting depth and in the number of formatting elements left
//! open; both are counted here as the HTML standard nests them (section 13.2.6), and beyond 512 the text comes out flat.
Canonical canonicalize(QByteArrayView utf8);

} // namespace golub::html
