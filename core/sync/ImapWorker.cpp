// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ImapWorker.h"

#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/sync/PartialFetch.h"
#include "core/sync/SearchRun.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
using operations::OperationPlayer;
//! A connection that lasted this long was a good one. What breaks each sooner (an answer that is not understood, a message over the
//! limits) is tried ever more seldom, although signing in works.
constexpr auto GoodConnection = 1min;
constexpr auto ProbeWithin = 10s;         //!< a connection that does not answer so soon after a wake-up is dead
constexpr int RebuiltAtMost = 3;          //!< times in a row that a mailbox's UIDs mean others
constexpr auto ReaderWaits = 400ms;       //!< for the connection to be free, before a second one is opened

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

} // namespace

//! A body that somebody waits for: whichever connection is free first fetches it.
struct Wanted {
    enum class By : quint8 { Nobody, First, Second } by = By::Nobody;
    bool passed = false;             //!< the first connection has had its turn
    Done<void> done = {};

    void tell(const Outcome &outcome)
    {
        if (const auto told = std::exchange(done, {}))
            told(outcome);
    }
};

ImapWorker::ImapWorker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, AccountWorker::Hooks hooks,
    ConnectionGovernor *governor)
    : m_account(account)
    , m_store(store)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
    , m_trust(store, account)
    , m_connection(account, factory, clock, governor)
    , m_rounds(account, store, clock, m_tasks, m_connection, m_trust, roundHooks())
    , m_watcher(account, store, clock, m_trust, watcherHooks())
    , m_lane(account, factory, clock, m_trust, governor)
    , m_player(std::make_unique<OperationPlayer>(store, clock, account.id))
    , m_alive(std::make_shared<bool>(true))
{
}

ImapWorker::~ImapWorker()
{
    m_clock.cancelTimer(m_retryTimer);
    m_clock.cancelTimer(m_operationTimer);
    m_clock.cancelTimer(m_probeTimer);
}

Rounds::Hooks ImapWorker::roundHooks()
{
    Rounds::Hooks hooks;
    hooks.status = [this](const WorkerStatus &status) { setStatus(status); };
    hooks.newInInbox = m_hooks.newInInbox;
    hooks.play = [this](OperationPlayer::Patience patience, Done<int> done) { play(patience, std::move(done)); };
    hooks.failed = [this](const Error &error) {
        m_status.hasError = true;
        m_status.error = error;
    };
    return hooks;
}

Watcher::Hooks ImapWorker::watcherHooks()
{
    Watcher::Hooks hooks;
    hooks.news = [this](const QString &path) {
        m_rounds.refreshMailbox(path);
        pump();
    };
    hooks.look = [this] {
        if (hasPendingOperations()) // the server could not do them then
            addPlaying();
        m_rounds.refresh(TaskPriority::Headers);
        pump();
    };
    hooks.audit = [this] {
        if (m_rounds.auditDue())
            pump();
    };
    hooks.lost = [this](const Error &error) { lost(error); };
    return hooks;
}

// --- what others want

void ImapWorker::start(Mode mode)
{
    if (m_running)
        return;
    m_running = true;
    m_stopped = false;
    m_mode = mode;
    m_backoff.reset();
    if (mode == Mode::KeepInStep)
        m_rounds.refresh(TaskPriority::Inbox);
    pump();
}

void ImapWorker::stop()
{
    m_running = false;
    m_stopped = true;
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    m_clock.cancelTimer(std::exchange(m_operationTimer, 0));
    m_lane.close(Error::of(ErrorKind::Offline));
    dropConnection(Error::of(ErrorKind::Offline));
    setStatus({ WorkerStatus::State::Offline });
}

void ImapWorker::setSecret(const Secret &secret)
{
    m_secret = secret;
    m_hasSecret = true;
    m_renewed = false;
    retryNow();
}

void ImapWorker::retryNow()
{
    m_needsUser = false;
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    if (!m_running)
        return;
    if (!m_connection.exists() && m_tasks.isEmpty() && m_mode == Mode::KeepInStep)
        m_rounds.refresh(TaskPriority::Inbox);
    pump();
}

