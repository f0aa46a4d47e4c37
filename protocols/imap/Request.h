// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Done.h"
#include "core/ports/RemoteStore.h"
#include "protocols/imap/Command.h"
#include "protocols/imap/Quirks.h"
#include "protocols/imap/Response.h"
#include "protocols/imap/ServerNotes.h"

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
    SelectedMailbox told = {};       //!< the answer to SELECT
};

//! What a request may use of its session.
class RequestHost
{
public:
    //! \a asked hears the command's number before anything can be answered to it.
    virtual void submit(Command command, const std::function<void(quint64)> &asked) = 0;
    //! What may be used: quirks and quarantine are taken off.
    virtual const Capabilities &capabilities() const = 0;
    virtual const Quirks &quirks() const = 0;
    //! How headers may be asked for, after what earlier sessions met.
    virtual HeaderCare headerCare() const = 0;
    //! Said by the server in answer to ENABLE.
    virtual bool isEnabled(const char *extension) const = 0;
    //! Null where no mailbox is selected, also while one is being selected.
    virtual std::optional<Selection> &selection() = 0;
    virtual const std::optional<Selection> &selection() const = 0;
    //! Selected, or a SELECT is on its way and what follows it will find a mailbox.
    virtual bool mailboxExpected() const = 0;
    //! Why none is selected.
    virtual Error noMailbox() const = 0;
    //! SELECT was refused: what was sent behind it in good faith fails with this.
    virtual void selectionFailed(const Error &why) = 0;
    //! The extension is treated as absent from now on.
    virtual void distrust(const QByteArray &extension) = 0;
    //! Hierarchy delimiter and prefix of the personal namespace, once known.
    virtual std::optional<NamespaceData::Entry> &personalNamespace() = 0;
    //! Of the request that is about to tell its result.
    virtual void placedUnder(UidValidity validity) = 0;
    virtual QDateTime utcNow() const = 0;
    //! A user's completion: always later.
    virtual void later(std::function<void()> call) = 0;
    //! Gives the session up.
    virtual void abort(const Error &why) = 0;

protected:
    ~RequestHost() = default;
};

//! What a request occupies while it runs, so that no answer can be taken for another's (RFC 9051 section 5.5).
struct Claim {
    bool list = false;               //!< LIST responses
    bool search = false;             //!< SEARCH, SORT and THREAD responses
    bool fetch = false;              //!< FETCH responses of these messages
    UidSet uids = {};                //!< for fetch; empty where they are not known before
    QByteArray status = {};          //!< STATUS responses of this mailbox
    bool mailbox = false;            //!< works in the selected mailbox
    bool collidesWith(const Claim &other) const;
};

//! One call of RemoteStore: the commands that it takes, one after the other or side by side.
class Request
{
public:
    explicit Request(RequestHost &host) : m_host(host) { }
    virtual ~Request() = default;
    Request(const Request &) = delete;
    Request &operator=(const Request &) = delete;

    virtual void start() = 0;
    //! False where it belongs to somebody else.
    virtual bool onData(Response &response)
    {
        static_cast<void>(response);
        return false;
    }
    virtual void fail(const Error &error) = 0;
    virtual bool isIdle() const { return false; }
    //! What it needs for itself; none for a request that runs alone.
    virtual std::optional<Claim> claim() const { return std::nullopt; }
    //! Makes the server read messages, which some do not survive (HeaderCare).
    virtual bool asksForHeaders() const { return false; }
    //! SELECT: runs alone but for what is asked of the mailbox that it opens.
    virtual bool opensMailbox() const { return false; }

    void onCompleted(quint64 id, const Result<Status> &result)
    {
        const auto node = m_running.extract(id);
        if (!node.empty())
            node.mapped()(result);
    }
    bool owns(quint64 id) const { return m_running.count(id) > 0; }
    //! Nothing is left to be done or to come.
    bool isOver() const { return m_finished && m_running.empty(); }
    bool isFinished() const { return m_finished; }

protected:
    using Then = std::function<void(const Result<Status> &)>;

    void run(Command command, Then then)
    {
        m_host.submit(std::move(command), [this, &then](quint64 id) { expect(id, std::move(then)); });
    }
    //! For what was asked of the engine in another way.
    void expect(quint64 id, Then then) { m_running.emplace(id, std::move(then)); }
    size_t running() const { return m_running.size(); }
    RequestHost &host() { return m_host; }
    const RequestHost &host() const { return m_host; }
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
        host().later([&told = host(), placed = m_placed, done = std::move(m_done), result = std::move(result)]() mutable {
            if (placed)
                told.placedUnder(*placed);
            done(std::move(result));
        });
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

    //! The UIDVALIDITY that new UIDs were told under (APPENDUID, COPYUID), for requests that make some; invalid where the server does not say.
    std::optional<UidValidity> m_placed;

private:
    Done<T> m_done;
};

} // namespace golub::imap
