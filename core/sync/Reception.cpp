// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Reception.h"

#include "core/sync/MessageAnalysis.h"

#include <utility>
#include <vector>

namespace golub::sync {
namespace {

constexpr qint64 BatchBytes = 2 * 1024 * 1024;   //!< stored together
constexpr qsizetype BatchMessages = 1000;
constexpr qint64 HoldBackAt = 12 * 1024 * 1024;  //!< waiting to be compressed: reading stops
constexpr qint64 GoOnAt = 6 * 1024 * 1024;
// While more is on its way, rows wait for each other: many in one transaction write the same pages of the indexes once.
// But the server stands still while nobody reads: not so many that what is on its way fills up.
constexpr qsizetype RowsAtOnce = 500;
constexpr qsizetype TextAtOnce = 2 * 1024 * 1024; //!< bytes for the index, which wait with them
constexpr int MuchWaits = 4;          //!< times as many, and more are not brought

} // namespace

struct Reception::State : std::enable_shared_from_this<Reception::State> {
    State(store::MessageStore &into, AccountId of, Keep with) : store(into), account(of), keep(std::move(with)) { }

    store::MessageStore &store;
    AccountId account;
    Keep keep;
    QSet<quint32> underWay = {};
    Outcome stored = {};
    bool alive = true;
    int batches = 0;                  //!< on their way into the store
    //! Bodies are durable, rows are not there.
    struct Rows {
        Messages messages = {};
        store::BodyIntake::Batch bodies = {};
        qsizetype text = 0;
    };
    Rows waiting = {};
    bool giving = false;              //!< rows, in the store's thread
    bool holdsBack = false;           //!< too many wait for it
    std::vector<std::function<void()>> whenGiven = {};

    store::BodyIntake::Read reader() const { return store.isIndexing(account) ? analyze : analyzeForList; }

    //! The last batch under way, and each that makes it many, brings the rows of all that wait.
    void finished(const Messages &messages, Result<store::BodyIntake::Batch> batch)
    {
        if (!add(messages, std::move(batch)))
            return;
        if (batches == 0 || areMany(1))
            giveRows();
        if (giving && areMany(MuchWaits))
            holdBack(true);
    }

    bool add(const Messages &messages, Result<store::BodyIntake::Batch> batch)
    {
        if (!batch) {
            giveRowsNow(); // these are stored
            fail(batch.error());
            forget(messages);
            return false;
        }
        for (const Result<store::BodyIntake::Taken> &body : *batch)
            waiting.text += body ? body->text.text.size() : 0;
        waiting.messages += messages;
        waiting.bodies += std::move(*batch);
        return true;
    }

    bool areMany(int times) const { return waiting.messages.size() >= times * RowsAtOnce || waiting.text >= times * TextAtOnce; }

    void giveRows()
    {
        if (giving || waiting.messages.isEmpty())
            return;
        giving = true;
        const auto rows = std::make_shared<const Rows>(std::exchange(waiting, {}));
        const auto give = [keep = stored ? keep : Keep(), rows]() -> Outcome { return keep ? keep(rows->messages, rows->bodies) : Outcome(); };
        store.behind(give, [self = shared_from_this(), rows](const Outcome &outcome) {
            self->giving = false;
            self->given(*rows, outcome);
        });
    }

    void giveRowsNow()
    {
        const Rows rows = std::exchange(waiting, {});
        given(rows, !rows.messages.isEmpty() && stored ? keep(rows.messages, rows.bodies) : Outcome());
    }

    void given(const Rows &rows, const Outcome &outcome)
    {
        fail(outcome);
        forget(rows.messages);
        if (batches == 0 || areMany(1) || !whenGiven.empty())
            giveRows();
        if (!areMany(MuchWaits))
            holdBack(false);
        if (giving)
            return;
        for (const auto &call : std::exchange(whenGiven, {}))
            call();
    }

    //! Calls when everything that came has its rows.
    void afterRows(std::function<void()> call)
    {
        whenGiven.push_back(std::move(call));
        if (!giving)
            given({}, {});
    }

    void holdBack(bool hold)
    {
        if (std::exchange(holdsBack, hold) != hold)
            store.intake().hold(hold);
    }

    void fail(const Outcome &outcome)
    {
        if (stored)
            stored = outcome;
    }

    void forget(const Messages &messages)
    {
        for (const RemoteMessage &message : messages)
            underWay.remove(message.uid.value);
    }
};

//! Lives as long as the request: the connection that made it is there, too.
struct Reception::Fetch {
    RemoteStore &remote;
    UidSet wanted;
    bool atOnce;
    std::function<void(const Answer &)> done;
    QSet<quint32> missing;
    QList<QByteArray> raw = {};
    Messages messages = {};
    qint64 bytes = 0;
    bool heldBack = false;

