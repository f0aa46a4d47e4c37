// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Tags.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace golub::html {

//! An attribute as it stands: character references are not resolved.
struct RawAttribute {
    QByteArrayView name;          //!< lower case
    QByteArrayView value;
};

struct Token {
    enum class Kind : quint8 { Text, Start, End, Style } kind = Kind::Text;
    QByteArrayView text;          //!< Text and Style: the bytes; character references are not resolved
    QByteArray name;              //!< Start and End: lower case
    const TagInfo *info = nullptr; //!< null for unknown tags
    std::vector<RawAttribute> attributes; //!< only those that are wanted, each once (the first counts)
    QByteArrayView attribute(QByteArrayView wanted) const;
};

//! Splits HTML into tags and text as the HTML standard does (section 13.2.5), without building anything: comments, conditional comments,
//! declarations and the content of script and the like never come out. Linear in the input, bounded memory.
class Tokenizer
{
public:
    enum class Attributes : quint8 {
        Known,       //!< to the sanitizer
        OfWords      //!< hidden, style and alt: what decides which words are seen
    };
    //! \a html must outlive the tokens.
    explicit Tokenizer(QByteArrayView html, Attributes attributes = Attributes::Known) : m_html(html), m_attributes(attributes) { }
    //! False at the end.
    bool next(Token &token);

private:
    bool readTag(Token &token);
    void readAttributes(Token &token);
    void skipMarkupDeclaration();
    //! Up to "</name": the text before it; the end tag itself is consumed too.
    QByteArrayView rawTextUntilEnd(QByteArrayView name);
    bool startsTag(qsizetype at) const;

    QByteArrayView m_html;
    Attributes m_attributes;
    qsizetype m_at = 0;
};

} // namespace golub::html
