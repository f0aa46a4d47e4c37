// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodySync.h"

#include "core/base/Limits.h"
#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/MessageAnalysis.h"

#include <optional>
#include <utility>

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

struct BodySync::Step {
    RemoteStore &remote;
    Done<bool> done;
    StepTime time;
    bool lookedAfresh = false;       //!< with a SELECT of its own
    int underWay = 0;                //!< requests
    bool alone = false;              //!< a doubtful message was asked for
    std::optional<Error> error = {};
};

Result<BodySync::Batch> BodySync::nextBatch() const
{
    const auto &underWay = m_reception.underWay();
    const auto passedOver = int(m_unanswered.count() + underWay.size() + m_asked.size());
    const auto rows = m_store.messages().withoutBody(m_mailbox.id, m_stepSize.messages() + passedOver, m_wanted);
    if (!rows)
        return rows.error();
    QList<Uid> uids;
    QList<Uid> doubtful;
    for (const auto &message : *rows) {
        const bool coming = underWay.contains(message.uid.value) || m_asked.contains(message.uid.value);
        if (!m_unanswered.contains(message.uid) && !coming && uids.size() < m_stepSize.messages())
            (message.bodyAttempts > 0 ? doubtful : uids).append(message.uid);
    }
    // One of these ended the connection. Which one shows when each is fetched alone, behind all others.
    if (uids.isEmpty() && !doubtful.isEmpty())
        return Batch { UidSet::of(doubtful.first()), true };
    return Batch { UidSet(uids) };
}

//! \a then gets false where the UIDs mean other messages now.
void BodySync::open(RemoteStore &remote, bool afresh, std::function<void(const Result<bool> &)> then)
{
    const auto opened = [this, then = std::move(then), alive = std::weak_ptr(m_alive)](const Result<SelectedMailbox> &selected) {
        if (alive.expired())
            return;
        const auto state = m_store.mailboxes().syncState(m_mailbox.id);
        if (!selected)
            then(selected.error());
        else
            then(state && state->uidValidity == selected->uidValidity);
    };
    if (afresh)
        remote.select(m_mailbox.name, opened);
    else
        remote.reopen(m_mailbox.name, opened);
}

void BodySync::step(RemoteStore &remote, Done<bool> done, std::function<bool()> undisturbed)
{
    if (!m_bulk)
        m_bulk = m_store.bulk();
    const auto batch = nextBatch();
    if (!batch) {
        done(batch.error());
        return;
    }
    if (batch->uids.isEmpty()) {
        settle(std::move(done));
        return;
    }
    auto step = std::make_shared<Step>(Step { remote, std::move(done), StepTime(m_clock, std::move(undisturbed)) });
    step->lookedAfresh = std::exchange(m_refused, false);
    open(remote, step->lookedAfresh, [this, step](const Result<bool> &sameUids) {
        if (!sameUids)
            step->done(sameUids.error());
        else if (*sameUids)
            fetchMore(step);
        else
            settle(step->done); // the next header sync sorts it out
    });
}

void BodySync::fetchMore(const std::shared_ptr<Step> &step)
{
    while (step->underWay < RequestsUnderWay && !step->error && !step->alone && step->time.mayGoOn()) {
        const auto batch = nextBatch();
        if (!batch) {
            step->error = batch.error();
            break;
        }
        // The doubtful one is to be the only one that can be why the connection ends.
        if (batch->uids.isEmpty() || (batch->doubtful && step->underWay > 0))
            break;
        step->alone = batch->doubtful;
        ++step->underWay;
        for (const Uid uid : batch->uids.uids())
            m_asked.insert(uid.value);
        m_reception.fetch(step->remote, batch->uids, false, [this, step, uids = batch->uids, began = m_clock.monotonic()](const Reception::Answer &answer) {
            m_stepSize.took(m_service.answered(began, m_clock.monotonic()));
            answered(step, uids, answer);
        });
    }
    if (step->underWay > 0)
        return;
    // What the server has selected may have changed under it ([EXPUNGEISSUED], RFC 5530): it is looked at afresh, once.
    m_refused = step->error && step->error->kind == ErrorKind::ServerRefused && !step->lookedAfresh;
    if (step->error && !m_refused)
        step->done(*step->error);
    else
        step->done(true);
}

void BodySync::answered(const std::shared_ptr<Step> &step, const UidSet &asked, const Reception::Answer &answer)
{
    --step->underWay;
    for (const Uid uid : asked.uids())
        m_asked.remove(uid.value);
    if (answer.outcome) {
        takeEmpty(answer.unanswered);
        m_unanswered.insert(answer.unanswered);
    } else if (!step->error) { // servers answer in order: of what was asked for behind this, nothing can have been the reason
        noteFailure(asked, UidSet(answer.broken), answer.outcome.error());
        step->error = answer.outcome.error();
    }
    fetchMore(step);
}

void BodySync::settle(Done<bool> done)
{
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
    fetchNow(remote, uids, false, [this, &remote, uids, done = std::move(done), alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (!alive.expired() && !outcome && outcome.error().kind == ErrorKind::ServerRefused)
            fetchNow(remote, uids, true, done);
        else
            done(outcome);
    });
}

void BodySync::fetchNow(RemoteStore &remote, const UidSet &uids, bool afresh, Done<void> done)
{
    open(remote, afresh, [this, &remote, uids, done = std::move(done)](const Result<bool> &sameUids) {
        if (!sameUids || !*sameUids) {
            done(sameUids ? Outcome() : Outcome(sameUids.error()));
            return;
        }
        m_reception.fetch(remote, uids, true, [this, uids, done](const Reception::Answer &answer) {
            if (answer.outcome)
                takeEmpty(answer.unanswered);
            else
                noteFailure(uids, UidSet(answer.broken), answer.outcome.error());
            done(answer.outcome);
        });
    });
}

//! A message of no bytes has no body to send: what the server says is empty, and does not answer for, is here. Where it gives a size, the
//! message may come another time.
void BodySync::takeEmpty(const UidSet &uids)
{
    for (const Uid uid : uids.uids()) {
        const auto id = m_store.messages().findByUid(m_mailbox.id, uid);
        const auto summary = id && id->isValid() ? m_store.messages().summary(*id) : Result<MessageSummary>(Error::of(ErrorKind::NotFound));
        if (!summary || summary->size != 0 || summary->hasBody)
            continue;
        if (const Outcome stored = m_store.messages().storeBody(*id, QByteArray(), analyze(QByteArray())); !stored)
            qCWarning(logSync) << "empty message not stored:" << stored.error().detail;
    }
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
