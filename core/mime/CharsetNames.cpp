// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/CharsetNames.h"

#include "core/mime/Ascii.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace golub::mime {
namespace {

using namespace std::string_view_literals;

struct Name {
    std::string_view key;         // letters and digits of the label, lower case
    const char *charset;
};

struct Page {
    int number;
    const char *charset;
};

// Labels by their letters and digits alone: "ISO_8859-2:1987", "iso8859_2" and "iso-8859-2" differ in nothing that matters. Sorted.
constexpr std::array Names {
    Name { "8859", "windows-1252" }, Name { "ansi", "windows-1252" }, Name { "ansix341968", "US-ASCII" }, Name { "ansix341986", "US-ASCII" },
    Name { "arabic", "ISO-8859-6" }, Name { "armscii8", "ARMSCII-8" }, Name { "ascii", "US-ASCII" }, Name { "asmo708", "ISO-8859-6" },
    Name { "big5", "Big5-HKSCS" }, Name { "big5eten", "Big5-HKSCS" }, Name { "big5hk", "Big5-HKSCS" }, Name { "big5hkscs", "Big5-HKSCS" },
    Name { "big5tw", "Big5-HKSCS" }, Name { "bigfive", "Big5-HKSCS" },
    Name { "celtic", "iso-8859_14-1998" }, Name { "chinese", "gb18030" }, Name { "chineseeten", "Big5-HKSCS" }, Name { "cnbig5", "Big5-HKSCS" },
    Name { "cngb", "gb18030" }, Name { "cyrillic", "ISO-8859-5" },
    Name { "ecma114", "ISO-8859-6" }, Name { "ecma118", "ISO-8859-7" }, Name { "ecmacyrillic", "ECMA-CYRILLIC" }, Name { "elot928", "ISO-8859-7" },
    Name { "euccn", "gb18030" }, Name { "eucgb2312cn", "gb18030" }, Name { "eucjis2004", "EUC-JISX0213" }, Name { "eucjisx0213", "EUC-JISX0213" }, Name { "eucjp", "EUC-JP" }, Name { "eucjpms", "EUC-JP" },
    Name { "eucjpwin", "EUC-JP" }, Name { "euckr", "windows-949" }, Name { "eucpkdfmtjapanese", "EUC-JP" }, Name { "euctw", "EUC-TW" }, Name { "extendedunixcodepackedformatforjapanese", "EUC-JP" },
    Name { "gb18030", "gb18030" }, Name { "gb180302000", "gb18030" }, Name { "gb2312", "gb18030" }, Name { "gb23121980", "gb18030" },
    Name { "gb231280", "gb18030" }, Name { "gbk", "gb18030" }, Name { "georgianacademy", "GEORGIAN-ACADEMY" }, Name { "georgianps", "GEORGIAN-PS" },
    Name { "greek", "ISO-8859-7" }, Name { "greek8", "ISO-8859-7" },
    Name { "hebrew", "ISO-8859-8" }, Name { "hkscs", "Big5-HKSCS" }, Name { "hz", "HZ" }, Name { "hzgb", "HZ" }, Name { "hzgb2312", "HZ" },
    Name { "imap", "IMAP-UTF-7" }, Name { "imap4modifiedutf7", "IMAP-UTF-7" }, Name { "imapmailboxname", "IMAP-UTF-7" }, Name { "imaputf7", "IMAP-UTF-7" },
    Name { "irv", "US-ASCII" }, Name { "iso10646ucs2", "UTF-16" }, Name { "iso10646ucs4", "UTF-32" },
    Name { "iso2022cn", "ISO-2022-CN" }, Name { "iso2022cnext", "ISO-2022-CN-EXT" },
    Name { "iso2022jp", "ISO-2022-JP" }, Name { "iso2022jp1", "ISO-2022-JP" }, Name { "iso2022jp2", "ISO-2022-JP" }, Name { "iso2022jp2004", "ISO-2022-JP-3" },
    Name { "iso2022jp3", "ISO-2022-JP-3" }, Name { "iso2022jpext", "ISO-2022-JP" }, Name { "iso2022jpms", "ISO-2022-JP" }, Name { "iso2022kr", "ISO-2022-KR" },
    Name { "iso58gb231280", "gb18030" }, Name { "iso646irv", "US-ASCII" }, Name { "iso646us", "US-ASCII" },
    Name { "iso88591", "windows-1252" }, Name { "iso885910", "iso-8859_10-1998" }, Name { "iso885911", "windows-874" }, Name { "iso885913", "ISO-8859-13" },
    Name { "iso885914", "iso-8859_14-1998" }, Name { "iso885915", "ISO-8859-15" }, Name { "iso885916", "ISO-8859-16" },
    Name { "iso88591windows30latin1", "windows-1252" }, Name { "iso88591windows31latin1", "windows-1252" },
    Name { "iso88592", "ISO-8859-2" }, Name { "iso88592windowslatin2", "ISO-8859-2" }, Name { "iso88593", "ISO-8859-3" },
    Name { "iso88594", "ISO-8859-4" }, Name { "iso88595", "ISO-8859-5" }, Name { "iso88596", "ISO-8859-6" }, Name { "iso88596e", "ISO-8859-6" },
    Name { "iso88596i", "ISO-8859-6" }, Name { "iso88597", "ISO-8859-7" }, Name { "iso88598", "ISO-8859-8" }, Name { "iso88598e", "ISO-8859-8" },
    Name { "iso88598i", "ISO-8859-8" }, Name { "iso88599", "windows-1254" }, Name { "iso88599windowslatin5", "windows-1254" },
    Name { "isoceltic", "iso-8859_14-1998" }, Name { "isoir100", "windows-1252" }, Name { "isoir101", "ISO-8859-2" },
    Name { "isoir109", "ISO-8859-3" }, Name { "isoir110", "ISO-8859-4" }, Name { "isoir111", "ECMA-CYRILLIC" }, Name { "isoir126", "ISO-8859-7" },
    Name { "isoir127", "ISO-8859-6" }, Name { "isoir138", "ISO-8859-8" }, Name { "isoir144", "ISO-8859-5" }, Name { "isoir148", "windows-1254" },
    Name { "isoir149", "windows-949" }, Name { "isoir157", "iso-8859_10-1998" }, Name { "isoir199", "iso-8859_14-1998" }, Name { "isoir226", "ISO-8859-16" },
    Name { "isoir58", "gb18030" }, Name { "isoir6", "US-ASCII" }, Name { "isolatin1", "windows-1252" }, Name { "isolatin2", "ISO-8859-2" },
    Name { "isolatin3", "ISO-8859-3" }, Name { "isolatin4", "ISO-8859-4" }, Name { "isolatin5", "windows-1254" }, Name { "isolatin6", "iso-8859_10-1998" },
    Name { "isolatin9", "ISO-8859-15" }, Name { "isolatinarabic", "ISO-8859-6" }, Name { "isolatincyrillic", "ISO-8859-5" },
    Name { "isolatingreek", "ISO-8859-7" }, Name { "isolatinhebrew", "ISO-8859-8" },
    Name { "jis", "ISO-2022-JP" }, Name { "jis7", "ISO-2022-JP" }, Name { "jis8", "ISO-2022-JP" }, Name { "jisencoding", "ISO-2022-JP" },
    Name { "jisx0213", "EUC-JISX0213" }, Name { "johab", "JOHAB" },
    Name { "koi", "KOI8-R" }, Name { "koi8", "KOI8-R" }, Name { "koi8r", "KOI8-R" }, Name { "koi8ru", "KOI8-RU" }, Name { "koi8t", "KOI8-T" },
    Name { "koi8u", "KOI8-U" }, Name { "korean", "windows-949" }, Name { "ksc5601", "windows-949" }, Name { "ksc56011987", "windows-949" },
    Name { "ksc56011989", "windows-949" }, Name { "ksc56011992", "JOHAB" }, Name { "ksx1001", "windows-949" },
    Name { "kz1048", "RK1048" },
    Name { "l1", "windows-1252" }, Name { "l10", "ISO-8859-16" }, Name { "l2", "ISO-8859-2" }, Name { "l3", "ISO-8859-3" }, Name { "l4", "ISO-8859-4" },
    Name { "l5", "windows-1254" }, Name { "l6", "iso-8859_10-1998" }, Name { "l7", "ISO-8859-13" }, Name { "l8", "iso-8859_14-1998" }, Name { "l9", "ISO-8859-15" },
    Name { "latin1", "windows-1252" }, Name { "latin10", "ISO-8859-16" }, Name { "latin2", "ISO-8859-2" }, Name { "latin3", "ISO-8859-3" },
    Name { "latin4", "ISO-8859-4" }, Name { "latin5", "windows-1254" }, Name { "latin6", "iso-8859_10-1998" }, Name { "latin7", "ISO-8859-13" },
    Name { "latin8", "iso-8859_14-1998" }, Name { "latin9", "ISO-8859-15" }, Name { "logical", "ISO-8859-8" },
    Name { "mac", "macintosh" }, Name { "macce", "macos-29-10.2" }, Name { "maccenteuro", "macos-29-10.2" }, Name { "maccentraleurope", "macos-29-10.2" }, Name { "maccentraleurroman", "macos-29-10.2" },
    Name { "maccyrillic", "x-mac-cyrillic" }, Name { "macgreek", "x-mac-greek" }, Name { "maciceland", "macintosh" }, Name { "macicelandic", "macintosh" },
    Name { "macintosh", "macintosh" }, Name { "macjapanese", "windows-31j" }, Name { "mackorean", "windows-949" }, Name { "maclatin2", "macos-29-10.2" }, Name { "macroman", "macintosh" },
    Name { "macsimpchinese", "gb18030" }, Name { "mactradchinese", "Big5-HKSCS" }, Name { "macturkish", "x-mac-turkish" },
    Name { "macukraine", "x-mac-cyrillic" }, Name { "macukrainian", "x-mac-cyrillic" },
    Name { "mskanji", "windows-31j" }, Name { "pc8codepage437", "IBM437" }, Name { "pck", "windows-31j" }, Name { "ptcp154", "PT154" }, Name { "rk1048", "RK1048" },
    Name { "shiftjis", "windows-31j" }, Name { "shiftjis2004", "SHIFT_JISX0213" }, Name { "shiftjisx0213", "SHIFT_JISX0213" }, Name { "sjis", "windows-31j" },
    Name { "sjis2004", "SHIFT_JISX0213" }, Name { "sjisopen", "windows-31j" }, Name { "sjiswin", "windows-31j" }, Name { "sjisx0213", "SHIFT_JISX0213" }, Name { "suneugreek", "ISO-8859-7" },
    Name { "tactis", "windows-874" }, Name { "tcvn", "TCVN" }, Name { "tcvn5712", "TCVN" }, Name { "tcvn57121", "TCVN" }, Name { "tis620", "windows-874" },
    Name { "tis6200", "windows-874" }, Name { "tis62025290", "windows-874" }, Name { "tis62025330", "windows-874" }, Name { "tscii", "TSCII" }, Name { "u7", "UTF-7" }, Name { "u8", "UTF-8" },
    Name { "ucs2", "UTF-16" }, Name { "ucs2be", "UTF-16BE" }, Name { "ucs2le", "UTF-16LE" }, Name { "ucs4", "UTF-32" }, Name { "ucs4be", "UTF-32BE" },
    Name { "ucs4le", "UTF-32LE" }, Name { "uhc", "windows-949" }, Name { "ujis", "EUC-JP" }, Name { "unicode", "UTF-16" }, Name { "unicode11utf7", "UTF-7" },
    Name { "unicode11utf8", "UTF-8" }, Name { "unicode20utf7", "UTF-7" }, Name { "unicode20utf8", "UTF-8" }, Name { "unicodebig", "UTF-16BE" },
    Name { "unicodebigunmarked", "UTF-16BE" }, Name { "unicodefeff", "UTF-16LE" }, Name { "unicodefffe", "UTF-16BE" }, Name { "unicodelittle", "UTF-16LE" },
    Name { "unicodelittleunmarked", "UTF-16LE" }, Name { "us", "US-ASCII" }, Name { "usascii", "US-ASCII" }, Name { "utf", "UTF-8" }, Name { "utf16", "UTF-16" },
    Name { "utf16be", "UTF-16BE" }, Name { "utf16le", "UTF-16LE" }, Name { "utf16lebom", "UTF-16LE" }, Name { "utf32", "UTF-32" }, Name { "utf32be", "UTF-32BE" },
    Name { "utf32le", "UTF-32LE" }, Name { "utf7", "UTF-7" }, Name { "utf7imap", "IMAP-UTF-7" }, Name { "utf8", "UTF-8" }, Name { "utf8bom", "UTF-8" },
    Name { "utf8mb3", "UTF-8" }, Name { "utf8mb4", "UTF-8" }, Name { "utf8sig", "UTF-8" },
    Name { "viscii", "VISCII" }, Name { "visual", "ISO-8859-8" },
    Name { "windows31j", "windows-31j" }, Name { "windows949", "windows-949" },
    Name { "xbig5", "Big5-HKSCS" }, Name { "xsjis", "windows-31j" },
};

// Code pages by number: "cp852", "IBM852", "windows-852", "ms936", "852", "x-cp50220".
constexpr std::array Pages {
    Page { 437, "IBM437" }, Page { 819, "windows-1252" }, Page { 852, "IBM852" }, Page { 866, "IBM866" }, Page { 874, "windows-874" }, Page { 878, "KOI8-R" },
    Page { 912, "ISO-8859-2" }, Page { 913, "ISO-8859-3" }, Page { 914, "ISO-8859-4" }, Page { 915, "ISO-8859-5" }, Page { 916, "ISO-8859-8" },
    Page { 920, "windows-1254" }, Page { 923, "ISO-8859-15" }, Page { 932, "windows-31j" }, Page { 936, "gb18030" }, Page { 943, "windows-31j" },
    Page { 949, "windows-949" }, Page { 950, "Big5-HKSCS" }, Page { 954, "EUC-JP" }, Page { 970, "windows-949" }, Page { 1089, "ISO-8859-6" },
    Page { 1162, "windows-874" }, Page { 1168, "KOI8-U" }, Page { 1200, "UTF-16LE" }, Page { 1201, "UTF-16BE" }, Page { 1208, "UTF-8" },
    Page { 1250, "windows-1250" }, Page { 1251, "windows-1251" }, Page { 1252, "windows-1252" }, Page { 1253, "windows-1253" }, Page { 1254, "windows-1254" },
    Page { 1255, "windows-1255" }, Page { 1256, "windows-1256" }, Page { 1257, "windows-1257" }, Page { 1258, "windows-1258" }, Page { 1361, "JOHAB" },
    Page { 1363, "windows-949" }, Page { 1381, "gb18030" }, Page { 1383, "gb18030" }, Page { 1386, "gb18030" }, Page { 1392, "gb18030" },
    Page { 8859, "windows-1252" }, Page { 10000, "macintosh" }, Page { 10006, "x-mac-greek" }, Page { 10007, "x-mac-cyrillic" }, Page { 10017, "x-mac-cyrillic" },
    Page { 10029, "macos-29-10.2" }, Page { 10079, "macintosh" }, Page { 10081, "x-mac-turkish" }, Page { 12000, "UTF-32LE" }, Page { 12001, "UTF-32BE" },
    Page { 20127, "US-ASCII" }, Page { 20866, "KOI8-R" }, Page { 20932, "EUC-JP" }, Page { 20936, "gb18030" }, Page { 20949, "windows-949" },
    Page { 21866, "KOI8-U" }, Page { 28591, "windows-1252" }, Page { 28592, "ISO-8859-2" }, Page { 28593, "ISO-8859-3" }, Page { 28594, "ISO-8859-4" },
    Page { 28595, "ISO-8859-5" }, Page { 28596, "ISO-8859-6" }, Page { 28597, "ISO-8859-7" }, Page { 28598, "ISO-8859-8" }, Page { 28599, "windows-1254" },
    Page { 28600, "iso-8859_10-1998" }, Page { 28601, "windows-874" }, Page { 28603, "ISO-8859-13" }, Page { 28604, "iso-8859_14-1998" },
    Page { 28605, "ISO-8859-15" }, Page { 28606, "ISO-8859-16" }, Page { 33722, "EUC-JP" }, Page { 38596, "ISO-8859-6" }, Page { 38598, "ISO-8859-8" },
    Page { 50220, "ISO-2022-JP" }, Page { 50221, "ISO-2022-JP" }, Page { 50222, "ISO-2022-JP" }, Page { 50225, "ISO-2022-KR" }, Page { 50227, "ISO-2022-CN" },
    Page { 51932, "EUC-JP" }, Page { 51936, "gb18030" }, Page { 51949, "windows-949" }, Page { 52936, "HZ" }, Page { 54936, "gb18030" },
    Page { 65000, "UTF-7" }, Page { 65001, "UTF-8" },
};

static_assert(std::is_sorted(Names.begin(), Names.end(), [](const Name &a, const Name &b) { return a.key < b.key; }));
static_assert(std::is_sorted(Pages.begin(), Pages.end(), [](const Page &a, const Page &b) { return a.number < b.number; }));

constexpr std::array<std::pair<std::string_view, Codec>, 14> OwnCodecs { {
    { "UTF-8", Codec::Utf8 }, { "US-ASCII", Codec::Ascii }, { "windows-1252", Codec::Windows1252 }, { "ISO-2022-JP", Codec::Iso2022Jp },
    { "UTF-7", Codec::Utf7 }, { "IMAP-UTF-7", Codec::ImapUtf7 }, { "UTF-16", Codec::Utf16 }, { "UTF-16LE", Codec::Utf16Le }, { "UTF-16BE", Codec::Utf16Be },
    { "UTF-32", Codec::Utf32 }, { "UTF-32LE", Codec::Utf32Le }, { "UTF-32BE", Codec::Utf32Be }, { "ISO-8859-16", Codec::Iso8859_16 }, { "ISO-2022-KR", Codec::Iso2022Kr },
} };

constexpr std::array OfTheCLibrary { "ARMSCII-8"sv, "ECMA-CYRILLIC"sv, "EUC-JISX0213"sv, "GEORGIAN-ACADEMY"sv, "GEORGIAN-PS"sv, "IBM852"sv, "ISO-2022-JP-3"sv, "JOHAB"sv,
    "KOI8-RU"sv, "KOI8-T"sv, "PT154"sv, "RK1048"sv, "SHIFT_JISX0213"sv, "TCVN"sv, "TSCII"sv, "VISCII"sv };

CharsetEntry entryFor(const char *charset)
{
    const std::string_view wanted(charset);
    const QByteArray raw = QByteArray::fromRawData(charset, qsizetype(wanted.size())); // names of the tables stay
    for (const auto &[name, codec] : OwnCodecs) {
        if (name == wanted)
            return { codec, raw };
    }
    const bool iconv = std::find(OfTheCLibrary.begin(), OfTheCLibrary.end(), wanted) != OfTheCLibrary.end();
    return { iconv ? Codec::Iconv : Codec::Icu, raw };
}

// What most mail says, as most mail writes it; shorter than the way through the tables.
CharsetEntry usualCharset(QByteArrayView label)
{
    if (ascii::equalsIgnoreCase(label, "utf-8"))
        return { Codec::Utf8, QByteArrayLiteral("UTF-8") };
    if (ascii::equalsIgnoreCase(label, "us-ascii"))
        return { Codec::Ascii, QByteArrayLiteral("US-ASCII") };
    if (ascii::equalsIgnoreCase(label, "iso-8859-1") || ascii::equalsIgnoreCase(label, "windows-1252"))
        return { Codec::Windows1252, QByteArrayLiteral("windows-1252") };
    return {};
}

// Without what mailers leave around it: quotes, "charset=", a language ("*en"), escapes that older Outlook adds ("$ESC"), a year (":1987").
QByteArrayView bareLabel(QByteArrayView label)
{
    label = ascii::trimmed(label);
    if (ascii::startsWithIgnoreCase(label, "charset="))
        label = label.sliced(8);
    while (!label.isEmpty() && (label.front() == '"' || label.front() == '\'' || ascii::isSpace(label.front())))
        label = label.sliced(1);
    for (qsizetype i = 0; i < label.size(); ++i) {
        if (std::strchr("\"';,*$(:", label[i]))
            return label.first(i);
    }
    return label;
}

QByteArray keyOf(QByteArrayView label)
{
    QByteArray key;
    for (const char c : label) {
        if (ascii::isLetter(c) || ascii::isDigit(c))
            key += ascii::lower(c);
    }
    return key;
}

const char *byKey(QByteArrayView key)
{
    const std::string_view wanted(key.data(), size_t(key.size()));
    const auto name = std::lower_bound(Names.begin(), Names.end(), wanted, [](const Name &entry, std::string_view k) { return entry.key < k; });
    if (name != Names.end() && name->key == wanted)
        return name->charset;
    for (const std::string_view prefix : { "windows"sv, "win"sv, "cp"sv, "ibm"sv, "ccsid"sv, "dos"sv, "ms"sv, "codepage"sv, "microsoftcp"sv, ""sv }) {
        if (!wanted.starts_with(prefix) || wanted.size() == prefix.size())
            continue;
        bool isNumber = false;
        const int number = key.sliced(qsizetype(prefix.size())).toByteArray().toInt(&isNumber);
        if (!isNumber)
            continue;
        const auto page = std::lower_bound(Pages.begin(), Pages.end(), number, [](const Page &entry, int n) { return entry.number < n; });
        return page != Pages.end() && page->number == number ? page->charset : nullptr;
    }
    return nullptr;
}

// ICU's own names ("IBM00858", "cp1257"): whatever it can open, by the name that mail uses where there is one.
CharsetEntry byIcu(QByteArrayView label, const QByteArray &key)
{
    QByteArray wanted = label.toByteArray();
    wanted.removeIf([](char c) { return ascii::isSpace(c) || c == '\0'; });
    qsizetype digits = 0;
    while (digits < key.size() && !ascii::isDigit(key[digits]))
        ++digits;
    const QByteArray number = key.sliced(digits);
    for (const QByteArray &name : { wanted, key, number.isEmpty() ? key : "ibm-" + number }) {
        UErrorCode error = U_ZERO_ERROR;
        UConverter *converter = ucnv_open(name.constData(), &error);
        if (U_FAILURE(error))
            continue;
        ucnv_close(converter);
        for (const char *standard : { "MIME", "IANA" }) {
            error = U_ZERO_ERROR;
            const char *known = ucnv_getStandardName(name.constData(), standard, &error);
            if (U_FAILURE(error) || !known)
                continue;
            const char *charset = byKey(keyOf(known));
            return charset ? entryFor(charset) : CharsetEntry { Codec::Icu, known };
        }
        return { Codec::Icu, name };
    }
    return {};
}

} // namespace

CharsetEntry findCharset(QByteArrayView label)
{
    if (CharsetEntry usual = usualCharset(label); usual.codec != Codec::Unknown)
        return usual;
    constexpr qsizetype LongestLabel = 60;
    label = bareLabel(label);
    if (label.isEmpty() || label.size() > LongestLabel)
        return {};
    const QByteArray key = keyOf(label);
    if (key.isEmpty())
        return {};
    if (const char *charset = byKey(key))
        return entryFor(charset);
    for (const QByteArrayView prefix : { QByteArrayView("xx"), QByteArrayView("x"), QByteArrayView("cs"), QByteArrayView("cp") }) {
        if (!key.startsWith(prefix))
            continue;
        if (const char *charset = byKey(QByteArrayView(key).sliced(prefix.size())))
            return entryFor(charset);
    }
    return byIcu(label, key);
}

} // namespace golub::mime
