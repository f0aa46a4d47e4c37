// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchIndex.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QFile>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace {
std::atomic<int> syncs { 0 };
std::atomic<int> indexSyncs { 0 };

bool isOfTheIndex(int descriptor)
{
    return QFile::symLinkTarget(QStringLiteral("/proc/self/fd/%1").arg(descriptor)).contains(QStringLiteral("search.sqlite"));
}
} // namespace

// Stands before the C library's, for SQLite too.
extern "C" Q_DECL_EXPORT int fdatasync(int descriptor)
{
    ++syncs;
    if (isOfTheIndex(descriptor))
        ++indexSyncs;
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
        indexSyncs = 0;
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

TEST_F(LazyCommitTest, TheIndexSaysOnTheDiskThatItMayLackSomething)
{
    while (must(store->continueIndexing(100)) > 0) { }
    reopen(); // it is complete
    indexSyncs = 0;
    add(1);
    EXPECT_EQ(indexSyncs.exchange(0), 2); // SQLite's log waits for its head by itself; the mark is the second
    add(2);
    EXPECT_EQ(indexSyncs, 0); // once is enough
}

// A loss of power: the rows are gone, their documents are not.
TEST_F(LazyCommitTest, IdsOfMessagesThatWereLostAreNotGivenAgain)
{
    const QString mail = dir.filePath(QStringLiteral("mail.sqlite"));
    add(1);
    store.reset();
    ASSERT_TRUE(QFile::copy(mail, mail + QStringLiteral(".before")));
    openStore();
    const MessageId lost = must(store->messages().insert(inbox, incoming(2, QStringLiteral("Heron"))));
    store.reset();
    ASSERT_TRUE(QFile::remove(mail) && QFile::rename(mail + QStringLiteral(".before"), mail));

    openStore();
    while (must(store->continueIndexing(100)) > 0) { }
    const MessageId next = must(store->messages().insert(inbox, incoming(2, QStringLiteral("Pigeon"))));
    EXPECT_GT(next.value, lost.value);
    EXPECT_EQ(must(reader()->search(QStringLiteral("heron"), {}, {}, {}, 10)).total, 0);
    const auto found = must(reader()->search(QStringLiteral("pigeon"), {}, {}, {}, 10));
    ASSERT_EQ(found.hits.size(), 1);
    EXPECT_EQ(found.hits.first().id.value, next.value);
    store.reset();
    const auto index = store::SearchIndex::open(dir.filePath(QStringLiteral("search.sqlite")));
    for (const auto &[message, whole] : must(index->indexed()))
        EXPECT_NE(message, lost.value);
}

} // namespace
} // namespace golub::test
