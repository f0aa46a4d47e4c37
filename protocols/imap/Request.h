// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Done.h"
#include "core/ports/RemoteStore.h"
#include "protocols/imap/Command.h"
#include "protocols/imap/Response.h"

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace golub::imap {

//! What the session knows about the selected mailbox.
struct Selection {
    MailboxName name;
    UidValidity uidValidity;
    qint64 exists = 0;
    std::optional<FlagList> permanentFlags = {};
    MailboxNews news = {};           //!< not told yet
};

//! What a request may use of its session.
class RequestHost
{
public:
    virtual quint64 submit(Command command) = 0;
    virtual const Capabilities &capabilities() const = 0;
    //! Null where no mailbox is selected.
    virtual std::optional<Selection> &selection() = 0;
    //! Hierarchy delimiter and prefix of the personal namespace, once known.
    virtual std::optional<NamespaceData::Entry> &personalNamespace() = 0;
    //! A user's completion: always later.
    virtual void later(std::function<void()> call) = 0;
    //! Gives the session up.
    virtual void abort(const Error &why) = 0;

protected:
    ~RequestHost() = default;
};

//! One call of RemoteStore: the commands that it takes, one after the other or side by side. Sessions run one request at a time.
class Request
{
public:
    explicit Request(RequestHost &host) : m_host(host) { }
    virtual ~Request() = default;
    Request(const Request &) = delete;
    Request &operator=(const Request &) = delete;

    virtual void start() = 0;
    virtual void onData(Response &response) { static_cast<void>(response); }
    virtual void fail(const Error &error) = 0;
    virtual bool isIdle() const { return false; }

    void onCompleted(quint64 id, const Result<Status> &result)
    {
        const auto node = m_running.extract(id);
        if (!node.empty())
            node.mapped()(result);
    }
    //! Nothing is left to be done or to come.
    bool isOver() const { return m_finished && m_running.empty(); }
    bool isFinished() const { return m_finished; }

protected:
    using Then = std::function<void(const Result<Status> &)>;

    void run(Command command, Then then) { m_running.emplace(m_host.submit(std::move(command)), std::move(then)); }
    size_t running() const { return m_running.size(); }
    RequestHost &host() { return m_host; }
    bool m_finished = false;

private:
    RequestHost &m_host;
    std::map<quint64, Then> m_running;
};

//! A request with a result.
template<class T>
class RequestFor : public Request
{
public:
    RequestFor(RequestHost &host, Done<T> done) : Request(host), m_done(std::move(done)) { }

    void fail(const Error &error) override { finish(Result<T>(error)); }

protected:
    void finish(Result<T> result)
    {
        if (std::exchange(m_finished, true))
            return;
        host().later([done = std::move(m_done), result = std::move(result)]() mutable { done(std::move(result)); });
    }
    //! Goes on where the command succeeded, fails with its error where not.
    Then orFail(std::function<void(const Status &)> next)
    {
        return [this, next = std::move(next)](const Result<Status> &result) {
            if (!result)
                fail(result.error());
            else if (!m_finished)
                next(*result);
        };
    }

private:
    Done<T> m_done;
};

} // namespace golub::imap
