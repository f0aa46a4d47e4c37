// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SyncPlan.h"

#include <QSet>

#include <algorithm>

namespace golub::sync {
namespace {

constexpr qint64 BetweenLooks = 60; //!< seconds: two listings in one breath would share one hiccup

//! By ranges: of a million messages there are few.
UidSet without(const UidSet &all, const UidSet &taken)
{
    UidSet left;
    auto gap = taken.ranges().begin();
    for (const UidSet::Range &range : all.ranges()) {
        quint64 next = range.first;
        while (gap != taken.ranges().end() && gap->last < next)
            ++gap;
        for (auto hole = gap; hole != taken.ranges().end() && hole->first <= range.last; ++hole) {
            if (hole->first > next)
                left.insert(UidSet::range(Uid { quint32(next) }, Uid { hole->first - 1 }));
            next = quint64(hole->last) + 1;
        }
        if (next <= range.last)
            left.insert(UidSet::range(Uid { quint32(next) }, Uid { range.last }));
    }
    return left;
}

} // namespace

SyncPlan planSync(const MailboxHere &here, const SelectedMailbox &selected, const Trust &trust, SyncDepth depth)
{
    const store::MailboxTable::SyncState &state = here.state;
    SyncPlan plan;
    // UIDNEXT that went back under the same UIDVALIDITY (RFC 9051 section 2.3.1.1 forbids it): restored from a copy, or made anew. Then a known
    // UID may stand for another message, and only its content tells.
    const bool wentBack = trust.uidNext && state.uidNext.isValid() && selected.uidNext.isValid() && selected.uidNext < state.uidNext;
    if (state.uidValidity.isValid() && (wentBack || state.uidValidity != selected.uidValidity)) {
        plan.forgetUids = true;
        plan.listing = SyncPlan::Listing::Uids;
        return plan;
    }
    const qint64 all = here.known + here.suspects + here.unmatched;
    if (!state.uidValidity.isValid() || (all == 0 && (depth != SyncDepth::Audit || selected.exists == 0))) {
        plan.listing = selected.exists > 0 || all > 0 ? SyncPlan::Listing::Uids : SyncPlan::Listing::None;
        // From a server that has no UIDVALIDITY every round looks like the first one; its flags change all the same.
        if (all > 0 && !selected.uidValidity.isValid())
            plan.listing = SyncPlan::Listing::UidsAndFlags;
        return plan;
    }
    const bool modSeqs = trust.condStore && state.highestModSeq.isValid() && selected.highestModSeq.isValid();
    // Without mod-sequences nothing tells that flags are as they were; one that went back begins a new count.
    if (depth == SyncDepth::Audit || !modSeqs || selected.highestModSeq < state.highestModSeq) {
        plan.listing = SyncPlan::Listing::UidsAndFlags;
        return plan;
    }
    const bool sameMessages = selected.exists == here.known && trust.uidNext && selected.uidNext.isValid() && selected.uidNext == state.uidNext;
    if (!sameMessages || here.suspects > 0 || here.unmatched > 0 || depth == SyncDepth::AuditUids)
        plan.listing = SyncPlan::Listing::Uids;
    if (selected.highestModSeq != state.highestModSeq)
        plan.changedSince = state.highestModSeq;
    return plan;
}

bool needsLook(const MailboxHere &here, const MailboxCounts &counts, const Trust &trust)
{
    const store::MailboxTable::SyncState &state = here.state;
    const bool same = trust.listStatus && trust.condStore && trust.uidNext && state.lastSync.isValid() && state.uidValidity.isValid()
        && counts.uidValidity == state.uidValidity && counts.highestModSeq.isValid() && counts.highestModSeq == state.highestModSeq
        && here.suspects == 0 && here.unmatched == 0;
    if (!same)
        return true;
    if (counts.messages < 0) // by mod-sequence alone
        return !trust.qresync || state.serverTotal != here.known;
    return !counts.uidNext.isValid() || counts.uidNext != state.uidNext || counts.messages != here.known;
}

bool looksTheSame(const MailboxHere &here, const MailboxCounts &counts)
{
    const store::MailboxTable::SyncState &state = here.state;
    return state.lastSync.isValid() && counts.uidValidity == state.uidValidity && counts.uidNext.isValid() && counts.uidNext == state.uidNext
        && counts.messages == here.known && counts.unseen == state.serverUnseen && here.suspects == 0 && here.unmatched == 0;
}

std::optional<store::MailboxTable::SyncState> stateOfEmpty(const MailboxHere &here, const MailboxCounts &counts, const Trust &trust)
{
    const bool empty = trust.listStatus && counts.messages == 0 && here.known + here.suspects + here.unmatched == 0;
    if (!empty || !counts.uidValidity.isValid() || !counts.uidNext.isValid())
        return {};
    store::MailboxTable::SyncState state = here.state;
    if (counts.uidValidity == state.uidValidity && counts.uidNext < state.uidNext)
        return {}; // SELECT has to say so, too, before it is held against the server
    state.uidValidity = counts.uidValidity;
    state.uidNext = counts.uidNext;
    state.highestModSeq = counts.highestModSeq;
    state.serverTotal = state.serverUnseen = 0;
    return state;
}

UidDifference compareUids(const store::MessageTable::KnownUids &known, const UidSet &server)
{
    UidDifference difference;
    difference.missing = without(server, known.all);
    difference.gone = without(known.all, server);
    difference.back = without(known.suspects, difference.gone);
    return difference;
}

ResyncDifference compareResync(const store::MessageTable::KnownUids &known, const UidSet &vanished, const UidSet &changed, qint64 exists)
{
    ResyncDifference difference;
    const UidSet stays = without(known.all, vanished);
    difference.gone = without(known.all, stays);
    difference.missing = without(without(changed, known.all), vanished);
    difference.consistent = stays.count() - without(known.suspects, vanished).count() + difference.missing.count() == exists;
    return difference;
}

Missing judgeMissing(const UidSet &gone, const QList<store::MessageTable::Suspect> &suspects, const QDateTime &now)
{
    QSet<Uid> old;
    QSet<Uid> known;
    for (const auto &suspect : suspects) {
        known.insert(suspect.uid);
        if (suspect.since.secsTo(now) >= BetweenLooks)
            old.insert(suspect.uid);
    }
    QList<Uid> suspected;
    QList<Uid> confirmed;
    for (const Uid uid : gone.uids()) {
        if (old.contains(uid))
            confirmed.append(uid);
        else if (!known.contains(uid))
            suspected.append(uid);
    }
    return { UidSet(suspected), UidSet(confirmed) };
}

qint64 suspectsToConfirm(const QList<store::MessageTable::Suspect> &suspects, const QDateTime &now)
{
    return std::count_if(suspects.begin(), suspects.end(), [&now](const auto &suspect) { return suspect.since.secsTo(now) >= BetweenLooks; });
}

} // namespace golub::sync
