// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Iso2022Jp.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"

#include <QByteArray>

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
void appendShiftJis(QByteArray &out, unsigned row, unsigned cell)
{
    const unsigned lead = ((row + 1) >> 1) + (row < 0x5F ? 0x70 : 0xB0);
    const unsigned trail = row & 1 ? cell + (cell < 0x60 ? 0x1F : 0x20) : cell + 0x7E;
    out += char(lead);
    out += char(trail);
}

void appendDouble(QByteArray &out, Set set, unsigned a, unsigned b)
{
    if (set == Set::Kanji) {
        appendShiftJis(out, a, b);
        return;
    }
    if (set == Set::Supplement || set == Set::Plane2)
        out += '\x8F';
    out += char(a | 0x80);
    out += char(b | 0x80);
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

// A stretch without escapes.
QString decodeRun(Set set, QByteArrayView run)
{
    if (set == Set::Ascii) // 8-bit kana, as code page 50220 sends them
        return ascii::isAscii(run) ? QString::fromLatin1(run) : decodeExactly(run, "shift_jis");
    QByteArray bytes;
    bytes.reserve(run.size() * 3 / 2);
    if (!isDouble(set)) {
        for (const char c : run)
            bytes += c >= 0x21 && c < 0x60 ? char(c | 0x80) : c;
        return decodeExactly(bytes, "shift_jis");
    }
    for (qsizetype i = 0; i < run.size();) {
        const auto a = static_cast<unsigned char>(run[i]);
        if (a < 0x21 || a > 0x7E || i + 1 >= run.size()) {
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
        appendDouble(bytes, set, a, b);
        i += 2;
    }
    return decodeExactly(bytes, charsetOf(set));
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
        return std::move(m_out);
    }

private:
    void flush()
    {
        m_out += decodeRun(m_set, m_bytes.sliced(m_start, m_at - m_start));
        m_start = m_at;
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
