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
    bool commentBefore = false;   //!< counts as a blank between words of a name, not inside of an address
};

//! An atom character (RFC 5322 section 3.2.3), 8-bit bytes included (RFC 6532).
bool isAtomChar(char c);

//! Cuts an address list into tokens. A quote that nothing closes is no quote (RFC 7103 section 7.1.4), likewise a comment that addresses stand in.
class AddressTokenizer
{
public:
    explicit AddressTokenizer(QByteArrayView field) : m_field(field) { }
    bool next(AddressToken &token);

private:
    bool takeQuoted(AddressToken &token);
    bool takeComment(AddressToken &token);
    bool takeEncodedWord(AddressToken &token);
    void takeLiteral(AddressToken &token);
    void takeWord(AddressToken &token);

    QByteArrayView m_field;
    qsizetype m_pos = 0;
    bool m_quotesClose = true;    // false: one was never closed, so no later one can be
    bool m_commentsClose = true;
    bool m_afterAt = false;       // where a domain begins: "[" opens a literal
};

} // namespace golub::mime
