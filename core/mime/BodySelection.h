// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

namespace golub::mime {

//! The three lists of RFC 8621 section 4.1.4, ascending.
struct BodyLists {
    QList<int> text;
    QList<int> html;
    QList<int> attachments;
};
//! Of the part \a root and what is inside of it.
BodyLists bodyListsOf(const MessageTree &tree, int root);

//! Fills textBody, htmlBody and attachments.
void selectBodies(MessageTree &tree);

//! True for a multipart in which no part was found: its content is shown as the text that it is.
bool isTextStandIn(const Part &part);

} // namespace golub::mime
