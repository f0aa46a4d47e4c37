// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"
#include "protocols/imap/WholeMailbox.h"

#include <deque>

namespace golub::imap {

//! What is left to do after COPY, or all of expunge(): \Deleted and UID EXPUNGE; where the server has no UIDPLUS, messages that others
//! marked \Deleted are unmarked before EXPUNGE and marked again after it. What breaks off in between leaves too much, never too little.
template<class T>
class ExpungingRequest : public RequestFor<T>
{
public:
    using RequestFor<T>::RequestFor;

protected:
    void expungeNow(const UidSet &uids, std::function<void()> then);
    bool onExpungeData(Response &response);

private:
    void findOthers();
    void findOthersByFetch();
    void fetchMoreOthers();
    void unmarkOthers();
    void markOurs();
    void expunge();
    void storeDeleted(const UidSet &uids, bool add, std::function<void(const Result<Status> &)> then);

    UidSet m_ours;
    UidSet m_others;
    bool m_tooMany = false;
    bool m_byFetch = false;
    WholeMailbox m_whole;
    qint64 m_lookedAt = 0;
    std::deque<UidSet> m_chunks;
    std::function<void()> m_then;
};

class ExpungeRequest final : public ExpungingRequest<void>
{
public:
    ExpungeRequest(RequestHost &host, UidSet uids, Done<void> done) : ExpungingRequest(host, std::move(done)), m_uids(std::move(uids)) { }
    void start() override;
    bool onData(Response &response) override { return onExpungeData(response); }

private:
    UidSet m_uids;
};

//! UID COPY, or UID MOVE with COPY + STORE + EXPUNGE in its place where the server has no MOVE. Where MOVE is refused without a response code it
//! fails, and MOVE counts as absent on this connection from then on.
class CopyRequest final : public ExpungingRequest<RemoteStore::UidMap>
{
public:
    CopyRequest(RequestHost &host, UidSet uids, MailboxName destination, bool move, Done<RemoteStore::UidMap> done)
        : ExpungingRequest(host, std::move(done)), m_uids(std::move(uids)), m_destination(std::move(destination)), m_move(move)
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    void next();
    UidSet copied() const;
    void takeCode(const ResponseCode &code);
    UidSet m_uids;
    MailboxName m_destination;
    bool m_move;
    qint64 m_count = 0;
    std::deque<UidSet> m_chunks;
    RemoteStore::UidMap m_map;
};

} // namespace golub::imap
