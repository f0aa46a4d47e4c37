// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxSync.h"

#include "core/mime/MessageTree.h"
#include "core/store/ContactTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"

#include <QHash>

#include <algorithm>

namespace golub::sync {
namespace {

// A screen first, so that there is something to read at once; then as many as one commit takes in a few hundred milliseconds.
constexpr int FirstChunk = 100;
constexpr int Chunk = 1000;

} // namespace

struct MailboxSync::Step {
    RemoteStore &remote;
    Done<bool> done;
    std::weak_ptr<bool> alive;
    QList<RemoteMessage> messages = {};
    bool ended() const { return alive.expired(); }
};

MailboxSync::MailboxSync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox)
    : m_store(store), m_clock(clock), m_mailbox(mailbox), m_alive(std::make_shared<bool>(true))
{
}

MailboxSync::~MailboxSync() = default;

void MailboxSync::step(RemoteStore &remote, Done<bool> done)
{
    m_addedInStep.clear();
    auto step = std::make_shared<Step>(Step { remote, std::move(done), m_alive });
    remote.select(m_mailbox.name, [this, step](const Result<SelectedMailbox> &result) {
        if (step->ended())
            return;
        if (result)
            selected(step, *result);
        else
            end(step, result.error());
    });
}

void MailboxSync::selected(const std::shared_ptr<Step> &step, const SelectedMailbox &selected)
{
    if (m_planned && selected.uidValidity != m_selected.uidValidity)
        m_planned = m_compared = false; // changed between two steps: begin again
    if (!m_planned) {
        m_selected = selected;
        const auto state = m_store.mailboxes().syncState(m_mailbox.id);
        const auto known = m_store.messages().known(m_mailbox.id);
        if (!state || !known) {
            end(step, state ? known.error() : state.error());
            return;
        }
        m_first = !state->uidValidity.isValid();
        m_plan = planSync(*state, selected, known->size());
        m_planned = true;
        if (m_plan.forgetUids) {
            // From now on the new UIDs count; without a mod-sequence an interrupted run lists everything again.
            const Outcome forgotten = m_store.transaction([this, &selected]() -> Outcome {
                if (const Outcome done = m_store.messages().forgetUids(m_mailbox.id); !done)
                    return done;
                store::MailboxTable::SyncState fresh;
                fresh.uidValidity = selected.uidValidity;
                return m_store.mailboxes().setSyncState(m_mailbox.id, fresh);
            });
            if (!forgotten) {
                end(step, forgotten);
                return;
            }
        }
    }
    if (m_compared) {
        fetchChunk(step);
        return;
    }
    switch (m_plan.listing) {
    case SyncPlan::Listing::None:
        m_compared = true;
        fetchChanges(step);
        return;
    case SyncPlan::Listing::Uids:
        listUids(step);
        return;
    case SyncPlan::Listing::UidsAndFlags:
        listFlags(step);
        return;
    }
}

void MailboxSync::listUids(const std::shared_ptr<Step> &step)
{
    step->remote.searchAll([this, step](const Result<UidSet> &uids) {
        if (step->ended())
            return;
        const Outcome compared = uids ? compare(*uids) : Outcome(uids.error());
        if (compared)
            fetchChanges(step);
        else
            end(step, compared);
    });
}

void MailboxSync::listFlags(const std::shared_ptr<Step> &step)
{
    step->remote.fetchFlags(
        UidSet::from(Uid { 1 }), {}, [step](const RemoteMessage &message) { step->messages.append(message); },
        [this, step](const Outcome &outcome) {
            if (step->ended())
                return;
            if (!outcome) {
                end(step, outcome);
                return;
            }
            QList<Uid> uids;
            for (const RemoteMessage &message : std::as_const(step->messages))
                uids.append(message.uid);
            Outcome done = updateFlags(step->messages);
            step->messages.clear();
            if (done)
                done = compare(UidSet(uids));
            if (done)
                fetchChunk(step);
            else
                end(step, done);
        });
}

Outcome MailboxSync::compare(const UidSet &server)
{
    const auto known = m_store.messages().known(m_mailbox.id);
    if (!known)
        return known.error();
    const UidDifference difference = compareUids(*known, server);
    m_remaining = difference.missing.count();
    m_chunks = difference.missing.chunksNewestFirst(Chunk);
    if (!m_chunks.isEmpty() && m_chunks.first().count() > FirstChunk)
        m_chunks = m_chunks.first().chunksNewestFirst(FirstChunk) + m_chunks.mid(1);
    m_compared = true;
    if (difference.gone.isEmpty())
        return {};
    m_counts.removed += difference.gone.count();
    return m_store.messages().removeByUid(m_mailbox.id, difference.gone);
}

