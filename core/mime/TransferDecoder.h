// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Base64.h"
#include "core/mime/MessageTree.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! Undoes a transfer encoding piece by piece; where the input is cut makes no difference. Tolerates everything.
class TransferDecoder
{
public:
    explicit TransferDecoder(Encoding encoding) : m_encoding(encoding) { }

    //! Appends what \a input decodes to.
    void decode(QByteArrayView input, QByteArray &output);
    //! Appends what was still held back. After it the decoder is spent.
    void finish(QByteArray &output);
    //! Base64 or uuencode with characters or lengths that do not belong there.
    bool sawDamage() const { return m_damage || m_base64.sawDamage(); }

private:
    void decodeBase64(QByteArrayView input, QByteArray &output);
    void decodeQuotedPrintable(QByteArrayView input, QByteArray &output);
    void decodeUu(QByteArrayView input, QByteArray &output);
    void uuLine(QByteArrayView line, QByteArray &output);

    Encoding m_encoding;
    Base64Decoder m_base64;
    bool m_damage = false;
    QByteArray m_pending;         // quoted-printable: an escape that may go on; uuencode: a line that may go on
    enum class Uu : quint8 { Before, Inside, After } m_uu = Uu::Before;
};

//! All at once.
QByteArray decodeTransfer(QByteArrayView input, Encoding encoding, bool *damage = nullptr);

} // namespace golub::mime
