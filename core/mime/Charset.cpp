// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"

#include "core/mime/Ascii.h"
#include "core/mime/CharsetGuess.h"
#include "core/mime/CharsetNames.h"
#include "core/mime/Iso2022Jp.h"
#include "core/mime/Iso2022Kr.h"
#include "core/mime/SingleByte.h"
#include "core/mime/UnicodeDecoder.h"

#include <iconv.h>
#include <unicode/ucnv.h>

#include <array>
#include <cerrno>
#include <memory>

namespace golub::mime {
namespace {

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
    const auto convert = [&](char **from, size_t *length) {
        char *target = reinterpret_cast<char *>(piece.data());
        size_t room = sizeof(piece);
        const bool failed = iconv(converter.get(), from, length, &target, &room) == size_t(-1);
        out += QStringView(piece.data(), qsizetype((sizeof(piece) - room) / sizeof(char16_t)));
        return failed;
    };
    while (left > 0) {
        const bool failed = convert(&source, &left);
        if (failed && errno != E2BIG) { // no character of this charset, or half a one at the end
            out += QChar(QChar::ReplacementCharacter);
            ++source;
            --left;
        }
    }
    convert(nullptr, nullptr); // a letter that waits for a mark to stand on it
    return out;
}

bool hasC1(QByteArrayView bytes)
{
    bool found = false;
    for (const char c : bytes) // to the end in any case: without a way out it is a loop of vectors
        found |= (static_cast<unsigned char>(c) & 0xE0) == 0x80;
    return found;
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
    QString text = decodeIcu(charset.constData(), bytes);
    if (charset == "gb18030")
        modernizeGb18030(text);
    else if (charset == "windows-949")
        composeHangul(text);
    return text;
}

QString decodeByName(const CharsetEntry &charset, QByteArrayView bytes)
{
    const QByteArray name = supersetFor(charset.name, bytes);
    if (const SingleByteTable *const table = singleByteTable(name))
        return decodeSingleByte(bytes, *table);
    return charset.codec == Codec::Iconv ? decodeIconv(name.constData(), bytes) : decodeByIcu(name, bytes);
}

// Text of 7 bits that is nothing else in disguise: no ISO-2022, HZ or UTF-16.
bool isPlainAscii(QByteArrayView bytes)
{
    if (!isAscii(bytes) || bytes.contains('\x1B') || bytes.contains('\0'))
        return false;
    for (qsizetype i = ascii::find(bytes, '~'); i + 1 < bytes.size(); i = ascii::find(bytes, '~', i + 1)) {
        if (bytes[i + 1] == '{')
            return false;
    }
    return true;
}

bool hasReplacement(QByteArrayView utf8)
{
    constexpr QByteArrayView Replacement = "\xEF\xBF\xBD";
    for (qsizetype i = ascii::find(utf8, Replacement.front()); i < utf8.size(); i = ascii::find(utf8, Replacement.front(), i + 1)) {
        if (utf8.sliced(i).startsWith(Replacement))
            return true;
    }
    return false;
}

// Codecs to which such text is the same for certain.
bool extendsAscii(Codec codec)
{
    return codec == Codec::Ascii || codec == Codec::Utf8 || codec == Codec::Windows1252 || codec == Codec::Iso8859_16 || codec == Codec::Unknown;
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
    case Codec::Iso2022Jp:
        return decodeIso2022Jp(bytes);
    case Codec::Iso2022Kr:
        return decodeIso2022Kr(bytes);
    case Codec::Windows1252:
    case Codec::Iso8859_16:
    case Codec::Icu:
    case Codec::Iconv:
        return decodeByName(charset, bytes);
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
    return isPlainAscii(bytes) ? QString::fromLatin1(bytes) : decodeAs(findCharset(guessCharset(bytes)), bytes);
}

QString decodeCharset(QByteArrayView bytes, QByteArrayView label, bool *known)
{
    const CharsetEntry charset = findCharset(label);
    if (known)
        *known = charset.codec != Codec::Unknown;
    if (extendsAscii(charset.codec) && isPlainAscii(bytes))
        return QString::fromLatin1(bytes);
    if (charset.codec == Codec::Utf8) {
        if (const QString text = decodeUtf8(bytes); !text.contains(QChar::ReplacementCharacter) && !bytes.contains('\x1B'))
            return text;
    }
    return isWrongLabel(charset, bytes) ? decodeUnlabelled(bytes) : decodeAs(charset, bytes);
}

QByteArray decodeToUtf8(const QByteArray &bytes, QByteArrayView label)
{
    const CharsetEntry charset = findCharset(label);
    if (extendsAscii(charset.codec) && isPlainAscii(bytes))
        return bytes;
    // What decodeCharset() does not doubt, and leaves as it is.
    static constexpr QByteArrayView Mark = "\xEF\xBB\xBF";
    if (charset.codec == Codec::Utf8 && isValidUtf8(bytes) && !bytes.contains('\x1B') && !hasReplacement(bytes) && !bytes.startsWith(Mark))
        return bytes;
    return decodeCharset(bytes, label).toUtf8();
}

QString decodeExactly(QByteArrayView bytes, QByteArrayView label)
{
    return decodeAs(findCharset(label), bytes);
}

QStringList commonCharsets()
{
    return { QStringLiteral("UTF-8"), QStringLiteral("windows-1250"), QStringLiteral("ISO-8859-2"), QStringLiteral("windows-1251"), QStringLiteral("KOI8-R"),
        QStringLiteral("KOI8-U"), QStringLiteral("windows-1252"), QStringLiteral("ISO-8859-15"), QStringLiteral("windows-1253"), QStringLiteral("windows-1254"),
        QStringLiteral("windows-1255"), QStringLiteral("windows-1256"), QStringLiteral("windows-1257"), QStringLiteral("windows-1258"), QStringLiteral("windows-874"),
        QStringLiteral("ISO-8859-5"), QStringLiteral("IBM852"),
        QStringLiteral("IBM866"), QStringLiteral("ISO-2022-JP"), QStringLiteral("Shift_JIS"), QStringLiteral("EUC-JP"), QStringLiteral("GB18030"),
        QStringLiteral("Big5"), QStringLiteral("EUC-KR"), QStringLiteral("ISO-2022-KR"), QStringLiteral("macintosh"), QStringLiteral("UTF-16"), QStringLiteral("UTF-7") };
}

} // namespace golub::mime
