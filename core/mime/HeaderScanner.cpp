// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HeaderScanner.h"

#include "core/base/Limits.h"
#include "core/mime/Ascii.h"

#include <array>

namespace golub::mime {
namespace {

struct KnownField {
    QByteArrayView name;
    Field field;
};

// By length: most names differ in it from all that are known.
constexpr KnownField KnownFields[] = {
    { "to", Field::To }, { "cc", Field::Cc }, { "bcc", Field::Bcc }, { "from", Field::From }, { "date", Field::Date }, { "sender", Field::Sender },
    { "subject", Field::Subject }, { "reply-to", Field::ReplyTo }, { "message-id", Field::MessageId }, { "references", Field::References },
    { "content-id", Field::ContentId }, { "in-reply-to", Field::InReplyTo }, { "content-type", Field::ContentType },
    { "content-location", Field::ContentLocation }, { "content-disposition", Field::ContentDisposition },
    { "content-transfer-encoding", Field::ContentTransferEncoding },
};
constexpr size_t LongestName = 25;

// Where the names of a length begin in KnownFields; those of the next length end them.
constexpr std::array<quint8, LongestName + 2> makeNameStarts()
{
    std::array<quint8, LongestName + 2> starts {};
    size_t known = 0;
    for (size_t length = 0; length < starts.size(); ++length) {
        while (known < std::size(KnownFields) && size_t(KnownFields[known].name.size()) < length)
            ++known;
        starts[length] = quint8(known);
    }
    return starts;
}
constexpr auto NameStarts = makeNameStarts();

constexpr std::array<bool, 256> makeNameChars()
{
    std::array<bool, 256> table {};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = ascii::isNameChar(char(i));
    return table;
}
constexpr auto NameChars = makeNameChars();

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    while (!line.isEmpty() && ascii::isSpace(line.back()))
        line.chop(1);
    return line;
}

// mbox separators and their quoted form at the head of a section are no fields (RFC 4155).
bool isMboxLine(QByteArrayView line)
{
    return line.startsWith("From ") || line.startsWith(">From ");
}

bool hasBlank(QByteArrayView line)
{
    for (const char c : line) {
        if (ascii::isBlank(c))
            return true;
    }
    return false;
}

} // namespace

Field fieldFromName(QByteArrayView name)
{
    const size_t length = size_t(name.size());
    if (length > LongestName)
        return Field::Other;
    for (size_t i = NameStarts[length]; i < NameStarts[length + 1]; ++i) {
        if (ascii::equalsIgnoreCase(name, KnownFields[i].name))
            return KnownFields[i].field;
    }
    return Field::Other;
}

BoundaryStack::Match BoundaryStack::match(QByteArrayView line) const
{
    line = withoutLineEnd(line);
    if (line.size() < 2)
        return {};
    const QByteArrayView rest = line.sliced(2);
    for (int i = int(entries.size()) - 1; i >= 0; --i) {
        const QByteArray &boundary = entries[size_t(i)].boundary;
        if (!rest.startsWith(boundary))
            continue;
        const QByteArrayView tail = rest.sliced(boundary.size());
        if (tail.isEmpty())
            return { i, false };
        if (tail == "--")
            return { i, true };
    }
    return {};
}

HeaderScanner::HeaderScanner(QByteArrayView bytes, qsizetype start, const BoundaryStack *boundaries)
    : m_bytes(bytes)
    , m_boundaries(boundaries)
    , m_start(start)
    , m_pos(start)
{
}

qsizetype HeaderScanner::lineEnd(qsizetype from) const
{
    return ascii::find(m_bytes, '\n', from);
}

bool HeaderScanner::isBoundary(qsizetype start) const
{
    if (!m_boundaries || m_bytes.size() - start < 2 || m_bytes[start] != '-' || m_bytes[start + 1] != '-')
        return false;
    return m_boundaries->match(m_bytes.sliced(start, lineEnd(start) - start)).index >= 0;
}

bool HeaderScanner::finish(qsizetype headerEnd, qsizetype bodyStart, bool terminated)
{
    m_done = true;
    m_headerEnd = headerEnd;
    m_bodyStart = bodyStart;
    m_terminated = terminated;
    if (!terminated)
        m_diagnostics.push_back({ DiagnosticKind::MissingHeaderEnd, headerEnd });
    return false;
}

