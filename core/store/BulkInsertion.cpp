// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageMatching.h"
#include "core/store/MessageRows.h"
#include "core/store/MessageTable.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QSet>

#include <algorithm>

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

//! Which UIDs between the lowest and the highest of \a messages have a row.
Result<QSet<quint32>> uidsHere(Database &mail, MailboxId mailbox, const QList<MessageTable::Taken> &messages)
{
    QSet<quint32> uids;
    if (messages.isEmpty())
        return uids;
    const auto byUid = [](const MessageTable::Taken &a, const MessageTable::Taken &b) { return a.message.uid < b.message.uid; };
    const auto [lowest, highest] = std::minmax_element(messages.begin(), messages.end(), byUid);
    Statement rows(mail, "SELECT uid FROM messages WHERE mailbox = ? AND uid BETWEEN ? AND ? AND uid > 0", mailbox, lowest->message.uid, highest->message.uid);
    while (rows.next())
        uids.insert(quint32(rows.integer(0)));
    GOLUB_TRY(rows.outcome());
    return uids;
}

//! One that may be here already, in one form or another.
Result<MessageId> insertKnown(StoreContext &context, const Mailbox &mailbox, const MessageTable::Taken &taken)
{
    const Result<MessageId> id = insertOrMatch(context, mailbox, taken.message);
    if (id && id->isValid())
        GOLUB_TRY(MessageRows(context).setBody(*id, taken.hash, taken.text));
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
        Result<QSet<quint32>> here = uidsHere(m_context.mail(), mailbox, messages);
        if (!here)
            return here.error();
        std::vector<MessageRows::NewMessage> fresh;
        QList<qsizetype> places; // of these
        for (qsizetype i = 0; i < messages.size(); ++i) {
            const Taken &taken = messages.at(i);
            const Uid uid = taken.message.uid;
            if (*unmatched && uid.isValid() && !here->contains(uid.value)) {
                fresh.push_back({ &taken.message, &taken.hash, &taken.text });
                places.append(i);
                here->insert(uid.value);
            }
        }
        const Result<QList<MessageId>> made = MessageRows(m_context).createAll(*row, fresh);
        if (!made)
            return made.error();
        QList<MessageId> ids(messages.size());
        for (qsizetype i = 0; i < places.size(); ++i)
            ids[places.at(i)] = made->at(i);
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (ids.at(i).isValid())
                continue;
            const Result<MessageId> id = insertKnown(m_context, *row, messages.at(i));
            if (!id)
                return id.error();
            ids[i] = *id;
        }
        return ids;
    });
}

} // namespace golub::store
