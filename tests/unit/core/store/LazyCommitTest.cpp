// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/store/StoreFixture.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace {
std::atomic<int> syncs { 0 };
}

// Stands before the C library's, for SQLite too.
extern "C" Q_DECL_EXPORT int fdatasync(int descriptor)
{
    ++syncs;
    return int(syscall(SYS_fdatasync, descriptor));
}

namespace golub::test {
namespace {

class LazyCommitTest : public StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        must(change(u"first"));
        syncs = 0;
    }
    //! A transaction of its own, or a part of the running one.
    Outcome change(QStringView name)
    {
        Account account = must(store->accounts().find(imap));
        account.name = name.toString();
        return store->accounts().update(account);
    }
    QString name() const { return must(store->accounts().find(imap)).name; }
};

TEST_F(LazyCommitTest, BulkTransactionsDoNotWaitForTheDisk)
{
    for (int round = 0; round < 10; ++round)
        must(store->bulkTransaction([this] { return change(u"bulk"); }));
    EXPECT_EQ(syncs, 0);
    EXPECT_EQ(name(), QStringLiteral("bulk"));
}

TEST_F(LazyCommitTest, EveryOtherTransactionIsOnTheDiskWhenItEnds)
{
    must(change(u"alone"));
    EXPECT_GT(syncs.exchange(0), 0);
    must(store->bulkTransaction([this] { return change(u"bulk"); }));
    must(store->transaction([this] { return change(u"behind a bulk transaction"); }));
    EXPECT_GT(syncs.exchange(0), 0);
    must(store->transaction([this] { return store->bulkTransaction([this] { return change(u"bulk inside"); }); }));
    EXPECT_GT(syncs.exchange(0), 0);
}

TEST_F(LazyCommitTest, NothingIsLeftOfABulkTransactionThatFails)
{
    EXPECT_FALSE(store->bulkTransaction([this]() -> Outcome {
        must(change(u"taken back"));
        return Error::of(ErrorKind::Storage);
    }));
    EXPECT_EQ(name(), QStringLiteral("first"));
    must(change(u"alone"));
    EXPECT_GT(syncs, 0);
}

TEST_F(LazyCommitTest, WhoHearsOfABulkTransactionMakesOneThatIsOnTheDisk)
{
    bool heard = false;
    store->setListener([&](const ChangeSet &) {
        if (!std::exchange(heard, true))
            must(change(u"in answer"));
    });
    must(store->bulkTransaction([this] { return change(u"bulk"); }));
    EXPECT_TRUE(heard);
    EXPECT_EQ(name(), QStringLiteral("in answer"));
    EXPECT_GT(syncs, 0);
}

} // namespace
} // namespace golub::test
