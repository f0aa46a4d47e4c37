// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SyncPlan.h"

namespace golub::sync {

SyncPlan planSync(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected, qint64 known)
{
    SyncPlan plan;
    if (state.uidValidity.isValid() && state.uidValidity != selected.uidValidity) {
        plan.forgetUids = true;
        plan.listing = SyncPlan::Listing::Uids;
        return plan;
    }
    if (!state.uidValidity.isValid() || known == 0) {
        plan.listing = selected.exists > 0 || known > 0 ? SyncPlan::Listing::Uids : SyncPlan::Listing::None;
        return plan;
    }
    const bool modSeqs = state.highestModSeq.isValid() && selected.highestModSeq.isValid();
    if (!modSeqs) {
        // Without mod-sequences nothing tells that flags are as they were.
        plan.listing = SyncPlan::Listing::UidsAndFlags;
        return plan;
    }
    const bool sameMessages = selected.exists == known && selected.uidNext.isValid() && selected.uidNext == state.uidNext;
    if (!sameMessages)
        plan.listing = SyncPlan::Listing::Uids;
    if (selected.highestModSeq != state.highestModSeq)
        plan.changedSince = state.highestModSeq;
    return plan;
}

UidDifference compareUids(const QList<store::MessageTable::Known> &known, const UidSet &server)
{
    UidDifference difference;
    QList<Uid> here;
    QList<Uid> gone;
    here.reserve(known.size());
    for (const auto &message : known) {
        here.append(message.uid);
        if (!server.contains(message.uid))
            gone.append(message.uid);
    }
    const UidSet hereSet(here);
    QList<Uid> missing;
    for (const UidSet::Range &range : server.ranges()) {
        for (quint64 uid = range.first; uid <= range.last; ++uid) {
            if (!hereSet.contains(Uid { quint32(uid) }))
                missing.append(Uid { quint32(uid) });
        }
    }
    difference.missing = UidSet(missing);
    difference.gone = UidSet(gone);
    return difference;
}

} // namespace golub::sync
