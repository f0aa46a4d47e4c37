// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ImapWorker.h"

#include "core/base/Log.h"
#include "core/operations/OperationPlayer.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/sync/BodySync.h"
#include "core/sync/MailboxSync.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
constexpr auto FullPassEvery = 10min; //!< mailboxes other than the inbox, which IDLE watches
//! A connection that lasted this long was a good one. What breaks each sooner (an answer that is not understood, a message over the
//! limits) is tried ever more seldom, although signing in works.
constexpr auto GoodConnection = 1min;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

WireStatistics operator+(const WireStatistics &a, const WireStatistics &b)
{
    return { a.commands + b.commands, a.bytesSent + b.bytesSent, a.bytesReceived + b.bytesReceived };
}

WireStatistics operator-(const WireStatistics &a, const WireStatistics &b)
{
    return { a.commands - b.commands, a.bytesSent - b.bytesSent, a.bytesReceived - b.bytesReceived };
}

//! Something happened in the mailbox since its last sync.
bool differs(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected)
{
    const bool modSeqs = state.highestModSeq.isValid() && selected.highestModSeq.isValid();
    return state.uidValidity != selected.uidValidity || state.uidNext != selected.uidNext || state.serverTotal != selected.exists
        || (modSeqs && state.highestModSeq != selected.highestModSeq);
}

bool matches(const Mailbox &mailbox, const QString &wanted)
{
    return wanted.isEmpty() || mailbox.name.path.compare(wanted, Qt::CaseInsensitive) == 0
        || (mailbox.role != MailboxRole::None && roleName(mailbox.role).compare(wanted, Qt::CaseInsensitive) == 0);
}

} // namespace

//! One round over some mailboxes: asked for by somebody, or by the worker itself (then done is empty).
struct ImapWorker::Pass {
    SyncRequest request;
    Done<QList<MailboxReport>> done = {};
    QList<MailboxReport> reports = {};
    int outstanding = 0;
    qint64 operationsDone = 0;
    bool playAfterwards = false;     //!< operations waited for what this pass finds
    std::optional<Error> error = {};

    MailboxReport &reportFor(const Mailbox &mailbox)
    {
        for (MailboxReport &report : reports) {
            if (report.mailbox == mailbox.id)
                return report;
        }
        reports.append(MailboxReport { mailbox.id, mailbox.name.path });
        return reports.last();
    }
};

ImapWorker::ImapWorker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks)
    : m_account(account)
    , m_store(store)
    , m_factory(factory)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
    , m_player(std::make_unique<operations::OperationPlayer>(store, account.id))
    , m_alive(std::make_shared<bool>(true))
{
}

ImapWorker::~ImapWorker()
{
    m_clock.cancelTimer(m_retryTimer);
    m_clock.cancelTimer(m_passTimer);
    m_clock.cancelTimer(m_lookTimer);
    m_clock.cancelTimer(m_deadTimer);
}

void ImapWorker::start(Mode mode)
{
    if (m_running)
        return;
    m_running = true;
    m_stopped = false;
    m_mode = mode;
    m_backoff.reset();
    if (mode == Mode::KeepInStep)
        addPass(std::make_shared<Pass>(), TaskPriority::Inbox);
    pump();
}

void ImapWorker::stop()
{
    m_running = false;
    m_stopped = true;
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    m_clock.cancelTimer(std::exchange(m_passTimer, 0));
    dropConnection(Error::of(ErrorKind::Offline));
    setStatus({ WorkerStatus::State::Offline });
}

void ImapWorker::setSecret(const Secret &secret)
{
    m_secret = secret;
    m_hasSecret = true;
    retryNow();
}

void ImapWorker::retryNow()
{
    m_needsUser = false;
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    if (!m_running)
        return;
    if (!m_remote && m_tasks.isEmpty() && m_mode == Mode::KeepInStep)
        addPass(std::make_shared<Pass>(), TaskPriority::Inbox);
    pump();
}

