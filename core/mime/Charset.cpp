// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"

#include "core/mime/Ascii.h"
#include "core/mime/CharsetGuess.h"
#include "core/mime/Iso2022Jp.h"

#include <unicode/ucnv.h>

#include <array>
#include <memory>

namespace golub::mime {
namespace {

struct Alias {
    const char *label;
    const char *charset;
};

// What labels mean in mail. Vendors' supersets stand in for the standards, as in the WHATWG encoding standard: nobody meant a C1 control.
constexpr Alias Aliases[] = {
    { "utf-8", "UTF-8" }, { "utf8", "UTF-8" }, { "utf_8", "UTF-8" }, { "unicode-1-1-utf-8", "UTF-8" }, { "x-utf-8", "UTF-8" }, { "utf-8mb4", "UTF-8" },
    { "us-ascii", "US-ASCII" }, { "ascii", "US-ASCII" }, { "ansi-x3.4-1968", "US-ASCII" }, { "ansi_x3.4-1968", "US-ASCII" }, { "iso646-us", "US-ASCII" },
    { "ansi", "windows-1252" }, { "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" }, { "iso_8859-1", "windows-1252" },
    { "iso-8859-1-windows-3.1-latin-1", "windows-1252" }, { "latin1", "windows-1252" }, { "latin-1", "windows-1252" }, { "l1", "windows-1252" }, { "8859-1", "windows-1252" },
    { "iso88591", "windows-1252" }, { "cp1252", "windows-1252" }, { "windows-1252", "windows-1252" }, { "x-cp1252", "windows-1252" },
    { "cp-1252", "windows-1252" }, { "windows1252", "windows-1252" }, { "win-1252", "windows-1252" },
    { "iso-8859-2", "ISO-8859-2" }, { "iso8859-2", "ISO-8859-2" }, { "iso88592", "ISO-8859-2" }, { "latin2", "ISO-8859-2" }, { "latin-2", "ISO-8859-2" },
    { "iso-8859-9", "windows-1254" }, { "latin5", "windows-1254" }, { "iso8859-9", "windows-1254" }, { "cp1254", "windows-1254" },
    { "iso-8859-11", "windows-874" }, { "tis-620", "windows-874" }, { "dos-874", "windows-874" }, { "cp874", "windows-874" },
    { "iso-8859-8-i", "ISO-8859-8" }, { "iso-8859-8-e", "ISO-8859-8" }, { "logical", "ISO-8859-8" }, { "visual", "ISO-8859-8" },
    { "iso-8859-6-i", "ISO-8859-6" }, { "iso-8859-6-e", "ISO-8859-6" },
    { "iso-8859-10", "iso-8859_10-1998" }, { "latin6", "iso-8859_10-1998" }, { "iso-8859-14", "iso-8859_14-1998" }, { "latin8", "iso-8859_14-1998" },
    { "iso-8859-16", "x-golub-iso-8859-16" }, { "latin10", "x-golub-iso-8859-16" }, { "iso8859-16", "x-golub-iso-8859-16" },
    { "cp1250", "windows-1250" }, { "x-cp1250", "windows-1250" }, { "win-1250", "windows-1250" }, { "windows1250", "windows-1250" },
    { "cp1251", "windows-1251" }, { "x-cp1251", "windows-1251" }, { "win-1251", "windows-1251" }, { "windows1251", "windows-1251" },
    { "koi8", "KOI8-R" }, { "koi8r", "KOI8-R" }, { "koi", "KOI8-R" }, { "cskoi8r", "KOI8-R" }, { "koi8-r", "KOI8-R" }, { "koi8_r", "KOI8-R" },
    { "koi8-ru", "KOI8-U" }, { "koi8u", "KOI8-U" }, { "cp866", "IBM866" }, { "ibm866", "IBM866" }, { "866", "IBM866" },
    { "cp852", "IBM852" }, { "ibm852", "IBM852" }, { "852", "IBM852" },
    { "macce", "macos-29-10.2" }, { "mac-ce", "macos-29-10.2" }, { "x-mac-ce", "macos-29-10.2" }, { "x-mac-centraleurroman", "macos-29-10.2" },
    { "macintosh", "macintosh" }, { "x-mac-roman", "macintosh" }, { "x-mac-cyrillic", "x-mac-cyrillic" },
    { "gb2312", "GBK" }, { "gb_2312-80", "GBK" }, { "gb2312-80", "GBK" }, { "csgb2312", "GBK" }, { "x-gbk", "GBK" }, { "gbk", "GBK" }, { "cp936", "GBK" },
    { "ms936", "GBK" }, { "euc-cn", "GBK" }, { "chinese", "GBK" }, { "gb18030", "gb18030" }, { "gb_18030", "gb18030" }, { "hz-gb-2312", "HZ" }, { "hz", "HZ" },
    { "big5", "Big5-HKSCS" }, { "big-5", "Big5-HKSCS" }, { "big5-hkscs", "Big5-HKSCS" }, { "cp950", "windows-950" }, { "x-x-big5", "Big5-HKSCS" }, { "csbig5", "Big5-HKSCS" },
    { "euc-kr", "windows-949" }, { "ks_c_5601-1987", "windows-949" }, { "ks_c_5601-1989", "windows-949" }, { "ks_c_5601", "windows-949" },
    { "ksc5601", "windows-949" }, { "ksc_5601", "windows-949" }, { "ks-c-5601-1987", "windows-949" }, { "cp949", "windows-949" }, { "uhc", "windows-949" }, { "euckr", "windows-949" },
    { "shift_jis", "windows-31j" }, { "shift-jis", "windows-31j" }, { "sjis", "windows-31j" }, { "x-sjis", "windows-31j" }, { "ms_kanji", "windows-31j" },
    { "cp932", "windows-31j" }, { "ms932", "windows-31j" }, { "windows-31j", "windows-31j" }, { "windows-932", "windows-31j" },
    { "euc-jp", "EUC-JP" }, { "x-euc-jp", "EUC-JP" }, { "eucjp", "EUC-JP" }, { "x-euc", "EUC-JP" }, { "cp51932", "EUC-JP" },
    { "iso-2022-jp", "x-golub-iso-2022-jp" }, { "iso-2022-jp-ms", "x-golub-iso-2022-jp" }, { "csiso2022jp", "x-golub-iso-2022-jp" }, { "jis", "x-golub-iso-2022-jp" },
    { "cp50220", "x-golub-iso-2022-jp" }, { "cp50221", "x-golub-iso-2022-jp" }, { "cp50222", "x-golub-iso-2022-jp" }, { "iso2022jp", "x-golub-iso-2022-jp" },
    { "utf-7", "UTF-7" }, { "unicode-1-1-utf-7", "UTF-7" }, { "utf7", "UTF-7" }, { "x-unicode-2-0-utf-7", "UTF-7" },
    { "utf-16", "x-golub-utf-16" }, { "utf16", "x-golub-utf-16" }, { "unicode", "x-golub-utf-16" }, { "ucs-2", "x-golub-utf-16" }, { "iso-10646-ucs-2", "x-golub-utf-16" },
    { "unicodefffe", "UTF-16BE" },
};

// What 0xA0..0xFF of ISO-8859-16 are; ICU does not know this part of the standard.
constexpr std::array<char16_t, 96> Iso8859_16 {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB, 0x0179, 0x00AD, 0x017A, 0x017B,
    0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7, 0x017E, 0x010D, 0x0219, 0x00BB, 0x0152, 0x0153, 0x0178, 0x017C,
    0x00C0, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF,
    0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x0118, 0x021A, 0x00DF,
    0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF,
    0x0111, 0x0144, 0x00F2, 0x00F3, 0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF,
};

// 0x80..0x9F of windows-1252; the five holes are the C1 controls, as everywhere.
constexpr std::array<char16_t, 32> Windows1252 {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter openConverter(const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &error));
    return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

QString decodeWith(UConverter *converter, QByteArrayView bytes)
{
    QString out;
    const char *source = bytes.data();
    const char *const sourceEnd = source + bytes.size();
    for (;;) { // the converter says when it needs more room
        const qsizetype used = out.size();
        constexpr qsizetype Reserve = 64;
        out.resize(used + (sourceEnd - source) + Reserve);
        auto *const start = reinterpret_cast<UChar *>(out.data()) + used;
        UChar *target = start;
        UErrorCode error = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &target, reinterpret_cast<UChar *>(out.data()) + out.size(), &source, sourceEnd, nullptr, true, &error);
        out.resize(used + (target - start));
        if (error != U_BUFFER_OVERFLOW_ERROR)
            return out;
    }
}

QString decodeIcu(const char *name, QByteArrayView bytes)
{
    const Converter converter = openConverter(name);
    return converter ? decodeWith(converter.get(), bytes) : decodeUnlabelled(bytes);
}

QString decodeWindows1252(QByteArrayView bytes)
{
    QString out = QString::fromLatin1(bytes);
    for (QChar &c : out) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(Windows1252[c.unicode() - 0x80U]);
    }
    return out;
}

