// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/LocalHalf.h"

#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QHash>

namespace golub::store {
namespace {

//! Where a message goes: with the UID that the server told, or waiting for one.
Result<Place> destinationPlace(Database &mail, MailboxId id, Uid uid)
{
    Statement row(mail, "SELECT uid_validity, local FROM mailboxes WHERE id = ?", id);
    if (row.next())
        return Place { id, uid, row.id<UidValidity>(0), !uid.isValid() && !row.boolean(1) };
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

bool appends(const Operation &operation)
{
    return operation.kind == OperationKind::Append || operation.kind == OperationKind::Replace;
}

//! A row that the operation made: an append's own, or a copy's, or what takes another's place.
MessageId createdRow(const Operation &operation, const JournalTarget &target)
{
    return operation.kind == OperationKind::Append ? target.target.message : target.created;
}

} // namespace

Outcome LocalHalf::perform(OperationId id)
{
    const Result<Operation> operation = readOperation(m_context.mail(), id);
    if (!operation)
        return operation.error();
    const Result<QList<JournalTarget>> targets = journalTargets(m_context.mail(), id);
    if (!targets)
        return targets.error();
    for (const JournalTarget &target : *targets)
        GOLUB_TRY(performOn(*operation, target));
    return {};
}

Outcome LocalHalf::performOn(const Operation &operation, const JournalTarget &target)
{
    const MessageId message = target.target.message;
    switch (operation.kind) {
    case OperationKind::ChangeFlags:
        return m_rows.refreshFlags(message);
    case OperationKind::Move: {
        const Result<Place> place = destinationPlace(m_context.mail(), operation.destination, {});
        return place ? rebase(m_context, message, operation.id, *place) : Outcome(place.error());
    }
    case OperationKind::Expunge:
        return m_rows.setHidden(message, true);
    case OperationKind::Replace:
        if (Outcome hidden = m_rows.setHidden(message, true); !hidden && hidden.error().kind != ErrorKind::NotFound)
            return hidden;
        [[fallthrough]];
    case OperationKind::Copy:
    case OperationKind::Append:
        return m_rows.setHidden(createdRow(operation, target), false);
    case OperationKind::CreateMailbox:
        break;
    }
    return {};
}

Outcome LocalHalf::settle(OperationId id, const QList<Placed> &uids)
{
    const Result<Operation> operation = readOperation(m_context.mail(), id);
    if (!operation)
        return operation.error();
    const Result<QList<JournalTarget>> targets = journalTargets(m_context.mail(), id);
    if (!targets)
        return targets.error();
    // From here on the operation is no longer one that is still to come.
    GOLUB_TRY(setState(m_context, id, OperationState::Done));
    // The same UID may come from two mailboxes: messages found by a search are moved together.
    QHash<std::pair<qint64, quint32>, Uid> went;
    for (const Placed &placed : uids)
        went.insert({ placed.source.value, appends(*operation) ? 0 : placed.from.value }, placed.to);
    for (const JournalTarget &target : *targets) {
        Place destination;
        if (operation->destination.isValid()) {
            const bool told = appends(*operation) || target.target.sourceUid.isValid();
            const quint32 from = appends(*operation) ? 0 : target.target.sourceUid.value;
            const Uid anywhere = went.value({ 0, from });
            const Result<Place> place = destinationPlace(m_context.mail(), operation->destination,
                told ? went.value({ target.target.sourceMailbox.value, from }, anywhere) : Uid {});
            if (!place)
                return place.error();
            destination = *place;
        }
        // What a repeated attempt has found there may as well be the original, moved there by another program.
        if (operation->kind == OperationKind::Copy && operation->attempts <= 1 && destination.uid.isValid())
            GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET destination_uid = ? WHERE operation = ? AND message = ?", destination.uid, id,
                target.target.message));
        GOLUB_TRY(settleOn(*operation, target, destination));
    }
    return {};
}

