// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/Connection.h"
#include "core/sync/ServerTrust.h"
#include "core/sync/TaskQueue.h"

namespace golub::sync {

//! A second connection for what the reader waits for while a long task holds the first one: opened when it is needed and the server's limit
//! allows it, closed when nobody has used it for a while.
class ReadingLane
{
public:
    ReadingLane(const Account &account, RemoteFactory &factory, Clock &clock, ServerTrust &trust,
        ConnectionGovernor *governor);
    ~ReadingLane();
    ReadingLane(const ReadingLane &) = delete;
    ReadingLane &operator=(const ReadingLane &) = delete;

    //! False where there may be no second connection: then nothing was begun. \a fetch gets the open connection.
    bool run(const Secret &secret, std::function<void(RemoteStore &, Done<void>)> fetch, Done<void> done);
    void close(const Error &why);
    bool isOpen() const { return m_connection.exists(); }
    WireStatistics statistics() const { return m_connection.statistics(); }

private:
    void pump();
    void rest();

    Clock &m_clock;
    ServerTrust &m_trust;
    bool m_allowed;
    Connection m_connection;
    TaskQueue m_tasks;
    Clock::TimerId m_restTimer = 0;
};

} // namespace golub::sync
