// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/LocalHalf.h"
#include "core/store/OperationTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QMap>

#include <algorithm>

namespace golub::store {
namespace {

bool canBeUndone(const Operation &operation)
{
    const bool kind = operation.kind == OperationKind::ChangeFlags || operation.kind == OperationKind::Move || operation.kind == OperationKind::Copy;
    const bool state = operation.state == OperationState::Pending || operation.state == OperationState::Running
        || operation.state == OperationState::Done;
    return kind && state && !operation.undone && !operation.inverseOf.isValid();
}

//! Flags that really changed on one message: what was set before stays set.
struct FlagDifference {
    Flags added;
    Flags removed;
    QList<MessageId> messages;
};

Flags common(const Flags &a, const Flags &b)
{
    Flags rest = a;
    rest.remove(b);
    Flags result = a;
    result.remove(rest);
    return result;
}

QList<FlagDifference> differences(const Operation &operation)
{
    QList<FlagDifference> list;
    for (const OperationTarget &target : operation.targets) {
        Flags added = operation.addFlags;
        added.remove(target.previousFlags);
        const Flags removed = common(target.previousFlags, operation.removeFlags);
        if (added.isEmpty() && removed.isEmpty())
            continue;
        const auto same = std::find_if(list.begin(), list.end(),
            [&](const FlagDifference &other) { return other.added == added && other.removed == removed; });
        if (same != list.end())
            same->messages.append(target.message);
        else
            list.append({ added, removed, { target.message } });
    }
    return list;
}

class Inverse
{
public:
    Inverse(StoreContext &context, OperationTable &table, const Operation &operation)
        : m_context(context), m_table(table), m_rows(context), m_operation(operation)
    {
    }

    //! The last entry made; invalid where nothing is left to take back.
    Result<OperationId> make()
    {
        Outcome made;
        switch (m_operation.kind) {
        case OperationKind::ChangeFlags:
            made = flags();
            break;
        case OperationKind::Move:
            made = moves();
            break;
        case OperationKind::Copy:
            made = copies();
            break;
        default:
            break;
        }
        if (!made)
            return made.error();
        return m_last;
    }

private:
    Outcome flags()
    {
        for (const FlagDifference &difference : differences(m_operation)) {
            const QList<MessageId> here = present(difference.messages, {});
            if (!here.isEmpty())
                GOLUB_TRY(note(m_table.changeFlags(here, difference.removed, difference.added)));
        }
        return {};
    }
    Outcome moves()
    {
        QMap<qint64, QList<MessageId>> bySource;
        for (const OperationTarget &target : m_operation.targets)
            bySource[target.sourceMailbox.value].append(target.message);
        for (auto it = bySource.cbegin(); it != bySource.cend(); ++it) {
            const QList<MessageId> here = present(it.value(), m_operation.destination);
            if (!here.isEmpty() && readMailbox(m_context.mail(), { it.key() }))
                GOLUB_TRY(note(m_table.move(here, { it.key() })));
        }
        return {};
    }
    Outcome copies()
    {
        const Result<QList<JournalTarget>> targets = journalTargets(m_context.mail(), m_operation.id);
        if (!targets)
            return targets.error();
        const Result<Mailbox> destination = readMailbox(m_context.mail(), m_operation.destination);
        QList<MessageId> ours;
        QList<MessageId> unproven;
        for (const JournalTarget &target : *targets)
            (target.told.isValid() || (destination && destination->local) ? ours : unproven).append(target.created);
        if (const QList<MessageId> here = present(ours, m_operation.destination); !here.isEmpty())
            GOLUB_TRY(note(m_table.expunge(here)));
        return discard(present(unproven, m_operation.destination));
    }
    //! A server that did not tell a copy's UID may have copied nothing, because another program had moved the message there: then it is the only
    //! one. So it goes to the trash; where there is none, it stays.
    Outcome discard(const QList<MessageId> &messages)
    {
        const Result<qint64> trash = m_context.mail().number("SELECT id FROM mailboxes WHERE account = ? AND role = ? AND id <> ? ORDER BY id LIMIT 1",
            m_operation.account, MailboxRole::Trash, m_operation.destination);
        if (!trash)
            return trash.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(trash.error());
        return messages.isEmpty() ? Outcome() : note(m_table.move(messages, { *trash }));
    }
    //! Those that are still here (in \a mailbox, where valid): what the user did with the others since is not touched.
    QList<MessageId> present(const QList<MessageId> &messages, MailboxId mailbox) const
    {
        QList<MessageId> list;
        for (const MessageId id : messages) {
            const Result<MessageRow> row = m_rows.find(id);
            if (row && !row->hidden && (!mailbox.isValid() || row->mailbox == mailbox))
                list.append(id);
        }
        return list;
    }
    Outcome note(const Result<OperationId> &made)
    {
        if (!made)
            return made.error();
        m_last = *made;
        return m_context.mail().run("UPDATE operations SET inverse_of = ? WHERE id = ?", m_operation.id, m_last);
    }

    StoreContext &m_context;
    OperationTable &m_table;
    MessageRows m_rows;
    const Operation &m_operation;
    OperationId m_last;
};

} // namespace

Result<Operation> OperationTable::lastUndoable() const
{
    const Result<qint64> id = m_context.mail().number(
        "SELECT id FROM operations WHERE undone = 0 AND inverse_of = 0 AND kind IN (?, ?, ?) AND state IN (?, ?, ?) ORDER BY id DESC LIMIT 1",
        OperationKind::ChangeFlags, OperationKind::Move, OperationKind::Copy, OperationState::Pending, OperationState::Running,
        OperationState::Done);
    if (!id)
        return id.error();
    return find({ *id });
}

Result<OperationId> OperationTable::undo(OperationId id)
{
    OperationId result;
    Outcome done = m_context.transact([&]() -> Outcome {
        const Result<Operation> operation = id.isValid() ? find(id) : lastUndoable();
        if (!operation)
            return operation.error();
        if (!canBeUndone(*operation))
            return Error::of(ErrorKind::NotFound);
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET undone = 1 WHERE id = ?", operation->id));
        m_context.changes().operations = true;
        // One that was tried may have been carried out although no answer came: its inverse follows it, then.
        if (operation->state == OperationState::Pending && operation->attempts == 0) {
            result = operation->id;
            return cancel(operation->id);
        }
        const Result<OperationId> inverse = Inverse(m_context, *this, *operation).make();
        if (!inverse)
            return inverse.error();
        result = *inverse;
        return {};
    });
    if (!done)
        return done.error();
    if (!result.isValid())
        return Error::of(ErrorKind::NotFound); // its messages are gone; it is not offered again
    return result;
}

} // namespace golub::store
