// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MailboxTable.h"

#include "core/store/AccountRecords.h"
#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QHash>
#include <QSet>

#include <algorithm>

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

Outcome setFacts(StoreContext &context, MailboxId id, const MailboxTable::Listing &listing)
{
    return context.mail().run("UPDATE mailboxes SET subscribed = ?1, no_inferiors = ?2, mailbox_id = ?3, unlisted_ms = 0 WHERE id = ?4 AND "
                              "(subscribed <> ?1 OR no_inferiors <> ?2 OR mailbox_id <> ?3 OR unlisted_ms <> 0)",
        listing.subscribed, listing.noInferiors, listing.mailboxId, id);
}

Result<MailboxId> insert(StoreContext &context, AccountId account, const MailboxTable::Listing &listing, bool local)
{
    GOLUB_TRY(context.mail().run("INSERT INTO mailboxes(account, wire, path, delimiter, role, selectable, local, subscribed, no_inferiors, mailbox_id) "
                                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        account, listing.name.wire, listing.name.path, delimiterText(listing.name.delimiter), roleOf(listing), listing.selectable, local,
        listing.subscribed, listing.noInferiors, listing.mailboxId));
    const MailboxId id { context.mail().lastInsertId() };
    context.changes().mailboxList = true;
    context.changes().mailboxes.insert(id);
    return id;
}

Outcome rename(StoreContext &context, MailboxId id, const MailboxName &name)
{
    context.changes().mailboxList = true;
    return context.mail().run("UPDATE mailboxes SET wire = ?, path = ?, delimiter = ? WHERE id = ?", name.wire, name.path,
        delimiterText(name.delimiter), id);
}

//! The listed mailbox is this one.
Outcome refresh(StoreContext &context, const Mailbox &mailbox, const MailboxTable::Listing &listing)
{
    GOLUB_TRY(setFacts(context, mailbox.id, listing));
    if (mailbox.name == listing.name && mailbox.role == roleOf(listing) && mailbox.selectable == listing.selectable)
        return {};
    GOLUB_TRY(rename(context, mailbox.id, listing.name));
    return context.mail().run("UPDATE mailboxes SET role = ?, selectable = ? WHERE id = ?", roleOf(listing), listing.selectable, mailbox.id);
}

Result<qint64> isNeeded(Database &mail, MailboxId id)
{
    return mail.number("SELECT EXISTS(SELECT 1 FROM operation_targets WHERE live = 1 AND source_mailbox = ?1) OR EXISTS(SELECT 1 FROM "
                       "operations WHERE state IN (0, 1) AND destination = ?1)",
        id);
}

//! One round over a listing.
class Reconciliation
{
public:
    Reconciliation(StoreContext &context, AccountId account) : m_context(context), m_account(account) { }

    Outcome run(const QList<MailboxTable::Listing> &listing)
    {
        GOLUB_TRY(read());
        QList<MailboxTable::Listing> unknown;
        QSet<QByteArray> listed;
        for (const MailboxTable::Listing &entry : listing) {
            if (listed.contains(entry.name.wire))
                continue; // some servers list a mailbox twice
            listed.insert(entry.name.wire);
            const auto found = m_here.find(entry.name.wire);
            if (found == m_here.end()) {
                unknown.append(entry);
                continue;
            }
            GOLUB_TRY(refresh(m_context, *found, entry));
            m_here.erase(found);
        }
        for (const MailboxTable::Listing &entry : std::as_const(unknown))
            GOLUB_TRY(meet(entry));
        return markMissing();
    }

private:
    Outcome read()
    {
        const Result<QList<Mailbox>> known = readMailboxes(m_context.mail(), m_account);
        if (!known)
            return known.error();
        for (const Mailbox &mailbox : *known) {
            if (!mailbox.local && mailbox.name.wire.isEmpty())
                m_made.append(mailbox);
            else if (!mailbox.local)
                m_here.insert(mailbox.name.wire, mailbox);
        }
        return {};
    }
    //! A name that is not known here: made here and meanwhile there, renamed by another program, or new.
    Outcome meet(const MailboxTable::Listing &entry)
    {
        const MailboxRole role = roleOf(entry);
        const auto mine = std::find_if(m_made.begin(), m_made.end(), [&](const Mailbox &made) {
            // What was to become the folder for sent mail is the one that the server has for it, whatever it is called there.
            return made.name.path == entry.name.path || (role != MailboxRole::None && made.role == role);
        });
        if (mine != m_made.end()) {
            const Mailbox made = *mine;
            m_made.erase(mine);
            return refresh(m_context, made, entry);
        }
        const Result<qint64> renamed = renamedFrom(entry);
        if (!renamed)
            return renamed.error();
        if (*renamed != 0) {
            for (auto it = m_here.begin(); it != m_here.end(); ++it) {
                if (it->id.value != *renamed)
                    continue;
                const Mailbox same = *it;
                m_here.erase(it);
                return refresh(m_context, same, entry);
            }
        }
        const Result<MailboxId> id = insert(m_context, m_account, entry, false);
        return id ? Outcome() : Outcome(id.error());
    }
    //! UIDVALIDITY with UIDNEXT is no proof, but a wrong guess only costs a listing: UIDs that are not there become suspects.
    Result<qint64> renamedFrom(const MailboxTable::Listing &entry)
    {
        Database &mail = m_context.mail();
        for (const Mailbox &mailbox : std::as_const(m_here)) {
            const Result<qint64> same = !entry.mailboxId.isEmpty()
                ? mail.number("SELECT id FROM mailboxes WHERE id = ? AND mailbox_id = ?", mailbox.id, entry.mailboxId)
                : !entry.uidValidity.isValid() || !entry.uidNext.isValid() || entry.uidNext.value < 2
                ? Result<qint64>(qint64(0))
                : mail.number("SELECT id FROM mailboxes WHERE id = ? AND uid_validity = ? AND uid_next = ? AND role = 0", mailbox.id,
                      entry.uidValidity, entry.uidNext);
            if (!same || *same != 0)
                return same;
        }
        return qint64(0);
    }
    Outcome markMissing()
    {
        for (const Mailbox &mailbox : std::as_const(m_here)) {
            GOLUB_TRY(m_context.mail().run("UPDATE mailboxes SET unlisted_ms = ? WHERE id = ? AND unlisted_ms = 0", m_context.clock().utcNow(),
                mailbox.id));
        }
        for (const Mailbox &mailbox : std::as_const(m_made)) {
            const Result<qint64> needed = isNeeded(m_context.mail(), mailbox.id);
            if (!needed)
                return needed.error();
            if (!*needed)
                GOLUB_TRY(MessageRows(m_context).removeMailbox(mailbox.id));
        }
        return {};
    }

