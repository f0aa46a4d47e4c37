// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/SentKeeper.h"

#include "core/base/Log.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/SendingTable.h"
#include "core/sync/MessageAnalysis.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace golub::service {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr qint64 ClocksDiffer = 3600; //!< seconds, between this computer and a server

//! When Sent is looked at, counted from the look before.
constexpr std::array<milliseconds, 2> UnknownLooks { 0ms, 2s };
constexpr std::array<milliseconds, 4> PatientLooks { 0ms, 3s, 10s, 20s };

} // namespace

SentKeeper::SentKeeper(store::MessageStore &store, Clock &clock, std::function<bool(const Account &)> hinted, Hooks hooks)
    : m_store(store)
    , m_clock(clock)
    , m_hinted(std::move(hinted))
    , m_hooks(std::move(hooks))
    , m_alive(std::make_shared<bool>(true))
{
}

SentKeeper::~SentKeeper()
{
    for (auto &[id, watch] : m_watches)
        m_clock.cancelTimer(watch.timer);
}

void SentKeeper::forget(AccountId account)
{
    if (const auto watch = m_watches.find(account); watch != m_watches.end()) {
        m_clock.cancelTimer(watch->second.timer);
        m_watches.erase(watch);
    }
}

void SentKeeper::keep(const Account &account, const OutboxEntry &entry)
{
    if (entry.sentCopy != SentCopyState::Waiting)
        return;
    const SendingPreferences::SentCopy wanted = account.sending.sentCopy;
    if (wanted == SendingPreferences::SentCopy::ByServer) {
        (void)m_store.outbox().setSentCopy(entry.id, SentCopyState::NotWanted);
        return;
    }
    // A maildrop has no Sent that anybody else could write to.
    const bool ours = account.protocol == IncomingProtocol::Pop3 || wanted == SendingPreferences::SentCopy::Save;
    const auto habit = m_store.sending().sentHabit(account.id, account.outgoing.host);
    if (ours || (habit && *habit == store::SentHabit::DoesNot)) {
        append(account, entry);
        return;
    }
    Watch &watch = m_watches[account.id];
    watch.account = account;
    watch.waiting.insert(entry.id);
    if (!watch.running)
        startRound(watch);
}

void SentKeeper::resume(const Account &account)
{
    const auto watch = m_watches.find(account.id);
    if (watch != m_watches.end() && !watch->second.running && !watch->second.waiting.isEmpty())
        startRound(watch->second);
}

bool SentKeeper::isHintedOrKnown(const Account &account) const
{
    const auto habit = m_store.sending().sentHabit(account.id, account.outgoing.host);
    return (habit && *habit == store::SentHabit::Keeps) || (m_hinted && m_hinted(account));
}

void SentKeeper::startRound(Watch &watch)
{
    watch.running = true;
    watch.looks = 0;
    watch.seen = false;
    watch.round = watch.waiting;
    schedule(watch);
}

void SentKeeper::schedule(Watch &watch)
{
    const bool patient = isHintedOrKnown(watch.account);
    const std::size_t most = patient ? PatientLooks.size() : UnknownLooks.size();
    const auto at = std::size_t(watch.looks);
    if (at >= most || watch.round.isEmpty()) {
        endRound(watch);
        return;
    }
    watch.timer = m_clock.startTimer(patient ? PatientLooks.at(at) : UnknownLooks.at(at), [this, id = watch.account.id] { look(id); });
}

void SentKeeper::look(AccountId account)
{
    const auto found = m_watches.find(account);
    if (found == m_watches.end())
        return;
    found->second.timer = 0;
    m_hooks.look(account, MailboxRole::Sent, [this, account, alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (alive.expired())
            return;
        if (const auto watch = m_watches.find(account); watch != m_watches.end() && watch->second.running)
            looked(watch->second, outcome);
    });
}