Outcome LocalHalf::settleOn(const Operation &operation, const JournalTarget &target, const Place &destination)
{
    const MessageId message = target.target.message;
    switch (operation.kind) {
    case OperationKind::ChangeFlags: {
        const Result<MessageRow> row = m_rows.find(message);
        if (!row)
            return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
        return m_rows.setServerFlags(message, row->serverFlags.changed(operation.addFlags, operation.removeFlags), {});
    }
    case OperationKind::Move:
        return rebase(m_context, message, operation.id, destination);
    case OperationKind::Expunge:
        return m_rows.remove(message);
    case OperationKind::Replace:
        if (Outcome removed = m_rows.remove(message); !removed && removed.error().kind != ErrorKind::NotFound)
            return removed;
        [[fallthrough]];
    case OperationKind::Copy:
    case OperationKind::Append:
        return rebase(m_context, createdRow(operation, target), operation.id, destination);
    case OperationKind::CreateMailbox:
        break;
    }
    return {};
}

Outcome LocalHalf::takeBack(OperationId id, Rows created)
{
    const Result<Operation> operation = readOperation(m_context.mail(), id);
    if (!operation)
        return operation.error();
    const Result<QList<JournalTarget>> targets = journalTargets(m_context.mail(), id);
    if (!targets)
        return targets.error();
    for (const JournalTarget &target : *targets)
        GOLUB_TRY(takeBackFrom(*operation, target, created));
    return {};
}

Outcome LocalHalf::takeBackFrom(const Operation &operation, const JournalTarget &target, Rows created)
{
    const MessageId message = target.target.message;
    switch (operation.kind) {
    case OperationKind::ChangeFlags:
        return m_rows.refreshFlags(message);
    case OperationKind::Move:
        return rebase(m_context, message, operation.id, target.source());
    case OperationKind::Expunge:
        return m_rows.setHidden(message, false);
    case OperationKind::Replace:
        if (Outcome shown = m_rows.setHidden(message, false); !shown && shown.error().kind != ErrorKind::NotFound)
            return shown;
        [[fallthrough]];
    case OperationKind::Copy:
    case OperationKind::Append:
        return takeBackCreated(createdRow(operation, target), operation.id, created);
    case OperationKind::CreateMailbox:
        break;
    }
    return {};
}

Outcome LocalHalf::takeBackCreated(MessageId row, OperationId id, Rows created)
{
    const Result<MessageRow> found = m_rows.find(row);
    if (!found)
        return found.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(found.error());
    if (found->uid.isValid())
        return {}; // a listing has shown it since: the server has it after all
    if (created == Rows::Remove)
        return m_rows.remove(row);
    // What the user did with it since has nothing to be done to.
    GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET waiting = 0 WHERE message = ? AND operation > ? AND live = 1", row, id));
    return m_rows.setHidden(row, true);
}

Outcome LocalHalf::dropCreated(OperationId id)
{
    const Result<Operation> operation = readOperation(m_context.mail(), id);
    if (!operation)
        return operation.error();
    if (!appends(*operation) && operation->kind != OperationKind::Copy)
        return {};
    return takeBack(id, Rows::Remove);
}

Outcome LocalHalf::aimAnew(OperationId id)
{
    const Result<QList<JournalTarget>> targets = journalTargets(m_context.mail(), id);
    if (!targets)
        return targets.error();
    for (const JournalTarget &target : *targets) {
        if (!target.target.sourceMailbox.isValid())
            continue; // an append has no source
        const Result<MessageRow> row = m_rows.find(target.target.message);
        if (!row && row.error().kind != ErrorKind::NotFound)
            return row.error();
        const Place place = row ? placeOf(*row) : Place { target.target.sourceMailbox, {}, {}, false };
        const Flags flags = row ? row->flags : target.target.previousFlags;
        GOLUB_TRY(m_context.mail().run("UPDATE operation_targets SET source_mailbox = ?, source_uid = ?, source_uid_validity = ?, waiting = ?, "
                                       "previous_flags = ?, previous_keywords = ? WHERE operation = ? AND message = ?",
            place.mailbox, place.uid, place.uidValidity, place.waiting, flags.system().toInt(), keywordsText(flags), id, target.target.message));
    }
    return {};
}

} // namespace golub::store
