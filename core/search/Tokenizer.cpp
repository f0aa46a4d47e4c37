// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include "core/search/Letters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace golub::search {
namespace {

constexpr int TokenLetters = 64;
constexpr uchar Blank = 0x20;

//! What an ASCII character becomes in a word, 0 for those that part words.
constexpr std::array<char, 128> asciiTable()
{
    std::array<char, 128> table {};
    for (char c = 'a'; c <= 'z'; ++c)
        table[std::size_t(c)] = c;
    for (char c = 'A'; c <= 'Z'; ++c)
        table[std::size_t(c)] = char(c - 'A' + 'a');
    for (char c = '0'; c <= '9'; ++c)
        table[std::size_t(c)] = c;
    return table;
}

constexpr std::array<char, 128> Ascii = asciiTable();

class Splitter
{
public:
    Splitter(Purpose purpose, const TokenSink &token) : m_purpose(purpose), m_token(token) { }

    //! As many ASCII characters as there are; false where the sink wants no more.
    bool takeAscii(const uchar *&at, const uchar *end)
    {
        for (; at < end && *at < 0x80; ++at) {
            const char letter = Ascii[*at];
            if (!letter) {
                if (!finish())
                    return false;
            } else {
                if (m_run > 0 && !endRun())
                    return false;
                if (m_letters < TokenLetters) {
                    m_word[std::size_t(m_bytes++)] = letter;
                    ++m_letters;
                }
            }
        }
        return true;
    }

    bool take(const Letter &letter)
    {
        switch (letter.type) {
        case LetterClass::Ignored:
            return true;
        case LetterClass::Separator:
            return finish();
        case LetterClass::Word:
            return endRun() && extendWord(letter);
        case LetterClass::Pair:
            return endWord() && extendRun(letter);
        }
        return true;
    }

    bool finish() { return endWord() && endRun(); }

private:
    bool extendWord(const Letter &letter)
    {
        // Of a letter that folds to several (ß), all or none.
        if (m_letters + letter.letters > TokenLetters) {
            m_letters = TokenLetters;
            return true;
        }
        std::copy_n(letter.utf8.begin(), letter.bytes, m_word.begin() + m_bytes);
        m_bytes += letter.bytes;
        m_letters += letter.letters;
        return true;
    }
    bool extendRun(const Letter &letter)
    {
        const Letter before = std::exchange(m_last, letter);
        ++m_run;
        return m_run < 2 || emitPair(before, &letter);
    }
    bool emitPair(const Letter &first, const Letter *second, bool samePlace = false)
    {
        std::array<char, 24> pair;
        qsizetype size = first.bytes;
        std::copy_n(first.utf8.begin(), first.bytes, pair.begin());
        if (second) {
            std::copy_n(second->utf8.begin(), second->bytes, pair.begin() + size);
            size += second->bytes;
        }
        return m_token(QByteArrayView(pair.data(), size), samePlace);
    }
    bool endWord()
    {
        if (m_bytes == 0)
            return true;
        const qsizetype size = std::exchange(m_bytes, 0);
        m_letters = 0;
        return m_token(QByteArrayView(m_word.data(), size), false);
    }
    bool endRun()
    {
        const qsizetype run = std::exchange(m_run, 0);
        if (run == 0 || (run > 1 && m_purpose == Purpose::Query))
            return true;
        return emitPair(m_last, nullptr, run > 1);
    }

    Purpose m_purpose;
    const TokenSink &m_token;
    std::array<char, 4 * TokenLetters> m_word;
    int m_bytes = 0;
    int m_letters = 0;
    Letter m_last;
    qsizetype m_run = 0;
};

//! The next character; what is no UTF-8 reads as U+FFFD, which parts words.
char32_t nextCharacter(const uchar *&at, const uchar *end)
{
    constexpr char32_t Bad = 0xfffd;
    const uchar lead = *at++;
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    if (more == 0 || lead > 0xf4 || end - at < more)
        return Bad;
    char32_t letter = lead & (0x3f >> more);
    for (int i = 0; i < more; ++i) {
        if ((at[i] & 0xc0) != 0x80)
            return Bad;
        letter = (letter << 6) | (at[i] & 0x3f);
    }
    const bool overlong = (more == 2 && letter < 0x800) || (more == 3 && letter < 0x10000);
    if (overlong || letter > 0x10ffff || (letter >= 0xd800 && letter < 0xe000))
        return Bad;
    at += more;
    return letter;
}

Letter letterOf(const Folded &folded)
{
    Letter letter { Letter::Kind::Plain, folded.type };
    for (int i = 0; i < std::min(folded.count, 3); ++i, ++letter.letters)
        letter.bytes = quint8(letter.bytes + toUtf8(folded.letters[std::size_t(i)], letter.utf8.data() + letter.bytes));
    return letter;
}

bool takeNormalized(Splitter &splitter, QByteArrayView piece)
{
    const QList<uint> letters = QString::fromUtf8(piece).normalized(QString::NormalizationForm_KC).toUcs4();
    Folded scratch;
    for (const uint one : letters) {
        if (!splitter.take(letterOf(folded(char32_t(one), scratch))))
            return false;
    }
    return true;
}

//! A piece between two blanks: nothing in it can change what stands beyond them.
bool takePiece(Splitter &splitter, const uchar *begin, const uchar *end)
{
    Letter scratch;
    for (const uchar *at = begin; at < end;) {
        if (letter(nextCharacter(at, end), scratch).kind != Letter::Kind::Plain)
            return takeNormalized(splitter, QByteArrayView(begin, end));
    }
    for (const uchar *at = begin; at < end;) {
        if (!splitter.take(letter(nextCharacter(at, end), scratch)))
            return false;
    }
    return true;
}

} // namespace

void tokenizeUtf8(QByteArrayView text, Purpose purpose, const TokenSink &token)
{
    Splitter splitter(purpose, token);
    const auto *at = reinterpret_cast<const uchar *>(text.data());
    const uchar *const end = at + text.size();
    while (splitter.takeAscii(at, end)) {
        if (at == end) {
            splitter.finish();
            return;
        }
        const uchar *const blank = std::find_if(at, end, [](uchar c) { return c <= Blank; });
        if (!takePiece(splitter, at, blank))
            return;
        at = blank;
    }
}

void tokenize(QStringView text, Purpose purpose, const TokenSink &token)
{
    tokenizeUtf8(text.toUtf8(), purpose, token);
}

QList<QString> tokens(QStringView text, Purpose purpose)
{
    QList<QString> list;
    tokenize(text, purpose, [&list](QByteArrayView token, bool) {
        list.append(QString::fromUtf8(token));
        return true;
    });
    return list;
}

QString folded(QStringView text)
{
    QString result;
    result.reserve(text.size());
    Folded scratch;
    for (const uint one : text.toString().normalized(QString::NormalizationForm_KC).toUcs4()) {
        const Folded &found = folded(char32_t(one), scratch);
        if (found.type == LetterClass::Separator)
            result.append(QChar::fromUcs4(char32_t(one)));
        for (int i = 0; i < found.count; ++i)
            result.append(QChar::fromUcs4(found.letters[std::size_t(i)]));
    }
    return result;
}

} // namespace golub::search
