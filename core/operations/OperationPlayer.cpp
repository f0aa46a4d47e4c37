// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationPlayer.h"

#include "core/base/Log.h"
#include "core/operations/Conflict.h"
#include "core/operations/OperationPlan.h"
#include "core/operations/OperationTraces.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace golub::operations {
namespace {

using namespace std::chrono_literals;
using store::PendingOperation;
using store::Placed;

constexpr int ReadAtOnce = 500;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Operations)
};

//! How long what the server could not do waits after so many attempts.
std::chrono::seconds patienceAfter(int attempts)
{
    constexpr std::array<std::chrono::seconds, 4> Waits { 60s, 5min, 15min, 60min };
    return Waits.at(size_t(std::clamp(attempts - 1, 0, 3)));
}

} // namespace

struct OperationPlayer::Run {
    RemoteStore &remote;
    Done<int> done;
    std::weak_ptr<bool> alive;
    Patience patience = Patience::Keep;
    int played = 0;
    BatchRules rules = {};
    QSet<MailboxId> created = {};    //!< destinations that were made again
    std::optional<Error> postponed = {};

    Batch batch = {};
    qsizetype command = 0;
    bool removing = false;           //!< Move without MOVE: everything is copied, and that is noted
    MailboxName destination = {};
    UidValidity floorValidity = {};
    Uid floor = {};                  //!< UIDNEXT of the destination before this attempt; invalid: not known
    QList<Placed> placed = {};
    MailboxId selected = {};         //!< what the connection has open; invalid: not known
    UidValidity selectedValidity = {};

    bool ended() const { return alive.expired(); }
    const PendingOperation &first() const { return batch.operations.first(); }
    const Command &now() const { return batch.commands.at(command); }
    //! Where it is in the destination was told, or found.
    bool isPlaced(Uid uid, MailboxId source) const
    {
        return std::any_of(placed.begin(), placed.end(),
            [&](const Placed &one) { return one.from == uid && (!one.source.isValid() || one.source == source); });
    }
    //! MOVE does both at once or nothing; copying and removing may break in between.
    bool movesInSteps() const { return batch.kind() == OperationKind::Move && !remote.serverFacts().move; }
};

OperationPlayer::OperationPlayer(store::MessageStore &store, const Clock &clock, AccountId account)
    : m_store(store), m_clock(clock), m_account(account), m_alive(std::make_shared<bool>(true))
{
}

OperationPlayer::~OperationPlayer() = default;

void OperationPlayer::run(RemoteStore &remote, Patience patience, Done<int> done)
{
    m_nextTry = {};
    m_foundAnew = false;
    // What a connection that was dropped left in the middle.
    if (const Outcome pending = m_store.operations().interrupted(m_account); !pending) {
        done(pending.error());
        return;
    }
    next(std::make_shared<Run>(Run { remote, std::move(done), m_alive, patience }));
}

void OperationPlayer::next(const std::shared_ptr<Run> &run)
{
    // Mostly the first few hundred have something to play; where they all wait, the whole queue is looked through.
    for (int limit = ReadAtOnce;; limit *= 8) {
        const auto pending = m_store.operations().pending(m_account, limit);
        if (!pending) {
            run->done(pending.error());
            return;
        }
        BatchRules rules = run->rules;
        for (const PendingOperation &operation : *pending) {
            if (run->patience == Patience::Now || !operation.notBefore.isValid() || operation.notBefore <= m_clock.utcNow())
                continue;
            rules.later.insert(operation.operation.id);
            m_nextTry = m_nextTry.isValid() ? qMin(m_nextTry, operation.notBefore) : operation.notBefore;
        }
        run->batch = nextBatch(*pending, rules);
        if (!run->batch.isEmpty() || pending->size() < limit)
            break;
    }
    if (run->batch.isEmpty()) {
        if (run->postponed)
            run->done(*run->postponed);
        else
            run->done(run->played);
        return;
    }
    if (const Outcome begun = begin(*run); !begun)
        run->done(begun.error());
    else
        play(run);
}

