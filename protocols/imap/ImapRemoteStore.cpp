// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ImapRemoteStore.h"

#include "protocols/imap/MailboxRequests.h"
#include "protocols/imap/MessageRequests.h"
#include "protocols/net/SessionDriver.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>

namespace golub::imap {
namespace {

// Providers that let nobody in who has not said who asks (ID, RFC 2971): "Unsafe Login".
bool wantsId(const QString &host)
{
    static const QStringList Domains { QStringLiteral("163.com"), QStringLiteral("126.com"), QStringLiteral("yeah.net"), QStringLiteral("188.com") };
    return std::any_of(Domains.begin(), Domains.end(), [&host](const QString &domain) { return host == domain || host.endsWith(u'.' + domain); });
}

Options optionsFor(const ServerSettings &settings, const Secret &secret)
{
    Options options;
    options.security = settings.security;
    options.allowCleartext = settings.allowCleartext || settings.isLoopback();
    options.auth = settings.auth;
    options.credentials = { settings.user, secret };
    options.sendId = wantsId(settings.host.toLower());
    return options;
}

} // namespace

class ImapRemoteStore::Private final : public RequestHost
{
public:
    Private(const ServerSettings &settings, const Secret &secret, net::Connection connection)
        : m_driver(Engine(optionsFor(settings, secret)), std::move(connection))
    {
        m_driver.onEvent([this](Event &event) { onEvent(event); });
        m_driver.onClosed([this](const std::optional<Error> &why) { onClosed(why); });
    }

    void open(Done<void> done)
    {
        if (m_opened)
            return m_driver.later([done = std::move(done)] { done(Error::of(ErrorKind::Internal, QStringLiteral("Opened twice."))); });
        m_opened = true;
        m_openDone = std::move(done);
        m_driver.open();
    }

    void add(std::unique_ptr<Request> request)
    {
        m_queue.push_back(std::move(request));
        if (m_current && m_current->isIdle())
            m_driver.submit([](Engine &engine) { engine.stopIdle(); });
        startNext();
    }

    void close(Done<void> done);
    void idle(std::function<void(MailboxNews)> news, Done<void> done);

    quint64 submit(Command command) override
    {
        quint64 id = 0;
        m_driver.submit([&](Engine &engine) { id = engine.submit(std::move(command)); });
        return id;
    }
    const Capabilities &capabilities() const override { return m_driver.engine().capabilities(); }
    std::optional<Selection> &selection() override { return m_selection; }
    std::optional<NamespaceData::Entry> &personalNamespace() override { return m_personalNamespace; }
    void later(std::function<void()> call) override { m_driver.later(std::move(call)); }
    void abort(const Error &why) override
    {
        m_driver.submit([&why](Engine &engine) { engine.abort(why); });
    }

    net::SessionDriver<Engine> m_driver;
    std::function<void(const Event &)> m_observer;

private:
    void onEvent(Event &event);
    void onClosed(const std::optional<Error> &why);
    void onUnsolicited(const Response &response);
    void startNext();
    void retire();
    void deliverNews();

