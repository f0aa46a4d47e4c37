// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Journal.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <algorithm>

namespace golub::store {
namespace {

Result<Operation> operationOf(Database &mail, const Statement &row)
{
    Operation operation;
    operation.id = row.id<OperationId>(0);
    operation.account = row.id<AccountId>(1);
    operation.kind = row.enumeration<OperationKind>(2);
    operation.state = row.enumeration<OperationState>(3);
    operation.addFlags = flagsOf(row.integer(4), row.text(5));
    operation.removeFlags = flagsOf(row.integer(6), row.text(7));
    operation.destination = row.id<MailboxId>(8);
    operation.outbox = row.id<OutboxId>(9);
    operation.created = row.time(10);
    operation.attempts = row.small(11);
    operation.undone = row.integer(12) == 1; // 2: nothing was left to take back
    operation.inverseOf = row.id<OperationId>(13);
    operation.nextTry = row.time(15);
    if (const std::optional<Error> error = errorOf(row.text(14))) {
        operation.lastError = *error;
        operation.hasError = true;
    }
    const Result<QList<JournalTarget>> targets = journalTargets(mail, operation.id);
    if (!targets)
        return targets.error();
    for (const JournalTarget &target : *targets)
        operation.targets.append(target.target);
    return operation;
}

#define GOLUB_OPERATION                                                                                                        \
    "SELECT id, account, kind, state, add_flags, add_keywords, remove_flags, remove_keywords, destination, outbox, created, "    \
    "attempts, undone, inverse_of, error, next_try FROM operations "

Result<QList<Operation>> operationsOf(Database &mail, Statement &rows)
{
    QList<Operation> list;
    while (rows.next()) {
        const Result<Operation> operation = operationOf(mail, rows);
        if (!operation)
            return operation.error();
        list.append(*operation);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace

Result<QList<Operation>> readOpenOperations(Database &mail, AccountId account)
{
    Statement rows(mail, GOLUB_OPERATION "WHERE state IN (?2, ?3, ?4) AND (?1 = 0 OR account = ?1) ORDER BY id", account, OperationState::Pending,
        OperationState::Running, OperationState::Failed);
    return operationsOf(mail, rows);
}

Result<QList<Operation>> readFinishedOperations(Database &mail, int limit)
{
    Statement rows(mail, GOLUB_OPERATION "WHERE state IN (?, ?) ORDER BY id DESC LIMIT ?", OperationState::Done, OperationState::Cancelled, qMax(0, limit));
    Result<QList<Operation>> list = operationsOf(mail, rows);
    if (list)
        std::reverse(list->begin(), list->end());
    return list;
}

Result<bool> readIsPlaying(Database &mail)
{
    const Result<qint64> playing = mail.number("SELECT EXISTS(SELECT 1 FROM operations WHERE state IN (?, ?))", OperationState::Pending, OperationState::Running);
    if (!playing)
        return playing.error();
    return *playing != 0;
}

Result<Operation> readOperation(Database &mail, OperationId id)
{
    Statement row(mail, GOLUB_OPERATION "WHERE id = ?", id);
    if (row.next())
        return operationOf(mail, row);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

} // namespace golub::store