Outcome OperationPlayer::begin(Run &run)
{
    run.command = 0;
    run.removing = false;
    run.floorValidity = {};
    run.floor = {};
    run.placed.clear();
    run.destination = {};
    return m_store.transaction([&]() -> Outcome {
        for (PendingOperation &pending : run.batch.operations) {
            if (const Outcome started = m_store.operations().start(pending.operation.id); !started)
                return started;
        }
        return {};
    });
}

void OperationPlayer::play(const std::shared_ptr<Run> &run)
{
    if (const MailboxId id = run->batch.destination(); id.isValid()) {
        const auto destination = m_store.mailboxes().find(id);
        if (!destination) {
            fail(run, destination.error(), Stage::Carry);
            return;
        }
        run->destination = destination->name;
    }
    const bool again = run->first().operation.attempts > 0;
    switch (run->batch.kind()) {
    case OperationKind::CreateMailbox:
        createMailbox(run);
        return;
    case OperationKind::Append:
        again ? withTraces(run, [this, run] { run->placed.isEmpty() ? append(run) : succeed(run); }) : withFloor(run, [this, run] { append(run); });
        return;
    case OperationKind::Replace: {
        // Where the old one has never been there, or what takes its place is there already, one half is left.
        const auto go = [this, run] { run->batch.commands.isEmpty() && run->placed.isEmpty() ? append(run) : commands(run); };
        again ? withTraces(run, go) : withFloor(run, go);
        return;
    }
    case OperationKind::Copy:
        again ? withTraces(run, [this, run] { commands(run); }) : withFloor(run, [this, run] { commands(run); });
        return;
    case OperationKind::Move:
        if (run->first().copied) {
            run->placed = run->first().copies;
            run->removing = true;
            commands(run);
        } else if (run->movesInSteps() && again) {
            withTraces(run, [this, run] { commands(run); });
        } else {
            withFloor(run, [this, run] { commands(run); });
        }
        return;
    case OperationKind::ChangeFlags:
    case OperationKind::Expunge:
        commands(run);
        return;
    }
}

void OperationPlayer::createMailbox(const std::shared_ptr<Run> &run)
{
    if (!run->destination.wire.isEmpty()) {
        succeed(run); // a listing has shown that the server has it
        return;
    }
    const auto mailbox = m_store.mailboxes().find(run->batch.destination());
    run->remote.createMailbox(run->destination.path, mailbox ? mailbox->role : MailboxRole::None, [this, run](const Result<MailboxName> &name) {
        if (run->ended())
            return;
        const Outcome kept = name ? m_store.mailboxes().setName(run->batch.destination(), *name) : Outcome(name.error());
        kept ? succeed(run) : fail(run, kept.error(), Stage::Carry);
    });
}

//! Notes where in the destination the traces of this attempt would begin, durably, before it is made. UIDs say nothing without their
//! UIDVALIDITY: a mailbox that was never synchronised (one just made) has none here yet, and undoing the move would be refused.
void OperationPlayer::withFloor(const std::shared_ptr<Run> &run, std::function<void()> go)
{
    const auto note = [this, run](UidValidity validity, Uid uidNext) {
        run->floorValidity = validity;
        run->floor = uidNext;
        return m_store.transaction([&]() -> Outcome {
            for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
                if (const Outcome noted = m_store.operations().setFloor(pending.operation.id, validity, uidNext); !noted)
                    return noted;
            }
            return {};
        });
    };
    const auto state = m_store.mailboxes().syncState(run->batch.destination());
    if (state && state->uidValidity.isValid() && (state->uidNext.isValid() || state->lastSync.isValid())) {
        const Outcome noted = note(state->uidValidity, state->uidNext);
        noted ? go() : fail(run, noted.error(), Stage::Carry);
        return;
    }
    run->remote.status(run->destination, [this, run, note, state, go = std::move(go)](const Result<RemoteStore::Counts> &counts) {
        if (run->ended())
            return;
        if (!counts && closesSession(counts.error().kind)) {
            fail(run, counts.error(), Stage::Carry);
            return;
        }
        if (counts && counts->uidValidity.isValid() && state) {
            // Rows of a listing that was broken off may be here, with UIDs that mean others by now.
            if (const Outcome kept = m_store.transaction([&] { return forget(run->batch.destination(), counts->uidValidity); }); !kept)
                qCWarning(logOperations) << "UIDVALIDITY not kept:" << kept.error().detail;
            if (const Outcome noted = note(counts->uidValidity, counts->uidNext); !noted) {
                fail(run, noted.error(), Stage::Carry);
                return;
            }
        }
        go(); // without an answer the attempt itself tells what is wrong
    });
}

