// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/LocalHalf.h"
#include "core/store/OperationTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace golub::store {
namespace {

//! Why \a operation cannot be undone, whatever became of its messages; empty where it can.
QString obstacleTo(const Operation &operation)
{
    const auto text = [](const char *words) { return QCoreApplication::translate("Store", words); };
    if (operation.undone)
        return text(QT_TRANSLATE_NOOP("Store", "This was undone already."));
    if (operation.inverseOf.isValid())
        return text(QT_TRANSLATE_NOOP("Store", "This has undone something itself, and cannot be undone."));
    if (operation.state == OperationState::Failed || operation.state == OperationState::Cancelled)
        return text(QT_TRANSLATE_NOOP("Store", "This was not carried out, so nothing is to be undone."));
    if (operation.kind != OperationKind::ChangeFlags && operation.kind != OperationKind::Move && operation.kind != OperationKind::Copy)
        return text(QT_TRANSLATE_NOOP("Store", "This cannot be undone."));
    return {};
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

Result<Undone> OperationTable::undo(OperationId id)
{
    Undone result;
    Outcome done = m_context.transact([&]() -> Outcome {
        if (id.isValid())
            return undoOne(id, result);
        while (!result.operation.isValid()) {
            const Result<qint64> last = m_context.mail().number(
                "SELECT id FROM operations WHERE undone = 0 AND inverse_of = 0 AND kind IN (?, ?, ?) AND state IN (?, ?, ?) ORDER BY id DESC LIMIT 1",
                OperationKind::ChangeFlags, OperationKind::Move, OperationKind::Copy, OperationState::Pending, OperationState::Running,
                OperationState::Done);
            if (!last)
                return last.error();
            if (*last == 0)
                return {}; // what was passed over stays so
            GOLUB_TRY(undoOne({ *last }, result));
            if (!result.operation.isValid())
                result.skipped.append(OperationId { *last });
        }
        return {};
    });
    if (!done)
        return done.error();
    if (result.operation.isValid())
        return result;
    return Error { ErrorKind::NotFound,
        id.isValid() ? QCoreApplication::translate("Store", "Nothing of this is left to be undone: its messages are gone, or changed nothing.")
                     : QCoreApplication::translate("Store", "There is nothing to be undone.") };
}

Outcome OperationTable::undoOne(OperationId id, Undone &result)
{
    const Result<Operation> operation = find(id);
    if (!operation)
        return operation.error();
    if (const QString obstacle = obstacleTo(*operation); !obstacle.isEmpty())
        return Error { ErrorKind::NotFound, obstacle };
    m_context.changes().operations = true;
    OperationId inverse = id;
    // One that was tried may have been carried out although no answer came: its inverse follows it, then.
    if (operation->state == OperationState::Pending && operation->attempts == 0) {
        GOLUB_TRY(cancel(id));
    } else {
        const Result<OperationId> made = Inverse(m_context, *this, *operation).make();
        if (!made)
            return made.error();
        inverse = *made;
    }
    if (inverse.isValid())
        result = { id, inverse, result.skipped };
    return m_context.mail().run("UPDATE operations SET undone = ? WHERE id = ?", inverse.isValid() ? 1 : 2, id);
}

} // namespace golub::store
