// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! A lexical token of an address list (RFC 5322 section 3.2).
struct AddressToken {
    enum class Kind : quint8 { Word, Quoted, Comment, Special };
    Kind kind = Kind::Word;
    QByteArray text;              //!< unquoted and unescaped; a Special is one of < > @ , ; :
    bool spaceBefore = false;
};

//! An atom character (RFC 5322 section 3.2.3), 8-bit bytes included (RFC 6532).
bool isAtomChar(char c);

//! Cuts an address list into tokens. Unclosed quotes, brackets and comments end with the field, at the latest.
class AddressTokenizer
{
public:
    explicit AddressTokenizer(QByteArrayView field) : m_field(field) { }
    bool next(AddressToken &token);

private:
    void takeQuoted(AddressToken &token);
    void takeComment(AddressToken &token);
    bool takeEncodedWord(AddressToken &token);
    void takeLiteral(AddressToken &token);
    void takeWord(AddressToken &token);

    QByteArrayView m_field;
    qsizetype m_pos = 0;
};

} // namespace golub::mime