void MailboxSync::fetchChanges(const std::shared_ptr<Step> &step)
{
    if (!m_plan.changedSince.isValid()) {
        fetchChunk(step);
        return;
    }
    step->remote.fetchFlags(
        UidSet::from(Uid { 1 }), m_plan.changedSince,
        [step](const RemoteMessage &message) { step->messages.append(message); },
        [this, step](const Outcome &outcome) {
            if (step->ended())
                return;
            const Outcome done = outcome ? updateFlags(step->messages) : outcome;
            step->messages.clear();
            if (done)
                fetchChunk(step);
            else
                end(step, done);
        });
}

void MailboxSync::fetchChunk(const std::shared_ptr<Step> &step)
{
    if (m_chunks.isEmpty()) {
        end(step, conclude());
        return;
    }
    const UidSet chunk = m_chunks.first();
    step->remote.fetchHeaders(
        chunk, [step](const RemoteMessage &message) { step->messages.append(message); },
        [this, step, chunk](const Outcome &outcome) {
            if (step->ended())
                return;
            Outcome done = outcome;
            if (done)
                done = addMessages(step->messages);
            if (done) {
                // What the server did not answer for was removed meanwhile; asking again would never end.
                m_chunks.removeFirst();
                m_remaining -= chunk.count();
                if (m_chunks.isEmpty())
                    done = conclude();
            }
            end(step, done);
        });
}

Outcome MailboxSync::addMessages(const QList<RemoteMessage> &messages)
{
    return m_store.transaction([this, &messages]() -> Outcome {
        QList<RemoteMessage> ascending = messages;
        std::sort(ascending.begin(), ascending.end(), [](const RemoteMessage &a, const RemoteMessage &b) { return a.uid < b.uid; });
        for (const RemoteMessage &message : std::as_const(ascending)) {
            store::IncomingMessage incoming;
            incoming.uid = message.uid;
            incoming.flags = message.flags;
            incoming.modSeq = message.modSeq;
            incoming.internalDate = message.internalDate;
            incoming.size = message.size;
            incoming.hasAttachments = message.hasAttachments;
            incoming.envelope = mime::readEnvelope(message.header);
            const auto id = m_store.messages().insert(m_mailbox.id, incoming);
            if (!id)
                return id.error();
            if (!id->isValid())
                continue; // a pending operation took it away from here
            ++m_counts.added;
            m_addedInStep.prepend(*id);
            if (m_mailbox.role != MailboxRole::Junk && m_mailbox.role != MailboxRole::Trash) {
                const bool own = m_mailbox.role == MailboxRole::Sent;
                const auto &people = own ? incoming.envelope.to : incoming.envelope.from;
                if (const Outcome collected = m_store.contacts().collect(people.mailboxes(), incoming.internalDate, own); !collected)
                    return collected;
            }
        }
        return {};
    });
}

Outcome MailboxSync::updateFlags(const QList<RemoteMessage> &messages)
{
    const auto known = m_store.messages().known(m_mailbox.id);
    if (!known)
        return known.error();
    QHash<Uid, const store::MessageTable::Known *> byUid;
    for (const auto &row : *known)
        byUid.insert(row.uid, &row);
    return m_store.transaction([&]() -> Outcome {
        for (const RemoteMessage &message : messages) {
            const auto row = byUid.value(message.uid);
            if (!row || row->serverFlags == message.flags)
                continue;
            if (const Outcome set = m_store.messages().setServerFlags(row->id, message.flags, message.modSeq); !set)
                return set;
            ++m_counts.changed;
        }
        return {};
    });
}

Outcome MailboxSync::conclude()
{
    return m_store.transaction([this]() -> Outcome {
        // After a complete listing nothing can be matched any more.
        if (m_plan.listing != SyncPlan::Listing::None) {
            if (const Outcome removed = m_store.messages().removeUnmatched(m_mailbox.id); !removed)
                return removed;
        }
        const auto mailbox = m_store.mailboxes().find(m_mailbox.id);
        if (!mailbox)
            return mailbox.error();
        store::MailboxTable::SyncState state;
        state.uidValidity = m_selected.uidValidity;
        state.uidNext = m_selected.uidNext;
        state.highestModSeq = m_selected.highestModSeq;
        state.serverTotal = m_selected.exists;
        state.serverUnseen = mailbox->unread;
        state.lastSync = m_clock.utcNow();
        return m_store.mailboxes().setSyncState(m_mailbox.id, state);
    });
}

void MailboxSync::end(const std::shared_ptr<Step> &step, const Outcome &outcome)
{
    if (outcome)
        step->done(!m_chunks.isEmpty());
    else
        step->done(outcome.error());
}

} // namespace golub::sync
