// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace golub::mime {

//! Bytes to text by charset label. The label is read as mail means it, not as it says: iso-8859-1 and us-ascii are windows-1252, gb2312 is
//! GBK, ks_c_5601 is windows-949, and so on. Unknown, empty or "us-ascii" with 8-bit bytes: guessed. Never fails: what cannot be read
//! becomes U+FFFD. \a known, where given, tells whether the label is one we know.
QString decodeCharset(QByteArrayView bytes, QByteArrayView label, bool *known = nullptr);

//! Unlabelled bytes: UTF-8 where valid, UTF-16 with a mark, else the likeliest of windows-1252, windows-1250, KOI8-R, windows-1251.
QString decodeUnlabelled(QByteArrayView bytes);
//! The charset that decodeUnlabelled() would take.
QByteArray guessCharset(QByteArrayView bytes);

//! The name of the converter that a label means ("windows-1252" for "latin1"); empty where unknown.
QByteArray canonicalCharset(QByteArrayView label);
bool isValidUtf8(QByteArrayView bytes);
bool isAscii(QByteArrayView bytes);
//! For the reader's "text encoding" menu.
QStringList commonCharsets();

} // namespace golub::mime