void ImapWorker::operationsPending()
{
    m_tasks.add({ TaskPriority::Operations, [this](Done<void> done) { playOperations({}, std::move(done)); } });
    pump();
}

void ImapWorker::synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done)
{
    auto pass = std::make_shared<Pass>(Pass { request, std::move(done) });
    m_needsUser = m_needsUser && needsPassword(m_status.error);
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [pass, why] { pass->done(why); });
        return;
    }
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    addPass(pass, TaskPriority::Operations);
    pump();
}

void ImapWorker::fetchBody(MessageId id, Done<void> done)
{
    const auto fetch = [this, id](Done<void> finished) {
        const auto summary = m_store.messages().summary(id);
        const auto mailbox = summary ? m_store.mailboxes().find(summary->mailbox) : Result<Mailbox>(summary.error());
        if (!mailbox || !summary->uid.isValid()) {
            finished(mailbox ? Error::of(ErrorKind::NotFound, QStringLiteral("no UID")) : mailbox.error());
            return;
        }
        auto bodies = std::make_shared<BodySync>(m_store, *mailbox);
        bodies->fetch(*m_remote, UidSet::of(summary->uid), [this, id, bodies, finished = std::move(finished)](const Outcome &outcome) {
            const bool here = outcome && m_store.messages().body(id).has_value();
            finished(outcome && !here ? Outcome(Error::of(ErrorKind::NotFound, QStringLiteral("the server sent nothing"))) : outcome);
        });
    };
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    const auto summary = m_store.messages().summary(id);
    if (summary && !summary->uid.isValid()) // moved here: its UID is known once the server has moved it, too
        m_tasks.add({ TaskPriority::User, [this](Done<void> finished) { playOperations({}, std::move(finished)); } });
    m_tasks.add({ TaskPriority::User, fetch, std::move(done) });
    m_clock.cancelTimer(std::exchange(m_retryTimer, 0));
    pump();
}

bool ImapWorker::heldBack() const
{
    return !m_running || m_needsUser || m_opening || m_retryTimer != 0;
}

void ImapWorker::pump()
{
    if (heldBack() || m_tasks.isBusy())
        return;
    if (!m_remote) {
        if (!m_tasks.isEmpty())
            connect();
        return;
    }
    if (m_tasks.isEmpty()) {
        idle();
        return;
    }
    m_idling = false;
    m_tasks.startNext([this](const Outcome &outcome) {
        if (!outcome && closesSession(outcome.error().kind)) {
            dropConnection(outcome.error());
            waitAndRetry(outcome.error());
            return;
        }
        pump();
    });
}

void ImapWorker::connect()
{
    if (!m_hasSecret && m_account.incoming.auth != AuthMethod::None) {
        waitAndRetry(Error::of(ErrorKind::CredentialMissing));
        return;
    }
    m_opening = true;
    setStatus({ WorkerStatus::State::Connecting, Text::tr("Connecting to %1").arg(m_account.incoming.host) });
    m_remote = m_factory.remoteStore(m_account, m_secret);
    m_remote->open([this, alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (!alive.expired())
            opened(outcome);
    });
}

void ImapWorker::opened(const Outcome &outcome)
{
    m_opening = false;
    if (!outcome) {
        dropConnection(outcome.error());
        waitAndRetry(outcome.error());
        return;
    }
    m_openedAt = m_clock.monotonic();
    setStatus({ WorkerStatus::State::Synchronizing });
    operationsPending();
}

