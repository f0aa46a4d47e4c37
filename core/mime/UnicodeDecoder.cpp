// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/UnicodeDecoder.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/CharsetGuess.h"

namespace golub::mime {
namespace {

constexpr qsizetype SampleSize = 4096;

unsigned at(QByteArrayView bytes, qsizetype i)
{
    return static_cast<unsigned char>(bytes[i]);
}

// How many bytes of the ill-formed sequence at i are the beginning of some character: those are one mistake.
qsizetype maximalSubpart(QByteArrayView bytes, qsizetype i)
{
    const unsigned lead = at(bytes, i);
    const qsizetype length = lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 1;
    if (length == 1 || i + 1 >= bytes.size())
        return 1;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at(bytes, i + 1) < low || at(bytes, i + 1) > high)
        return 1;
    const bool third = length == 4 && i + 2 < bytes.size() && (at(bytes, i + 2) & 0xC0) == 0x80;
    return third ? 3 : 2;
}

// Half surrogates are no characters.
void repairSurrogates(QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
}

int base64Value(char c, char last)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (ascii::isDigit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == last ? 63 : -1;
}

struct Shift {
    qsizetype end = 0;        // behind the last base64 digit
    QString text = {};
    bool clean = true;        // the bits left over are zeros and fewer than a digit
};

Shift readShift(QByteArrayView bytes, qsizetype start, char last)
{
    Shift shift { .end = start };
    quint32 bits = 0;
    int count = 0;
    for (; shift.end < bytes.size(); ++shift.end) {
        const int value = base64Value(bytes[shift.end], last);
        if (value < 0)
            break;
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count >= 16) {
            count -= 16;
            shift.text += QChar(char16_t(bits >> count));
            bits &= (1U << count) - 1;
        }
    }
    shift.clean = count < 6 && bits == 0;
    return shift;
}

QString decodeShifts(QByteArrayView bytes, bool imap, bool *found)
{
    const char begin = imap ? '&' : '+';
    QString out;
    out.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size();) {
        if (bytes[i] != begin) {
            out += QChar(uchar(bytes[i]) < 0x80 ? char16_t(bytes[i]) : u'\xFFFD');
            ++i;
            continue;
        }
        if (i + 1 < bytes.size() && bytes[i + 1] == '-') {
            out += QLatin1Char(begin);
            i += 2;
            continue;
        }
        const Shift shift = readShift(bytes, i + 1, imap ? ',' : '/');
        const bool closed = shift.end < bytes.size() && bytes[shift.end] == '-';
        // In the IMAP form a run must be closed and must not hold what could stand for itself: "R&D-" is none.
        bool usable = !shift.text.isEmpty();
        if (imap)
            usable = usable && shift.clean && closed && shift.text.front().unicode() >= 0x80;
        if (!usable) {
            out += QString::fromLatin1(bytes.sliced(i, shift.end - i));
            i = shift.end;
            continue;
        }
        *found = true;
        out += shift.text;
        i = shift.end + (closed ? 1 : 0);
    }
    repairSurrogates(out);
    return out;
}

struct Zeros {
    qsizetype first = 0;      // at the place of a big-endian unit's high byte
    qsizetype last = 0;
};

Zeros countZeros(QByteArrayView bytes, qsizetype unit)
{
    Zeros zeros;
    const qsizetype end = qMin(bytes.size(), SampleSize);
    for (qsizetype i = 0; i + unit <= end; i += unit) {
        zeros.first += bytes[i] == 0;
        zeros.last += bytes[i + unit - 1] == 0;
    }
    return zeros;
}

bool isLittle(QByteArrayView bytes, qsizetype unit, ByteOrder order)
{
    if (order != ByteOrder::Guess)
        return order == ByteOrder::Little;
    const Zeros zeros = countZeros(bytes, unit);
    return zeros.last > zeros.first;
}

