// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/CharsetGuess.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/TextScore.h"

#include <QString>

#include <algorithm>

namespace golub::mime {
namespace {

constexpr qsizetype SampleSize = 4 * 1024; // where zeros are looked for
constexpr qsizetype WordsSize = 1024;      // of words with 8-bit bytes: a guess does not get better beyond
constexpr double Margin = 0.02;            // who is less likely must read better by this
constexpr double WesternBonus = 1.5;         // for the whole text: where little tells, Western Europe is likeliest

unsigned char at(QByteArrayView bytes, qsizetype i)
{
    return static_cast<unsigned char>(bytes[i]);
}

struct Utf8Count {
    qsizetype wellFormed = 0;     // multi-byte sequences
    qsizetype longer = 0;         // of those, with three bytes or four
    qsizetype bad = 0;            // bytes that are in none
};

Utf8Count countUtf8(QByteArrayView bytes)
{
    Utf8Count count;
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = utf8Length(bytes, i);
        count.wellFormed += length > 1;
        count.longer += length > 2;
        count.bad += length == 0;
        i += length == 0 ? 1 : length;
    }
    return count;
}

// The first words that tell anything. What stands beside a letter stays there; no character of more than one byte holds a blank.
QByteArray sampleOf(QByteArrayView bytes)
{
    constexpr qsizetype LongestWord = 256;
    const auto isBlank = [bytes](qsizetype i) { return at(bytes, i) <= ' '; };
    QByteArray sample;
    qsizetype behind = 0; // the last word
    for (qsizetype i = 0; i < bytes.size() && sample.size() < WordsSize; ++i) {
        if (at(bytes, i) < 0x80)
            continue;
        qsizetype start = i;
        while (start > behind && i - start < LongestWord && !isBlank(start - 1))
            --start;
        while (i < bytes.size() && i - start < LongestWord && !isBlank(i))
            ++i;
        behind = i;
        sample += bytes.sliced(start, i - start);
        sample += '\n';
    }
    return sample;
}

QByteArray bestReading(QByteArrayView bytes)
{
    const QByteArray sample = sampleOf(bytes);
    const auto high = std::count_if(sample.begin(), sample.end(), [](char c) { return ascii::isHighBit(c); });
    const double bonus = WesternBonus / double(qMax<qsizetype>(high, 1));
    QByteArray best = "windows-1252";
    double most = -1e9;
    for (const TextScore::Candidate &candidate : TextScore::singleByte()) {
        const TextScore::Reading reading = TextScore::read(decodeExactly(sample, candidate.charset));
        for (const QStringView alphabet : candidate.alphabets) {
            const double points = TextScore::ofLetters(reading, alphabet) + (best == candidate.charset && most < -1e8 ? bonus : 0);
            if (points > most + Margin) {
                most = points;
                best = candidate.charset;
            }
        }
    }
    for (const TextScore::EastAsian &candidate : TextScore::eastAsian()) {
        const double points = TextScore::ofIdeographs(sample, decodeExactly(sample, candidate.charset), candidate);
        if (points > most + Margin) {
            most = points;
            best = candidate.charset;
        }
    }
    return best;
}

// By the designations of ISO-2022 and HZ; empty where there are none.
QByteArray byEscapes(QByteArrayView bytes)
{
    if (looksLikeIso2022Jp(bytes))
        return "ISO-2022-JP";
    if (bytes.contains('\x0E') && bytes.contains("\x1B$)C"))
        return "ISO-2022-KR";
    if (bytes.contains('\x0E') && (bytes.contains("\x1B$)A") || bytes.contains("\x1B$)G")))
        return "ISO-2022-CN";
    const qsizetype hz = bytes.indexOf("~{");
    return hz >= 0 && bytes.indexOf("~}", hz) > 0 && ascii::isAscii(bytes) ? "HZ" : "";
}

// The mark alone proves nothing; text in UTF-16 has zeros, at its line ends at the latest.
QByteArray byZeros(QByteArrayView bytes)
{
    if (!bytes.contains('\0'))
        return {};
    if (bytes.startsWith("\xFF\xFE"))
        return bytes.startsWith(QByteArrayView("\xFF\xFE\0\0", 4)) ? "UTF-32LE" : "UTF-16LE";
    if (bytes.startsWith("\xFE\xFF"))
        return "UTF-16BE";
    qsizetype even = 0;
    qsizetype odd = 0;
    const qsizetype pairs = qMin(bytes.size(), SampleSize) / 2;
    for (qsizetype i = 0; i < pairs; ++i) {
        even += bytes[2 * i] == 0;
        odd += bytes[2 * i + 1] == 0;
    }
    if (pairs >= 4 && odd * 2 > pairs && even * 10 < pairs)
        return "UTF-16LE";
    return pairs >= 4 && even * 2 > pairs && odd * 10 < pairs ? "UTF-16BE" : "";
}

bool isMultiByte(const QByteArray &charset)
{
    static constexpr const char *Names[] = { "windows-31j", "EUC-JP", "gb18030", "Big5-HKSCS", "windows-949", "EUC-TW", "JOHAB", "EUC-JISX0213", "SHIFT_JISX0213" };
    return std::any_of(std::begin(Names), std::end(Names), [&charset](const char *name) { return charset == name; });
}

// ISO-2022 and HZ are 7-bit: bytes with and without the high bit mean the same there.
bool isSevenBit(const QByteArray &charset)
{
    return charset.startsWith("ISO-2022") || charset == "HZ";
}

} // namespace

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

