// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"

namespace golub::sync {

//! What has to be asked of the server to bring one mailbox up to date. Pure: facts in, decision out.
struct SyncPlan {
    enum class Listing : quint8 {
        None,            //!< nothing changed, or only news behind the last known UID
        Uids,            //!< all UIDs (SEARCH): finds what is new and what is gone
        UidsAndFlags,    //!< all UIDs with flags: no CONDSTORE to tell what changed
    };
    bool forgetUids = false;         //!< UIDVALIDITY changed: what is here is matched again
    Listing listing = Listing::None;
    ModSeq changedSince;             //!< valid: fetch only flags changed since then
    bool upToDate() const { return !forgetUids && listing == Listing::None && !changedSince.isValid(); }
    bool operator==(const SyncPlan &) const = default;
};

//! \a known is how many messages with UID are here.
SyncPlan planSync(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected, qint64 known);

//! What a listing of the server's UIDs means for what is here. Both lists ascending.
struct UidDifference {
    UidSet missing;                  //!< on the server, not here
    UidSet gone;                     //!< here, not on the server
};
UidDifference compareUids(const QList<store::MessageTable::Known> &known, const UidSet &server);

} // namespace golub::sync
