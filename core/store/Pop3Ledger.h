// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Message.h"
#include "core/store/MessageTable.h"

#include <QByteArray>
#include <QHash>

namespace golub::store {

class StoreContext;

//! One row for each UIDL of a POP3 account: seen → stored → deleted on the server. Nothing may be deleted that is not Stored, but what the user
//! has deleted here while only its beginning was here (a preview: Seen, with a message or locallyGone).
class Pop3Ledger
{
public:
    enum class State : quint8 { Seen, Stored, Deleted };
    struct Row {
        State state = State::Seen;
        MessageId message;            //!< invalid where the message was removed here since
        QDateTime storedAt;           //!< UTC; when it became Stored
        bool locallyGone = false;     //!< Stored once and since deleted, or moved to the trash, here
        QByteArray fingerprint = {};  //!< of the header (sync/Pop3Match.h); empty: not known
        qint64 size = -1;             //!< bytes as stored
        bool isPreview() const { return state == State::Seen && message.isValid(); }
        //! The user does not want it, and has never had it.
        bool isUnwanted() const { return state == State::Seen && locallyGone; }
    };

    explicit Pop3Ledger(StoreContext &context) : m_context(context) { }
    Result<QHash<QByteArray, Row>> rows(AccountId account) const;
    //! Body, message row and ledger row in one transaction, the body durable before.
    Result<MessageId> store(AccountId account, const QByteArray &uidl, MailboxId mailbox, const IncomingMessage &message, const QByteArray &raw,
        const MessageText &text, const QByteArray &fingerprint = {});
    //! The beginning of a message (TOP), which is listed and read here while the whole one stays at the server. One that is known stays as it is.
    Result<MessageId> preview(AccountId account, const QByteArray &uidl, MailboxId mailbox, const IncomingMessage &message, const QByteArray &beginning,
        const MessageText &text, const QByteArray &fingerprint = {});
    //! The row of a message that is listed here; NotFound. The UIDL is what its server calls it.
    struct Named {
        QByteArray uidl;
        Row row;
    };
    Result<Named> find(MessageId message) const;
    //! The message of row \a known has the UIDL \a now: its server has given out new ones. What was deleted there and is back is Stored again.
    Outcome rename(AccountId account, const QByteArray &known, const QByteArray &now);
    //! The server confirmed the deletion (after QUIT). What is unwanted goes here, too. Conflict for a row that is neither Stored nor unwanted.
    Outcome setDeleted(AccountId account, const QList<QByteArray> &uidls);
    //! Rows whose UIDL the server no longer lists are forgotten after MissingDays: a listing may be short, and UIDLs may change.
    static constexpr int MissingDays = 30;
    Outcome keepOnly(AccountId account, const QList<QByteArray> &uidlsOnServer);

private:
    StoreContext &m_context;
};

} // namespace golub::store
