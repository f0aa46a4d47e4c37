// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxSync.h"

#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/sync/BodySync.h"
#include "core/sync/IncomingMessages.h"
#include "core/sync/StepTime.h"

#include <QHash>

#include <algorithm>

namespace golub::sync {
namespace {

// A screen first, so that there is something to read at once; then as many as one commit takes in a few hundred milliseconds.
constexpr int FirstScreen = 50;
constexpr int FirstChunk = 100;
constexpr int Chunk = 1000;
constexpr int RebuiltAtMost = 3;
constexpr qint64 SmallMailbox = 256 * 1024; // bytes

} // namespace

struct MailboxSync::Step {
    RemoteStore &remote;
    Done<bool> done;
    std::weak_ptr<bool> alive;
    StepTime time;
    int underWay = 0;                     //!< requests for messages
    bool rebuilt = false;                 //!< UIDVALIDITY is another one
    bool tooMany = false;                 //!< changes came with SELECT: some were not kept
    bool lookedAfresh = true;             //!< with a SELECT of its own
    QList<RemoteMessage> messages = {};   //!< the newest, of a mailbox that was never seen
    QList<RemoteMessage> changed = {};    //!< flags
    UidSet vanished = {};
    std::optional<UidSet> uids = {};      //!< of a listing
    QList<UidSet> pieces = {};            //!< whose flags are still to be listed
    UidSet::Range piece = {};             //!< whose flags are being listed
    std::optional<SelectedMailbox> selected = {};
    std::optional<Error> error = {};
    bool ended() const { return alive.expired(); }
    void take(const Outcome &outcome)
    {
        if (!outcome && !error)
            error = outcome.error();
    }
    Outcome outcome() const { return error ? Outcome(*error) : Outcome(); }
};

MailboxSync::MailboxSync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, const Options &options)
    : m_store(store), m_clock(clock), m_mailbox(mailbox), m_options(options), m_alive(std::make_shared<bool>(true))
{
}

MailboxSync::~MailboxSync() = default;

bool MailboxSync::isSmallAndNew() const
{
    return m_first && m_counts.added <= FirstScreen && m_addedBytes <= SmallMailbox;
}

void MailboxSync::step(RemoteStore &remote, Done<bool> done)
{
    m_addedInStep.clear();
    auto step = std::make_shared<Step>(Step { remote, std::move(done), m_alive, StepTime(m_clock, m_options.undisturbed) });
    if (m_planned && m_compared) {
        fetchMore(step);
        return;
    }
    const auto state = m_store.mailboxes().syncState(m_mailbox.id);
    const auto known = m_store.messages().knownCount(m_mailbox.id);
    if (!state || !known) {
        const Error error = state ? known.error() : state.error();
        step->done(error);
        return;
    }
    m_before = *state;
    m_first = !state->lastSync.isValid();
    const bool saidEmpty = m_options.counts && m_options.counts->messages == 0;
    if (!state->uidValidity.isValid() && *known == 0 && !saidEmpty)
        firstLook(step);
    else
        openMailbox(step);
}

// --- a mailbox that was never seen: one round trip shows its newest messages

void MailboxSync::firstLook(const std::shared_ptr<Step> &step)
{
    const qint64 expected = m_options.counts ? m_options.counts->messages : 0;
    // A screen that shows the whole mailbox is a listing of it.
    const bool screenIsAll = expected > 0 && expected <= FirstScreen;
    step->remote.select(m_mailbox.name, [step](const Result<SelectedMailbox> &selected) {
        if (selected)
            step->selected = *selected;
        step->take(selected ? Outcome() : Outcome(selected.error()));
    });
    step->remote.fetchNewestHeaders(
        FirstScreen, expected, [step](const RemoteMessage &message) { step->messages.append(message); },
        [this, step, screenIsAll](const Outcome &outcome) {
            step->take(outcome);
            if (!screenIsAll || step->ended())
                return;
            UidSet shown;
            for (const RemoteMessage &message : std::as_const(step->messages))
                shown.insert(message.uid);
            if (step->error || !step->selected || shown.count() == step->selected->exists)
                looked(step, shown);
            else
                listAfterLook(step);
        });
    if (!screenIsAll)
        listAfterLook(step);
}