void SentKeeper::looked(Watch &watch, const Outcome &outcome)
{
    if (!outcome && outcome.error().kind != ErrorKind::NotFound) {
        // Nothing is known without a look; resume() begins again.
        watch.running = false;
        return;
    }
    ++watch.looks;
    const QSet<OutboxId> round = watch.round;
    for (const OutboxId id : round) {
        const auto entry = m_store.outbox().find(id);
        const bool settled = !entry || entry->sentCopy != SentCopyState::Waiting;
        const bool kept = !settled && isInSent(watch.account, *entry);
        if (!settled && !kept)
            continue;
        watch.round.remove(id);
        watch.waiting.remove(id);
        if (!kept)
            continue;
        watch.seen = true;
        (void)m_store.sending().noteSentHabit(watch.account.id, watch.account.outgoing.host, store::SentHabit::Keeps);
        (void)m_store.outbox().setSentCopy(id, SentCopyState::NotWanted);
    }
    if (!outcome) { // no Sent: nobody keeps anything there
        endRound(watch);
        return;
    }
    schedule(watch);
}

//! Whatever nobody kept until now is ours to keep.
void SentKeeper::endRound(Watch &watch)
{
    if (!watch.round.isEmpty() && !watch.seen)
        (void)m_store.sending().noteSentHabit(watch.account.id, watch.account.outgoing.host, store::SentHabit::DoesNot);
    const Account account = watch.account;
    const QSet<OutboxId> round = std::exchange(watch.round, {});
    watch.waiting.subtract(round);
    watch.running = false;
    if (!watch.waiting.isEmpty()) // came in the meantime
        startRound(watch);
    for (const OutboxId id : round) {
        if (const auto entry = m_store.outbox().find(id); entry && entry->sentCopy == SentCopyState::Waiting)
            append(account, *entry);
    }
    if (!round.isEmpty() && m_hooks.operationsPending)
        m_hooks.operationsPending(account.id);
}

bool SentKeeper::isInSent(const Account &account, const OutboxEntry &entry) const
{
    const auto sent = m_store.mailboxes().findByRole(account.id, MailboxRole::Sent);
    const auto found = m_store.messages().findByMessageId(account.id, entry.messageIdHeader);
    const QList<MessageId> same = found.value_or({});
    return sent && std::any_of(same.begin(), same.end(), [&](MessageId id) {
        const auto summary = m_store.messages().summary(id);
        return summary && summary->mailbox == sent->id && summary->date >= entry.created.addSecs(-ClocksDiffer);
    });
}

void SentKeeper::append(const Account &account, const OutboxEntry &entry)
{
    const auto copy = m_store.outbox().sentCopy(entry.id);
    const auto mailbox = m_hooks.ensureMailbox(account.id, MailboxRole::Sent);
    Outcome outcome = copy ? (mailbox ? Outcome() : Outcome(mailbox.error())) : Outcome(copy.error());
    if (outcome) {
        outcome = m_store.transaction([&]() -> Outcome {
            const auto operation = m_store.operations().append(*mailbox, *copy, sync::analyze(*copy), Flags(Flag::Seen), m_clock.utcNow(), entry.id);
            if (!operation)
                return operation.error();
            // From here on the journal answers for it: it is retried on its own.
            return m_store.outbox().setSentCopy(entry.id, SentCopyState::Done);
        });
    }
    if (!outcome) {
        qCWarning(logOutbox) << "no Sent copy of outbox" << entry.id.value << outcome.error().text << outcome.error().detail;
        (void)m_store.outbox().setSentCopy(entry.id, SentCopyState::Failed);
    }
}

// --- what is uncertain

QList<OutboxEntry> SentKeeper::uncertain(AccountId account) const
{
    QList<OutboxEntry> entries = m_store.outbox().all().value_or({});
    entries.removeIf([account](const OutboxEntry &entry) {
        return entry.account != account || entry.state != OutboxState::Uncertain || entry.messageIdHeader.isEmpty();
    });
    return entries;
}

void SentKeeper::proveUncertain(const Account &account)
{
    settleUncertain(account);
    QList<OutboxId> missing;
    const QList<OutboxEntry> entries = uncertain(account.id);
    for (const OutboxEntry &entry : entries) {
        if (!m_searched.contains(entry.id))
            missing += entry.id;
        m_searched.insert(entry.id);
    }
    if (!missing.isEmpty())
        lookThrough(account, missing, {});
}

