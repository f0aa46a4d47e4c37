// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/Conflict.h"

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::operations;

namespace {

struct Row {
    const char *situation;
    OperationKind kind;
    Obstacle obstacle;
    Verdict verdict;
};

class ConflictTable : public testing::TestWithParam<Row>
{
};

Error refusal(const char *code = "")
{
    return Error::of(ErrorKind::ServerRefused, {}, { 0, QString::fromLatin1(code), QStringLiteral("no") });
}

} // namespace

TEST_P(ConflictTable, IsDecided)
{
    EXPECT_EQ(verdictOn(GetParam().kind, GetParam().obstacle), GetParam().verdict) << GetParam().situation;
}

using K = OperationKind;
using O = Obstacle;
using V = Verdict;
INSTANTIATE_TEST_SUITE_P(All, ConflictTable,
    testing::Values(Row { "flagged here, removed there: there is nothing to flag", K::ChangeFlags, O::MessagesGone, V::NothingLeft },
        Row { "moved here, removed there", K::Move, O::MessagesGone, V::NothingLeft },
        Row { "copied here, removed there", K::Copy, O::MessagesGone, V::NothingLeft },
        Row { "removed here and there", K::Expunge, O::MessagesGone, V::NothingLeft },
        Row { "flagged here and otherwise there: ours is on top", K::ChangeFlags, O::FlagsChanged, V::CarryOut },
        Row { "moved here, flagged there: the flag moves along", K::Move, O::FlagsChanged, V::CarryOut },
        Row { "removed here, flagged there: who removes means the message", K::Expunge, O::FlagsChanged, V::CarryOut },
        Row { "flagged here, the mailbox rebuilt there: the message is found again first", K::ChangeFlags, O::MailboxAnew, V::MatchAnew },
        Row { "moved here, the mailbox rebuilt there", K::Move, O::MailboxAnew, V::MatchAnew },
        Row { "copied here, the mailbox rebuilt there", K::Copy, O::MailboxAnew, V::MatchAnew },
        Row { "removed here, the mailbox rebuilt there: never by an old UID", K::Expunge, O::MailboxAnew, V::MatchAnew },
        Row { "flagged here, its mailbox removed there", K::ChangeFlags, O::SourceGone, V::NothingLeft },
        Row { "removed here, its mailbox removed there", K::Expunge, O::SourceGone, V::NothingLeft },
        Row { "saved from a mailbox that was removed there: shown, not dropped in silence", K::Move, O::SourceGone, V::BackOut },
        Row { "copied from a mailbox that was removed there", K::Copy, O::SourceGone, V::BackOut },
        Row { "moved into a mailbox that was removed there: back, and shown", K::Move, O::DestinationGone, V::BackOut },
        Row { "copied into a mailbox that was removed there", K::Copy, O::DestinationGone, V::BackOut },
        Row { "a sent message's copy is kept: its folder is made again", K::Append, O::DestinationGone, V::CreateDestination },
        Row { "a folder made here that exists there is the same folder", K::CreateMailbox, O::AlreadyThere, V::NothingLeft },
        Row { "flagged in a mailbox that may only be read", K::ChangeFlags, O::ReadOnly, V::BackOut },
        Row { "moved out of one that may only be read", K::Move, O::ReadOnly, V::BackOut },
        Row { "copied out of one that may only be read", K::Copy, O::ReadOnly, V::CarryOut },
        Row { "refused for whatever reason", K::ChangeFlags, O::Refused, V::BackOut }, Row { "refused move", K::Move, O::Refused, V::BackOut },
        Row { "refused copy", K::Copy, O::Refused, V::BackOut }, Row { "refused removal", K::Expunge, O::Refused, V::BackOut },
        Row { "refused append", K::Append, O::Refused, V::BackOut }, Row { "refused folder", K::CreateMailbox, O::Refused, V::BackOut },
        Row { "the server is busy", K::Move, O::NotNow, V::Later }, Row { "the server is busy appending", K::Append, O::NotNow, V::Later },
        Row { "each attempt ends the connection: not for ever", K::Append, O::BreaksConnection, V::BackOut }));

TEST(Conflict, OnlyWhatTheServerSaysIsGoneIsGone)
{
    EXPECT_EQ(obstacleOf(refusal("NONEXISTENT"), K::ChangeFlags, Stage::SelectSource, 1), O::SourceGone);
    EXPECT_EQ(obstacleOf(refusal("NOPERM"), K::ChangeFlags, Stage::SelectSource, 1), O::Refused);
    EXPECT_EQ(obstacleOf(refusal(), K::ChangeFlags, Stage::SelectSource, 1), O::Refused) << "it may be there again tomorrow";
    EXPECT_EQ(obstacleOf(refusal("TRYCREATE"), K::Append, Stage::Carry, 1), O::DestinationGone);
    EXPECT_EQ(obstacleOf(refusal("trycreate"), K::Move, Stage::Carry, 1), O::DestinationGone);
    EXPECT_EQ(obstacleOf(refusal("ALREADYEXISTS"), K::CreateMailbox, Stage::Carry, 1), O::AlreadyThere);
    EXPECT_EQ(obstacleOf(refusal("OVERQUOTA"), K::Append, Stage::Carry, 1), O::Refused);
}

TEST(Conflict, ANetworkThatBreaksIsNobodysFault)
{
    for (int attempts = 1; attempts < 100; attempts += 33) {
        EXPECT_EQ(obstacleOf(Error::of(ErrorKind::ConnectionLost), K::Append, Stage::Carry, attempts), O::NotNow);
        EXPECT_EQ(obstacleOf(Error::of(ErrorKind::Timeout), K::Append, Stage::Carry, attempts), O::NotNow);
    }
}

TEST(Conflict, WhatEndsTheConnectionEachTimeIsGivenUpVisibly)
{
    EXPECT_EQ(obstacleOf(Error::of(ErrorKind::Protocol), K::Append, Stage::Carry, 1), O::NotNow);
    EXPECT_EQ(obstacleOf(Error::of(ErrorKind::LimitExceeded), K::Append, Stage::Carry, 3), O::BreaksConnection);
}
