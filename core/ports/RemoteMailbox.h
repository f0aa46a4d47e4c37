// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Mailbox.h"
#include "core/mail/Uid.h"

#include <QByteArray>

#include <optional>

namespace golub {

//! What a mailbox holds (STATUS). What the server does not say stays at its default.
struct MailboxCounts {
    qint64 messages = 0;             //!< -1 where only UIDVALIDITY and mod-sequence were asked for (RemoteStore::listCounts())
    qint64 unseen = 0;
    Uid uidNext = {};
    UidValidity uidValidity = {};
    ModSeq highestModSeq = {};
    qint64 size = -1;                //!< bytes of all messages together; -1 where not known (STATUS=SIZE)
    QByteArray mailboxId = {};       //!< OBJECTID: the same mailbox under another name or after a rebuild
};

//! A mailbox as the server lists it.
struct RemoteMailbox {
    MailboxName name;
    MailboxRole role = MailboxRole::None;
    bool selectable = true;
    std::optional<MailboxCounts> counts = {}; //!< where listing and counting are one command (LIST-STATUS)
    bool subscribed = false;         //!< false also where the server does not say with the list
    bool noInferiors = false;        //!< cannot hold other mailboxes
    QByteArray mailboxId = {};       //!< as in counts
};

//! What SELECT said.
struct SelectedMailbox {
    UidValidity uidValidity = {};
    Uid uidNext = {};                //!< invalid where the server does not say
    qint64 exists = 0;
    ModSeq highestModSeq = {};       //!< invalid without CONDSTORE
    bool readOnly = false;
    bool keywordsAllowed = true;     //!< PERMANENTFLAGS has \*
    bool modSeqSupported = false;    //!< this mailbox keeps mod-sequences (CONDSTORE, and no NOMODSEQ)
    bool resynced = false;           //!< the sink got everything since KnownMailbox::highestModSeq (QRESYNC)
    QByteArray mailboxId = {};       //!< OBJECTID
    std::optional<MailboxRights> rights = {}; //!< none where the server has no ACL
};

//! What the cache holds of a mailbox that is to be selected.
struct KnownMailbox {
    UidValidity uidValidity;
    ModSeq highestModSeq;
    UidSet uids;
};

//! What the server told on its own.
struct MailboxNews {
    bool newMessages = false;        //!< EXISTS grew
    bool removed = false;            //!< EXPUNGE or VANISHED
    bool flagsChanged = false;       //!< unsolicited FETCH
    MailboxName mailbox = {};        //!< empty: the selected one
    std::optional<MailboxCounts> counts = {}; //!< of \a mailbox, as far as said (NOTIFY)
    bool mailboxesChanged = false;   //!< one was made, renamed or removed: list them again (NOTIFY)
};

} // namespace golub