// "charset=unicode" on text of one byte a character: real UTF-16 and UTF-32 have zeros, at their line ends at the latest.
bool isSingleByte(QByteArrayView bytes, ByteOrder order)
{
    if (bytes.size() < 2 || bytes.contains('\0') || !isValidUtf8(bytes))
        return false;
    return order == ByteOrder::Guess || bytes.size() % 2 != 0 || bytes.contains(' ') || bytes.contains('\n');
}

} // namespace

QString decodeUtf8(QByteArrayView bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    QString out = QString::fromUtf8(bytes);
    if (!out.contains(QChar::ReplacementCharacter) || isValidUtf8(bytes))
        return out;
    out.resize(0);
    qsizetype start = 0;
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = utf8Length(bytes, i);
        if (length > 0) {
            i += length;
            continue;
        }
        out += QString::fromUtf8(bytes.sliced(start, i - start));
        out += QChar(QChar::ReplacementCharacter);
        i += maximalSubpart(bytes, i);
        start = i;
    }
    return out + QString::fromUtf8(bytes.sliced(start));
}

QString decodeUtf7(QByteArrayView bytes)
{
    bool found = false;
    const QString text = decodeShifts(bytes, false, &found);
    if (found || (!bytes.contains('&') && ascii::isAscii(bytes)))
        return text;
    if (!ascii::isAscii(bytes)) // 8-bit and nothing shifted: another charset
        return decodeUnlabelled(bytes);
    const QString imap = decodeShifts(bytes, true, &found);
    return found ? imap : text;
}

QString decodeImapUtf7(QByteArrayView bytes)
{
    if (!ascii::isAscii(bytes))
        return decodeUnlabelled(bytes);
    bool found = false;
    return decodeShifts(bytes, true, &found);
}

QString decodeUtf16(QByteArrayView bytes, ByteOrder order)
{
    if (bytes.startsWith("\xFF\xFE"))
        order = ByteOrder::Little;
    else if (bytes.startsWith("\xFE\xFF"))
        order = ByteOrder::Big;
    const bool marked = bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF");
    if (!marked && isSingleByte(bytes, order))
        return QString::fromUtf8(bytes);
    if (marked)
        bytes = bytes.sliced(2);
    const bool little = isLittle(bytes, 2, order);
    QString out(bytes.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < out.size(); ++i) {
        const unsigned a = at(bytes, 2 * i);
        const unsigned b = at(bytes, 2 * i + 1);
        out[i] = QChar(char16_t(little ? b << 8 | a : a << 8 | b));
    }
    repairSurrogates(out);
    if (bytes.size() % 2 != 0)
        out += QChar(QChar::ReplacementCharacter);
    return out;
}

QString decodeUtf32(QByteArrayView bytes, ByteOrder order)
{
    const QByteArrayView littleMark("\xFF\xFE\0\0", 4);
    const QByteArrayView bigMark("\0\0\xFE\xFF", 4);
    const bool marked = bytes.startsWith(littleMark) || bytes.startsWith(bigMark);
    if (marked)
        order = bytes.startsWith(littleMark) ? ByteOrder::Little : ByteOrder::Big;
    if (!marked && isSingleByte(bytes, order))
        return QString::fromUtf8(bytes);
    if (marked)
        bytes = bytes.sliced(4);
    const bool little = isLittle(bytes, 4, order);
    QString out;
    out.reserve(bytes.size() / 4);
    for (qsizetype i = 0; i + 4 <= bytes.size(); i += 4) {
        char32_t c = 0;
        for (qsizetype k = 0; k < 4; ++k)
            c = c << 8 | at(bytes, little ? i + 3 - k : i + k);
        const bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        const char32_t shown = valid ? c : U'\xFFFD';
        out += QChar::fromUcs4(shown);
    }
    if (bytes.size() % 4 != 0)
        out += QChar(QChar::ReplacementCharacter);
    return out;
}

} // namespace golub::mime
