// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Limits.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace golub::wire {

//! What a line feed without a carriage return before it means.
enum class BareLf : quint8 {
    Refuse,   //!< a Protocol error
    Keep,     //!< a byte like any other: only CRLF ends a line (message content, where a bare LF may be an attacker's)
    EndsLine, //!< the end of a line (servers of old that write LF only)
};

//! Cuts a stream of bytes into lines, the same for every way in which the bytes were chunked, in linear time.
//! Lines come without their line end. A carriage return alone is a byte like any other.
class LineFramer
{
public:
    //! \a maxLine is in bytes, without the line end; one more is LimitExceeded.
    explicit LineFramer(BareLf bareLf = BareLf::EndsLine, qsizetype maxLine = limits::LineLength);

    void append(QByteArrayView bytes);
    //! The next whole line, nothing where bytes are missing, or an error: after one, the framer stays in error.
    Result<std::optional<QByteArray>> next();
    //! Up to \a max buffered bytes as they are (the content of a literal). Empty where nothing is buffered.
    QByteArray takeBytes(qint64 max);

    //! Bytes that no line has taken yet. After the answer to STARTTLS there must be none: they came in the clear.
    qsizetype buffered() const { return m_buffer.size() - m_start; }
    //! True where the line that next() returned last ended in CRLF.
    bool lastEndedInCrLf() const { return m_lastCrLf; }
    void setBareLf(BareLf bareLf);
    //! For the lines from here on (message content has longer lines than commands).
    void setMaxLine(qsizetype maxLine) { m_maxLine = maxLine; }
    //! Forgets every byte and error (what came before TLS is not trusted).
    void clear();

private:
    Result<std::optional<QByteArray>> fail(ErrorKind kind, const QString &detail);
    void compact();

    BareLf m_bareLf;
    qsizetype m_maxLine;
    QByteArray m_buffer;
    qsizetype m_start = 0;   // of the line being assembled
    qsizetype m_scanned = 0; // no line end in [m_start, m_scanned)
    bool m_lastCrLf = true;
    std::optional<Error> m_error;
};

} // namespace golub::wire
