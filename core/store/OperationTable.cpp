// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/OperationTable.h"

#include "core/store/Journal.h"
#include "core/store/LocalHalf.h"
#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QCoreApplication>

namespace golub::store {
namespace {

constexpr qint64 JournalLength = 5000; //!< finished operations that are kept, for undo and for the history
constexpr qint64 JournalDays = 90;

Error invalid(const char *text)
{
    return { ErrorKind::InvalidInput, QCoreApplication::translate("Store", text) };
}

Error forbidden(const char *text, const Mailbox &mailbox)
{
    return { ErrorKind::ServerRefused, QCoreApplication::translate("Store", text).arg(mailbox.name.leaf()), QStringLiteral("MYRIGHTS") };
}

//! The visible rows of one account; NotFound where one is gone.
Result<QList<MessageRow>> rowsOf(StoreContext &context, const QList<MessageId> &messages)
{
    QList<MessageRow> list;
    QSet<MessageId> seen;
    const MessageRows rows(context);
    for (const MessageId id : messages) {
        if (seen.contains(id))
            continue;
        seen.insert(id);
        Result<MessageRow> row = rows.find(id);
        if (!row)
            return row.error();
        if (row->hidden)
            return Error::of(ErrorKind::NotFound);
        if (!list.isEmpty() && row->account != list.first().account)
            return invalid(QT_TRANSLATE_NOOP("Store", "The messages belong to different accounts. Choose messages of one account."));
        list.append(*row);
    }
    if (list.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("Store", "No message is chosen."));
    return list;
}

JournalTarget targetOf(const MessageRow &row)
{
    const Place place = placeOf(row);
    return { { row.id, place.mailbox, place.uid, place.uidValidity, row.flags }, place.waiting, {} };
}

QList<JournalTarget> targetsOf(const QList<MessageRow> &rows)
{
    QList<JournalTarget> targets;
    for (const MessageRow &row : rows)
        targets.append(targetOf(row));
    return targets;
}

Result<Mailbox> destinationFor(StoreContext &context, MailboxId id, const QList<MessageRow> &rows)
{
    Result<Mailbox> mailbox = readMailbox(context.mail(), id);
    if (!mailbox)
        return mailbox;
    for (const MessageRow &row : rows) {
        if (row.account != mailbox->account)
            return invalid(QT_TRANSLATE_NOOP("Store", "Messages cannot be moved to a folder of another account."));
        if (row.local != mailbox->local)
            return invalid(QT_TRANSLATE_NOOP("Store", "Messages cannot be moved between a folder of the server and one of this computer."));
    }
    if (!mailbox->selectable)
        return invalid(QT_TRANSLATE_NOOP("Store", "This folder cannot hold messages. Choose another one."));
    if (!mailbox->rights.canInsert)
        return forbidden(QT_TRANSLATE_NOOP("Store", "You may not put messages into the folder “%1”. Its owner can allow it."), *mailbox);
    return mailbox;
}

//! What the server has said that the user may not do in a folder (RFC 4314) is refused here, at once, with the reason.
template<class Allowed>
Outcome permitted(StoreContext &context, const QList<MessageRow> &rows, const char *text, Allowed allowed)
{
    QSet<MailboxId> seen;
    for (const MessageRow &row : rows) {
        if (seen.contains(row.mailbox))
            continue;
        seen.insert(row.mailbox);
        const Result<Mailbox> mailbox = readMailbox(context.mail(), row.mailbox);
        if (!mailbox)
            return mailbox.error();
        if (!allowed(mailbox->rights))
            return forbidden(text, *mailbox);
    }
    return {};
}

Outcome mayRemoveFrom(StoreContext &context, const QList<MessageRow> &rows)
{
    return permitted(context, rows, QT_TRANSLATE_NOOP("Store", "You may not remove messages from the folder “%1”. Its owner can allow it."),
        [](const MailboxRights &rights) { return rights.canDelete; });
}

Outcome mayMark(StoreContext &context, const QList<MessageRow> &rows, const Flags &changed)
{
    const bool seen = changed.has(Flag::Seen);
    const bool deleted = changed.has(Flag::Deleted);
    Flags others = changed;
    others.remove(Flags(Flag::Seen | Flag::Deleted));
    return permitted(context, rows, QT_TRANSLATE_NOOP("Store", "You may not mark messages in the folder “%1” like that. Its owner can allow it."),
        [&](const MailboxRights &rights) {
            return (!seen || rights.canSetSeen) && (!deleted || rights.canDelete) && (others.isEmpty() || rights.canSetFlags);
        });
}

//! The entry and its local half; Done at once where no server has to hear of it.
Result<OperationId> perform(StoreContext &context, const NewEntry &entry, const QList<JournalTarget> &targets, bool local)
{
    const Result<OperationId> id = record(context, entry, targets);
    if (!id)
        return id;
    LocalHalf half(context);
    GOLUB_TRY(half.perform(*id));
    if (local) {
        GOLUB_TRY(half.settle(*id, {}));
        GOLUB_TRY(setState(context, *id, OperationState::Done));
    }
    return id;
}

} // namespace

Result<OperationId> OperationTable::changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove)
{
    return m_context.transact([&]() -> Result<OperationId> {
        const Result<QList<MessageRow>> rows = rowsOf(m_context, messages);
        if (!rows)
            return rows.error();
        GOLUB_TRY(mayMark(m_context, *rows, add.changed(remove, {})));
        bool local = true;
        for (const MessageRow &row : *rows)
            local = local && row.local;
        return perform(m_context, { rows->first().account, OperationKind::ChangeFlags, add, remove }, targetsOf(*rows), local);
    });
}

