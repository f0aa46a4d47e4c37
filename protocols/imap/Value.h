// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "protocols/imap/ResponseFramer.h"

#include <QByteArrayView>

#include <forward_list>
#include <vector>

namespace golub::imap {

class Value;
using Values = std::vector<Value>;

//! One value of a response: an atom, string or list. Views point into the unit and the reader that made it, which must live longer.
class Value
{
public:
    enum class Kind : quint8 { Nil, Atom, Quoted, Literal, List };
    Kind kind = Kind::Nil;
    QByteArrayView text = {};         //!< for Atom, Quoted (without quotes and escapes) and Literal; "NIL" for Nil
    int literal = -1;                 //!< index into ResponseUnit::literals
    Values items = {};                //!< for List

    bool isList() const { return kind == Kind::List; }
    bool isNil() const { return kind == Kind::Nil; }
    bool isString() const { return kind == Kind::Atom || kind == Kind::Quoted || kind == Kind::Literal; }
    bool isAtom(QByteArrayView word) const { return kind == Kind::Atom && text.compare(word, Qt::CaseInsensitive) == 0; }
    //! The string's bytes; empty for NIL and lists.
    QByteArray bytes() const { return isString() ? text.toByteArray() : QByteArray(); }
    //! A number, tolerantly: negative, huge (saturated) and floating-point forms are understood; none for anything else.
    std::optional<qint64> number() const;
};

//! A number as servers write them: "12", "-1", "9.3736e+06", more digits than fit (saturated).
std::optional<qint64> numberOf(QByteArrayView text);

//! Reads the values of one unit from left to right: iterative, tolerant of missing and surplus blanks. More than limits::ImapValues are an
//! error, but within nested lists, where they are left out like what is deeper than limits::ListDepth.
class ValueReader
{
public:
    explicit ValueReader(const ResponseUnit &unit) : m_unit(unit), m_text(unit.text) { }
    ValueReader(const ValueReader &) = delete;
    ValueReader &operator=(const ValueReader &) = delete;

    bool atEnd() const { return m_pos >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_pos]; }
    void skip(qsizetype count = 1) { m_pos += count; }
    void skipSpaces();
    //! Up to the next blank or end; consumed.
    QByteArrayView word();
    //! All that is left, as it stands.
    QByteArrayView rest() const { return m_text.sliced(std::min(m_pos, m_text.size())); }
    //! From where \a value begins to the end: for names that a server left unquoted although they hold blanks.
    QByteArrayView restFrom(const Value &value) const;

    //! Every value up to the end.
    Result<Values> all() { return read(false); }
    //! Every value up to the "]" that ends a response code; the bracket is consumed.
    Result<Values> untilBracket() { return read(true); }

private:
    Result<Values> read(bool bracket);
    Value next(bool stopAtBracket);
    Value quoted();
    Value atom(bool stopAtBracket);
    std::optional<qsizetype> literalMarkerHere() const;
    Value takeLiteral(qsizetype markerLength);
    qsizetype skipSection(qsizetype pos);

    const ResponseUnit &m_unit;
    QByteArrayView m_text;
    qsizetype m_pos = 0;
    size_t m_nextLiteral = 0;
    std::forward_list<QByteArray> m_unescaped; // a list: views stay valid as it grows
};

} // namespace golub::imap
