// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"
#include "core/store/sqlite/Database.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <sqlite3.h>

namespace golub::test {
namespace {

//! Steps of SQLite's machine, over every connection.
struct Cost {
    int scans = 0; //!< rows visited by full table scans
    int sorts = 0;
    int steps = 0;
};

Cost theCost;

//! Everything that a reader asks, as SQLite really carries it out: no statement of a list may look at all rows, or sort.
class QueryPlanTest : public StoreTest
{
protected:
    void SetUp() override
    {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch)); // every connection from here on
        StoreTest::SetUp();
        must(store->transaction([&]() -> Outcome {
            for (quint32 uid = 1; uid <= 3000; ++uid)
                add(uid % 3 == 0 ? archive : inbox, uid, uid % 5 == 0 ? Flags(Flag::Seen) : Flags());
            return {};
        }));
    }
    void TearDown() override
    {
        store.reset();
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch));
    }
    //! What \a reading costs on a reader of its own.
    Cost costOf(const std::function<void(store::StoreReader &)> &reading) const
    {
        const auto window = reader();
        return cost([&] { reading(*window); });
    }
    //! What \a calls cost the writer or anybody else.
    static Cost cost(const std::function<void()> &calls)
    {
        theCost = Cost();
        calls();
        return theCost;
    }

private:
    static int watch(sqlite3 *database, const char **, const void *)
    {
        return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, &finished, nullptr);
    }
    static int finished(unsigned, void *, void *statement, void *)
    {
        auto *done = static_cast<sqlite3_stmt *>(statement);
        theCost.scans += sqlite3_stmt_status(done, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
        theCost.sorts += sqlite3_stmt_status(done, SQLITE_STMTSTATUS_SORT, 1);
        theCost.steps += sqlite3_stmt_status(done, SQLITE_STMTSTATUS_VM_STEP, 1);
        return 0;
    }
};

TEST_F(QueryPlanTest, WindowsCostWhatTheyShow)
{
    const Cost first = costOf([&](store::StoreReader &window) { EXPECT_EQ(must(window.window(inbox, {}, 50)).size(), 50); });
    EXPECT_EQ(first.scans, 0);
    EXPECT_EQ(first.sorts, 0);
    EXPECT_LT(first.steps, 50 * 40);
    const MessageSummary middle = must(reader()->windowAt(inbox, 1000, 1)).first();
    const Cost later = costOf([&](store::StoreReader &window) {
        EXPECT_EQ(must(window.window(inbox, { middle.date.toMSecsSinceEpoch(), middle.id.value }, 50)).size(), 50);
    });
    EXPECT_EQ(later.scans, 0);
    EXPECT_EQ(later.sorts, 0);
    EXPECT_LT(later.steps, 50 * 40) << "behind a cursor it costs no more than at the top";
    const Cost offset = costOf([&](store::StoreReader &window) { EXPECT_EQ(must(window.windowAt(inbox, 1900, 50)).size(), 50); });
    EXPECT_EQ(offset.scans, 0);
    EXPECT_EQ(offset.sorts, 0);
}

TEST_F(QueryPlanTest, CountersAreKeptNotCounted)
{
    const Cost cost = costOf([&](store::StoreReader &window) {
        EXPECT_EQ(must(window.count(inbox)), 2000);
        EXPECT_EQ(must(window.mailbox(inbox)).unread, 1600);
    });
    EXPECT_LT(cost.steps, 200);
    const Cost all = costOf([&](store::StoreReader &window) { EXPECT_EQ(must(window.mailboxes()).size(), 10); });
    EXPECT_LT(all.steps, 2000) << "ten mailboxes, not their messages";
}

TEST_F(QueryPlanTest, PositionReadsTheIndexAlone)
{
    const MessageId newest = must(reader()->windowAt(inbox, 3, 1)).first().id;
    const Cost cost = costOf([&](store::StoreReader &window) { EXPECT_EQ(must(window.position(newest)), 3); });
    EXPECT_EQ(cost.scans, 0);
    EXPECT_EQ(cost.sorts, 0);
    EXPECT_LT(cost.steps, 200);
}

