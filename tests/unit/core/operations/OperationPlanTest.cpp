// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationPlan.h"

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::operations;
using store::PendingOperation;

namespace {

const MailboxId Inbox { 1 };
const MailboxId Work { 2 };
const MailboxId Trash { 3 };

PendingOperation operation(qint64 id, OperationKind kind, const QList<qint64> &messages, MailboxId destination = {})
{
    PendingOperation pending;
    pending.operation.id = OperationId { id };
    pending.operation.kind = kind;
    pending.operation.destination = destination;
    for (const qint64 message : messages)
        pending.operation.targets.append({ MessageId { message }, Inbox, Uid { quint32(message) }, UidValidity { 7 } });
    return pending;
}

PendingOperation flags(qint64 id, const QList<qint64> &messages, const Flags &add, const Flags &remove = {})
{
    PendingOperation pending = operation(id, OperationKind::ChangeFlags, messages);
    pending.operation.addFlags = add;
    pending.operation.removeFlags = remove;
    return pending;
}

QList<qint64> idsOf(const Batch &batch)
{
    QList<qint64> ids;
    for (const PendingOperation &pending : batch.operations)
        ids.append(pending.operation.id.value);
    return ids;
}

} // namespace

TEST(OperationPlan, NothingPendingIsNoBatch)
{
    EXPECT_TRUE(nextBatch({}).isEmpty());
}

TEST(OperationPlan, AThousandFlagChangesAreOneCommand)
{
    QList<PendingOperation> pending;
    for (qint64 id = 1; id <= 1000; ++id)
        pending.append(flags(id, { id }, Flag::Seen));
    const Batch batch = nextBatch(pending);
    EXPECT_EQ(batch.operations.size(), 1000);
    ASSERT_EQ(batch.commands.size(), 1);
    EXPECT_EQ(UidSet(batch.commands.first().uids).toText(), "1:1000");
    EXPECT_EQ(batch.commands.first().add, Flags(Flag::Seen));
}

TEST(OperationPlan, ReadingAndDeletingOneAfterTheOtherIsTwoBatches)
{
    QList<PendingOperation> pending;
    for (qint64 message = 1; message <= 50; ++message) {
        pending.append(flags(2 * message, { message }, Flag::Seen));
        pending.append(operation(2 * message + 1, OperationKind::Move, { message }, Trash));
    }
    const Batch first = nextBatch(pending);
    EXPECT_EQ(first.kind(), OperationKind::ChangeFlags);
    EXPECT_EQ(first.operations.size(), 50);
    pending.removeIf([](const PendingOperation &p) { return p.operation.kind == OperationKind::ChangeFlags; });
    const Batch second = nextBatch(pending);
    EXPECT_EQ(second.operations.size(), 50);
    EXPECT_EQ(second.commands.size(), 1);
}

TEST(OperationPlan, ChangesOfOneMessageComeToWhatTheLastOnesSay)
{
    const Batch batch = nextBatch({ flags(1, { 1, 2 }, Flag::Flagged), flags(2, { 1 }, {}, Flag::Flagged), flags(3, { 2 }, Flag::Seen) });
    ASSERT_EQ(batch.commands.size(), 2);
    EXPECT_EQ(batch.commands.at(0).uids, QList<Uid> { Uid { 1 } });
    EXPECT_TRUE(batch.commands.at(0).add.isEmpty());
    EXPECT_EQ(batch.commands.at(0).remove, Flags(Flag::Flagged));
    EXPECT_EQ(batch.commands.at(1).uids, QList<Uid> { Uid { 2 } });
    EXPECT_EQ(batch.commands.at(1).add, Flags(Flag::Flagged | Flag::Seen));
}

TEST(OperationPlan, WhatComesLaterForTheSameMessageKeepsItsPlace)
{
    // The move of 1 must not be overtaken by the flag behind it: its UID is another one then.
    const Batch batch = nextBatch({ flags(1, { 2 }, Flag::Seen), operation(2, OperationKind::Move, { 1 }, Work), flags(3, { 1 }, Flag::Seen),
        flags(4, { 5 }, Flag::Seen) });
    EXPECT_EQ(idsOf(batch), (QList<qint64> { 1, 4 }));
}

