// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace golub::search {
namespace {

constexpr qsizetype TokenCharacters = 64;

enum class Class : quint8 { Separator, Word, Pair, Ignored };

struct Folded {
    std::array<char32_t, 4> letters {};
    int count = 0;
    Class type = Class::Separator;
};

//! Letters that Unicode does not decompose but that people type, and search, without their stroke or as two.
std::u32string_view expansion(char32_t letter)
{
    switch (letter) {
    case U'ł': return U"l";
    case U'đ': return U"d";
    case U'ð': return U"d";
    case U'ø': return U"o";
    case U'ß': return U"ss";
    case U'ẞ': return U"ss";
    case U'æ': return U"ae";
    case U'œ': return U"oe";
    case U'þ': return U"th";
    case U'ħ': return U"h";
    case U'ŧ': return U"t";
    case U'ı': return U"i";
    case U'ŋ': return U"n";
    case U'ĸ': return U"k";
    case U'ɓ': return U"b";
    case U'ɗ': return U"d";
    case U'ƙ': return U"k";
    case U'ƶ': return U"z";
    default: return {};
    }
}

bool isPairScript(char32_t letter)
{
    if (letter == 0x30fc || letter == 0xff70 || letter == 0x3005) // prolonged sound mark, iteration mark
        return true;
    switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Yi:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

//! Marks that only decorate a letter. Vowel signs of Indic scripts are marks, too, but spell the word.
bool isDecoration(char32_t mark)
{
    return (mark >= 0x0300 && mark <= 0x036f) || (mark >= 0x0483 && mark <= 0x0489) || (mark >= 0x0591 && mark <= 0x05c7)
        || (mark >= 0x0610 && mark <= 0x061a) || (mark >= 0x064b && mark <= 0x065f) || mark == 0x0670 || (mark >= 0x1ab0 && mark <= 0x1aff)
        || (mark >= 0x1dc0 && mark <= 0x1dff) || (mark >= 0x20d0 && mark <= 0x20ff) || (mark >= 0xfe00 && mark <= 0xfe2f);
}

Class classOf(char32_t letter)
{
    if (isDecoration(letter))
        return Class::Ignored;
    switch (QChar::category(letter)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
        return isPairScript(letter) ? Class::Pair : Class::Word;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
    case QChar::Other_PrivateUse:
        return Class::Word;
    case QChar::Other_Format: // soft hyphens and joiners stand inside words
        return Class::Ignored;
    default:
        return Class::Separator;
    }
}

void append(Folded &folded, char32_t letter)
{
    if (folded.count < int(folded.letters.size()))
        folded.letters[std::size_t(folded.count++)] = letter;
}

//! The letter below all its marks, for scripts where marks decorate.
char32_t baseOf(char32_t letter)
{
    for (int depth = 0; depth < 4; ++depth) { // Unicode nests at most three deep
        if (QChar::decompositionTag(letter) != QChar::Canonical)
            break;
        const QString parts = QChar::decomposition(letter);
        const QList<uint> points = parts.toUcs4();
        if (points.isEmpty() || points.first() == letter)
            break;
        for (qsizetype i = 1; i < points.size(); ++i) {
            if (!isDecoration(points.at(i)))
                return letter; // two real letters: a kana with its voicing mark, say
        }
        letter = points.first();
    }
    return letter;
}

Folded fold(char32_t letter)
{
    Folded folded;
    folded.type = classOf(letter);
    if (folded.type == Class::Separator || folded.type == Class::Ignored)
        return folded;
    if (folded.type == Class::Pair) {
        append(folded, letter);
        return folded;
    }
    const char32_t lower = baseOf(QChar::toCaseFolded(baseOf(letter)));
    const std::u32string_view expanded = expansion(lower);
    if (expanded.empty())
        append(folded, lower);
    for (const char32_t part : expanded)
        append(folded, part);
    return folded;
}

//! The folded form of every character below U+3000, computed once.
const Folded &lookUp(char32_t letter, Folded &scratch)
{
    constexpr std::size_t Known = 0x3000;
    static const std::vector<Folded> table = [] {
        std::vector<Folded> all(Known);
        for (std::size_t i = 0; i < Known; ++i)
            all[i] = fold(char32_t(i));
        return all;
    }();
    if (letter < Known)
        return table[letter];
    scratch = fold(letter);
    return scratch;
}

void appendUtf8(QByteArray &bytes, char32_t letter)
{
    if (letter < 0x80) {
        bytes.append(char(letter));
    } else if (letter < 0x800) {
        bytes.append(char(0xc0 | (letter >> 6)));
        bytes.append(char(0x80 | (letter & 0x3f)));
    } else if (letter < 0x10000) {
        bytes.append(char(0xe0 | (letter >> 12)));
        bytes.append(char(0x80 | ((letter >> 6) & 0x3f)));
        bytes.append(char(0x80 | (letter & 0x3f)));
    } else {
        bytes.append(char(0xf0 | (letter >> 18)));
        bytes.append(char(0x80 | ((letter >> 12) & 0x3f)));
        bytes.append(char(0x80 | ((letter >> 6) & 0x3f)));
        bytes.append(char(0x80 | (letter & 0x3f)));
    }
}

class Splitter
{
public:
    Splitter(Purpose purpose, const TokenSink &token) : m_purpose(purpose), m_token(token)
    {
        m_word.reserve(4 * TokenCharacters);
    }

    bool take(char32_t letter)
    {
        Folded scratch;
        const Folded &folded = lookUp(letter, scratch);
        switch (folded.type) {
        case Class::Ignored:
            return true;
        case Class::Separator:
            return finish();
        case Class::Word:
            return endRun() && extendWord(folded);
        case Class::Pair:
            return endWord() && extendRun(folded.letters[0]);
        }
        return true;
    }
    bool finish() { return endWord() && endRun(); }

private:
    bool extendWord(const Folded &folded)
    {
        for (int i = 0; i < folded.count && m_letters < TokenCharacters; ++i, ++m_letters)
            appendUtf8(m_word, folded.letters[std::size_t(i)]);
        return true;
    }
    bool extendRun(char32_t letter)
    {
        const char32_t before = std::exchange(m_last, letter);
        ++m_run;
        return m_run < 2 || emitPair(before, letter);
    }
    bool emitPair(char32_t first, char32_t second, bool samePlace = false)
    {
        QByteArray pair;
        appendUtf8(pair, first);
        if (second)
            appendUtf8(pair, second);
        return m_token(pair, samePlace);
    }
    bool endWord()
    {
        if (m_word.isEmpty())
            return true;
        const bool more = m_token(m_word, false);
        m_word.resize(0);
        m_letters = 0;
        return more;
    }
    bool endRun()
    {
        const qsizetype run = std::exchange(m_run, 0);
        if (run == 0 || (run > 1 && m_purpose == Purpose::Query))
            return true;
        return emitPair(m_last, 0, run > 1);
    }

    Purpose m_purpose;
    const TokenSink &m_token;
    QByteArray m_word;
    qsizetype m_letters = 0;
    char32_t m_last = 0;
    qsizetype m_run = 0;
};

bool isAscii(QStringView text)
{
    for (const QChar character : text) {
        if (character.unicode() >= 0x80)
            return false;
    }
    return true;
}

//! Composed, with compatibility forms made plain, so that every spelling of a letter is one.
QString composed(QStringView text)
{
    const QString copy = text.toString();
    return isAscii(text) ? copy : copy.normalized(QString::NormalizationForm_KC);
}

template<class Take>
void forEachLetter(const QString &text, Take &&take)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t letter = text.at(i).unicode();
        if (QChar::isHighSurrogate(letter) && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            letter = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        if (!take(letter))
            return;
    }
}

} // namespace

void tokenize(QStringView text, Purpose purpose, const TokenSink &token)
{
    Splitter splitter(purpose, token);
    bool more = true;
    forEachLetter(composed(text), [&](char32_t letter) { return more = splitter.take(letter); });
    if (more)
        splitter.finish();
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
    forEachLetter(composed(text), [&](char32_t letter) {
        const Folded &found = lookUp(letter, scratch);
        if (found.type == Class::Separator)
            result.append(QChar::fromUcs4(letter));
        for (int i = 0; i < found.count; ++i)
            result.append(QChar::fromUcs4(found.letters[std::size_t(i)]));
        return true;
    });
    return result;
}

} // namespace golub::search
