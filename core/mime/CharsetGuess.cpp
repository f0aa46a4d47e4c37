// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/CharsetGuess.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"

#include <array>

namespace golub::mime {
namespace {

constexpr qsizetype SampleSize = 64 * 1024; // a guess does not get better beyond

unsigned char at(QByteArrayView bytes, qsizetype i)
{
    return static_cast<unsigned char>(bytes[i]);
}

// Length of the well-formed sequence at i (RFC 3629 section 4); 0 where there is none.
int utf8Length(QByteArrayView bytes, qsizetype i)
{
    const unsigned char lead = at(bytes, i);
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || bytes.size() - i < length)
        return 0;
    const unsigned char second = at(bytes, i + 1);
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high)
        return 0;
    for (int k = 2; k < length; ++k) {
        if ((at(bytes, i + k) & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

struct Statistics {
    qsizetype high = 0;           // bytes >= 0x80
    qsizetype inRuns = 0;         // of those, with another such letter beside
    qsizetype upperHalf = 0;      // 0xE0..0xFF
    qsizetype lowerHalf = 0;      // 0xC0..0xDF
    qsizetype centralWindows = 0; // beside a letter, where windows-1250 has a letter and windows-1252 a sign
    qsizetype centralIso = 0;     // the same for iso-8859-2
    qsizetype western = 0;        // beside a letter, letters of western languages that central ones lack at this place
};

bool isOneOf(unsigned char c, const char *set)
{
    return std::strchr(set, char(c)) != nullptr;
}

Statistics count(QByteArrayView bytes)
{
    Statistics s;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const unsigned char c = at(bytes, i);
        if (c < 0x80)
            continue;
        ++s.high;
        const auto isHighLetter = [bytes](qsizetype k) { return k >= 0 && k < bytes.size() && at(bytes, k) >= 0xC0; };
        const auto isLatinLetter = [bytes](qsizetype k) { return k >= 0 && k < bytes.size() && ascii::isLetter(bytes[k]); };
        if (c >= 0xC0) {
            s.inRuns += isHighLetter(i - 1) || isHighLetter(i + 1);
            ++(c >= 0xE0 ? s.upperHalf : s.lowerHalf);
        }
        if (!isLatinLetter(i - 1) && !isLatinLetter(i + 1))
            continue;
        s.centralWindows += isOneOf(c, "\xB9\xB3\xBF\xA3\xA5\xAF\x9C\x9F\x8C\x8F\x9A\x9E\x8A\x8E\x9D\x9B");
        s.centralIso += isOneOf(c, "\xB1\xB6\xBC\xA1\xA6\xAC\xB3\xBF\xB9\xBE\xAE\xA9");
        s.western += isOneOf(c, "\xE4\xF6\xE5\xF1\xE3\xF5\xE0\xE2");
    }
    return s;
}

} // namespace

bool isValidUtf8(QByteArrayView bytes)
{
    qsizetype i = 0;
    while (i < bytes.size()) {
        const int length = utf8Length(bytes, i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

bool hasUtf8Sequence(QByteArrayView bytes)
{
    qsizetype i = 0;
    while (i < bytes.size()) {
        const int length = utf8Length(bytes, i);
        if (length > 1)
            return true;
        i += length == 0 ? 1 : length;
    }
    return false;
}

bool looksLikeIso2022Jp(QByteArrayView bytes)
{
    for (qsizetype i = ascii::find(bytes, '\x1B'); i + 2 < bytes.size(); i = ascii::find(bytes, '\x1B', i + 1)) {
        if (bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@' || bytes[i + 2] == '('))
            return true;
    }
    return false;
}

QByteArray guessCharset(QByteArrayView bytes)
{
    // The mark alone proves nothing; text in UTF-16 has zeros, at its line ends at the latest.
    const bool hasZeros = ascii::find(bytes, '\0') < bytes.size();
    if (hasZeros && bytes.startsWith("\xFF\xFE"))
        return "UTF-16LE";
    if (hasZeros && bytes.startsWith("\xFE\xFF"))
        return "UTF-16BE";
    if (looksLikeIso2022Jp(bytes))
        return "x-golub-iso-2022-jp";
    if (isValidUtf8(bytes))
        return "UTF-8";
    if (bytes.size() > SampleSize)
        bytes = bytes.first(SampleSize);
    const Statistics s = count(bytes);
    // Cyrillic words are all 8-bit; in KOI8-R the small letters are 0xC0..0xDF, in windows-1251 they are 0xE0..0xFF.
    if (s.inRuns * 10 > s.high * 7 && s.inRuns >= 3)
        return s.lowerHalf > s.upperHalf ? "KOI8-R" : "windows-1251";
    if (s.centralIso > s.centralWindows && s.centralIso > s.western)
        return "ISO-8859-2";
    if (s.centralWindows > 0 && s.centralWindows >= s.western)
        return "windows-1250";
    return "windows-1252";
}

} // namespace golub::mime
