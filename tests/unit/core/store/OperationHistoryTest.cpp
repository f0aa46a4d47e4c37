// SPDX-License-Identifier: GPL-3.0-or-later
// What is over: the history, how much of it is kept, what can be undone of it; and imports, which can be repeated.
#include "tests/unit/core/store/StoreFixture.h"

namespace golub::test {
namespace {

class OperationHistoryTest : public StoreTest
{
protected:
    store::OperationTable &operations() { return store->operations(); }
    void play(OperationId id, const QList<store::Placed> &placed = {})
    {
        must(operations().start(id));
        must(operations().finish(id, placed));
    }
    QStringList history(int limit = 100)
    {
        QStringList list;
        for (const Operation &operation : must(reader()->finishedOperations(limit)))
            list.append(QStringLiteral("%1 %2%3").arg(operation.id.value).arg(operationStateName(operation.state), operation.undone ? QStringLiteral(" undone") : QString()));
        return list;
    }
    static QString line(OperationId id, const char *state) { return QStringLiteral("%1 %2").arg(id.value).arg(QLatin1String(state)); }
    OperationId import(const QByteArray &raw, int copy = 1)
    {
        const ImportedMessage message { raw, Flag::Flagged, QDateTime(QDate(2020, 1, 2), QTime(3, 4, 5), Qt::UTC), copy };
        return must(operations().import(inbox, message, analyze(raw)));
    }
};

TEST_F(OperationHistoryTest, WhatIsOverIsToldTheNewestLast)
{
    const MessageId id = add(1);
    const OperationId flagged = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    play(flagged);
    const OperationId taken = must(operations().changeFlags({ id }, Flag::Seen, {}));
    must(operations().cancel(taken));
    const OperationId open = must(operations().changeFlags({ id }, Flag::Answered, {}));
    EXPECT_TRUE(must(reader()->isPlaying()));
    EXPECT_EQ(history(), (QStringList { line(flagged, "done"), line(taken, "cancelled") }));
    EXPECT_EQ(history(1), QStringList { line(taken, "cancelled") }) << "the newest";
    must(operations().start(open));
    must(operations().fail(open, Error::of(ErrorKind::ServerRefused)));
    EXPECT_FALSE(must(reader()->isPlaying()));
    EXPECT_EQ(history().size(), 2) << "what was refused is open until somebody has seen it";
    play(must(operations().undo(flagged)).operation);
    EXPECT_EQ(history().first(), line(flagged, "done undone"));
}

TEST_F(OperationHistoryTest, ItIsKeptForThreeMonthsAndForFiveThousand)
{
    const MessageId id = add(1);
    const OperationId old = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    play(old);
    const OperationId refused = must(operations().changeFlags({ id }, Flag::Seen, {}));
    must(operations().start(refused));
    must(operations().fail(refused, Error::of(ErrorKind::ServerRefused)));
    must(operations().trim());
    EXPECT_EQ(history().size(), 1);
    clock.advance(std::chrono::hours(24 * 91));
    const OperationId fresh = must(operations().changeFlags({ id }, Flag::Answered, {}));
    play(fresh);
    must(operations().trim());
    EXPECT_EQ(history(), QStringList { line(fresh, "done") });
    EXPECT_EQ(operation(refused).state, OperationState::Failed);
    must(store->transaction([&]() -> Outcome {
        for (int i = 0; i < 5000; ++i)
            play(must(operations().changeFlags({ id }, i % 2 ? Flag::Flagged : Flag::Draft, {})));
        return {};
    }));
    must(operations().trim());
    EXPECT_EQ(must(reader()->finishedOperations(10000)).size(), 5000);
}

TEST_F(OperationHistoryTest, UndoPassesOverWhatLeftNothingAndSaysSo)
{
    const MessageId kept = add(1);
    const MessageId seen = add(2, Flag::Seen);
    const MessageId gone = add(3);
    const OperationId useful = must(operations().changeFlags({ kept }, Flag::Flagged, {}));
    play(useful);
    const OperationId needless = must(operations().changeFlags({ seen }, Flag::Seen, {}));
    play(needless);
    const OperationId lost = must(operations().changeFlags({ gone }, Flag::Seen, {}));
    play(lost);
    play(must(operations().expunge({ gone })));
    const Undone undone = must(operations().undo());
    EXPECT_EQ(undone.undone, useful);
    EXPECT_EQ(undone.skipped, (QList<OperationId> { lost, needless }));
    EXPECT_FALSE(row(kept).flags.has(Flag::Flagged));
    EXPECT_TRUE(row(seen).flags.has(Flag::Seen)) << "it was so before";
    EXPECT_FALSE(operation(needless).undone);
    const auto nothing = operations().undo();
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(nothing.error().text, QStringLiteral("There is nothing to be undone."));
    for (const OperationId named : { lost, useful, undone.operation }) {
        const auto refused = operations().undo(named);
        ASSERT_FALSE(refused) << named.value;
        EXPECT_EQ(refused.error().kind, ErrorKind::NotFound);
        EXPECT_FALSE(refused.error().text.isEmpty()) << "it says why";
    }
}

TEST_F(OperationHistoryTest, UndoAgainAndAgainGoesBackOneByOne)
{
    const MessageId id = add(1);
    const OperationId first = must(operations().changeFlags({ id }, Flag::Flagged, {}));
    play(first);
    const OperationId second = must(operations().move({ id }, archive));
    play(second, { { { 1 }, { 5 } } });
    EXPECT_EQ(must(operations().undo()).undone, second);
    EXPECT_EQ(must(operations().undo()).undone, first);
    EXPECT_EQ(errorKind(operations().undo()), ErrorKind::NotFound);
}

TEST_F(OperationHistoryTest, AnImportCanBeRepeated)
{
    const QByteArray mail = "Message-ID: <a@b>\r\nSubject: x\r\n\r\nbody\r\n";
    const QByteArray bare = "only text\r\n";
    EXPECT_TRUE(import(mail).isValid());
    EXPECT_TRUE(import(bare).isValid());
    EXPECT_EQ(info(inbox).total, 2);
    EXPECT_EQ(must(store->messages().summary(must(reader()->window(inbox, {}, 1)).first().id)).flags, Flags(Flag::Flagged));
    EXPECT_FALSE(import(mail).isValid());
    EXPECT_FALSE(import(bare).isValid());
    EXPECT_TRUE(import(mail, 2).isValid()) << "it is twice in the file";
    EXPECT_FALSE(import(mail, 2).isValid());
    EXPECT_TRUE(import("Message-ID: <a@b>\r\nSubject: x\r\n\r\nother body\r\n").isValid()) << "the content counts";
    EXPECT_EQ(info(inbox).total, 4);
}

TEST_F(OperationHistoryTest, ARefusedImportIsTriedAgainByTheNextOne)
{
    const QByteArray mail = "Message-ID: <a@b>\r\nSubject: x\r\n\r\nbody\r\n";
    const OperationId op = import(mail);
    must(operations().start(op));
    must(operations().fail(op, Error::of(ErrorKind::ServerRefused)));
    EXPECT_EQ(info(inbox).total, 0);
    EXPECT_EQ(import(mail), op);
    EXPECT_EQ(operation(op).state, OperationState::Pending);
    EXPECT_EQ(info(inbox).total, 1);
    EXPECT_FALSE(import(mail).isValid());
}

} // namespace
} // namespace golub::test
