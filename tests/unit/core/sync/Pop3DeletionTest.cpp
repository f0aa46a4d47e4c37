// SPDX-License-Identifier: GPL-3.0-or-later
// Maildrops that can only be read, and messages that cannot be deleted: nothing else suffers, and whoever asks is told.
#include "core/sync/Pop3Worker.h"
#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

QByteArray mail(const QByteArray &subject)
{
    return "From: Ala <ala@example.org>\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@example.org>\r\n\r\nHello\r\n";
}

class Pop3DeletionTest : public StoreFixture
{
protected:
    Pop3DeletionTest()
    {
        protocol = IncomingProtocol::Pop3;
        account.leaveOnServer = { LeaveOnServer::Policy::Never, 0 };
    }
    sync::MailboxReport synchronized()
    {
        if (!worker) {
            account.leaveOnServer = { LeaveOnServer::Policy::Never, 0 };
            worker = std::make_unique<sync::Pop3Worker>(account, *store, *factory, clock, sync::AccountWorker::Hooks());
            worker->setSecret(Secret("secret"));
            worker->start(sync::AccountWorker::Mode::OnDemand);
        }
        QList<sync::MailboxReport> reports;
        worker->synchronize(sync::SyncRequest(), [&](const Result<QList<sync::MailboxReport>> &result) { reports = result.value_or({}); });
        settle();
        EXPECT_EQ(reports.size(), 1);
        return reports.value(0);
    }
    qsizetype stored() { return reader->window(store->mailboxes().findByRole(account.id, MailboxRole::Inbox)->id, {}, 500).value_or({}).size(); }

    std::unique_ptr<sync::Pop3Worker> worker;
};

} // namespace

TEST_F(Pop3DeletionTest, WhoAsksIsToldThatTheServerRefuses)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    server.undeletable = { "a" };
    const sync::MailboxReport report = synchronized();
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::ServerRefused);
    EXPECT_EQ(report.added, 2);
    EXPECT_EQ(stored(), 2);
    ASSERT_EQ(server.maildrop.size(), 1) << "the other one is deleted all the same";
    server.undeletable.clear();
    EXPECT_FALSE(synchronized().error);
    EXPECT_TRUE(server.maildrop.isEmpty());
    EXPECT_EQ(stored(), 2);
}

TEST_F(Pop3DeletionTest, AMaildropThatCanOnlyBeReadIsNotAskedOfEachMessage)
{
    for (int i = 0; i < 500; ++i) {
        const QByteArray name = QByteArray::number(i);
        server.maildrop.append({ name, mail(name) });
        server.undeletable.insert(name);
    }
    EXPECT_TRUE(synchronized().error);
    EXPECT_EQ(stored(), 500);
    EXPECT_EQ(server.maildrop.size(), 500);
    EXPECT_LT(server.deletionsAsked, 50);
}

TEST_F(Pop3DeletionTest, ANameGivenToAnotherMessageDeletesNothingUnread)
{
    server.maildrop = { { "1", mail("one") } };
    server.undeletable = { "1" };
    synchronized();
    EXPECT_EQ(stored(), 1);
    server.undeletable.clear();
    server.maildrop = { { "1", mail("two") } };
    synchronized();
    EXPECT_EQ(stored(), 2) << "it was never here";
    EXPECT_TRUE(server.maildrop.isEmpty()) << "now it is";
}

TEST_F(Pop3DeletionTest, AnotherMessageUnderTheNameOfADeletedOneComes)
{
    for (const char *subject : { "one", "two", "three" }) {
        server.maildrop = { { "1", mail(subject) } };
        synchronized();
        EXPECT_TRUE(server.maildrop.isEmpty());
    }
    EXPECT_EQ(stored(), 3);
}

TEST_F(Pop3DeletionTest, ADeletedMessageThatIsBackIsDeletedAgain)
{
    for (int i = 0; i < 3; ++i) {
        server.maildrop = { { "1", mail("one") } };
        synchronized();
        EXPECT_TRUE(server.maildrop.isEmpty());
    }
    EXPECT_EQ(stored(), 1);
}