void MailboxSync::listAfterLook(const std::shared_ptr<Step> &step)
{
    step->remote.searchAll([this, step](const Result<UidSet> &uids) {
        if (step->ended())
            return;
        step->take(uids ? Outcome() : Outcome(uids.error()));
        looked(step, uids.value_or({}));
    });
}

void MailboxSync::looked(const std::shared_ptr<Step> &step, const UidSet &uids)
{
    if (step->error || !step->selected) {
        end(step, step->outcome());
        return;
    }
    step->uids = uids;
    end(step, m_store.transaction([&]() -> Outcome {
        if (const Outcome planned = plan(*step->selected); !planned)
            return planned;
        if (const Outcome added = addMessages(step->messages); !added)
            return added;
        if (const Outcome compared = compare(step); !compared)
            return compared;
        const auto named = [](const RemoteMessage &message) { return !message.emailId.isEmpty(); };
        // Where contents have names, those that are here already are not fetched again.
        if (m_options.whole && std::none_of(step->messages.begin(), step->messages.end(), named))
            m_whole = std::make_unique<WholeFetch>(m_store, m_clock, m_mailbox, m_selected.keywordsAllowed);
        return m_chunks.isEmpty() ? conclude() : Outcome();
    }));
}

// --- one that is here

void MailboxSync::openMailbox(const std::shared_ptr<Step> &step)
{
    std::optional<KnownMailbox> known;
    const bool resync = m_options.depth == SyncDepth::News && m_options.trust.qresync && step->remote.serverFacts().qresync
        && m_before.uidValidity.isValid() && m_before.highestModSeq.isValid();
    if (resync) {
        const auto rows = m_store.messages().knownUids(m_mailbox.id);
        known = KnownMailbox { m_before.uidValidity, m_before.highestModSeq, rows ? rows->all : UidSet() };
    }
    SelectSink sink;
    sink.changed = [step, most = m_options.flagsAtOnce](const RemoteMessage &message) {
        step->tooMany |= step->changed.size() >= most;
        if (!step->tooMany)
            step->changed.append(message);
    };
    sink.vanished = [step](const UidSet &uids) { step->vanished.insert(uids); };
    step->remote.select(m_mailbox.name, known, sink, [this, step](const Result<SelectedMailbox> &selected) {
        if (step->ended())
            return;
        if (!selected) {
            end(step, selected.error());
            return;
        }
        step->selected = *selected;
        opened(step);
    });
}

void MailboxSync::opened(const std::shared_ptr<Step> &step)
{
    const Outcome planned = m_store.transaction([&]() -> Outcome { return plan(*step->selected); });
    if (!planned) {
        end(step, planned);
        return;
    }
    note(contradictionInSelect(m_before, m_selected));
    if (m_options.counts)
        note(contradictionInCounts(*m_options.counts, m_before, m_selected));
    if (step->tooMany) {
        // Asked for again in pieces: of a million changes neither the answers nor what they do is held all at once.
        step->changed.clear();
        m_selected.resynced = false;
        if (m_plan.listing == SyncPlan::Listing::None)
            m_plan.listing = SyncPlan::Listing::Uids;
        if (m_plan.listing == SyncPlan::Listing::Uids && !m_plan.forgetUids)
            m_plan.changedSince = m_before.highestModSeq;
    }
    if (m_selected.resynced && !m_plan.forgetUids && m_plan.listing != SyncPlan::Listing::UidsAndFlags) {
        resynced(step);
        return;
    }
    switch (m_plan.listing) {
    case SyncPlan::Listing::None:
    case SyncPlan::Listing::Uids:
        listUids(step);
        return;
    case SyncPlan::Listing::UidsAndFlags:
        listFlags(step);
        return;
    }
}

