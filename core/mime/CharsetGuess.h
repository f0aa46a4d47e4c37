// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/CharsetNames.h"

#include <QByteArrayView>

namespace golub::mime {

//! The length of the well-formed UTF-8 sequence at \a i (RFC 3629 section 4); 0 where there is none.
int utf8Length(QByteArrayView bytes, qsizetype i);
//! True where the escapes of ISO-2022-JP are in there.
bool looksLikeIso2022Jp(QByteArrayView bytes);

//! What an HTML text says of itself in its first kilobyte (<meta charset>, http-equiv, an XML declaration); empty where it says nothing, or
//! UTF-16, which it cannot be if this was found.
QByteArray declaredHtmlCharset(QByteArrayView html);

//! True where the bytes cannot be what the label says: then they are guessed. UTF-8 under a label of one byte a character, 8-bit text that
//! never was UTF-8, escapes of ISO-2022 under another label, and labels that say nothing.
bool isWrongLabel(const CharsetEntry &label, QByteArrayView bytes);

} // namespace golub::mime
