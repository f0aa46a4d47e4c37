// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteFactory.h"
#include "core/store/MessageStore.h"
#include "core/store/Pop3Ledger.h"
#include "core/sync/AccountWorker.h"
#include "core/sync/Backoff.h"
#include "core/sync/ServerTrust.h"

#include <QSet>

#include <memory>
#include <vector>

namespace golub::sync {

//! Fetches a POP3 account's mail every few minutes into its local Inbox, newest first, and deletes on the server what the account's
//! choice says, never anything that is not durably stored here (the ledger).
class Pop3Worker final : public AccountWorker
{
public:
    Pop3Worker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks);
    ~Pop3Worker() override;

    void start(Mode mode) override;
    void stop() override;
    void setSecret(const Secret &secret) override;
    void retryNow() override;
    void operationsPending() override;
    void synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done) override;
    void fetch(const Fetch &fetch, Done<void> done) override;
    void search(const ServerSearch &search, Done<ServerHits> done) override;

private:
    struct Session;
    struct Wish {
        MessageId message;
        QByteArray uidl;
        Done<void> done;
    };
    void begin();
    bool isToWait();
    void scheduleNext(std::chrono::milliseconds in);
    void list(const std::shared_ptr<Session> &session);
    void identify(const std::shared_ptr<Session> &session, qsizetype index);
    Outcome keepRead(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &raw);
    void selectNew(const std::shared_ptr<Session> &session);
    void recognize(const std::shared_ptr<Session> &session);
    void confirmNames(const std::shared_ptr<Session> &session);
    void confirmName(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &fingerprint, const Result<Maildrop::Beginning> &told);
    Outcome giveUpName(Session &session, const QByteArray &uidl);
    void selectUnknown(const std::shared_ptr<Session> &session);
    bool isTooLarge(const MaildropMessage &message) const;
    bool isPassedByAtOnce(const std::shared_ptr<Session> &session, const MaildropMessage &message, const Error &error);
    void refuseWishes(Session &session, const QByteArray &uidl);
    bool comesWhole(const MaildropMessage &message) const;
    void previewNext(const std::shared_ptr<Session> &session);
    Outcome keepPreview(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &beginning);
    void retrieveNext(const std::shared_ptr<Session> &session);
    Outcome keep(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &raw);
    void grantWish(Session &session, MessageId id);
    bool isPassedOver(Session &session, const MaildropMessage &message, const Error &error);
    bool mayDelete(const Session &session, const QByteArray &uidl, const store::Pop3Ledger::Row &row) const;
    void deleteNext(const std::shared_ptr<Session> &session);
    void refuseDeletion(Session &session, const Error &error);
    void quit(const std::shared_ptr<Session> &session);
    void end(const std::shared_ptr<Session> &session, const Outcome &outcome);
    bool renewSecret(const std::shared_ptr<Session> &session, const Error &refusal);
    void setStatus(WorkerStatus status);

    Account m_account;
    store::MessageStore &m_store;
    RemoteFactory &m_factory;
    Clock &m_clock;
    Hooks m_hooks;
    Secret m_secret;
    bool m_hasSecret = false;
    bool m_renewed = false;          //!< another secret was asked for since the last one that came or worked
    bool m_renewing = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    bool m_running = false;
    bool m_stopped = false;          //!< stop() was called: what is asked now fails, instead of waiting for start()
    Mode m_mode = Mode::KeepInStep;
    bool m_needsUser = false;
    ServerTrust m_trust;
    WorkerStatus m_status;
    Backoff m_backoff;
    int m_lockAttempts = 0;
    std::chrono::seconds m_loginDelay { 0 }; //!< the least between two sessions, as far as it was met in this run
    Clock::TimerId m_timer = 0;
    std::shared_ptr<Session> m_session;
    std::vector<std::unique_ptr<Maildrop>> m_dead; //!< dropped in one of their own callbacks; they must not outlive this
    Clock::TimerId m_deadTimer = 0;
    QList<Done<QList<MailboxReport>>> m_waiting;
    bool m_headersOnly = false;      //!< whoever asks now wants no bodies
    QSet<QByteArray> m_tooLarge;     //!< UIDLs of messages that were larger than the server had said
    QList<Wish> m_wishes;            //!< messages that somebody opens
};

} // namespace golub::sync
