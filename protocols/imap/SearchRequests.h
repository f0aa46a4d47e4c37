// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"
#include "protocols/imap/SearchCommand.h"
#include "protocols/imap/WholeMailbox.h"

namespace golub::imap {

//! What a search in the selected mailbox may use.
SearchContext searchContext(const RequestHost &host);

//! UID SEARCH; with ESEARCH as a set. For everything, by UID FETCH where the server has no SEARCH worth the name.
class SearchRequest final : public RequestFor<UidSet>
{
public:
    SearchRequest(RequestHost &host, RemoteQuery query, Done<UidSet> done) : RequestFor(host, std::move(done)), m_query(std::move(query)) { }
    //! Every UID.
    SearchRequest(RequestHost &host, Done<UidSet> done) : RequestFor(host, std::move(done)), m_all(true) { }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    void search();
    void fetchInstead();
    void fetchMore();
    RemoteQuery m_query = {};
    bool m_all = false;
    bool m_byFetch = false;
    UidSet m_uids;
    QList<Uid> m_single;
    WholeMailbox m_whole;
};

//! UID SORT (RFC 5256).
class SortRequest final : public RequestFor<QList<Uid>>
{
public:
    SortRequest(RequestHost &host, QList<RemoteSortOrder> order, RemoteQuery query, Done<QList<Uid>> done)
        : RequestFor(host, std::move(done)), m_order(std::move(order)), m_query(std::move(query))
    {
    }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    QList<RemoteSortOrder> m_order;
    RemoteQuery m_query;
    QList<Uid> m_uids;
};

//! UID THREAD (RFC 5256).
class ThreadRequest final : public RequestFor<QList<QList<Uid>>>
{
public:
    ThreadRequest(RequestHost &host, RemoteQuery query, Done<QList<QList<Uid>>> done) : RequestFor(host, std::move(done)), m_query(std::move(query)) { }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    RemoteQuery m_query;
    QList<QList<Uid>> m_threads;
};

} // namespace golub::imap