void ImapWorker::networkChanged()
{
    m_trust.forgetLink();
    if (!m_connection.isReady()) {
        if (m_retryTimer != 0) // it waited for exactly this
            retryNow();
        return;
    }
    const auto inbox = m_store.mailboxes().findByRole(m_account.id, MailboxRole::Inbox);
    if (m_probeTimer != 0 || !inbox || m_tasks.isBusy()) // what is under way finds out by itself
        return;
    // A socket that has slept looks alive. Whatever it answers will do, if it answers soon.
    m_probeTimer = m_clock.startTimer(ProbeWithin, [this] {
        m_probeTimer = 0;
        m_backoff.reset();
        dropConnection(Error::of(ErrorKind::ConnectionLost));
        m_rounds.refresh(TaskPriority::Inbox);
        pump();
    });
    m_tasks.add({ TaskPriority::User, [this, name = inbox->name](Done<void> done) {
                     m_connection.remote().status(name, [this, done = std::move(done)](const Result<RemoteStore::Counts> &counts) {
                         m_clock.cancelTimer(std::exchange(m_probeTimer, 0));
                         const bool broken = !counts && closesSession(counts.error().kind);
                         done(broken ? Outcome(counts.error()) : Outcome());
                     });
                 } });
    m_rounds.refresh(TaskPriority::Inbox);
    pump();
}

void ImapWorker::operationsPending()
{
    addPlaying();
    pump();
}

void ImapWorker::synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done)
{
    // Whoever asks for mail wants it tried again, unless only another password would help.
    if (m_needsUser && !needsPassword(m_status.error))
        m_needsUser = false;
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    m_rounds.request(request, std::move(done));
    pump();
}

void ImapWorker::fetch(const Fetch &fetch, Done<void> done)
{
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    const auto summary = m_store.messages().summary(fetch.message);
    if (summary && !summary->uid.isValid()) // moved here: its UID is known once the server has moved it, too
        m_tasks.add({ TaskPriority::User, [this](Done<void> finished) {
                         play(OperationPlayer::Patience::Keep,
                             [finished = std::move(finished)](const Result<int> &played) { finished(played ? Outcome() : Outcome(played.error())); });
                     } });
    auto wanted = std::make_shared<Wanted>();
    wanted->done = std::move(done);
    const auto run = [this, fetch, wanted](Done<void> finished) {
        wanted->passed = true;
        if (wanted->by == Wanted::By::Second) {
            finished({});
            return;
        }
        wanted->by = Wanted::By::First;
        fetchMessage(m_connection.remote(), m_store, m_clock, fetch, std::move(finished));
    };
    const auto ended = [wanted](const Outcome &outcome) {
        wanted->passed = true;
        if (wanted->by != Wanted::By::Second)
            wanted->tell(outcome);
    };
    m_tasks.add({ TaskPriority::User, run, ended });
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    pump();
    if (wanted->by == Wanted::By::Nobody && m_connection.isReady() && m_mode == Mode::KeepInStep)
        readBeside(fetch, wanted);
}

//! Something long holds the connection: a second one does not make the reader wait for it.
void ImapWorker::readBeside(const Fetch &wish, const std::shared_ptr<Wanted> &wanted)
{
    m_clock.startTimer(ReaderWaits, [this, alive = std::weak_ptr(m_alive), wish, wanted] {
        if (alive.expired() || wanted->by != Wanted::By::Nobody || wanted->passed || !m_connection.isReady())
            return;
        const auto fetch = [this, wish](RemoteStore &remote, Done<void> finished) { fetchMessage(remote, m_store, m_clock, wish, std::move(finished)); };
        wanted->by = Wanted::By::Second;
        const bool begun = m_lane.run(m_secret, fetch, [wanted](const Outcome &outcome) {
            if (!outcome && closesSession(outcome.error().kind) && !wanted->passed)
                wanted->by = Wanted::By::Nobody; // the first connection still comes to it
            else
                wanted->tell(outcome);
        });
        if (!begun)
            wanted->by = Wanted::By::Nobody;
    });
}

void ImapWorker::search(const ServerSearch &search, Done<ServerHits> done)
{
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    searchNext(std::make_shared<SearchRun>(search, std::move(done)));
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    pump();
}

//! A task for each mailbox: what is more urgent comes in between.
void ImapWorker::searchNext(const std::shared_ptr<SearchRun> &run)
{
    const auto step = [this, run](Done<void> finished) { run->searchOne(m_connection.remote(), m_store, std::move(finished)); };
    m_tasks.add({ TaskPriority::User, step, [this, run](const Outcome &outcome) {
                     if (!outcome || run->isOver())
                         run->finish(m_store, outcome);
                     else
                         searchNext(run);
                 } });
}

// --- the connection

bool ImapWorker::heldBack() const
{
    return !m_running || m_needsUser || m_opening || m_retryTimer != 0;
}