    bool m_opened = false;
    bool m_starting = false;
    Done<void> m_openDone;
    std::optional<Error> m_ended;
    std::optional<Selection> m_selection;
    std::optional<NamespaceData::Entry> m_personalNamespace;
    std::deque<std::unique_ptr<Request>> m_queue;
    std::unique_ptr<Request> m_current;
    std::shared_ptr<std::function<void(MailboxNews)>> m_newsHandler;
    bool m_newsPosted = false;
};

void ImapRemoteStore::Private::onEvent(Event &event)
{
    if (m_observer)
        m_observer(event);
    if (std::holds_alternative<Ready>(event)) {
        if (auto done = std::exchange(m_openDone, nullptr))
            m_driver.later([done = std::move(done)] { done({}); });
        startNext();
    } else if (auto *data = std::get_if<Data>(&event)) {
        if (m_current)
            m_current->onData(data->response);
    } else if (auto *completed = std::get_if<Completed>(&event)) {
        if (m_current) {
            if (m_current->isIdle())
                static_cast<IdleRequest &>(*m_current).ended(completed->id, completed->result);
            m_current->onCompleted(completed->id, completed->result);
        }
        retire();
        startNext();
    } else if (auto *unsolicited = std::get_if<Unsolicited>(&event)) {
        onUnsolicited(unsolicited->response);
    }
}

void ImapRemoteStore::Private::onClosed(const std::optional<Error> &why)
{
    m_ended = why.value_or(Error::of(ErrorKind::Cancelled));
    m_selection.reset();
    if (auto done = std::exchange(m_openDone, nullptr))
        m_driver.later([done = std::move(done), error = *m_ended] { done(error); });
    if (m_current)
        m_current->fail(*m_ended);
    m_current.reset();
    startNext();
}

void ImapRemoteStore::Private::retire()
{
    if (m_current && m_current->isOver()) {
        if (m_current->isIdle())
            m_newsHandler.reset();
        m_current.reset();
    }
}

void ImapRemoteStore::Private::startNext()
{
    if (m_starting) // a request that ended as it started: the loop below goes on
        return;
    m_starting = true;
    while (!m_current && !m_queue.empty() && (m_ended || m_driver.engine().state() == Engine::State::Ready)) {
        m_current = std::move(m_queue.front());
        m_queue.pop_front();
        if (m_ended)
            m_current->fail(*m_ended);
        else
            m_current->start();
        if (m_current && m_current->isIdle() && !m_queue.empty())
            m_driver.submit([](Engine &engine) { engine.stopIdle(); });
        retire();
    }
    m_starting = false;
}

void ImapRemoteStore::Private::onUnsolicited(const Response &response)
{
    if (!m_selection)
        return;
    if (const auto *exists = std::get_if<ExistsData>(&response)) {
        m_selection->news.newMessages |= exists->count > m_selection->exists;
        m_selection->exists = exists->count;
    } else if (std::holds_alternative<ExpungeData>(response)) {
        m_selection->news.removed = true;
        m_selection->exists = std::max<qint64>(0, m_selection->exists - 1);
    } else if (const auto *vanished = std::get_if<VanishedData>(&response); vanished && !vanished->earlier) {
        m_selection->news.removed = true;
        m_selection->exists = std::max<qint64>(0, m_selection->exists - vanished->uids.count());
    } else if (const auto *fetch = std::get_if<FetchData>(&response)) {
        m_selection->news.flagsChanged |= fetch->flags.has_value();
    } else if (const auto *status = std::get_if<Status>(&response); status && status->code.is("UIDVALIDITY")
               && m_selection->uidValidity.isValid() && status->code.number != m_selection->uidValidity.value) {
        // Every UID means something else now: nothing may be done with those that are known here.
        return abort(Error::of(ErrorKind::ConnectionLost, QCoreApplication::translate("Imap", "The folder was rebuilt on the server while it was open.")));
    }
    deliverNews();
}

// What happened while other requests ran is told when waiting begins; many changes at once are told once.
void ImapRemoteStore::Private::deliverNews()
{
    if (!m_selection || !m_newsHandler || m_newsPosted)
        return;
    const MailboxNews &news = m_selection->news;
    if (!news.newMessages && !news.removed && !news.flagsChanged)
        return;
    m_newsPosted = true;
    m_driver.later([this] {
        m_newsPosted = false;
        // The handler may destroy all of this.
        if (const auto handler = m_newsHandler; handler && m_selection)
            (*handler)(std::exchange(m_selection->news, {}));
    });
}

void ImapRemoteStore::Private::idle(std::function<void(MailboxNews)> news, Done<void> done)
{
    const auto handler = std::make_shared<std::function<void(MailboxNews)>>(std::move(news));
    const auto begin = [this, handler] {
        m_newsHandler = handler;
        deliverNews();
        quint64 id = 0;
        m_driver.submit([&id](Engine &engine) { id = engine.idle(); });
        return id;
    };
    add(std::make_unique<IdleRequest>(*this, begin, std::move(done)));
}

void ImapRemoteStore::Private::close(Done<void> done)
{
    class LogoutRequest final : public RequestFor<void>
    {
    public:
        LogoutRequest(Private &store, Done<void> callback) : RequestFor(store, std::move(callback)), m_store(store) { }
        void start() override
        {
            m_store.m_driver.submit([](Engine &engine) { engine.logout(); });
        }
        // The end is what was asked for.
        void fail(const Error &) override { finish({}); }

    private:
        Private &m_store;
    };
    if (!m_opened || m_driver.isClosed())
        return m_driver.later([done = std::move(done)] { done({}); });
    if (m_driver.engine().state() != Engine::State::Ready) {
        m_queue.push_back(std::make_unique<LogoutRequest>(*this, std::move(done)));
        return m_driver.submit([](Engine &engine) { engine.logout(); });
    }
    add(std::make_unique<LogoutRequest>(*this, std::move(done)));
}

ImapRemoteStore::ImapRemoteStore(const ServerSettings &settings, const Secret &secret, net::Connection connection)
    : d(std::make_unique<Private>(settings, secret, std::move(connection)))
{
}

ImapRemoteStore::~ImapRemoteStore() = default;

void ImapRemoteStore::open(Done<void> done)
{
    d->open(std::move(done));
}

void ImapRemoteStore::listMailboxes(Done<QList<RemoteMailbox>> done)
{
    d->add(std::make_unique<ListRequest>(*d, std::move(done)));
}

void ImapRemoteStore::status(const MailboxName &mailbox, Done<Counts> done)
{
    d->add(std::make_unique<StatusRequest>(*d, mailbox, std::move(done)));
}

void ImapRemoteStore::select(const MailboxName &mailbox, Done<SelectedMailbox> done)
{
    d->add(std::make_unique<SelectRequest>(*d, mailbox, std::move(done)));
}

void ImapRemoteStore::fetchFlags(const UidSet &uids, ModSeq changedSince, std::function<void(const RemoteMessage &)> each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Flags, uids, changedSince, std::move(each), std::move(done)));
}

