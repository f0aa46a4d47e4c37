// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Ids.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace golub {

//! A mailbox's name. Inside core only path counts; wire is what the server said, byte for byte, and goes back to it unchanged.
struct MailboxName {
    QByteArray wire;        //!< as in LIST (modified UTF-7 or UTF-8); empty for a mailbox that exists only here
    QString path;           //!< decoded, with the server's delimiter
    QChar delimiter;        //!< null where the server has no hierarchy
    //! The last part of the path.
    QString leaf() const;
    //! The path's parts from the root.
    QStringList parts() const;
    bool operator==(const MailboxName &) const = default;
};

//! What a mailbox is for (RFC 6154, and INBOX).
enum class MailboxRole : quint8 { None, Inbox, Drafts, Sent, Archive, Junk, Trash, All, Flagged, Important };
//! "inbox", "drafts", … as in golubctl; empty for None.
QString roleName(MailboxRole role);

//! What this user may do in a mailbox (RFC 4314, MYRIGHTS).
struct MailboxRights {
    bool canRead = true;
    bool canInsert = true;           //!< append to it, copy and move into it
    bool canDelete = true;           //!< mark as deleted and expunge
    bool canSetFlags = true;         //!< other flags than seen and deleted
    bool canSetSeen = true;
    bool canCreate = true;           //!< mailboxes under it
    bool operator==(const MailboxRights &) const = default;
};

//! A mailbox as the store has it.
struct Mailbox {
    MailboxId id;
    AccountId account;
    MailboxName name;
    MailboxRole role = MailboxRole::None;
    bool selectable = true;
    bool local = false;          //!< exists only here (POP3 accounts): operations on it have no remote half
    qint64 total = 0;            //!< messages here
    qint64 unread = 0;           //!< of those, without \Seen
    qint64 serverTotal = -1;     //!< as last reported, -1 unknown
    qint64 serverUnseen = -1;    //!< as last reported, -1 unknown
    QDateTime lastSync;          //!< invalid if never
    bool hasError = false;       //!< the last synchronisation of this mailbox failed; the others went on
    Error error = {};
    MailboxRights rights = {};   //!< everything where the server has no ACL
};

} // namespace golub
