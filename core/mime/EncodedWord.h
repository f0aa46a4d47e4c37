// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace golub::mime {

//! An unstructured header value as text: unfolded, RFC 2047 words decoded (adjacent ones joined byte-wise first, so that split characters
//! survive), raw 8-bit bytes read by guess. Takes encoded words also where the RFC forbids them. Blanks at both ends go.
QString decodeHeaderText(QByteArrayView value);

//! True where \a text holds something that looks like an encoded word.
bool hasEncodedWord(QByteArrayView text);

//! Where encoded words end up decides which characters they may hold (RFC 2047 section 5).
enum class WordContext : quint8 { Unstructured, Phrase };

//! A header value from text: ASCII as it is, other words as UTF-8 encoded words of at most 75 characters, folded at blanks so that lines stay
//! within 78 characters where possible and within 998 always. \a column is where the current line ends (after "Subject: ") and is updated.
//! Controls become blanks: no line break of \a text ever gets out.
QByteArray encodeHeaderText(const QString &text, WordContext context, qsizetype &column);

} // namespace golub::mime