//! In a transaction.
Outcome MailboxSync::plan(const SelectedMailbox &selected)
{
    const auto known = m_store.messages().knownCount(m_mailbox.id);
    const auto suspects = m_store.messages().suspects(m_mailbox.id);
    const auto unmatched = m_store.messages().unmatched(m_mailbox.id);
    if (!known || !suspects || !unmatched)
        return !known ? known.error() : !suspects ? suspects.error() : unmatched.error();
    m_selected = selected;
    m_told = false;
    std::optional<MailboxRights> rights = selected.rights;
    if (selected.readOnly) {
        rights = rights.value_or(MailboxRights());
        rights->canDelete = rights->canSetFlags = rights->canSetSeen = false;
    }
    if (const Outcome kept = m_store.mailboxes().setRights(m_mailbox.id, rights); !kept)
        return kept;
    m_plan = planSync({ m_before, *known, suspectsToConfirm(*suspects, m_clock.utcNow()), *unmatched }, selected, m_options.trust, m_options.depth);
    m_planned = true;
    if (!m_plan.forgetUids && m_before.uidValidity.isValid())
        return {};
    // From now on the new UIDs count; without a mod-sequence an interrupted run lists everything again.
    if (m_plan.forgetUids) {
        if (const Outcome forgotten = m_store.messages().forgetUids(m_mailbox.id); !forgotten)
            return forgotten;
    }
    store::MailboxTable::SyncState fresh;
    fresh.uidValidity = selected.uidValidity;
    fresh.lastSync = m_before.lastSync;
    return m_store.mailboxes().setSyncState(m_mailbox.id, fresh);
}

//! QRESYNC told everything in one answer, if its numbers agree.
void MailboxSync::resynced(const std::shared_ptr<Step> &step)
{
    const auto known = m_store.messages().knownUids(m_mailbox.id);
    if (!known) {
        end(step, known.error());
        return;
    }
    QList<Uid> changed;
    for (const RemoteMessage &message : std::as_const(step->changed))
        changed.append(message.uid);
    const ResyncDifference difference = compareResync(*known, step->vanished, UidSet(changed), m_selected.exists);
    Outcome done = keepKeywords(step->changed);
    if (done)
        done = updateFlags(step->changed);
    if (!difference.consistent) {
        m_hereBefore = compareUids({ known->all, {} }, known->suspects).gone; // without the suspects
        m_vanished = step->vanished;
        m_plan.changedSince = {};
        m_plan.listing = SyncPlan::Listing::Uids;
        step->changed.clear();
        done ? listUids(step) : end(step, done);
        return;
    }
    m_told = true;
    if (done)
        done = removeVanished(difference.gone);
    chunksOf(difference.missing);
    m_compared = true;
    goOn(step, done);
}

//! Named as gone by an answer whose numbers agree: proved. So are the suspects that the numbers have no room for.
Outcome MailboxSync::removeVanished(const UidSet &gone)
{
    const auto suspects = m_store.messages().suspects(m_mailbox.id);
    if (!suspects)
        return suspects.error();
    QList<Uid> uids;
    for (const auto &suspect : *suspects)
        uids.append(suspect.uid);
    m_counts.removed += gone.count();
    return m_store.transaction([&]() -> Outcome {
        if (const Outcome removed = m_store.messages().removeByUid(m_mailbox.id, gone); !removed)
            return removed;
        return m_store.messages().removeByUid(m_mailbox.id, judgeMissing(UidSet(uids), *suspects, m_clock.utcNow()).confirmed);
    });
}

