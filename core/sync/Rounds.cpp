// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Rounds.h"

#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/ServerTable.h"
#include "core/sync/Backoff.h"
#include "core/sync/BodySync.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::sync {
namespace {

constexpr qint64 AuditEvery = 24 * 60 * 60;     //!< seconds
constexpr qint64 FlagsWithin = 60 * 60;         //!< seconds: how old flags may be that a server without CONDSTORE does not tell of
constexpr qint64 EverythingEvery = 24 * 60 * 60; //!< seconds
constexpr qint64 QuotaEvery = 6 * 60 * 60;      //!< seconds
constexpr qint64 AuditAtOnce = 50'000;          //!< messages
constexpr qsizetype RightsAtOnce = 500;         //!< mailboxes
constexpr qint64 WholeAudit = 20'000;           //!< messages; of larger mailboxes only the UIDs are compared by themselves

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

bool matches(const Mailbox &mailbox, const QString &wanted)
{
    return wanted.isEmpty() || mailbox.name.path.compare(wanted, Qt::CaseInsensitive) == 0
        || (mailbox.role != MailboxRole::None && roleName(mailbox.role).compare(wanted, Qt::CaseInsensitive) == 0);
}

bool wantsInbox(const SyncRequest &request)
{
    return request.mailbox.isEmpty() || request.mailbox.compare(u"INBOX", Qt::CaseInsensitive) == 0;
}

//! To be called once for each of \a parts; calls \a done behind the last, with the first error.
Done<void> joined(int parts, Done<void> done)
{
    struct Joint {
        int left;
        Outcome outcome;
        Done<void> done;
    };
    const auto joint = std::make_shared<Joint>(Joint { parts, {}, std::move(done) });
    return [joint](const Outcome &outcome) {
        if (joint->outcome && !outcome)
            joint->outcome = outcome;
        if (--joint->left == 0)
            joint->done(joint->outcome);
    };
}

//! The fault of one mailbox, not of the connection nor of this computer.
bool concernsMailbox(const Error &error)
{
    return error.kind == ErrorKind::ServerRefused || (error.kind == ErrorKind::ServerTemporary && !wantsPause(error)) || error.kind == ErrorKind::NotFound;
}

} // namespace

