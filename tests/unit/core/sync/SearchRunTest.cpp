// SPDX-License-Identifier: GPL-3.0-or-later
// Searches that the server carries out.
#include "core/sync/SearchRun.h"

#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;

namespace {

RemoteQuery remote(const char *query, bool gmail = false)
{
    const auto parsed = search::parseQuery(QString::fromUtf8(query));
    EXPECT_TRUE(parsed) << query;
    return sync::remoteQueryOf(parsed.value_or({}), gmail);
}

class ServerSearchTest : public WorkerFixture
{
protected:
    Result<sync::ServerHits> search(const char *query, const QStringList &paths, int rows = 500)
    {
        sync::ServerSearch wanted { remote(query), {}, rows };
        for (const QString &path : paths)
            wanted.mailboxes.append(mailbox(path).id);
        std::optional<Result<sync::ServerHits>> result;
        worker->search(wanted, [&](const Result<sync::ServerHits> &hits) { result = hits; });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    QStringList subjectsOf(const QList<MessageId> &ids) const
    {
        QStringList list;
        for (const MessageSummary &summary : reader->summaries(ids).value_or({}))
            list.append(summary.subject);
        return list;
    }
};

} // namespace

TEST(RemoteQueryOf, SaysWhatTheUserTyped)
{
    const RemoteQuery query = remote("zażółć from:ola -subject:nie is:unread after:2026-01-02 before:2026-02-01 larger:10k");
    ASSERT_EQ(query.groups.size(), 3);
    EXPECT_EQ(query.groups.at(0).first().text, QString::fromUtf8("zażółć"));
    EXPECT_EQ(query.groups.at(1).first().field, RemoteQuery::Term::Field::From);
    EXPECT_EQ(query.groups.at(2).first().field, RemoteQuery::Term::Field::Subject);
    EXPECT_TRUE(query.groups.at(2).first().negated);
    EXPECT_TRUE(query.without.has(Flag::Seen));
    EXPECT_EQ(query.since, QDate(2026, 1, 2));
    EXPECT_EQ(query.before, QDate(2026, 2, 1));
    EXPECT_GE(query.largerThan, 10'000);
    EXPECT_TRUE(query.gmail.isEmpty());
}

TEST(RemoteQueryOf, SpeaksGmailsOwnLanguageToGmail)
{
    const RemoteQuery query = remote("\"quarterly report\" from:ola (has:attachment)", false);
    EXPECT_TRUE(query.gmail.isEmpty());
    EXPECT_EQ(remote("\"quarterly report\" from:ola has:attachment", true).gmail, u"has:attachment \"quarterly report\" from:\"ola\"");
    EXPECT_EQ(remote("a OR b -c", true).gmail, u"{\"a\" \"b\"} -\"c\"");
    EXPECT_TRUE(remote("a is:flagged", true).with.has(Flag::Flagged));
}

TEST_F(ServerSearchTest, FindsInBodiesThatAreNotHere)
{
    account.sync.headersOnly = true;
    makeWorker();
    server.deliver(Inbox, QStringLiteral("one"), "Nothing to see\r\n");
    server.deliver(Inbox, QStringLiteral("two"), "The treasure is here\r\n");
    start();
    EXPECT_EQ(reader->search(QStringLiteral("treasure"), account.id, {}, {}, 10)->total, 0);
    const auto hits = search("treasure", { Inbox });
    ASSERT_TRUE(hits);
    EXPECT_EQ(hits->total, 1);
    EXPECT_EQ(subjectsOf(hits->messages), QStringList { QStringLiteral("two") });
}

TEST_F(ServerSearchTest, WhatIsInAFolderThatDoesNotComeGetsARow)
{
    account.sync.folders = { QStringLiteral("Nothing else") };
    makeWorker();
    server.deliver(Work, QStringLiteral("far"), "treasure\r\n");
    server.deliver(Work, QStringLiteral("other"), "stones\r\n");
    start();
    ASSERT_TRUE(messages(Work).isEmpty());
    const auto hits = search("treasure", { Inbox, Work });
    ASSERT_TRUE(hits);
    EXPECT_EQ(subjectsOf(hits->messages), QStringList { QStringLiteral("far") });
    EXPECT_EQ(subjects(Work), QStringList { QStringLiteral("far") }) << "one row, of what was found";
    std::optional<Outcome> fetched;
    worker->fetchBody(hits->messages.first(), [&](const Outcome &outcome) { fetched = outcome; });
    settle();
    EXPECT_TRUE(fetched && *fetched) << "and it can be opened";
    ASSERT_TRUE(synchronize({ Work }));
    EXPECT_EQ(subjects(Work).size(), 2) << "a later synchronisation brings the rest";
}

TEST_F(ServerSearchTest, OfManyOnlyTheNewestGetRows)
{
    account.sync.folders = { QStringLiteral("Nothing else") };
    makeWorker();
    for (int i = 0; i < 20; ++i)
        server.deliver(Work, QString::number(i), "treasure\r\n");
    start();
    const auto hits = search("treasure", { Work }, 5);
    ASSERT_TRUE(hits);
    EXPECT_EQ(hits->total, 20);
    EXPECT_EQ(hits->messages.size(), 5);
    EXPECT_EQ(messages(Work).size(), 5);
    EXPECT_TRUE(subjects(Work).contains(QStringLiteral("19")));
}

TEST_F(ServerSearchTest, AFolderThatCannotBeSearchedDoesNotHideTheOthers)
{
    server.deliver(Inbox, QStringLiteral("here"), "treasure\r\n");
    server.box(Work);
    start();
    server.selectErrors.insert({ Work, Error::of(ErrorKind::ServerRefused) });
    const auto both = search("treasure", { Work, Inbox });
    ASSERT_TRUE(both);
    EXPECT_EQ(both->messages.size(), 1);
    EXPECT_FALSE(search("treasure", { Work })) << "where nothing could be searched, that is said";
}