//! UIDs where they are wanted, changed flags where they are, in one round trip.
void MailboxSync::listUids(const std::shared_ptr<Step> &step)
{
    const bool uids = m_plan.listing == SyncPlan::Listing::Uids;
    const bool flags = m_plan.changedSince.isValid();
    if (uids) {
        step->remote.searchAll([this, step, flags](const Result<UidSet> &listing) {
            if (listing)
                step->uids = *listing;
            step->take(listing ? Outcome() : Outcome(listing.error()));
            if (!flags && !step->ended())
                listed(step);
        });
    }
    if (flags)
        listFlags(step);
    else if (!uids)
        listed(step);
}

//! In pieces by what is here: of a million messages neither the answers nor what they change is held all at once.
void MailboxSync::listFlags(const std::shared_ptr<Step> &step)
{
    const auto known = m_store.messages().knownUids(m_mailbox.id);
    if (!known) {
        end(step, known.error());
        return;
    }
    const QList<Uid> uids = known->all.uids();
    Uid first { 1 };
    for (qsizetype next = m_options.flagsAtOnce; next < uids.size(); next += m_options.flagsAtOnce) {
        const Uid last = uids.at(next - 1);
        step->pieces.append(UidSet::range(first, last));
        first = Uid { last.value + 1 };
    }
    step->pieces.append(UidSet::from(first));
    if (m_plan.listing == SyncPlan::Listing::UidsAndFlags)
        step->uids = UidSet();
    listMoreFlags(step);
}

void MailboxSync::listMoreFlags(const std::shared_ptr<Step> &step)
{
    const UidSet wanted = step->pieces.takeFirst();
    step->piece = wanted.ranges().first();
    step->remote.fetchFlags(
        wanted, m_plan.changedSince, [step](const RemoteMessage &message) { step->changed.append(message); },
        [this, step](const Outcome &outcome) {
            if (step->ended())
                return;
            if (m_plan.listing == SyncPlan::Listing::UidsAndFlags) {
                QList<Uid> uids;
                for (const RemoteMessage &message : std::as_const(step->changed))
                    uids.append(message.uid);
                step->uids->insert(UidSet(uids));
            }
            step->take(outcome);
            if (step->pieces.isEmpty() || step->error) {
                listed(step);
                return;
            }
            step->take(m_store.transaction([&] { return applyFlags(step); }));
            step->changed.clear();
            step->error ? end(step, *step->error) : listMoreFlags(step);
        });
}

//! In a transaction.
Outcome MailboxSync::applyFlags(const std::shared_ptr<Step> &step)
{
    if (const Outcome kept = keepKeywords(step->changed); !kept)
        return kept;
    if (const Outcome audited = audit(step); !audited)
        return audited;
    return updateFlags(step->changed);
}

void MailboxSync::listed(const std::shared_ptr<Step> &step)
{
    if (step->error) {
        end(step, *step->error);
        return;
    }
    goOn(step, m_store.transaction([&]() -> Outcome {
        const Outcome applied = applyFlags(step);
        return applied ? compare(step) : applied;
    }));
    step->changed.clear();
}

//! In a transaction.
Outcome MailboxSync::compare(const std::shared_ptr<Step> &step)
{
    m_compared = true;
    if (!step->uids)
        return {};
    const auto known = m_store.messages().knownUids(m_mailbox.id);
    if (!known)
        return known.error();
    // Fewer than SELECT said: somebody removed some meanwhile, or the listing is not whole. Nothing is missed because of it.
    m_complete = step->uids->count() >= m_selected.exists;
    const UidDifference difference = compareUids(*known, *step->uids);
    if (!m_vanished.isEmpty() || !m_hereBefore.isEmpty()) {
        if (m_complete)
            note(contradictionInResync(m_hereBefore, m_vanished, *step->uids));
        m_vanished = m_hereBefore = {};
    }
    chunksOf(difference.missing);
    if (const Outcome back = m_store.messages().clearSuspects(m_mailbox.id, difference.back); !back)
        return back;
    return m_complete ? applyMissing(difference.gone) : Outcome();
}

