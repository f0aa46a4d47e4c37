// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Ascii.h"
#include "core/mime/Base64.h"
#include "core/mime/Charset.h"
#include "core/mime/UnicodeDecoder.h"
#include "core/mime/UsualForms.h"

#include <algorithm>
#include <array>

namespace golub::mime {
namespace {

constexpr qsizetype LongestUsual = 900;

// Without what the decoder of any words doubts or replaces: controls, line and paragraph separators, Chinese in HZ ("~{").
bool isUsual(QByteArrayView bytes)
{
    bool ascii = true;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        if (c < 0x20 || c == 0x7F || c == '~')
            return false;
        ascii = ascii && c < 0x80;
        if (c == 0xE2 && bytes.sliced(i + 1).startsWith('\x80') && i + 2 < bytes.size() && (bytes[i + 2] == '\xA8' || bytes[i + 2] == '\xA9'))
            return false;
    }
    return ascii || isValidUtf8(bytes);
}

} // namespace

bool readUsualWords(QByteArrayView field, QString &text)
{
    constexpr QByteArrayView Start = "=?utf-8?b?";
    std::array<char, LongestUsual> bytes; // a word's frame is longer than what its decoding wants beyond its size
    char *to = bytes.data();
    field = ascii::trimmed(field);
    if (field.isEmpty() || field.size() > LongestUsual)
        return false;
    while (!field.isEmpty()) {
        if (!ascii::startsWithIgnoreCase(field, Start))
            return false;
        field = field.sliced(Start.size());
        const qsizetype end = ascii::find(field, '?');
        const QByteArrayView word = field.first(end);
        if (end == 0 || end % 4 != 0 || end + 1 >= field.size() || field[end + 1] != '=' || std::any_of(word.begin(), word.end(), ascii::isSpace))
            return false;
        Base64Decoder decoder;
        to = decoder.finish(decoder.decode(word, to));
        field = ascii::trimmed(field.sliced(end + 2));
    }
    // Characters may be cut between two words.
    const QByteArrayView decoded(bytes.data(), to - bytes.data());
    if (!isUsual(decoded))
        return false;
    text = decodeUtf8(decoded);
    return true;
}

} // namespace golub::mime
