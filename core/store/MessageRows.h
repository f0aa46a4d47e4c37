// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Mailbox.h"
#include "core/mail/Message.h"
#include "core/store/MessageTable.h"

#include <QHash>

#include <vector>

namespace golub::store {

class StoreContext;
struct IndexDocument;

//! A message row as the writer needs it.
struct MessageRow {
    MessageId id;
    AccountId account;
    MailboxId mailbox;
    Uid uid;
    bool hidden = false;
    Flags serverFlags;
    Flags flags;
    bool local = false;               //!< its mailbox exists only here
    UidValidity uidValidity;          //!< of its mailbox
};

//! Changes of single message rows that MessageTable, OperationTable and the others are made of. Every call belongs into a transaction
//! and tells the context's ChangeSet.
class MessageRows
{
public:
    explicit MessageRows(StoreContext &context) : m_context(context) { }

    //! Hidden rows, too; NotFound.
    Result<MessageRow> find(MessageId id) const;
    //! A new row, indexed by its envelope where \a text is null, else as a whole with the body \a hash.
    Result<MessageId> create(const Mailbox &mailbox, const IncomingMessage &message, const QByteArray &hash, const MessageText *text);
    struct NewMessage {
        const IncomingMessage *message;
        const QByteArray *hash;
        const MessageText *text;
    };
    //! The same of many, at a third of the cost of each; the ids follow each other.
    Result<QList<MessageId>> createAll(const Mailbox &mailbox, const std::vector<NewMessage> &messages);
    //! The same message once more in \a destination, without UID.
    Result<MessageId> duplicate(MessageId id, const Mailbox &destination);
    Outcome setBody(MessageId id, const QByteArray &hash, const MessageText &text);
    //! The text is known, the body is not here.
    Outcome setPreview(MessageId id, const MessageText &text);
    //! The body of \a twin, which has the same content.
    Outcome shareBody(MessageId id, MessageId twin);
    Outcome useBody(MessageId id, const QByteArray &hash);
    //! The server's own names for content and conversation, and its labels, as far as \a message tells them.
    Outcome setRemoteFacts(MessageId id, const IncomingMessage &message);
    Outcome setServerFlags(MessageId id, const Flags &flags, ModSeq modSeq);
    //! The effective flags: the server's with the live flag operations on top, in their order.
    Outcome refreshFlags(MessageId id);
    //! Puts the row where the server has it, or will have it (uid invalid). Another row with that UID goes if it is the same message.
    Outcome place(MessageId id, MailboxId mailbox, Uid uid);
    Outcome setHidden(MessageId id, bool hidden);
    //! With its place in the index; the POP3 ledger notes that it is gone here.
    Outcome remove(MessageId id);
    Outcome removeMailbox(MailboxId mailbox);
    //! By the envelope alone, or with \a text.
    Outcome index(MessageId id, const MessageText *text);

private:
    //! Where the row has none.
    Outcome takeHeader(MessageId id, const Envelope &envelope);
    //! What the message reports on another one is known from now on.
    Outcome noteReport(MessageId id, const MessageText &text);
    Outcome noteChange(MessageId id);
    Outcome countNew(MailboxId mailbox, qint64 messages, qint64 unread);
    Result<bool> isSame(MessageId one, MessageId other) const;
    void indexNew(MessageId id, const Mailbox &mailbox, const NewMessage &message);
    void addToIndex(IndexDocument document, const MessageText *text);

    StoreContext &m_context;
};

} // namespace golub::store