void SentKeeper::lookFor(const Account &account, const OutboxEntry &entry, Done<void> done)
{
    if (entry.state != OutboxState::Uncertain) {
        done(Error::of(ErrorKind::Conflict, outboxStateName(entry.state)));
        return;
    }
    m_searched.insert(entry.id);
    lookThrough(account, { entry.id }, std::move(done));
}

void SentKeeper::lookThrough(const Account &account, const QList<OutboxId> &ids, Done<void> done)
{
    if (account.protocol == IncomingProtocol::Pop3) { // a maildrop has nothing of what was sent
        settleUncertain(account);
        for (const OutboxId id : ids)
            noteLook(id, Uncertainty::Place::Sent, Error::of(ErrorKind::NotFound));
        if (done)
            done({});
        return;
    }
    m_hooks.look(account.id, MailboxRole::Sent, [this, account, ids, done = std::move(done), alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (alive.expired())
            return;
        settleUncertain(account);
        for (const OutboxId id : ids)
            noteLook(id, Uncertainty::Place::Sent, outcome);
        const bool looked = outcome || outcome.error().kind == ErrorKind::NotFound;
        searchNext(account, ids, looked ? Outcome() : outcome, done);
    });
}

//! Those that Sent did not prove, one after the other. \a sofar: why nobody could look, if nobody could.
void SentKeeper::searchNext(const Account &account, QList<OutboxId> ids, Outcome sofar, Done<void> done)
{
    std::optional<OutboxEntry> entry;
    while (!entry && !ids.isEmpty()) {
        const auto found = m_store.outbox().find(ids.takeFirst());
        if (found && found->state == OutboxState::Uncertain && !found->messageIdHeader.isEmpty())
            entry = *found;
    }
    if (!entry) {
        if (done)
            done(sofar);
        return;
    }
    const auto searched = [this, account, ids, id = entry->id, sofar, done, alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (alive.expired())
            return;
        settleUncertain(account);
        noteLook(id, Uncertainty::Place::AllMail, outcome);
        const bool looked = outcome || outcome.error().kind == ErrorKind::NotFound;
        searchNext(account, ids, looked ? sofar : outcome, done);
    };
    m_hooks.searchAllMail(account.id, entry->messageIdHeader, searched);
}

//! For the person who decides, as long as nothing has proved it.
void SentKeeper::noteLook(OutboxId id, Uncertainty::Place place, const Outcome &outcome)
{
    using Finding = Uncertainty::Finding;
    const auto entry = m_store.outbox().find(id);
    if (!entry || entry->state != OutboxState::Uncertain)
        return;
    const bool none = !outcome && outcome.error().kind == ErrorKind::NotFound;
    const Finding finding = outcome ? Finding::Nothing : none ? Finding::NoFolder : Finding::NotReached;
    (void)m_store.outbox().noteLook(id, { place, finding, m_clock.utcNow() }); // what is not noted is looked at again
}

//! A message with the uncertain one's Message-ID on the server proves that it was accepted (the provider keeps a copy, or it came back).
void SentKeeper::settleUncertain(const Account &account)
{
    const QList<OutboxEntry> entries = uncertain(account.id);
    for (const OutboxEntry &entry : entries) {
        const QList<MessageId> same = m_store.messages().findByMessageId(account.id, entry.messageIdHeader).value_or({});
        // One that was there before this was written (a kept message sent once more as it is) proves nothing, nor does a draft. Clocks may differ.
        const bool proved = std::any_of(same.begin(), same.end(), [this, since = entry.created.addSecs(-ClocksDiffer)](MessageId id) {
            const auto summary = m_store.messages().summary(id);
            return summary && summary->date >= since && !summary->flags.has(Flag::Draft);
        });
        if (!proved)
            continue;
        if (m_store.outbox().resolve(entry.id, true))
            m_hooks.proved(entry.id);
    }
}

} // namespace golub::service