TEST(OperationPlan, WhatWaitsIsOvertakenOnlyByOtherMessages)
{
    PendingOperation waiting = operation(1, OperationKind::Move, { 1 }, Work);
    waiting.waiting = true;
    EXPECT_EQ(idsOf(nextBatch({ waiting, flags(2, { 1 }, Flag::Seen), flags(3, { 2 }, Flag::Seen) })), QList<qint64> { 3 });
}

TEST(OperationPlan, MovesGoTogetherToOneDestination)
{
    const Batch batch = nextBatch({ operation(1, OperationKind::Move, { 1 }, Work), operation(2, OperationKind::Move, { 2 }, Trash),
        operation(3, OperationKind::Move, { 3 }, Work) });
    EXPECT_EQ(idsOf(batch), (QList<qint64> { 1, 3 }));
}

TEST(OperationPlan, CopyingAMessageTwiceMakesTwoCopies)
{
    const Batch batch = nextBatch({ operation(1, OperationKind::Copy, { 1 }, Work), operation(2, OperationKind::Copy, { 1 }, Work) });
    EXPECT_EQ(idsOf(batch), QList<qint64> { 1 }) << "one COPY would make one";
}

TEST(OperationPlan, WhatMayBeDoneAlreadyIsPlayedAlone)
{
    PendingOperation tried = operation(1, OperationKind::Copy, { 1 }, Work);
    tried.operation.attempts = 1;
    EXPECT_EQ(idsOf(nextBatch({ tried, operation(2, OperationKind::Copy, { 2 }, Work) })), QList<qint64> { 1 });
    PendingOperation flag = flags(1, { 1 }, Flag::Seen);
    flag.operation.attempts = 1;
    EXPECT_EQ(idsOf(nextBatch({ flag, flags(2, { 2 }, Flag::Seen) })).size(), 2) << "doing it twice does nothing";
}

TEST(OperationPlan, RefusedBatchIsPlayedOneByOne)
{
    BatchRules rules;
    rules.alone = { OperationId { 1 }, OperationId { 2 } };
    EXPECT_EQ(idsOf(nextBatch({ flags(1, { 1 }, Flag::Seen), flags(2, { 2 }, Flag::Seen) }, rules)), QList<qint64> { 1 });
}

TEST(OperationPlan, WhatTheServerCannotDoNowLetsOthersGoFirst)
{
    BatchRules rules;
    rules.later = { OperationId { 1 } };
    EXPECT_EQ(idsOf(nextBatch({ operation(1, OperationKind::Move, { 1 }, Work), flags(2, { 1 }, Flag::Seen), flags(3, { 2 }, Flag::Seen) }, rules)),
        QList<qint64> { 3 });
}

TEST(OperationPlan, NothingGoesIntoAFolderBeforeItIsMade)
{
    const Batch batch = nextBatch({ flags(1, { 9 }, Flag::Seen), operation(2, OperationKind::CreateMailbox, {}, Work),
        operation(3, OperationKind::Move, { 1 }, Work) });
    EXPECT_EQ(idsOf(batch), QList<qint64> { 1 });
    EXPECT_EQ(idsOf(nextBatch({ operation(2, OperationKind::CreateMailbox, {}, Work), operation(3, OperationKind::Move, { 1 }, Work) })),
        QList<qint64> { 2 });
}

TEST(OperationPlan, MessagesOfSeveralMailboxesAreACommandEach)
{
    PendingOperation pending = operation(1, OperationKind::Move, { 1, 2 }, Trash);
    pending.operation.targets[1].sourceMailbox = Work;
    const Batch batch = nextBatch({ pending });
    ASSERT_EQ(batch.commands.size(), 2);
    EXPECT_EQ(batch.commands.at(0).mailbox, Inbox);
    EXPECT_EQ(batch.commands.at(1).mailbox, Work);
}

TEST(OperationPlan, MessageThatWasNeverOnTheServerNeedsNoCommand)
{
    PendingOperation pending = flags(1, { 1 }, Flag::Seen);
    pending.operation.targets[0].sourceUid = {};
    const Batch batch = nextBatch({ pending });
    EXPECT_EQ(batch.operations.size(), 1);
    EXPECT_TRUE(batch.commands.isEmpty());
}
