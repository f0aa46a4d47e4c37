// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodySync.h"

#include "core/base/Limits.h"
#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"

namespace golub::sync {
namespace {

//! Rows are there already: they get their bodies.
Reception::Keep attachTo(store::MessageStore &store, MailboxId mailbox)
{
    return [&store, mailbox](const Reception::Messages &messages, const store::BodyIntake::Batch &bodies) {
        return store.transaction([&]() -> Outcome {
            for (qsizetype i = 0; i < messages.size(); ++i) {
                const auto id = store.messages().findByUid(mailbox, messages.at(i).uid);
                if (!bodies.at(i) || !id || !id->isValid())
                    continue; // too large, or moved away meanwhile
                if (const Outcome done = store.messages().attachBody(*id, bodies.at(i)->hash, bodies.at(i)->text); !done)
                    return done;
            }
            return {};
        });
    };
}

} // namespace

BodySync::BodySync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, const store::BodyWanted &wanted)
    : m_store(store)
    , m_clock(clock)
    , m_mailbox(mailbox)
    , m_wanted(wanted)
    , m_reception(store, mailbox.account, attachTo(store, mailbox.id))
    , m_alive(std::make_shared<bool>(true))
{
    // Asking for what is larger would end the connection each time.
    m_wanted.maxSize = m_wanted.maxSize > 0 ? std::min<qint64>(m_wanted.maxSize, limits::LiteralLength) : limits::LiteralLength;
}

BodySync::~BodySync() = default;

Result<QList<Uid>> BodySync::missing() const
{
    const auto &underWay = m_reception.underWay();
    const auto rows = m_store.messages().withoutBody(m_mailbox.id, m_stepSize.messages() + int(m_unanswered.count() + underWay.size()), m_wanted);
    if (!rows)
        return rows.error();
    QList<Uid> uids;
    QList<Uid> doubtful;
    for (const auto &message : *rows) {
        if (!m_unanswered.contains(message.uid) && !underWay.contains(message.uid.value) && uids.size() < m_stepSize.messages())
            (message.bodyAttempts > 0 ? doubtful : uids).append(message.uid);
    }
    // One of these ended the connection. Which one shows when each is fetched alone, behind all others.
    return uids.isEmpty() ? doubtful.mid(0, 1) : uids;
}

void BodySync::step(RemoteStore &remote, Done<bool> done)
{
    if (!m_bulk)
        m_bulk = m_store.bulk();
    const auto uids = missing();
    if (!uids) {
        done(uids.error());
        return;
    }
    if (!uids->isEmpty()) {
        receive(remote, UidSet(*uids), false, [this, began = m_clock.monotonic(), done = std::move(done)](const Outcome &outcome) {
            m_stepSize.took(m_clock.monotonic() - began);
            if (outcome)
                done(true);
            else
                done(outcome.error());
        });
        return;
    }
    m_reception.settle([this, done = std::move(done)](const Outcome &stored) {
        m_bulk.reset();
        if (stored)
            done(false);
        else
            done(stored.error());
    });
}

void BodySync::fetch(RemoteStore &remote, const UidSet &uids, Done<void> done)
{
    receive(remote, uids, true, std::move(done));
}

void BodySync::receive(RemoteStore &remote, const UidSet &uids, bool atOnce, Done<void> done)
{
    remote.select(m_mailbox.name,
        [this, &remote, uids, atOnce, done = std::move(done), alive = std::weak_ptr(m_alive)](const Result<SelectedMailbox> &selected) {
            if (alive.expired())
                return;
            if (!selected) {
                done(selected.error());
                return;
            }
            const auto state = m_store.mailboxes().syncState(m_mailbox.id);
            if (!state || state->uidValidity != selected->uidValidity) {
                // The UIDs mean other messages now; the next header sync sorts it out.
                m_unanswered.insert(uids);
                done({});
                return;
            }
            m_reception.fetch(remote, uids, atOnce, [this, uids, done](const Reception::Answer &answer) {
                if (answer.outcome)
                    m_unanswered.insert(answer.unanswered);
                else
                    noteFailure(uids, UidSet(answer.broken), answer.outcome.error());
                done(answer.outcome);
            });
        });
}

//! Where one of the messages may be why the connection ended, and not the network, they are not asked for together again.
void BodySync::noteFailure(const UidSet &asked, const UidSet &broken, const Error &error)
{
    const bool understood = error.kind == ErrorKind::Protocol || error.kind == ErrorKind::LimitExceeded;
    if (!understood && !(closesSession(error.kind) && broken == asked))
        return;
    if (const Outcome noted = m_store.messages().noteBodyFailure(m_mailbox.id, broken.uids()); !noted)
        qCWarning(logSync) << "failed bodies not noted:" << noted.error().detail;
}

} // namespace golub::sync
