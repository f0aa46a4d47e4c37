// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Connection.h"

#include <utility>

namespace golub::sync {

using namespace std::chrono_literals;

WireStatistics operator+(const WireStatistics &a, const WireStatistics &b)
{
    return { a.commands + b.commands, a.bytesSent + b.bytesSent, a.bytesReceived + b.bytesReceived };
}

WireStatistics operator-(const WireStatistics &a, const WireStatistics &b)
{
    return { a.commands - b.commands, a.bytesSent - b.bytesSent, a.bytesReceived - b.bytesReceived };
}

Connection::Connection(const Account &account, RemoteFactory &factory, Clock &clock, ConnectionGovernor *governor)
    : m_account(account), m_factory(factory), m_clock(clock), m_governor(governor), m_alive(std::make_shared<bool>(true))
{
}

Connection::~Connection()
{
    m_clock.cancelTimer(m_deadTimer);
}

bool Connection::open(const Secret &secret, int limit, const QByteArrayList &distrust, Done<void> done, RemoteStore::FirstQuestion first, bool slow)
{
    if (m_governor) {
        m_ticket = m_governor->take(m_account.incoming.host, m_account.incoming.user, limit);
        if (!m_ticket)
            return false;
    }
    m_speed = {};
    m_compressing = false;
    m_remote = m_factory.remoteStore(m_account, secret);
    if (!distrust.isEmpty())
        m_remote->distrust(distrust);
    m_remote->expect(first);
    if (slow)
        m_remote->compressEarly();
    m_remote->open([this, alive = std::weak_ptr(m_alive), remote = m_remote.get(), done = std::move(done)](const Outcome &outcome) {
        if (alive.expired() || remote != m_remote.get())
            return;
        m_ready = outcome.has_value();
        m_readySince = m_clock.monotonic();
        done(outcome);
    });
    return true;
}

bool Connection::shouldCompress()
{
    if (!m_ready || m_compressing || m_remote->isCompressing() || !m_speed.isSlow() || !m_remote->serverFacts().compress)
        return false;
    m_compressing = true;
    return true;
}

void Connection::drop()
{
    m_ready = false;
    m_ticket.reset();
    if (!m_remote)
        return;
    m_earlier = m_earlier + m_remote->statistics();
    // Not here: this may be a callback of the very connection.
    m_dead.push_back(std::move(m_remote));
    m_clock.cancelTimer(m_deadTimer);
    m_deadTimer = m_clock.startTimer(0ms, [this] {
        m_deadTimer = 0;
        m_dead.clear();
    });
}

std::chrono::milliseconds Connection::age() const
{
    return m_ready ? m_clock.monotonic() - m_readySince : 0ms;
}

WireStatistics Connection::statistics() const
{
    return m_remote ? m_earlier + m_remote->statistics() : m_earlier;
}

} // namespace golub::sync