//! One round: asked for by somebody, or by the worker itself (then done is empty).
struct Rounds::Round {
    SyncRequest request;
    Done<QList<MailboxReport>> done = {};
    std::function<void()> then = {};
    SyncDepth depth = SyncDepth::News;
    bool news = false;               //!< in a known mailbox: no need to list
    WireStatistics before = {};
    QList<MailboxReport> reports = {};
    int outstanding = 0;
    int opened = 0;                  //!< mailboxes that were in step in the end
    qint64 operationsDone = 0;
    std::optional<Error> error = {};
    std::optional<Error> mailboxError = {};

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

Rounds::Rounds(const Account &account, store::MessageStore &store, Clock &clock, TaskQueue &tasks, Connection &connection, ServerTrust &trust,
    Hooks hooks)
    : m_account(account)
    , m_store(store)
    , m_clock(clock)
    , m_tasks(tasks)
    , m_connection(connection)
    , m_trust(trust)
    , m_hooks(std::move(hooks))
    , m_alive(std::make_shared<bool>(true))
{
}

Rounds::~Rounds() = default;

void Rounds::request(const SyncRequest &request, Done<QList<MailboxReport>> done)
{
    auto round = std::make_shared<Round>();
    round->request = request;
    round->done = std::move(done);
    round->depth = request.audit ? SyncDepth::Audit : SyncDepth::News;
    addPlayTask(round, TaskPriority::Operations);
    add(round, TaskPriority::Operations);
}

void Rounds::addPlayTask(const std::shared_ptr<Round> &round, TaskPriority priority)
{
    addTask(round, priority, [this, round](Done<void> finished) {
        m_hooks.play(operations::OperationPlayer::Patience::Now, [round, finished = std::move(finished)](const Result<int> &played) {
            if (played)
                round->operationsDone += *played;
            finished(played ? Outcome() : Outcome(played.error()));
        });
    });
}

void Rounds::refresh(TaskPriority priority, std::function<void()> then)
{
    auto round = std::make_shared<Round>();
    round->then = std::move(then);
    add(round, priority);
}

void Rounds::refreshMailbox(const QString &path)
{
    auto round = std::make_shared<Round>();
    round->request.mailbox = path;
    round->news = true;
    add(round, TaskPriority::Inbox);
}

bool Rounds::auditDue()
{
    const auto mailboxes = m_store.mailboxes().all(m_account.id);
    qint64 messages = 0;
    auto round = std::make_shared<Round>();
    for (const Mailbox &mailbox : mailboxes.value_or({})) {
        const auto state = m_store.mailboxes().syncState(mailbox.id);
        const bool due = state && state->lastSync.isValid() && (!state->lastAudit.isValid() || state->lastAudit.secsTo(m_clock.utcNow()) >= AuditEvery);
        if (!due || mailbox.local || !mailbox.selectable || mailbox.hasError || !isWanted(mailbox, *round) || messages > AuditAtOnce)
            continue;
        messages += mailbox.total;
        MailboxSync::Options options { mailbox.total <= WholeAudit ? SyncDepth::Audit : SyncDepth::AuditUids, m_trust.trust() };
        addHeaderTask(round, std::make_shared<MailboxSync>(m_store, m_clock, mailbox, options), TaskPriority::Bodies);
    }
    return round->outstanding > 0;
}

void Rounds::add(const std::shared_ptr<Round> &round, TaskPriority priority)
{
    round->before = m_connection.statistics();
    m_next = round;
    addTask(round, priority, [this, round](Done<void> finished) { survey(round, std::move(finished)); });
}

void Rounds::addTask(const std::shared_ptr<Round> &round, TaskPriority priority, std::function<void(Done<void>)> run)
{
    ++round->outstanding;
    m_tasks.add({ priority, std::move(run), [this, round](const Outcome &outcome) { taskDone(round, outcome); } });
}

// --- which mailboxes

void Rounds::survey(const std::shared_ptr<Round> &round, Done<void> done)
{
    m_hooks.status({ WorkerStatus::State::Synchronizing, Text::tr("Looking for new mail") });
    if (round->news) {
        addMailboxTasks(round, {});
        done({});
        return;
    }
    addQuotaTask(round);
    // At the very first use the inbox does not wait for the list: both travel together.
    const std::shared_ptr<MailboxSync> first = wantsInbox(round->request) ? firstLook(*round) : nullptr;
    const Done<void> ended = joined(first ? 2 : 1, std::move(done));
    if (first)
        addFirstLook(round, first, ended);
    RemoteStore &remote = m_connection.remote();
    const SurveyOptions options { countWanted(round, first ? first->mailbox().id : MailboxId {}), !mayListLess(*round) };
    surveyMailboxes(remote, m_store, m_account.id, options, m_alive,
        [this, round, first, ended](const Result<CountsByMailbox> &counts) {
            if (counts)
                addMailboxTasks(round, *counts, first ? first->mailbox().id : MailboxId {});
            ended(counts ? Outcome() : Outcome(counts.error()));
        });
}

//! Of which mailboxes a STATUS saves more than it costs. \a begun: the one that is open.
std::function<bool(const Mailbox &)> Rounds::countWanted(const std::shared_ptr<Round> &round, MailboxId begun) const
{
    if (round->depth != SyncDepth::News || !round->request.mailbox.isEmpty() || !m_trust.trust().listStatus)
        return {};
    // Without mod-sequences counts prove nothing: whoever asks gets every flag compared. Where nothing is there is nothing to compare.
    const bool proves = !round->done || m_connection.remote().serverFacts().condStore;
    return [this, round, begun, proves](const Mailbox &mailbox) {
        return mailbox.id != begun && isWanted(mailbox, *round) && (mailbox.total == 0 || (proves && mailbox.lastSync.isValid()));
    };
}

//! Roles and subscriptions hardly ever change: once a day they are asked for, beside names and counts. Servers that do not tell all that
//! happens by mod-sequences are asked for all that they can tell.
bool Rounds::mayListLess(const Round &round) const
{
    const ServerFacts facts = m_connection.remote().serverFacts();
    return facts.listStatus && facts.qresync && wouldListLess(round);
}

bool Rounds::wouldListLess(const Round &round) const
{
    const Trust trust = m_trust.trust();
    const auto listed = m_store.servers().listed(m_account.id);
    const auto unlisted = m_store.mailboxes().unlisted(m_account.id);
    return trust.listStatus && trust.condStore && trust.qresync && round.depth == SyncDepth::News
        && round.request.mailbox.isEmpty() && unlisted && unlisted->isEmpty() && listed && listed->isValid()
        && listed->secsTo(m_clock.utcNow()) < EverythingEvery;
}

RemoteStore::FirstQuestion Rounds::firstQuestion() const
{
    using FirstQuestion = RemoteStore::FirstQuestion;
    const auto round = m_next.lock();
    if (!round || round->news)
        return FirstQuestion::None;
    if (wantsInbox(round->request) && isFirstUse())
        return FirstQuestion::Inbox;
    return wouldListLess(*round) ? FirstQuestion::Counts : FirstQuestion::Everything;
}

bool Rounds::isFirstUse() const
{
    const auto all = m_store.mailboxes().all(m_account.id);
    return all && std::none_of(all->cbegin(), all->cend(), [](const Mailbox &mailbox) { return !mailbox.name.wire.isEmpty(); });
}

std::shared_ptr<MailboxSync> Rounds::firstLook(const Round &round)
{
    if (!isFirstUse())
        return {};
    const QString inbox = QStringLiteral("INBOX"); // every server has it, under this name
    const auto made = m_store.mailboxes().addRemote(m_account.id, { { inbox.toLatin1(), inbox, QChar() }, MailboxRole::Inbox });
    const auto mailbox = made ? m_store.mailboxes().find(*made) : Result<Mailbox>(made.error());
    if (!mailbox)
        return {};
    MailboxSync::Options options { SyncDepth::News, m_trust.trust() };
    options.whole = mayComeWhole(round);
    options.undisturbed = [this] { return !m_tasks.isWaiting(TaskPriority::Headers); };
    return std::make_shared<MailboxSync>(m_store, m_clock, *mailbox, options);
}

//! Beside the list, in the same round trip. It belongs to the task that lists: once that is over nobody waits for what is left to do.
void Rounds::addFirstLook(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &first, const Done<void> &done)
{
    headerStep(round, first, [done, alive = std::weak_ptr(m_alive)](const Outcome &outcome) {
        if (!alive.expired())
            done(outcome);
    });
}

void Rounds::addMailboxTasks(const std::shared_ptr<Round> &round, const CountsByMailbox &counts, MailboxId begun)
{
    const auto mailboxes = m_store.mailboxes().all(m_account.id);
    if (!mailboxes) {
        round->error = mailboxes.error();
        return;
    }
    bool any = false;
    const Trust trust = m_trust.trust();
    QList<EmptyMailbox> empty;
    for (const Mailbox &mailbox : *mailboxes) {
        if (mailbox.local || mailbox.name.wire.isEmpty() || !isWanted(mailbox, *round))
            continue;
        any = any || matches(mailbox, round->request.mailbox);
        if (!mailbox.selectable || mailbox.id == begun)
            continue;
        round->reportFor(mailbox);
        if (const auto state = emptyState(mailbox, counts, *round)) {
            ++round->opened;
            empty.append({ mailbox, *state });
            continue;
        }
        if (canSkip(mailbox, counts, *round)) {
            ++round->opened;
            if (const auto bodies = bodiesOf(round, mailbox))
                addBodyTask(round, bodies);
            continue;
        }
        MailboxSync::Options options { round->depth, trust };
        options.whole = mayComeWhole(*round);
        options.undisturbed = [this] { return !m_tasks.isWaiting(TaskPriority::Headers); };
        if (counts.contains(mailbox.id))
            options.counts = counts.value(mailbox.id);
        addHeaderTask(round, std::make_shared<MailboxSync>(m_store, m_clock, mailbox, options),
            mailbox.role == MailboxRole::Inbox ? TaskPriority::Inbox : TaskPriority::Headers);
    }
    if (const Outcome kept = keepEmpty(round, empty); !kept)
        round->error = kept.error();
    // What waits for a listing (no UIDPLUS) can be done behind the lists, in the same round.
    if (round->done && m_store.operations().waitsForListing(m_account.id).value_or(false))
        addPlayTask(round, TaskPriority::Bodies);
    if (!any && !round->request.mailbox.isEmpty())
        round->error = Error { ErrorKind::NotFound, Text::tr("There is no folder \"%1\" in this account.").arg(round->request.mailbox) };
}

bool Rounds::isWanted(const Mailbox &mailbox, const Round &round) const
{
    if (!round.request.mailbox.isEmpty())
        return matches(mailbox, round.request.mailbox); // whoever names one gets it
    const QStringList &folders = m_account.sync.folders;
    return folders.isEmpty() || mailbox.role == MailboxRole::Inbox || folders.contains(mailbox.name.path, Qt::CaseInsensitive);
}

bool Rounds::canSkip(const Mailbox &mailbox, const CountsByMailbox &counts, const Round &round) const
{
    const auto told = counts.constFind(mailbox.id);
    if (told == counts.constEnd() || round.depth != SyncDepth::News || mailbox.hasError)
        return false;
    const auto here = whatIsHere(mailbox);
    if (!here)
        return false;
    if (!needsLook(*here, *told, m_trust.trust()))
        return true;
    const QDateTime listed = here->state.lastListing;
    const bool flagsFresh = listed.isValid() && listed.secsTo(m_clock.utcNow()) < FlagsWithin;
    return !round.done && flagsFresh && looksTheSame(*here, *told);
}

std::optional<MailboxHere> Rounds::whatIsHere(const Mailbox &mailbox) const
{
    const auto state = m_store.mailboxes().syncState(mailbox.id);
    const auto known = m_store.messages().knownCount(mailbox.id);
    const auto suspects = m_store.messages().suspects(mailbox.id);
    const auto unmatched = m_store.messages().unmatched(mailbox.id);
    if (!state || !known || !suspects || !unmatched)
        return {};
    return MailboxHere { *state, *known, suspectsToConfirm(*suspects, m_clock.utcNow()), *unmatched };
}

// --- mailboxes in which nothing is

std::optional<store::MailboxTable::SyncState> Rounds::emptyState(const Mailbox &mailbox, const CountsByMailbox &counts, const Round &round) const
{
    const auto told = counts.constFind(mailbox.id);
    if (told == counts.constEnd() || told->messages != 0 || mailbox.total != 0 || mailbox.hasError || round.depth != SyncDepth::News)
        return {};
    const auto here = whatIsHere(mailbox);
    return here ? stateOfEmpty(*here, *told, m_trust.trust()) : std::nullopt;
}

//! In one transaction, and only what is new: accounts with thousands of folders have mail in few of them.
Outcome Rounds::keepEmpty(const std::shared_ptr<Round> &round, const QList<EmptyMailbox> &empty)
{
    QList<EmptyMailbox> fresh;
    const QDateTime now = m_clock.utcNow();
    const Outcome kept = m_store.transaction([&]() -> Outcome {
        for (const auto &[mailbox, told] : empty) {
            const auto before = m_store.mailboxes().syncState(mailbox.id);
            if (!before)
                return before.error();
            const bool same = before->lastSync.isValid() && before->uidValidity == told.uidValidity && before->uidNext == told.uidNext
                && before->highestModSeq == told.highestModSeq && before->serverTotal == 0;
            if (same)
                continue;
            store::MailboxTable::SyncState state = told;
            state.lastSync = state.lastListing = now;
            if (!before->lastSync.isValid()) {
                state.lastAudit = now;
                fresh.append({ mailbox, state });
            }
            if (const Outcome set = m_store.mailboxes().setSyncState(mailbox.id, state); !set)
                return set;
        }
        return {};
    });
    if (kept && m_connection.remote().serverFacts().acl)
        addRightsTasks(round, fresh);
    return kept;
}

//! SELECT would have brought them along.
void Rounds::addRightsTasks(const std::shared_ptr<Round> &round, const QList<EmptyMailbox> &mailboxes)
{
    for (qsizetype from = 0; from < mailboxes.size(); from += RightsAtOnce) {
        addTask(round, TaskPriority::Bodies, [this, some = mailboxes.mid(from, RightsAtOnce)](Done<void> done) {
            QList<MailboxName> names;
            for (const EmptyMailbox &empty : some)
                names.append(empty.mailbox.name);
            m_connection.remote().rights(names, [this, some, alive = std::weak_ptr(m_alive), done = std::move(done)](const Result<RemoteStore::Rights> &rights) {
                if (alive.expired())
                    return;
                if (!rights) {
                    done(closesSession(rights.error().kind) ? Outcome(rights.error()) : Outcome());
                    return;
                }
                done(m_store.transaction([&]() -> Outcome {
                    for (qsizetype i = 0; i < some.size() && i < rights->size(); ++i) {
                        if (const Outcome kept = m_store.mailboxes().setRights(some.at(i).mailbox.id, rights->at(i)); !kept)
                            return kept;
                    }
                    return {};
                }));
            });
        });
    }
}

// --- message lists

void Rounds::addHeaderTask(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, TaskPriority priority)
{
    addTask(round, priority, [this, round, sync](Done<void> done) { headerStep(round, sync, std::move(done)); });
}

void Rounds::headerStep(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, Done<void> done)
{
    const WireStatistics before = m_connection.statistics();
    const auto began = m_clock.monotonic();
    sync->step(m_connection.remote(), [this, round, sync, before, began, done = std::move(done)](const Result<bool> &more) {
        measured(before, began);
        MailboxReport &report = round->reportFor(sync->mailbox());
        report.added = sync->counts().added;
        report.changed = sync->counts().changed;
        report.removed = sync->counts().removed;
        report.wire = report.wire + (m_connection.statistics() - before);
        report.seconds += double((m_clock.monotonic() - began).count()) / 1000.0;
        headerStepped(round, sync, more, done);
    });
}

void Rounds::headerStepped(const std::shared_ptr<Round> &round, const std::shared_ptr<MailboxSync> &sync, const Result<bool> &more, const Done<void> &done)
{
    const Mailbox &mailbox = sync->mailbox();
    if (m_trust.convict(sync->contradictions()) && m_connection.isReady())
        m_connection.remote().distrust(m_trust.distrusted());
    if (!more) {
        if (concernsMailbox(more.error())) {
            mailboxFailed(round, mailbox, more.error());
            done({});
        } else {
            done(more.error());
        }
        return;
    }
    if (mailbox.role == MailboxRole::Inbox && !sync->wasNeverSynchronized() && !sync->addedInStep().isEmpty() && m_hooks.newInInbox)
        m_hooks.newInInbox(sync->addedInStep());
    if (*more) {
        WorkerStatus status { WorkerStatus::State::Synchronizing, Text::tr("%1: message list").arg(mailbox.name.leaf()) };
        status.done = sync->counts().added;
        status.total = sync->counts().added + sync->remaining();
        m_hooks.status(status);
        addHeaderTask(round, sync, TaskPriority::Headers);
    } else {
        ++round->opened;
        if (mailbox.hasError)
            (void)m_store.mailboxes().setError(mailbox.id, std::nullopt);
        if (const auto bodies = bodiesOf(round, mailbox)) {
            // A folder with a few small letters is finished while it is selected: coming back costs more than they do.
            if (mailbox.role != MailboxRole::Inbox && sync->isSmallAndNew()) {
                bodyStep(round, bodies, done);
                return;
            }
            addBodyTask(round, bodies);
        }
    }
    done({});
}

void Rounds::mailboxFailed(const std::shared_ptr<Round> &round, const Mailbox &mailbox, const Error &error)
{
    qCInfo(logSync) << "mailbox" << mailbox.id.value << kindName(error.kind) << error.detail << error.reply.text;
    (void)m_store.mailboxes().setError(mailbox.id, error);
    MailboxReport &report = round->reportFor(mailbox);
    report.error = error;
    if (!round->mailboxError)
        round->mailboxError = error;
}

// --- bodies

store::BodyWanted Rounds::bodiesWanted() const
{
    store::BodyWanted wanted { m_account.sync.maxSize };
    if (m_account.sync.days > 0)
        wanted.since = m_clock.utcNow().addDays(-m_account.sync.days);
    return wanted;
}

//! All bodies are to come, and the server does not show the same content in many mailboxes.
bool Rounds::mayComeWhole(const Round &round) const
{
    return !round.request.headersOnly && !m_account.sync.isLimited() && !m_connection.remote().serverFacts().gmail;
}

//! None where no body of this mailbox is to come by itself, or all are here.
std::shared_ptr<BodySync> Rounds::bodiesOf(const std::shared_ptr<Round> &round, const Mailbox &mailbox)
{
    if (round->request.headersOnly || m_account.sync.headersOnly)
        return {};
    const store::BodyWanted wanted = bodiesWanted();
    const auto missing = m_store.messages().withoutBody(mailbox.id, 1, wanted);
    if (missing && missing->isEmpty())
        return {};
    return std::make_shared<BodySync>(m_store, m_clock, mailbox, wanted);
}

void Rounds::addBodyTask(const std::shared_ptr<Round> &round, const std::shared_ptr<BodySync> &bodies)
{
    addTask(round, TaskPriority::Bodies, [this, round, bodies](Done<void> done) { bodyStep(round, bodies, std::move(done)); });
}

void Rounds::bodyStep(const std::shared_ptr<Round> &round, const std::shared_ptr<BodySync> &bodies, Done<void> done)
{
    const WireStatistics before = m_connection.statistics();
    const auto began = m_clock.monotonic();
    bodies->step(m_connection.remote(), [this, round, bodies, before, began, done = std::move(done)](const Result<bool> &more) {
        measured(before, began);
        MailboxReport &report = round->reportFor(bodies->mailbox());
        report.wire = report.wire + (m_connection.statistics() - before);
        report.seconds += double((m_clock.monotonic() - began).count()) / 1000.0;
        if (more && *more) {
            m_hooks.status({ WorkerStatus::State::Synchronizing, Text::tr("%1: messages").arg(bodies->mailbox().name.leaf()) });
            addBodyTask(round, bodies);
        }
        const bool ofMailbox = !more && concernsMailbox(more.error());
        if (ofMailbox)
            mailboxFailed(round, bodies->mailbox(), more.error());
        done(more || ofMailbox ? Outcome() : Outcome(more.error()));
    }, [this] { return !m_tasks.isWaiting(TaskPriority::Bodies); });
}

void Rounds::measured(const WireStatistics &before, std::chrono::milliseconds began)
{
    m_connection.carried(m_connection.statistics() - before, m_clock.monotonic() - began);
    if (const auto slow = m_connection.linkIsSlow())
        m_trust.linkIs(*slow, m_clock.utcNow());
    if (!m_connection.shouldCompress())
        return;
    m_tasks.add({ TaskPriority::Operations, [this](Done<void> done) {
                     m_connection.remote().compress([done = std::move(done)](const Outcome &outcome) {
                         const bool broken = !outcome && closesSession(outcome.error().kind);
                         done(broken ? outcome : Outcome());
                     });
                 } });
}

//! How full the account is, now and then.
void Rounds::addQuotaTask(const std::shared_ptr<Round> &round)
{
    const auto asked = m_store.servers().quotaAsked(m_account.id);
    if (!m_connection.remote().serverFacts().quota || !asked || (asked->isValid() && asked->secsTo(m_clock.utcNow()) < QuotaEvery))
        return;
    addTask(round, TaskPriority::Headers, [this](Done<void> done) {
        m_connection.remote().quota([this, done = std::move(done), alive = std::weak_ptr(m_alive)](const Result<QList<QuotaResource>> &quota) {
            if (alive.expired())
                return;
            if (!quota && closesSession(quota.error().kind)) {
                done(quota.error());
                return;
            }
            if (const Outcome kept = m_store.servers().setQuota(m_account.id, quota.value_or({})); !kept)
                qCWarning(logSync) << "quota not kept:" << kept.error().detail;
            done({});
        });
    });
}

// --- the end

void Rounds::taskDone(const std::shared_ptr<Round> &round, const Outcome &outcome)
{
    if (!outcome && !round->error) {
        round->error = outcome.error();
        qCInfo(logSync) << "account" << m_account.id.value << kindName(outcome.error().kind) << outcome.error().detail << outcome.error().reply.text;
    }
    if (--round->outstanding == 0)
        finish(*round);
}

void Rounds::finish(Round &round)
{
    // Of a mailbox that was asked for by name, or where not one could be opened, it is the round's own failure.
    if (!round.error && round.mailboxError && (round.opened == 0 || !round.request.mailbox.isEmpty()))
        round.error = round.mailboxError;
    if (round.error && !closesSession(round.error->kind) && m_hooks.failed)
        m_hooks.failed(*round.error);
    if (!round.error && round.then)
        round.then();
    if (!round.done)
        return;
    if (round.error) {
        round.done(*round.error);
        return;
    }
    if (!round.reports.isEmpty()) {
        MailboxReport &first = round.reports.first();
        first.operationsDone = round.operationsDone;
        // Signing in, listing and playing belong to no mailbox: the sum is what went over the wire.
        WireStatistics told;
        for (const MailboxReport &report : std::as_const(round.reports))
            told = told + report.wire;
        first.wire = first.wire + (m_connection.statistics() - round.before - told);
    }
    round.done(round.reports);
}

} // namespace golub::sync