QString decodeIso8859_16(QByteArrayView bytes)
{
    QString out = QString::fromLatin1(bytes);
    for (QChar &c : out) {
        if (c.unicode() >= 0xA0)
            c = QChar(Iso8859_16[c.unicode() - 0xA0U]);
    }
    return out;
}

QString decodeUtf8(QByteArrayView bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    return QString::fromUtf8(bytes);
}

// Without a mark the zeros of Latin letters tell the order; RFC 2781 section 4.3 says big-endian where nothing tells.
QString decodeUtf16(QByteArrayView bytes)
{
    bool little = false;
    if (bytes.startsWith("\xFF\xFE")) {
        little = true;
        bytes = bytes.sliced(2);
    } else if (bytes.startsWith("\xFE\xFF")) {
        bytes = bytes.sliced(2);
    } else {
        qsizetype even = 0;
        qsizetype odd = 0;
        for (qsizetype i = 0; i + 1 < qMin<qsizetype>(bytes.size(), 4096); i += 2) {
            even += bytes[i] == 0;
            odd += bytes[i + 1] == 0;
        }
        little = odd > even;
    }
    return decodeIcu(little ? "UTF-16LE" : "UTF-16BE", bytes);
}

bool hasC1(QByteArrayView bytes)
{
    for (const char c : bytes) {
        if (static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xA0)
            return true;
    }
    return false;
}