Outcome MailboxSync::applyMissing(const UidSet &gone)
{
    if (gone.isEmpty())
        return {};
    const auto suspects = m_store.messages().suspects(m_mailbox.id);
    if (!suspects)
        return suspects.error();
    const Missing missing = judgeMissing(gone, *suspects, m_clock.utcNow());
    m_counts.removed += missing.suspected.count();
    if (const Outcome suspected = m_store.messages().suspect(m_mailbox.id, missing.suspected); !suspected)
        return suspected;
    return m_store.messages().removeByUid(m_mailbox.id, missing.confirmed);
}

void MailboxSync::chunksOf(const UidSet &missing)
{
    m_remaining = missing.count();
    m_chunks = missing.chunksNewestFirst(Chunk);
    if (!m_chunks.isEmpty() && m_chunks.first().count() > FirstChunk)
        m_chunks = m_chunks.first().chunksNewestFirst(FirstChunk) + m_chunks.mid(1);
}

void MailboxSync::goOn(const std::shared_ptr<Step> &step, const Outcome &outcome)
{
    if (!outcome)
        end(step, outcome);
    else if (m_chunks.isEmpty())
        end(step, conclude());
    else
        m_whole ? fetchWhole(step) : fetchHeaders(step);
}

// --- headers

//! What is missing, of the mailbox that is or was selected: unless its UIDs mean something else by now.
void MailboxSync::fetchMore(const std::shared_ptr<Step> &step)
{
    if (!m_whole && m_chunks.isEmpty()) {
        end(step, conclude());
        return;
    }
    const auto opened = [this, step](const Result<SelectedMailbox> &result) {
        if (step->ended())
            return;
        step->take(result ? Outcome() : Outcome(result.error()));
        step->rebuilt = result && result->uidValidity != m_selected.uidValidity;
        if (m_whole)
            fetchWhole(step);
    };
    step->lookedAfresh = std::exchange(m_refused, false);
    if (step->lookedAfresh)
        step->remote.select(m_mailbox.name, opened);
    else
        step->remote.reopen(m_mailbox.name, opened);
    // Headers travel in the same round trip; nothing is done with them if the UIDs turn out to be others. Whole messages are stored as they come.
    if (!m_whole)
        fetchHeaders(step);
}

//! Changed between two steps: begin again, but not for ever.
void MailboxSync::beginAgain(const std::shared_ptr<Step> &step)
{
    m_planned = m_compared = false;
    m_whole.reset();
    m_screen.reset();
    if (++m_rebuilt > RebuiltAtMost)
        step->done(Error::of(ErrorKind::ServerTemporary, QStringLiteral("UIDVALIDITY is another one at each look")));
    else
        step->done(true);
}

UidSet MailboxSync::nextPiece()
{
    const QList<UidSet> pieces = m_chunks.takeFirst().chunksNewestFirst(m_whole->stepSize());
    UidSet wanted = pieces.first();
    m_chunks = pieces.mid(1) + m_chunks;
    while (!m_chunks.isEmpty() && wanted.count() + m_chunks.first().count() <= m_whole->stepSize())
        wanted.insert(m_chunks.takeFirst());
    return wanted;
}

void MailboxSync::fetchWhole(const std::shared_ptr<Step> &step)
{
    const auto wantsMore = [this, &step] {
        return !step->error && !step->rebuilt && !m_chunks.isEmpty() && !m_whole->isTooSlowFor(m_remaining) && step->time.mayGoOn();
    };
    while (step->underWay < RequestsUnderWay && wantsMore()) {
        const UidSet wanted = nextPiece();
        ++step->underWay;
        m_whole->fetch(step->remote, wanted, [this, step, count = wanted.count()](const Outcome &outcome) {
            if (step->ended())
                return;
            --step->underWay;
            m_remaining -= count;
            m_counts.added += m_whole->takeAdded();
            step->take(outcome);
            fetchWhole(step);
        });
    }
    if (m_chunks.isEmpty() && !m_screen && step->underWay < RequestsUnderWay && !step->error && !step->rebuilt)
        fetchScreen(step);
    if (step->underWay > 0)
        return;
    if (step->error)
        end(step, step->outcome());
    else if (step->rebuilt)
        beginAgain(step);
    else if (m_chunks.isEmpty() || m_whole->isTooSlowFor(m_remaining))
        endWhole(step);
    else
        step->done(true);
}

