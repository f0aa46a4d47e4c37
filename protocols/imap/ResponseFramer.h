// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Limits.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace golub::imap {

//! One complete response (RFC 9051 section 7): its lines, and the literals apart, so that a big one is moved and never scanned.
struct ResponseUnit {
    //! Without the last line end. Where a literal was, its marker and one LF stand: "* 1 FETCH (BODY[] {5}\n)".
    QByteArray text;
    std::vector<QByteArray> literals; //!< in their order
};

//! Cuts the bytes of a server into complete responses. Knows literals ({n}, {n+}, ~{n}) and nothing else of the grammar.
//! The result does not depend on how the bytes were cut into chunks.
class ResponseFramer
{
public:
    explicit ResponseFramer(qint64 literalLimit = limits::LiteralLength, qsizetype lineLimit = limits::ImapLineLength);

    void append(QByteArrayView bytes);
    //! The same without a copy: \a bytes must live until next() has returned none or failed, or the framer was reset.
    void lend(QByteArrayView bytes);
    //! The next complete unit, none where more bytes are needed, or LimitExceeded (for good: the framer stays failed).
    Result<std::optional<ResponseUnit>> next();
    //! True where bytes arrived that no unit was made of yet: what would be injected cleartext behind the answer to STARTTLS.
    bool hasPending() const;
    //! What arrived and was not read, taken out: it is something else (compressed).
    QByteArray takePending();
    void setLimits(qint64 literalLimit, qsizetype lineLimit);
    //! Forgets everything but the limits.
    void reset();

private:
    std::optional<Error> takeLine();
    std::optional<Error> startLiteral(qsizetype lineStart);
    void takeLiteral();
    Error fail(const QString &what);

    qint64 m_literalLimit;
    qsizetype m_lineLimit;
    QByteArrayView m_input;           //!< the caller's, or m_kept
    QByteArray m_kept;
    qsizetype m_pos = 0;
    ResponseUnit m_unit;
    qsizetype m_lineStart = 0;        //!< in m_unit.text, of the line that is being read
    qint64 m_literalMissing = -1;     //!< bytes of the current literal still to come; -1 outside literals
    qint64 m_literalTotal = 0;
    bool m_complete = false;
    std::optional<Error> m_failed;
};

//! A literal's marker at the end of a line: "{12}", "{12+}", "~{12}".
struct LiteralMarker {
    qsizetype start = 0;              //!< where it begins in the line
    qint64 size = 0;                  //!< saturated
};
std::optional<LiteralMarker> literalMarkerAtEnd(QByteArrayView line);

} // namespace golub::imap
