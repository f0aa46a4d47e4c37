// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include "core/search/Letters.h"
#include "core/search/Splitter.h"

namespace golub::search {

void tokenizeUtf8(QByteArrayView text, Purpose purpose, const TokenSink &token)
{
    splitUtf8(text, purpose, token);
}

void tokenize(QStringView text, Purpose purpose, const TokenSink &token)
{
    tokenizeUtf8(text.toUtf8(), purpose, token);
}

QList<QString> tokens(QStringView text, Purpose purpose)
{
    QList<QString> list;
    tokenize(text, purpose, [&list](QByteArrayView token, bool) {
        list.append(QString::fromUtf8(token));
        return true;
    });
    return list;
}

QString folded(QStringView text)
{
    QString result;
    result.reserve(text.size());
    Folded scratch;
    for (const uint one : text.toString().normalized(QString::NormalizationForm_KC).toUcs4()) {
        const Folded &found = folded(char32_t(one), scratch);
        if (found.type == LetterClass::Separator)
            result.append(QChar::fromUcs4(char32_t(one)));
        for (int i = 0; i < found.count; ++i)
            result.append(QChar::fromUcs4(found.letters[std::size_t(i)]));
    }
    return result;
}

} // namespace golub::search
