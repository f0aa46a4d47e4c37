// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"

#include "core/mime/Ascii.h"
#include "core/mime/CharsetGuess.h"
#include "core/mime/CharsetNames.h"
#include "core/mime/Iso2022Jp.h"
#include "core/mime/Iso2022Kr.h"
#include "core/mime/UnicodeDecoder.h"

#include <iconv.h>
#include <unicode/ucnv.h>

#include <array>
#include <cerrno>
#include <memory>

namespace golub::mime {
namespace {

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
    return converter ? decodeWith(converter.get(), bytes) : decodeUtf8(bytes);
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

struct CloseIconv {
    void operator()(void *converter) const { iconv_close(converter); }
};

QString decodeIconv(const char *name, QByteArrayView bytes)
{
    iconv_t opened = iconv_open("UTF-16LE", name);
    if (opened == reinterpret_cast<iconv_t>(-1)) // NOLINT: how iconv says no
        return decodeUtf8(bytes);
    const std::unique_ptr<void, CloseIconv> converter(opened);
    QString out;
    char *source = const_cast<char *>(bytes.data()); // iconv() only reads it
    size_t left = size_t(bytes.size());
    std::array<char16_t, 4096> piece;
    while (left > 0) {
        char *target = reinterpret_cast<char *>(piece.data());
        size_t room = sizeof(piece);
        const bool failed = iconv(converter.get(), &source, &left, &target, &room) == size_t(-1);
        out += QStringView(piece.data(), qsizetype((sizeof(piece) - room) / sizeof(char16_t)));
        if (failed && errno != E2BIG) { // no character of this charset, or half a one at the end
            out += QChar(QChar::ReplacementCharacter);
            ++source;
            --left;
        }
    }
    return out;
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
    static constexpr std::pair<const char *, const char *> Supersets[] = {
        { "ISO-8859-2", "windows-1250" }, { "ISO-8859-7", "windows-1253" }, { "ISO-8859-8", "windows-1255" }, { "ISO-8859-6", "windows-1256" },
        { "ISO-8859-13", "windows-1257" }, { "ISO-8859-5", "windows-1251" }, { "ISO-8859-15", "windows-1252" }, { "ISO-8859-4", "windows-1257" },
    };
    for (const auto &[standard, windows] : Supersets) {
        if (charset == standard)
            return hasC1(bytes) ? QByteArray(windows) : charset;
    }
    return charset;
}

// ICU follows the standard of 2000, which had no place in Unicode for these yet.
void modernizeGb18030(QString &text)
{
    static constexpr std::pair<char16_t, char16_t> Moved[] = {
        { 0xE5E5, 0x3000 }, { 0xE78D, 0xFE10 }, { 0xE78E, 0xFE12 }, { 0xE78F, 0xFE11 }, { 0xE790, 0xFE13 }, { 0xE791, 0xFE14 }, { 0xE792, 0xFE15 },
        { 0xE793, 0xFE16 }, { 0xE794, 0xFE17 }, { 0xE795, 0xFE18 }, { 0xE796, 0xFE19 }, { 0xE7C7, 0x1E3F }, { 0xE81E, 0x9FB4 }, { 0xE826, 0x9FB5 }, { 0xE82B, 0x9FB6 },
        { 0xE82C, 0x9FB7 }, { 0xE832, 0x9FB8 }, { 0xE843, 0x9FB9 }, { 0xE854, 0x9FBA }, { 0xE864, 0x9FBB },
    };
    for (QChar &c : text) {
        if (c.unicode() < 0xE5E5 || c.unicode() > 0xE864)
            continue;
        for (const auto &[before, now] : Moved) {
            if (c.unicode() == before)
                c = QChar(now);
        }
    }
}

QString decodeByIcu(const QByteArray &charset, QByteArrayView bytes)
{
    QString text = decodeIcu(supersetFor(charset, bytes).constData(), bytes);
    if (charset == "gb18030")
        modernizeGb18030(text);
    else if (charset == "windows-949")
        composeHangul(text);
    return text;
}

// The bytes as what the entry says, without doubt.
QString decodeAs(const CharsetEntry &charset, QByteArrayView bytes)
{
    switch (charset.codec) {
    case Codec::Unknown:
        break;
    case Codec::Ascii:
        return QString::fromLatin1(bytes);
    case Codec::Utf8:
        return decodeUtf8(bytes);
    case Codec::Windows1252:
        return decodeWindows1252(bytes);
    case Codec::Utf7:
        return decodeUtf7(bytes);
    case Codec::ImapUtf7:
        return decodeImapUtf7(bytes);
    case Codec::Utf16:
        return decodeUtf16(bytes, ByteOrder::Guess);
    case Codec::Utf16Le:
        return decodeUtf16(bytes, ByteOrder::Little);
    case Codec::Utf16Be:
        return decodeUtf16(bytes, ByteOrder::Big);
    case Codec::Utf32:
        return decodeUtf32(bytes, ByteOrder::Guess);
    case Codec::Utf32Le:
        return decodeUtf32(bytes, ByteOrder::Little);
    case Codec::Utf32Be:
        return decodeUtf32(bytes, ByteOrder::Big);
    case Codec::Iso8859_16:
        return decodeIso8859_16(bytes);
    case Codec::Iso2022Jp:
        return decodeIso2022Jp(bytes);
    case Codec::Iso2022Kr:
        return decodeIso2022Kr(bytes);
    case Codec::Icu:
        return decodeByIcu(charset.name, bytes);
    case Codec::Iconv:
        return decodeIconv(charset.name.constData(), bytes);
    }
    return decodeUtf8(bytes);
}

} // namespace

bool isAscii(QByteArrayView bytes)
{
    return ascii::isAscii(bytes);
}

QByteArray canonicalCharset(QByteArrayView label)
{
    return findCharset(label).name;
}

QString decodeUnlabelled(QByteArrayView bytes)
{
    if (isAscii(bytes) && !bytes.contains('\x1B') && !bytes.contains('~') && !bytes.contains('\0'))
        return QString::fromLatin1(bytes);
    return decodeAs(findCharset(guessCharset(bytes)), bytes);
}

QString decodeCharset(QByteArrayView bytes, QByteArrayView label, bool *known)
{
    const CharsetEntry charset = findCharset(label);
    if (known)
        *known = charset.codec != Codec::Unknown;
    return isWrongLabel(charset, bytes) ? decodeUnlabelled(bytes) : decodeAs(charset, bytes);
}

QString decodeExactly(QByteArrayView bytes, QByteArrayView label)
{
    return decodeAs(findCharset(label), bytes);
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
