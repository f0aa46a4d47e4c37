// SPDX-License-Identifier: GPL-3.0-or-later
// POP3 messages of which only the beginning is here: listed, opened, deleted at the server without being fetched.
#include "core/store/PartialBody.h"
#include "core/sync/Pop3Worker.h"
#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

QByteArray mail(const char *subject, qsizetype size = 10, const char *date = "Thu, 1 Jan 2026 10:00:00 +0000")
{
    return QByteArray("From: Ala <ala@example.org>\r\nSubject: ") + subject + "\r\nMessage-ID: <" + subject + "@example.org>\r\nDate: " + date
        + "\r\n\r\nHello\r\n" + QByteArray(size, 'x') + "\r\n";
}

class Pop3PreviewTest : public StoreFixture
{
protected:
    Pop3PreviewTest() { protocol = IncomingProtocol::Pop3; }
    void startWith(const SyncLimits &limits)
    {
        account.sync = limits;
        worker = std::make_unique<sync::Pop3Worker>(account, *store, *factory, clock, sync::AccountWorker::Hooks());
        worker->setSecret(Secret("secret"));
        worker->start(sync::AccountWorker::Mode::KeepInStep);
        settle();
    }
    Mailbox role(MailboxRole wanted) const { return store->mailboxes().findByRole(account.id, wanted).value_or({}); }
    QList<MessageSummary> in(MailboxRole wanted) const { return reader->window(role(wanted).id, {}, 500).value_or({}); }
    Outcome open(MessageId id)
    {
        std::optional<Outcome> result;
        worker->fetch({ id, sync::Fetch::Extent::Readable }, [&](const Outcome &outcome) { result = outcome; });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    SyncLimits headersOnly = { true };
    std::unique_ptr<sync::Pop3Worker> worker;
};

} // namespace

TEST_F(Pop3PreviewTest, HeadersOnlyListsWithoutFetching)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(headersOnly);
    ASSERT_EQ(in(MailboxRole::Inbox).size(), 2);
    EXPECT_EQ(server.requests, 0);
    EXPECT_FALSE(in(MailboxRole::Inbox).first().hasBody);
    EXPECT_EQ(in(MailboxRole::Inbox).first().from.name, u"Ala");
    clock.advance(6min);
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 2) << "none comes twice";
    EXPECT_EQ(server.maildrop.size(), 2);
}

TEST_F(Pop3PreviewTest, OpeningOneFetchesIt)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(headersOnly);
    const MessageId id = message(role(MailboxRole::Inbox).name.path, QStringLiteral("one")).id;
    ASSERT_TRUE(open(id));
    EXPECT_EQ(store->messages().body(id).value_or({}), server.maildrop.first().raw);
    EXPECT_EQ(server.requests, 1) << "the other one stays where it is";
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 2);
    EXPECT_EQ(store->pop3().find(id)->row.state, store::Pop3Ledger::State::Stored);
}

