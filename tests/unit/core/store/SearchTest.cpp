// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"
#include "core/store/SearchIndex.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QFile>
#include <QRandomGenerator>

namespace golub::test {
namespace {

class SearchTest : public StoreTest
{
protected:
    MessageId letter(quint32 uid, const QString &subject, const QString &text, MailboxId where = {})
    {
        const QByteArray raw = (subject + u'\n' + text).toUtf8();
        return must(store->messages().insertWhole(where.isValid() ? where : inbox, incoming(uid, subject), raw, analyze(raw)));
    }
    QList<MessageId> find(const QString &query, AccountId account = {}, MailboxId mailbox = {})
    {
        const auto hits = must(reader()->search(query, account, mailbox, {}, 100));
        EXPECT_EQ(hits.total, hits.hits.size()) << qPrintable(query);
        QList<MessageId> ids;
        for (const MessageSummary &summary : hits.hits)
            ids.append(summary.id);
        return ids;
    }
    QList<MessageId> find(const char16_t *query) { return find(QString::fromUtf16(query)); }
    using Ids = QList<MessageId>;
};

TEST_F(SearchTest, PolishCroatianRussianJapanese)
{
    const MessageId pl = letter(1, QStringLiteral("Żółty ser"), QStringLiteral("W Łodzi świeci słońce."));
    const MessageId hr = letter(2, QStringLiteral("Sastanak"), QStringLiteral("Vidimo se u Đurđevcu, Šime."));
    const MessageId ru = letter(3, QStringLiteral("Ёлка"), QStringLiteral("Приходите на праздник в Москву"));
    const MessageId ja = letter(4, QStringLiteral("会議のお知らせ"), QStringLiteral("明日、東京駅で会いましょう。メールをください。"));
    EXPECT_EQ(find(u"zolty"), Ids { pl });
    EXPECT_EQ(find(u"ŻÓŁTY"), Ids { pl });
    EXPECT_EQ(find(u"lodz"), Ids { pl });
    EXPECT_EQ(find(u"durdev"), Ids { hr });
    EXPECT_EQ(find(u"šime"), Ids { hr });
    EXPECT_EQ(find(u"елка"), Ids { ru });
    EXPECT_EQ(find(u"ПРАЗД"), Ids { ru });
    EXPECT_EQ(find(u"東京"), Ids { ja });
    EXPECT_EQ(find(u"京駅"), Ids { ja });
    EXPECT_EQ(find(u"東京駅"), Ids { ja });
    EXPECT_EQ(find(u"駅"), Ids { ja });
    EXPECT_EQ(find(u"東京都"), Ids {});
    EXPECT_EQ(find(u"メール"), Ids { ja });
    EXPECT_EQ(find(u"お知らせ"), Ids { ja });
    EXPECT_EQ(find(u"jan@example"), (Ids { ja, ru, hr, pl })) << "the sender, newest first";
}

TEST_F(SearchTest, WordsPhrasesFieldsAndExclusions)
{
    const MessageId a = letter(1, QStringLiteral("Quarterly report"), QStringLiteral("the big red fox"));
    const MessageId b = letter(2, QStringLiteral("Fox hunting"), QStringLiteral("a red big report, draft"));
    EXPECT_EQ(find(u"rep"), (Ids { b, a }));
    EXPECT_EQ(find(u"\"rep\""), Ids {}) << "a phrase is exact";
    EXPECT_EQ(find(u"\"big red\""), Ids { a });
    EXPECT_EQ(find(u"big red"), (Ids { b, a }));
    EXPECT_EQ(find(u"report -draft"), Ids { a });
    EXPECT_EQ(find(u"-draft"), Ids { a });
    EXPECT_EQ(find(u"subject:fox"), Ids { b });
    EXPECT_EQ(find(u"quarterly OR hunting"), (Ids { b, a }));
    EXPECT_EQ(find(u"body:quarterly"), Ids {});
    EXPECT_EQ(find(u"to:ala from:kowalski fox"), (Ids { b, a }));
    EXPECT_EQ(find(u"from:ala"), Ids {});
    EXPECT_EQ(find(u"!!!"), Ids {});
    EXPECT_EQ(find(u""), Ids {});
    EXPECT_EQ(errorKind(reader()->search(QStringLiteral("is:blue"), {}, {}, {}, 10)), ErrorKind::InvalidInput);
}

TEST_F(SearchTest, FiltersJoinTheMessages)
{
    const MessageId a = letter(1, QStringLiteral("plan"), QStringLiteral("x"));
    const MessageId b = letter(2, QStringLiteral("plan"), QStringLiteral("y"), archive);
    const MessageId pop = must(store->messages().insertWhole(popMailbox(MailboxRole::Inbox), incoming(0, QStringLiteral("plan")), "plan\nz", analyze("plan\nz")));
    must(store->operations().changeFlags({ a }, Flag::Seen, {}));
    EXPECT_EQ(find(QStringLiteral("plan"), imap), (Ids { b, a }));
    EXPECT_EQ(find(QStringLiteral("plan"), {}, archive), Ids { b });
    EXPECT_EQ(find(u"plan is:read"), Ids { a });
    EXPECT_EQ(find(u"is:unread"), (Ids { b, pop })) << "filters alone list messages, newest first";
    EXPECT_EQ(find(u"plan in:archive"), Ids { b });
    EXPECT_EQ(find(u"plan in:nowhere"), Ids {});
    EXPECT_EQ(find(u"plan larger:1001"), Ids { b });
    EXPECT_EQ(find(u"plan after:2030-01-01"), Ids {});
    EXPECT_EQ(find(u"plan before:2030-01-01").size(), 3);
}

TEST_F(SearchTest, HeadersFirstThenTheBodyCounts)
{
    const MessageId id = add(1);
    EXPECT_EQ(find(u"hello"), Ids { id });
    EXPECT_EQ(must(reader()->search(QStringLiteral("hello"), {}, {}, {}, 10)).coverage, 0.0);
    EXPECT_EQ(find(u"-secret"), Ids { id });
    must(store->messages().storeBody(id, "Hello\nsecret words", analyze("Hello\nsecret words")));
    EXPECT_EQ(find(u"secret hello"), Ids { id });
    EXPECT_EQ(find(u"hello"), Ids { id }) << "found once, not by both documents";
    EXPECT_EQ(find(u"hello -secret"), Ids {}) << "the document made from the headers must not answer any more";
    EXPECT_EQ(find(u"-secret"), Ids {});
    EXPECT_EQ(must(reader()->search(QStringLiteral("hello"), {}, {}, {}, 10)).coverage, 1.0);
}

TEST_F(SearchTest, MovedIsFoundAndRemovedIsNot)
{
    const MessageId a = letter(1, QStringLiteral("plan"), QStringLiteral("x"));
    const MessageId b = letter(2, QStringLiteral("plan"), QStringLiteral("y"));
    must(store->operations().move({ a }, archive));
    EXPECT_EQ(find(QStringLiteral("plan"), {}, archive), Ids { a });
    must(store->operations().expunge({ b }));
    EXPECT_EQ(find(u"plan"), Ids { a });
    must(store->messages().remove({ a }));
    EXPECT_EQ(find(u"plan"), Ids {});
    const MessageId copySource = letter(3, QStringLiteral("other"), QStringLiteral("deep text"));
    must(store->operations().copy({ copySource }, archive));
    EXPECT_EQ(find(u"deep").size(), 2);
}

TEST_F(SearchTest, NewestFirstInWhateverOrderTheyCame)
{
    QList<MessageId> byAge;
    must(store->transaction([&]() -> Outcome { // a first synchronisation brings the newest first
        for (quint32 uid = 60; uid > 40; --uid)
            byAge.append(letter(uid, QStringLiteral("plan %1").arg(uid), {}));
        return {};
    }));
    for (quint32 uid = 40; uid > 20; --uid)
        byAge.append(letter(uid, QStringLiteral("plan %1").arg(uid), {}));
    EXPECT_EQ(find(u"plan"), byAge);
    const auto window = reader();
    QList<MessageId> paged;
    ListCursor cursor;
    while (true) {
        const auto hits = must(window->search(QStringLiteral("plan"), {}, {}, cursor, 7));
        EXPECT_EQ(hits.total, 40);
        if (hits.hits.isEmpty())
            break;
        for (const MessageSummary &hit : hits.hits)
            paged.append(hit.id);
        cursor = { hits.hits.last().date.toMSecsSinceEpoch(), hits.hits.last().id.value };
    }
    EXPECT_EQ(paged, byAge);
}

TEST_F(SearchTest, RolledBackMessagesAreNotFound)
{
    EXPECT_FALSE(store->transaction([&]() -> Outcome {
        letter(1, QStringLiteral("phantom"), QStringLiteral("text"));
        return Error::of(ErrorKind::Cancelled);
    }));
    const MessageId real = letter(2, QStringLiteral("real"), QStringLiteral("text")); // may get the same id
    EXPECT_EQ(find(u"phantom"), Ids {});
    EXPECT_EQ(find(u"real"), Ids { real });
    EXPECT_EQ(find(u"text"), Ids { real });
}

TEST_F(SearchTest, LostOrDamagedIndexIsMadeAnew)
{
    const MessageId whole = letter(1, QStringLiteral("plan"), QStringLiteral("deep text"));
    const MessageId bare = add(2);
    const QString path = dir.filePath(QStringLiteral("search.sqlite"));
    for (const bool damage : { false, true }) {
        store.reset();
        ASSERT_TRUE(QFile::remove(path));
        if (damage) {
            QFile file(path);
            ASSERT_TRUE(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(5000, 'x'));
        }
        openStore();
        EXPECT_EQ(find(u"deep"), Ids {});
        EXPECT_EQ(must(reader()->search(QStringLiteral("deep"), {}, {}, {}, 10)).coverage, 0.0);
        EXPECT_EQ(must(store->continueIndexing(1)), 1) << "the newest first, one left";
        EXPECT_EQ(find(u"hello"), Ids { bare });
        EXPECT_EQ(must(store->continueIndexing(100)), 0);
        EXPECT_EQ(find(u"deep"), Ids { whole });
    }
    reopen();
    EXPECT_EQ(must(store->continueIndexing(100)), 0);
    EXPECT_EQ(find(u"deep"), Ids { whole });
}

TEST_F(SearchTest, DamagedIndexFindsNothingButHurtsNobody)
{
    letter(1, QStringLiteral("plan"), QStringLiteral("x"));
    store.reset();
    QFile file(dir.filePath(QStringLiteral("search.sqlite")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const auto window = reader();
    const auto hits = must(window->search(QStringLiteral("plan"), {}, {}, {}, 10));
    EXPECT_TRUE(hits.hits.isEmpty());
    EXPECT_EQ(hits.coverage, 0.0);
    EXPECT_EQ(must(window->count(inbox)), 1);
}

TEST_F(SearchTest, NothingTypedIsEverASyntaxError)
{
    letter(1, QStringLiteral("plan OR NOT near"), QStringLiteral("x"));
    const QStringList pieces { QStringLiteral("\""), QStringLiteral("("), QStringLiteral(")"), QStringLiteral("*"), QStringLiteral("^"),
        QStringLiteral(":"), QStringLiteral("-"), QStringLiteral("+"), QStringLiteral(" OR "), QStringLiteral(" AND "), QStringLiteral(" NOT "),
        QStringLiteral("NEAR("), QStringLiteral("{"), QStringLiteral("}"), QStringLiteral("plan"), QStringLiteral("ł"), QStringLiteral("東京"),
        QStringLiteral("subject:"), QStringLiteral("from:"), QStringLiteral("'"), QStringLiteral(";"), QStringLiteral(" "), QStringLiteral("%") };
    const auto window = reader();
    QRandomGenerator random(7);
    for (int round = 0; round < 3000; ++round) {
        QString query;
        for (quint32 i = random.bounded(1u, 9u); i > 0; --i)
            query += pieces.at(qsizetype(random.bounded(quint32(pieces.size()))));
        const auto hits = window->search(query, {}, {}, {}, 5);
        if (hits)
            ASSERT_EQ(hits->coverage, 1.0) << qPrintable(query); // 0 would be a statement that failed
        else
            ASSERT_EQ(hits.error().kind, ErrorKind::InvalidInput) << qPrintable(query) << qPrintable(hits.error().detail);
    }
}

TEST_F(SearchTest, AttachmentNamesAreFound)
{
    store::MessageText text = analyze("s\nb");
    text.attachmentNames = { QStringLiteral("Umowa_najmu.pdf") };
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nb", text));
    EXPECT_EQ(find(u"umowa"), Ids { id });
    EXPECT_EQ(find(u"body:najmu"), Ids { id });
}

} // namespace
} // namespace golub::test
