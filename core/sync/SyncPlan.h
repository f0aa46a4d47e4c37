// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/Quarantine.h"

#include <optional>

namespace golub::sync {

//! What is here of a mailbox.
struct MailboxHere {
    store::MailboxTable::SyncState state;
    qint64 known = 0;                //!< messages with UID, without the suspects
    qint64 suspects = 0;             //!< that wait for a second observation, and it is time for it
    qint64 unmatched = 0;            //!< what only a listing can settle
};

//! Why a mailbox is looked into.
enum class SyncDepth : quint8 {
    News,                            //!< what the server says has changed
    AuditUids,                       //!< what is there, whatever the server says
    Audit,                           //!< the same with all flags
};

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
SyncPlan planSync(const MailboxHere &here, const SelectedMailbox &selected, const Trust &trust = {}, SyncDepth depth = SyncDepth::News);

//! Whether a mailbox has to be opened at all, after what LIST or STATUS said of it. False only where the counts prove that nothing changed.
bool needsLook(const MailboxHere &here, const MailboxCounts &counts, const Trust &trust);
//! Without mod-sequences: nothing in the counts says that something changed. Flags may have all the same.
bool looksTheSame(const MailboxHere &here, const MailboxCounts &counts);

//! The new state of a mailbox that is empty there, by what LIST or STATUS said, and here: it need not be opened. None where that is not sure;
//! the times are not set.
std::optional<store::MailboxTable::SyncState> stateOfEmpty(const MailboxHere &here, const MailboxCounts &counts, const Trust &trust);

//! What a listing of the server's UIDs means for what is here.
struct UidDifference {
    UidSet missing;                  //!< on the server, not here
    UidSet gone;                     //!< here, not on the server
    UidSet back;                     //!< suspects that are there after all
};
UidDifference compareUids(const store::MessageTable::KnownUids &known, const UidSet &server);

//! What an answer of QRESYNC means for what is here.
struct ResyncDifference {
    UidSet missing;                  //!< told as changed, not here: new
    UidSet gone;                     //!< told as vanished, and here
    bool consistent = false;         //!< afterwards as many are here as the server has: no listing is needed
};
ResyncDifference compareResync(const store::MessageTable::KnownUids &known, const UidSet &vanished, const UidSet &changed, qint64 exists);

//! Which of the messages that listings lack are gone. One listing proves nothing (servers lose sight of messages for a while, and remember);
//! two, some time apart, do.
struct Missing {
    UidSet suspected;                //!< for the first time
    UidSet confirmed;                //!< again: gone
};
Missing judgeMissing(const UidSet &gone, const QList<store::MessageTable::Suspect> &suspects, const QDateTime &now);
//! How many of \a suspects are old enough for a second look.
qint64 suspectsToConfirm(const QList<store::MessageTable::Suspect> &suspects, const QDateTime &now);

} // namespace golub::sync
