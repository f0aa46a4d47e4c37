// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Iso2022Jp.h"

#include "core/mime/Charset.h"

#include <QByteArray>

namespace golub::mime {
namespace {

enum class Set { Ascii, Roman, Katakana, Kanji, Supplement };

struct Escape {
    QByteArrayView sequence;
    Set set;
};
constexpr Escape Escapes[] = {
    { "\x1B(B", Set::Ascii }, { "\x1B(J", Set::Roman }, { "\x1B(H", Set::Roman }, { "\x1B(I", Set::Katakana }, { "\x1B$@", Set::Kanji },
    { "\x1B$B", Set::Kanji }, { "\x1B$(@", Set::Kanji }, { "\x1B$(B", Set::Kanji }, { "\x1B$(D", Set::Supplement },
};

// JIS row and cell to Shift_JIS: the vendors' characters are then where windows-31j has them.
void appendShiftJis(QByteArray &out, unsigned row, unsigned cell)
{
    const unsigned lead = ((row + 1) >> 1) + (row < 0x5F ? 0x70 : 0xB0);
    const unsigned trail = row & 1 ? cell + (cell < 0x60 ? 0x1F : 0x20) : cell + 0x7E;
    out += char(lead);
    out += char(trail);
}

QString decodeRun(Set set, QByteArrayView run)
{
    if (set == Set::Ascii || set == Set::Roman)
        return QString::fromLatin1(run);
    QByteArray bytes;
    if (set == Set::Katakana) {
        for (const char c : run)
            bytes += c >= 0x21 && c < 0x60 ? char(c | 0x80) : c;
        return decodeCharset(bytes, "shift_jis");
    }
    for (qsizetype i = 0; i < run.size();) {
        const auto a = static_cast<unsigned char>(run[i]);
        if (a < 0x21 || a > 0x7E || i + 1 >= run.size()) { // line ends within a run belong to ASCII
            bytes += char(a);
            ++i;
            continue;
        }
        const auto b = static_cast<unsigned char>(run[i + 1]);
        if (b < 0x21 || b > 0x7E) {
            bytes += '?';
            ++i;
            continue;
        }
        if (set == Set::Kanji) {
            appendShiftJis(bytes, a, b);
        } else {
            bytes += '\x8F';
            bytes += char(a | 0x80);
            bytes += char(b | 0x80);
        }
        i += 2;
    }
    return decodeCharset(bytes, set == Set::Kanji ? "shift_jis" : "euc-jp");
}

} // namespace

QString decodeIso2022Jp(QByteArrayView bytes)
{
    QString out;
    Set set = Set::Ascii;
    qsizetype start = 0;
    qsizetype i = 0;
    while (i < bytes.size()) {
        if (bytes[i] != '\x1B') {
            ++i;
            continue;
        }
        const Escape *found = nullptr;
        for (const Escape &escape : Escapes) {
            if (bytes.sliced(i).startsWith(escape.sequence))
                found = &escape;
        }
        if (!found) {
            ++i;
            continue;
        }
        out += decodeRun(set, bytes.sliced(start, i - start));
        set = found->set;
        i += found->sequence.size();
        start = i;
    }
    return out + decodeRun(set, bytes.sliced(start));
}

} // namespace golub::mime