void ImapWorker::dropConnection(const Error &why)
{
    m_opening = false;
    m_idling = false;
    m_clock.cancelTimer(std::exchange(m_lookTimer, 0));
    const auto openedAt = std::exchange(m_openedAt, std::chrono::milliseconds(-1));
    if (openedAt >= 0ms && m_clock.monotonic() - openedAt >= GoodConnection)
        m_backoff.reset();
    if (m_remote) {
        m_earlier = m_earlier + m_remote->statistics();
        // Not here: this may be a callback of the very connection.
        m_dead.push_back(std::move(m_remote));
        m_clock.cancelTimer(m_deadTimer);
        m_deadTimer = m_clock.startTimer(0ms, [this] {
            m_deadTimer = 0;
            m_dead.clear();
        });
    }
    m_player = std::make_unique<operations::OperationPlayer>(m_store, m_account.id);
    m_tasks.dropAll(why);
}

void ImapWorker::waitAndRetry(const Error &why)
{
    if (!m_running)
        return;
    WorkerStatus status { WorkerStatus::State::WaitingToRetry };
    status.hasError = true;
    status.error = why;
    m_needsUser = recoveryFor(why.kind) == Recovery::AskUser;
    if (m_needsUser) {
        status.state = WorkerStatus::State::NeedsUser;
        setStatus(status);
        m_tasks.dropAll(why);
        if (m_hooks.needsUser)
            m_hooks.needsUser(why);
        return;
    }
    if (m_mode == Mode::OnDemand) {
        setStatus(status);
        m_tasks.dropAll(why);
        return;
    }
    const auto wait = m_backoff.next();
    status.nextTry = m_clock.utcNow().addMSecs(wait.count());
    setStatus(status);
    m_tasks.dropAll(why);
    m_retryTimer = m_clock.startTimer(wait, [this] {
        m_retryTimer = 0;
        addPass(std::make_shared<Pass>(), TaskPriority::Inbox);
        pump();
    });
}

void ImapWorker::idle()
{
    if (m_idling)
        return;
    m_idling = true;
    WorkerStatus status { WorkerStatus::State::Idle };
    status.hasError = m_status.hasError && m_status.state == WorkerStatus::State::Synchronizing;
    status.error = m_status.error;
    setStatus(status);
    if (m_mode == Mode::OnDemand)
        return;
    if (!m_passTimer) {
        m_passTimer = m_clock.startTimer(FullPassEvery, [this] {
            m_passTimer = 0;
            if (hasPendingOperations()) // the server could not do them then
                operationsPending();
            addPass(std::make_shared<Pass>(), TaskPriority::Headers);
            pump();
        });
    }
    watchInbox();
}

void ImapWorker::watchInbox()
{
    const auto inbox = m_store.mailboxes().findByRole(m_account.id, MailboxRole::Inbox);
    if (!inbox)
        return; // nothing to watch
    const auto alive = std::weak_ptr(m_alive);
    RemoteStore *remote = m_remote.get();
    const auto look = [this, alive, path = inbox->name.path] {
        if (alive.expired() || !m_idling)
            return;
        auto pass = std::make_shared<Pass>();
        pass->request.mailbox = path;
        addPass(pass, TaskPriority::Inbox);
        pump();
    };
    // What came while other mailboxes were worked on is no news to IDLE any more: SELECT tells it.
    remote->select(inbox->name, [this, look, id = inbox->id](const Result<SelectedMailbox> &selected) {
        const auto state = m_store.mailboxes().syncState(id);
        if (!selected || !state)
            return;
        if (!differs(*state, *selected)) {
            m_looked = false;
            m_lookAgain.reset();
        } else if (!std::exchange(m_looked, true)) {
            look();
        } else { // a full disk, or a server whose numbers change at each look: not a reason to look all the time
            m_clock.cancelTimer(m_lookTimer);
            m_lookTimer = m_clock.startTimer(m_lookAgain.next(), [this, look] {
                m_lookTimer = 0;
                look();
            });
        }
    });
    remote->idle(
        [look](const MailboxNews &) { look(); },
        [this, alive, remote](const Outcome &outcome) {
            if (alive.expired() || m_remote.get() != remote || outcome)
                return;
            dropConnection(outcome.error());
            waitAndRetry(outcome.error());
        });
}

