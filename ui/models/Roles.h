// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Draft.h"
#include "core/mail/Message.h"
#include "core/mail/Outbox.h"

#include <QMetaType>
#include <Qt>

namespace golub::ui {

//! What a row of the message list is.
enum class RowKind { Message, Draft, Outbox };

//! The roles of MessageListModel. Qt::DisplayRole is the subject, Qt::AccessibleTextRole a sentence with everything a row shows.
namespace MessageRole {
enum Role {
    Kind = Qt::UserRole + 1, //!< int(RowKind)
    Id,                      //!< MessageId; invalid for drafts and outbox entries
    DraftKey,                //!< DraftId
    OutboxKey,               //!< OutboxId
    Person,                  //!< Address: the sender, or the first recipient where the folder holds one's own mail
    PersonText,              //!< QString: the name as shown
    Subject,                 //!< QString, never empty ("(no subject)")
    Preview,                 //!< QString; for the outbox, the state and the server's answer
    Date,                    //!< QDateTime
    DateText,                //!< QString, relative
    Folder,                  //!< QString: where a message is that was found by searching everywhere; else empty
    Unread,                  //!< bool
    Starred,                 //!< bool
    Answered,                //!< bool
    Forwarded,               //!< bool
    HasAttachments,          //!< bool
    Problem,                 //!< bool: an outbox entry that needs the user
};
} // namespace MessageRole

//! The roles of MailboxTreeModel. Qt::DisplayRole is the name.
namespace MailboxRoleOf {
enum Role {
    Kind = Qt::UserRole + 1, //!< int(MailboxNode::Kind)
    Mailbox,                 //!< MailboxId, for folders
    Account,                 //!< AccountId, for accounts and folders
    Unread,                  //!< qint64: what is shown at the right, 0 for nothing
    Key,                     //!< QString: stable over restarts, for remembering what is open and selected
    FolderRole,              //!< int(golub::MailboxRole)
    Problem,                 //!< bool: something in it needs the user
};
} // namespace MailboxRoleOf

//! Dragged messages: their ids as a QDataStream of QList<qint64>.
inline constexpr char MessageMimeType[] = "application/x-golub-messages";

} // namespace golub::ui
