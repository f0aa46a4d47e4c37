// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <array>

namespace golub::search {

enum class LetterClass : quint8 { Separator, Word, Pair, Ignored };

//! A character without case and diacritics, as code points.
struct Folded {
    std::array<char32_t, 4> letters {};
    int count = 0;
    LetterClass type = LetterClass::Separator;
};

//! Of a character in composed (NFKC) text.
const Folded &folded(char32_t letter, Folded &scratch);

//! A character of any text, folded, in UTF-8.
struct Letter {
    enum class Kind : quint8 {
        Plain,       //!< the rest says what it is
        Sequence,    //!< its compatibility form is several characters: ask for the text's NFKC
        Neighbour    //!< what it is depends on what stands beside it: ask for the text's NFKC
    };
    Kind kind = Kind::Plain;
    LetterClass type = LetterClass::Separator;
    quint8 letters = 0;               //!< code points in utf8
    quint8 bytes = 0;
    std::array<char, 12> utf8 {};
};

//! Everything below this is looked up in a table; beyond it are only scripts of one class, and rarities.
inline constexpr char32_t KnownLetters = 0x3400;
//! Of a character in text that nobody has normalized. Plain for nearly all that mail is written in.
const Letter &letter(char32_t character, Letter &scratch);
//! The same of those below KnownLetters.
const Letter *knownLetters();

//! A letter below U+0800 that stands in words and becomes one of at most two bytes; no bytes where it is none of these.
struct ShortLetter {
    std::array<char, 2> utf8 {};
    quint8 bytes = 0;
};
//! All 2,048.
const ShortLetter *shortLetters();
//! Of a character in composed (NFKC) text.
const Letter &normalized(char32_t character, Letter &scratch);

//! The next character of UTF-8; what is none reads as U+FFFD, which parts words. \a at must be below \a end.
char32_t nextCharacter(const uchar *&at, const uchar *end);

inline const Letter &nextLetter(const uchar *&at, const uchar *end, Letter &scratch)
{
    static const Letter *const known = knownLetters();
    // Latin with marks, Greek, Cyrillic: two bytes.
    if (*at >= 0xc2 && *at < 0xe0 && end - at >= 2 && (at[1] & 0xc0) == 0x80) {
        const Letter &found = known[((at[0] & 0x1f) << 6) | (at[1] & 0x3f)];
        at += 2;
        return found;
    }
    return letter(nextCharacter(at, end), scratch);
}

//! Writes at most four bytes; how many.
int toUtf8(char32_t letter, char *out);

} // namespace golub::search