void ImapWorker::setStatus(WorkerStatus status)
{
    m_status = std::move(status);
    if (m_hooks.status)
        m_hooks.status(m_status);
}

WireStatistics ImapWorker::statistics() const
{
    return m_remote ? m_earlier + m_remote->statistics() : m_earlier;
}

// --- passes

void ImapWorker::addPass(const std::shared_ptr<Pass> &pass, TaskPriority priority)
{
    const auto done = [this, pass](const Outcome &outcome) { passTaskDone(pass, outcome); };
    ++pass->outstanding;
    if (pass->done) { // somebody asked: what waits in the journal is a part of it
        ++pass->outstanding;
        m_tasks.add({ TaskPriority::Operations, [this, pass](Done<void> finished) { playOperations(pass, std::move(finished)); }, done });
    }
    m_tasks.add({ priority, [this, pass](Done<void> finished) { listMailboxes(pass, std::move(finished)); }, done });
}

void ImapWorker::playOperations(const std::shared_ptr<Pass> &pass, Done<void> done)
{
    m_player->run(*m_remote, [this, pass, done = std::move(done)](const Result<int> &played) {
        if (played && pass)
            pass->operationsDone += *played;
        // What is left waits for UIDs that the server did not tell (no UIDPLUS): listing the mailboxes finds them.
        if (played && *played > 0 && !pass && hasPendingOperations()) {
            auto listing = std::make_shared<Pass>();
            listing->playAfterwards = true;
            addPass(listing, TaskPriority::Headers);
        }
        done(played ? Outcome() : Outcome(played.error()));
    });
}

bool ImapWorker::hasPendingOperations() const
{
    const auto open = m_store.operations().open(m_account.id);
    const QList<Operation> operations = open.value_or({});
    return std::any_of(operations.cbegin(), operations.cend(),
        [](const Operation &operation) { return operation.state == OperationState::Pending; });
}

void ImapWorker::listMailboxes(const std::shared_ptr<Pass> &pass, Done<void> done)
{
    setStatus({ WorkerStatus::State::Synchronizing, Text::tr("Looking for new mail") });
    if (!pass->request.mailbox.isEmpty() && !pass->done) { // news in a known mailbox: no need to list
        addMailboxTasks(pass);
        done({});
        return;
    }
    m_remote->listMailboxes([this, pass, done = std::move(done)](const Result<QList<RemoteMailbox>> &listed) {
        if (!listed) {
            done(listed.error());
            return;
        }
        QList<store::MailboxTable::Listing> listing;
        for (const RemoteMailbox &mailbox : *listed)
            listing.append({ mailbox.name, mailbox.role, mailbox.selectable });
        if (const Outcome reconciled = m_store.mailboxes().reconcile(m_account.id, listing); !reconciled) {
            done(reconciled);
            return;
        }
        addMailboxTasks(pass);
        done({});
    });
}

void ImapWorker::addMailboxTasks(const std::shared_ptr<Pass> &pass)
{
    const auto mailboxes = m_store.mailboxes().all(m_account.id);
    if (!mailboxes) {
        pass->error = mailboxes.error();
        return;
    }
    bool any = false;
    for (const Mailbox &mailbox : *mailboxes) {
        if (!mailbox.selectable || mailbox.local || mailbox.name.wire.isEmpty() || !matches(mailbox, pass->request.mailbox))
            continue;
        any = true;
        addHeaderTask(pass, mailbox);
    }
    if (!any && !pass->request.mailbox.isEmpty())
        pass->error = Error { ErrorKind::NotFound, Text::tr("There is no folder \"%1\" in this account.").arg(pass->request.mailbox) };
}

void ImapWorker::addHeaderTask(const std::shared_ptr<Pass> &pass, const Mailbox &mailbox)
{
    auto sync = std::make_shared<MailboxSync>(m_store, m_clock, mailbox);
    ++pass->outstanding;
    m_tasks.add({ mailbox.role == MailboxRole::Inbox ? TaskPriority::Inbox : TaskPriority::Headers,
        [this, pass, sync](Done<void> done) { headerStep(pass, sync, std::move(done)); },
        [this, pass](const Outcome &outcome) { passTaskDone(pass, outcome); } });
}

