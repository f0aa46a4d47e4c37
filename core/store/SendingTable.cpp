// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SendingTable.h"

#include "core/mail/Mailbox.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Database.h"
#include "core/store/sqlite/Statement.h"

#include <algorithm>

namespace golub::store {
namespace {

constexpr int MostNews = 200; //!< on one message

//! By the ledger first: it knows what was handed over, whatever became of the copy.
Outcome readFromLedger(Database &mail, AccountId account, const QString &id, SentOriginal &found)
{
    Statement row(mail, "SELECT id, subject FROM outbox WHERE account = ? AND message_id = ? ORDER BY id DESC LIMIT 1", account, id);
    if (row.next()) {
        found.isOurs = true;
        found.outbox = row.id<OutboxId>(0);
        found.subject = row.text(1);
        found.messageId = id;
    }
    return row.outcome();
}

//! A copy in Sent, or one of our own mail elsewhere but among what came in.
Outcome readFromCopies(Database &mail, AccountId account, const QString &id, SentOriginal &found)
{
    Statement row(mail,
        "SELECT m.id, m.subject FROM messages m CROSS JOIN mailboxes b ON b.id = m.mailbox WHERE m.account = ?1 AND m.message_id = ?2 AND m.hidden = 0 "
        "AND (b.role = ?3 OR (b.role NOT IN (?4, ?5) AND lower(m.from_address) IN (SELECT lower(address) FROM identities WHERE account = ?1))) "
        "ORDER BY b.role = ?3 DESC, m.id LIMIT 1",
        account, id, MailboxRole::Sent, MailboxRole::Inbox, MailboxRole::Junk);
    if (row.next()) {
        found.isOurs = true;
        found.copy = row.id<MessageId>(0);
        found.messageId = id;
        if (found.subject.isEmpty())
            found.subject = row.text(1);
    }
    return row.outcome();
}

} // namespace

Result<SentHabit> SendingTable::sentHabit(AccountId account, const QString &host) const
{
    Statement row(m_context.mail(), "SELECT habit FROM sent_habits WHERE account = ? AND host = ?", account, host);
    if (row.next())
        return row.enumeration<SentHabit>(0);
    GOLUB_TRY(row.outcome());
    return SentHabit::Unknown;
}

Outcome SendingTable::noteSentHabit(AccountId account, const QString &host, SentHabit habit)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run(
            "INSERT INTO sent_habits(account, host, habit) VALUES(?1, ?2, ?3) ON CONFLICT(account, host) DO UPDATE SET habit = ?3", account, host, habit);
    });
}

Outcome SendingTable::noteReport(AccountId account, const QString &reportId, const MailReport &report)
{
    // What was given as ENVID is the Message-ID, too: some reports bring back nothing else.
    const QString original = report.originalMessageId.isEmpty() ? report.envelopeId : report.originalMessageId;
    if (original.isEmpty() || reportId.isEmpty())
        return {};
    return m_context.transact([&]() -> Outcome {
        Database &mail = m_context.mail();
        const Result<qint64> known = mail.number("SELECT count(*) FROM delivery_news WHERE account = ? AND original = ?", account, original);
        if (!known)
            return known.error();
        int position = 0;
        for (const DeliveryNews &news : report.news) {
            if (*known + position >= MostNews)
                break;
            GOLUB_TRY(mail.run("INSERT OR IGNORE INTO delivery_news(account, original, report, position, address, kind, status, reply, date) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                account, original, reportId, position++, news.address, news.kind, news.status, news.reply,
                news.date.isValid() ? news.date : m_context.clock().utcNow()));
        }
        // Whoever shows the message that was sent shows what became of it, too.
        Statement copies(mail, "SELECT id FROM messages WHERE account = ? AND message_id = ? LIMIT ?", account, original, MostNews);
        while (copies.next())
            m_context.changes().changed.insert(copies.id<MessageId>(0));
        return copies.outcome();
    });
}

Result<SentOriginal> SendingTable::original(AccountId account, const MailReport &report) const
{
    return readSentOriginal(m_context.mail(), account, report);
}

Result<bool> SendingTable::isReceiptAnswered(AccountId account, const QString &messageId) const
{
    return readReceiptAnswered(m_context.mail(), account, messageId);
}

Outcome SendingTable::noteReceiptAnswered(AccountId account, const QString &messageId)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("INSERT OR IGNORE INTO answered_receipts(account, message_id) VALUES(?, ?)", account, messageId));
        return m_context.mail().changedRows() == 0 ? Outcome(Error::of(ErrorKind::Conflict)) : Outcome();
    });
}

Result<SentOriginal> readSentOriginal(Database &mail, AccountId account, const MailReport &report)
{
    SentOriginal found;
    for (const QString &id : { report.originalMessageId, report.envelopeId }) {
        if (id.isEmpty() || found.isOurs)
            continue;
        GOLUB_TRY(readFromLedger(mail, account, id, found));
        GOLUB_TRY(readFromCopies(mail, account, id, found));
    }
    return found;
}

Result<QList<DeliveryNews>> readDeliveryNews(Database &mail, MessageId message)
{
    QList<DeliveryNews> list;
    Statement rows(mail,
        "SELECT n.address, n.kind, n.status, n.reply, n.date FROM messages m CROSS JOIN delivery_news n ON n.account = m.account AND "
        "n.original = m.message_id WHERE m.id = ? AND m.message_id <> '' ORDER BY n.date DESC, n.report, n.position",
        message);
    while (rows.next()) {
        const DeliveryNews news { rows.text(0), rows.enumeration<DeliveryNews::Kind>(1), rows.text(2), rows.text(3), rows.time(4) };
        const bool known = std::any_of(list.begin(), list.end(),
            [&news](const DeliveryNews &other) { return other.address.compare(news.address, Qt::CaseInsensitive) == 0; });
        if (!known)
            list.append(news);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<bool> readReceiptAnswered(Database &mail, AccountId account, const QString &messageId)
{
    const Result<qint64> answered = mail.number("SELECT EXISTS(SELECT 1 FROM answered_receipts WHERE account = ? AND message_id = ?)", account, messageId);
    if (!answered)
        return answered.error();
    return *answered != 0;
}

} // namespace golub::store
