// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <limits>

namespace golub::html {

//! The words of htmlToText() without link targets, for the index and for previews: the tags are read one after the other and no tree is built,
//! a tenth of the time. Lines end where blocks do and quotes begin with "> "; lists have no marks and tables no columns.
//! HTML that hides some of its text is read by htmlToText() after all. Any bytes are accepted, in linear time.
QString htmlWords(QByteArrayView utf8);
//! The same in UTF-8. Nothing more is read once there are \a enough bytes: who gets fewer got all.
QByteArray htmlWordsUtf8(QByteArrayView utf8, qsizetype enough = std::numeric_limits<qsizetype>::max());

} // namespace golub::html
