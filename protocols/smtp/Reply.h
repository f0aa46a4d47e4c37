// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace golub::smtp {

//! One complete SMTP reply (RFC 5321 section 4.2).
struct Reply {
    int code = 0;                    //!< 200 to 599
    QList<QByteArray> lines;         //!< texts without code and separator, as sent; at least one, perhaps empty
    QByteArray enhanced;             //!< "5.7.1" of the last line that has one (RFC 2034), else empty

    bool isPositive() const { return code >= 200 && code < 300; }
    bool isIntermediate() const { return code >= 300 && code < 400; }
    bool isTemporary() const { return code >= 400 && code < 500; }
    bool isPermanent() const { return code >= 500; }
    //! Safe to show; the enhanced code is not repeated in the text.
    ServerReply toServerReply() const;
    bool operator==(const Reply &) const = default;
};

//! The code and separator of one reply line.
struct ReplyLine {
    int code = 0;
    bool last = true;
    QByteArray text;
};

//! Parses one line without its line end. Tolerated: no text, no separator, a tab for the blank, blanks before the code.
//! Anything without a code of three digits from 200 to 599 is a Protocol error.
Result<ReplyLine> parseReplyLine(QByteArrayView line);
//! The enhanced status at the start of a reply's text, where its class fits the code.
QByteArray enhancedStatus(int code, QByteArrayView text);

//! Puts lines together. Lines of one reply may disagree in their code (broken servers): the last one decides, a worse class wins.
class ReplyAssembler
{
public:
    //! A reply when \a line was its last. LimitExceeded beyond limits::ReplyLines.
    Result<std::optional<Reply>> add(QByteArrayView line);
    //! True between the first and the last line of a reply.
    bool isOpen() const { return !m_reply.lines.isEmpty(); }
    void clear() { m_reply = {}; }

private:
    Reply m_reply;
};

} // namespace golub::smtp
