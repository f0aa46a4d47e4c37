// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

//! The encodings of Unicode, read with their mistakes: what is wrong becomes U+FFFD, the rest stays. Linear; a leading mark is dropped.
namespace golub::mime {

//! One U+FFFD for each maximal subpart of an ill-formed sequence (Unicode 3.9, as the WHATWG encoding standard does it).
QString decodeUtf8(QByteArrayView bytes);

//! RFC 2152. A "+" that begins nothing stays one. Where nothing is shifted with "+", the form of IMAP mailbox names ("&AWE-") counts.
QString decodeUtf7(QByteArrayView bytes);
//! Modified UTF-7 (RFC 3501 section 5.1.3).
QString decodeImapUtf7(QByteArrayView bytes);

enum class ByteOrder : quint8 { Guess, Little, Big };
//! A mark wins over \a order. Guess: by the zeros of Latin letters; else big-endian (RFC 2781 section 4.3).
QString decodeUtf16(QByteArrayView bytes, ByteOrder order);
QString decodeUtf32(QByteArrayView bytes, ByteOrder order);

} // namespace golub::mime
