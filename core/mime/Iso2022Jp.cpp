// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Iso2022Jp.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"

#include <QByteArray>

#include <algorithm>

namespace golub::mime {
namespace {

enum class Set { Ascii, Katakana, Kanji, Supplement, Plane1, Plane2, Chinese, Korean, HighLatin, HighGreek, Nothing };

struct Escape {
    QByteArrayView sequence;
    Set set;
};
// RFC 1468 (ISO-2022-JP), RFC 2237 (-1), RFC 1554 (-2), JIS X 0213 (-3, -2004), and what Microsoft's code pages 50220 to 50222 add.
constexpr Escape Escapes[] = {
    { "\x1B(B", Set::Ascii }, { "\x1B(J", Set::Ascii }, { "\x1B(H", Set::Ascii }, { "\x1B(I", Set::Katakana }, { "\x1B$@", Set::Kanji },
    { "\x1B$B", Set::Kanji }, { "\x1B$(@", Set::Kanji }, { "\x1B$(B", Set::Kanji }, { "\x1B$(D", Set::Supplement }, { "\x1B$(O", Set::Plane1 },
    { "\x1B$(Q", Set::Plane1 }, { "\x1B$(P", Set::Plane2 }, { "\x1B$A", Set::Chinese }, { "\x1B$(A", Set::Chinese }, { "\x1B$(C", Set::Korean },
    { "\x1B.A", Set::HighLatin }, { "\x1B.F", Set::HighGreek }, { "\x1B&@", Set::Nothing },
};

bool isDouble(Set set)
{
    return set != Set::Ascii && set != Set::Katakana;
}

// JIS row and cell to Shift_JIS: the vendors' characters are then where windows-31j has them.
char *writeShiftJis(char *to, unsigned row, unsigned cell)
{
    const unsigned lead = ((row + 1) >> 1) + (row < 0x5F ? 0x70 : 0xB0);
    const unsigned trail = row & 1 ? cell + (cell < 0x60 ? 0x1F : 0x20) : cell + 0x7E;
    *to++ = char(lead);
    *to++ = char(trail);
    return to;
}

char *writeDouble(char *to, Set set, unsigned a, unsigned b)
{
    if (set == Set::Kanji)
        return writeShiftJis(to, a, b);
    if (set == Set::Supplement || set == Set::Plane2)
        *to++ = '\x8F';
    *to++ = char(a | 0x80);
    *to++ = char(b | 0x80);
    return to;
}

QByteArrayView charsetOf(Set set)
{
    switch (set) {
    case Set::Supplement:
        return "euc-jp";
    case Set::Plane1:
    case Set::Plane2:
        return "euc-jisx0213";
    case Set::Chinese:
        return "gb18030";
    case Set::Korean:
        return "euc-kr";
    case Set::HighLatin:
        return "iso-8859-1";
    case Set::HighGreek:
        return "iso-8859-7";
    default:
        return "shift_jis";
    }
}

// A stretch without escapes in the bytes of charsetOf(set).
void appendRun(QByteArray &bytes, Set set, QByteArrayView run)
{
    const qsizetype before = bytes.size();
    bytes.resize(before + run.size() * 3 / 2 + 1);
    char *to = bytes.data() + before;
    for (qsizetype i = 0; i < run.size(); ++i) {
        const auto a = static_cast<unsigned char>(run[i]);
        if (!isDouble(set)) {
            *to++ = set == Set::Katakana && a >= 0x21 && a < 0x60 ? char(a | 0x80) : char(a);
            continue;
        }
        if (a < 0x21 || a > 0x7E || i + 1 >= run.size()) {
            *to++ = char(a);
            continue;
        }
        const auto b = static_cast<unsigned char>(run[i + 1]);
        if (b < 0x21 || b > 0x7E) {
            *to++ = '?';
            continue;
        }
        to = writeDouble(to, set, a, b);
        ++i;
    }
    bytes.resize(to - bytes.data());
}

QString decodeRun(Set set, QByteArrayView run)
{
    if (set == Set::Ascii && ascii::isAscii(run)) // else 8-bit kana, as code page 50220 sends them
        return QString::fromLatin1(run);
    QByteArray bytes;
    appendRun(bytes, set, run);
    return decodeExactly(bytes, charsetOf(set));
}

// What means the same to Shift_JIS wherever it stands: whole characters, and nothing that would be the first half of one.
bool isWholeShiftJis(Set set, QByteArrayView run)
{
    if (set != Set::Ascii && set != Set::Katakana && (set != Set::Kanji || run.size() % 2 != 0))
        return false;
    const char least = set == Set::Kanji ? '\x21' : ' ';
    return std::all_of(run.begin(), run.end(), [least](char c) { return (c >= least && c < 0x7F) || (least == ' ' && (c == '\n' || c == '\r' || c == '\t')); });
}

class Decoder
{
public:
    explicit Decoder(QByteArrayView bytes) : m_bytes(bytes) { }

    QString run()
    {
        while (m_at < m_bytes.size()) {
            const char c = m_bytes[m_at];
            if (c == '\x1B')
                escape();
            else if (c == '\x0E' || c == '\x0F') // shift out and in: 7-bit kana
                change(c == '\x0E' ? Set::Katakana : Set::Ascii, 1);
            else if (c == '\n' && isDouble(m_set)) // a line begins in ASCII, whatever was forgotten before (RFC 1468)
                change(Set::Ascii, 0);
            else
                ++m_at;
        }
        flush();
        flushShiftJis();
        return std::move(m_out);
    }

private:
    // Nearly all texts are ASCII and kanji in turn: they are gathered, so that one converter reads them.
    void flush()
    {
        const QByteArrayView run = m_bytes.sliced(m_start, m_at - m_start);
        if (isWholeShiftJis(m_set, run)) {
            appendRun(m_shiftJis, m_set, run);
        } else {
            flushShiftJis();
            m_out += decodeRun(m_set, run);
        }
        m_start = m_at;
    }

    void flushShiftJis()
    {
        if (!m_shiftJis.isEmpty())
            m_out += decodeRun(Set::Ascii, m_shiftJis);
        m_shiftJis.clear();
    }

    void change(Set set, qsizetype skipped)
    {
        flush();
        m_set = set;
        m_at += skipped;
        m_start = m_at;
        if (skipped == 0)
            ++m_at;
    }

    void escape()
    {
        const QByteArrayView rest = m_bytes.sliced(m_at);
        if (rest.size() > 2 && rest[1] == 'N') { // one character of the upper half
            flush();
            flushShiftJis();
            m_out += decodeExactly(QByteArray(1, char(rest[2] | '\x80')), charsetOf(m_upper));
            m_at += 3;
            m_start = m_at;
            return;
        }
        for (const Escape &escape : Escapes) {
            if (!rest.startsWith(escape.sequence))
                continue;
            const bool upper = escape.set == Set::HighLatin || escape.set == Set::HighGreek;
            if (upper)
                m_upper = escape.set;
            change(upper || escape.set == Set::Nothing ? m_set : escape.set, escape.sequence.size());
            return;
        }
        ++m_at;
    }

    QByteArrayView m_bytes;
    QString m_out;
    QByteArray m_shiftJis;        // read, but not decoded yet
    Set m_set = Set::Ascii;
    Set m_upper = Set::HighLatin;
    qsizetype m_start = 0;
    qsizetype m_at = 0;
};

} // namespace

QString decodeIso2022Jp(QByteArrayView bytes)
{
    return Decoder(bytes).run();
}

} // namespace golub::mime
