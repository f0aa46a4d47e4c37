// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Pop3Ledger.h"

#include "core/store/MessageRows.h"
#include "core/store/PartialBody.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QSet>

namespace golub::store {

Result<QHash<QByteArray, Pop3Ledger::Row>> Pop3Ledger::rows(AccountId account) const
{
    QHash<QByteArray, Row> result;
    Statement rows(m_context.mail(), "SELECT uidl, state, message, stored_at, locally_gone, fingerprint, size FROM pop3_ledger WHERE account = ?", account);
    while (rows.next())
        result.insert(rows.blob(0), { rows.enumeration<State>(1), rows.id<MessageId>(2), rows.time(3), rows.boolean(4), rows.blob(5), rows.integer(6) });
    GOLUB_TRY(rows.outcome());
    return result;
}

Result<MessageId> Pop3Ledger::store(AccountId account, const QByteArray &uidl, MailboxId mailbox, const IncomingMessage &message,
    const QByteArray &raw, const MessageText &text, const QByteArray &fingerprint)
{
    return m_context.transact([&]() -> Result<MessageId> {
        Statement known(m_context.mail(), "SELECT message FROM pop3_ledger WHERE account = ? AND uidl = ? AND state <> ?", account, uidl, State::Seen);
        if (known.next())
            return known.id<MessageId>(0); // stored before: never a second time
        GOLUB_TRY(known.outcome());
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        const Result<QByteArray> hash = m_context.bodies().stage(raw);
        if (!hash)
            return hash.error();
        IncomingMessage local = message;
        local.uid = {};
        const Result<qint64> previewed
            = m_context.mail().number("SELECT message FROM pop3_ledger WHERE account = ? AND uidl = ? AND message > 0", account, uidl);
        if (!previewed && previewed.error().kind != ErrorKind::NotFound)
            return previewed.error();
        Result<MessageId> id = MessageId { previewed.value_or(0) };
        if (id->isValid())
            GOLUB_TRY(MessageRows(m_context).setBody(*id, *hash, text));
        else
            id = MessageRows(m_context).create(*row, local, *hash, &text);
        if (!id)
            return id;
        GOLUB_TRY(m_context.mail().run(
            "INSERT INTO pop3_ledger(account, uidl, state, message, stored_at, locally_gone, fingerprint, size) VALUES(?, ?, ?, ?, ?, 0, ?, ?) "
            "ON CONFLICT(account, uidl) DO UPDATE SET state = excluded.state, message = excluded.message, stored_at = excluded.stored_at, "
            "fingerprint = excluded.fingerprint, size = excluded.size",
            account, uidl, State::Stored, *id, m_context.clock().utcNow(), fingerprint, raw.size()));
        return id;
    });
}

Result<MessageId> Pop3Ledger::preview(AccountId account, const QByteArray &uidl, MailboxId mailbox, const IncomingMessage &message,
    const QByteArray &beginning, const MessageText &text, const QByteArray &fingerprint)
{
    return m_context.transact([&]() -> Result<MessageId> {
        Statement known(m_context.mail(), "SELECT message FROM pop3_ledger WHERE account = ? AND uidl = ?", account, uidl);
        if (known.next())
            return known.id<MessageId>(0);
        GOLUB_TRY(known.outcome());
        const Result<Mailbox> row = readMailbox(m_context.mail(), mailbox);
        if (!row)
            return row.error();
        const Result<MessageId> id = MessageRows(m_context).create(*row, message, {}, nullptr);
        if (!id)
            return id;
        GOLUB_TRY(MessageTable(m_context).storePartial(*id, { beginning }, text));
        GOLUB_TRY(m_context.mail().run(
            "INSERT INTO pop3_ledger(account, uidl, state, message, stored_at, locally_gone, fingerprint, size) VALUES(?, ?, ?, ?, ?, 0, ?, ?)", account,
            uidl, State::Seen, *id, QDateTime(), fingerprint, message.size));
        return id;
    });
}

Result<Pop3Ledger::Named> Pop3Ledger::find(MessageId message) const
{
    Statement row(m_context.mail(),
        "SELECT uidl, state, message, stored_at, locally_gone, fingerprint, size FROM pop3_ledger WHERE message = ? AND message > 0", message);
    if (row.next())
        return Named { row.blob(0), { row.enumeration<State>(1), row.id<MessageId>(2), row.time(3), row.boolean(4), row.blob(5), row.integer(6) } };
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Outcome Pop3Ledger::rename(AccountId account, const QByteArray &known, const QByteArray &now)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE pop3_ledger SET uidl = ?, missing_since = ?, state = CASE state WHEN ? THEN ? ELSE state END "
                                       "WHERE account = ? AND uidl = ?",
            now, QDateTime(), State::Deleted, State::Stored, account, known));
        return m_context.mail().changedRows() == 1 ? Outcome() : Outcome(Error::of(ErrorKind::NotFound, QString::fromLatin1(known)));
    });
}

Outcome Pop3Ledger::setDeleted(AccountId account, const QList<QByteArray> &uidls)
{
    return m_context.transact([&]() -> Outcome {
        for (const QByteArray &uidl : uidls) {
            // What the trash still lists of it could never be read.
            const Result<qint64> unwanted = m_context.mail().number(
                "SELECT message FROM pop3_ledger WHERE account = ? AND uidl = ? AND state = ? AND locally_gone = 1", account, uidl, State::Seen);
            if (!unwanted && unwanted.error().kind != ErrorKind::NotFound)
                return unwanted.error();
            GOLUB_TRY(m_context.mail().run("UPDATE pop3_ledger SET state = ?1 WHERE account = ?2 AND uidl = ?3 AND (state = ?4 OR (state = ?5 AND "
                                           "locally_gone = 1))",
                State::Deleted, account, uidl, State::Stored, State::Seen));
            if (m_context.mail().changedRows() == 0)
                return Error::of(ErrorKind::Conflict, QString::fromLatin1(uidl));
            if (unwanted && *unwanted > 0)
                GOLUB_TRY(MessageRows(m_context).remove({ *unwanted }));
        }
        return {};
    });
}

Outcome Pop3Ledger::keepOnly(AccountId account, const QList<QByteArray> &uidlsOnServer)
{
    return m_context.transact([&]() -> Outcome {
        const Result<QHash<QByteArray, Row>> known = rows(account);
        if (!known)
            return known.error();
        const QSet<QByteArray> listed(uidlsOnServer.begin(), uidlsOnServer.end());
        const QDateTime now = m_context.clock().utcNow();
        for (auto it = known->cbegin(); it != known->cend(); ++it) {
            GOLUB_TRY(m_context.mail().run("UPDATE pop3_ledger SET missing_since = ? WHERE account = ? AND uidl = ? AND (missing_since = ?) = ?",
                listed.contains(it.key()) ? QDateTime() : now, account, it.key(), QDateTime(), !listed.contains(it.key())));
        }
        GOLUB_TRY(m_context.mail().run("DELETE FROM pop3_ledger WHERE account = ? AND missing_since <> ? AND missing_since < ?", account, QDateTime(),
            now.addDays(-MissingDays)));
        return {};
    });
}

} // namespace golub::store
