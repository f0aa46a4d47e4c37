// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"

#include <QHash>

#include <functional>
#include <memory>

namespace golub::sync {

using CountsByMailbox = QHash<MailboxId, MailboxCounts>;

//! Asks which mailboxes an account has and what they hold, in one or two round trips for all: LIST with STATUS, or LIST and then a STATUS for
//! each. Takes the list over. A mailbox that is not listed any more is asked for by name before it is given up.
struct SurveyOptions {
    //! Whether the counts of a mailbox are wanted that LIST does not tell them for; empty for none.
    std::function<bool(const Mailbox &)> count = {};
    bool everything = true;          //!< else only what shows that something changed, as long as the names are those that are known here
};
//! \a remote must outlive it or go with \a alive.
void surveyMailboxes(RemoteStore &remote, store::MessageStore &store, AccountId account, const SurveyOptions &options, std::weak_ptr<bool> alive,
    Done<CountsByMailbox> done);

} // namespace golub::sync
