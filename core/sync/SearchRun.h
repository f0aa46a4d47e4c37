// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Mailbox.h"
#include "core/ports/RemoteStore.h"
#include "core/search/Query.h"
#include "core/store/MessageStore.h"
#include "core/sync/AccountWorker.h"

#include <memory>

namespace golub::sync {

//! What the user typed, in the server's terms. Gmail reads words in its own language, which knows more of them than IMAP (X-GM-RAW);
//! elsewhere an attachment is guessed by the kind of message. Which mailboxes "in:" means is the caller's.
RemoteQuery remoteQueryOf(const search::Query &query, bool gmail);

//! A search that the server carries out, one mailbox after the other. What it finds and is not here gets a row.
class SearchRun : public std::enable_shared_from_this<SearchRun>
{
public:
    SearchRun(ServerSearch search, Done<ServerHits> done) : m_search(std::move(search)), m_done(std::move(done)) { }

    //! The next mailbox. A refusal concerns that one alone.
    void searchOne(RemoteStore &remote, store::MessageStore &store, Done<void> done);
    bool isOver() const { return m_search.mailboxes.isEmpty(); }
    //! Once: the hits, newest first; or the error where nothing could be searched.
    void finish(store::MessageStore &store, const Outcome &outcome);

private:
    void found(RemoteStore &remote, store::MessageStore &store, const Mailbox &mailbox, const UidSet &uids, const Done<void> &done);
    void take(store::MessageStore &store, const Mailbox &mailbox, const UidSet &uids);

    ServerSearch m_search;
    Done<ServerHits> m_done;
    ServerHits m_hits;
    std::optional<Error> m_refused;
    int m_searched = 0;
    bool m_keepsKeywords = true;     //!< the mailbox that is searched
};

} // namespace golub::sync
