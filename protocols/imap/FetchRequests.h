// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/FetchGatherer.h"
#include "protocols/imap/Request.h"

#include <deque>
#include <memory>

namespace golub::imap {

//! Opens a parenthesis of what FETCH is asked for to make a RemoteMessage with its header; the caller closes it.
void addHeaderItems(Command &command, const Capabilities &capabilities, HeaderCare care);
//! What was fetched, as core sees it. The UID is not checked.
RemoteMessage messageFrom(FetchData &data);

//! UID FETCH of something for many messages: cut into commands of bounded length, two under way at once.
class FetchRequest final : public RequestFor<void>
{
public:
    enum class What : quint8 { Flags, Headers, Messages, Whole }; //!< Whole: messages with what is known of them beside

    FetchRequest(RequestHost &host, What what, UidSet uids, ModSeq changedSince, EachRemoteMessage each, Done<void> done);
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;
    bool asksForHeaders() const override { return m_what == What::Headers; }

private:
    void sendMore();
    //! Where a server refuses headers asked for in one way, the next is tried.
    void runChunk(const UidSet &uids, HeaderCare care);
    void refused(const UidSet &uids, HeaderCare care, const Error &error);

    What m_what;
    UidSet m_uids;
    ModSeq m_changedSince;
    bool m_single;                   //!< exactly one message was asked for
    std::shared_ptr<EachRemoteMessage> m_each;
    FetchGatherer m_gatherer;
    std::deque<UidSet> m_chunks;
    int m_refusals = 0;
};

//! The headers of the newest messages, asked for before it is known how many there are: by PARTIAL (RFC 9394), or by sequence numbers from
//! a guess, which the answer of SELECT corrects.
class NewestRequest final : public RequestFor<void>
{
public:
    NewestRequest(RequestHost &host, int count, qint64 expectedExists, EachRemoteMessage each, Done<void> done);
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;
    bool asksForHeaders() const override { return true; }

private:
    void fetch(qint64 first, qint64 last, bool guessed);
    void correct(qint64 first);

    qint64 m_count;
    qint64 m_expected;
    std::shared_ptr<EachRemoteMessage> m_each;
    FetchGatherer m_gatherer;
    UidSet m_seen;                   //!< a corrected guess overlaps
    qint64 m_newest = 0;             //!< the highest sequence number that was told
};

//! UID SEARCH RETURN (SAVE) and UID FETCH $ in one round trip (RFC 5182); one after the other where the server cannot.
class MatchingRequest final : public RequestFor<void>
{
public:
    MatchingRequest(RequestHost &host, RemoteQuery query, EachRemoteMessage each, Done<void> done);
    void start() override;
    bool onData(Response &response) override;
    bool asksForHeaders() const override { return true; }

private:
    void searchAndFetch();
    void searchFirst();
    void fetchFound();

    RemoteQuery m_query;
    std::shared_ptr<EachRemoteMessage> m_each;
    FetchGatherer m_gatherer;
    UidSet m_found;
    std::deque<UidSet> m_chunks;
    bool m_any = false;              //!< the server keeps what was found: any message may come
};

//! A part, or a piece of one.
class PartRequest final : public RequestFor<RemoteStore::PartData>
{
public:
    PartRequest(RequestHost &host, Uid uid, QByteArray section, qint64 offset, qint64 length, Done<RemoteStore::PartData> done);
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    void fetch(bool binary, bool whole);
    void deliver(bool whole);
    Uid m_uid;
    QByteArray m_section;
    qint64 m_offset;
    qint64 m_length;
    std::optional<QByteArray> m_data;
    bool m_decoded = false;
};

} // namespace golub::imap
