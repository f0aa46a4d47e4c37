// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

namespace golub::mime {

//! Looks into the plain texts that are shown for what is not text: uuencode and yEnc (FilesInText.h), inline PGP (Protection.h). A text is
//! decoded for it only where there is a trace of either.
void scanShownTexts(QByteArrayView raw, MessageTree &tree);

} // namespace golub::mime
