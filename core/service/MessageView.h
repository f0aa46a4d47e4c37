// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Envelope.h"
#include "core/mail/Flags.h"
#include "core/mail/Message.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace golub::service {

//! An attachment of a shown message.
struct AttachmentView {
    int part = 0;                 //!< its index among the message's parts: what MailService::attachment() takes
    QString name;                 //!< safe as a file name; never empty
    QString type;                 //!< media type, lower case
    qint64 size = 0;              //!< decoded bytes
    bool isInline = false;
};

//! A message ready to be shown: nothing in it refers to the network or to a file.
struct MessageView {
    MessageSummary summary;
    Envelope envelope;
    bool bodyAvailable = false;   //!< false: only the headers are here
    QString text;                 //!< plain text as the author wrote it; empty where there is only HTML
    //! Sanitized HTML for QTextBrowser: the author's formatting, or our own rendering of the plain text (quotes, links). Images are
    //! "cid:" URLs that resources answers.
    QString html;
    bool isPlain = true;          //!< html was made from plain text
    int blockedRemoteItems = 0;   //!< remote images and the like that were left out
    QHash<QString, QByteArray> resources; //!< content id → image bytes
    QList<AttachmentView> attachments;
    QStringList diagnostics;      //!< what was wrong with the message, translated; usually empty
};

} // namespace golub::service
