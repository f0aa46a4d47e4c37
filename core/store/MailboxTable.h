// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Mailbox.h"

#include <QList>

namespace golub::store {

class StoreContext;

//! Mailboxes and how far each is in step with the server.
class MailboxTable
{
public:
    struct Listing {
        MailboxName name;
        MailboxRole role = MailboxRole::None;
        bool selectable = true;
    };
    struct SyncState {
        UidValidity uidValidity;      //!< invalid: never synchronised
        Uid uidNext;
        ModSeq highestModSeq;
        qint64 serverTotal = -1;
        qint64 serverUnseen = -1;
        QDateTime lastSync;
    };

    explicit MailboxTable(StoreContext &context) : m_context(context) { }
    //! Makes the account's remote mailboxes those of \a listing: adds, updates role and name, removes what is gone (with its messages
    //! here; bodies that nothing else refers to are collected). Mailboxes that pending operations still need are kept.
    Outcome reconcile(AccountId account, const QList<Listing> &listing);
    Result<MailboxId> addLocal(AccountId account, const QString &path, MailboxRole role);
    //! A mailbox that the server has or is to create; without wire until it is known how the server calls it.
    Result<MailboxId> addRemote(AccountId account, const Listing &listing);
    //! The server has created it, under this name.
    Outcome setName(MailboxId id, const MailboxName &name);
    //! All of an account, or all where \a account is invalid; Inbox first, then by role, then by path.
    Result<QList<Mailbox>> all(AccountId account = {}) const;
    //! NotFound.
    Result<Mailbox> find(MailboxId id) const;
    Result<Mailbox> findByPath(AccountId account, const QString &path) const;
    Result<Mailbox> findByRole(AccountId account, MailboxRole role) const;

    Result<SyncState> syncState(MailboxId id) const;
    Outcome setSyncState(MailboxId id, const SyncState &state);

private:
    StoreContext &m_context;
};

} // namespace golub::store