void ImapRemoteStore::searchAll(Done<UidSet> done)
{
    d->add(std::make_unique<SearchAllRequest>(*d, std::move(done)));
}

void ImapRemoteStore::fetchHeaders(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Headers, uids, ModSeq {}, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchMessages(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Messages, uids, ModSeq {}, std::move(each), std::move(done)));
}

void ImapRemoteStore::storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done)
{
    d->add(std::make_unique<StoreRequest>(*d, uids, add, remove, std::move(done)));
}

void ImapRemoteStore::copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    d->add(std::make_unique<CopyRequest>(*d, uids, destination, false, std::move(done)));
}

void ImapRemoteStore::move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    d->add(std::make_unique<CopyRequest>(*d, uids, destination, true, std::move(done)));
}

void ImapRemoteStore::expunge(const UidSet &uids, Done<void> done)
{
    d->add(std::make_unique<ExpungeRequest>(*d, uids, std::move(done)));
}

void ImapRemoteStore::append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done)
{
    d->add(std::make_unique<AppendRequest>(*d, mailbox, message, flags, internalDate, std::move(done)));
}

void ImapRemoteStore::createMailbox(const QString &path, Done<MailboxName> done)
{
    d->add(std::make_unique<CreateRequest>(*d, path, std::move(done)));
}

void ImapRemoteStore::idle(std::function<void(MailboxNews)> news, Done<void> done)
{
    d->idle(std::move(news), std::move(done));
}

void ImapRemoteStore::close(Done<void> done)
{
    d->close(std::move(done));
}

bool ImapRemoteStore::isOpen() const
{
    return d->m_driver.isConnected() && d->m_driver.engine().state() == Engine::State::Ready;
}

bool ImapRemoteStore::hasCondStore() const
{
    return d->capabilities().condStore();
}

WireStatistics ImapRemoteStore::statistics() const
{
    return d->m_driver.statistics();
}

void ImapRemoteStore::setObserver(std::function<void(const Event &)> observer)
{
    d->m_observer = std::move(observer);
}

QString ImapRemoteStore::tlsFacts() const
{
    return d->m_driver.tlsFacts();
}

} // namespace golub::imap
