// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/Conflict.h"

#include <array>

namespace golub::operations {
namespace {

using V = Verdict;
constexpr int AttemptsThatBreak = 3; //!< what ended the connection so often ends it always

// A row for each obstacle: ChangeFlags, Move, Copy, Expunge, Append, CreateMailbox, Replace. A thing that cannot come about has the safe answer.
constexpr std::array<std::array<Verdict, 7>, 10> Table { {
    //                       ChangeFlags      Move             Copy             Expunge          Append                CreateMailbox         Replace
    /* MessagesGone */     { V::NothingLeft,  V::NothingLeft,  V::NothingLeft,  V::NothingLeft,  V::CarryOut,          V::CarryOut,       V::CarryOut },
    /* FlagsChanged */     { V::CarryOut,     V::CarryOut,     V::CarryOut,     V::CarryOut,     V::CarryOut,          V::CarryOut,       V::CarryOut },
    /* MailboxAnew */      { V::MatchAnew,    V::MatchAnew,    V::MatchAnew,    V::MatchAnew,    V::CarryOut,          V::CarryOut,       V::MatchAnew },
    /* SourceGone */       { V::NothingLeft,  V::BackOut,      V::BackOut,      V::NothingLeft,  V::BackOut,           V::BackOut,        V::BackOut },
    /* DestinationGone */  { V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,      V::CreateDestination, V::BackOut,        V::BackOut },
    /* AlreadyThere */     { V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,           V::NothingLeft,    V::BackOut },
    /* ReadOnly */         { V::BackOut,      V::BackOut,      V::CarryOut,     V::BackOut,      V::BackOut,           V::BackOut,        V::BackOut },
    /* Refused */          { V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,           V::BackOut,        V::BackOut },
    /* NotNow */           { V::Later,        V::Later,        V::Later,        V::Later,        V::Later,             V::Later,          V::Later },
    /* BreaksConnection */ { V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,      V::BackOut,           V::BackOut,        V::BackOut },
} };

bool says(const Error &error, QLatin1String code)
{
    return error.reply.enhanced.compare(code, Qt::CaseInsensitive) == 0;
}

} // namespace

Verdict verdictOn(OperationKind kind, Obstacle obstacle)
{
    return Table.at(size_t(obstacle)).at(size_t(kind));
}

Obstacle obstacleOf(const Error &error, OperationKind kind, Stage stage, int attempts)
{
    // Only what is understood counts as the operation's own fault: a network that breaks is nobody's.
    const bool ours = error.kind == ErrorKind::Protocol || error.kind == ErrorKind::LimitExceeded;
    if (closesSession(error.kind))
        return ours && attempts >= AttemptsThatBreak ? Obstacle::BreaksConnection : Obstacle::NotNow;
    if (recoveryFor(error.kind) == Recovery::Retry || error.kind == ErrorKind::Cancelled)
        return Obstacle::NotNow;
    if (kind == OperationKind::CreateMailbox && says(error, QLatin1String("ALREADYEXISTS")))
        return Obstacle::AlreadyThere;
    // Only where the server says so: a mailbox that may not be opened now and then is no reason to forget what was to be done in it.
    const bool gone = says(error, QLatin1String("NONEXISTENT")) || says(error, QLatin1String("TRYCREATE"));
    if (!gone)
        return Obstacle::Refused;
    return stage == Stage::SelectSource ? Obstacle::SourceGone : Obstacle::DestinationGone;
}

} // namespace golub::operations