void ImapWorker::headerStep(const std::shared_ptr<Pass> &pass, const std::shared_ptr<MailboxSync> &sync, Done<void> done)
{
    const WireStatistics before = statistics();
    const auto began = m_clock.monotonic();
    sync->step(*m_remote, [this, pass, sync, before, began, done = std::move(done)](const Result<bool> &more) {
        const Mailbox &mailbox = sync->mailbox();
        MailboxReport &report = pass->reportFor(mailbox);
        report.added = sync->counts().added;
        report.changed = sync->counts().changed;
        report.removed = sync->counts().removed;
        report.wire = report.wire + (statistics() - before);
        report.seconds += double((m_clock.monotonic() - began).count()) / 1000.0;
        if (!more) {
            done(more.error());
            return;
        }
        if (mailbox.role == MailboxRole::Inbox && !sync->wasNeverSynchronized() && !sync->addedInStep().isEmpty() && m_hooks.newInInbox)
            m_hooks.newInInbox(sync->addedInStep());
        if (*more) {
            WorkerStatus status { WorkerStatus::State::Synchronizing, Text::tr("%1: message list").arg(mailbox.name.leaf()) };
            status.done = sync->counts().added;
            status.total = sync->counts().added + sync->remaining();
            setStatus(status);
            ++pass->outstanding;
            m_tasks.add({ TaskPriority::Headers, [this, pass, sync](Done<void> next) { headerStep(pass, sync, std::move(next)); },
                [this, pass](const Outcome &outcome) { passTaskDone(pass, outcome); } });
        } else if (!pass->request.headersOnly) {
            addBodyTask(pass, std::make_shared<BodySync>(m_store, mailbox));
        }
        done({});
    });
}

void ImapWorker::addBodyTask(const std::shared_ptr<Pass> &pass, const std::shared_ptr<BodySync> &bodies)
{
    ++pass->outstanding;
    const auto run = [this, pass, bodies](Done<void> done) {
        const WireStatistics before = statistics();
        const auto began = m_clock.monotonic();
        bodies->step(*m_remote, [this, pass, bodies, before, began, done = std::move(done)](const Result<bool> &more) {
            MailboxReport &report = pass->reportFor(bodies->mailbox());
            report.wire = report.wire + (statistics() - before);
            report.seconds += double((m_clock.monotonic() - began).count()) / 1000.0;
            if (more && *more) {
                setStatus({ WorkerStatus::State::Synchronizing, Text::tr("%1: messages").arg(bodies->mailbox().name.leaf()) });
                addBodyTask(pass, bodies);
            }
            done(more ? Outcome() : Outcome(more.error()));
        });
    };
    m_tasks.add({ TaskPriority::Bodies, run, [this, pass](const Outcome &outcome) { passTaskDone(pass, outcome); } });
}

void ImapWorker::passTaskDone(const std::shared_ptr<Pass> &pass, const Outcome &outcome)
{
    if (!outcome && !pass->error) {
        pass->error = outcome.error();
        qCInfo(logSync) << "account" << m_account.id.value << kindName(outcome.error().kind) << outcome.error().detail << outcome.error().reply.text;
    }
    if (--pass->outstanding > 0)
        return;
    if (pass->error && !closesSession(pass->error->kind)) {
        m_status.hasError = true;
        m_status.error = *pass->error;
    }
    if (pass->playAfterwards && !pass->error && hasPendingOperations())
        operationsPending();
    if (!pass->done)
        return;
    if (pass->error) {
        pass->done(*pass->error);
        return;
    }
    if (!pass->reports.isEmpty())
        pass->reports.first().operationsDone = pass->operationsDone;
    pass->done(pass->reports);
}

} // namespace golub::sync
