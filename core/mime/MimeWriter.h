// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"
#include "core/mime/HeaderValue.h"
#include "core/mime/MessageIds.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace golub::mime {

struct OutgoingAttachment {
    QString name;                 //!< the file name the recipient sees; may be empty
    QByteArray type;              //!< media type; anything unreadable or empty becomes application/octet-stream
    QByteArray content;
    QString contentId = {};       //!< without angle brackets; needed where isInline
    bool isInline = false;        //!< an image of the HTML (multipart/related), only where there is HTML
};

struct OutgoingField {
    QString name;
    QString value;
};

//! What to write. Everything is typed or passes the one sanitizer: no value can break out of its field.
struct OutgoingMessage {
    QList<Address> from;
    Address sender = {};          //!< written only where it differs from a single from, or from has several
    AddressList replyTo = {};
    AddressList to = {};
    AddressList cc = {};
    AddressList bcc = {};         //!< written only with WriteOptions::includeBcc
    QString subject = {};
    QDateTime date = {};          //!< written with its own offset: give local time; invalid: no Date field
    QString messageId = {};       //!< without angle brackets; empty: no Message-ID field
    QStringList inReplyTo = {};   //!< without angle brackets
    QStringList references = {};
    QString text = {};            //!< line ends of any kind
    QString html = {};            //!< empty: a plain message
    QList<OutgoingAttachment> attachments = {};
    QList<OutgoingField> headers = {}; //!< further fields; names that the writer owns or that are no names are left out
};

struct WriteOptions {
    bool includeBcc = false;      //!< for the copy in Sent and for drafts; never for what is handed to SMTP
    bool eightBit = false;        //!< the server said 8BITMIME: text may go as 8bit
    bool utf8Headers = false;     //!< the server said SMTPUTF8 and an address needs it
    bool flowed = true;           //!< format=flowed for plain text
    bool toBeSigned = false;      //!< texts without blanks at line ends and without 8bit, which relays might change (RFC 3156 section 5)
    RandomSource random = {};     //!< for boundaries; systemRandom() where not given
};

//! The message as the smallest correct structure: text; alternative; related for inline images; mixed. CRLF only, no line over 998 bytes,
//! none over 78 characters where it can be avoided; no NUL. Same input, options and random source: same bytes.
//! An attached message stays message/rfc822 (LF becomes CRLF), as 7bit, or as 8bit with eightBit; where that cannot be, it goes as a file.
QByteArray writeMessage(const OutgoingMessage &message, const WriteOptions &options = {});

//! The content alone: Content- fields, empty line, body. What S/MIME and PGP/MIME sign or encrypt (with toBeSigned).
QByteArray writeEntity(const OutgoingMessage &message, const WriteOptions &options = {});
//! The header fields of \a message around an \a entity, which is writeEntity()'s or a wrapper around one (multipart/signed, multipart/encrypted,
//! application/pkcs7-mime).
QByteArray writeMessageAround(const OutgoingMessage &message, const QByteArray &entity, const WriteOptions &options = {});

//! True where an address has a local part outside of ASCII: it can only go to a server with SMTPUTF8.
bool needsSmtpUtf8(const OutgoingMessage &message);

} // namespace golub::mime