bool HeaderScanner::atEnd()
{
    const qsizetype size = m_bytes.size();
    if (m_pos >= size) {
        finish(size, size, false);
        return true;
    }
    if (const char c = m_bytes[m_pos]; c != '\n' && c != '\r' && c != '-')
        return false;
    qsizetype p = m_pos;
    while (p < size && m_bytes[p] == '\r')
        ++p;
    if (p < size && m_bytes[p] == '\n') {
        finish(m_pos, p + 1, true);
        return true;
    }
    if (isBoundary(m_pos)) {
        finish(m_pos, m_pos, false);
        return true;
    }
    return false;
}

bool HeaderScanner::looksLikeField(qsizetype start) const
{
    qsizetype i = start;
    while (i < m_bytes.size() && ascii::isNameChar(m_bytes[i]))
        ++i;
    return i > start && i < m_bytes.size() && m_bytes[i] == ':';
}

// A line that is no field: either damage among the fields (a fold that lost its blank, mbox lines, a cut-off last line) or the text itself,
// where the empty line is missing. The line behind it decides.
HeaderScanner::Line HeaderScanner::classifyBroken(QByteArrayView line, qsizetype lineEnd) const
{
    if (m_fields == 0 && (isMboxLine(line) || (!line.isEmpty() && ascii::isBlank(line.front()))))
        return Line::Skip;
    if (!hasBlank(withoutLineEnd(line)))
        return Line::Skip;
    if (line.front() == ':')
        return Line::Skip;
    const qsizetype next = lineEnd + 1;
    return m_fields > 0 && next < m_bytes.size() && looksLikeField(next) ? Line::Skip : Line::BodyStart;
}

// True where "name:" stands at the position.
bool HeaderScanner::findColon(qsizetype &nameEnd, qsizetype &colon) const
{
    const qsizetype size = m_bytes.size();
    qsizetype i = m_pos;
    while (i < size && NameChars[static_cast<unsigned char>(m_bytes[i])])
        ++i;
    nameEnd = i;
    while (i < size && ascii::isBlank(m_bytes[i])) // obsolete: blanks before the colon (RFC 5322 section 4.5)
        ++i;
    colon = i;
    return nameEnd > m_pos && i < size && m_bytes[i] == ':';
}

void HeaderScanner::skipRest()
{
    while (!atEnd())
        m_pos = qMin(lineEnd(m_pos) + 1, m_bytes.size());
}

bool HeaderScanner::next(RawField &field)
{
    while (!m_done && !atEnd()) {
        if (m_fields >= limits::HeaderFields || m_pos - m_start > limits::HeaderBytes) {
            const auto kind = m_fields >= limits::HeaderFields ? DiagnosticKind::HeaderFieldsLimit : DiagnosticKind::HeaderBytesLimit;
            m_diagnostics.push_back({ kind, m_pos });
            skipRest();
            return false;
        }
        qsizetype nameEnd = 0;
        qsizetype colon = 0;
        if (!findColon(nameEnd, colon)) {
            const qsizetype end = lineEnd(m_pos);
            if (classifyBroken(m_bytes.sliced(m_pos, end - m_pos), end) == Line::BodyStart)
                return finish(m_pos, m_pos, false);
            m_diagnostics.push_back({ DiagnosticKind::HeaderWithoutColon, m_pos });
            m_pos = qMin(end + 1, m_bytes.size());
            continue;
        }
        qsizetype end = lineEnd(colon);
        while (end + 1 < m_bytes.size() && ascii::isBlank(m_bytes[end + 1]))
            end = lineEnd(end + 1);
        field.name = { m_pos, nameEnd - m_pos };
        qsizetype valueEnd = end;
        if (valueEnd > colon + 1 && m_bytes[valueEnd - 1] == '\r')
            --valueEnd;
        field.value = { colon + 1, valueEnd - colon - 1 };
        field.field = fieldFromName(field.name.of(m_bytes));
        m_pos = qMin(end + 1, m_bytes.size());
        ++m_fields;
        return true;
    }
    return false;
}

} // namespace golub::mime
