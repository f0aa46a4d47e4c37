// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/AccountTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/StoreReader.h"
#include "tests/support/FakeClock.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <memory>

namespace golub::test {

//! A value out of a Result; where there is none, the test fails and says why.
template<class T>
T must(const Result<T> &result)
{
    if (!result) {
        ADD_FAILURE() << qPrintable(result.error().text) << " — " << qPrintable(result.error().detail);
        return T {};
    }
    return result.value();
}

inline void must(const Outcome &outcome)
{
    if (!outcome)
        ADD_FAILURE() << qPrintable(outcome.error().text) << " — " << qPrintable(outcome.error().detail);
}

template<class T>
ErrorKind errorKind(const Result<T> &result)
{
    EXPECT_FALSE(result.has_value());
    return result ? ErrorKind::Internal : result.error().kind;
}

//! The simplest reading of a raw message: its first line is the subject, the rest the text.
inline store::MessageText analyze(const QByteArray &raw)
{
    store::MessageText text;
    const qsizetype end = raw.indexOf('\n');
    text.envelope.subject = QString::fromUtf8(end < 0 ? raw : raw.left(end));
    text.text = end < 0 ? QByteArray() : raw.mid(end + 1);
    text.preview = QString::fromUtf8(text.text).left(200);
    return text;
}

//! A profile in a directory of its own, with an IMAP account (INBOX, Archive, Trash) and a POP3 account.
class StoreTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(dir.isValid());
        openStore();
        Account account;
        account.name = QStringLiteral("Ala");
        account.address = QStringLiteral("ala@example.org");
        account.incoming = { QStringLiteral("imap.example.org"), 993, Security::Tls, QStringLiteral("ala") };
        account.outgoing = { QStringLiteral("smtp.example.org"), 465, Security::Tls, QString() };
        account.identities = { { {}, QStringLiteral("Ala Nowak"), QStringLiteral("ala@example.org") } };
        imap = must(store->accounts().add(account));
        account.name = QStringLiteral("Ala (POP3)");
        account.protocol = IncomingProtocol::Pop3;
        pop3 = must(store->accounts().add(account));
        must(store->mailboxes().reconcile(imap, { remote("INBOX", MailboxRole::Inbox), remote("Archive", MailboxRole::Archive),
            remote("Trash", MailboxRole::Trash), remote("Work", MailboxRole::None) }));
        inbox = mailbox(u"INBOX");
        archive = mailbox(u"Archive");
        trash = mailbox(u"Trash");
        work = mailbox(u"Work");
        for (const MailboxId id : { inbox, archive, trash, work })
            must(store->mailboxes().setSyncState(id, { { 7 }, { 1 }, {}, -1, -1, clock.utcNow() }));
    }

    void openStore() { store = must(openResult()); }
    Result<std::shared_ptr<store::MessageStore>> openResult()
    {
        Result<std::unique_ptr<store::MessageStore>> opened = store::MessageStore::open(dir.path(), clock, analyze);
        if (!opened)
            return opened.error();
        return std::shared_ptr<store::MessageStore>(std::move(*opened));
    }
    void reopen()
    {
        store.reset();
        openStore();
    }
    std::unique_ptr<store::StoreReader> reader() const
    {
        Result<std::unique_ptr<store::StoreReader>> opened = store::StoreReader::open(dir.path());
        EXPECT_TRUE(opened.has_value());
        return opened ? std::move(*opened) : nullptr;
    }

    static store::MailboxTable::Listing remote(const char *name, MailboxRole role)
    {
        return { { QByteArray(name), QString::fromLatin1(name), u'/' }, role, true };
    }
    MailboxId mailbox(QStringView path) const { return must(store->mailboxes().findByPath(imap, path.toString())).id; }
    MailboxId popMailbox(MailboxRole role) const { return must(store->mailboxes().findByRole(pop3, role)).id; }

    store::IncomingMessage incoming(quint32 uid, const QString &subject = QStringLiteral("Hello"), const Flags &flags = {}) const
    {
        store::IncomingMessage message;
        message.uid = { uid };
        message.flags = flags;
        message.internalDate = clock.utcNow().addSecs(qint64(uid) * 60);
        message.size = 1000 + qint64(uid);
        message.envelope.subject = subject;
        message.envelope.from = AddressList::of({ { QStringLiteral("Jan Kowalski"), QStringLiteral("jan@example.net") } });
        message.envelope.to = AddressList::of({ { QStringLiteral("Ala"), QStringLiteral("ala@example.org") } });
        message.envelope.messageIdHeader = QStringLiteral("m%1@example.net").arg(uid);
        message.envelope.date = message.internalDate;
        return message;
    }
    MessageId add(quint32 uid, const Flags &flags = {}) { return add(inbox, uid, flags); }
    MessageId add(MailboxId where, quint32 uid, const Flags &flags = {})
    {
        return must(store->messages().insert(where, incoming(uid, QStringLiteral("Hello"), flags)));
    }

    Mailbox info(MailboxId id) const { return must(store->mailboxes().find(id)); }
    MessageSummary row(MessageId id) const { return must(store->messages().summary(id)); }
    bool isGone(MessageId id) const { return !store->messages().summary(id); }
    Operation operation(OperationId id) const { return must(store->operations().find(id)); }
    bool nothingPending() const { return !store->operations().nextPending(imap); }

    QTemporaryDir dir;
    FakeClock clock;
    std::shared_ptr<store::MessageStore> store;
    AccountId imap;
    AccountId pop3;
    MailboxId inbox;
    MailboxId archive;
    MailboxId trash;
    MailboxId work;
};

} // namespace golub::test
