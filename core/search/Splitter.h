// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/Letters.h"
#include "core/search/Tokenizer.h"

#include <QList>
#include <QString>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace golub::search {

//! Eight ASCII characters at a time: which of them stand in words, and what they become there.
struct AsciiBlock {
    static constexpr qsizetype Size = 8;
    quint64 folded;                   //!< lower case
    quint64 stops;                    //!< the highest bit of each byte that is no ASCII letter or digit

    static AsciiBlock at(const uchar *text)
    {
        constexpr quint64 Each = 0x0101'0101'0101'0101;
        constexpr quint64 High = Each * 0x80;
        const quint64 bytes = qFromLittleEndian<quint64>(text);
        // Seven bits and a number below 128 never carry into the next byte.
        const quint64 ascii = bytes & ~High;
        const auto atLeast = [](quint64 values, quint64 limit) { return values + Each * (0x80 - limit); };
        const quint64 small = ascii | (Each * 0x20);
        const quint64 letters = atLeast(small, 'a') & ~atLeast(small, 'z' + 1) & High;
        const quint64 digits = atLeast(ascii, '0') & ~atLeast(ascii, '9' + 1) & High;
        return { bytes | (letters >> 2), (~(letters | digits) & High) | (bytes & High) };
    }
    //! How many are ASCII, before the first that is not.
    static int ascii(const uchar *text)
    {
        const quint64 high = qFromLittleEndian<quint64>(text) & 0x8080'8080'8080'8080;
        return high ? std::countr_zero(high) / 8 : int(Size);
    }
    //! How many stand in the word before the first that does not.
    int length() const { return stops ? std::countr_zero(stops) / 8 : int(Size); }
    //! How many do not, before the first that does, or is no ASCII.
    int gap(const uchar *text) const
    {
        constexpr quint64 High = 0x8080'8080'8080'8080;
        const quint64 ends = (~stops | qFromLittleEndian<quint64>(text)) & High;
        return ends ? std::countr_zero(ends) / 8 : int(Size);
    }
};

//! What tokenize() does, with the sink known to the compiler: takes (QByteArrayView token, bool samePlace), returns whether to go on. The
//! bytes behind a token, up to TokenRoom from its beginning, may be read; what they are is not said.
template<class Sink>
class Splitter
{
public:
    static constexpr int TokenLetters = 64;
    static constexpr int TokenRoom = 4 * TokenLetters + 16;

    Splitter(Purpose purpose, Sink &sink) : m_purpose(purpose), m_sink(sink) { }

    void split(QByteArrayView text)
    {
        const auto *at = reinterpret_cast<const uchar *>(text.data());
        const uchar *const end = at + text.size();
        const bool plain = isPlain(at, end);
        while (takeAscii(at, end)) {
            if (at == end) {
                finish();
                return;
            }
            if (!(plain ? takePlain(at, end) : takePiece(at, end)))
                return;
        }
    }

private:
    static constexpr uchar Blank = 0x20;

    //! Whether each character is what it is whatever stands beside it, as in nearly all mail.
    bool isPlain(const uchar *at, const uchar *end) const
    {
        Letter scratch;
        while (at < end) {
            if (*at < 0x80)
                at += end - at >= AsciiBlock::Size ? AsciiBlock::ascii(at) : 1;
            else if (shortLetter(at, end).bytes > 0)
                at += 2;
            else if (nextLetter(at, end, scratch).kind != Letter::Kind::Plain)
                return false;
        }
        return true;
    }

    //! Without bytes where there is none.
    ShortLetter shortLetter(const uchar *at, const uchar *end) const
    {
        if (end - at < 2 || at[0] < 0xc2 || at[0] >= 0xe0 || (at[1] & 0xc0) != 0x80)
            return {};
        return m_short[((at[0] & 0x1f) << 6) | (at[1] & 0x3f)];
    }

    //! As many ASCII characters as there are; false where the sink wants no more.
    bool takeAscii(const uchar *&begin, const uchar *end)
    {
        const uchar *at = begin; // what is written to m_word could change what stands elsewhere, for all that the compiler knows
        while (end - at >= AsciiBlock::Size) {
            const AsciiBlock block = AsciiBlock::at(at);
            const int length = block.length();
            if (length > 0) {
                if (m_run > 0 && !endRun())
                    return false;
                takeLetters(block.folded, length);
                at += length;
                if (length == AsciiBlock::Size)
                    continue;
            }
            if (*at >= 0x80) {
                begin = at;
                return true;
            }
            if (!finish())
                return false;
            // What is left of the block behind the word, most often one blank.
            at += length == 0 ? block.gap(at) : 1;
        }
        for (; at < end && *at < 0x80; ++at) {
            const uchar small = *at | 0x20;
            const bool letter = small >= 'a' && small <= 'z';
            if (!letter && (*at < '0' || *at > '9')) {
                if (!finish())
                    return false;
                continue;
            }
            if (m_run > 0 && !endRun())
                return false;
            takeLetters(letter ? small : *at, 1);
        }
        begin = at;
        return true;
    }

