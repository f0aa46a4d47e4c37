// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Envelope.h"
#include "core/mail/Flags.h"
#include "core/mail/Invitation.h"
#include "core/mail/MailReport.h"
#include "core/mail/Message.h"
#include "core/mail/RemotePicture.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub::service {

//! An attachment of a shown message.
struct AttachmentView {
    int part = 0;                 //!< its index among the message's parts: what MailService::attachment() takes
    QString name;                 //!< safe as a file name; never empty
    QString type;                 //!< media type, lower case
    qint64 size = 0;              //!< decoded bytes
    bool isInline = false;
    bool isHere = true;           //!< false: attachment() fetches it
};

//! A report, and the message that it is about.
struct ReportView {
    MailReport report;            //!< its news with explanations
    bool isOurs = false;          //!< the message was sent from here: everything else could be anybody's invention
    MessageId sent = {};          //!< its copy here, invalid where there is none
    QString subject = {};         //!< of the message that was sent
};

//! The sender asks for a reading receipt.
struct ReceiptWish {
    QList<Address> to = {};
    //! It must not be answered without asking (RFC 8098 section 2.1): it goes elsewhere than where the message came from, or to several.
    bool isDoubtful = false;
};

//! A message ready to be shown: nothing in it refers to the network or to a file.
struct MessageView {
    MessageSummary summary;
    Envelope envelope;
    bool bodyAvailable = false;   //!< false: only the headers are here
    bool isPartial = false;       //!< attachments, or all but the beginning of a POP3 message, are still at the server only
    QString text;                 //!< plain text as the author wrote it; empty where there is only HTML
    //! Sanitized HTML for QTextBrowser: the author's formatting, or our own rendering of the plain text (quotes, links). Images are
    //! "cid:" URLs that resources answers.
    QString html;
    bool isPlain = true;          //!< html was made from plain text
    int blockedRemoteItems = 0;   //!< remote images and the like that were left out
    //! What openWithPictures() would fetch: pictures that can be seen. Not those of one pixel, which only tell that a message was read.
    QList<RemotePicture> remotePictures = {};
    int missingPictures = 0;      //!< of openWithPictures(): those that did not come
    bool isEncrypted = false;     //!< what can be read is not what was written; it is among the attachments, as it came
    std::optional<Invitation> invitation = {};
    QHash<QString, QByteArray> resources; //!< content id → image bytes
    QList<AttachmentView> attachments;
    std::optional<ReportView> report = {};     //!< what this message reports on another one
    QList<DeliveryNews> deliveries = {};       //!< what reports say of this message, which was sent from here
    std::optional<ReceiptWish> receipt = {};   //!< asked for, allowed, and not answered yet
    QStringList diagnostics;      //!< what was wrong with the message, translated; usually empty
};

} // namespace golub::service