bool isValidUtf8(QByteArrayView bytes)
{
    return bytes.isValidUtf8();
}

bool looksLikeIso2022Jp(QByteArrayView bytes)
{
    for (qsizetype i = ascii::find(bytes, '\x1B'); i + 2 < bytes.size(); i = ascii::find(bytes, '\x1B', i + 1)) {
        if (bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@' || bytes[i + 2] == '(' || bytes[i + 2] == 'A'))
            return true;
        if (bytes[i + 1] == '(' && (bytes[i + 2] == 'I' || bytes[i + 2] == 'J'))
            return true;
    }
    return false;
}

QByteArray declaredHtmlCharset(QByteArrayView html)
{
    const QByteArray head = ascii::toLower(html.first(qMin<qsizetype>(html.size(), 1024)));
    const bool xml = head.startsWith("<?xml");
    const qsizetype at = xml ? head.indexOf("encoding") : head.indexOf("charset", qMax<qsizetype>(head.indexOf("<meta"), 0));
    if (at < 0 || (!xml && !head.contains("<meta")))
        return {};
    qsizetype start = at + (xml ? 8 : 7);
    const auto skip = [&head, &start](const char *what) {
        while (start < head.size() && std::strchr(what, head[start]) && head[start] != '\0')
            ++start;
    };
    skip(" \t\r\n");
    if (start >= head.size() || head[start] != '=')
        return {};
    ++start;
    skip(" \t\r\n\"'");
    qsizetype end = start;
    while (end < head.size() && !std::strchr("\"' \t\r\n;>/?", head[end]))
        ++end;
    const CharsetEntry entry = findCharset(QByteArrayView(head).sliced(start, end - start));
    return entry.name.startsWith("UTF-16") || entry.name.startsWith("UTF-32") ? QByteArray() : entry.name;
}

bool isWrongLabel(const CharsetEntry &label, QByteArrayView bytes)
{
    const bool ascii = ascii::isAscii(bytes);
    switch (label.codec) {
    case Codec::Unknown:
        return true;
    case Codec::Ascii:
        return !ascii || bytes.contains('\x1B');
    case Codec::Utf8: {
        if (ascii)
            return looksLikeIso2022Jp(bytes);
        const Utf8Count count = countUtf8(bytes);
        return count.longer == 0 && count.bad > 8 * count.wellFormed; // pairs come about by accident
    }
    case Codec::Iso2022Jp:
        return !ascii && !looksLikeIso2022Jp(bytes);
    case Codec::Windows1252:
    case Codec::Iso8859_16:
        return !ascii && isValidUtf8(bytes);
    case Codec::Icu:
    case Codec::Iconv:
        break;
    default: // the encodings of Unicode look after themselves
        return false;
    }
    if (ascii)
        return bytes.contains('\x1B') && looksLikeIso2022Jp(bytes) && !isSevenBit(label.name);
    if (isSevenBit(label.name) || !isValidUtf8(bytes))
        return false;
    // Two bytes of UTF-8 are a character of the East Asian charsets too, and may be meant so.
    return !isMultiByte(label.name) || countUtf8(bytes).longer > 0 || decodeExactly(bytes, label.name).contains(QChar::ReplacementCharacter);
}

QByteArray guessCharset(QByteArrayView bytes)
{
    if (const QByteArray name = byZeros(bytes); !name.isEmpty())
        return name;
    if (const QByteArray name = byEscapes(bytes); !name.isEmpty())
        return name;
    return isValidUtf8(bytes) ? QByteArray("UTF-8") : bestReading(bytes);
}

} // namespace golub::mime
