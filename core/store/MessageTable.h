// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Envelope.h"
#include "core/mail/MailReport.h"
#include "core/mail/Message.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub::store {

class StoreContext;

//! What a raw message says, as far as lists and the index need it; made by whoever can read MIME.
struct MessageText {
    Envelope envelope;
    bool hasAttachments = false;
    QString preview;                  //!< the first words, at most 200 characters
    QByteArray text;                  //!< UTF-8: everything to be found by full-text search
    QStringList attachmentNames = {}; //!< file names, found by full-text search, too
    std::optional<MailReport> report = {}; //!< what the message reports on another one
};

//! A message as the server describes it.
struct IncomingMessage {
    Uid uid;                          //!< invalid for POP3 and local messages
    Flags flags;
    ModSeq modSeq;
    QDateTime internalDate;
    qint64 size = 0;
    Envelope envelope;
    bool hasAttachments = false;
    QString emailId = {};             //!< the server's name for the message's content (OBJECTID, X-GM-MSGID); empty for none
    QString remoteThread = {};        //!< the server's name for its conversation
    QStringList labels = {};          //!< X-GM-LABELS
    QDateTime saveDate = {};
    QString preview = {};             //!< as the server made it
    bool keepsKeywords = true;        //!< false: the server keeps none, so that it names none takes none away from a row that is here
};

//! Which bodies come here by themselves.
struct BodyWanted {
    qint64 maxSize = 0;               //!< 0: of any size
    QDateTime since = {};             //!< invalid: of any age
};

//! Messages: one row for each message in each mailbox; the raw bytes once, by content hash.
class MessageTable
{
public:
    struct Known {
        MessageId id;
        Uid uid;
        Flags serverFlags;
        bool hasBody = false;
        bool suspect = false;         //!< a listing lacked it
        int bodyAttempts = 0;         //!< that ended the connection
    };
    struct Suspect {
        Uid uid;
        QDateTime since;
    };

    explicit MessageTable(StoreContext &context) : m_context(context) { }

    //! Adds what the server shows in \a mailbox. A row that waits there for its UID (moved here locally, or kept over a UIDVALIDITY
    //! change) and matches by Message-ID, size and date takes the UID instead, and keeps its local state. A message that a pending
    //! operation moves away or expunges does not come back: the id is invalid then. Pending flag changes stay applied.
    Result<MessageId> insert(MailboxId mailbox, const IncomingMessage &message);
    //! A message that exists only here or arrived whole (POP3, a Sent copy of a POP3 account, an import): the body is durable first.
    Result<MessageId> insertWhole(MailboxId mailbox, const IncomingMessage &message, const QByteArray &raw, const MessageText &text);
    //! Stores the raw message (durable before the row refers to it), its text facts, and indexes it.
    Outcome storeBody(MessageId id, const QByteArray &raw, const MessageText &text);
    //! What is here instead of the body until that comes: shown, and found by its text.
    Outcome storePartial(MessageId id, const struct PartialBody &partial, const MessageText &text);
    //! The decoded content of one that was absent.
    Outcome storePart(MessageId id, int part, const QByteArray &content);
    //! NotFound.
    Result<PartialBody> partial(MessageId id) const;
    //! The same for what BodyIntake has stored. A message that is gone meanwhile is no error.
    Outcome attachBody(MessageId id, const QByteArray &hash, const MessageText &text);
    //! What arrived whole and BodyIntake has stored.
    struct Taken {
        IncomingMessage message;
        QByteArray hash;
        MessageText text;
    };
    //! insert() and attachBody() of many in one transaction; the ids in their order, invalid ones where insert() gives such.
    Result<QList<MessageId>> insertTaken(MailboxId mailbox, const QList<Taken> &messages);
    //! What the server says now; pending local changes stay applied on top.
    Outcome setServerFlags(MessageId id, const Flags &flags, ModSeq modSeq);
    //! The server has these no more: proved.
    Outcome removeByUid(MailboxId mailbox, const UidSet &uids);
    //! A listing lacked these: they leave the list, and stay here until a second listing proves it.
    Outcome suspect(MailboxId mailbox, const UidSet &uids);
    //! These are there after all.
    Outcome clearSuspects(MailboxId mailbox, const UidSet &uids);
    Result<QList<Suspect>> suspects(MailboxId mailbox) const;
    Outcome remove(const QList<MessageId> &ids);

    //! Every message of the mailbox that has a UID, ascending by UID.
    Result<QList<Known>> known(MailboxId mailbox) const;
    //! The same of those between two UIDs: of a million messages never all at once.
    Result<QList<Known>> known(MailboxId mailbox, UidSet::Range within) const;
    struct KnownUids {
        UidSet all;                   //!< the suspects among them
        UidSet suspects;
    };
    Result<KnownUids> knownUids(MailboxId mailbox) const;
    //! How many have a UID, without the suspects: as many as the server should have.
    Result<qint64> knownCount(MailboxId mailbox) const;
    //! Messages with UID and without body, newest first. Those that ended the connection too often are left out.
    Result<QList<Known>> withoutBody(MailboxId mailbox, int limit, const BodyWanted &wanted = {}) const;
    //! Fetching these ended the connection: they are asked for alone the next time, and not for ever.
    Outcome noteBodyFailure(MailboxId mailbox, const QList<Uid> &uids);
    //! How often fetching it has ended the connection.
    Result<int> bodyAttempts(MessageId id) const;
    Result<MessageId> findByUid(MailboxId mailbox, Uid uid) const;
    //! Rows of the account with this Message-ID, any mailbox.
    Result<QList<MessageId>> findByMessageId(AccountId account, const QString &messageIdHeader) const;

    //! UIDVALIDITY changed: rows lose their UIDs but keep everything else, waiting to be matched by insert().
    Outcome forgetUids(MailboxId mailbox);
    //! How much in \a mailbox only a listing can settle: rows without UID that no pending operation explains, and operations that wait for
    //! the UID of something in it.
    Result<qint64> unmatched(MailboxId mailbox) const;
    //! After a complete listing: removes rows that still wait for a UID and that no pending operation explains.
    Outcome removeUnmatched(MailboxId mailbox);

    //! NotFound where the body is not here (yet).
    Result<QByteArray> body(MessageId id) const;
    Result<MessageSummary> summary(MessageId id) const;

private:
    Outcome setSuspect(MailboxId mailbox, UidSet::Range range, bool suspected);

    StoreContext &m_context;
};

} // namespace golub::store
