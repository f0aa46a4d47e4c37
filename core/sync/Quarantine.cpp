// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Quarantine.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace golub::sync {
namespace {

const QString CondStore = QStringLiteral("CONDSTORE");
const QString QResync = QStringLiteral("QRESYNC");
const QString UidNext = QStringLiteral("UIDNEXT");
const QString ListStatus = QStringLiteral("LIST-STATUS");

bool contains(const QList<store::QuarantinedCapability> &quarantined, const QString &capability)
{
    return std::any_of(quarantined.begin(), quarantined.end(), [&capability](const auto &entry) { return entry.capability == capability; });
}

} // namespace

Trust trustIn(const QList<store::QuarantinedCapability> &quarantined)
{
    Trust trust;
    trust.condStore = !contains(quarantined, CondStore);
    trust.qresync = trust.condStore && !contains(quarantined, QResync);
    trust.uidNext = !contains(quarantined, UidNext);
    trust.listStatus = !contains(quarantined, ListStatus);
    return trust;
}

QByteArrayList distrusted(const QList<store::QuarantinedCapability> &quarantined)
{
    const Trust trust = trustIn(quarantined);
    QByteArrayList extensions;
    if (!trust.condStore)
        extensions += "CONDSTORE";
    if (!trust.qresync)
        extensions += "QRESYNC";
    if (!trust.listStatus)
        extensions += "LIST-STATUS";
    return extensions;
}

std::optional<Contradiction> contradictionInSelect(const store::MailboxTable::SyncState &state, const SelectedMailbox &selected)
{
    const bool sameUids = state.uidValidity.isValid() && state.uidValidity == selected.uidValidity;
    if (!sameUids || !state.uidNext.isValid() || !selected.uidNext.isValid())
        return {};
    const bool sameModSeq = state.highestModSeq.isValid() && selected.highestModSeq == state.highestModSeq;
    if (sameModSeq && selected.uidNext > state.uidNext && selected.exists > state.serverTotal)
        return Contradiction { CondStore, QStringLiteral("%1 messages became %2 without a new mod-sequence").arg(state.serverTotal).arg(selected.exists) };
    if (selected.uidNext >= state.uidNext)
        return {};
    return Contradiction { UidNext, QStringLiteral("UIDNEXT went back from %1 to %2").arg(state.uidNext.value).arg(selected.uidNext.value) };
}

std::optional<Contradiction> contradictionInResync(const UidSet &here, const UidSet &vanished, const UidSet &listed)
{
    qint64 lied = 0;
    qint64 missed = 0;
    for (const Uid uid : here.uids()) {
        const bool named = vanished.contains(uid);
        const bool there = listed.contains(uid);
        lied += named && there ? 1 : 0;
        missed += !named && !there ? 1 : 0;
    }
    if (lied == 0 && missed == 0)
        return {};
    return Contradiction { QResync, QStringLiteral("VANISHED named %1 messages that are there and left out %2 that are not").arg(lied).arg(missed) };
}

std::optional<Contradiction> contradictionInCounts(const MailboxCounts &counts, const store::MailboxTable::SyncState &state, const SelectedMailbox &selected)
{
    // Counts that are older than what SELECT said before: nothing can have happened in between that explains it.
    const bool same = counts.uidValidity == state.uidValidity && state.uidValidity == selected.uidValidity;
    if (!same || !counts.uidNext.isValid() || counts.uidNext >= state.uidNext || selected.uidNext < state.uidNext)
        return {};
    return Contradiction { ListStatus, QStringLiteral("LIST or STATUS said UIDNEXT %1 after SELECT had said %2").arg(counts.uidNext.value).arg(state.uidNext.value) };
}

std::optional<Contradiction> contradictionInAudit(const store::MailboxTable::SyncState &state, const QList<store::MessageTable::Known> &known,
    const QList<RemoteMessage> &listed, const QSet<Uid> &ours)
{
    if (!state.highestModSeq.isValid())
        return {};
    QHash<Uid, const RemoteMessage *> byUid;
    for (const RemoteMessage &message : listed)
        byUid.insert(message.uid, &message);
    qint64 missed = 0;
    for (const auto &message : known) {
        const RemoteMessage *now = byUid.value(message.uid);
        const bool differs = now && now->flags != message.serverFlags && !ours.contains(message.uid);
        missed += differs && now->modSeq.isValid() && now->modSeq <= state.highestModSeq ? 1 : 0;
    }
    if (missed == 0)
        return {};
    return Contradiction { CondStore, QStringLiteral("flags of %1 messages changed without a new mod-sequence").arg(missed) };
}

} // namespace golub::sync