//! The last to be asked for, and all that is left: behind what is still on its way, so that neither the server nor the store waits for the other.
void MailboxSync::fetchScreen(const std::shared_ptr<Step> &step)
{
    ++step->underWay;
    m_screen = std::make_unique<BodySync>(m_store, m_clock, m_mailbox);
    m_screen->step(
        step->remote,
        [this, step](const Result<bool> &more) {
            if (step->ended())
                return;
            --step->underWay;
            step->take(more ? Outcome() : Outcome(more.error()));
            fetchWhole(step);
        },
        m_options.undisturbed);
}

//! From here on headers come, if any are missing: because the link is slow, or of messages that were not sent whole.
void MailboxSync::endWhole(const std::shared_ptr<Step> &step)
{
    m_whole->settle([this, step](const Outcome &stored) {
        if (step->ended())
            return;
        m_counts.added += m_whole->takeAdded();
        if (const UidSet left = m_whole->unanswered(); !left.isEmpty()) {
            m_chunks.append(left);
            m_remaining += left.count();
        }
        m_whole.reset();
        step->take(stored);
        settleScreen(step);
    });
}

void MailboxSync::settleScreen(const std::shared_ptr<Step> &step)
{
    const auto settled = [this, step](const Result<bool> &stored) {
        if (step->ended())
            return;
        step->take(stored ? Outcome() : Outcome(stored.error()));
        if (!step->error && m_chunks.isEmpty())
            end(step, conclude());
        else
            end(step, step->outcome());
    };
    if (m_screen)
        m_screen->settle(settled);
    else
        settled(false);
}

void MailboxSync::fetchHeaders(const std::shared_ptr<Step> &step)
{
    while (step->underWay < RequestsUnderWay && !step->error && !step->rebuilt && !m_chunks.isEmpty() && step->time.mayGoOn()) {
        const UidSet chunk = m_chunks.takeFirst();
        const auto messages = std::make_shared<QList<RemoteMessage>>();
        ++step->underWay;
        step->remote.fetchHeaders(
            chunk, [messages](const RemoteMessage &message) { messages->append(message); },
            [this, step, chunk, messages](const Outcome &outcome) {
                if (!step->ended())
                    headersCame(step, chunk, *messages, outcome);
            });
    }
    if (step->underWay > 0)
        return;
    // What the server has selected may have changed under it ([EXPUNGEISSUED], RFC 5530): it is looked at afresh, once.
    m_refused = step->error && step->error->kind == ErrorKind::ServerRefused && !step->lookedAfresh;
    if (step->rebuilt)
        beginAgain(step);
    else if (m_refused)
        step->done(true);
    else if (step->error || !m_chunks.isEmpty())
        end(step, step->outcome());
    else
        end(step, conclude());
}

void MailboxSync::headersCame(const std::shared_ptr<Step> &step, const UidSet &chunk, const QList<RemoteMessage> &messages, const Outcome &outcome)
{
    --step->underWay;
    // What the server did not answer for was removed meanwhile; asking again would never end.
    if (outcome && !step->error && !step->rebuilt) {
        m_remaining -= chunk.count();
        step->take(addMessages(messages));
    } else {
        m_chunks.prepend(chunk);
        step->take(outcome);
    }
    fetchHeaders(step);
}

Outcome MailboxSync::addMessages(const QList<RemoteMessage> &messages)
{
    const Result<QList<MessageId>> added = addIncoming(m_store, m_mailbox, messages, m_selected.keywordsAllowed);
    if (!added)
        return added.error();
    m_counts.added += added->size();
    for (const RemoteMessage &message : messages)
        m_addedBytes += message.size;
    m_addedInStep = *added + m_addedInStep;
    return {};
}

