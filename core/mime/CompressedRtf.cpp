// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/CompressedRtf.h"

#include "core/mime/Crc32.h"
#include "core/mime/LittleEndian.h"

#include <array>

namespace golub::mime {
namespace {

constexpr quint32 Compressed = 0x75465A4C;    // "LZFu"
constexpr quint32 Stored = 0x414C454D;        // "MELA"
constexpr qsizetype SizesAndKind = 12;        // what the first number does not count is itself only

// [MS-OXRTFCP] section 2.1.3.1.4: what every stream may refer back to.
constexpr char Preset[] = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
                          "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
constexpr size_t PresetSize = sizeof(Preset) - 1;
static_assert(PresetSize == 207);

class Expander
{
public:
    Expander(QByteArrayView input, qsizetype wanted) : m_input(input), m_wanted(wanted)
    {
        m_ring.fill(0);
        std::memcpy(m_ring.data(), Preset, PresetSize);
    }

    //! False where the stream ended without saying so.
    bool run()
    {
        while (m_pos < m_input.size()) {
            const unsigned flags = static_cast<unsigned char>(m_input[m_pos++]);
            for (unsigned bit = 0; bit < 8; ++bit) {
                const bool reference = (flags >> bit) & 1U;
                if (m_pos + (reference ? 2 : 1) > m_input.size())
                    return output.size() >= m_wanted;
                if (!reference)
                    put(m_input[m_pos++]);
                else if (!copy())
                    return true;
                if (output.size() >= m_wanted)
                    return true;
            }
        }
        return output.size() >= m_wanted;
    }

    QByteArray output;

private:
    static constexpr size_t RingSize = 4096;

    void put(char c)
    {
        output += c;
        m_ring[m_write] = c;
        m_write = (m_write + 1) % RingSize;
    }

    // False for the reference to the place where the next byte goes: the end.
    bool copy()
    {
        const unsigned word = unsigned(static_cast<unsigned char>(m_input[m_pos])) << 8 | static_cast<unsigned char>(m_input[m_pos + 1]);
        m_pos += 2;
        size_t from = word >> 4;
        if (from == m_write)
            return false;
        const size_t length = (word & 15U) + 2;
        for (size_t i = 0; i < length && output.size() < m_wanted; ++i, from = (from + 1) % RingSize)
            put(m_ring[from]);
        return true;
    }

    QByteArrayView m_input;
    qsizetype m_pos = 0;
    qsizetype m_wanted;
    size_t m_write = PresetSize;
    std::array<char, RingSize> m_ring;
};

} // namespace

QByteArray decompressRtf(QByteArrayView compressed, bool *damaged)
{
    LittleEndianReader reader(compressed);
    const quint32 compressedSize = reader.u32();
    const quint32 rawSize = reader.u32();
    const quint32 kind = reader.u32();
    const quint32 checksum = reader.u32();
    if (reader.overrun() || (kind != Compressed && kind != Stored))
        return {};
    const bool cut = qsizetype(compressedSize) - SizesAndKind > reader.left();
    const QByteArrayView content = reader.bytes(qBound<qsizetype>(0, qsizetype(compressedSize) - SizesAndKind, reader.left()));
    bool whole = !cut;
    QByteArray out;
    if (kind == Stored) {
        out = content.first(qMin<qsizetype>(content.size(), rawSize)).toByteArray();
        whole = whole && out.size() == qsizetype(rawSize);
    } else {
        Expander expander(content, qMin<qsizetype>(rawSize, content.size() * 9));
        whole = expander.run() && whole;
        out = expander.output;
        Crc32 crc(0);
        crc.add(content);
        whole = whole && crc.state() == checksum;
    }
    if (damaged && !whole)
        *damaged = true;
    return out.isNull() ? QByteArray("") : out;
}

} // namespace golub::mime
