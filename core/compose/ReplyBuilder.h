// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mail/Envelope.h"

#include <QByteArray>
#include <QLocale>
#include <QTimeZone>

namespace golub::compose {

enum class ReplyKind : quint8 {
    Sender,
    All,
    List,             //!< the mailing list alone; All where it is no list
    Forward,          //!< the text below our own, the attachments beside it
    ForwardAttached,  //!< the whole message as an attachment, byte for byte
};

//! What an answer needs to know of the message it answers.
struct OriginalMessage {
    MessageId id;
    Envelope envelope;
    QString text;                 //!< what the author wrote, LF, format=flowed undone; from the HTML where there is no plain text
    bool hasOwnText = false;      //!< there is a plain text
    QString html;                 //!< sanitized; empty where there is none
    QList<DraftAttachment> attachments; //!< with content; html's inline images have their content id
    QList<Address> deliveredTo;   //!< Delivered-To, X-Original-To, Envelope-To
    QList<Address> mailFollowupTo;
    QList<Address> mailReplyTo;
    QByteArray raw;               //!< the message itself, without an mbox line
    Address listPost;             //!< from List-Post; empty where it is no list

    //! Reads \a raw. NotFound where there is no message in it.
    static Result<OriginalMessage> read(MessageId id, const QByteArray &raw);
};

struct ReplyOptions {
    QLocale locale;               //!< of the date in the attribution line
    QTimeZone timeZone = QTimeZone::systemTimeZone();
    bool keepHtml = true;         //!< quote an HTML-only original as HTML too, and forward HTML as HTML
};

//! A draft that answers or forwards \a original: sender identity by whom the original was written to, recipients, subject, threading fields
//! (RFC 5322 section 3.6.4), quoted text with the attribution line, and for Forward the
//! attachments. The draft's text begins with an empty line to
//! write on and ends with the signature.
Draft prepareReply(const OriginalMessage &original, const Account &account, ReplyKind kind, const ReplyOptions &options = {});

//! A new draft of an identity (the first where \a identity is unknown), with its signature.
Draft newDraft(const Account &account, IdentityId identity = {});

//! The identity that \a original was written to; the first where none is named.
Identity identityFor(const OriginalMessage &original, const Account &account);

} // namespace golub::compose
