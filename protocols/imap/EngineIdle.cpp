// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include <algorithm>

// Waiting for news: IDLE (RFC 2177), or NOOP now and then.
namespace golub::imap {
namespace {

constexpr int CutShortLimit = 3; // a server that ends IDLE at once again and again is asked with NOOP instead

} // namespace

void Engine::stopIdle()
{
    const bool waits = std::any_of(m_waiting.begin(), m_waiting.end(), [](const Pending &pending) { return pending.step == Step::Idle; });
    if (m_idling == Idling::None && !waits)
        return;
    m_idleStopped = true;
    sendNext();
    updateDeadline();
}

void Engine::startIdle(Pending pending)
{
    m_idleId = pending.id;
    if (interrupted())
        return finishIdle(pending.id);
    if (!m_capabilities.idle() || m_idleUseless) {
        m_idling = Idling::Polling;
        setDeadline(m_options.pollInterval);
        return;
    }
    m_idling = Idling::Asked;
    start(std::move(pending));
}

// Another command waits, or it is time to renew. DONE may only follow the server's continuation.
void Engine::endIdle()
{
    if (m_idling == Idling::Active) {
        m_idling = Idling::Ending;
        send({ "DONE\r\n" });
        updateDeadline();
    } else if (m_idling == Idling::Polling && m_sent.empty()) {
        finishIdle(m_idleId);
    }
}

void Engine::finishIdle(quint64 id)
{
    m_idling = Idling::None;
    m_idleId = 0;
    m_idleStopped = false;
    emitEvent(Completed { id, Status {} });
}

void Engine::onIdleTagged(Pending pending, const Status &status)
{
    const bool asked = m_idling == Idling::Ending;
    m_idling = Idling::None;
    if (status.condition != Condition::Ok)
        m_idleUseless = true; // refused although announced
    else if (asked)
        m_idleCutShort = 0;
    else if (++m_idleCutShort >= CutShortLimit)
        m_idleUseless = true;
    if (interrupted())
        return finishIdle(pending.id);
    pending.rest.clear();
    startIdle(std::move(pending));
}

void Engine::poll()
{
    sendInternal(Step::Poll, Command("NOOP"));
    updateDeadline();
}

} // namespace golub::imap
