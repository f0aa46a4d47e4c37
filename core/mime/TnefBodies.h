// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

namespace golub::mime {

//! Puts what was found inside of TNEF parts where it belongs: their files into attachments instead of winmail.dat, their body into the
//! message's where that has none of its own or says the same in plain text, else into attachments too.
void showTnef(QByteArrayView raw, MessageTree &tree);

} // namespace golub::mime
