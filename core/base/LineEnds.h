// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub {

//! \a text with CRLF for every line end: CRLF, LF alone, CR alone (RFC 5321 section 2.3.8 knows no other on the wire).
QByteArray withCrlf(QByteArrayView text);

} // namespace golub