    void takeLetters(quint64 letters, int count)
    {
        qToLittleEndian(letters, m_word.data() + m_bytes); // there is room for more than counts
        count = std::min(count, TokenLetters - m_letters);
        m_bytes += count;
        m_letters += count;
    }

    bool take(const Letter &letter)
    {
        switch (letter.type) {
        case LetterClass::Ignored:
            return true;
        case LetterClass::Separator:
            return finish();
        case LetterClass::Word:
            if (!endRun())
                return false;
            extendWord(letter);
            return true;
        case LetterClass::Pair:
            return endWord() && extendRun(letter);
        }
        return true;
    }

    bool takePlain(const uchar *&begin, const uchar *end)
    {
        const uchar *at = begin;
        Letter scratch;
        while (at < end && *at >= 0x80) {
            if (m_run == 0)
                at = takeShort(at, end);
            if (at < end && *at >= 0x80 && !take(nextLetter(at, end, scratch)))
                return false;
        }
        begin = at;
        return true;
    }

    //! As many letters of two bytes, which are folded to no more, as there are.
    const uchar *takeShort(const uchar *at, const uchar *end)
    {
        int bytes = m_bytes;
        int letters = m_letters;
        for (ShortLetter letter = shortLetter(at, end); letter.bytes > 0; letter = shortLetter(at, end)) {
            at += 2;
            if (letters == TokenLetters)
                continue;
            std::copy_n(letter.utf8.begin(), letter.utf8.size(), m_word.data() + bytes);
            bytes += letter.bytes;
            ++letters;
        }
        m_bytes = bytes;
        m_letters = letters;
        return at;
    }

    //! What stands up to the next blank: nothing in it can change what stands beyond.
    bool takePiece(const uchar *&at, const uchar *end)
    {
        const uchar *const begin = at;
        Letter scratch;
        while (at < end && *at > Blank) {
            if (*at < 0x80) {
                ++at;
            } else if (nextLetter(at, end, scratch).kind != Letter::Kind::Plain) {
                at = std::find_if(at, end, [](uchar c) { return c <= Blank; });
                return takeNormalized(QByteArrayView(begin, at));
            }
        }
        for (const uchar *again = begin; again < at;) {
            if (!take(nextLetter(again, at, scratch)))
                return false;
        }
        return true;
    }

    bool takeNormalized(QByteArrayView piece)
    {
        Letter scratch;
        for (const uint one : QString::fromUtf8(piece).normalized(QString::NormalizationForm_KC).toUcs4()) {
            if (!take(normalized(char32_t(one), scratch)))
                return false;
        }
        return true;
    }

    bool finish() { return endWord() && endRun(); }

    void extendWord(const Letter &letter)
    {
        // Of a letter that folds to several (ß), all or none.
        if (m_letters + letter.letters > TokenLetters) {
            m_letters = TokenLetters;
            return;
        }
        std::copy_n(letter.utf8.begin(), letter.utf8.size(), m_word.data() + m_bytes);
        m_bytes += letter.bytes;
        m_letters += letter.letters;
    }
    bool extendRun(const Letter &letter)
    {
        const Letter before = std::exchange(m_last, letter);
        ++m_run;
        return m_run < 2 || emitPair(before, &letter);
    }
    bool emitPair(const Letter &first, const Letter *second, bool samePlace = false)
    {
        std::array<char, 2 * sizeof first.utf8 + 16> pair;
        qsizetype size = first.bytes;
        std::copy_n(first.utf8.begin(), first.utf8.size(), pair.begin());
        if (second) {
            std::copy_n(second->utf8.begin(), second->utf8.size(), pair.begin() + size);
            size += second->bytes;
        }
        return m_sink(QByteArrayView(pair.data(), size), samePlace);
    }
    bool endWord()
    {
        if (m_bytes == 0)
            return true;
        const qsizetype size = std::exchange(m_bytes, 0);
        m_letters = 0;
        return m_sink(QByteArrayView(m_word.data(), size), false);
    }
    bool endRun()
    {
        const qsizetype run = std::exchange(m_run, 0);
        if (run == 0 || (run > 1 && m_purpose == Purpose::Query))
            return true;
        return emitPair(m_last, nullptr, run > 1);
    }

    const ShortLetter *m_short = shortLetters();
    Purpose m_purpose;
    Sink &m_sink;
    std::array<char, TokenRoom> m_word;
    int m_bytes = 0;
    int m_letters = 0;
    Letter m_last;
    qsizetype m_run = 0;
};

template<class Sink>
void splitUtf8(QByteArrayView text, Purpose purpose, Sink &&sink)
{
    Splitter<std::remove_reference_t<Sink>>(purpose, sink).split(text);
}

} // namespace golub::search