void ImapWorker::pump()
{
    if (heldBack() || m_tasks.isBusy())
        return;
    if (!m_connection.exists()) {
        if (!m_tasks.isEmpty())
            connect();
        return;
    }
    if (m_tasks.isEmpty()) {
        idle();
        return;
    }
    m_resting = false;
    m_watcher.pause();
    m_tasks.startNext([this](const Outcome &outcome) {
        if (!outcome && (closesSession(outcome.error().kind) || wantsPause(outcome.error())))
            lost(outcome.error());
        else
            pump();
    });
}

void ImapWorker::connect()
{
    if (!m_hasSecret && m_account.incoming.auth != AuthMethod::None) {
        waitAndRetry(Error::of(ErrorKind::CredentialMissing));
        return;
    }
    if (const auto pause = m_trust.pause(m_clock.utcNow())) {
        waitOut(*pause);
        return;
    }
    m_opening = true;
    setStatus({ WorkerStatus::State::Connecting, Text::tr("Connecting to %1").arg(m_account.incoming.host) });
    // What is more urgent than a round asks something else first.
    const bool roundFirst = !hasPendingOperations() && !m_tasks.isWaiting(TaskPriority::User);
    const auto first = roundFirst ? m_rounds.firstQuestion() : RemoteStore::FirstQuestion::None;
    if (!m_connection.open(m_secret, m_trust.connectionLimit(), m_trust.distrusted(), [this](const Outcome &outcome) { opened(outcome); }, first,
            m_trust.linkWasSlow(m_clock.utcNow()))) {
        m_opening = false;
        waitAndRetry(Error::of(ErrorKind::ServerTemporary, QStringLiteral("connection limit")));
    }
}

void ImapWorker::opened(const Outcome &outcome)
{
    if (!outcome && renewSecret(outcome.error()))
        return;
    m_opening = false;
    if (!outcome) {
        lost(outcome.error());
        return;
    }
    m_renewed = false;
    m_trust.met(m_connection.remote().serverFacts());
    setStatus({ WorkerStatus::State::Synchronizing });
    if (hasPendingOperations())
        addPlaying();
    pump();
}

//! What waits goes on waiting while a token that the server did not take is replaced.
bool ImapWorker::renewSecret(const Error &refusal)
{
    if (refusal.kind != ErrorKind::AuthFailed || !m_hooks.renewSecret || std::exchange(m_renewed, true))
        return false;
    m_connection.drop();
    m_hooks.renewSecret(m_secret, [this, alive = std::weak_ptr(m_alive), round = ++m_renewals, refusal](const Result<Secret> &secret) {
        if (alive.expired() || round != m_renewals || !m_opening)
            return;
        m_opening = false;
        if (secret) {
            m_secret = *secret;
            pump();
            return;
        }
        Error error = secret.error();
        if (error.reply.isEmpty())
            error.reply = refusal.reply;
        lost(error);
    });
    return true;
}

void ImapWorker::lost(const Error &why)
{
    dropConnection(why);
    waitAndRetry(why);
}

void ImapWorker::dropConnection(const Error &why)
{
    m_opening = false;
    ++m_renewals;
    m_resting = false;
    m_watcher.stop();
    m_clock.cancelTimer(std::exchange(m_probeTimer, 0));
    if (m_connection.age() >= GoodConnection)
        m_backoff.reset();
    m_connection.drop();
    m_player = std::make_unique<OperationPlayer>(m_store, m_clock, m_account.id);
    m_tasks.dropAll(why);
}

void ImapWorker::waitAndRetry(const Error &why)
{
    if (!m_running)
        return;
    m_trust.askedToWait(why, m_clock.utcNow());
    if (recoveryFor(why.kind) == Recovery::AskUser)
        needUser(why);
    else
        waitFor(m_backoff.next(why.retryAfter), why);
}

void ImapWorker::needUser(const Error &why)
{
    m_needsUser = true;
    WorkerStatus status { WorkerStatus::State::NeedsUser };
    status.hasError = true;
    status.error = why;
    setStatus(status);
    m_tasks.dropAll(why);
    if (m_hooks.needsUser)
        m_hooks.needsUser(why);
}

