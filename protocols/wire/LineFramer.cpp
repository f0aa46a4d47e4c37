// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/LineFramer.h"

namespace golub::wire {

LineFramer::LineFramer(BareLf bareLf, qsizetype maxLine) : m_bareLf(bareLf), m_maxLine(maxLine) { }

void LineFramer::append(QByteArrayView bytes)
{
    if (m_error || bytes.isEmpty())
        return;
    m_buffer.append(bytes.data(), bytes.size());
}

Result<std::optional<QByteArray>> LineFramer::next()
{
    if (m_error)
        return *m_error;
    for (;;) {
        const qsizetype lf = m_buffer.indexOf('\n', m_scanned);
        if (lf < 0) {
            m_scanned = m_buffer.size();
            // A carriage return at the very end may belong to the line end.
            const bool cr = buffered() > 0 && m_buffer.endsWith('\r');
            if (buffered() - (cr ? 1 : 0) > m_maxLine)
                return fail(ErrorKind::LimitExceeded, QStringLiteral("A line is longer than %1 bytes.").arg(m_maxLine));
            compact();
            return std::optional<QByteArray>();
        }
        const bool crlf = lf > m_start && m_buffer.at(lf - 1) == '\r';
        const qsizetype length = lf - m_start - (crlf ? 1 : 0);
        // In this order: in small chunks the length is seen first.
        if (length > m_maxLine)
            return fail(ErrorKind::LimitExceeded, QStringLiteral("A line is longer than %1 bytes.").arg(m_maxLine));
        if (!crlf && m_bareLf == BareLf::Refuse)
            return fail(ErrorKind::Protocol, QStringLiteral("A line feed without a carriage return."));
        m_scanned = lf + 1;
        if (!crlf && m_bareLf == BareLf::Keep)
            continue;
        const QByteArray line = m_buffer.mid(m_start, length);
        m_start = lf + 1;
        m_lastCrLf = crlf;
        compact();
        return std::optional<QByteArray>(line);
    }
}

QByteArray LineFramer::takeBytes(qint64 max)
{
    if (m_error)
        return {};
    const qsizetype count = qsizetype(qMin<qint64>(qMax<qint64>(max, 0), buffered()));
    const QByteArray bytes = m_buffer.mid(m_start, count);
    m_start += count;
    m_scanned = m_start;
    compact();
    return bytes;
}

void LineFramer::setBareLf(BareLf bareLf)
{
    m_bareLf = bareLf;
    m_scanned = m_start;
}

void LineFramer::clear()
{
    m_buffer.clear();
    m_start = m_scanned = 0;
    m_lastCrLf = true;
    m_error.reset();
}

Result<std::optional<QByteArray>> LineFramer::fail(ErrorKind kind, const QString &detail)
{
    m_buffer.clear();
    m_start = m_scanned = 0;
    m_error = Error::of(kind, detail);
    return *m_error;
}

void LineFramer::compact()
{
    // Moving the rest costs its length: only when at least as much was taken, so the total stays linear.
    if (m_start < m_buffer.size() - m_start || m_start == 0)
        return;
    m_buffer.remove(0, m_start);
    m_scanned -= m_start;
    m_start = 0;
}

} // namespace golub::wire
