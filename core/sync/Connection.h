// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/ports/RemoteFactory.h"
#include "core/sync/ConnectionGovernor.h"
#include "core/sync/LinkSpeed.h"

#include <QByteArrayList>

#include <memory>
#include <vector>

namespace golub::sync {

WireStatistics operator+(const WireStatistics &a, const WireStatistics &b);
WireStatistics operator-(const WireStatistics &a, const WireStatistics &b);

//! An account's connection that comes and goes: opened when it is needed, dropped without harm even in a callback of its own, counted over all
//! its lives.
class Connection
{
public:
    Connection(const Account &account, RemoteFactory &factory, Clock &clock, ConnectionGovernor *governor);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    //! False where the server's limit leaves no room for one. \a distrust: extensions that must not be used. \a first: what comes next.
    //! \a slow: the link was, the last time.
    bool open(const Secret &secret, int limit, const QByteArrayList &distrust, Done<void> done,
        RemoteStore::FirstQuestion first = RemoteStore::FirstQuestion::None, bool slow = false);
    void drop();
    bool exists() const { return m_remote != nullptr; }
    bool isReady() const { return m_ready; }
    RemoteStore &remote() { return *m_remote; }
    //! How long it has been ready; 0 where it is not.
    std::chrono::milliseconds age() const;
    WireStatistics statistics() const;
    //! What a step of fetching has brought over this connection.
    void carried(const WireStatistics &step, std::chrono::milliseconds time) { m_speed.carried(step.bytesReceived, time); }
    //! What the link is, if that is known by now.
    std::optional<bool> linkIsSlow() const { return m_speed.isSlow() ? std::optional(true) : m_speed.isFast() ? std::optional(false) : std::nullopt; }
    //! True once, where the link has turned out to be slow and the server can compress.
    bool shouldCompress();

private:
    Account m_account;
    RemoteFactory &m_factory;
    Clock &m_clock;
    ConnectionGovernor *m_governor;
    ConnectionGovernor::Ticket m_ticket;
    std::unique_ptr<RemoteStore> m_remote;
    std::vector<std::unique_ptr<RemoteStore>> m_dead; //!< dropped in one of their own callbacks; they must not outlive this
    Clock::TimerId m_deadTimer = 0;
    LinkSpeed m_speed;
    bool m_compressing = false;
    bool m_ready = false;
    std::chrono::milliseconds m_readySince { 0 };
    WireStatistics m_earlier;        //!< of connections that are gone
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
