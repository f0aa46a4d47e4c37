// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/ServerTable.h"

#include <QByteArrayList>
#include <QSet>

#include <optional>

namespace golub::sync {

//! Which of a server's shortcuts are believed. What is not is done the long way.
struct Trust {
    bool condStore = true;           //!< mod-sequences tell which flags changed
    bool qresync = true;             //!< VANISHED tells what is gone
    bool uidNext = true;             //!< UIDNEXT grows with each message
    bool listStatus = true;          //!< counts in LIST and STATUS are those of SELECT
    bool operator==(const Trust &) const = default;
};

Trust trustIn(const QList<store::QuarantinedCapability> &quarantined);
//! What a connection must not use either, as in CAPABILITY.
QByteArrayList distrusted(const QList<store::QuarantinedCapability> &quarantined);

//! A capability that contradicted itself, and what was seen.
struct Contradiction {
    QString capability;
    QString evidence;
    bool operator==(const Contradiction &) const = default;
};

//! SELECT against what the same mailbox said before. UIDNEXT never goes back while UIDVALIDITY stays (RFC 9051 section 2.3.1.1), and nothing
//! arrives without a new mod-sequence (RFC 7162 section 3.1.2.1).
std::optional<Contradiction> contradictionInSelect(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected);

//! QRESYNC against the listing that had to follow because the numbers did not agree: what it named as vanished and is there, or what is gone
//! and it did not name. \a here: what was here before the answer was applied.
std::optional<Contradiction> contradictionInResync(const UidSet &here, const UidSet &vanished, const UidSet &listed);

//! LIST or STATUS said that nothing changed, and SELECT says otherwise.
std::optional<Contradiction> contradictionInCounts(const MailboxCounts &counts, const store::MailboxTable::SyncState &state, const SelectedMailbox &selected);

//! A complete listing against what mod-sequences told: flags that are others than here although no mod-sequence after \a state says so.
//! \a ours: messages whose flags this program changed; what a server made of that is no contradiction.
std::optional<Contradiction> contradictionInAudit(const store::MailboxTable::SyncState &state, const QList<store::MessageTable::Known> &known,
    const QList<RemoteMessage> &listed, const QSet<Uid> &ours);

} // namespace golub::sync
