// SPDX-License-Identifier: GPL-3.0-or-later
// Rows in bulk, made in the store's own thread while mail is received.
#include "core/store/BodyIntake.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QCoreApplication>
#include <QSemaphore>

#include <atomic>
#include <thread>

namespace golub::test {
namespace {

class BehindTest : public StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        store->useThreads();
        store->setListener([this](const ChangeSet &changes) {
            EXPECT_EQ(std::this_thread::get_id(), mine) << "the owner is told, in its own thread";
            told.unite(changes);
        });
    }
    //! A transaction that begins when \a mayGoOn is released.
    std::function<Outcome()> adding(quint32 uid)
    {
        return [this, uid] {
            mayGoOn.acquire();
            elsewhere = std::this_thread::get_id() != mine;
            return store->bulkTransaction([&] { return add(uid); });
        };
    }
    Outcome add(quint32 uid)
    {
        const QByteArray raw = "s\nword" + QByteArray::number(uid);
        const auto id = store->messages().insertWhole(inbox, incoming(uid), raw, analyze(raw));
        return id ? Outcome() : Outcome(id.error());
    }
    qsizetype found(quint32 uid) const
    {
        return must(reader()->search(QStringLiteral("word%1").arg(uid), {}, {}, {}, 10)).hits.size();
    }
    MessageId byUid(quint32 uid) const { return must(store->messages().findByUid(inbox, { uid })); }

    const std::thread::id mine = std::this_thread::get_id();
    QSemaphore mayGoOn;
    std::atomic<bool> elsewhere = false;
    ChangeSet told;
};

TEST_F(BehindTest, IsDoneElsewhereAndToldHere)
{
    std::optional<Outcome> done;
    store->behind(adding(7), [&](const Outcome &outcome) {
        EXPECT_EQ(std::this_thread::get_id(), mine);
        done = outcome;
    });
    QCoreApplication::sendPostedEvents();
    EXPECT_FALSE(done) << "nobody waits for it";
    mayGoOn.release();
    ASSERT_TRUE(waitUntil([&] { return done.has_value(); }));
    EXPECT_TRUE(*done);
    EXPECT_TRUE(elsewhere);
    EXPECT_TRUE(told.added.contains(byUid(7)));
    EXPECT_EQ(found(7), 1);
}

TEST_F(BehindTest, WhoUsesTheStoreMeanwhileWaitsAndSeesIt)
{
    bool isTold = false;
    store->behind(adding(7), [&](const Outcome &) { isTold = true; });
    mayGoOn.release();
    EXPECT_TRUE(byUid(7).isValid());
    EXPECT_FALSE(isTold) << "never inside of another call";
    must(add(8));
    EXPECT_TRUE(told.added.contains(byUid(7)) && told.added.contains(byUid(8))) << "in their order";
    EXPECT_EQ(found(7), 1);
    ASSERT_TRUE(waitUntil([&] { return isTold; }));
    EXPECT_EQ(found(8), 1);
}

TEST_F(BehindTest, OneAfterTheOther)
{
    QList<int> order;
    for (quint32 uid = 1; uid <= 5; ++uid)
        store->behind(adding(uid), [&order, uid](const Outcome &) { order.append(int(uid)); });
    mayGoOn.release(5);
    ASSERT_TRUE(waitUntil([&] { return order.size() == 5; }));
    EXPECT_EQ(order, QList<int>({ 1, 2, 3, 4, 5 }));
}

TEST_F(BehindTest, AFailureLeavesNothingAndIsTold)
{
    std::optional<Outcome> done;
    const auto fails = [this]() -> Outcome {
        return store->bulkTransaction([this]() -> Outcome {
            if (const Outcome added = add(7); !added)
                return added;
            return Error::of(ErrorKind::StorageFull);
        });
    };
    store->behind(fails, [&](const Outcome &outcome) { done = outcome; });
    ASSERT_TRUE(waitUntil([&] { return done.has_value(); }));
    EXPECT_EQ(errorKind(*done), ErrorKind::StorageFull);
    EXPECT_FALSE(store->messages().findByUid(inbox, { 7 }));
    EXPECT_TRUE(told.isEmpty());
    EXPECT_EQ(found(7), 0);
}

TEST_F(BehindTest, WhatTheOwnerTakesBackTakesNothingElseWithIt)
{
    bool isTold = false;
    store->behind(adding(7), [&](const Outcome &) { isTold = true; });
    mayGoOn.release();
    const Outcome failed = store->transaction([this]() -> Outcome {
        if (const Outcome added = add(8); !added)
            return added;
        return Error::of(ErrorKind::Internal);
    });
    EXPECT_FALSE(failed);
    ASSERT_TRUE(waitUntil([&] { return isTold; }));
    EXPECT_EQ(found(7), 1);
    EXPECT_EQ(found(8), 0);
    EXPECT_TRUE(told.added.contains(byUid(7)));
}

TEST_F(BehindTest, TheEndKeepsWhatIsBeingDone)
{
    store->behind(adding(7), [](const Outcome &) { ADD_FAILURE() << "the one who would hear it is going"; });
    mayGoOn.release();
    static_cast<void>(byUid(7)); // it has begun, and ended; nobody has been told
    store->setListener({});
    reopen();
    EXPECT_TRUE(byUid(7).isValid());
    EXPECT_EQ(found(7), 1) << "by its words, too";
    EXPECT_EQ(must(reader()->search(QStringLiteral("word7"), {}, {}, {}, 10)).coverage, 1.0);
}

TEST_F(BehindTest, WhatIsOnItsWayIsNoOrphan)
{
    const QByteArray raw = "s\non its way";
    store::BodyIntake::Batch batch = must(store->intake().takeNow({ raw }, analyze));
    std::optional<Outcome> done;
    const auto attach = [this, &batch]() -> Outcome {
        mayGoOn.acquire();
        return store->bulkTransaction([&]() -> Outcome {
            const auto ids = store->messages().insertTaken(inbox, { { incoming(7), batch.first()->hash, batch.first()->text } });
            return ids ? Outcome() : Outcome(ids.error());
        });
    };
    store->behind(attach, [&](const Outcome &outcome) { done = outcome; });
    EXPECT_EQ(must(store->collectOrphans()), 0);
    mayGoOn.release();
    ASSERT_TRUE(waitUntil([&] { return done.has_value(); }));
    EXPECT_EQ(must(store->messages().body(byUid(7))), raw);
}

} // namespace
} // namespace golub::test