void OperationPlayer::withTraces(const std::shared_ptr<Run> &run, std::function<void()> go)
{
    run->selected = {};
    findTraces(run->remote, m_store, run->first(), run->destination, m_alive, [this, run, go = std::move(go)](const Result<Traces> &traces) {
        if (!traces) {
            fail(run, traces.error(), Stage::Carry);
        } else if (traces->anew.isValid()) {
            listDestination(run, traces->anew);
        } else {
            run->placed = traces->placed;
            go();
        }
    });
}

void OperationPlayer::append(const std::shared_ptr<Run> &run)
{
    QList<RemoteStore::NewMessage> messages;
    for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
        const auto content = contentOf(*run, pending.operation);
        if (!content) {
            fail(run, content.error(), Stage::Carry);
            return;
        }
        messages.append(*content);
    }
    const auto placed = [this, run](const Result<QList<Uid>> &uids) {
        if (run->ended())
            return;
        if (!uids) {
            fail(run, uids.error(), Stage::Carry);
            return;
        }
        // By position: an append has no source UID to tell them apart.
        const qsizetype count = knowsDestination(*run) ? qMin(uids->size(), run->batch.operations.size()) : 0;
        for (qsizetype i = 0; i < count; ++i)
            run->placed.append({ {}, uids->at(i), {} });
        succeed(run);
    };
    if (messages.size() == 1) {
        const RemoteStore::NewMessage &message = messages.first();
        run->remote.append(run->destination, message.raw, message.flags, message.internalDate,
            [placed](const Result<Uid> &uid) { placed(uid ? Result<QList<Uid>>(QList<Uid> { *uid }) : Result<QList<Uid>>(uid.error())); });
    } else {
        run->remote.appendAll(run->destination, messages, placed);
    }
}

Result<RemoteStore::NewMessage> OperationPlayer::contentOf(const Run &run, const Operation &operation) const
{
    const auto content = m_store.operations().appendContent(operation.id);
    if (!content)
        return content.error();
    const qint64 limit = run.remote.serverFacts().appendLimit;
    if (limit >= 0 && content->size() > limit) {
        return Error { ErrorKind::ServerRefused, Text::tr("The message is larger than the server takes (%1).").arg(QLocale().formattedDataSize(limit)),
            QStringLiteral("APPENDLIMIT %1 < %2").arg(limit).arg(content->size()) };
    }
    return RemoteStore::NewMessage { *content, operation.addFlags, operation.created };
}

void OperationPlayer::replaceOld(const std::shared_ptr<Run> &run)
{
    const auto content = contentOf(*run, run->first().operation);
    if (!content) {
        fail(run, content.error(), Stage::Carry);
        return;
    }
    run->remote.replace(run->destination, run->now().uids.first(), *content, [this, run](const Result<Uid> &uid) {
        if (run->ended())
            return;
        if (uid && uid->isValid() && knowsDestination(*run))
            run->placed.append({ {}, *uid, {} });
        commandDone(run, uid ? Result<RemoteStore::UidMap>(RemoteStore::UidMap()) : Result<RemoteStore::UidMap>(uid.error()));
    });
}

//! New UIDs that were told under another UIDVALIDITY than the destination is known by mean nothing here: it was rebuilt in between (RFC 4315
//! section 3). Then it is as if the server had not told them; the next listing finds what is where.
bool OperationPlayer::knowsDestination(const Run &run)
{
    const UidValidity told = run.remote.placedValidity();
    const auto state = m_store.mailboxes().syncState(run.batch.destination());
    if (!told.isValid() || !state || !state->uidValidity.isValid() || state->uidValidity == told)
        return true;
    qCInfo(logOperations) << "UIDs of mailbox" << run.batch.destination().value << "under another UIDVALIDITY";
    m_foundAnew = true;
    return false;
}