    StoreContext &m_context;
    AccountId m_account;
    QHash<QByteArray, Mailbox> m_here;  //!< by wire name; in the end what the listing lacks
    QList<Mailbox> m_made;              //!< here, and not known to be on the server yet
};

} // namespace

Outcome MailboxTable::reconcile(AccountId account, const QList<Listing> &listing)
{
    return m_context.transact([&]() -> Outcome { return Reconciliation(m_context, account).run(listing); });
}

Result<bool> MailboxTable::hasUnnamed(AccountId account) const
{
    const Result<qint64> any = m_context.mail().number("SELECT EXISTS(SELECT 1 FROM mailboxes WHERE account = ? AND local = 0 AND length(wire) = 0)", account);
    if (!any)
        return any.error();
    return *any != 0;
}

Result<QList<Mailbox>> MailboxTable::unlisted(AccountId account) const
{
    QList<Mailbox> list;
    Statement rows(m_context.mail(), "SELECT id FROM mailboxes WHERE account = ? AND unlisted_ms <> 0 ORDER BY id", account);
    while (rows.next()) {
        const Result<Mailbox> mailbox = find(rows.id<MailboxId>(0));
        if (!mailbox)
            return mailbox.error();
        list.append(*mailbox);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Outcome MailboxTable::removeGone(MailboxId id)
{
    return m_context.transact([&]() -> Outcome {
        const Result<qint64> needed = isNeeded(m_context.mail(), id);
        if (!needed)
            return needed.error();
        return *needed ? Outcome() : MessageRows(m_context).removeMailbox(id);
    });
}

Outcome MailboxTable::setError(MailboxId id, const std::optional<Error> &error)
{
    return m_context.transact([&]() -> Outcome {
        const QString text = error ? errorText(*error) : QString();
        GOLUB_TRY(m_context.mail().run("UPDATE mailboxes SET error = ?1 WHERE id = ?2 AND error <> ?1", text, id));
        if (m_context.mail().changedRows() > 0)
            m_context.changes().mailboxes.insert(id);
        return {};
    });
}

Outcome MailboxTable::setRights(MailboxId id, const std::optional<MailboxRights> &rights)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE mailboxes SET rights = ?1 WHERE id = ?2 AND rights <> ?1", rights ? rightsBits(*rights) : -1, id));
        if (m_context.mail().changedRows() > 0)
            m_context.changes().mailboxes.insert(id);
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
        "SELECT uid_validity, uid_next, highest_mod_seq, server_total, server_unseen, last_sync, last_listing, last_audit FROM mailboxes "
        "WHERE id = ?",
        id);
    if (row.next()) {
        return SyncState { row.id<UidValidity>(0), row.id<Uid>(1), row.id<ModSeq>(2), row.integer(3), row.integer(4), row.time(5), row.time(6),
            row.time(7) };
    }
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Outcome MailboxTable::setSyncState(MailboxId id, const SyncState &state)
{
    return m_context.transact([&]() -> Outcome {
        GOLUB_TRY(m_context.mail().run("UPDATE mailboxes SET uid_validity = ?, uid_next = ?, highest_mod_seq = ?, server_total = ?, "
                                       "server_unseen = ?, last_sync = ?, last_listing = ?, last_audit = ? WHERE id = ?",
            state.uidValidity, state.uidNext, state.highestModSeq, state.serverTotal, state.serverUnseen, state.lastSync, state.lastListing,
            state.lastAudit, id));
        if (m_context.mail().changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.changes().mailboxes.insert(id);
        return {};
    });
}

} // namespace golub::store
