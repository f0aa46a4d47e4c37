// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace golub::mime {

//! Bytes to text by charset label. The label is read as mail means it, not as it says (see CharsetNames.h), and doubted where the bytes speak
//! against it (isWrongLabel()): then, and where it is unknown or empty, the charset is guessed. Never fails: what cannot be read becomes
//! U+FFFD. \a known, where given, tells whether the label is one we know.
QString decodeCharset(QByteArrayView bytes, QByteArrayView label, bool *known = nullptr);
//! The same without any doubt: what the reader chose. An unknown label is UTF-8.
QString decodeExactly(QByteArrayView bytes, QByteArrayView label);
//! decodeCharset() in UTF-8: for nearly all mail the bytes as they are, looked through and not changed into anything.
QByteArray decodeToUtf8(const QByteArray &bytes, QByteArrayView label);

//! Unlabelled bytes, by guessCharset().
QString decodeUnlabelled(QByteArrayView bytes);
//! ISO-2022 by its escapes, UTF-16 by its zeros, UTF-8 where valid, else the charset in which the text reads best.
QByteArray guessCharset(QByteArrayView bytes);

//! The name of the converter that a label means ("windows-1252" for "latin1"); empty where unknown.
QByteArray canonicalCharset(QByteArrayView label);
bool isValidUtf8(QByteArrayView bytes);
bool isAscii(QByteArrayView bytes);
//! For the reader's "text encoding" menu.
QStringList commonCharsets();

} // namespace golub::mime
