// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

namespace golub::mime {

//! Fills textBody, htmlBody, attachments, signedPart and encryptedPart (RFC 8621 section 4.1.4).
void selectBodies(MessageTree &tree);

//! True for a multipart in which no part was found: its content is shown as the text that it is.
bool isTextStandIn(const Part &part);

} // namespace golub::mime
