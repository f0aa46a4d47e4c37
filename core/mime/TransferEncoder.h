// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! What decides about a transfer encoding, found in one pass.
struct ContentFacts {
    bool ascii = true;
    bool canonicalLines = true;   //!< every line end is CRLF
    bool hasNul = false;
    bool trailingBlanks = false;  //!< a line ends with a blank: transports may drop it
    bool fromLine = false;        //!< a line begins with "From ": mbox writers may change it
    qsizetype longestLine = 0;    //!< bytes without the line end
};
ContentFacts contentFacts(QByteArrayView bytes);

//! Every kind of line end (CRLF, LF, CR) as CRLF; NUL, which cannot be sent, goes.
QByteArray canonicalLineEnds(const QByteArray &text);

//! Quoted-printable of text with CRLF line ends: lines of at most 76 characters (RFC 2045 section 6.7).
QByteArray encodeQuotedPrintable(QByteArrayView text);
//! Base64 in lines of 76 characters, each with CRLF.
QByteArray encodeBase64Lines(QByteArrayView bytes);
//! How long encodeQuotedPrintable() would be, roughly (soft breaks not counted).
qsizetype quotedPrintableSize(QByteArrayView text);

//! Text ready to go.
struct TransferText {
    QByteArray body;
    const char *encoding = "7bit"; //!< for Content-Transfer-Encoding
};
struct TransferChoice {
    bool eightBit = false;        //!< 8bit may be taken
    bool blanksMatter = false;    //!< blanks at line ends are protected
};
//! Text with CRLF line ends as the first that keeps it: 7bit (lines of at most 78), 8bit, the shorter of quoted-printable and base64.
//! "From " at a line's beginning is never left to mbox writers.
TransferText encodeText(const QByteArray &canonical, const TransferChoice &choice);

} // namespace golub::mime
