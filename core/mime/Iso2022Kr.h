// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace golub::mime {

//! ISO-2022-KR (RFC 1557), its characters read as those of windows-949.
QString decodeIso2022Kr(QByteArrayView bytes);

//! Syllables that EUC-KR spells as a filler and three letters (KS X 1001:1998 annex 3) become one character.
void composeHangul(QString &text);

} // namespace golub::mime
