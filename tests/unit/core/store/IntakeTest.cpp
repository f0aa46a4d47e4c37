// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"
#include "core/store/BodyIntake.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QRandomGenerator>

namespace golub::test {
namespace {

using store::BodyIntake;
using Taken = store::MessageTable::Taken;

class IntakeTest : public StoreTest
{
protected:
    //! Text that becomes smaller, and noise that does not.
    static QByteArray letter(int number)
    {
        QRandomGenerator random { quint32(number) };
        QByteArray raw = "letter " + QByteArray::number(number) + "\nword" + QByteArray::number(number) + ' ';
        for (int i = number * 37 % 5000; i > 0; --i)
            raw += char(number % 2 ? 'a' + i % 7 : int(random.bounded(256u)));
        return raw;
    }
    static QList<QByteArray> letters(int first, int count)
    {
        QList<QByteArray> list;
        for (int i = 0; i < count; ++i)
            list.append(letter(first + i));
        return list;
    }
    Taken taken(quint32 uid, const BodyIntake::Taken &body) const { return { incoming(uid, body.text.envelope.subject), body.hash, body.text }; }
    QList<MessageId> find(const QString &query) const
    {
        QList<MessageId> ids;
        for (const MessageSummary &hit : must(reader()->search(query, {}, {}, {}, 100)).hits)
            ids.append(hit.id);
        return ids;
    }
};

TEST_F(IntakeTest, BatchesComeBackInOrderAndDurable)
{
    store->intake().useThread();
    QList<QByteArray> hashes;
    int batches = 0;
    for (int batch = 0; batch < 8; ++batch) {
        store->intake().take(letters(batch * 50, 50), analyze, [&, batch](const Result<BodyIntake::Batch> &result) {
            EXPECT_EQ(batches++, batch);
            for (const auto &body : must(result))
                hashes.append(must(body).hash);
        });
    }
    EXPECT_TRUE(store->intake().isBusy());
    EXPECT_EQ(batches, 0) << "later, never inside of the call";
    EXPECT_EQ(must(store->collectOrphans()), 0) << "what comes in is nobody's yet, but not an orphan";
    ASSERT_TRUE(waitUntil([&] { return batches == 8; }));
    EXPECT_FALSE(store->intake().isBusy());
    ASSERT_EQ(hashes.size(), 400);
    reopen();
    for (int i = 0; i < 400; ++i)
        ASSERT_EQ(must(store->bodies().get(hashes.at(i))), letter(i)) << i;
    EXPECT_EQ(must(store->collectOrphans()), 400) << "no row ever came";
}

TEST_F(IntakeTest, TellsWhenThereIsRoom)
{
    store->intake().useThread();
    bool room = false;
    store->intake().whenBelow(0, [&room] { room = true; });
    EXPECT_TRUE(room) << "at once where nothing waits";
    room = false;
    int done = 0;
    for (int i = 0; i < 3; ++i)
        store->intake().take(letters(i * 10, 10), analyze, [&done](const Result<BodyIntake::Batch> &) { ++done; });
    store->intake().whenBelow(0, [&] {
        EXPECT_EQ(store->intake().bytesUnderWay(), 0);
        room = true;
    });
    EXPECT_FALSE(room);
    ASSERT_TRUE(waitUntil([&room] { return room; }));
    ASSERT_TRUE(waitUntil([&done] { return done == 3; })) << "room is made by reading and compressing, not by the disk";
}

TEST_F(IntakeTest, NobodyIsCalledAfterTheEnd)
{
    store->intake().useThread();
    bool called = false;
    store->intake().take(letters(1, 200), analyze, [&called](const Result<BodyIntake::Batch> &) { called = true; });
    store->intake().whenBelow(0, [&called] { called = true; });
    store.reset();
    QCoreApplication::sendPostedEvents();
    EXPECT_FALSE(called);
}

TEST_F(IntakeTest, WorksInTheCallersThreadToo)
{
    bool called = false;
    store->intake().take(letters(1, 3), analyze, [&](const Result<BodyIntake::Batch> &batch) {
        called = true;
        EXPECT_EQ(must(must(batch).at(2)).text.envelope.subject, u"letter 3");
    });
    EXPECT_TRUE(called);
    const auto same = must(store->intake().takeNow({ letter(1), letter(1) }, analyze));
    EXPECT_EQ(must(same.at(0)).hash, must(same.at(1)).hash) << "equal bytes are stored once";
    EXPECT_EQ(must(store->collectOrphans()), 3);
}

TEST_F(IntakeTest, TakenMessagesAreRowsWithBodies)
{
    const MessageId known = add(2, Flag::Flagged);
    const auto bodies = must(store->intake().takeNow(letters(1, 3), analyze));
    const auto ids = must(store->messages().insertTaken(inbox, { taken(1, *bodies.at(0)), taken(2, *bodies.at(1)), taken(3, *bodies.at(2)) }));
    ASSERT_EQ(ids.size(), 3);
    EXPECT_EQ(ids.at(1), known) << "what is here is not made twice";
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(must(store->messages().body(ids.at(i))), letter(i + 1));
        EXPECT_EQ(find(QStringLiteral("word%1").arg(i + 1)), QList { ids.at(i) });
    }
    EXPECT_EQ(info(inbox).total, 3);
    EXPECT_TRUE(must(store->messages().withoutBody(inbox, 10)).isEmpty());
}

TEST_F(IntakeTest, TakenMessagesAreMatchedWhereSomethingWaits)
{
    const MessageId waiting = add(1);
    must(store->messages().forgetUids(inbox));
    const auto bodies = must(store->intake().takeNow({ QByteArray("Hello\ntext") }, analyze));
    const auto ids = must(store->messages().insertTaken(inbox, { taken(1, *bodies.at(0)) }));
    EXPECT_EQ(ids, QList { waiting });
    EXPECT_EQ(must(store->messages().body(waiting)), "Hello\ntext");
}

TEST_F(IntakeTest, ABulkIsFoundWhenItEndsOrAfterAMoment)
{
    auto bulk = store->bulk();
    const MessageId first = must(store->messages().insertWhole(inbox, incoming(1), "s\nfirst", analyze("s\nfirst")));
    EXPECT_TRUE(find(QStringLiteral("first")).isEmpty()) << "it waits for more";
    clock.advance(std::chrono::seconds(3));
    const MessageId second = must(store->messages().insertWhole(inbox, incoming(2), "s\nsecond", analyze("s\nsecond")));
    EXPECT_EQ(find(QStringLiteral("first")), QList { first }) << "not for long";
    const MessageId third = must(store->messages().insertWhole(inbox, incoming(3), "s\nthird", analyze("s\nthird")));
    bulk.reset();
    EXPECT_EQ(find(QStringLiteral("second")), QList { second });
    EXPECT_EQ(find(QStringLiteral("third")), QList { third });
    bulk = store->bulk();
    must(store->messages().insertWhole(inbox, incoming(4), "s\nfourth", analyze("s\nfourth")));
    reopen();
    EXPECT_EQ(find(QStringLiteral("fourth")).size(), 1) << "a clean end writes what waits";
}

// What waits is bounded by what it takes in memory: of letters of a word that is not the word.
TEST_F(IntakeTest, TinyLettersDoNotGatherUntilTheirWordsAreMuch)
{
    auto bulk = store->bulk();
    const QByteArray hash = must(store->intake().takeNow({ "s\ntiny" }, analyze)).first()->hash;
    QList<store::MessageTable::Taken> taken;
    for (quint32 uid = 1; uid <= 20'000; ++uid)
        taken.append({ incoming(uid), hash, analyze("s\ntiny") });
    must(store->messages().insertTaken(inbox, taken));
    EXPECT_FALSE(find(QStringLiteral("tiny")).isEmpty()) << "no time has passed, and nobody has ended the bulk";
}

TEST_F(IntakeTest, WithoutIndexingNothingIsLostOnlyLater)
{
    store->setIndexing(false);
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nlater", analyze("s\nlater")));
    EXPECT_TRUE(find(QStringLiteral("later")).isEmpty());
    EXPECT_EQ(must(store->continueIndexing(100)), 0) << "not while it is off";
    EXPECT_LT(must(reader()->search(QStringLiteral("later"), {}, {}, {}, 10)).coverage, 1.0);
    reopen();
    EXPECT_EQ(must(store->continueIndexing(100)), 0);
    EXPECT_EQ(find(QStringLiteral("later")), QList { id });
    EXPECT_EQ(must(reader()->search(QStringLiteral("later"), {}, {}, {}, 10)).coverage, 1.0);
}

TEST_F(IntakeTest, AnAccountNeedNotBeIndexed)
{
    Account account = must(store->accounts().find(imap));
    account.sync.index = false;
    must(store->accounts().update(account));
    reopen();
    EXPECT_FALSE(must(store->accounts().find(imap)).sync.index);
    EXPECT_FALSE(store->isIndexing(imap));
    EXPECT_TRUE(store->isIndexing(pop3));
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nsecret", analyze("s\nsecret")));
    add(2);
    EXPECT_TRUE(find(QStringLiteral("secret")).isEmpty());
    EXPECT_EQ(must(reader()->search(QStringLiteral("secret"), {}, {}, {}, 10)).coverage, 1.0) << "all of what is to be found";
    account.sync.index = true;
    must(store->accounts().update(account));
    EXPECT_EQ(must(store->continueIndexing(100)), 0);
    EXPECT_EQ(find(QStringLiteral("secret")), QList { id });
}

} // namespace
} // namespace golub::test