TEST_F(Pop3PreviewTest, OnlyLargeOnesStayWhereTheAccountSaysSo)
{
    SyncLimits limits;
    limits.maxSize = 5000;
    server.maildrop = { { "a", mail("small") }, { "b", mail("large", 50'000) } };
    startWith(limits);
    EXPECT_TRUE(message(role(MailboxRole::Inbox).name.path, QStringLiteral("small")).hasBody);
    EXPECT_FALSE(message(role(MailboxRole::Inbox).name.path, QStringLiteral("large")).hasBody);
    EXPECT_EQ(message(role(MailboxRole::Inbox).name.path, QStringLiteral("large")).size, server.maildrop.last().raw.size()) << "its real size is shown";
}

TEST_F(Pop3PreviewTest, OldOnesStayWhereTheAccountSaysSo)
{
    SyncLimits limits;
    limits.days = 30;
    const QByteArray today = clock.utcNow().toString(Qt::RFC2822Date).toLatin1();
    server.maildrop = { { "a", mail("old", 10, "Thu, 1 Jan 2015 10:00:00 +0000") }, { "b", mail("new", 10, today.constData()) } };
    startWith(limits);
    EXPECT_FALSE(message(role(MailboxRole::Inbox).name.path, QStringLiteral("old")).hasBody);
    EXPECT_TRUE(message(role(MailboxRole::Inbox).name.path, QStringLiteral("new")).hasBody);
}

TEST_F(Pop3PreviewTest, DeletedHereIsDeletedThereWithoutBeingFetched)
{
    server.maildrop = { { "a", mail("spam") }, { "b", mail("two") } };
    startWith(headersOnly);
    const MessageId spam = message(role(MailboxRole::Inbox).name.path, QStringLiteral("spam")).id;
    ASSERT_TRUE(store->operations().move({ spam }, role(MailboxRole::Trash).id));
    ASSERT_EQ(in(MailboxRole::Trash).size(), 1) << "until then it can be taken back";
    clock.advance(6min);
    ASSERT_EQ(server.maildrop.size(), 1);
    EXPECT_EQ(server.maildrop.first().uidl, "b");
    EXPECT_EQ(server.requests, 0);
    EXPECT_TRUE(in(MailboxRole::Trash).isEmpty()) << "nothing is left that could not be opened";
}

TEST_F(Pop3PreviewTest, TakenBackInTimeItStaysThere)
{
    server.maildrop = { { "a", mail("one") } };
    startWith(headersOnly);
    const auto deleted = store->operations().move({ in(MailboxRole::Inbox).first().id }, role(MailboxRole::Trash).id);
    ASSERT_TRUE(deleted);
    ASSERT_TRUE(store->operations().undo(*deleted));
    clock.advance(6min);
    EXPECT_EQ(server.maildrop.size(), 1);
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 1);
}

TEST_F(Pop3PreviewTest, DeletionThatTheServerDidNotConfirmIsAskedForAgain)
{
    server.maildrop = { { "a", mail("spam") } };
    startWith(headersOnly);
    ASSERT_TRUE(store->operations().move({ in(MailboxRole::Inbox).first().id }, role(MailboxRole::Trash).id));
    server.quitFails = true;
    clock.advance(6min);
    ASSERT_EQ(server.maildrop.size(), 1);
    EXPECT_EQ(in(MailboxRole::Trash).size(), 1);
    server.quitFails = false;
    clock.advance(20min);
    EXPECT_TRUE(server.maildrop.isEmpty());
    EXPECT_EQ(server.requests, 0);
}

TEST_F(Pop3PreviewTest, WithoutLimitsTheRestComes)
{
    server.maildrop = { { "a", mail("one") }, { "b", mail("two") } };
    startWith(headersOnly);
    const MessageId id = message(role(MailboxRole::Inbox).name.path, QStringLiteral("one")).id;
    startWith({});
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 2) << "no second row";
    EXPECT_TRUE(store->messages().body(id)) << "the same row has its body";
}

TEST_F(Pop3PreviewTest, GoneFromTheServerItSaysSo)
{
    server.maildrop = { { "a", mail("one") } };
    startWith(headersOnly);
    server.maildrop.clear();
    const Outcome opened = open(in(MailboxRole::Inbox).first().id);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 1) << "what is here of it stays";
}

TEST_F(Pop3PreviewTest, WhatIsTooLargeIsListedAndHoldsNothingUp)
{
    server.maildrop = { { "a", mail("old") }, { "b", mail("huge") }, { "c", mail("liar") }, { "d", mail("new") } };
    server.saidSizes = { { "b", qint64(300) * 1024 * 1024 } };
    server.endless = { "b", "c" };
    startWith({});
    QStringList whole;
    QStringList listed;
    const QList<MessageSummary> inbox = in(MailboxRole::Inbox);
    for (const MessageSummary &message : inbox)
        (message.hasBody ? whole : listed).append(message.subject);
    whole.sort();
    listed.sort();
    EXPECT_EQ(whole, (QStringList { QStringLiteral("new"), QStringLiteral("old") })) << "also what comes behind it";
    EXPECT_EQ(listed, (QStringList { QStringLiteral("huge"), QStringLiteral("liar") }));
    const int before = server.requests;
    clock.advance(24h);
    EXPECT_EQ(server.requests, before) << "not asked for again and again";
    EXPECT_EQ(in(MailboxRole::Inbox).size(), 4);
    for (const MessageSummary &message : inbox) {
        if (message.hasBody)
            continue;
        const Outcome opened = open(message.id);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(opened.error().text.contains(QStringLiteral("larger"))) << opened.error().text.toStdString();
    }
    EXPECT_EQ(server.maildrop.size(), 4);
}