Result<OperationId> OperationTable::move(const QList<MessageId> &messages, MailboxId destination)
{
    return m_context.transact([&]() -> Result<OperationId> {
        Result<QList<MessageRow>> rows = rowsOf(m_context, messages);
        if (!rows)
            return rows.error();
        const Result<Mailbox> mailbox = destinationFor(m_context, destination, *rows);
        if (!mailbox)
            return mailbox.error();
        rows->removeIf([&](const MessageRow &row) { return row.mailbox == destination; });
        if (rows->isEmpty())
            return invalid(QT_TRANSLATE_NOOP("Store", "The messages are in this folder already."));
        GOLUB_TRY(mayRemoveFrom(m_context, *rows));
        return perform(m_context, { rows->first().account, OperationKind::Move, {}, {}, destination }, targetsOf(*rows), mailbox->local);
    });
}

Result<OperationId> OperationTable::copy(const QList<MessageId> &messages, MailboxId destination)
{
    return m_context.transact([&]() -> Result<OperationId> {
        const Result<QList<MessageRow>> rows = rowsOf(m_context, messages);
        if (!rows)
            return rows.error();
        const Result<Mailbox> mailbox = destinationFor(m_context, destination, *rows);
        if (!mailbox)
            return mailbox.error();
        QList<JournalTarget> targets = targetsOf(*rows);
        for (JournalTarget &target : targets) {
            const Result<MessageId> copy = MessageRows(m_context).duplicate(target.target.message, *mailbox);
            if (!copy)
                return copy.error();
            target.created = *copy;
        }
        return perform(m_context, { rows->first().account, OperationKind::Copy, {}, {}, destination }, targets, mailbox->local);
    });
}

Result<OperationId> OperationTable::expunge(const QList<MessageId> &messages)
{
    return m_context.transact([&]() -> Result<OperationId> {
        const Result<QList<MessageRow>> rows = rowsOf(m_context, messages);
        if (!rows)
            return rows.error();
        GOLUB_TRY(mayRemoveFrom(m_context, *rows));
        bool local = true;
        for (const MessageRow &row : *rows)
            local = local && row.local;
        return perform(m_context, { rows->first().account, OperationKind::Expunge }, targetsOf(*rows), local);
    });
}

Result<OperationId> OperationTable::append(MailboxId destination, const QByteArray &raw, const MessageText &text, const Flags &flags,
    const QDateTime &internalDate, OutboxId outbox)
{
    return m_context.transact([&]() -> Result<OperationId> {
        const Result<Mailbox> mailbox = readMailbox(m_context.mail(), destination);
        if (!mailbox)
            return mailbox.error();
        if (!mailbox->rights.canInsert)
            return forbidden(QT_TRANSLATE_NOOP("Store", "You may not put messages into the folder “%1”. Its owner can allow it."), *mailbox);
        const Result<QByteArray> hash = m_context.bodies().stage(raw);
        if (!hash)
            return hash.error();
        const IncomingMessage message { {}, flags, {}, internalDate, raw.size(), text.envelope, text.hasAttachments };
        const Result<MessageId> row = MessageRows(m_context).create(*mailbox, message, *hash, &text);
        if (!row)
            return row.error();
        const JournalTarget target { { *row, {}, {}, {}, flags }, false, {} };
        return perform(m_context, { mailbox->account, OperationKind::Append, flags, {}, destination, outbox, {}, *hash }, { target }, mailbox->local);
    });
}

