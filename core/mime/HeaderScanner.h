// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <QByteArrayView>

#include <vector>

namespace golub::mime {

//! The fields that the reader itself knows.
enum class Field : quint8 {
    Other, From, Sender, ReplyTo, To, Cc, Bcc, Subject, Date, MessageId, InReplyTo, References,
    ContentType, ContentTransferEncoding, ContentDisposition, ContentId, ContentLocation
};
Field fieldFromName(QByteArrayView name);

//! One field as offsets into the scanned bytes.
struct RawField {
    Span name;
    Span value;           //!< behind the colon, still folded, without the last line end
    Field field = Field::Other;
};

//! The multiparts that are open at some point of a message, innermost last.
class BoundaryStack
{
public:
    struct Entry {
        QByteArray boundary;
        int part;
    };
    struct Match {
        int index = -1;       //!< into the stack; -1: no boundary line
        bool closing = false;
    };
    //! \a line begins with "--" and ends before its line feed. Exact matches only, innermost first: boundaries may be prefixes of each other.
    Match match(QByteArrayView line) const;
    std::vector<Entry> entries;
};

//! Walks one header section. Skips what is no field, stops at the empty line, at a boundary of \a boundaries, or where text begins
//! without an empty line.
class HeaderScanner
{
public:
    HeaderScanner(QByteArrayView bytes, qsizetype start, const BoundaryStack *boundaries = nullptr);

    bool next(RawField &field);

    //! Valid once next() has returned false.
    qsizetype headerEnd() const { return m_headerEnd; }
    qsizetype bodyStart() const { return m_bodyStart; }
    //! False: no empty line ended the section.
    bool isTerminated() const { return m_terminated; }
    //! What was wrong, in order.
    const std::vector<Diagnostic> &diagnostics() const { return m_diagnostics; }

private:
    enum class Line { Skip, BodyStart };
    bool atEnd();
    bool finish(qsizetype headerEnd, qsizetype bodyStart, bool terminated);
    bool findColon(qsizetype &nameEnd, qsizetype &colon) const;
    Line classifyBroken(QByteArrayView line, qsizetype lineEnd) const;
    bool looksLikeField(qsizetype start) const;
    qsizetype lineEnd(qsizetype from) const;
    bool isBoundary(qsizetype start) const;
    void skipRest();

    QByteArrayView m_bytes;
    const BoundaryStack *m_boundaries;
    qsizetype m_start;
    qsizetype m_pos;
    qsizetype m_headerEnd = 0;
    qsizetype m_bodyStart = 0;
    int m_fields = 0;
    bool m_terminated = false;
    bool m_done = false;
    std::vector<Diagnostic> m_diagnostics;
};

} // namespace golub::mime
