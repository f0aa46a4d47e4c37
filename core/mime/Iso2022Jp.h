// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace golub::mime {

//! ISO-2022-JP (RFC 1468) with what vendors put into it: half-width katakana in any form, and NEC's and IBM's characters in the rows that the
//! standard leaves empty; its extensions -1 (JIS X 0212), -2 (Chinese, Korean, Latin, Greek) and -3 (JIS X 0213) as well.
QString decodeIso2022Jp(QByteArrayView bytes);

} // namespace golub::mime
