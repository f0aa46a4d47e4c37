// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <array>

namespace golub::mime {

//! The characters of a charset of one byte a character; the first half is ASCII.
using SingleByteTable = std::array<char16_t, 256>;

//! The table of the charset that findCharset() calls \a charset; nullptr where it has more bytes a character or is a rare one.
const SingleByteTable *singleByteTable(QByteArrayView charset);
QString decodeSingleByte(QByteArrayView bytes, const SingleByteTable &table);

} // namespace golub::mime