namespace {

//! The append or replacement that made this row, where nothing of it has been tried yet or the server refused it; invalid for none.
Result<OperationId> unsentMaker(Database &mail, MessageId message)
{
    const Result<qint64> id = mail.number("SELECT o.id FROM operations o CROSS JOIN operation_targets t ON t.operation = o.id WHERE ((o.state = ?1 AND "
                                          "o.attempts = 0) OR o.state = ?2) AND ((o.kind = ?3 AND t.message = ?5) OR (o.kind = ?4 AND "
                                          "t.created_message = ?5)) ORDER BY o.id DESC LIMIT 1",
        OperationState::Pending, OperationState::Failed, OperationKind::Append, OperationKind::Replace, message);
    if (!id)
        return id.error().kind == ErrorKind::NotFound ? Result<OperationId>(OperationId {}) : Result<OperationId>(id.error());
    return OperationId { *id };
}

} // namespace

Result<OperationId> OperationTable::replace(MessageId old, MailboxId destination, const QByteArray &raw, const MessageText &text, const Flags &flags,
    MessageId &made)
{
    return m_context.transact([&]() -> Result<OperationId> {
        MessageId before = old;
        const Result<OperationId> unsent = unsentMaker(m_context.mail(), old);
        if (!unsent)
            return unsent;
        if (unsent->isValid()) {
            const Result<Operation> operation = find(*unsent);
            if (!operation)
                return operation.error();
            before = operation->kind == OperationKind::Replace ? operation->targets.first().message : MessageId {};
            GOLUB_TRY(cancel(*unsent));
        }
        const Result<MessageRow> row = MessageRows(m_context).find(before);
        if (!row && row.error().kind != ErrorKind::NotFound)
            return row.error();
        const QDateTime now = m_context.clock().utcNow();
        if (!row || row->hidden) {
            const Result<OperationId> appended = append(destination, raw, text, flags, now, {});
            const Result<Operation> operation = appended ? find(*appended) : Result<Operation>(appended.error());
            if (!operation)
                return operation.error();
            made = operation->targets.first().message;
            return appended;
        }
        const Result<Mailbox> mailbox = readMailbox(m_context.mail(), destination);
        if (!mailbox)
            return mailbox.error();
        const Result<QByteArray> hash = m_context.bodies().stage(raw);
        if (!hash)
            return hash.error();
        const IncomingMessage message { {}, flags, {}, now, raw.size(), text.envelope, text.hasAttachments };
        const Result<MessageId> created = MessageRows(m_context).create(*mailbox, message, *hash, &text);
        if (!created)
            return created.error();
        made = *created;
        JournalTarget target = targetOf(*row);
        target.created = made;
        return perform(m_context, { mailbox->account, OperationKind::Replace, flags, {}, destination, {}, {}, *hash }, { target }, mailbox->local);
    });
}

Outcome OperationTable::withdraw(MessageId message)
{
    return m_context.transact([&]() -> Outcome {
        MessageId left = message;
        const Result<OperationId> unsent = unsentMaker(m_context.mail(), message);
        if (!unsent)
            return unsent.error();
        if (unsent->isValid()) {
            const Result<Operation> operation = find(*unsent);
            if (!operation)
                return operation.error();
            left = operation->kind == OperationKind::Replace ? operation->targets.first().message : MessageId {};
            GOLUB_TRY(cancel(*unsent));
        }
        const Result<MessageRow> row = MessageRows(m_context).find(left);
        if (!row || row->hidden)
            return row || row.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(row.error());
        const Result<OperationId> gone = expunge({ left });
        return gone ? Outcome() : Outcome(gone.error());
    });
}

Result<OperationId> OperationTable::createMailbox(MailboxId mailbox)
{
    return m_context.transact([&]() -> Result<OperationId> {
        const Result<Mailbox> found = readMailbox(m_context.mail(), mailbox);
        if (!found)
            return found.error();
        return perform(m_context, { found->account, OperationKind::CreateMailbox, {}, {}, mailbox }, {}, found->local);
    });
}

Result<QList<Operation>> OperationTable::open(AccountId account) const
{
    return readOpenOperations(m_context.mail(), account);
}

