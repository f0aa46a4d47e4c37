// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace golub::mime {

//! Base64 (RFC 2045 section 6.8) piece by piece; where the input is cut makes no difference. Line ends and blanks do not count, other
//! characters are skipped, and padding may stand in the middle, where encoded pieces were joined.
class Base64Decoder
{
public:
    //! Bytes of room that decode() wants for an input of this size.
    static constexpr qsizetype room(qsizetype size) { return size / 4 * 3 + 8; }
    //! Writes what \a input decodes to and returns the end of it.
    char *decode(QByteArrayView input, char *to);
    //! Writes what is left over when the input ends in the middle of a quantum: two bytes at most.
    char *finish(char *to);
    //! What decode() would write, counted only. For one decoder either this or decode().
    qsizetype count(QByteArrayView input);
    //! The same for finish().
    qsizetype countRest();
    //! Characters or lengths that do not belong there.
    bool sawDamage() const { return m_damage; }

private:
    qsizetype countOne(char c);

    quint32 m_bits = 0;
    int m_sextets = 0;            // gathered of the current quantum
    bool m_damage = false;
};

} // namespace golub::mime