void ImapWorker::waitFor(std::chrono::milliseconds wait, const Error &why)
{
    WorkerStatus status { WorkerStatus::State::WaitingToRetry };
    status.hasError = true;
    status.error = why;
    if (m_mode == Mode::KeepInStep) {
        status.nextTry = m_clock.utcNow().addMSecs(wait.count());
        m_retryTimer = m_clock.startTimer(wait, [this] {
            m_retryTimer = 0;
            m_rounds.refresh(TaskPriority::Inbox);
            pump();
        });
    }
    setStatus(status);
    m_tasks.dropAll(why);
}

//! A short one is waited for, whoever asks; of a long one whoever asks is told.
void ImapWorker::waitOut(const store::ServerPause &pause)
{
    const std::chrono::milliseconds wait(std::max<qint64>(1, m_clock.utcNow().msecsTo(pause.notBefore)));
    if (wait > ServerTrust::ShortPause) {
        waitFor(wait, pause.reason);
        return;
    }
    WorkerStatus status { WorkerStatus::State::WaitingToRetry, pause.reason.text };
    status.nextTry = pause.notBefore;
    m_retryTimer = m_clock.startTimer(wait, [this] {
        m_retryTimer = 0;
        pump();
    });
    setStatus(status);
}

void ImapWorker::idle()
{
    if (std::exchange(m_resting, true))
        return;
    WorkerStatus status { WorkerStatus::State::Idle };
    status.hasError = m_status.hasError && m_status.state == WorkerStatus::State::Synchronizing;
    status.error = m_status.error;
    setStatus(status);
    if (m_mode == Mode::KeepInStep && m_connection.isReady())
        m_watcher.watch(m_connection.remote());
}

void ImapWorker::setStatus(WorkerStatus status)
{
    m_status = std::move(status);
    if (m_hooks.status)
        m_hooks.status(m_status);
}

// --- operations

void ImapWorker::addPlaying()
{
    m_tasks.add({ TaskPriority::Operations, [this](Done<void> done) {
                     play(OperationPlayer::Patience::Keep, [this, done = std::move(done)](const Result<int> &count) {
                         played(count);
                         done(count ? Outcome() : Outcome(count.error()));
                     });
                 } });
}

void ImapWorker::play(OperationPlayer::Patience patience, Done<int> done)
{
    const auto unnamed = m_store.mailboxes().hasUnnamed(m_account.id);
    if (!unnamed || !*unnamed) {
        playListed(patience, std::move(done));
        return;
    }
    // A folder is to be made: perhaps the server has one for that purpose, under another name.
    surveyMailboxes(m_connection.remote(), m_store, m_account.id, {}, m_alive,
        [this, patience, done = std::move(done)](const Result<CountsByMailbox> &counts) {
            if (counts)
                playListed(patience, done);
            else
                done(counts.error());
        });
}

void ImapWorker::playListed(OperationPlayer::Patience patience, Done<int> done)
{
    m_player->run(m_connection.remote(), patience, [this, done = std::move(done)](const Result<int> &count) {
        // What the server could not do is tried again when its time comes, not all the time.
        m_clock.cancelTimer(std::exchange(m_operationTimer, 0));
        if (const QDateTime next = m_player->nextTry(); next.isValid() && m_mode == Mode::KeepInStep) {
            m_operationTimer = m_clock.startTimer(std::chrono::milliseconds(std::max<qint64>(0, m_clock.utcNow().msecsTo(next))), [this] {
                m_operationTimer = 0;
                operationsPending();
            });
        }
        done(count);
    });
}

//! What is left waits for UIDs that the server did not tell (no UIDPLUS), or that changed: listing the mailboxes finds them.
void ImapWorker::played(const Result<int> &count)
{
    // Once where nothing could be played, so that what no listing finds is not looked for without end.
    const bool waits = waitsForListing();
    const bool stuck = waits && count && *count == 0;
    const bool listing = m_player->foundAnew() || (waits && !(stuck && m_listedInVain));
    m_listedInVain = stuck;
    m_rebuilt = m_player->foundAnew() ? m_rebuilt + 1 : 0;
    if (!count || !listing || m_rebuilt > RebuiltAtMost)
        return; // a server that renumbers its mailboxes at each look is asked again when it is time for all

    m_rounds.refresh(TaskPriority::Headers, [this] {
        if (!hasPendingOperations())
            return;
        addPlaying();
        pump();
    });
}

bool ImapWorker::hasPendingOperations() const
{
    return m_store.operations().nextPending(m_account.id).has_value() || waitsForListing();
}

bool ImapWorker::waitsForListing() const
{
    return m_store.operations().waitsForListing(m_account.id).value_or(false);
}

} // namespace golub::sync