void OperationPlayer::commands(const std::shared_ptr<Run> &run)
{
    if (run->command >= run->batch.commands.size()) {
        if (run->movesInSteps() && !run->removing)
            verifyCopies(run);
        else
            succeed(run);
        return;
    }
    const Command &command = run->now();
    if (run->selected.isValid() && run->selected == command.mailbox && run->selectedValidity == command.uidValidity) {
        act(run);
        return;
    }
    const auto source = m_store.mailboxes().find(command.mailbox);
    if (!source) {
        fail(run, source.error(), Stage::SelectSource);
        return;
    }
    run->selected = {};
    run->remote.select(source->name, [this, run](const Result<SelectedMailbox> &selected) {
        if (run->ended())
            return;
        if (!selected) {
            fail(run, selected.error(), Stage::SelectSource);
            return;
        }
        if (selected->uidValidity != run->now().uidValidity) {
            // The UIDs now mean other messages (RFC 9051 section 2.3.1.1): touching them could destroy mail.
            matchAnew(run, selected->uidValidity);
            return;
        }
        run->selected = run->now().mailbox;
        run->selectedValidity = selected->uidValidity;
        act(run);
    });
}

void OperationPlayer::act(const std::shared_ptr<Run> &run)
{
    const Command &command = run->now();
    const auto outcome = [this, run](const Outcome &result) {
        if (!run->ended())
            commandDone(run, result ? Result<RemoteStore::UidMap>(RemoteStore::UidMap()) : Result<RemoteStore::UidMap>(result.error()));
    };
    const auto mapped = [this, run](const Result<RemoteStore::UidMap> &result) {
        if (!run->ended())
            commandDone(run, result);
    };
    // What an earlier attempt has copied is not copied again.
    QList<Uid> open = command.uids;
    open.removeIf([&](Uid uid) { return run->isPlaced(uid, command.mailbox); });
    switch (command.kind) {
    case OperationKind::ChangeFlags:
        run->remote.storeFlags(UidSet(command.uids), command.add, command.remove, outcome);
        return;
    case OperationKind::Expunge:
        run->remote.expunge(UidSet(command.uids), outcome);
        return;
    case OperationKind::Move:
        if (run->removing) {
            run->remote.expunge(UidSet(command.uids), outcome);
            return;
        }
        if (!run->movesInSteps()) {
            run->remote.move(UidSet(command.uids), run->destination, [this, run, mapped](const Result<RemoteStore::UidMap> &result) {
                // The server has MOVE in name only: nothing was moved, and there is the long way.
                const bool another = !run->ended() && !result && result.error().kind == ErrorKind::ServerRefused && run->movesInSteps();
                another ? act(run) : mapped(result);
            });
            return;
        }
        [[fallthrough]];
    case OperationKind::Copy:
        if (open.isEmpty())
            commandDone(run, RemoteStore::UidMap());
        else
            run->remote.copy(UidSet(open), run->destination, mapped);
        return;
    case OperationKind::Replace:
        if (run->placed.isEmpty())
            replaceOld(run);
        else
            run->remote.expunge(UidSet(command.uids), outcome); // an earlier attempt has put it there
        return;
    case OperationKind::Append:
    case OperationKind::CreateMailbox:
        break; // have no targets
    }
    fail(run, Error::of(ErrorKind::Internal, QStringLiteral("operation without an action")), Stage::Carry);
}

void OperationPlayer::commandDone(const std::shared_ptr<Run> &run, const Result<RemoteStore::UidMap> &result)
{
    if (!result) {
        fail(run, result.error(), Stage::Carry);
        return;
    }
    const MailboxId source = run->now().mailbox;
    if (!result->isEmpty() && knowsDestination(*run)) {
        for (const auto &[from, to] : *result)
            run->placed.append({ from, to, source });
    }
    ++run->command;
    commands(run);
}