// Bytes 0x80..0x9F are letters and quotes in windows-125x and meaningless controls in ISO-8859-x: then the label is wrong.
QByteArray supersetFor(const QByteArray &charset, QByteArrayView bytes)
{
    static constexpr Alias Supersets[] = {
        { "ISO-8859-2", "windows-1250" }, { "ISO-8859-7", "windows-1253" }, { "ISO-8859-8", "windows-1255" }, { "ISO-8859-6", "windows-1256" },
        { "ISO-8859-13", "windows-1257" }, { "ISO-8859-5", "windows-1251" }, { "ISO-8859-15", "windows-1252" }, { "ISO-8859-4", "windows-1257" },
    };
    for (const Alias &alias : Supersets) {
        if (charset.compare(alias.label, Qt::CaseInsensitive) == 0)
            return hasC1(bytes) ? QByteArray(alias.charset) : charset;
    }
    return charset;
}

QByteArray normalizedLabel(QByteArrayView label)
{
    QByteArray out;
    for (const char c : ascii::trimmed(label)) {
        if (out.size() >= 60)
            return {};
        if (c != '"' && c != '\'' && c != ' ')
            out += ascii::lower(c);
    }
    return out;
}

} // namespace

bool isAscii(QByteArrayView bytes)
{
    return ascii::isAscii(bytes);
}

