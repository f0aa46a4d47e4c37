// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Uid.h"
#include "core/ports/Done.h"

#include <QDateTime>

namespace golub {

//! A mailbox as the server lists it.
struct RemoteMailbox {
    MailboxName name;
    MailboxRole role = MailboxRole::None;
    bool selectable = true;
};

//! What SELECT said.
struct SelectedMailbox {
    UidValidity uidValidity;
    Uid uidNext;                     //!< invalid where the server does not say
    qint64 exists = 0;
    ModSeq highestModSeq;            //!< invalid without CONDSTORE
    bool readOnly = false;
    bool keywordsAllowed = true;     //!< PERMANENTFLAGS has \*
};

//! One message of the selected mailbox; what was not asked for stays at its default.
struct RemoteMessage {
    Uid uid;
    Flags flags;
    ModSeq modSeq;
    QDateTime internalDate;          //!< UTC
    qint64 size = 0;                 //!< RFC822.SIZE: an estimate, never a length
    bool hasAttachments = false;     //!< from BODYSTRUCTURE
    QByteArray header;               //!< the header fields that Envelope needs, raw
    QByteArray raw;                  //!< the whole message, raw
};

//! What the server told about the selected mailbox on its own.
struct MailboxNews {
    bool newMessages = false;        //!< EXISTS grew
    bool removed = false;            //!< EXPUNGE or VANISHED
    bool flagsChanged = false;       //!< unsolicited FETCH
};

//! Counters of what went over the wire, since the object was made.
struct WireStatistics {
    qint64 commands = 0;
    qint64 bytesSent = 0;            //!< inside TLS
    qint64 bytesReceived = 0;
};

//! A message store at a server (IMAP). One object is one connection: single-threaded, made closed, used once.
//! Requests are carried out in their order; each takes its turn by itself, so callers need not wait for the one before.
//! After an error for which closesSession() holds, every waiting and later request fails with it.
class RemoteStore
{
public:
    virtual ~RemoteStore() = default; //!< drops the connection without a word; waiting completions are not called

    //! Connects, secures, authenticates and learns the capabilities.
    virtual void open(Done<void> done) = 0;
    virtual void listMailboxes(Done<QList<RemoteMailbox>> done) = 0;
    //! Message counts of a mailbox that is not selected (STATUS).
    struct Counts { qint64 messages = 0; qint64 unseen = 0; Uid uidNext; UidValidity uidValidity; ModSeq highestModSeq; };
    virtual void status(const MailboxName &mailbox, Done<Counts> done) = 0;
    virtual void select(const MailboxName &mailbox, Done<SelectedMailbox> done) = 0;
    //! Every UID of the selected mailbox with its flags; with \a changedSince (CONDSTORE) only what changed.
    virtual void fetchFlags(const UidSet &uids, ModSeq changedSince, std::function<void(const RemoteMessage &)> each, Done<void> done) = 0;
    //! UIDs present in the selected mailbox (UID SEARCH ALL), ascending.
    virtual void searchAll(Done<UidSet> done) = 0;
    //! Flags, dates, sizes, structure and header fields.
    virtual void fetchHeaders(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) = 0;
    //! The whole messages; uid and raw are set.
    virtual void fetchMessages(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) = 0;
    virtual void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) = 0;
    //! Where each message went: pairs of source and destination UID; empty where the server does not say (no UIDPLUS).
    using UidMap = QList<std::pair<Uid, Uid>>;
    virtual void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) = 0;
    //! MOVE, or COPY + STORE \Deleted + UID EXPUNGE where the server has no MOVE.
    virtual void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) = 0;
    //! \Deleted and UID EXPUNGE of exactly these. Without UIDPLUS: messages that others marked \Deleted are unmarked around it.
    virtual void expunge(const UidSet &uids, Done<void> done) = 0;
    //! The new UID, invalid where the server does not say.
    virtual void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done) = 0;
    //! Creates and subscribes; \a path is decoded, with the server's delimiter.
    virtual void createMailbox(const QString &path, Done<MailboxName> done) = 0;
    //! Waits in the selected mailbox (IDLE, renewed in time; NOOP polling where the server has none) and reports news until any other
    //! request is made or the connection ends. done comes when waiting ended.
    virtual void idle(std::function<void(MailboxNews)> news, Done<void> done) = 0;
    //! LOGOUT, then closed.
    virtual void close(Done<void> done) = 0;

    virtual bool isOpen() const = 0;
    virtual bool hasCondStore() const = 0;
    virtual WireStatistics statistics() const = 0;
};

} // namespace golub
