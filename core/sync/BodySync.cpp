// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodySync.h"

#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/MessageAnalysis.h"

namespace golub::sync {
namespace {

constexpr int MessagesPerStep = 100; //!< few enough that opening a message never waits long behind a step, enough for one commit
constexpr qint64 BufferedBytes = 8 * 1024 * 1024; //!< committed together

} // namespace

BodySync::BodySync(store::MessageStore &store, const Mailbox &mailbox)
    : m_store(store), m_mailbox(mailbox), m_alive(std::make_shared<bool>(true))
{
}

BodySync::~BodySync() = default;

void BodySync::step(RemoteStore &remote, Done<bool> done)
{
    const auto missing = m_store.messages().withoutBody(m_mailbox.id, MessagesPerStep + int(m_unanswered.count()));
    if (!missing) {
        done(missing.error());
        return;
    }
    QList<Uid> uids;
    for (const auto &message : *missing) {
        if (!m_unanswered.contains(message.uid) && uids.size() < MessagesPerStep)
            uids.append(message.uid);
    }
    if (uids.isEmpty()) {
        done(false);
        return;
    }
    const UidSet set(uids);
    fetch(remote, set, [done = std::move(done)](const Outcome &outcome) {
        if (outcome)
            done(true);
        else
            done(outcome.error());
    });
}

struct BodySync::Fetch {
    RemoteStore &remote;
    std::weak_ptr<bool> alive;
    Done<void> done;
    QList<Uid> unanswered = {};
    QList<RemoteMessage> buffer = {};
    qint64 bufferedBytes = 0;
    Outcome stored = {};
};

void BodySync::fetch(RemoteStore &remote, const UidSet &uids, Done<void> done)
{
    auto fetch = std::make_shared<Fetch>(Fetch { remote, m_alive, std::move(done), uids.uids() });
    remote.select(m_mailbox.name, [this, fetch, uids](const Result<SelectedMailbox> &selected) {
        if (fetch->alive.expired())
            return;
        if (!selected) {
            fetch->done(selected.error());
            return;
        }
        const auto state = m_store.mailboxes().syncState(m_mailbox.id);
        if (!state || state->uidValidity != selected->uidValidity) {
            // The UIDs mean other messages now; the next header sync sorts it out.
            m_unanswered.insert(uids);
            fetch->done({});
            return;
        }
        fetch->remote.fetchMessages(
            uids,
            [this, fetch](const RemoteMessage &message) {
                if (fetch->alive.expired() || !fetch->stored)
                    return;
                fetch->unanswered.removeOne(message.uid);
                fetch->bufferedBytes += message.raw.size();
                fetch->buffer.append(message);
                if (fetch->bufferedBytes > BufferedBytes)
                    fetch->stored = flush(*fetch);
            },
            [this, fetch](const Outcome &outcome) {
                if (fetch->alive.expired())
                    return;
                // What arrived before a lost connection is kept, too.
                const Outcome stored = fetch->stored ? flush(*fetch) : fetch->stored;
                if (outcome)
                    m_unanswered.insert(UidSet(fetch->unanswered));
                fetch->done(stored ? outcome : stored);
            });
    });
}

Outcome BodySync::flush(Fetch &fetch)
{
    const Outcome done = m_store.transaction([&]() -> Outcome {
        for (const RemoteMessage &message : std::as_const(fetch.buffer)) {
            const auto id = m_store.messages().findByUid(m_mailbox.id, message.uid);
            if (!id || !id->isValid())
                continue; // moved away meanwhile
            if (const Outcome stored = m_store.messages().storeBody(*id, message.raw, analyze(message.raw)); !stored)
                return stored;
        }
        return {};
    });
    fetch.buffer.clear();
    fetch.bufferedBytes = 0;
    return done;
}

} // namespace golub::sync
