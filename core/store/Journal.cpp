// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Journal.h"

#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {

Place placeOf(const MessageRow &row)
{
    return { row.mailbox, row.uid, row.uidValidity, !row.uid.isValid() && !row.local };
}

Result<QList<JournalTarget>> journalTargets(Database &mail, OperationId id)
{
    QList<JournalTarget> list;
    Statement rows(mail,
        "SELECT message, source_mailbox, source_uid, source_uid_validity, previous_flags, previous_keywords, waiting, created_message, destination_uid "
        "FROM operation_targets WHERE operation = ? ORDER BY position",
        id);
    while (rows.next()) {
        list.append({ { rows.id<MessageId>(0), rows.id<MailboxId>(1), rows.id<Uid>(2), rows.id<UidValidity>(3), flagsOf(rows.integer(4), rows.text(5)) },
            rows.boolean(6), rows.id<MessageId>(7), rows.id<Uid>(8) });
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<OperationId> record(StoreContext &context, const NewEntry &entry, const QList<JournalTarget> &targets)
{
    Database &mail = context.mail();
    GOLUB_TRY(mail.run("INSERT INTO operations(account, kind, state, add_flags, add_keywords, remove_flags, remove_keywords, destination, outbox, "
                       "created, attempts, undone, inverse_of, error, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, '', ?)",
        entry.account, entry.kind, OperationState::Pending, entry.add.system().toInt(), keywordsText(entry.add), entry.remove.system().toInt(),
        keywordsText(entry.remove), entry.destination, entry.outbox, context.clock().utcNow(), entry.inverseOf, entry.body));
    const OperationId id { mail.lastInsertId() };
    int position = 0;
    for (const JournalTarget &row : targets) {
        const OperationTarget &target = row.target;
        GOLUB_TRY(mail.run("INSERT INTO operation_targets(operation, position, message, source_mailbox, source_uid, source_uid_validity, waiting, "
                           "live, previous_flags, previous_keywords, created_message) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
            id, position++, target.message, target.sourceMailbox, target.sourceUid, target.sourceUidValidity, row.waiting,
            target.previousFlags.system().toInt(), keywordsText(target.previousFlags), row.created));
    }
    context.changes().operations = true;
    return id;
}

Outcome setState(StoreContext &context, OperationId id, OperationState state)
{
    const bool live = state == OperationState::Pending || state == OperationState::Running;
    GOLUB_TRY(context.mail().run("UPDATE operations SET state = ? WHERE id = ?", state, id));
    GOLUB_TRY(context.mail().run("UPDATE operation_targets SET live = ?1 WHERE operation = ?2 AND live <> ?1", live, id));
    context.changes().operations = true;
    return {};
}

Result<Flags> pendingFlags(Database &mail, MessageId message, const Flags &flags)
{
    Flags result = flags;
    Statement rows(mail,
        "SELECT o.add_flags, o.add_keywords, o.remove_flags, o.remove_keywords FROM operation_targets t CROSS JOIN operations o "
        "ON o.id = t.operation WHERE t.message = ? AND t.live = 1 AND o.kind = ? ORDER BY t.operation",
        message, OperationKind::ChangeFlags);
    while (rows.next())
        result = result.changed(flagsOf(rows.integer(0), rows.text(1)), flagsOf(rows.integer(2), rows.text(3)));
    GOLUB_TRY(rows.outcome());
    return result;
}

namespace {

struct LaterTarget {
    OperationId operation;
    OperationKind kind;
    Place source;
};

Result<QList<LaterTarget>> laterTargets(Database &mail, MessageId message, OperationId after)
{
    QList<LaterTarget> list;
    Statement rows(mail,
        "SELECT t.operation, o.kind, t.source_mailbox, t.source_uid, t.source_uid_validity, t.waiting FROM operation_targets t "
        "CROSS JOIN operations o ON o.id = t.operation WHERE t.message = ? AND t.live = 1 AND t.operation > ? ORDER BY t.operation",
        message, after);
    while (rows.next()) {
        list.append({ rows.id<OperationId>(0), rows.enumeration<OperationKind>(1),
            { rows.id<MailboxId>(2), rows.id<Uid>(3), rows.id<UidValidity>(4), rows.boolean(5) } });
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace

Outcome rebase(StoreContext &context, MessageId message, OperationId after, const Place &place)
{
    Result<QList<LaterTarget>> later = laterTargets(context.mail(), message, after);
    if (!later)
        return later.error();
    Place now = place;
    for (const LaterTarget &target : std::as_const(*later)) {
        // Told without a UID, but a listing has told it already: that stands.
        if (!now.uid.isValid() && target.source.uid.isValid() && target.source.mailbox == now.mailbox)
            now = target.source;
        GOLUB_TRY(context.mail().run("UPDATE operation_targets SET source_mailbox = ?, source_uid = ?, source_uid_validity = ?, waiting = ? "
                                     "WHERE operation = ? AND message = ?",
            now.mailbox, now.uid, now.uidValidity, now.waiting, target.operation, message));
        if (target.kind == OperationKind::Move)
            return {};
    }
    MessageRows rows(context);
    Result<MessageRow> row = rows.find(message);
    if (!row)
        return row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
    if (!now.uid.isValid() && row->mailbox == now.mailbox)
        return {};
    return rows.place(message, now.mailbox, now.uid);
}

Result<Explanation> explanationOf(Database &mail, MessageId message, MailboxId mailbox)
{
    Statement row(mail,
        "SELECT id, attempts FROM (SELECT o.id, o.attempts FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation "
        "WHERE t.message = ?1 AND t.live = 1 AND o.kind IN (1, 4) AND o.destination = ?2 UNION ALL "
        "SELECT o.id, o.attempts FROM operation_targets t CROSS JOIN operations o ON o.id = t.operation "
        "WHERE t.created_message = ?1 AND t.created_message > 0 AND t.live = 1 AND o.destination = ?2) ORDER BY id DESC LIMIT 1",
        message, mailbox);
    if (row.next())
        return Explanation { row.id<OperationId>(0), row.small(1) };
    GOLUB_TRY(row.outcome());
    return Explanation {};
}

} // namespace golub::store
