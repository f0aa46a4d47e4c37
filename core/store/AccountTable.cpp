// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/AccountTable.h"

#include "core/store/AccountRecords.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageRows.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QCoreApplication>
#include <QSet>

namespace golub::store {
namespace {

Outcome writeIdentities(Database &mail, AccountId account, const QList<Identity> &identities)
{
    QSet<IdentityId> kept;
    int position = 0;
    for (const Identity &identity : identities) {
        IdentityId id = identity.id;
        if (id.isValid()) {
            GOLUB_TRY(mail.run("UPDATE identities SET position = ?, name = ?, address = ?, reply_to = ?, signature = ? WHERE id = ? AND account = ?",
                position, identity.name, identity.address, identity.replyTo, identity.signature, id, account));
        }
        if (!id.isValid() || mail.changedRows() == 0) {
            GOLUB_TRY(mail.run("INSERT INTO identities(account, position, name, address, reply_to, signature) VALUES(?, ?, ?, ?, ?, ?)", account,
                position, identity.name, identity.address, identity.replyTo, identity.signature));
            id = { mail.lastInsertId() };
        }
        kept.insert(id);
        ++position;
    }
    Result<QList<Account>> now = readAccounts(mail, account);
    if (!now)
        return now.error();
    for (const Account &row : std::as_const(*now)) {
        for (const Identity &identity : row.identities) {
            if (!kept.contains(identity.id))
                GOLUB_TRY(mail.run("DELETE FROM identities WHERE id = ?", identity.id));
        }
    }
    return {};
}

Outcome addLocalMailboxes(StoreContext &context, AccountId account)
{
    MailboxTable mailboxes(context);
    const std::pair<const char *, MailboxRole> standard[] {
        { QT_TRANSLATE_NOOP("Store", "Inbox"), MailboxRole::Inbox },
        { QT_TRANSLATE_NOOP("Store", "Sent"), MailboxRole::Sent },
        { QT_TRANSLATE_NOOP("Store", "Drafts"), MailboxRole::Drafts },
        { QT_TRANSLATE_NOOP("Store", "Archive"), MailboxRole::Archive },
        { QT_TRANSLATE_NOOP("Store", "Junk"), MailboxRole::Junk },
        { QT_TRANSLATE_NOOP("Store", "Trash"), MailboxRole::Trash },
    };
    for (const auto &[name, role] : standard)
        GOLUB_TRY(mailboxes.addLocal(account, QCoreApplication::translate("Store", name), role));
    return {};
}

} // namespace

Result<AccountId> AccountTable::add(const Account &account)
{
    return m_context.transact([&]() -> Result<AccountId> {
        Database &mail = m_context.mail();
        GOLUB_TRY(mail.run("INSERT INTO accounts(name, address, protocol, incoming, outgoing, secret_source, secret_command, leave_policy, "
                           "leave_days, sync, oauth, sending) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            account.name, account.address, account.protocol, settingsText(account.incoming), settingsText(account.outgoing),
            account.secretSource, listText(account.secretCommand), account.leaveOnServer.policy, account.leaveOnServer.days,
            limitsText(account.sync), oauthText(account.oauth), sendingText(account.sending)));
        const AccountId id { mail.lastInsertId() };
        QList<Identity> identities = account.identities;
        for (Identity &identity : identities)
            identity.id = {}; // an id of another account must not be taken over
        GOLUB_TRY(writeIdentities(mail, id, identities));
        if (account.protocol == IncomingProtocol::Pop3)
            GOLUB_TRY(addLocalMailboxes(m_context, id));
        m_context.changes().accounts = true;
        return id;
    });
}

Outcome AccountTable::update(const Account &account)
{
    return m_context.transact([&]() -> Outcome {
        Database &mail = m_context.mail();
        const bool wasIndexed = m_context.isIndexed(account.id);
        GOLUB_TRY(mail.run("UPDATE accounts SET name = ?, address = ?, protocol = ?, incoming = ?, outgoing = ?, secret_source = ?, "
                           "secret_command = ?, leave_policy = ?, leave_days = ?, sync = ?, oauth = ?, sending = ? WHERE id = ?",
            account.name, account.address, account.protocol, settingsText(account.incoming), settingsText(account.outgoing),
            account.secretSource, listText(account.secretCommand), account.leaveOnServer.policy, account.leaveOnServer.days,
            limitsText(account.sync), oauthText(account.oauth), sendingText(account.sending), account.id));
        if (mail.changedRows() == 0)
            return Error::of(ErrorKind::NotFound);
        m_context.forgetAccounts();
        if (account.sync.index && !wasIndexed)
            m_context.index().setIncomplete();
        GOLUB_TRY(writeIdentities(mail, account.id, account.identities));
        m_context.changes().accounts = true;
        return {};
    });
}

Outcome AccountTable::remove(AccountId id)
{
    return m_context.transact([&]() -> Outcome {
        Database &mail = m_context.mail();
        GOLUB_TRY(find(id));
        MessageRows rows(m_context);
        Result<QList<Mailbox>> mailboxes = readMailboxes(mail, id);
        if (!mailboxes)
            return mailboxes.error();
        for (const Mailbox &mailbox : std::as_const(*mailboxes))
            GOLUB_TRY(rows.removeMailbox(mailbox.id));
        GOLUB_TRY(mail.run("DELETE FROM operations WHERE account = ?", id));
        GOLUB_TRY(mail.run("DELETE FROM outbox WHERE account = ?", id));
        GOLUB_TRY(mail.run("DELETE FROM accounts WHERE id = ?", id));
        ChangeSet &changes = m_context.changes();
        changes.accounts = changes.mailboxList = changes.operations = changes.outbox = true;
        return {};
    });
}

Result<QList<Account>> AccountTable::all() const
{
    return readAccounts(m_context.mail());
}

Result<Account> AccountTable::find(AccountId id) const
{
    if (!id.isValid())
        return Error::of(ErrorKind::NotFound);
    Result<QList<Account>> list = readAccounts(m_context.mail(), id);
    if (!list)
        return list.error();
    if (list->isEmpty())
        return Error::of(ErrorKind::NotFound);
    return list->first();
}

} // namespace golub::store
