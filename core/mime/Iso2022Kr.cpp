// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Iso2022Kr.h"

#include "core/mime/Charset.h"

#include <QByteArray>
#include <QStringView>

namespace golub::mime {

QString decodeIso2022Kr(QByteArrayView bytes)
{
    const QByteArrayView header("\x1B$)C");
    QByteArray eightBit;
    eightBit.reserve(bytes.size());
    bool shifted = false;
    for (qsizetype i = 0; i < bytes.size();) {
        const char c = bytes[i];
        if (c == '\x1B' && bytes.sliced(i).startsWith(header)) {
            i += header.size();
            continue;
        }
        if (c == '\x0E' || c == '\x0F') {
            shifted = c == '\x0E';
        } else {
            shifted = shifted && c != '\n'; // a line begins in ASCII
            eightBit += shifted && c > 0x20 ? char(c | '\x80') : c;
        }
        ++i;
    }
    return decodeExactly(eightBit, "windows-949");
}

void composeHangul(QString &text)
{
    constexpr QStringView Initials = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    constexpr QStringView Finals = u"\u3164ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    constexpr char16_t Filler = 0x3164;
    constexpr char16_t FirstVowel = 0x314F;
    constexpr qsizetype Vowels = 21;
    if (!text.contains(QChar(Filler)))
        return;
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QChar(Filler) && i + 3 < text.size()) {
            const qsizetype initial = Initials.indexOf(text[i + 1]);
            const qsizetype vowel = text[i + 2].unicode() - FirstVowel;
            const qsizetype final = Finals.indexOf(text[i + 3]);
            if (initial >= 0 && vowel >= 0 && vowel < Vowels && final >= 0) {
                out += QChar(char16_t(0xAC00 + (initial * Vowels + vowel) * Finals.size() + final)); // Unicode 3.12
                i += 3;
                continue;
            }
        }
        out += text[i];
    }
    text = out;
}

} // namespace golub::mime
