// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationPlan.h"

#include <QHash>

#include <algorithm>

namespace golub::operations {
namespace {

using store::PendingOperation;

constexpr qsizetype MessagesTogether = 5000; //!< of one batch: what a lost connection makes uncertain, and one transaction takes
constexpr qsizetype AppendsTogether = 20;
constexpr qint64 AppendedBytes = 16 * 1024 * 1024; //!< of one command: they are in memory together

//! Something earlier attempts may have done already is looked for, operation by operation.
bool mayBeDone(const PendingOperation &pending)
{
    return pending.operation.attempts > 0 || pending.copied;
}

bool canShare(const PendingOperation &pending)
{
    // What the server answered with something that is not understood may be any of a batch: each alone then.
    if (pending.operation.hasError && (pending.operation.lastError.kind == ErrorKind::Protocol || pending.operation.lastError.kind == ErrorKind::LimitExceeded))
        return false;
    switch (pending.operation.kind) {
    case OperationKind::ChangeFlags:
    case OperationKind::Expunge:
        return true; // doing it twice does nothing
    case OperationKind::Move:
    case OperationKind::Copy:
    case OperationKind::Append:
        return !mayBeDone(pending);
    case OperationKind::CreateMailbox:
    case OperationKind::Replace:
        break;
    }
    return false;
}

class Selection
{
public:
    explicit Selection(const BatchRules &rules) : m_rules(rules) { }

    void offer(const PendingOperation &pending)
    {
        const Operation &operation = pending.operation;
        const bool free = !pending.waiting && !m_rules.later.contains(operation.id) && !touchesSkipped(operation)
            && !m_uncreated.contains(operation.destination);
        if (free && fits(pending))
            take(pending);
        else
            skip(operation);
    }
    Batch result() && { return std::move(m_batch); }

private:
    bool touchesSkipped(const Operation &operation) const
    {
        return std::any_of(operation.targets.begin(), operation.targets.end(),
            [this](const OperationTarget &target) { return m_skipped.contains(target.message); });
    }
    bool fits(const PendingOperation &pending) const
    {
        if (m_batch.isEmpty())
            return true;
        const Operation &operation = pending.operation;
        const bool shared = !m_rules.alone.contains(operation.id) && !m_rules.alone.contains(m_batch.operations.first().operation.id)
            && canShare(pending) && canShare(m_batch.operations.first());
        if (!shared || operation.kind != m_batch.kind() || operation.destination != m_batch.destination()
            || m_messages + operation.targets.size() > MessagesTogether)
            return false;
        if (operation.kind == OperationKind::Append)
            return m_batch.operations.size() < AppendsTogether && m_bytes + pending.bytes <= AppendedBytes;
        // One COPY makes one copy of each message, however often it is named.
        return operation.kind == OperationKind::ChangeFlags
            || std::none_of(operation.targets.begin(), operation.targets.end(),
                [this](const OperationTarget &target) { return m_taken.contains(target.message); });
    }
    void take(const PendingOperation &pending)
    {
        m_batch.operations.append(pending);
        m_messages += pending.operation.targets.size();
        m_bytes += pending.bytes;
        for (const OperationTarget &target : pending.operation.targets)
            m_taken.insert(target.message);
    }
    void skip(const Operation &operation)
    {
        for (const OperationTarget &target : operation.targets)
            m_skipped.insert(target.message);
        if (operation.kind == OperationKind::CreateMailbox)
            m_uncreated.insert(operation.destination);
    }

    const BatchRules &m_rules;
    Batch m_batch;
    qsizetype m_messages = 0;
    qint64 m_bytes = 0;
    QSet<MessageId> m_taken;
    QSet<MessageId> m_skipped;
    QSet<MailboxId> m_uncreated;
};

Command &commandFor(QList<Command> &commands, const Command &wanted)
{
    const auto same = std::find_if(commands.begin(), commands.end(), [&wanted](const Command &command) {
        return command.mailbox == wanted.mailbox && command.uidValidity == wanted.uidValidity && command.add == wanted.add
            && command.remove == wanted.remove;
    });
    if (same != commands.end())
        return *same;
    commands.append(wanted);
    return commands.last();
}

//! Set, then unset is unset: what each message's changes come to together.
QList<Command> flagCommands(const QList<PendingOperation> &operations)
{
    struct Change {
        OperationTarget target;
        Flags add;
        Flags remove;
    };
    QList<Change> changes;
    QHash<MessageId, qsizetype> index;
    for (const PendingOperation &pending : operations) {
        for (const OperationTarget &target : pending.operation.targets) {
            if (!target.sourceUid.isValid())
                continue; // never on the server: nothing to do there
            auto at = index.constFind(target.message);
            if (at == index.constEnd()) {
                at = index.insert(target.message, changes.size());
                changes.append({ target, {}, {} });
            }
            Change &change = changes[*at];
            change.add = change.add.changed(pending.operation.addFlags, pending.operation.removeFlags);
            change.remove = change.remove.changed(pending.operation.removeFlags, pending.operation.addFlags);
        }
    }
    QList<Command> commands;
    for (const Change &change : std::as_const(changes)) {
        Command wanted { OperationKind::ChangeFlags, change.target.sourceMailbox, change.target.sourceUidValidity, {}, change.add, change.remove };
        commandFor(commands, wanted).uids.append(change.target.sourceUid);
    }
    return commands;
}

QList<Command> transferCommands(const QList<PendingOperation> &operations)
{
    QList<Command> commands;
    for (const PendingOperation &pending : operations) {
        for (const OperationTarget &target : pending.operation.targets) {
            if (!target.sourceUid.isValid())
                continue;
            const Command wanted { pending.operation.kind, target.sourceMailbox, target.sourceUidValidity };
            commandFor(commands, wanted).uids.append(target.sourceUid);
        }
    }
    return commands;
}

} // namespace

Batch nextBatch(const QList<PendingOperation> &pending, const BatchRules &rules)
{
    Selection selection(rules);
    for (const PendingOperation &operation : pending)
        selection.offer(operation);
    Batch batch = std::move(selection).result();
    if (batch.isEmpty())
        return batch;
    switch (batch.kind()) {
    case OperationKind::ChangeFlags:
        batch.commands = flagCommands(batch.operations);
        break;
    case OperationKind::Move:
    case OperationKind::Copy:
    case OperationKind::Expunge:
    case OperationKind::Replace:
        batch.commands = transferCommands(batch.operations);
        break;
    case OperationKind::Append:
    case OperationKind::CreateMailbox:
        batch.commands = { Command { batch.kind() } };
        break;
    }
    return batch;
}

} // namespace golub::operations
