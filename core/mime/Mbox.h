// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <optional>

namespace golub::mime {

//! One message of an mbox file (RFC 4155 and its older relatives).
struct MboxEntry {
    Span line;                    //!< the "From " line with its end
    Span message;                 //!< without the empty line that belongs to the separator
    bool isQuoted = true;         //!< false: its length was given (Content-Length, mboxcl2), so nothing in it is quoted
};

//! Walks the messages of a file, which may be mapped: nothing is copied. Linear.
//!
//! A "From " line begins a message at the start; behind an empty line where it has a whole date (then it needs no header), or a header field follows; and
//! anywhere where it has a time of day (or is "From - ") and a header field follows. A Content-Length is believed where another "From " line, or the end, stands behind that many bytes.
class MboxReader
{
public:
    explicit MboxReader(QByteArrayView bytes);

    //! False: the bytes do not begin as an mbox does (empty lines first are seen).
    bool isMbox() const { return m_next.has_value(); }
    //! Nothing behind the last one.
    std::optional<MboxEntry> next();

private:
    std::optional<qsizetype> findLine(qsizetype from) const;
    bool isFromLine(qsizetype line) const;
    std::optional<qsizetype> endByLength(qsizetype start) const;

    QByteArrayView m_bytes;
    std::optional<qsizetype> m_next;
};

//! When the message was put into the file, in seconds since 1970: of a "From " line with month, day, time of day and year, in any order and with or
//! without a time zone (UTC where there is none that is a number).
std::optional<qint64> mboxTime(QByteArrayView line);

//! The message with its quoting undone: one ">" less before "From " (mboxo, mboxrd).
QByteArray mboxMessage(QByteArrayView bytes, const MboxEntry &entry);

} // namespace golub::mime
