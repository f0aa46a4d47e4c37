// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SendingTable.h"

#include "core/store/DraftTable.h"
#include "core/store/OutboxTable.h"
#include "tests/unit/core/store/StoreFixture.h"

namespace golub::test {
namespace {

using store::SentHabit;

class SendingTableTest : public StoreTest
{
protected:
    static MailReport failure(const QString &original, const QString &address = QStringLiteral("ala@example.net"))
    {
        MailReport report;
        report.originalMessageId = original;
        report.news = { { address, DeliveryNews::Kind::Failed, QStringLiteral("5.1.1"), QStringLiteral("no") } };
        return report;
    }
    OutboxId queue(const QString &messageId)
    {
        OutboxEntry entry;
        entry.account = imap;
        entry.subject = QStringLiteral("Plan");
        entry.messageIdHeader = messageId;
        entry.recipients = { { QStringLiteral("ala@example.net") } };
        return must(store->outbox().queue(entry, "m", "m"));
    }
};

TEST_F(SendingTableTest, TheHabitOfAServerIsKeptForEachAccount)
{
    const QString host = QStringLiteral("smtp.example.org");
    EXPECT_EQ(must(store->sending().sentHabit(imap, host)), SentHabit::Unknown);
    must(store->sending().noteSentHabit(imap, host, SentHabit::Keeps));
    must(store->sending().noteSentHabit(imap, host, SentHabit::DoesNot));
    reopen();
    EXPECT_EQ(must(store->sending().sentHabit(imap, host)), SentHabit::DoesNot);
    EXPECT_EQ(must(store->sending().sentHabit(pop3, host)), SentHabit::Unknown);
    EXPECT_EQ(must(store->sending().sentHabit(imap, QStringLiteral("other"))), SentHabit::Unknown);
}

TEST_F(SendingTableTest, AReportThatComesWithItsBodyIsTiedToTheMessage)
{
    const MessageId sent = add(work, 1); // m1@example.net
    const MessageId bounce = add(2);
    store::MessageText text;
    text.report = failure(QStringLiteral("m1@example.net"));
    must(store->messages().storeBody(bounce, "raw", text));
    must(store->messages().storeBody(bounce, "raw", text)); // fetched once more
    const auto news = must(reader()->deliveryNews(sent));
    ASSERT_EQ(news.size(), 1);
    EXPECT_EQ(news.first().address, QStringLiteral("ala@example.net"));
    EXPECT_EQ(news.first().status, QStringLiteral("5.1.1"));
    must(store->messages().remove({ bounce }));
    EXPECT_EQ(must(reader()->deliveryNews(sent)).size(), 1) << "a deleted report still holds";
}

TEST_F(SendingTableTest, OfSeveralReportsOnOneRecipientTheLatestCounts)
{
    const MessageId sent = add(work, 1);
    MailReport delayed = failure(QStringLiteral("m1@example.net"));
    delayed.news.first().kind = DeliveryNews::Kind::Delayed;
    delayed.news.first().date = clock.utcNow();
    must(store->sending().noteReport(imap, QStringLiteral("first@x"), delayed));
    MailReport failed = failure(QStringLiteral("m1@example.net"), QStringLiteral("ALA@example.net"));
    failed.news.first().date = clock.utcNow().addSecs(60);
    must(store->sending().noteReport(imap, QStringLiteral("second@x"), failed));
    const auto news = must(reader()->deliveryNews(sent));
    ASSERT_EQ(news.size(), 1);
    EXPECT_EQ(news.first().kind, DeliveryNews::Kind::Failed);
}

TEST_F(SendingTableTest, AFloodOfReportsIsBounded)
{
    const MessageId sent = add(work, 1);
    for (int i = 0; i < 250; ++i)
        must(store->sending().noteReport(imap, QStringLiteral("r%1@x").arg(i), failure(QStringLiteral("m1@example.net"), QStringLiteral("u%1@x").arg(i))));
    EXPECT_EQ(must(reader()->deliveryNews(sent)).size(), 200);
}

TEST_F(SendingTableTest, OursIsWhatTheLedgerKnowsOrWhatIsOurs)
{
    EXPECT_FALSE(must(reader()->sentOriginal(imap, failure(QStringLiteral("lost@example.org")))).isOurs);
    const OutboxId id = queue(QStringLiteral("lost@example.org"));
    const auto known = must(reader()->sentOriginal(imap, failure(QStringLiteral("lost@example.org"))));
    EXPECT_TRUE(known.isOurs);
    EXPECT_EQ(known.outbox, id);
    EXPECT_EQ(known.subject, QStringLiteral("Plan"));
    EXPECT_FALSE(must(reader()->sentOriginal(pop3, failure(QStringLiteral("lost@example.org")))).isOurs) << "another account's";
    MailReport byEnvelope = failure({});
    byEnvelope.envelopeId = QStringLiteral("lost@example.org");
    EXPECT_EQ(must(reader()->sentOriginal(imap, byEnvelope)).outbox, id);
    add(3); // from somebody else, in the inbox
    EXPECT_FALSE(must(reader()->sentOriginal(imap, failure(QStringLiteral("m3@example.net")))).isOurs);
}

TEST_F(SendingTableTest, AReceiptIsAnsweredOnce)
{
    EXPECT_FALSE(must(reader()->isReceiptAnswered(imap, QStringLiteral("a@x"))));
    must(store->sending().noteReceiptAnswered(imap, QStringLiteral("a@x")));
    EXPECT_TRUE(must(reader()->isReceiptAnswered(imap, QStringLiteral("a@x"))));
    const Outcome again = store->sending().noteReceiptAnswered(imap, QStringLiteral("a@x"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
    must(store->sending().noteReceiptAnswered(pop3, QStringLiteral("a@x")));
}

TEST_F(SendingTableTest, AHandedOverDraftIsNoneUntilItIsTakenBack)
{
    Draft draft;
    draft.account = imap;
    draft.subject = QStringLiteral("Plan");
    draft.wantsReceipt = true;
    draft.undelivered = { QStringLiteral("ala@example.net") };
    const DraftId id = must(store->drafts().save(draft));
    const OutboxId outbox = queue(QStringLiteral("d@x"));
    must(store->drafts().handOver(id, outbox));
    EXPECT_TRUE(must(store->drafts().all()).isEmpty());
    EXPECT_TRUE(must(reader()->drafts()).isEmpty());
    EXPECT_EQ(must(store->drafts().takeBack(outbox)), id);
    ASSERT_EQ(must(store->drafts().all()).size(), 1);
    EXPECT_TRUE(must(store->drafts().find(id)).wantsReceipt);
    EXPECT_EQ(must(store->drafts().find(id)).undelivered, draft.undelivered);
    EXPECT_EQ(errorKind(store->drafts().takeBack(outbox)), ErrorKind::NotFound);
    must(store->drafts().handOver(id, outbox));
    must(store->drafts().forget(outbox));
    EXPECT_EQ(errorKind(store->drafts().find(id)), ErrorKind::NotFound);
}

} // namespace
} // namespace golub::test