//! Keywords that the server does not keep (PERMANENTFLAGS without \*) stay here: that it does not name them takes none away.
Outcome MailboxSync::keepKeywords(QList<RemoteMessage> &told) const
{
    if (m_selected.keywordsAllowed || told.isEmpty())
        return {};
    QHash<Uid, Flags> keywords;
    const Outcome read = eachKnown(m_store, m_mailbox.id, told, [&keywords](const RemoteMessage &message, const store::MessageTable::Known &row) -> Outcome {
        if (!row.serverFlags.keywords().isEmpty())
            keywords.insert(message.uid, Flags({}, row.serverFlags.keywords()));
        return {};
    });
    for (RemoteMessage &message : told)
        message.flags.add(keywords.value(message.uid));
    return read;
}

Outcome MailboxSync::updateFlags(const QList<RemoteMessage> &messages)
{
    const Result<qint64> changed = updateServerFlags(m_store, m_mailbox.id, messages);
    if (!changed)
        return changed.error();
    m_counts.changed += *changed;
    return {};
}

// --- what it comes to

//! A complete listing of flags is the time to ask whether the shortcuts told the truth. In a transaction, before the flags are taken over.
Outcome MailboxSync::audit(const std::shared_ptr<Step> &step)
{
    if (m_plan.listing != SyncPlan::Listing::UidsAndFlags || !m_options.trust.condStore)
        return {};
    const auto known = m_store.messages().known(m_mailbox.id, step->piece);
    if (!known)
        return known.error();
    std::optional<Contradiction> found = contradictionInAudit(m_before, *known, step->changed, {});
    if (!found)
        return {};
    const auto ours = m_store.operations().flaggedUids(m_mailbox.id);
    if (!ours)
        return ours.error();
    note(contradictionInAudit(m_before, *known, step->changed, QSet<Uid>(ours->begin(), ours->end())));
    return {};
}

Outcome MailboxSync::conclude()
{
    return m_store.transaction([this]() -> Outcome {
        // After a complete listing nothing can be matched any more.
        if ((m_plan.listing != SyncPlan::Listing::None || m_told) && m_complete) {
            if (const Outcome removed = m_store.messages().removeUnmatched(m_mailbox.id); !removed)
                return removed;
        }
        const auto mailbox = m_store.mailboxes().find(m_mailbox.id);
        if (!mailbox)
            return mailbox.error();
        const QDateTime now = m_clock.utcNow();
        store::MailboxTable::SyncState state = m_before;
        state.uidValidity = m_selected.uidValidity;
        // Numbers that were not reached must not prove the next time that nothing has changed.
        state.uidNext = m_complete ? m_selected.uidNext : Uid {};
        state.highestModSeq = m_complete ? m_selected.highestModSeq : ModSeq {};
        state.serverTotal = m_selected.exists;
        state.serverUnseen = mailbox->unread;
        state.lastSync = now;
        if (m_complete && m_plan.listing == SyncPlan::Listing::UidsAndFlags)
            state.lastListing = now;
        if (m_complete && (m_options.depth != SyncDepth::News || m_first))
            state.lastAudit = now;
        return m_store.mailboxes().setSyncState(m_mailbox.id, state);
    });
}

void MailboxSync::note(const std::optional<Contradiction> &contradiction)
{
    if (!contradiction)
        return;
    qCWarning(logSync) << "mailbox" << m_mailbox.id.value << "contradicts itself:" << contradiction->capability << contradiction->evidence;
    m_contradictions.append(*contradiction);
}

void MailboxSync::end(const std::shared_ptr<Step> &step, const Outcome &outcome)
{
    if (outcome)
        step->done(!m_chunks.isEmpty());
    else
        step->done(outcome.error());
}

} // namespace golub::sync
