// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BackgroundTask.h"
#include "core/store/BodyIntake.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QCoreApplication>

#include <atomic>
#include <csignal>

#include <sys/resource.h>

namespace golub::test {
namespace {

using store::BackgroundTask;

TEST(BackgroundTaskTest, TellsLaterWhatCameOfIt)
{
    BackgroundTask task;
    const auto mine = std::this_thread::get_id();
    std::atomic<bool> elsewhere = false;
    int told = 0;
    for (int i = 0; i < 3; ++i) {
        task.start([&]() -> Outcome { elsewhere = std::this_thread::get_id() != mine; return Error::of(ErrorKind::StorageFull); },
            [&](const Outcome &outcome) {
                EXPECT_EQ(errorKind(outcome), ErrorKind::StorageFull);
                EXPECT_EQ(std::this_thread::get_id(), mine);
                EXPECT_FALSE(task.isBusy());
                ++told;
            });
        EXPECT_TRUE(task.isBusy());
        EXPECT_EQ(told, i) << "never inside of the call";
        ASSERT_TRUE(waitUntil([&] { return told == i + 1; }));
        EXPECT_TRUE(elsewhere);
    }
}

TEST(BackgroundTaskTest, DrainingTellsAtOnceAndOnlyOnce)
{
    BackgroundTask task;
    int told = 0;
    task.drain();
    task.start([]() -> Outcome { return {}; }, [&told](const Outcome &) { ++told; });
    task.drain();
    EXPECT_EQ(told, 1);
    QCoreApplication::sendPostedEvents();
    EXPECT_EQ(told, 1);
}

TEST(BackgroundTaskTest, TheEndWaitsAndTellsNobody)
{
    bool done = false;
    bool told = false;
    {
        BackgroundTask task;
        task.start([&done]() -> Outcome { done = true; return {}; }, [&told](const Outcome &) { told = true; });
    }
    EXPECT_TRUE(done);
    QCoreApplication::sendPostedEvents();
    EXPECT_FALSE(told);
}

class IndexThreadTest : public StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        store->useThreads();
    }
    //! A message with half a megabyte of text, of which the body has the word "word<uid>" only.
    MessageId addLong(quint32 uid)
    {
        const QByteArray raw = "s\nword" + QByteArray::number(uid);
        store::MessageText text = analyze(raw);
        text.text += QByteArrayLiteral(" much more to read").repeated(512 * 1024 / 18);
        return must(store->messages().insertWhole(inbox, incoming(uid), raw, text));
    }
    QList<MessageId> find(quint32 uid) const { return find(QStringLiteral("word%1").arg(uid)); }
    QList<MessageId> find(const QString &query) const
    {
        QList<MessageId> ids;
        for (const MessageSummary &hit : must(reader()->search(query, {}, {}, {}, 100)).hits)
            ids.append(hit.id);
        return ids;
    }
};

TEST_F(IndexThreadTest, WhatABulkBringsIsFoundAndWhatIsRemovedMeanwhileIsNot)
{
    auto bulk = store->bulk();
    QList<MessageId> ids;
    for (quint32 uid = 101; uid <= 130; ++uid)
        ids.append(addLong(uid));
    must(store->messages().remove({ ids.at(3) }));
    bulk.reset();
    const MessageId late = must(store->messages().insertWhole(inbox, incoming(200), "s\nlate", analyze("s\nlate")));
    ASSERT_TRUE(waitUntil([this] { return !find(QStringLiteral("late")).isEmpty(); })) << "behind what is being written";
    EXPECT_EQ(find(QStringLiteral("late")), QList { late });
    for (quint32 uid = 101; uid <= 130; ++uid)
        EXPECT_EQ(find(uid), uid == 104 ? QList<MessageId>() : QList { ids.at(uid - 101) }) << uid;
    EXPECT_EQ(must(reader()->search(QStringLiteral("late"), {}, {}, {}, 10)).coverage, 1.0);
}

TEST_F(IndexThreadTest, WhoBringsMailWaitsForTheIndex)
{
    auto bulk = store->bulk();
    for (quint32 uid = 101; uid <= 130; ++uid)
        addLong(uid);
    bool room = false;
    store->intake().whenBelow(1'000'000, [&room] { room = true; });
    EXPECT_FALSE(room) << "15 MB of text are more than one batch and a half";
    EXPECT_TRUE(waitUntil([&room] { return room; }));
    EXPECT_EQ(store->intake().bytesUnderWay(), 0);
}

TEST_F(IndexThreadTest, AnEndInTheMiddleWritesEverything)
{
    auto bulk = store->bulk();
    for (quint32 uid = 101; uid <= 130; ++uid)
        addLong(uid);
    reopen();
    EXPECT_EQ(must(reader()->search(QStringLiteral("word130"), {}, {}, {}, 10)).coverage, 1.0);
    for (quint32 uid = 101; uid <= 130; ++uid)
        EXPECT_EQ(find(uid).size(), 1) << uid;
}

TEST_F(IndexThreadTest, WhatCouldNotBeWrittenIsIndexedLater)
{
    rlimit unlimited {};
    ::getrlimit(RLIMIT_FSIZE, &unlimited);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit { 1'000'000, unlimited.rlim_max };
    auto bulk = store->bulk();
    // Every word is another one: a segment of several megabytes.
    store::MessageText text = analyze("s\nfull");
    for (int i = 0; i < 700'000; ++i)
        text.text += ' ' + QByteArray::number(quint32(i) * 2654435761u, 36);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(300), "s\nfull", text));
    bool room = false;
    bulk.reset();
    store->intake().whenBelow(1000, [&room] { room = true; });
    EXPECT_TRUE(waitUntil([&room] { return room; }));
    must(store->continueIndexing(0)); // waits for the thread
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    std::signal(SIGXFSZ, handler);
    EXPECT_TRUE(find(QStringLiteral("full")).isEmpty());
    EXPECT_EQ(must(store->messages().body(id)), "s\nfull") << "mail goes on";
    EXPECT_EQ(must(store->continueIndexing(100)), 0);
    EXPECT_EQ(find(QStringLiteral("full")), QList { id });
}

} // namespace
} // namespace golub::test
