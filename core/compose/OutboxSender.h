// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/mail/Outbox.h"
#include "core/ports/RemoteFactory.h"
#include "core/store/MessageStore.h"

#include <memory>

namespace golub::compose {

//! Sends one account's outbox entries, one after the other; an entry that fails never holds up the others. Each transition of the ledger
//! is durable before its effect (core/mail/Outbox.h). Lives in the engine thread.
class OutboxSender
{
public:
    struct Hooks {
        //! A password is missing or wrong, or a certificate needs a decision. Goes on after setSecret() or retryNow().
        std::function<void(const Error &)> needsUser;
        //! A message whose time came while Golub was not running goes only now.
        std::function<void(const OutboxEntry &)> late = {};
        //! A message was accepted: its Sent copy and the original's $Forwarded or \Answered are due.
        std::function<void(OutboxId)> accepted;
        //! An entry reached a state in which it stays until somebody acts, or waits for its next try.
        std::function<void(OutboxId)> settled;
    };

    OutboxSender(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks);
    ~OutboxSender();
    OutboxSender(const OutboxSender &) = delete;
    OutboxSender &operator=(const OutboxSender &) = delete;

    void start();
    //! Stops between messages: one whose data is under way is finished, or becomes uncertain by itself.
    void stop();
    void setSecret(const Secret &secret);
    //! The network is back, or the user asked: what waits is tried at once.
    void retryNow();
    //! Something was queued or became due.
    void wake();
    bool isSending() const { return m_current.isValid(); }

private:
    void next();
    void send(const OutboxEntry &entry);
    void reported(const OutboxEntry &entry, const SubmissionReport &report);
    Outcome noteFailure(const OutboxEntry &entry, const SubmissionReport &report, const Error &error);
    void finish();
    void tryAgainIn(std::chrono::milliseconds delay);
    QDateTime releaseDue(QList<OutboxEntry> &entries);
    Submission submissionFor(const OutboxEntry &entry, const QByteArray &message) const;
    void rememberServer();
    void dropConnection();

    Account m_account;
    store::MessageStore &m_store;
    RemoteFactory &m_factory;
    Clock &m_clock;
    Hooks m_hooks;
    Secret m_secret;
    bool m_hasSecret = false;
    bool m_running = false;
    bool m_needsUser = false;
    bool m_withoutChunking = false;  // the server offered it and could not
    int m_sentOnConnection = 0;
    OutboxId m_current;
    Clock::TimerId m_timer = 0;
    std::unique_ptr<Submitter> m_submitter;
    std::shared_ptr<bool> m_alive;
};

//! When to try again after the \a attempts-th attempt failed for now: 30 s, 1 min, 2 min … at most an hour.
std::chrono::seconds retryDelay(int attempts);

} // namespace golub::compose
