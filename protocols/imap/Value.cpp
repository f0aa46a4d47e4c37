// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Value.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace golub::imap {
namespace {

constexpr size_t Usual = 16; //!< values of what is told of one message

bool endsAtom(char c)
{
    return c == ' ' || c == '(' || c == ')' || c == '"' || c == '\r' || c == '\n';
}

// Only these are followed by a section in brackets; elsewhere "[" is part of a name or keyword ("[Gmail]/All").
bool takesSection(QByteArrayView name)
{
    for (const QByteArrayView word : { QByteArrayView("BODY"), QByteArrayView("BODY.PEEK"), QByteArrayView("BINARY"),
             QByteArrayView("BINARY.SIZE"), QByteArrayView("BINARY.PEEK") }) {
        if (name.compare(word, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

std::optional<qint64> integerOf(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    qsizetype pos = negative || text.startsWith('+') ? 1 : 0;
    if (pos == text.size())
        return std::nullopt;
    qint64 value = 0;
    for (; pos < text.size(); ++pos) {
        const char c = text[pos];
        if (c < '0' || c > '9')
            return std::nullopt;
        if (value > (std::numeric_limits<qint64>::max() - 9) / 10)
            value = std::numeric_limits<qint64>::max(); // saturated; stays there
        else
            value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

} // namespace

std::optional<qint64> numberOf(QByteArrayView text)
{
    if (const auto integer = integerOf(text))
        return integer;
    bool ok = false;
    if (text.size() > 64 || !text.contains('.') )
        return std::nullopt;
    const double value = text.toDouble(&ok);
    if (!ok || !std::isfinite(value))
        return std::nullopt;
    if (value >= 9.2e18)
        return std::numeric_limits<qint64>::max();
    return value <= -9.2e18 ? std::numeric_limits<qint64>::min() : qint64(value);
}

std::optional<qint64> Value::number() const
{
    return isString() ? numberOf(text) : std::nullopt;
}

void ValueReader::skipSpaces()
{
    while (!atEnd() && (m_text[m_pos] == ' ' || m_text[m_pos] == '\r' || m_text[m_pos] == '\n'))
        ++m_pos;
}

QByteArrayView ValueReader::word()
{
    const qsizetype start = m_pos;
    while (!atEnd() && m_text[m_pos] != ' ' && m_text[m_pos] != '\n')
        ++m_pos;
    return m_text.sliced(start, m_pos - start);
}

QByteArrayView ValueReader::restFrom(const Value &value) const
{
    const qsizetype start = value.text.data() - m_text.data();
    if (start < 0 || start > m_text.size())
        return value.text;
    return m_text.sliced(start);
}

Result<Values> ValueReader::read(bool bracket)
{
    Values top;
    std::vector<Values *> open { &top };
    int count = 0;
    int inner = 0;
    qsizetype passedOver = 0; // lists that are open and too deep
    for (;;) {
        skipSpaces();
        if (atEnd())
            break;
        // What is this deep describes one message (BODYSTRUCTURE): where it is too much it is cut, since a mail that anybody can send must
        // not end every connection. Lists of messages and mailboxes are never cut, for what is missing there would count as gone.
        const bool describes = open.size() > 2;
        const bool dropped = passedOver > 0 || (describes && inner >= limits::ImapValues);
        inner += describes && !dropped ? 1 : 0;
        if (!describes && ++count > limits::ImapValues)
            return Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Imap", "One answer of the server has more than %1 values.").arg(limits::ImapValues));
        const char c = peek();
        if (bracket && open.size() == 1 && c == ']') {
            ++m_pos;
            break;
        }
        if (c == '(') {
            ++m_pos;
            if (dropped || open.size() > size_t(limits::ListDepth)) {
                ++passedOver;
                continue;
            }
            open.back()->push_back({ Value::Kind::List });
            if (open.size() == 1)
                open.back()->back().items.reserve(Usual);
            open.push_back(&open.back()->back().items);
        } else if (c == ')') {
            ++m_pos; // a surplus one is ignored
            if (passedOver > 0)
                --passedOver;
            else if (open.size() > 1)
                open.pop_back();
        } else {
            Value value = next(bracket && open.size() == 1);
            if (!dropped)
                open.back()->push_back(std::move(value));
        }
    }
    return top;
}

//! A string, literal or atom.
Value ValueReader::next(bool stopAtBracket)
{
    if (peek() == '"')
        return quoted();
    if (const auto marker = literalMarkerHere())
        return takeLiteral(*marker);
    return atom(stopAtBracket);
}

Value ValueReader::quoted()
{
    const qsizetype start = ++m_pos;
    bool escaped = false;
    for (qsizetype i = start; i < m_text.size() && m_text[i] != '\n'; ++i) {
        const char c = m_text[i];
        if (c == '\\' && i + 1 < m_text.size() && (m_text[i + 1] == '"' || m_text[i + 1] == '\\')) {
            escaped = true;
            ++i;
        } else if (c == '"') {
            m_pos = i + 1;
            const QByteArrayView raw = m_text.sliced(start, i - start);
            if (!escaped)
                return { Value::Kind::Quoted, raw };
            QByteArray plain;
            plain.reserve(raw.size());
            for (qsizetype k = 0; k < raw.size(); ++k) {
                // A backslash before anything else stands for itself: "\Seen" in quotes is a flag.
                if (raw[k] == '\\' && k + 1 < raw.size() && (raw[k + 1] == '"' || raw[k + 1] == '\\'))
                    ++k;
                plain.append(raw[k]);
            }
            return { Value::Kind::Quoted, m_unescaped.emplace_front(std::move(plain)) };
        }
    }
    // No closing quote: all that is left of the line.
    m_pos = start;
    while (!atEnd() && m_text[m_pos] != '\n')
        ++m_pos;
    return { Value::Kind::Quoted, m_text.sliced(start, m_pos - start) };
}

std::optional<qsizetype> ValueReader::literalMarkerHere() const
{
    qsizetype pos = m_pos;
    if (m_text[pos] == '~')
        ++pos;
    if (pos >= m_text.size() || m_text[pos] != '{' || m_nextLiteral >= m_unit.literals.size())
        return std::nullopt;
    const qsizetype limit = std::min<qsizetype>(m_text.size(), pos + 32);
    for (qsizetype i = pos; i < limit; ++i) {
        if (m_text[i] == '\n')
            return literalMarkerAtEnd(m_text.sliced(m_pos, i - m_pos)) ? std::optional(i + 1 - m_pos) : std::nullopt;
    }
    return std::nullopt;
}

Value ValueReader::takeLiteral(qsizetype markerLength)
{
    m_pos += markerLength;
    const auto index = m_nextLiteral++;
    return { Value::Kind::Literal, m_unit.literals[index], int(index) };
}

Value ValueReader::atom(bool stopAtBracket)
{
    const qsizetype start = m_pos;
    while (!atEnd()) {
        const char c = m_text[m_pos];
        if (endsAtom(c) || (stopAtBracket && c == ']'))
            break;
        if ((c == '{' || c == '~') && m_pos > start && literalMarkerHere())
            break;
        if (c == '[' && takesSection(m_text.sliced(start, m_pos - start)))
            m_pos = skipSection(m_pos + 1);
        else
            ++m_pos;
    }
    const QByteArrayView text = m_text.sliced(start, m_pos - start);
    const bool nil = text.compare("NIL", Qt::CaseInsensitive) == 0;
    return { nil ? Value::Kind::Nil : Value::Kind::Atom, text };
}

// Behind the "]" that ends a section such as "HEADER.FIELDS (SUBJECT "From")"; the end where there is none.
qsizetype ValueReader::skipSection(qsizetype pos)
{
    bool inQuotes = false;
    for (; pos < m_text.size(); ++pos) {
        const char c = m_text[pos];
        if (inQuotes && c == '\\' && pos + 1 < m_text.size())
            ++pos;
        else if (c == '"')
            inQuotes = !inQuotes;
        else if (c == '\n' && m_nextLiteral < m_unit.literals.size())
            ++m_nextLiteral; // a field name that came as a literal
        else if (c == ']' && !inQuotes)
            return pos + 1;
    }
    return pos;
}

} // namespace golub::imap
