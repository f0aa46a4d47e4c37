// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace golub::mime {

//! True where at least one well-formed multi-byte UTF-8 sequence is in there.
bool hasUtf8Sequence(QByteArrayView bytes);
//! True where the escapes of ISO-2022-JP are in there.
bool looksLikeIso2022Jp(QByteArrayView bytes);

} // namespace golub::mime
