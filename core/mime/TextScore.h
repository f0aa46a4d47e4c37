// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <vector>

namespace golub::mime {

//! How well unlabelled bytes read in a charset. Compared only: by letters that a language uses and how often, by where capitals stand, by
//! signs in the middle of words. Linear.
class TextScore
{
public:
    struct Candidate {
        const char *charset;
        //! The letters beyond ASCII of each language that is written in it, most frequent first, in lower case.
        std::initializer_list<QStringView> alphabets;
    };
    //! Charsets of one byte a character, likeliest first.
    static const std::initializer_list<Candidate> &singleByte();
    struct EastAsian {
        const char *charset;
        unsigned char firstCommon;    //!< the lead bytes of the characters that everyone uses
        unsigned char lastCommon;
        unsigned char firstTrail;     //!< the least second byte of those
    };
    static const std::initializer_list<EastAsian> &eastAsian();

    //! A text, and what is the same about it in all languages.
    struct Reading {
        double points = 0;
        int bytes = 0;                    //!< beyond ASCII
        std::vector<char16_t> letters;    //!< of those, in lower case
    };
    static Reading read(QStringView text);
    //! Points per byte beyond ASCII; more is better, below zero it is no text. \a alphabet: Candidate::alphabets.
    static double ofLetters(const Reading &reading, QStringView alphabet);
    //! The same for Chinese, Japanese and Korean; \a text is what \a bytes are in \a charset.
    static double ofIdeographs(QByteArrayView bytes, QStringView text, const EastAsian &charset);
};

} // namespace golub::mime
