// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/AccountTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/Pop3Ledger.h"
#include "core/store/StoreReader.h"
#include "core/sync/MessageAnalysis.h"
#include "tests/support/FakeRemote.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace golub::test {

//! A real store in a temporary folder, an account in it, and a fake server that answers when the clock moves.
class StoreFixture : public testing::Test
{
protected:
    void SetUp() override
    {
        openStore();
        account.name = QStringLiteral("Bob");
        account.address = QStringLiteral("bob@example.org");
        account.protocol = protocol;
        account.incoming.host = QStringLiteral("mail.example.org");
        account.incoming.user = QStringLiteral("bob");
        account.outgoing = account.incoming;
        account.identities = { Identity { {}, QStringLiteral("Bob"), QStringLiteral("bob@example.org") } };
        const auto id = store->accounts().add(account);
        ASSERT_TRUE(id) << qPrintable(id.error().detail);
        account = *store->accounts().find(*id);
    }

    void openStore()
    {
        store.reset();
        auto opened = store::MessageStore::open(directory.path(), clock, sync::analyze);
        ASSERT_TRUE(opened) << qPrintable(opened.error().text + opened.error().detail);
        store = std::move(*opened);
        auto opened2 = store::StoreReader::open(directory.path());
        ASSERT_TRUE(opened2);
        reader = std::move(*opened2);
    }

    //! Everything that is due now, and what follows from it at once.
    void settle() { clock.advance(std::chrono::milliseconds(0)); }

    Mailbox mailbox(const QString &path) const
    {
        const auto found = store->mailboxes().findByPath(account.id, path);
        EXPECT_TRUE(found) << qPrintable(path);
        return found.value_or({});
    }
    QList<MessageSummary> messages(const QString &path) const { return reader->window(mailbox(path).id, {}, 500).value_or({}); }
    QStringList subjects(const QString &path) const
    {
        QStringList subjects;
        for (const MessageSummary &message : messages(path))
            subjects.append(message.subject);
        return subjects;
    }
    MessageSummary message(const QString &path, const QString &subject) const
    {
        for (const MessageSummary &message : messages(path)) {
            if (message.subject == subject)
                return message;
        }
        ADD_FAILURE() << "no message " << qPrintable(subject) << " in " << qPrintable(path);
        return {};
    }

    IncomingProtocol protocol = IncomingProtocol::Imap;
    QTemporaryDir directory;
    FakeClock clock;
    FakeServer server { clock };
    std::unique_ptr<RemoteFactory> factory = server.factory();
    Account account;
    std::unique_ptr<store::MessageStore> store;
    std::unique_ptr<store::StoreReader> reader;
};

} // namespace golub::test
