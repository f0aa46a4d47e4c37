// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Envelope.h"
#include "core/mime/Parameters.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <vector>

namespace golub::mime {

//! A stretch of bytes: offsets count from the start of the message (or of Part::source).
struct Span {
    qsizetype offset = 0;
    qsizetype length = 0;
    qsizetype end() const { return offset + length; }
    //! The bytes themselves; empty where the span does not fit \a bytes.
    QByteArrayView of(QByteArrayView bytes) const
    {
        if (offset < 0 || length < 0 || offset > bytes.size() || length > bytes.size() - offset)
            return {};
        return bytes.sliced(offset, length);
    }
    bool operator==(const Span &) const = default;
};

//! Content-Transfer-Encoding (RFC 2045 section 6; x-uuencode from older mailers, and inside of texts).
enum class Encoding : quint8 { SevenBit, EightBit, Binary, QuotedPrintable, Base64, UuEncode, Unknown };
//! "7bit", "quoted-printable", …; "unknown" for a name nobody knows (its bytes are passed as they are).
QLatin1String encodingName(Encoding encoding);

//! Content-Disposition (RFC 2183). Unknown types count as attachments, as section 2.8 wants.
enum class Disposition : quint8 { None, Inline, Attachment };

//! What was wrong with a message. None of it stops the reader.
enum class DiagnosticKind : quint8 {
    HeaderWithoutColon,       //!< a line among the headers that is no field
    HeaderBytesLimit,         //!< a header section over limits::HeaderBytes; the rest was skipped
    HeaderFieldsLimit,        //!< more fields than limits::HeaderFields; the rest was skipped
    MissingHeaderEnd,         //!< the header section ends without an empty line
    InvalidContentType,       //!< unreadable; read as RFC 2045 section 5.2 says (text/plain), or octet-stream where a name was given
    InvalidEncoding,          //!< unknown transfer encoding, or one that a multipart must not have
    MissingBoundary,          //!< a multipart without the parameter, or with an empty one
    BoundaryNotFound,         //!< a multipart without a single part
    UnclosedBoundary,         //!< no closing boundary line
    DepthLimit,               //!< nested deeper than limits::MimeDepth; kept as a leaf
    PartsLimit,               //!< more parts than limits::MimeParts; the rest stays in the last one
    MissingDate,
    MissingFrom,
    GuessedBoundary,          //!< the parameter is missing or wrong; the boundary that the body itself shows was taken
    ClashingBoundary,         //!< a multipart inside of another one has the same boundary
    TruncatedContent,         //!< uuencode or yEnc in a text without its end, or not as long as it says
    ChecksumMismatch,         //!< yEnc content with another CRC-32 than it says
    DamagedTnef,              //!< winmail.dat that cannot be read, or not to its end
    DuplicateField,           //!< a field that may stand once stands more often; the first counts (recipients are put together)
};
//! A stable name in lower-case-with-hyphens ("missing-boundary"), as golubctl prints it.
QLatin1String diagnosticName(DiagnosticKind kind);

struct Diagnostic {
    DiagnosticKind kind;
    qsizetype offset = 0;     //!< bytes from the start of the message
    bool operator==(const Diagnostic &) const = default;
};

//! One part of a message. A message/rfc822 part has exactly one child, the root part of the message inside (unless a limit cut it off).
//! So has a TNEF part (winmail.dat): the multipart that its properties were turned into (TnefMime.h).
struct Part {
    QByteArray type = QByteArrayLiteral("text");       //!< lower case
    QByteArray subtype = QByteArrayLiteral("plain");   //!< lower case
    Parameters params;                //!< of Content-Type, decoded
    QByteArray charset;               //!< lower case, as labelled; empty where unlabelled
    QString name;                     //!< the file name as the sender gave it, decoded (for disk or screen: safeFileName()); may be empty
    Disposition disposition = Disposition::None;
    QString contentId;                //!< without angle brackets
    QString contentLocation;
    Encoding encoding = Encoding::SevenBit;
    int parent = -1;                  //!< index into MessageTree::parts; -1 for the root
    QList<int> children;              //!< indexes, in document order
    Span header;                      //!< the header section without the empty line behind it
    Span body;                        //!< the content as it was transferred, without the line end that belongs to the boundary
    //! Where not null, header and body count from here instead of the message: parts that came out of an encoded part.
    QByteArray source;
    bool isMultipart = false;
    bool isMessage = false;           //!< message/rfc822 or message/global
    bool isFlowed = false;            //!< text/plain; format=flowed
    bool isDelSp = false;             //!< …; delsp=yes
    int depth = 0;

    bool is(QByteArrayView wantedType, QByteArrayView wantedSubtype) const { return type == wantedType && subtype == wantedSubtype; }
    bool isText() const { return type == "text"; }
    bool isLeaf() const { return children.isEmpty(); }
    //! "text/plain"
    QByteArray mediaType() const { return type + '/' + subtype; }
};

//! A message as a flat list of its parts: in document order, but what was found inside of encoded parts (base64 messages, TNEF, files in
//! texts) stands behind all others; children always tell the order. A value without references: the raw bytes stay with the caller.
struct MessageTree {
    std::vector<Part> parts;          //!< never empty; parts[0] is the message itself
    Envelope envelope;                //!< from the root's header fields
    //! What to show, and what to list below (RFC 8621 section 4.1.4); ascending. textBody and htmlBody may share parts (images in a row,
    //! or the only text there is).
    QList<int> textBody;
    QList<int> htmlBody;
    QList<int> attachments;
    std::vector<Diagnostic> diagnostics;
    int signedPart = -1;              //!< a multipart/signed, an S/MIME signed-data part (rawPart() gives its exact bytes), or a text signed by inline PGP
    int encryptedPart = -1;           //!< a multipart/encrypted, an S/MIME enveloped-data part, or a text with an inline PGP message
    //! Files found inside of texts (uuencode, yEnc): parent is the text, which does not count them among its children; the body is a
    //! stretch of the text's own bytes with the encoding UuEncode, or source holds the file itself. Ascending.
    std::vector<int> filesInText;

    const Part &root() const { return parts.front(); }
    //! Something to save or open: inline images of the HTML and signatures do not count.
    bool hasAttachments() const;
};

//! Reads any bytes. Never fails; linear in the size of \a raw; limits from core/base/Limits.h. Line ends may be CRLF, LF or mixed;
//! leading mbox "From " lines are skipped. The spans in the result count from the start of \a raw.
MessageTree readMessage(QByteArrayView raw);

//! The envelope from a header section alone (as fetched over IMAP, or POP3 TOP); what follows an empty line is ignored.
Envelope readEnvelope(QByteArrayView headerBytes);

} // namespace golub::mime