TEST_F(QueryPlanTest, SynchronisingLooksOnlyAtWhatItAsksFor)
{
    const Cost bodies = cost([&] { EXPECT_EQ(must(store->messages().withoutBody(inbox, 20)).size(), 20); });
    EXPECT_EQ(bodies.scans, 0);
    EXPECT_EQ(bodies.sorts, 0);
    EXPECT_LT(bodies.steps, 20 * 30);
    const Cost known = cost([&] { EXPECT_TRUE(store->messages().findByUid(inbox, { 1 }).has_value()); });
    EXPECT_LT(known.steps, 50);
    const Cost next = cost([&] { EXPECT_FALSE(store->operations().nextPending(imap).has_value()); });
    EXPECT_LT(next.steps, 100);
    const Cost insertion = cost([&] { add(5000); });
    EXPECT_EQ(insertion.scans, 0);
    EXPECT_LT(insertion.steps, 2000);
    const Cost change = cost([&] { must(store->messages().setServerFlags({ 7 }, Flag::Flagged, {})); });
    EXPECT_EQ(change.scans, 0);
    EXPECT_LT(change.steps, 500);
}

TEST_F(QueryPlanTest, PlansNameTheirIndexes)
{
    auto database = store::Database::open(dir.filePath(QStringLiteral("mail.sqlite")), store::Database::Mode::Read);
    const std::pair<const char *, const char *> plans[] {
        { "EXPLAIN QUERY PLAN SELECT m.subject FROM messages m WHERE m.mailbox = 1 AND m.hidden = 0 AND (m.date_ms, m.id) < (5, 5) "
          "ORDER BY m.date_ms DESC, m.id DESC LIMIT 50",
            "USING INDEX messages_list" },
        { "EXPLAIN QUERY PLAN SELECT count(*) FROM messages m WHERE m.mailbox = 1 AND m.hidden = 0 AND (m.date_ms, m.id) > (5, 5)",
            "USING COVERING INDEX messages_list" },
        { "EXPLAIN QUERY PLAN SELECT id FROM messages WHERE mailbox = 1 AND uid = 5 AND uid > 0", "USING COVERING INDEX messages_by_uid" },
        { "EXPLAIN QUERY PLAN SELECT id FROM messages WHERE mailbox = 1 AND message_id = 'x' AND uid = 0 AND hidden = 0", "messages_waiting" },
        { "EXPLAIN QUERY PLAN SELECT operation FROM operation_targets t WHERE t.live = 1 AND t.source_mailbox = 1 AND t.source_uid = 1",
            "operation_targets_source" },
        { "EXPLAIN QUERY PLAN SELECT operation FROM operation_targets t WHERE t.message = 1 AND t.live = 1 AND t.operation > 0 ORDER BY t.operation",
            "operation_targets_live" },
        { "EXPLAIN QUERY PLAN SELECT m.subject FROM messages m WHERE m.hidden = 0 AND (m.date_ms, m.id) < (5, 5) ORDER BY m.date_ms DESC, m.id "
          "DESC LIMIT 50",
            "messages_by_date" },
    };
    for (const auto &[sql, index] : plans) {
        store::Statement plan(**database, sql);
        QString text;
        while (plan.next())
            text += plan.text(3) + u'\n';
        EXPECT_TRUE(text.contains(QLatin1String(index))) << sql << "\n" << qPrintable(text);
        EXPECT_FALSE(text.contains(QStringLiteral("TEMP B-TREE"))) << sql << "\n" << qPrintable(text);
    }
}

TEST_F(QueryPlanTest, CompletionReadsLinesInsteadOfContacts)
{
    QList<store::ContactTable::Seen> people;
    for (int i = 0; i < 3000; ++i)
        people.append({ { QStringLiteral("Jan %1").arg(i), QStringLiteral("jan%1@example.org").arg(i) }, clock.utcNow() });
    must(store->contacts().collect(people, false));
    must(store->contacts().collect({ { QStringLiteral("Ala"), QStringLiteral("ala@example.org") } }, clock.utcNow(), false));
    const Cost cost = costOf([&](store::StoreReader &window) { EXPECT_EQ(must(window.completeAddress(QStringLiteral("jan29 ex"), 10)).size(), 10); });
    EXPECT_LT(cost.steps, 10'000) << "those that are newer than the lines, and a hundred that fit";
}

TEST_F(QueryPlanTest, SearchStreamsNewestFirst)
{
    const Cost ten = costOf([&](store::StoreReader &window) {
        const auto hits = must(window.search(QStringLiteral("hello"), {}, {}, {}, 10));
        EXPECT_EQ(hits.total, 3000);
    });
    EXPECT_EQ(ten.sorts, 0);
}

} // namespace
} // namespace golub::test
