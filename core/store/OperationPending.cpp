// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the journal that the player reads and writes while it plays.
#include "core/store/OperationTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

//! What of \a operation is in its destination already: noted when it was copied, or shown by a listing since. A later operation may have taken
//! the message further; then it knows where it was.
Outcome readCopies(Database &mail, PendingOperation &pending)
{
    Statement rows(mail,
        "SELECT t.source_uid, t.source_mailbox, CASE WHEN t.destination_uid > 0 THEN t.destination_uid ELSE coalesce("
        "(SELECT m.uid FROM messages m WHERE m.id = CASE WHEN t.created_message > 0 THEN t.created_message ELSE t.message END AND m.mailbox = ?2), "
        "0) END, coalesce((SELECT l.source_uid FROM operation_targets l WHERE l.message = t.message AND l.live = 1 AND l.operation > ?1 AND "
        "l.source_mailbox = ?2 ORDER BY l.operation LIMIT 1), 0), t.waiting FROM operation_targets t WHERE t.operation = ?1 ORDER BY t.position",
        pending.operation.id, pending.operation.destination);
    while (rows.next()) {
        pending.waiting = pending.waiting || rows.boolean(4);
        const Uid to = rows.integer(2) != 0 ? rows.id<Uid>(2) : rows.id<Uid>(3);
        if (to.isValid() && pending.operation.destination.isValid())
            pending.copies.append({ rows.id<Uid>(0), to, rows.id<MailboxId>(1) });
    }
    return rows.outcome();
}

Result<PendingOperation> pendingOperation(Database &mail, OperationId id)
{
    PendingOperation pending;
    const Result<Operation> operation = readOperation(mail, id);
    if (!operation)
        return operation.error();
    pending.operation = *operation;
    Statement row(mail, "SELECT phase, floor_uid, floor_validity, next_try FROM operations WHERE id = ?", id);
    if (row.next()) {
        pending.copied = row.boolean(0);
        pending.floor = row.id<Uid>(1);
        pending.floorValidity = row.id<UidValidity>(2);
        pending.notBefore = row.time(3);
    }
    GOLUB_TRY(row.outcome());
    GOLUB_TRY(readCopies(mail, pending));
    if (operation->kind == OperationKind::Append && !operation->targets.isEmpty())
        pending.bytes = mail.number("SELECT size FROM messages WHERE id = ?", operation->targets.first().message).value_or(0);
    return pending;
}

} // namespace

Result<QList<PendingOperation>> OperationTable::pending(AccountId account, int limit) const
{
    QList<OperationId> ids;
    Statement rows(m_context.mail(), "SELECT id FROM operations WHERE state = ? AND account = ? ORDER BY id LIMIT ?", OperationState::Pending, account,
        qMax(0, limit));
    while (rows.next())
        ids.append(rows.id<OperationId>(0));
    GOLUB_TRY(rows.outcome());
    QList<PendingOperation> list;
    for (const OperationId id : std::as_const(ids)) {
        const Result<PendingOperation> pending = pendingOperation(m_context.mail(), id);
        if (!pending)
            return pending.error();
        list.append(*pending);
    }
    return list;
}

Result<bool> OperationTable::waitsForListing(AccountId account) const
{
    const Result<qint64> waits = m_context.mail().number(
        "SELECT EXISTS(SELECT 1 FROM operations o WHERE o.state = ? AND o.account = ? AND EXISTS(SELECT 1 FROM operation_targets t WHERE "
        "t.operation = o.id AND t.waiting = 1))",
        OperationState::Pending, account);
    if (!waits)
        return waits.error();
    return *waits != 0;
}

Outcome OperationTable::interrupted(AccountId account)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET state = ? WHERE state = ? AND account = ?", OperationState::Pending, OperationState::Running,
            account));
        m_context.changes().operations = m_context.changes().operations || m_context.mail().changedRows() > 0;
        return {};
    });
}

Outcome OperationTable::setFloor(OperationId id, UidValidity validity, Uid uidNext)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("UPDATE operations SET floor_uid = ?, floor_validity = ? WHERE id = ?", uidNext, validity, id);
    });
}

Outcome OperationTable::setCopied(OperationId id, const QList<Placed> &copies)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET phase = 1 WHERE id = ?", id));
        for (const Placed &copy : copies) {
            GOLUB_TRY(m_context.mail().run(
                "UPDATE operation_targets SET destination_uid = ?1 WHERE operation = ?2 AND source_uid = ?3 AND (?4 = 0 OR source_mailbox = ?4)", copy.to,
                id, copy.from, copy.source));
        }
        return {};
    });
}

Outcome OperationTable::awaitListing(MailboxId source)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("UPDATE operation_targets SET source_uid = 0, waiting = 1 WHERE live = 1 AND source_mailbox = ? AND source_uid > 0",
            source);
    });
}

Result<QList<Uid>> OperationTable::flaggedUids(MailboxId mailbox) const
{
    QList<Uid> list;
    Statement rows(m_context.mail(),
        "SELECT DISTINCT m.uid FROM operation_targets t JOIN operations o ON o.id = t.operation JOIN messages m ON m.id = t.message "
        "WHERE o.kind = ? AND m.mailbox = ? AND m.uid > 0",
        OperationKind::ChangeFlags, mailbox);
    while (rows.next())
        list.append(rows.id<Uid>(0));
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<QList<TargetPrint>> OperationTable::prints(OperationId id) const
{
    QList<TargetPrint> list;
    Statement rows(m_context.mail(),
        "SELECT t.source_uid, t.source_mailbox, m.message_id, m.subject, m.size, m.date_ms FROM operation_targets t CROSS JOIN operations o ON "
        "o.id = t.operation CROSS JOIN messages m ON m.id = CASE WHEN o.kind = ?2 THEN t.created_message ELSE t.message END "
        "WHERE t.operation = ?1 ORDER BY t.position",
        id, OperationKind::Replace);
    while (rows.next())
        list.append({ rows.id<Uid>(0), rows.id<MailboxId>(1), rows.text(2), rows.text(3), rows.integer(4), rows.integer(5) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
