// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/mail/Address.h"
#include "core/mail/SubmissionOptions.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace golub {

//! A file to send along: either a path that is read when the message is built, or the bytes themselves (forwarded parts).
struct DraftAttachment {
    QString path;                 //!< absolute; empty where content is given
    QString name;                 //!< the name the recipient sees
    QString type;                 //!< media type; empty: found by name and content
    QByteArray content = {};
    QString contentId = {};       //!< for inline images, without angle brackets
    qint64 size = -1;             //!< bytes, -1 unknown
    bool operator==(const DraftAttachment &) const = default;
};

//! What the composer edits and what `golubctl send --file` reads.
struct Draft {
    DraftId id;
    AccountId account;
    Address from;
    QList<Address> to;
    QList<Address> cc;
    QList<Address> bcc;
    QList<Address> replyTo;
    QString subject;
    QString text;                 //!< plain text, LF line ends
    QString html;                 //!< empty for a plain message
    QList<DraftAttachment> attachments;
    QStringList inReplyTo;        //!< message ids without angle brackets
    QStringList references;
    QMap<QString, QString> headers; //!< further header fields; the writer refuses those it writes itself
    //! The message that is answered or forwarded; gets \Answered or $Forwarded once this is accepted.
    MessageId original;
    bool isForward = false;
    bool wantsReceipt = false;    //!< asks the reader's client for a reading receipt (RFC 8098)
    SubmissionOptions delivery = {}; //!< what the server shall be asked for; when it leaves is said anew each time it is sent
    QStringList undelivered = {}; //!< addresses that an earlier attempt did not reach: to be corrected, or taken out
    MessageId onServer = {};      //!< the copy in the account's drafts folder that a new draft continues; afterwards the store keeps it
    QDateTime updated;
    bool isEmpty() const
    {
        return to.isEmpty() && cc.isEmpty() && bcc.isEmpty() && subject.isEmpty() && text.trimmed().isEmpty() && html.isEmpty() && attachments.isEmpty();
    }
    bool operator==(const Draft &) const = default;
};

} // namespace golub
