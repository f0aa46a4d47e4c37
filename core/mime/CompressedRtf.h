// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! PR_RTF_COMPRESSED undone ([MS-OXRTFCP]): compressed ("LZFu") or stored ("MELA"). Null where it is neither. Never more than nine times
//! the input and never more than it says itself; linear. \a damaged is set where the data ends early or its checksum is another.
QByteArray decompressRtf(QByteArrayView compressed, bool *damaged = nullptr);

} // namespace golub::mime
