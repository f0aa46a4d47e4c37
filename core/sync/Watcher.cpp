// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Watcher.h"

#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/SyncPlan.h"

#include <utility>

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
constexpr auto LookEvery = 10min;         //!< at mailboxes that nothing tells news of
constexpr auto LookEveryNotified = 2h;    //!< a NOTIFY that went silent is found out

//! Something happened in the mailbox since its last sync.
bool differs(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected)
{
    const bool modSeqs = state.highestModSeq.isValid() && selected.highestModSeq.isValid();
    return state.uidValidity != selected.uidValidity || state.uidNext != selected.uidNext || state.serverTotal != selected.exists
        || (modSeqs && state.highestModSeq != selected.highestModSeq);
}

} // namespace

Watcher::Watcher(const Account &account, store::MessageStore &store, Clock &clock, ServerTrust &trust, Hooks hooks)
    : m_account(account), m_store(store), m_clock(clock), m_trust(trust), m_hooks(std::move(hooks)), m_alive(std::make_shared<bool>(true))
{
}

Watcher::~Watcher()
{
    m_clock.cancelTimer(m_lookTimer);
    m_clock.cancelTimer(m_againTimer);
}

void Watcher::watch(RemoteStore &remote)
{
    if (m_watching)
        return;
    m_watching = true;
    ++m_session;
    if (!m_lookTimer)
        planLook(remote.serverFacts().notify ? LookEveryNotified : LookEvery);
    if (const auto inbox = m_store.mailboxes().findByRole(m_account.id, MailboxRole::Inbox))
        watchInbox(remote, *inbox);
}

void Watcher::pause()
{
    m_watching = false;
    ++m_session;
}

void Watcher::stop()
{
    pause();
    m_clock.cancelTimer(std::exchange(m_againTimer, 0));
    m_clock.cancelTimer(std::exchange(m_lookTimer, 0));
}

void Watcher::planLook(std::chrono::milliseconds after)
{
    m_lookTimer = m_clock.startTimer(after, [this] {
        m_lookTimer = 0;
        m_hooks.look();
        m_hooks.audit();
    });
}

void Watcher::watchInbox(RemoteStore &remote, const Mailbox &inbox)
{
    const auto current = [this, alive = std::weak_ptr(m_alive), session = m_session] { return !alive.expired() && session == m_session; };
    // What came while other mailboxes were worked on is no news to IDLE any more: SELECT tells it.
    remote.select(inbox.name, [this, current, inbox](const Result<SelectedMailbox> &selected) {
        if (current() && selected)
            opened(inbox, *selected);
    });
    const auto news = [this, current, path = inbox.name.path](const MailboxNews &told) {
        if (current())
            heard(told, path);
    };
    const auto ended = [this, current](const Outcome &outcome) {
        if (current() && !outcome)
            m_hooks.lost(outcome.error());
    };
    if (remote.serverFacts().notify)
        remote.watch({}, news, ended);
    else
        remote.idle(news, ended);
}

void Watcher::opened(const Mailbox &inbox, const SelectedMailbox &selected)
{
    const auto state = m_store.mailboxes().syncState(inbox.id);
    if (!state)
        return;
    if (!differs(*state, selected)) {
        m_differed = false;
        m_again.reset();
    } else if (!std::exchange(m_differed, true)) {
        m_hooks.news(inbox.name.path);
    } else { // a full disk, or a server whose numbers change at each look: not a reason to look all the time
        m_clock.cancelTimer(m_againTimer);
        m_againTimer = m_clock.startTimer(m_again.next(), [this, path = inbox.name.path] {
            m_againTimer = 0;
            if (m_watching)
                m_hooks.news(path);
        });
    }
}

void Watcher::heard(const MailboxNews &news, const QString &inbox)
{
    if (news.mailboxesChanged) {
        m_hooks.look();
        return;
    }
    if (news.mailbox.wire.isEmpty()) {
        m_hooks.news(inbox);
        return;
    }
    const auto all = m_store.mailboxes().all(m_account.id);
    for (const Mailbox &mailbox : all.value_or({})) {
        if (mailbox.name.wire != news.mailbox.wire)
            continue;
        const auto state = m_store.mailboxes().syncState(mailbox.id);
        const auto known = m_store.messages().knownCount(mailbox.id);
        const bool same = state && known && news.counts
            && (!needsLook({ *state, *known, 0 }, *news.counts, m_trust.trust()) || looksTheSame({ *state, *known, 0 }, *news.counts));
        if (!same)
            m_hooks.news(mailbox.name.path);
        return;
    }
    m_hooks.look(); // one that is not known here
}

} // namespace golub::sync
