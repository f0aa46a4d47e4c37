// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReadingLane.h"

#include <utility>

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
constexpr auto RestAfter = 60s;      //!< unused so long, it is closed: others may need the place

} // namespace

ReadingLane::ReadingLane(const Account &account, RemoteFactory &factory, Clock &clock, ServerTrust &trust,
    ConnectionGovernor *governor)
    : m_clock(clock), m_trust(trust), m_allowed(governor != nullptr), m_connection(account, factory, clock, governor)
{
}

ReadingLane::~ReadingLane()
{
    m_clock.cancelTimer(m_restTimer);
}

bool ReadingLane::run(const Secret &secret, std::function<void(RemoteStore &, Done<void>)> fetch, Done<void> done)
{
    if (!m_allowed)
        return false;
    if (!m_connection.exists()) {
        const bool begun = m_connection.open(secret, m_trust.connectionLimit(), m_trust.distrusted(), [this](const Outcome &outcome) {
            if (outcome)
                pump();
            else
                close(outcome.error());
        });
        if (!begun)
            return false;
    }
    m_clock.cancelTimer(std::exchange(m_restTimer, 0));
    m_tasks.add({ TaskPriority::User, [this, fetch = std::move(fetch)](Done<void> finished) { fetch(m_connection.remote(), std::move(finished)); },
        std::move(done) });
    pump();
    return true;
}

void ReadingLane::pump()
{
    if (!m_connection.isReady() || m_tasks.isBusy())
        return;
    if (m_tasks.isEmpty()) {
        rest();
        return;
    }
    m_tasks.startNext([this](const Outcome &outcome) {
        if (!outcome && closesSession(outcome.error().kind))
            close(outcome.error());
        else
            pump();
    });
}

void ReadingLane::rest()
{
    m_clock.cancelTimer(m_restTimer);
    m_restTimer = m_clock.startTimer(RestAfter, [this] {
        m_restTimer = 0;
        m_connection.drop();
    });
}

void ReadingLane::close(const Error &why)
{
    m_clock.cancelTimer(std::exchange(m_restTimer, 0));
    m_connection.drop();
    m_tasks.dropAll(why);
}

} // namespace golub::sync
