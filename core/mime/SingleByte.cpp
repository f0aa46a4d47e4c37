// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SingleByte.h"

#include "core/mime/SingleByteTables.h"

#include <cstring>

namespace golub::mime {
namespace {

constexpr size_t Count = std::size(SingleByteHalves);

constexpr std::array<SingleByteTable, Count> makeTables()
{
    std::array<SingleByteTable, Count> tables {};
    for (size_t i = 0; i < Count; ++i) {
        for (size_t c = 0; c < 256; ++c)
            tables[i][c] = c < 128 ? char16_t(c) : SingleByteHalves[i].high[c - 128];
    }
    return tables;
}
constexpr std::array<SingleByteTable, Count> Tables = makeTables();

} // namespace

const SingleByteTable *singleByteTable(QByteArrayView charset)
{
    const std::string_view wanted(charset.data(), size_t(charset.size()));
    for (size_t i = 0; i < Count; ++i) {
        if (SingleByteHalves[i].charset == wanted)
            return &Tables[i];
    }
    return nullptr;
}

QString decodeSingleByte(QByteArrayView bytes, const SingleByteTable &table)
{
    QString out(bytes.size(), Qt::Uninitialized);
    auto *to = reinterpret_cast<char16_t *>(out.data());
    const auto *from = reinterpret_cast<const unsigned char *>(bytes.data());
    const auto *const end = from + bytes.size();
    // Eight at once: ASCII between the other letters is most of the text in many languages.
    using Eight = quint8 __attribute__((vector_size(8)));
    using Wide = char16_t __attribute__((vector_size(16)));
    for (; end - from >= 8; from += 8, to += 8) {
        quint64 eight;
        std::memcpy(&eight, from, sizeof(eight));
        if (eight & 0x8080808080808080ULL) {
            for (int i = 0; i < 8; ++i)
                to[i] = table[from[i]];
            continue;
        }
        Eight narrow;
        std::memcpy(&narrow, &eight, sizeof(narrow));
        const Wide wide = __builtin_convertvector(narrow, Wide);
        std::memcpy(to, &wide, sizeof(wide));
    }
    while (from < end)
        *to++ = table[*from++];
    return out;
}

} // namespace golub::mime
