// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts with thousands of folders have mail in few of them: what is empty is not opened, what is small costs little.
#include "core/store/MailboxTable.h"
#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;

namespace {

class EmptyFoldersTest : public WorkerFixture
{
protected:
    void SetUp() override
    {
        WorkerFixture::SetUp();
        server.deliver(Inbox, QStringLiteral("hello"));
        for (int i = 0; i < 200; ++i)
            server.box(folder(i));
    }
    QString folder(int number) const { return QStringLiteral("Folder %1").arg(number); }
    void firstUse()
    {
        worker->start(sync::AccountWorker::Mode::OnDemand);
        ASSERT_TRUE(synchronize());
        ASSERT_EQ(reports.size(), 201) << "each folder is reported all the same";
    }
};

} // namespace

TEST_F(EmptyFoldersTest, ListSaysSoAndNoneIsOpened)
{
    modernServer();
    firstUse();
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1) << "the inbox";
    EXPECT_LE(server.requests, 6);
    const auto state = store->mailboxes().syncState(mailbox(folder(7)).id);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->uidValidity, server.box(folder(7)).uidValidity);
    EXPECT_EQ(state->serverTotal, 0);
    const int requests = server.requests;
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.requests - requests, 1) << "and what is in step stays so";
}

TEST_F(EmptyFoldersTest, WithoutListStatusTheyAreCountedInOneFlight)
{
    server.condStore = false;
    firstUse();
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1);
    EXPECT_EQ(server.asked.count(QStringLiteral("STATUS")), 200);
    server.asked.clear();
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1) << "no flag can have changed where no message is";
}

TEST_F(EmptyFoldersTest, WhatComesIntoOneIsFound)
{
    modernServer();
    firstUse();
    server.deliver(folder(3), QStringLiteral("the first"));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(folder(3)), QStringList { QStringLiteral("the first") });
    EXPECT_TRUE(quarantined().isEmpty());
}

TEST_F(EmptyFoldersTest, OneThatWasMadeAnewIsFollowed)
{
    modernServer();
    firstUse();
    server.box(folder(3)).uidValidity = UidValidity { 77 };
    ASSERT_TRUE(synchronize());
    server.deliver(folder(3), QStringLiteral("the first"));
    ASSERT_TRUE(synchronize());
    EXPECT_EQ(subjects(folder(3)), QStringList { QStringLiteral("the first") });
    EXPECT_TRUE(quarantined().isEmpty());
}

TEST_F(EmptyFoldersTest, CountsThatAreNotBelievedProveNothing)
{
    modernServer();
    ASSERT_TRUE(store->servers().quarantine(account.incoming.host, account.incoming.port, QStringLiteral("LIST-STATUS"), QStringLiteral("lied")));
    firstUse();
    EXPECT_GE(server.asked.count(QStringLiteral("SELECT")), 201);
}

TEST_F(EmptyFoldersTest, AFolderThatIsEmptyHereOnlyIsOpened)
{
    modernServer();
    firstUse();
    const Uid uid = server.deliver(folder(3), QStringLiteral("short of stay"));
    ASSERT_TRUE(synchronize());
    ASSERT_EQ(messages(folder(3)).size(), 1);
    auto &box = server.box(folder(3));
    box.messages.clear();
    ++box.modSeq;
    ASSERT_TRUE(uid.isValid());
    ASSERT_TRUE(synchronize());
    EXPECT_TRUE(messages(folder(3)).isEmpty());
}

// SELECT would have said what the owner allows; it is not to be found out by a refusal (RFC 4314).
TEST_F(EmptyFoldersTest, RightsAreAskedForWhereThereAreSome)
{
    modernServer();
    server.facts.acl = true;
    MailboxRights readOnly;
    readOnly.canInsert = false;
    server.box(folder(3)).rights = readOnly;
    firstUse();
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 1);
    EXPECT_FALSE(mailbox(folder(3)).rights.canInsert);
    EXPECT_TRUE(mailbox(folder(4)).rights.canInsert);
}

TEST_F(EmptyFoldersTest, AScreenThatShowsTheWholeFolderIsItsListing)
{
    modernServer();
    for (int i = 0; i < 30; ++i)
        server.deliver(folder(3), QString::number(i));
    firstUse();
    EXPECT_LE(server.asked.count(QStringLiteral("SELECT")), 3) << "nobody comes back to it for its letters, only to the inbox";
    EXPECT_EQ(server.asked.count(QStringLiteral("SEARCH")), 1) << "of the inbox, of which nothing was known";
    EXPECT_EQ(messages(folder(3)).size(), 30);
    EXPECT_TRUE(messages(folder(3)).first().hasBody);
    EXPECT_EQ(store->mailboxes().syncState(mailbox(folder(3)).id)->uidNext.value, 31U);
}

TEST_F(EmptyFoldersTest, AuditLooksIntoThemOnce)
{
    modernServer();
    firstUse();
    server.asked.clear();
    server.askedFlags.clear();
    ASSERT_TRUE(synchronize({ {}, false, true }));
    EXPECT_EQ(server.asked.count(QStringLiteral("SELECT")), 201) << "what counts hide is what an audit is for";
    EXPECT_EQ(server.askedFlags.size(), 1) << "there are no flags in an empty folder";
}
