// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationTraces.h"

#include "core/mime/MessageTree.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"

#include <algorithm>

namespace golub::operations {
namespace {

constexpr qint64 OwnFields = 400;    //!< what servers that keep mbox files write into headers (Status, X-UID, X-IMAPbase)
constexpr qint64 LineEndShare = 20;  //!< one byte in so many: LF counted for CRLF

//! By the names of protocols/imap/Quirks.cpp.
bool copiesVary(const ServerFacts &facts)
{
    return facts.quirks.contains(QStringLiteral("copy-loses-flags")) || facts.quirks.contains(QStringLiteral("size-is-a-guess"));
}

//! One search.
struct Search {
    store::PendingOperation pending;
    QList<store::TargetPrint> missing; //!< what has not been found yet
    Uid floor;
    QList<store::Placed> placed;
    std::weak_ptr<bool> alive;
    Done<Traces> found;
    bool sizesVary = false;            //!< a copy may have another size than what it was made of

    bool isAppend() const
    {
        return pending.operation.kind == OperationKind::Append || pending.operation.kind == OperationKind::Replace;
    }
    bool isFound(const store::TargetPrint &print) const
    {
        return std::any_of(placed.begin(), placed.end(),
            [&print](const store::Placed &there) { return there.from == print.sourceUid && (!there.source.isValid() || there.source == print.source); });
    }
    //! Servers count the size of what is appended in their own way and may date it anew; a copy keeps its size.
    bool isSame(const store::TargetPrint &print, const Envelope &envelope, const RemoteMessage &message) const
    {
        if (print.messageId != envelope.messageIdHeader || print.subject != envelope.subject)
            return false;
        if (!print.messageId.isEmpty())
            return isAppend() || isSameSize(print.size, message.size);
        const bool sameDate = print.dateMs == message.internalDate.toSecsSinceEpoch() * 1000;
        return isSameSize(print.size, message.size) && (sameDate || isAppend());
    }
    bool isSameSize(qint64 was, qint64 now) const
    {
        return was == now || (sizesVary && !isAppend() && qAbs(now - was) <= OwnFields + std::max(was, now) / LineEndShare);
    }
};

//! A row that another message has already was there for another reason.
bool isTaken(store::MessageStore &store, const Search &search, Uid uid)
{
    const auto row = store.messages().findByUid(search.pending.operation.destination, uid);
    return row.has_value();
}

void look(const std::shared_ptr<Search> &search, store::MessageStore &store, const RemoteMessage &message)
{
    if (message.uid < search->floor || isTaken(store, *search, message.uid)) // "7:*" names the last message in any case
        return;
    const Envelope envelope = mime::readEnvelope(message.header);
    const auto same = std::find_if(search->missing.begin(), search->missing.end(),
        [&](const store::TargetPrint &print) { return search->isSame(print, envelope, message); });
    if (same == search->missing.end())
        return;
    search->placed.append({ search->isAppend() ? Uid {} : same->sourceUid, message.uid, search->isAppend() ? MailboxId {} : same->source });
    search->missing.erase(same);
}

} // namespace

void findTraces(RemoteStore &remote, store::MessageStore &store, const store::PendingOperation &pending, const MailboxName &destination,
    std::weak_ptr<bool> alive, Done<Traces> found)
{
    auto search = std::make_shared<Search>(Search { pending, {}, Uid { 1 }, pending.copies, std::move(alive), std::move(found) });
    search->sizesVary = copiesVary(remote.serverFacts());
    if (search->isAppend()) {
        for (store::Placed &copy : search->placed)
            copy = { {}, copy.to, {} };
    }
    const auto prints = store.operations().prints(pending.operation.id);
    for (const store::TargetPrint &print : prints.value_or({})) {
        if ((search->isAppend() || print.sourceUid.isValid()) && !search->isFound(print))
            search->missing.append(print);
    }
    remote.select(destination, [search, &remote, &store](const Result<SelectedMailbox> &selected) {
        if (search->alive.expired())
            return;
        if (!selected) {
            search->found(selected.error());
            return;
        }
        if (search->missing.isEmpty() || selected->exists == 0) {
            search->found(Traces { search->placed });
            return;
        }
        // Which UIDs are taken by other messages is known of the mailbox as it was.
        const auto state = store.mailboxes().syncState(search->pending.operation.destination);
        if (state && state->uidValidity.isValid() && state->uidValidity != selected->uidValidity) {
            search->found(Traces { {}, selected->uidValidity });
            return;
        }
        if (search->pending.floor.isValid() && search->pending.floorValidity == selected->uidValidity)
            search->floor = search->pending.floor;
        remote.fetchHeaders(
            UidSet::from(search->floor), [search, &store](const RemoteMessage &message) { look(search, store, message); },
            [search](const Outcome &outcome) {
                if (search->alive.expired())
                    return;
                if (outcome)
                    search->found(Traces { search->placed });
                else
                    search->found(outcome.error());
            });
    });
}

} // namespace golub::operations
