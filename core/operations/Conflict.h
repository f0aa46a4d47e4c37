// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Operation.h"

namespace golub::operations {

//! What an operation finds at the server when its turn comes.
enum class Obstacle : quint8 {
    MessagesGone,        //!< another program removed or moved them; the mailbox is there
    FlagsChanged,        //!< another program changed other flags, or the same
    MailboxAnew,         //!< UIDVALIDITY: the UIDs mean other messages now
    SourceGone,          //!< their mailbox is not there any more
    DestinationGone,     //!< the mailbox they should go to is not there (any more)
    AlreadyThere,        //!< a mailbox of that name exists
    ReadOnly,            //!< the mailbox may be read only
    Refused,             //!< for any other reason
    NotNow,              //!< the server cannot do it at the moment
    BreaksConnection,    //!< each attempt ends the connection
};

enum class Verdict : quint8 {
    CarryOut,            //!< ours on top of theirs
    NothingLeft,         //!< done: what was wanted is so, or there is nothing to do it to
    MatchAnew,           //!< wait until the mailbox is listed and its messages are recognised
    CreateDestination,   //!< make it, then carry out
    BackOut,             //!< take the local half back and show why
    Later,               //!< try again by itself, others go first
};

//! The one table: our change against what happened at the server.
Verdict verdictOn(OperationKind kind, Obstacle obstacle);

//! Where an error came from.
enum class Stage : quint8 { SelectSource, Carry };
//! What an answer of the server means; \a attempts as they stand with this one.
Obstacle obstacleOf(const Error &error, OperationKind kind, Stage stage, int attempts);

} // namespace golub::operations
