// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>

namespace golub::mime {

namespace detail {
constexpr std::array<quint32, 256> makeCrc32Table()
{
    std::array<quint32, 256> table {};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) ? (value >> 1) ^ 0xEDB88320U : value >> 1;
        table[i] = value;
    }
    return table;
}
inline constexpr std::array<quint32, 256> Crc32Table = makeCrc32Table();
} // namespace detail

//! The CRC-32 of zip, yEnc and (without its inversions) compressed RTF: polynomial 0xEDB88320.
class Crc32
{
public:
    explicit Crc32(quint32 start = 0xFFFFFFFFU) : m_state(start) { }

    void add(QByteArrayView bytes)
    {
        for (const char c : bytes)
            m_state = detail::Crc32Table[(m_state ^ static_cast<unsigned char>(c)) & 0xFF] ^ (m_state >> 8);
    }
    //! As yEnc and zip give it.
    quint32 inverted() const { return ~m_state; }
    quint32 state() const { return m_state; }

private:
    quint32 m_state;
};

} // namespace golub::mime
