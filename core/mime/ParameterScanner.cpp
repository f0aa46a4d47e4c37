// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ParameterScanner.h"

#include "core/mime/Ascii.h"

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
    QByteArray out;
    while (m_pos < m_field.size() && m_field[m_pos] != ';') {
        if (m_field[m_pos] == '(')
            skipComment();
        else
            appendUnfolded(out, m_field[m_pos++]);
    }
    m_insideList = false;
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
    type = takeToken();
    skipSpaceAndComments();
    bool valid = false;
    if (m_pos < m_field.size() && m_field[m_pos] == '/' && !type.isEmpty()) {
        ++m_pos;
        skipSpaceAndComments();
        subtype = takeToken();
        skipSpaceAndComments();
        valid = !subtype.isEmpty() && (m_pos == m_field.size() || m_field[m_pos] == ';' || m_field[m_pos] == ',' || startsParameter(m_pos));
    }
    m_insideList = startsParameter(m_pos);
    if (!m_insideList)
        m_pos = ascii::find(m_field, ';', m_pos);
    return valid;
}

QByteArray ParameterScanner::takeQuoted()
{
    QByteArray out;
    ++m_pos;
    while (m_pos < m_field.size() && m_field[m_pos] != '"') {
        if (m_field[m_pos] == '\\' && m_pos + 1 < m_field.size())
            ++m_pos;
        appendUnfolded(out, m_field[m_pos++]);
    }
    ++m_pos;
    return out;
}

// Up to the next ";": names with blanks, brackets and quotes inside are common. A comment counts as one only at the end.
QByteArray ParameterScanner::takeUnquoted()
{
    const qsizetype start = m_pos;
    const qsizetype end = ascii::find(m_field, ';', start);
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
        const QByteArrayView name = ascii::trimmed(m_field.sliced(start, m_pos - start));
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
