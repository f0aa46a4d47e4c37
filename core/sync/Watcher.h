// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Account.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/sync/Backoff.h"
#include "core/sync/ServerTrust.h"

#include <memory>

namespace golub::sync {

//! Watches for news while a connection has nothing else to do: NOTIFY for all mailboxes where the server has it; else IDLE in the inbox and
//! a look at the others every few minutes.
class Watcher
{
public:
    struct Hooks {
        std::function<void(const QString &path)> news; //!< in this mailbox
        std::function<void()> look;                    //!< it is time to ask for all mailboxes
        std::function<void()> audit;                   //!< nothing else is to be done: time to compare something as a whole
        std::function<void(const Error &)> lost;
    };
    Watcher(const Account &account, store::MessageStore &store, Clock &clock, ServerTrust &trust, Hooks hooks);
    ~Watcher();
    Watcher(const Watcher &) = delete;
    Watcher &operator=(const Watcher &) = delete;

    //! Begins, if it does not watch already.
    void watch(RemoteStore &remote);
    //! Something else goes first. The next look stays due.
    void pause();
    //! The connection is gone.
    void stop();
    bool isWatching() const { return m_watching; }

private:
    void planLook(std::chrono::milliseconds after);
    void watchInbox(RemoteStore &remote, const Mailbox &inbox);
    void opened(const Mailbox &inbox, const SelectedMailbox &selected);
    void heard(const MailboxNews &news, const QString &inbox);

    Account m_account;
    store::MessageStore &m_store;
    Clock &m_clock;
    ServerTrust &m_trust;
    Hooks m_hooks;
    bool m_watching = false;
    int m_session = 0;               //!< callbacks of earlier ones are not heard
    Clock::TimerId m_lookTimer = 0;
    Clock::TimerId m_againTimer = 0;
    Backoff m_again;                 //!< for an inbox that differs however often it was looked into
    bool m_differed = false;         //!< and was looked into because of it; nothing since says that it does not
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
