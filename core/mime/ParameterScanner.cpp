// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ParameterScanner.h"

#include "core/mime/Ascii.h"

#include <algorithm>
#include <iterator>

namespace golub::mime {
namespace {

bool isTokenChar(char c)
{
    if (c <= ' ' && !ascii::isHighBit(c))
        return false;
    return c != 0x7F && std::strchr("()<>@,;:\\\"/[]?=", c) == nullptr;
}

void appendUnfolded(QByteArray &out, char c)
{
    if (c != '\r' && c != '\n')
        out += c;
}

} // namespace

void ParameterScanner::skipComment()
{
    int depth = 0;
    while (m_pos < m_field.size()) {
        const char c = m_field[m_pos++];
        if (c == '\\' && m_pos < m_field.size())
            ++m_pos;
        else if (c == '(')
            ++depth;
        else if (c == ')' && --depth == 0)
            return;
    }
}

void ParameterScanner::skipSpaceAndComments()
{
    while (m_pos < m_field.size()) {
        if (ascii::isSpace(m_field[m_pos]))
            ++m_pos;
        else if (m_field[m_pos] == '(')
            skipComment();
        else
            return;
    }
}

QByteArray ParameterScanner::takeValue()
{
    skipSpaceAndComments();
    const qsizetype start = m_pos;
    while (m_pos < m_field.size() && isTokenChar(m_field[m_pos]))
        ++m_pos;
    const qsizetype behind = m_pos;
    skipSpaceAndComments();
    m_insideList = m_pos > behind && startsParameter(m_pos); // the ";" was forgotten
    if (behind > start && (m_pos > behind || m_pos == m_field.size() || m_field[m_pos] == ';')) {
        if (!m_insideList)
            m_pos = ascii::find(m_field, ';', m_pos); // what else stands behind the value is no part of it
        return m_field.sliced(start, behind - start).toByteArray();
    }
    QByteArray out; // no token
    m_pos = start;
    m_insideList = false;
    while (m_pos < m_field.size() && m_field[m_pos] != ';') {
        if (m_field[m_pos] == '(')
            skipComment();
        else
            appendUnfolded(out, m_field[m_pos++]);
    }
    return out.trimmed();
}

QByteArray ParameterScanner::takeToken()
{
    const qsizetype start = m_pos;
    while (m_pos < m_field.size() && isTokenChar(m_field[m_pos]))
        ++m_pos;
    return ascii::toLower(m_field.sliced(start, m_pos - start));
}

// True where "name=" stands at \a from: the ";" before a parameter is sometimes forgotten.
bool ParameterScanner::startsParameter(qsizetype from) const
{
    qsizetype i = from;
    while (i < m_field.size() && isTokenChar(m_field[i]))
        ++i;
    return i > from && i < m_field.size() && m_field[i] == '=';
}

bool ParameterScanner::takeMediaType(QByteArray &type, QByteArray &subtype)
{
    skipSpaceAndComments();
    constexpr QByteArrayView Name("content-type:");
    if (ascii::startsWithIgnoreCase(m_field.sliced(m_pos), Name)) { // the field's name twice
        m_pos += Name.size();
        skipSpaceAndComments();
    }
    const bool quoted = m_pos < m_field.size() && m_field[m_pos] == '"'; // "text/html" in quotes, which no grammar allows
    m_pos += quoted ? 1 : 0;
    type = takeToken();
    skipSpaceAndComments();
    bool valid = false;
    if (m_pos < m_field.size() && m_field[m_pos] == '/' && !type.isEmpty()) {
        ++m_pos;
        skipSpaceAndComments();
        subtype = takeToken();
        const qsizetype behind = m_pos;
        if (quoted && m_pos < m_field.size() && m_field[m_pos] == '"')
            ++m_pos;
        skipSpaceAndComments();
        valid = !subtype.isEmpty() && (m_pos > behind || m_pos == m_field.size() || m_field[m_pos] == ';' || m_field[m_pos] == ',');
    }
    m_insideList = startsParameter(m_pos);
    if (!m_insideList)
        m_pos = ascii::find(m_field, ';', m_pos);
    return valid;
}

// Behind the quote that ends a quoted value: a ";", the end, a comment, or the next parameter without its ";".
bool ParameterScanner::endsQuoted(qsizetype behind) const
{
    qsizetype i = behind;
    while (i < m_field.size() && ascii::isSpace(m_field[i]))
        ++i;
    return i >= m_field.size() || m_field[i] == ';' || m_field[i] == '(' || (i > behind && startsParameter(i));
}

// name="the "new" plan.txt": where quotes were not escaped, the last one before the ";" is the closing one.
qsizetype ParameterScanner::strayQuotesEnd(qsizetype quote) const
{
    qsizetype last = quote;
    for (qsizetype i = quote + 1; i < m_field.size() && m_field[i] != ';'; ++i) {
        if (m_field[i] == '"')
            last = i;
    }
    return endsQuoted(last + 1) ? last : quote;
}

QByteArray ParameterScanner::takeQuoted()
{
    QByteArray out;
    ++m_pos;
    // C:\plans\new.txt: some programs write paths and do not escape their backslashes.
    const bool path = m_field.size() - m_pos > 4 && ascii::isLetter(m_field[m_pos]) && m_field[m_pos + 1] == ':' && m_field[m_pos + 2] == '\\'
        && m_field[m_pos + 3] != '\\' && m_field[m_pos + 3] != '"';
    qsizetype closing = -1;
    while (m_pos < m_field.size()) {
        const char c = m_field[m_pos];
        if (c == '"') {
            if (closing < 0)
                closing = endsQuoted(m_pos + 1) ? m_pos : strayQuotesEnd(m_pos);
            if (m_pos >= closing)
                break;
        } else if (c == '\\' && (!path || (m_pos + 1 < m_field.size() && m_field[m_pos + 1] == '"' && !endsQuoted(m_pos + 2)))) {
            if (++m_pos >= m_field.size()) // an escape of nothing
                break;
        }
        appendUnfolded(out, m_field[m_pos++]);
    }
    ++m_pos;
    return out;
}

// Parameters that never hold a blank and that often follow one whose ";" was forgotten.
bool ParameterScanner::startsKnownParameter(qsizetype from) const
{
    static constexpr QByteArrayView Known[] = { "charset", "boundary", "name", "filename", "format", "delsp", "type", "protocol", "micalg",
        "smime-type", "method", "report-type", "size", "creation-date", "modification-date", "read-date", "start", "x-mac-type", "x-unix-mode" };
    qsizetype i = from;
    while (i < m_field.size() && isTokenChar(m_field[i]) && m_field[i] != '*')
        ++i;
    if (i >= m_field.size() || (m_field[i] != '=' && m_field[i] != '*'))
        return false;
    const QByteArrayView name = m_field.sliced(from, i - from);
    return std::any_of(std::begin(Known), std::end(Known), [name](QByteArrayView known) { return ascii::equalsIgnoreCase(name, known); });
}

// The end of an unquoted value before \a end, where another parameter begins behind a fold or a blank; \a end where none does.
qsizetype ParameterScanner::nextWithoutSemicolon(qsizetype from, qsizetype end) const
{
    qsizetype i = from;
    while (i < end) {
        if (!ascii::isSpace(m_field[i])) {
            ++i;
            continue;
        }
        const qsizetype blank = i;
        bool fold = false;
        for (; i < end && ascii::isSpace(m_field[i]); ++i)
            fold = fold || m_field[i] == '\n';
        if (blank > from && i < end && (fold ? startsParameter(i) : startsKnownParameter(i)))
            return blank;
    }
    return end;
}

// Up to the next ";": names with blanks, brackets and quotes inside are common. A comment counts as one only at the end.
QByteArray ParameterScanner::takeUnquoted()
{
    const qsizetype start = m_pos;
    const qsizetype semicolon = ascii::find(m_field, ';', start);
    const qsizetype end = nextWithoutSemicolon(start, semicolon);
    qsizetype stop = end;
    for (qsizetype i = start; i < end; ++i) {
        if (m_field[i] != '(' || (i > start && !ascii::isSpace(m_field[i - 1])))
            continue;
        m_pos = i;
        skipComment();
        const qsizetype behind = qMin(m_pos, end);
        if (ascii::trimmed(m_field.sliced(behind, end - behind)).isEmpty()) {
            stop = i;
            break;
        }
        i = behind - 1;
    }
    m_pos = end;
    if (end < semicolon) {
        skipSpaceAndComments();
        m_insideList = true;
    }
    QByteArray out;
    for (const char c : ascii::trimmed(m_field.sliced(start, stop - start)))
        appendUnfolded(out, c);
    return out;
}

bool ParameterScanner::nextParameter(RawParameter &parameter)
{
    for (;;) {
        if (!m_insideList) { // behind a value: junk up to the ";" goes, unless a parameter follows without one
            while (m_pos < m_field.size() && m_field[m_pos] != ';')
                ++m_pos;
            if (m_pos >= m_field.size())
                return false;
            ++m_pos;
        }
        m_insideList = false;
        skipSpaceAndComments();
        const qsizetype start = m_pos;
        while (m_pos < m_field.size() && m_field[m_pos] != '=' && m_field[m_pos] != ';')
            ++m_pos;
        QByteArrayView name = m_field.sliced(start, m_pos - start);
        name = ascii::trimmed(name.first(ascii::find(name, '('))); // a comment behind it
        if (name.isEmpty())
            continue;
        parameter = { name, QByteArray(""), false, false };
        if (m_pos >= m_field.size() || m_field[m_pos] == ';') {
            parameter.bare = true;
            return true;
        }
        ++m_pos;
        skipSpaceAndComments();
        if (m_pos < m_field.size() && m_field[m_pos] == '"') {
            parameter.value = takeQuoted();
            parameter.quoted = true;
            m_pos = qMin(m_pos, m_field.size());
            const qsizetype behind = m_pos;
            skipSpaceAndComments();
            m_insideList = m_pos > behind && startsParameter(m_pos);
        } else {
            parameter.value = takeUnquoted();
        }
        return true;
    }
}

} // namespace golub::mime
