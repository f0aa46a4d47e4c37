// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub::mime {

//! RFC 3676 text as logical lines: soft breaks joined, stuffing undone, quote marks kept as "> " before each quoted line (">> " for two…).
//! LF line ends in and out; a last line without line end stays so.
QString flowedToText(const QString &flowed, bool delSp = false);

//! Text as RFC 3676 format=flowed: lines over \a width characters (all included) broken softly at blanks, stuffed where needed, quoted lines (">…") broken
//! with their marks repeated. The signature line "-- " stays. LF line ends in and out.
QString textToFlowed(const QString &text, bool delSp = false, int width = 78);

} // namespace golub::mime
