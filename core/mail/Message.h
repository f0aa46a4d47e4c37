// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/mail/Envelope.h"
#include "core/mail/Flags.h"
#include "core/mail/Uid.h"

#include <QDateTime>
#include <QString>

namespace golub {

//! A row of a message list. Small on purpose: windows hold at most a few hundred of them.
struct MessageSummary {
    MessageId id;
    AccountId account;
    MailboxId mailbox;
    Uid uid;                      //!< invalid while the server has not told (a local move, a POP3 message)
    QDateTime date;               //!< when it arrived (INTERNALDATE), UTC; the list's sort key together with id
    QDateTime sentDate;           //!< the Date field, may be invalid
    Address from;
    QString to;                   //!< display form, for Sent and Drafts
    QString subject;
    Flags flags;
    qint64 size = 0;              //!< as the server estimates it, or the stored size; never a literal's length
    QString threadId;             //!< the root's message id; equal for messages of one conversation
    bool hasAttachments = false;
    bool hasBody = false;         //!< the raw message is stored here
    QString preview;              //!< the first words of the text, may be empty
};

//! Where a list window goes on: behind the row with this date and id.
struct ListCursor {
    qint64 dateMs = 0;
    qint64 id = 0;
    bool isNull() const { return id == 0; }
};

} // namespace golub
