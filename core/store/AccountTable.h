// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Account.h"

#include <QList>

namespace golub::store {

class StoreContext;

//! Accounts and their identities. Passwords never come here.
class AccountTable
{
public:
    explicit AccountTable(StoreContext &context) : m_context(context) { }
    //! The new id; identities get theirs, too. POP3 accounts get their local mailboxes (Inbox, Sent, Drafts, Archive, Junk, Trash).
    Result<AccountId> add(const Account &account);
    Outcome update(const Account &account);
    //! With everything that belongs to it here; the server is not touched.
    Outcome remove(AccountId id);
    Result<QList<Account>> all() const;
    //! NotFound.
    Result<Account> find(AccountId id) const;

private:
    StoreContext &m_context;
};

} // namespace golub::store
