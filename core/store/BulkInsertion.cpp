// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageMatching.h"
#include "core/store/MessageRows.h"
#include "core/store/MessageTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

// MessageTable::insertTaken(): thousands of messages at once, as a first synchronisation brings them.
namespace golub::store {
namespace {

//! Nothing in the mailbox waits for a UID or leaves it: a message that is not here is new, and needs no matching.
Result<bool> nothingWaits(Database &mail, MailboxId mailbox)
{
    const Result<qint64> waiting = mail.number("SELECT EXISTS(SELECT 1 FROM messages WHERE mailbox = ?1 AND uid = 0) OR EXISTS(SELECT 1 FROM "
                                               "operation_targets WHERE live = 1 AND source_mailbox = ?1)",
        mailbox);
    if (!waiting)
        return waiting.error();
    return *waiting == 0;
}

Result<bool> isHere(Database &mail, MailboxId mailbox, Uid uid)
{
    const Result<qint64> id = mail.number("SELECT id FROM messages WHERE mailbox = ? AND uid = ? AND uid > 0", mailbox, uid);
    if (!id)
        return id.error();
    return *id != 0;
}

Result<MessageId> insertOne(StoreContext &context, const Mailbox &mailbox, const MessageTable::Taken &taken, bool unmatched)
{
    MessageRows rows(context);
    if (unmatched && taken.message.uid.isValid()) {
        const Result<bool> here = isHere(context.mail(), mailbox.id, taken.message.uid);
        if (!here)
            return here.error();
        if (!*here)
            return rows.create(mailbox, taken.message, taken.hash, &taken.text);
    }
    const Result<MessageId> id = insertOrMatch(context, mailbox, taken.message);
    if (id && id->isValid())
        GOLUB_TRY(rows.setBody(*id, taken.hash, taken.text));
    return id;
}

} // namespace

Result<QList<MessageId>> MessageTable::insertTaken(MailboxId mailbox, const QList<Taken> &messages)
{
    return m_context.transact([&]() -> Result<QList<MessageId>> {
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        const Result<bool> unmatched = nothingWaits(m_context.mail(), mailbox);
        if (!unmatched)
            return unmatched.error();
        QList<MessageId> ids;
        ids.reserve(messages.size());
        for (const Taken &taken : messages) {
            const Result<MessageId> id = insertOne(m_context, *row, taken, *unmatched);
            if (!id)
                return id.error();
            ids.append(*id);
        }
        return ids;
    });
}

} // namespace golub::store
