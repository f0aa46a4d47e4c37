// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AddressTokens.h"

#include "core/mime/Ascii.h"

#include <utility>

namespace golub::mime {
namespace {

bool isSeparator(char c)
{
    return c == '<' || c == '>' || c == '@' || c == ',' || c == ';' || c == ':';
}

} // namespace

bool isAtomChar(char c)
{
    if (ascii::isHighBit(c) || ascii::isLetter(c) || ascii::isDigit(c))
        return true;
    return c > ' ' && c != 0x7F && std::strchr("!#$%&'*+-/=?^_`{|}~", c) != nullptr;
}

bool AddressTokenizer::takeQuoted(AddressToken &token)
{
    QByteArray text;
    qsizetype i = m_pos + 1;
    while (i < m_field.size() && m_field[i] != '"') {
        if (m_field[i] == '\\' && i + 1 < m_field.size())
            ++i;
        const char c = m_field[i++];
        const bool lineEnd = c == '\r' || c == '\n';
        if (!lineEnd && c != '\0')
            text += c;
        else if (lineEnd && i < m_field.size() && !ascii::isSpace(m_field[i])) // a fold without its blank
            text += ' ';
    }
    if (i >= m_field.size())
        return m_quotesClose = false;
    token.kind = AddressToken::Kind::Quoted;
    token.text = std::move(text);
    m_pos = i + 1;
    return true;
}

bool AddressTokenizer::takeComment(AddressToken &token)
{
    QByteArray text;
    int depth = 0;
    bool holdsAddress = false;
    qsizetype i = m_pos;
    while (i < m_field.size()) {
        char c = m_field[i++];
        if (c == '(' && depth++ == 0)
            continue;
        if (c == ')' && --depth == 0)
            break;
        if (c == '\\' && i < m_field.size())
            c = m_field[i++];
        else if (c == '<' || c == '@')
            holdsAddress = true;
        if (c != '\r' && c != '\n' && c != '\0')
            text += c;
    }
    if (depth > 0 && holdsAddress)
        return m_commentsClose = false;
    token.kind = AddressToken::Kind::Comment;
    token.text = std::move(text);
    m_pos = i;
    return true;
}

// Encoded words hold commas and worse where the sender forgot to encode them: the whole word is one token.
bool AddressTokenizer::takeEncodedWord(AddressToken &token)
{
    qsizetype marks = 0;
    qsizetype i = m_pos + 2;
    constexpr qsizetype LongestWord = 1000; // RFC 2047 allows 75; without a limit a field of nothing but beginnings takes square time
    const qsizetype stop = qMin(m_field.size(), m_pos + LongestWord);
    while (i < stop && !ascii::isSpace(m_field[i])) {
        if (m_field[i] == '?' && ++marks >= 3 && i + 1 < m_field.size() && m_field[i + 1] == '=') {
            token.text = m_field.sliced(m_pos, i + 2 - m_pos).toByteArray();
            m_pos = i + 2;
            return true;
        }
        ++i;
    }
    return false;
}

void AddressTokenizer::takeLiteral(AddressToken &token)
{
    constexpr qsizetype LongestLiteral = 255;
    const QByteArrayView rest = m_field.sliced(m_pos, qMin(m_field.size() - m_pos, LongestLiteral));
    const bool closed = ascii::find(rest, ']') < ascii::find(rest, ',');
    while (m_pos < m_field.size() && (closed || (m_field[m_pos] != '>' && m_field[m_pos] != ','))) { // never closed: ends with the address
        const char c = m_field[m_pos++];
        if (!ascii::isSpace(c) && c != '\0')
            token.text += c;
        if (c == ']')
            return;
    }
}

void AddressTokenizer::takeWord(AddressToken &token)
{
    const qsizetype start = m_pos;
    while (m_pos < m_field.size()) {
        const char c = m_field[m_pos];
        if (ascii::isSpace(c) || isSeparator(c) || c == '(' || c == '"' || (c == '[' && m_pos > start) || c == '\0')
            break;
        ++m_pos;
    }
    token.text = m_field.sliced(start, m_pos - start).toByteArray();
}

bool AddressTokenizer::next(AddressToken &token)
{
    token = {};
    for (;;) {
        while (m_pos < m_field.size() && (ascii::isSpace(m_field[m_pos]) || m_field[m_pos] == '\0')) {
            token.spaceBefore = true;
            ++m_pos;
        }
        if (m_pos >= m_field.size())
            return false;
        if (m_field[m_pos] == '"') {
            if (m_quotesClose && takeQuoted(token))
                return true;
        } else if (m_field[m_pos] == '(') {
            if (m_commentsClose && takeComment(token))
                return true;
        } else {
            break;
        }
        ++m_pos; // a mark without its counterpart
    }
    const char c = m_field[m_pos];
    const bool domain = std::exchange(m_afterAt, c == '@');
    if (isSeparator(c)) {
        token.kind = AddressToken::Kind::Special;
        token.text = QByteArray(1, c);
        ++m_pos;
    } else if (c == '[' && domain) {
        takeLiteral(token);
    } else if (c == '=' && m_pos + 1 < m_field.size() && m_field[m_pos + 1] == '?' && takeEncodedWord(token)) {
        return true;
    } else {
        takeWord(token);
    }
    return true;
}

} // namespace golub::mime
