// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

#include <deque>

namespace golub::imap {

using EachMessage = std::function<void(const RemoteMessage &)>;

//! UID SEARCH ALL; with ESEARCH as a set; by UID FETCH where the server has no SEARCH.
class SearchAllRequest final : public RequestFor<UidSet>
{
public:
    using RequestFor::RequestFor;
    void start() override;
    void onData(Response &response) override;

private:
    void search(bool extended);
    void fetchInstead();
    UidSet m_uids;
    QList<Uid> m_single;
};

//! UID FETCH of something for many messages: cut into commands of bounded length, two under way at once.
class FetchRequest final : public RequestFor<void>
{
public:
    enum class What : quint8 { Flags, Headers, Messages };

    FetchRequest(RequestHost &host, What what, UidSet uids, ModSeq changedSince, EachMessage each, Done<void> done);
    void start() override;
    void onData(Response &response) override;

private:
    Command command(const UidSet &uids, bool withStructure) const;
    void sendMore();
    void runChunk(const UidSet &uids, bool withStructure);
    std::optional<RemoteMessage> messageFrom(FetchData &data) const;

    What m_what;
    UidSet m_uids;
    ModSeq m_changedSince;
    bool m_single;                   //!< exactly one message was asked for
    std::shared_ptr<EachMessage> m_each;
    std::deque<UidSet> m_chunks;
};

//! UID STORE of flags to add and to remove, silently.
class StoreRequest final : public RequestFor<void>
{
public:
    StoreRequest(RequestHost &host, UidSet uids, Flags add, Flags remove, Done<void> done)
        : RequestFor(host, std::move(done)), m_uids(std::move(uids)), m_add(std::move(add)), m_remove(std::move(remove))
    {
    }
    void start() override;

private:
    void next();
    UidSet m_uids;
    Flags m_add;
    Flags m_remove;
    std::deque<Command> m_commands;
};

//! What is left to do after COPY, or all of expunge(): \Deleted and UID EXPUNGE; where the server has no UIDPLUS, messages that others
//! marked \Deleted are unmarked before EXPUNGE and marked again after it. What breaks off in between leaves too much, never too little.
template<class T>
class ExpungingRequest : public RequestFor<T>
{
public:
    using RequestFor<T>::RequestFor;

protected:
    void expungeNow(const UidSet &uids, std::function<void()> then);
    void onExpungeData(Response &response);

private:
    void findOthers();
    void markOurs();
    void expunge();
    void storeDeleted(const UidSet &uids, bool add, std::function<void(const Result<Status> &)> then);

    UidSet m_ours;
    UidSet m_others;
    bool m_tooMany = false;
    std::deque<UidSet> m_chunks;
    std::function<void()> m_then;
};

class ExpungeRequest final : public ExpungingRequest<void>
{
public:
    ExpungeRequest(RequestHost &host, UidSet uids, Done<void> done) : ExpungingRequest(host, std::move(done)), m_uids(std::move(uids)) { }
    void start() override;
    void onData(Response &response) override { onExpungeData(response); }

private:
    UidSet m_uids;
};

//! UID COPY, or UID MOVE with COPY + STORE + EXPUNGE in its place where the server has no MOVE.
class CopyRequest final : public ExpungingRequest<RemoteStore::UidMap>
{
public:
    CopyRequest(RequestHost &host, UidSet uids, MailboxName destination, bool move, Done<RemoteStore::UidMap> done)
        : ExpungingRequest(host, std::move(done)), m_uids(std::move(uids)), m_destination(std::move(destination)), m_move(move)
    {
    }
    void start() override;
    void onData(Response &response) override;

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

//! Waits for news until the session is asked for something else.
class IdleRequest final : public RequestFor<void>
{
public:
    IdleRequest(RequestHost &host, std::function<quint64()> begin, Done<void> done) : RequestFor(host, std::move(done)), m_begin(std::move(begin)) { }
    void start() override { m_id = m_begin(); }
    bool isIdle() const override { return true; }
    void ended(quint64 id, const Result<Status> &result);

private:
    std::function<quint64()> m_begin;
    quint64 m_id = 0;
};

} // namespace golub::imap
