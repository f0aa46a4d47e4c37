// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Ascii.h"
#include "core/mime/UsualForms.h"

#include <array>

namespace golub::mime {
namespace {

enum Kind : quint8 { Other, Plain, Fold, Mark, Tilde };

constexpr std::array<Kind, 256> makeKinds()
{
    std::array<Kind, 256> kinds {};
    for (size_t c = ' '; c < 0x7F; ++c)
        kinds[c] = Plain;
    kinds['\t'] = Plain;
    kinds['\r'] = Fold;
    kinds['\n'] = Fold;
    kinds['='] = Mark;        // "=?" begins an encoded word
    kinds['~'] = Tilde;       // "~{" begins Chinese in HZ
    return kinds;
}
constexpr auto Kinds = makeKinds();

} // namespace

bool readUsualText(QByteArrayView field, QString &text)
{
    field = ascii::trimmed(field);
    qsizetype folds = 0;
    for (qsizetype i = 0; i < field.size(); ++i) {
        const Kind kind = Kinds[static_cast<unsigned char>(field[i])];
        if (kind == Plain)
            continue;
        if (kind == Other)
            return false;
        const char next = i + 1 < field.size() ? field[i + 1] : ' ';
        if (kind == Fold) { // only where a blank stays in its place
            ++folds;
            if (field[i] == '\n' ? !ascii::isBlank(next) : next != '\n')
                return false;
        } else if (next == (kind == Mark ? '?' : '{') || Kinds[static_cast<unsigned char>(next)] == Fold) { // a fold may hide the other half
            return false;
        }
    }
    if (folds == 0) {
        text = QString::fromLatin1(field);
        return true;
    }
    text = QString(field.size() - folds, Qt::Uninitialized);
    auto *to = reinterpret_cast<char16_t *>(text.data());
    for (const char c : field) {
        if (c != '\r' && c != '\n')
            *to++ = char16_t(c);
    }
    return true;
}

} // namespace golub::mime