//! Some servers say OK and copy nothing. Where the new UIDs were not told, nothing is removed before the destination has grown.
void OperationPlayer::verifyCopies(const std::shared_ptr<Run> &run)
{
    qint64 untold = 0;
    for (const Command &command : std::as_const(run->batch.commands))
        untold += std::count_if(command.uids.begin(), command.uids.end(), [&](Uid uid) { return !run->isPlaced(uid, command.mailbox); });
    const Uid floor = run->floor.isValid() ? run->floor : run->first().floor;
    const UidValidity under = run->floor.isValid() ? run->floorValidity : run->first().floorValidity;
    //! By how much; the maximum where nobody can say.
    const auto growth = [floor, under](UidValidity validity, Uid uidNext) {
        const bool comparable = uidNext.isValid() && validity == under;
        return comparable ? qint64(uidNext.value) - qint64(floor.value) : std::numeric_limits<qint64>::max();
    };
    if (untold == 0 || !floor.isValid()) {
        copied(run);
        return;
    }
    run->remote.status(run->destination, [this, run, growth, untold](const Result<RemoteStore::Counts> &counts) {
        if (run->ended())
            return;
        if (!counts && closesSession(counts.error().kind))
            fail(run, counts.error(), Stage::Carry);
        else if (!counts || growth(counts->uidValidity, counts->uidNext) >= untold)
            copied(run);
        else
            lookForCopies(run, untold, growth);
    });
}

//! STATUS may be behind; what SELECT says is not.
void OperationPlayer::lookForCopies(const std::shared_ptr<Run> &run, qint64 untold, const std::function<qint64(UidValidity, Uid)> &growth)
{
    run->selected = {};
    run->remote.select(run->destination, [this, run, untold, growth](const Result<SelectedMailbox> &selected) {
        if (run->ended())
            return;
        if (!selected)
            fail(run, selected.error(), Stage::Carry);
        else if (const qint64 arrived = growth(selected->uidValidity, selected->uidNext); arrived >= untold)
            copied(run);
        else
            lookForOriginals(run, 0, arrived);
    });
}

//! What another program has taken away meanwhile could not be copied: only what is still in its place has to have \a arrived. \a from: the
//! command whose mailbox is looked into.
void OperationPlayer::lookForOriginals(const std::shared_ptr<Run> &run, qsizetype from, qint64 arrived)
{
    if (arrived < 0) {
        fail(run, Error { ErrorKind::ServerRefused, Text::tr("The server said that it had copied the messages, but they did not arrive there. Nothing was removed.") },
            Stage::Carry);
        return;
    }
    if (from >= run->batch.commands.size()) {
        copied(run);
        return;
    }
    const auto source = m_store.mailboxes().find(run->batch.commands.at(from).mailbox);
    if (!source) {
        fail(run, source.error(), Stage::SelectSource);
        return;
    }
    run->remote.select(source->name, [this, run, from, arrived](const Result<SelectedMailbox> &selected) {
        if (run->ended())
            return;
        if (!selected || selected->uidValidity != run->batch.commands.at(from).uidValidity) {
            // Rebuilt in between: the next attempt looks for what this one has done.
            fail(run, selected ? Error::of(ErrorKind::ServerTemporary, QStringLiteral("UIDVALIDITY changed")) : selected.error(), Stage::SelectSource);
            return;
        }
        run->remote.searchAll([this, run, from, arrived](const Result<UidSet> &there) {
            if (run->ended())
                return;
            if (!there) {
                fail(run, there.error(), Stage::Carry);
                return;
            }
            const Command &command = run->batch.commands.at(from);
            const auto waits = [&](Uid uid) { return there->contains(uid) && !run->isPlaced(uid, command.mailbox); };
            lookForOriginals(run, from + 1, arrived - std::count_if(command.uids.begin(), command.uids.end(), waits));
        });
    });
}

//! All copies are there. That is noted before the first original is removed: a lost connection must not copy again.
void OperationPlayer::copied(const std::shared_ptr<Run> &run)
{
    const Outcome noted = m_store.transaction([&]() -> Outcome {
        for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
            if (const Outcome set = m_store.operations().setCopied(pending.operation.id, placedOf(*run, pending.operation)); !set)
                return set;
        }
        return {};
    });
    if (!noted) {
        fail(run, noted.error(), Stage::Carry);
        return;
    }
    run->removing = true;
    run->command = 0;
    commands(run);
}