Result<Operation> OperationTable::nextPending(AccountId account) const
{
    // One that waits for a UID is passed over until it is told; what came later for the same message waits for the same UID.
    const Result<qint64> id = m_context.mail().number(
        "SELECT id FROM operations o WHERE state = ? AND account = ? AND NOT EXISTS(SELECT 1 FROM operation_targets t WHERE t.operation = o.id "
        "AND t.waiting = 1) ORDER BY id LIMIT 1",
        OperationState::Pending, account);
    if (!id)
        return id.error();
    return find({ *id });
}

Result<Operation> OperationTable::find(OperationId id) const
{
    return readOperation(m_context.mail(), id);
}

Result<QByteArray> OperationTable::appendContent(OperationId id) const
{
    Statement row(m_context.mail(), "SELECT body FROM operations WHERE id = ? AND kind IN (?, ?)", id, OperationKind::Append, OperationKind::Replace);
    if (row.next())
        return m_context.bodies().get(row.blob(0));
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

namespace {

//! The operation, if it is in one of \a allowed; else Conflict.
Result<Operation> expect(StoreContext &context, OperationId id, std::initializer_list<OperationState> allowed)
{
    Result<Operation> operation = readOperation(context.mail(), id);
    if (!operation)
        return operation;
    for (const OperationState state : allowed) {
        if (operation->state == state)
            return operation;
    }
    return Error::of(ErrorKind::Conflict, operationStateName(operation->state));
}

Outcome setError(StoreContext &context, OperationId id, const QString &text)
{
    return context.mail().run("UPDATE operations SET error = ? WHERE id = ?", text, id);
}

} // namespace

Outcome OperationTable::start(OperationId id)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Pending }));
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET attempts = attempts + 1 WHERE id = ?", id));
        return setState(m_context, id, OperationState::Running);
    });
}

Outcome OperationTable::finish(OperationId id, const QList<Placed> &uids)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Running, OperationState::Pending }));
        GOLUB_TRY(LocalHalf(m_context).settle(id, uids));
        GOLUB_TRY(setError(m_context, id, {}));
        return setState(m_context, id, OperationState::Done);
    });
}

Outcome OperationTable::fail(OperationId id, const Error &error)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Running, OperationState::Pending }));
        GOLUB_TRY(setState(m_context, id, OperationState::Failed));
        GOLUB_TRY(setError(m_context, id, errorText(error)));
        return LocalHalf(m_context).takeBack(id, LocalHalf::Rows::Hide);
    });
}

Outcome OperationTable::retryLater(OperationId id, const Error &error, const QDateTime &notBefore)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Running, OperationState::Pending }));
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET next_try = ? WHERE id = ?", notBefore, id));
        GOLUB_TRY(setError(m_context, id, errorText(error)));
        return setState(m_context, id, OperationState::Pending);
    });
}

Outcome OperationTable::putBack(OperationId id)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Running }));
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET attempts = max(0, attempts - 1) WHERE id = ?", id));
        return setState(m_context, id, OperationState::Pending);
    });
}

Outcome OperationTable::retry(OperationId id)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(expect(m_context, id, { OperationState::Failed }));
        LocalHalf half(m_context);
        GOLUB_TRY(half.aimAnew(id));
        GOLUB_TRY(m_context.mail().run("UPDATE operations SET next_try = ? WHERE id = ?", QDateTime(), id));
        GOLUB_TRY(setState(m_context, id, OperationState::Pending));
        GOLUB_TRY(setError(m_context, id, {}));
        return half.perform(id);
    });
}

Outcome OperationTable::cancel(OperationId id)
{
    return m_context.transact([&]() -> Outcome {
        const Result<Operation> operation = expect(m_context, id, { OperationState::Pending, OperationState::Failed });
        if (!operation)
            return operation.error();
        GOLUB_TRY(setState(m_context, id, OperationState::Cancelled));
        LocalHalf half(m_context);
        if (operation->state == OperationState::Failed)
            return half.dropCreated(id); // its local half is taken back already
        return half.takeBack(id, LocalHalf::Rows::Remove);
    });
}

Outcome OperationTable::trim()
{
    // An operation that the server refused stays until somebody has seen it.
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("DELETE FROM operations WHERE state IN (?, ?) AND (id <= (SELECT max(id) FROM operations) - ? OR created < ?)",
            OperationState::Done, OperationState::Cancelled, JournalLength, m_context.clock().utcNow().addDays(-JournalDays));
    });
}

} // namespace golub::store