QByteArray canonicalCharset(QByteArrayView label)
{
    const QByteArray wanted = normalizedLabel(label);
    if (wanted.isEmpty())
        return {};
    for (const Alias &alias : Aliases) {
        if (wanted == alias.label)
            return alias.charset;
    }
    // ICU's own names in mixed spelling ("ISO_8859-15", "cp1257"); only charsets of text, not its exotic ones.
    UErrorCode error = U_ZERO_ERROR;
    const char *standard = ucnv_getStandardName(wanted.constData(), "MIME", &error);
    if (U_FAILURE(error) || !standard) {
        error = U_ZERO_ERROR;
        standard = ucnv_getStandardName(wanted.constData(), "IANA", &error);
    }
    if (U_SUCCESS(error) && standard) {
        const QByteArray name = normalizedLabel(standard);
        for (const Alias &alias : Aliases) {
            if (name == alias.label)
                return alias.charset;
        }
        return standard;
    }
    return openConverter(wanted.constData()) ? wanted : QByteArray();
}

QString decodeUnlabelled(QByteArrayView bytes)
{
    if (isAscii(bytes) && !looksLikeIso2022Jp(bytes))
        return QString::fromLatin1(bytes);
    const QByteArray charset = guessCharset(bytes);
    if (charset == "UTF-8")
        return decodeUtf8(bytes);
    if (charset == "windows-1252")
        return decodeWindows1252(bytes);
    if (charset == "x-golub-iso-2022-jp")
        return decodeIso2022Jp(bytes);
    if (charset == "UTF-16LE" || charset == "UTF-16BE")
        return decodeUtf16(bytes);
    return decodeIcu(charset.constData(), bytes);
}

QString decodeCharset(QByteArrayView bytes, QByteArrayView label, bool *known)
{
    const QByteArray charset = canonicalCharset(label);
    if (known)
        *known = !charset.isEmpty();
    if (charset.isEmpty())
        return decodeUnlabelled(bytes);
    if (charset == "UTF-8") {
        // No multi-byte character at all, but 8-bit bytes: that never was UTF-8.
        const bool foreign = !isValidUtf8(bytes) && !hasUtf8Sequence(bytes);
        return foreign ? decodeUnlabelled(bytes) : decodeUtf8(bytes);
    }
    if (charset == "US-ASCII")
        return decodeUnlabelled(bytes);
    if (charset == "windows-1252")
        return decodeWindows1252(bytes);
    if (charset == "x-golub-iso-2022-jp")
        return isAscii(bytes) ? decodeIso2022Jp(bytes) : decodeUnlabelled(bytes);
    if (charset == "x-golub-utf-16")
        return decodeUtf16(bytes);
    if (charset == "x-golub-iso-8859-16")
        return decodeIso8859_16(bytes);
    return decodeIcu(supersetFor(charset, bytes).constData(), bytes);
}

QStringList commonCharsets()
{
    return { QStringLiteral("UTF-8"), QStringLiteral("windows-1250"), QStringLiteral("ISO-8859-2"), QStringLiteral("windows-1251"), QStringLiteral("KOI8-R"),
        QStringLiteral("KOI8-U"), QStringLiteral("windows-1252"), QStringLiteral("ISO-8859-15"), QStringLiteral("windows-1253"), QStringLiteral("windows-1254"),
        QStringLiteral("windows-1255"), QStringLiteral("windows-1256"), QStringLiteral("windows-1257"), QStringLiteral("ISO-8859-5"), QStringLiteral("IBM852"),
        QStringLiteral("IBM866"), QStringLiteral("ISO-2022-JP"), QStringLiteral("Shift_JIS"), QStringLiteral("EUC-JP"), QStringLiteral("GB18030"),
        QStringLiteral("Big5"), QStringLiteral("EUC-KR"), QStringLiteral("UTF-16") };
}

} // namespace golub::mime