//! What an earlier attempt did shows when the destination is listed: it was rebuilt.
void OperationPlayer::listDestination(const std::shared_ptr<Run> &run, UidValidity now)
{
    const MailboxId mailbox = run->batch.destination();
    const OperationId id = run->first().operation.id;
    m_foundAnew = true;
    run->rules.later.insert(id);
    settled(run, m_store.transaction([&]() -> Outcome {
        if (const Outcome forgotten = forget(mailbox, now); !forgotten)
            return forgotten;
        return m_store.operations().retryLater(id, Error::of(ErrorKind::Conflict, QStringLiteral("UIDVALIDITY changed")));
    }));
}

//! In a transaction. The UIDs that are known of \a mailbox mean nothing any more.
Outcome OperationPlayer::forget(MailboxId mailbox, UidValidity now)
{
    const auto state = m_store.mailboxes().syncState(mailbox);
    if (!state || state->uidValidity == now)
        return state ? Outcome() : Outcome(state.error());
    if (const Outcome forgotten = m_store.messages().forgetUids(mailbox); !forgotten)
        return forgotten;
    store::MailboxTable::SyncState fresh;
    fresh.uidValidity = now;
    fresh.lastSync = state->lastSync;
    return m_store.mailboxes().setSyncState(mailbox, fresh);
}

//! Their turn comes again when the mailbox was listed and its messages are recognised.
void OperationPlayer::matchAnew(const std::shared_ptr<Run> &run, UidValidity now)
{
    const MailboxId mailbox = run->now().mailbox;
    m_foundAnew = true;
    qCInfo(logOperations) << "UIDVALIDITY of mailbox" << mailbox.value << "changed: its messages are matched first";
    const Outcome noted = m_store.transaction([&]() -> Outcome {
        if (const Outcome forgotten = forget(mailbox, now); !forgotten)
            return forgotten;
        if (const Outcome waits = m_store.operations().awaitListing(mailbox); !waits)
            return waits;
        return putBack(*run);
    });
    settled(run, noted);
}

//! In a transaction. As if the batch had never begun; where a part of it has been carried out, what that was is looked for the next time.
Outcome OperationPlayer::putBack(const Run &run)
{
    for (const PendingOperation &pending : std::as_const(run.batch.operations)) {
        const OperationId id = pending.operation.id;
        const Outcome back = run.command > 0
            ? m_store.operations().retryLater(id, Error::of(ErrorKind::Conflict, QStringLiteral("carried out in part")))
            : m_store.operations().putBack(id);
        if (!back)
            return back;
    }
    return {};
}

QList<Placed> OperationPlayer::placedOf(const Run &run, const Operation &operation) const
{
    QList<Placed> own;
    if (operation.kind == OperationKind::Append || operation.kind == OperationKind::Replace) {
        for (qsizetype i = 0; i < run.batch.operations.size() && i < run.placed.size(); ++i) {
            if (run.batch.operations.at(i).operation.id == operation.id && run.placed.at(i).to.isValid())
                own.append(run.placed.at(i));
        }
        return own;
    }
    for (const OperationTarget &target : operation.targets) {
        const auto at = std::find_if(run.placed.begin(), run.placed.end(), [&target](const Placed &placed) {
            return placed.from == target.sourceUid && (!placed.source.isValid() || placed.source == target.sourceMailbox);
        });
        if (at != run.placed.end() && target.sourceUid.isValid())
            own.append(*at);
    }
    return own;
}

void OperationPlayer::succeed(const std::shared_ptr<Run> &run)
{
    const Outcome finished = m_store.transaction([&]() -> Outcome {
        for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
            if (const Outcome done = m_store.operations().finish(pending.operation.id, placedOf(*run, pending.operation)); !done)
                return done;
        }
        return {};
    });
    if (finished)
        run->played += int(run->batch.operations.size());
    settled(run, finished);
}