    void holdBack(bool hold)
    {
        if (std::exchange(heldBack, hold) != hold)
            remote.holdBack(hold);
    }
};

Reception::Reception(store::MessageStore &store, AccountId account, Keep keep)
    : m_state(std::make_shared<State>(store, account, std::move(keep)))
{
}

Reception::~Reception()
{
    m_state->alive = false;
}

const Outcome &Reception::stored() const
{
    return m_state->stored;
}

const QSet<quint32> &Reception::underWay() const
{
    return m_state->underWay;
}

void Reception::fetch(RemoteStore &remote, const UidSet &uids, bool atOnce, std::function<void(const Answer &)> done)
{
    ask(&RemoteStore::fetchMessages, std::make_shared<Fetch>(Fetch { remote, uids, atOnce, std::move(done), {} }));
}

void Reception::fetchNew(RemoteStore &remote, const UidSet &uids, std::function<void(const Answer &)> done)
{
    ask(&RemoteStore::fetchWhole, std::make_shared<Fetch>(Fetch { remote, uids, false, std::move(done), {} }));
}

void Reception::ask(Ask how, const std::shared_ptr<Fetch> &fetch)
{
    for (const Uid uid : fetch->wanted.uids())
        fetch->missing.insert(uid.value);
    const std::weak_ptr<State> alive = m_state;
    (fetch->remote.*how)(
        fetch->wanted,
        [this, alive, fetch](const RemoteMessage &message) {
            if (const auto state = alive.lock(); state && state->alive)
                take(fetch, message);
        },
        [this, alive, fetch](const Outcome &outcome) {
            if (const auto state = alive.lock(); state && state->alive)
                end(fetch, outcome);
        });
}

void Reception::take(const std::shared_ptr<Fetch> &fetch, const RemoteMessage &message)
{
    if (!m_state->stored || !fetch->missing.remove(message.uid.value))
        return;
    fetch->bytes += message.raw.size();
    m_bytesReceived += message.raw.size();
    fetch->raw.append(message.raw);
    fetch->messages.append(message);
    fetch->messages.last().raw = {};
    if (fetch->bytes >= BatchBytes || fetch->messages.size() >= BatchMessages)
        submit(fetch);
}

void Reception::submit(const std::shared_ptr<Fetch> &fetch)
{
    if (fetch->messages.isEmpty())
        return;
    const std::shared_ptr<State> state = m_state;
    const Messages messages = std::exchange(fetch->messages, {});
    QList<QByteArray> raw = std::exchange(fetch->raw, {});
    fetch->bytes = 0;
    for (const RemoteMessage &message : messages)
        state->underWay.insert(message.uid.value);
    store::BodyIntake &intake = state->store.intake();
    if (fetch->atOnce) {
        if (state->add(messages, intake.takeNow(raw, state->reader())))
            state->giveRowsNow();
        return;
    }
    ++state->batches;
    intake.take(std::move(raw), state->reader(), [state, messages](Result<store::BodyIntake::Batch> bodies) {
        --state->batches;
        state->finished(messages, std::move(bodies));
    });
    if (intake.bytesUnderWay() < HoldBackAt)
        return;
    fetch->holdBack(true);
    intake.whenBelow(GoOnAt, [weak = std::weak_ptr(fetch)] {
        if (const auto waiting = weak.lock())
            waiting->holdBack(false);
    });
}

void Reception::end(const std::shared_ptr<Fetch> &fetch, const Outcome &outcome)
{
    // What arrived before a lost connection is kept, too.
    submit(fetch);
    fetch->holdBack(false);
    Answer answer;
    answer.outcome = outcome;
    for (const Uid uid : fetch->wanted.uids()) {
        if (!fetch->missing.contains(uid.value))
            continue;
        if (outcome)
            answer.unanswered.insert(UidSet::of(uid));
        else
            answer.broken.append(uid);
    }
    m_state->store.intake().whenBelow(GoOnAt, [state = m_state, answer = std::move(answer), done = std::move(fetch->done)]() mutable {
        if (!state->alive)
            return;
        if (!state->stored)
            answer.outcome = state->stored;
        done(answer);
    });
}

void Reception::settle(Done<void> done)
{
    m_state->store.intake().take({}, {}, [state = m_state, done = std::move(done)](const Result<store::BodyIntake::Batch> &) {
        state->afterRows([waits = state.get(), done] {
            if (waits->alive)
                done(waits->stored);
        });
    });
}

} // namespace golub::sync
