// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

namespace golub::imap {

//! Begins to wait in the engine and tells the number of that; 0 where somebody wants something already.
using BeginWaiting = std::function<void(const std::function<void(quint64)> &asked)>;

//! Waits for news until the session is asked for something else.
class IdleRequest : public RequestFor<void>
{
public:
    IdleRequest(RequestHost &host, BeginWaiting begin, Done<void> done) : RequestFor(host, std::move(done)), m_begin(std::move(begin)) { }
    void start() override { wait(); }
    bool isIdle() const override { return true; }
    void ended(quint64 id, const Result<Status> &result);

protected:
    void wait();

private:
    BeginWaiting m_begin;
    quint64 m_id = 0;
};

//! NOTIFY SET (RFC 5465) for these mailboxes, or all of them, before waiting.
class WatchRequest final : public IdleRequest
{
public:
    //! \a set hears whether the server tells of them.
    WatchRequest(RequestHost &host, QList<MailboxName> mailboxes, std::function<void(bool)> set, BeginWaiting begin, Done<void> done)
        : IdleRequest(host, std::move(begin), std::move(done)), m_mailboxes(std::move(mailboxes)), m_set(std::move(set))
    {
    }
    void start() override;

private:
    QList<MailboxName> m_mailboxes;
    std::function<void(bool)> m_set;
};

} // namespace golub::imap
