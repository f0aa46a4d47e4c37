// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Letters.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <string_view>
#include <vector>

namespace golub::search {
namespace {

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

LetterClass classOf(char32_t letter)
{
    if (isDecoration(letter))
        return LetterClass::Ignored;
    switch (QChar::category(letter)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
        return isPairScript(letter) ? LetterClass::Pair : LetterClass::Word;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
    case QChar::Other_PrivateUse:
        return LetterClass::Word;
    case QChar::Other_Format: // soft hyphens and joiners stand inside words
        return LetterClass::Ignored;
    default:
        return LetterClass::Separator;
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
    if (folded.type == LetterClass::Separator || folded.type == LetterClass::Ignored)
        return folded;
    if (folded.type == LetterClass::Pair) {
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

//! U+0000 to U+33FF, computed once.
template<class Of>
auto tableOf(Of &&of)
{
    std::vector<decltype(of(char32_t()))> all(KnownLetters);
    for (std::size_t i = 0; i < KnownLetters; ++i)
        all[i] = of(char32_t(i));
    return all;
}

Letter plain(char32_t character)
{
    Folded scratch;
    const Folded &form = folded(character, scratch);
    Letter letter;
    letter.type = form.type;
    int bytes = 0;
    for (int i = 0; i < std::min(form.count, 3); ++i) // three times four bytes; nothing folds to more
        bytes += toUtf8(form.letters[std::size_t(i)], letter.utf8.data() + bytes);
    letter.letters = quint8(std::min(form.count, 3));
    letter.bytes = quint8(bytes);
    return letter;
}

//! Whether the composed form of a text can join the character to the one before it, or change their order.
bool joins(char32_t character)
{
    if (isDecoration(character))
        return false; // it is dropped, composed or not
    const bool jamo = (character >= 0x1160 && character <= 0x11ff) || (character >= 0xd7b0 && character <= 0xd7ff);
    const bool voicing = character == 0xff9e || character == 0xff9f || (character >= 0x3099 && character <= 0x309c);
    const QChar::Category category = QChar::category(character);
    return jamo || voicing || QChar::combiningClass(character) != 0 || category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining;
}

Letter normalizedLetter(char32_t character)
{
    if (joins(character))
        return { Letter::Kind::Neighbour };
    const QList<uint> form = QString::fromUcs4(&character, 1).normalized(QString::NormalizationForm_KC).toUcs4();
    if (form.size() == 1)
        return joins(form.first()) ? Letter { Letter::Kind::Neighbour } : plain(form.first());
    const bool joined = std::any_of(form.begin(), form.end(), [](uint part) { return joins(part); });
    return { joined ? Letter::Kind::Neighbour : Letter::Kind::Sequence };
}

Letter pair(char32_t character)
{
    Letter letter { Letter::Kind::Plain, LetterClass::Pair, 1 };
    letter.bytes = quint8(toUtf8(character, letter.utf8.data()));
    return letter;
}

} // namespace

int toUtf8(char32_t letter, char *out)
{
    if (letter < 0x80) {
        out[0] = char(letter);
        return 1;
    }
    if (letter < 0x800) {
        out[0] = char(0xc0 | (letter >> 6));
        out[1] = char(0x80 | (letter & 0x3f));
        return 2;
    }
    if (letter < 0x10000) {
        out[0] = char(0xe0 | (letter >> 12));
        out[1] = char(0x80 | ((letter >> 6) & 0x3f));
        out[2] = char(0x80 | (letter & 0x3f));
        return 3;
    }
    out[0] = char(0xf0 | (letter >> 18));
    out[1] = char(0x80 | ((letter >> 12) & 0x3f));
    out[2] = char(0x80 | ((letter >> 6) & 0x3f));
    out[3] = char(0x80 | (letter & 0x3f));
    return 4;
}

const Folded &folded(char32_t letter, Folded &scratch)
{
    static const auto table = tableOf(fold);
    if (letter < KnownLetters)
        return table[letter];
    scratch = fold(letter);
    return scratch;
}

const Letter *knownLetters()
{
    static const auto table = tableOf(normalizedLetter);
    return table.data();
}

const ShortLetter *shortLetters()
{
    static const auto table = [] {
        std::vector<ShortLetter> all(0x800);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Letter &letter = knownLetters()[i];
            if (letter.kind == Letter::Kind::Plain && letter.type == LetterClass::Word && letter.letters == 1 && letter.bytes <= 2)
                all[i] = { { letter.utf8[0], letter.utf8[1] }, letter.bytes };
        }
        return all;
    }();
    return table.data();
}

const Letter &letter(char32_t character, Letter &scratch)
{
    if (character < KnownLetters)
        return knownLetters()[character];
    const bool han = (character >= 0x3400 && character <= 0x4dbf) || (character >= 0x4e00 && character <= 0x9fff);
    const bool hangul = character >= 0xac00 && character <= 0xd7a3;
    scratch = han || hangul ? pair(character) : normalizedLetter(character);
    return scratch;
}

const Letter &normalized(char32_t character, Letter &scratch)
{
    scratch = plain(character);
    return scratch;
}

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

} // namespace golub::search