void OperationPlayer::fail(const std::shared_ptr<Run> &run, const Error &error, Stage stage)
{
    run->selected = {};
    const Operation &first = run->first().operation;
    qCInfo(logOperations) << "operation" << first.id.value << operationKindName(first.kind) << "and" << run->batch.operations.size() - 1
                          << "more not done:" << kindName(error.kind) << error.detail << error.reply.text;
    const Obstacle obstacle = obstacleOf(error, first.kind, stage, first.attempts + 1);
    if (run->batch.operations.size() > 1 && obstacle == Obstacle::BreaksConnection) {
        postpone(run, error); // each alone the next time
        return;
    }
    if (run->batch.operations.size() > 1 && !closesSession(error.kind) && obstacle != Obstacle::NotNow) {
        // One of them is refused, and the others must not be backed out for it.
        settled(run, m_store.transaction([&]() -> Outcome {
            for (const PendingOperation &pending : std::as_const(run->batch.operations))
                run->rules.alone.insert(pending.operation.id);
            return putBack(*run);
        }));
        return;
    }
    switch (verdictOn(first.kind, obstacle)) {
    case Verdict::CarryOut:
    case Verdict::BackOut:
    case Verdict::MatchAnew:
        backOut(run, error);
        return;
    case Verdict::NothingLeft:
        succeed(run);
        return;
    case Verdict::CreateDestination:
        createDestination(run, error);
        return;
    case Verdict::Later:
        postpone(run, error);
        return;
    }
}

void OperationPlayer::backOut(const std::shared_ptr<Run> &run, const Error &error)
{
    const Outcome noted = m_store.transaction([&]() -> Outcome {
        for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
            if (const Outcome failed = m_store.operations().fail(pending.operation.id, error); !failed)
                return failed;
        }
        return {};
    });
    if (closesSession(error.kind))
        run->done(error);
    else
        settled(run, noted);
}

//! A copy of what was sent must not be lost because the folder for it was removed by another program.
void OperationPlayer::createDestination(const std::shared_ptr<Run> &run, const Error &why)
{
    const auto mailbox = m_store.mailboxes().find(run->batch.destination());
    if (!mailbox || run->created.contains(run->batch.destination())) {
        backOut(run, why);
        return;
    }
    run->created.insert(mailbox->id);
    run->remote.createMailbox(run->destination.path, mailbox->role, [this, run, why](const Result<MailboxName> &name) {
        if (run->ended())
            return;
        if (!name) {
            closesSession(name.error().kind) ? postpone(run, name.error()) : backOut(run, why);
            return;
        }
        const Outcome noted = m_store.transaction([&]() -> Outcome {
            if (const Outcome kept = m_store.mailboxes().setName(run->batch.destination(), *name); !kept)
                return kept;
            for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
                if (const Outcome back = m_store.operations().putBack(pending.operation.id); !back)
                    return back;
            }
            return {};
        });
        settled(run, noted);
    });
}

void OperationPlayer::postpone(const std::shared_ptr<Run> &run, const Error &error)
{
    const bool lost = closesSession(error.kind);
    const Outcome noted = m_store.transaction([&]() -> Outcome {
        for (const PendingOperation &pending : std::as_const(run->batch.operations)) {
            const OperationId id = pending.operation.id;
            const auto wait = std::max<std::chrono::seconds>(patienceAfter(pending.operation.attempts + 1), error.retryAfter.value_or(0s));
            // A lost connection is not the operation's fault: it goes on with the next one.
            const QDateTime notBefore = lost ? QDateTime() : m_clock.utcNow().addSecs(wait.count());
            run->rules.later.insert(id);
            if (notBefore.isValid())
                m_nextTry = m_nextTry.isValid() ? qMin(m_nextTry, notBefore) : notBefore;
            if (const Outcome later = m_store.operations().retryLater(id, error, notBefore); !later)
                return later;
        }
        return {};
    });
    if (lost) {
        run->done(error);
        return;
    }
    run->postponed = error;
    settled(run, noted);
}

void OperationPlayer::settled(const std::shared_ptr<Run> &run, const Outcome &noted)
{
    if (noted)
        next(run);
    else
        run->done(noted.error());
}

} // namespace golub::operations
