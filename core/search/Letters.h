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

//! Writes at most four bytes; how many.
int toUtf8(char32_t letter, char *out);

} // namespace golub::search
