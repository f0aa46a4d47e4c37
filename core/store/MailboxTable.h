// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Mailbox.h"

#include <QList>

#include <optional>

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
        bool subscribed = true;
        bool noInferiors = false;
        QByteArray mailboxId = {};    //!< MAILBOXID (RFC 8474); empty where the server has none
        UidValidity uidValidity = {}; //!< with uidNext, where LIST told: a mailbox that another program renamed is known by them
        Uid uidNext = {};
    };
    struct SyncState {
        UidValidity uidValidity;      //!< invalid: never synchronised
        Uid uidNext;
        ModSeq highestModSeq;
        qint64 serverTotal = -1;
        qint64 serverUnseen = -1;
        QDateTime lastSync;
        QDateTime lastListing = {};   //!< when every UID and every flag was last compared
        QDateTime lastAudit = {};     //!< when that was last done to find what the server's shortcuts do not tell
    };

    explicit MailboxTable(StoreContext &context) : m_context(context) { }
    //! Makes the account's remote mailboxes those of \a listing: adds, updates role and name, follows what another program renamed.
    //! One that is not listed is only marked: see unlisted(). One made here, and listed under its name or with its role, is the same.
    Outcome reconcile(AccountId account, const QList<Listing> &listing);
    //! Some mailbox was made here, and how the server calls it is not known yet.
    Result<bool> hasUnnamed(AccountId account) const;
    //! Those that the last listing lacked; not those made here that the server has never heard of.
    Result<QList<Mailbox>> unlisted(AccountId account) const;
    //! The server has been asked for this one and does not know it: removed with its messages here, unless pending operations still
    //! need it.
    Outcome removeGone(MailboxId id);
    //! Why the last synchronisation of it failed; none where it did not.
    Outcome setError(MailboxId id, const std::optional<Error> &error);
    //! What the user may do in it, as the server says; none: everything.
    Outcome setRights(MailboxId id, const std::optional<MailboxRights> &rights);
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
