// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <functional>
#include <optional>

//! Access to what a MessageTree describes. \a raw is always the message that was given to readMessage(). Pure, for any thread.
namespace golub::mime {

//! A header field as it stands.
struct HeaderField {
    QByteArray name;                  //!< as written
    QByteArray rawValue;              //!< behind the colon, folded as it was, without the last line end
    qsizetype offset = 0;             //!< of the name, in the message (or Part::source)
    //! Unfolded, RFC 2047 decoded, charset guessed where 8-bit; trimmed.
    QString text() const;
};

//! Every field of a part, in order.
QList<HeaderField> headerFields(QByteArrayView raw, const Part &part);
//! The first field of that name (any case); nothing where there is none.
std::optional<HeaderField> headerField(QByteArrayView raw, const Part &part, QByteArrayView name);
//! Fields of a bare header section.
QList<HeaderField> headerFieldsOf(QByteArrayView headerBytes);

//! The content as it was transferred (a view into raw or into the part's source).
QByteArrayView rawContent(QByteArrayView raw, const Part &part);
//! Header, empty line and content as transferred: what a signature covers.
QByteArrayView rawPart(QByteArrayView raw, const Part &part);
//! The decoded content: quoted-printable, base64, uuencode; other encodings as they are.
QByteArray decodedContent(QByteArrayView raw, const Part &part);
//! The same in pieces of at most about 64 KiB: memory stays bounded whatever the size. \a sink returns false to stop.
void decodeContent(QByteArrayView raw, const Part &part, const std::function<bool(QByteArrayView)> &sink);
//! Bytes of the decoded content, counted without keeping it.
qint64 decodedSize(QByteArrayView raw, const Part &part);

//! A text part as text with LF line ends: transfer encoding and charset undone; format=flowed left as it is.
//! \a charset overrides the label (for the reader's menu), here and below.
QString decodedText(QByteArrayView raw, const Part &part, QByteArrayView charset = {});
//! A text part as a person reads it: format=flowed undone, text/enriched and text/richtext without their commands, no files inside.
QString partText(QByteArrayView raw, const MessageTree &tree, int part, QByteArrayView charset = {});
//! partHtml() of an HTML part, partText() of others, in UTF-8; in nearly all mail nothing is converted for it.
QByteArray partUtf8(QByteArrayView raw, const MessageTree &tree, int part);
//! A text/html part as it is; text/enriched and text/richtext as HTML.
QString partHtml(QByteArrayView raw, const MessageTree &tree, int part, QByteArrayView charset = {});

//! The plain text a person would read: the text parts of textBody but HTML, joined as partText(). Empty where the message has none.
QString plainText(QByteArrayView raw, const MessageTree &tree, QByteArrayView charset = {});
//! The HTML a person would read: the HTML parts of htmlBody, joined as partHtml(). Empty where the message has none. What stands between
//! (plain text, pictures) is in html::MessageBody.
QString htmlText(QByteArrayView raw, const MessageTree &tree, QByteArrayView charset = {});

//! The part's file name made safe, never empty: made from type and index where the sender gave none.
QString attachmentName(const MessageTree &tree, int part);
//! The part with this content id (without angle brackets), else -1.
int partByContentId(const MessageTree &tree, const QString &contentId);

} // namespace golub::mime
