// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ResponseFramer.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace golub::imap {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The text of a status response is free: "{5}" at its end is words, not a literal, unless a response code is still open.
bool mayEndInLiteral(QByteArrayView text)
{
    if (text.startsWith('+'))
        return false;
    if (!text.startsWith('*'))
        return false; // tagged: always a status response
    text = text.sliced(1).trimmed();
    static constexpr std::array<QByteArrayView, 5> Words { "OK", "NO", "BAD", "BYE", "PREAUTH" };
    for (const QByteArrayView word : Words) {
        if (text.size() > word.size() && text[word.size()] == ' ' && text.first(word.size()).compare(word, Qt::CaseInsensitive) == 0) {
            const QByteArrayView rest = text.sliced(word.size()).trimmed();
            return rest.startsWith('[') && rest.size() < limits::LineLength && !rest.contains(']');
        }
    }
    return true;
}

} // namespace

std::optional<LiteralMarker> literalMarkerAtEnd(QByteArrayView line)
{
    if (!line.endsWith('}'))
        return std::nullopt;
    qsizetype pos = line.size() - 2;
    if (pos >= 0 && (line[pos] == '+' || line[pos] == '-'))
        --pos;
    const qsizetype end = pos;
    while (pos >= 0 && isDigit(line[pos]))
        --pos;
    if (pos < 0 || pos == end || line[pos] != '{')
        return std::nullopt;
    LiteralMarker marker { pos, 0 };
    for (qsizetype i = pos + 1; i <= end; ++i) {
        if (marker.size > (std::numeric_limits<qint64>::max() - 9) / 10) {
            marker.size = std::numeric_limits<qint64>::max();
            break;
        }
        marker.size = marker.size * 10 + (line[i] - '0');
    }
    if (pos > 0 && line[pos - 1] == '~')
        --marker.start;
    return marker;
}

ResponseFramer::ResponseFramer(qint64 literalLimit, qsizetype lineLimit) : m_literalLimit(literalLimit), m_lineLimit(lineLimit) { }

void ResponseFramer::append(QByteArrayView bytes)
{
    m_kept = m_input.sliced(m_pos).toByteArray().append(bytes);
    m_input = m_kept;
    m_pos = 0;
}

void ResponseFramer::lend(QByteArrayView bytes)
{
    if (m_pos < m_input.size()) // somebody stopped reading in the middle
        return append(bytes);
    m_input = bytes;
    m_pos = 0;
}

QByteArray ResponseFramer::takePending()
{
    const QByteArray rest = m_input.sliced(m_pos).toByteArray();
    m_input = {};
    m_kept.clear();
    m_pos = 0;
    return rest;
}

bool ResponseFramer::hasPending() const
{
    return m_pos < m_input.size() || !m_unit.text.isEmpty();
}

void ResponseFramer::setLimits(qint64 literalLimit, qsizetype lineLimit)
{
    m_literalLimit = literalLimit;
    m_lineLimit = lineLimit;
}

void ResponseFramer::reset()
{
    *this = ResponseFramer(m_literalLimit, m_lineLimit);
}

Result<std::optional<ResponseUnit>> ResponseFramer::next()
{
    if (m_failed)
        return *m_failed;
    while (m_pos < m_input.size()) {
        if (m_literalMissing >= 0) {
            takeLiteral();
        } else if (const auto error = takeLine()) {
            return *error;
        }
        if (m_complete) {
            m_complete = false;
            m_lineStart = 0;
            m_literalTotal = 0;
            return std::optional(std::exchange(m_unit, {}));
        }
    }
    m_input = {};
    m_kept.clear();
    m_pos = 0;
    return std::optional<ResponseUnit> {};
}

std::optional<Error> ResponseFramer::takeLine()
{
    const char *begin = m_input.data() + m_pos;
    const qsizetype available = m_input.size() - m_pos;
    const auto *lineEnd = static_cast<const char *>(std::memchr(begin, '\n', size_t(available)));
    const qsizetype length = lineEnd ? lineEnd - begin : available;
    // The CR that may precede the LF is not part of the line.
    if (m_unit.text.size() + length > m_lineLimit + 1)
        return fail(QCoreApplication::translate("Imap", "A line of the server is longer than %1 bytes.").arg(m_lineLimit));
    m_unit.text.append(begin, length);
    m_pos += length;
    if (!lineEnd)
        return std::nullopt;
    ++m_pos;
    if (m_unit.text.size() > m_lineStart && m_unit.text.endsWith('\r'))
        m_unit.text.chop(1);
    if (m_unit.text.size() > m_lineLimit)
        return fail(QCoreApplication::translate("Imap", "A line of the server is longer than %1 bytes.").arg(m_lineLimit));
    return startLiteral(m_lineStart);
}

std::optional<Error> ResponseFramer::startLiteral(qsizetype lineStart)
{
    const QByteArrayView text(m_unit.text);
    const auto marker = literalMarkerAtEnd(text.sliced(lineStart));
    if (!marker || !mayEndInLiteral(text)) {
        m_complete = true;
        return std::nullopt;
    }
    m_literalTotal += std::min(marker->size, m_literalLimit + 1);
    if (m_literalTotal > m_literalLimit)
        return fail(QCoreApplication::translate("Imap", "The server announced %1 bytes in one answer, which is more than %2.").arg(marker->size).arg(m_literalLimit));
    // As many as other values: anybody can send a mail of ten thousand parts, each with a name that takes a literal to say.
    if (m_unit.literals.size() >= size_t(limits::ImapValues))
        return fail(QCoreApplication::translate("Imap", "One answer of the server has more than %1 values.").arg(limits::ImapValues));
    m_unit.text.append('\n');
    m_lineStart = m_unit.text.size();
    m_literalMissing = marker->size;
    m_unit.literals.emplace_back();
    // All of it at once, within the limit: memory that is not written to costs nothing but its address.
    m_unit.literals.back().reserve(qsizetype(marker->size));
    if (m_literalMissing == 0)
        m_literalMissing = -1;
    return std::nullopt;
}

void ResponseFramer::takeLiteral()
{
    QByteArray &literal = m_unit.literals.back();
    const qsizetype take = qsizetype(std::min<qint64>(m_literalMissing, m_input.size() - m_pos));
    literal.append(m_input.data() + m_pos, take);
    m_pos += take;
    m_literalMissing -= take;
    if (m_literalMissing == 0)
        m_literalMissing = -1;
}

Error ResponseFramer::fail(const QString &what)
{
    m_failed = Error::of(ErrorKind::LimitExceeded, what);
    m_input = {};
    m_kept.clear();
    m_pos = 0;
    m_unit = {};
    return *m_failed;
}

} // namespace golub::imap
