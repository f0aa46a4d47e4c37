// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/mail/Account.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Outbox.h"
#include "core/ports/Done.h"

#include <QSet>

#include <functional>
#include <map>
#include <memory>

namespace golub::store {
class MessageStore;
}

namespace golub::service {

//! What becomes of mail once it was handed over: one copy in Sent, whoever keeps it, and the proof of what is uncertain.
//!
//! Some providers put a copy into Sent by themselves, and none says so. What an account does not know yet is found out: after the server took a
//! message, Sent is looked at a few times; a copy that turns up is the provider's, and this is remembered. Else the copy is ours, and goes into
//! the journal, which retries it on its own. A provider that keeps copies is looked at every time: if one day it does not, ours is made.
class SentKeeper
{
public:
    struct Hooks {
        //! Brings the mailbox with this role in step, without bodies; NotFound where the account has none.
        std::function<void(AccountId, MailboxRole, Done<void>)> look;
        //! Rows here of what the server finds of this Message-ID in All Mail; NotFound where the account has none.
        std::function<void(AccountId, const QString &messageId, Done<void>)> searchAllMail;
        std::function<Result<MailboxId>(AccountId, MailboxRole)> ensureMailbox;
        std::function<void(AccountId)> operationsPending;
        //! The ledger's entry was accepted after all.
        std::function<void(OutboxId)> proved;
    };
    //! \a hinted: a provider that is said to keep copies is given more time to do so.
    SentKeeper(store::MessageStore &store, Clock &clock, std::function<bool(const Account &)> hinted, Hooks hooks);
    ~SentKeeper();

    //! Takes care of the copy of what was accepted. What was begun for it before goes on.
    void keep(const Account &account, const OutboxEntry &entry);
    //! Goes on where an earlier look was not possible: there is a connection again.
    void resume(const Account &account);
    //! Looks for every uncertain message of the account: here, in Sent and in All Mail.
    void proveUncertain(const Account &account);
    //! The same for one, again, by the user's wish. \a done comes once it is Accepted, or its entry says where it was looked for.
    void lookFor(const Account &account, const OutboxEntry &entry, Done<void> done);
    void forget(AccountId account);

private:
    struct Watch {
        Account account;
        QSet<OutboxId> waiting;       //!< whose copy nobody has kept yet
        QSet<OutboxId> round;         //!< of those, what this round of looks is about
        int looks = 0;
        bool running = false;
        bool seen = false;            //!< in this round the provider kept one
        Clock::TimerId timer = 0;
    };
    void startRound(Watch &watch);
    void schedule(Watch &watch);
    void look(AccountId account);
    void looked(Watch &watch, const Outcome &outcome);
    void endRound(Watch &watch);
    bool isHintedOrKnown(const Account &account) const;
    bool isInSent(const Account &account, const OutboxEntry &entry) const;
    void append(const Account &account, const OutboxEntry &entry);
    void settleUncertain(const Account &account);
    QList<OutboxEntry> uncertain(AccountId account) const;
    void lookThrough(const Account &account, const QList<OutboxId> &ids, Done<void> done);
    void searchNext(const Account &account, QList<OutboxId> ids, Outcome sofar, Done<void> done);
    void noteLook(OutboxId id, Uncertainty::Place place, const Outcome &outcome);

    store::MessageStore &m_store;
    Clock &m_clock;
    std::function<bool(const Account &)> m_hinted;
    Hooks m_hooks;
    std::map<AccountId, Watch> m_watches;
    QSet<OutboxId> m_searched;        //!< uncertain ones that were searched for in this run
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::service
