// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MailboxTable.h"

#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QHash>

namespace golub::store {
namespace {

QString delimiterText(QChar delimiter)
{
    return delimiter.isNull() ? QString() : QString(delimiter);
}

//! INBOX is the inbox whatever the server marks (RFC 9051 section 5.1).
MailboxRole roleOf(const MailboxTable::Listing &listing)
{
    return listing.name.path.compare(u"INBOX", Qt::CaseInsensitive) == 0 ? MailboxRole::Inbox : listing.role;
}

Result<MailboxId> insert(StoreContext &context, AccountId account, const MailboxTable::Listing &listing, bool local)
{
    GOLUB_TRY(context.mail().run("INSERT INTO mailboxes(account, wire, path, delimiter, role, selectable, local) VALUES(?, ?, ?, ?, ?, ?, ?)",
        account, listing.name.wire, listing.name.path, delimiterText(listing.name.delimiter), roleOf(listing), listing.selectable, local));
    const MailboxId id { context.mail().lastInsertId() };
    context.changes().mailboxList = true;
    context.changes().mailboxes.insert(id);
    return id;
}

Outcome refresh(StoreContext &context, const Mailbox &mailbox, const MailboxTable::Listing &listing)
{
    if (mailbox.name == listing.name && mailbox.role == roleOf(listing) && mailbox.selectable == listing.selectable)
        return {};
    context.changes().mailboxList = true;
    return context.mail().run("UPDATE mailboxes SET path = ?, delimiter = ?, role = ?, selectable = ? WHERE id = ?", listing.name.path,
        delimiterText(listing.name.delimiter), roleOf(listing), listing.selectable, mailbox.id);
}

Outcome rename(StoreContext &context, MailboxId id, const MailboxName &name)
{
    context.changes().mailboxList = true;
    return context.mail().run("UPDATE mailboxes SET wire = ?, path = ?, delimiter = ? WHERE id = ?", name.wire, name.path,
        delimiterText(name.delimiter), id);
}

Result<qint64> isNeeded(Database &mail, MailboxId id)
{
    return mail.number("SELECT EXISTS(SELECT 1 FROM operation_targets WHERE live = 1 AND source_mailbox = ?1) OR EXISTS(SELECT 1 FROM "
                       "operations WHERE state IN (0, 1) AND destination = ?1)",
        id);
}

} // namespace

Outcome MailboxTable::reconcile(AccountId account, const QList<Listing> &listing)
{
    return m_context.transact([&]() -> Outcome {
        Result<QList<Mailbox>> known = readMailboxes(m_context.mail(), account);
        if (!known)
            return known.error();
        QHash<QByteArray, Mailbox> gone;
        QHash<QString, Mailbox> made; // here, and not known to be on the server yet
        for (const Mailbox &mailbox : std::as_const(*known)) {
            if (!mailbox.local && mailbox.name.wire.isEmpty())
                made.insert(mailbox.name.path, mailbox);
            else if (!mailbox.local)
                gone.insert(mailbox.name.wire, mailbox);
        }
        QSet<QByteArray> listed;
        for (const Listing &entry : listing) {
            if (listed.contains(entry.name.wire))
                continue; // some servers list a mailbox twice
            listed.insert(entry.name.wire);
            if (const auto found = gone.constFind(entry.name.wire); found != gone.constEnd()) {
                GOLUB_TRY(refresh(m_context, *found, entry));
                gone.erase(found);
            } else if (const auto mine = made.constFind(entry.name.path); mine != made.constEnd()) {
                GOLUB_TRY(rename(m_context, mine->id, entry.name));
                GOLUB_TRY(refresh(m_context, *mine, entry));
                made.erase(mine);
            } else {
                GOLUB_TRY(insert(m_context, account, entry, false));
            }
        }
        MessageRows rows(m_context);
        const QList<Mailbox> missing = gone.values() + made.values();
        for (const Mailbox &mailbox : missing) {
            const Result<qint64> needed = isNeeded(m_context.mail(), mailbox.id);
            if (!needed)
                return needed.error();
            if (!*needed)
                GOLUB_TRY(rows.removeMailbox(mailbox.id));
        }
        return {};
    });
}

Result<MailboxId> MailboxTable::addLocal(AccountId account, const QString &path, MailboxRole role)
{
    return m_context.transact([&]() -> Result<MailboxId> {
        if (findByPath(account, path))
            return Error::of(ErrorKind::Conflict, path);
        return insert(m_context, account, { { {}, path, u'/' }, role, true }, true);
    });
}

Result<MailboxId> MailboxTable::addRemote(AccountId account, const Listing &listing)
{
    return m_context.transact([&]() -> Result<MailboxId> {
        if (findByPath(account, listing.name.path))
            return Error::of(ErrorKind::Conflict, listing.name.path);
        return insert(m_context, account, listing, false);
    });
}

Outcome MailboxTable::setName(MailboxId id, const MailboxName &name)
{
    return m_context.transact([&]() -> Outcome {
        const Result<Mailbox> mailbox = find(id);
        if (!mailbox)
            return mailbox.error();
        const Result<qint64> other = m_context.mail().number(
            "SELECT id FROM mailboxes WHERE account = ? AND wire = ? AND id <> ? AND local = 0", mailbox->account, name.wire, id);
        if (!other)
            return other.error();
        // A listing was faster: what it made comes again, here.
        const Result<qint64> needed = isNeeded(m_context.mail(), { *other });
        if (!needed)
            return needed.error();
        if (*other != 0 && !*needed)
            GOLUB_TRY(MessageRows(m_context).removeMailbox({ *other }));
        return rename(m_context, id, name);
    });
}

Result<QList<Mailbox>> MailboxTable::all(AccountId account) const
{
    return readMailboxes(m_context.mail(), account);
}

Result<Mailbox> MailboxTable::find(MailboxId id) const
{
    return readMailbox(m_context.mail(), id);
}

Result<Mailbox> MailboxTable::findByPath(AccountId account, const QString &path) const
{
    const Result<qint64> id = m_context.mail().number("SELECT id FROM mailboxes WHERE account = ? AND path = ? ORDER BY id LIMIT 1", account, path);
    return id ? find({ *id }) : Result<Mailbox>(id.error());
}

Result<Mailbox> MailboxTable::findByRole(AccountId account, MailboxRole role) const
{
    if (role == MailboxRole::None)
        return Error::of(ErrorKind::NotFound);
    const Result<qint64> id = m_context.mail().number("SELECT id FROM mailboxes WHERE account = ? AND role = ? ORDER BY id LIMIT 1", account, role);
    return id ? find({ *id }) : Result<Mailbox>(id.error());
}

Result<MailboxTable::SyncState> MailboxTable::syncState(MailboxId id) const
{
    Statement row(m_context.mail(),
        "SELECT uid_validity, uid_next, highest_mod_seq, server_total, server_unseen, last_sync FROM mailboxes WHERE id = ?", id);
    if (row.next())
        return SyncState { row.id<UidValidity>(0), row.id<Uid>(1), row.id<ModSeq>(2), row.integer(3), row.integer(4), row.time(5) };
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Outcome MailboxTable::setSyncState(MailboxId id, const SyncState &state)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE mailboxes SET uid_validity = ?, uid_next = ?, highest_mod_seq = ?, server_total = ?, "
                                       "server_unseen = ?, last_sync = ? WHERE id = ?",
            state.uidValidity, state.uidNext, state.highestModSeq, state.serverTotal, state.serverUnseen, state.lastSync, id));
        if (m_context.mail().changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.changes().mailboxes.insert(id);
        return {};
    });
}

} // namespace golub::store
