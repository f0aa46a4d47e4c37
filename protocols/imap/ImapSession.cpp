// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ImapSession.h"

#include "core/base/Limits.h"
#include "protocols/imap/WaitRequests.h"
#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <utility>

// Requests in their order, side by side where no answer can be mistaken. News are in ImapSessionNews.cpp.
namespace golub::imap {
namespace {

constexpr size_t MostActive = 64; // requests side by side: what one command line's worth of answers can be looked up in

} // namespace

ImapSession::ImapSession(Options options, net::Connection connection, std::function<void(const ServerNotes &)> keepNotes)
    : m_signedIn(options.credentials.signedIn),
      m_keepNotes(std::move(keepNotes)),
      m_notes(options.notes),
      m_care(options.notes),
      m_driver(Engine(bound(std::move(options))), std::move(connection))
{
    m_driver.onEvent([this](Event &event) { onEvent(event); });
    m_driver.onClosed([this](const std::optional<Error> &why) { onClosed(why); });
}

// SCRAM asks for it when the sign-in begins: the connection is there by then.
Options ImapSession::bound(Options options)
{
    options.credentials.serverEndPoint = [this] { return m_driver.tlsServerEndPoint(); };
    return options;
}

void ImapSession::expect(Engine::FirstQuestions questions, bool enableLater)
{
    m_driver.engine().expect(std::move(questions), enableLater);
}

// Written where something has changed, so not at each connection.
void ImapSession::keepNotes()
{
    if (!m_keepNotes || !m_wasReady)
        return;
    ServerNotes notes = m_driver.engine().notes();
    if (m_named.isValid())
        notes.named = m_named;
    notes.headerCare = m_care.headerCare;
    notes.brokenHeaders = m_care.brokenHeaders;
    notes.carefulSince = m_care.carefulSince;
    if (notes == m_notes)
        return;
    m_notes = notes;
    m_keepNotes(notes);
}

void ImapSession::open(Done<void> done)
{
    if (m_opened)
        return m_driver.later([done = std::move(done)] { done(Error::of(ErrorKind::Internal, QStringLiteral("Opened twice."))); });
    m_opened = true;
    m_openDone = std::move(done);
    m_driver.open();
}

void ImapSession::close(Done<void> done)
{
    class LogoutRequest final : public RequestFor<void>
    {
    public:
        LogoutRequest(ImapSession &session, Done<void> callback) : RequestFor(session, std::move(callback)), m_session(session) { }
        void start() override
        {
            m_session.m_driver.submit([](Engine &engine) { engine.logout(); });
        }
        // The end is what was asked for.
        void fail(const Error &) override { finish({}); }

    private:
        ImapSession &m_session;
    };
    if (!m_opened || m_driver.isClosed())
        return m_driver.later([done = std::move(done)] { done({}); });
    if (m_driver.engine().state() != Engine::State::Ready) {
        m_queue.push_back(std::make_unique<LogoutRequest>(*this, std::move(done)));
        return m_driver.submit([](Engine &engine) { engine.logout(); });
    }
    add(std::make_unique<LogoutRequest>(*this, std::move(done)));
}

void ImapSession::compress(Done<void> done)
{
    class CompressRequest final : public RequestFor<void>
    {
    public:
        CompressRequest(ImapSession &session, Done<void> callback) : RequestFor(session, std::move(callback)), m_session(session) { }
        void start() override
        {
            m_session.m_driver.submit([this](Engine &engine) { expect(engine.compress(), orFail([this](const Status &) { finish({}); })); });
        }

    private:
        ImapSession &m_session;
    };
    add(std::make_unique<CompressRequest>(*this, std::move(done)));
}

void ImapSession::add(std::unique_ptr<Request> request)
{
    m_queue.push_back(std::move(request));
    startNext();
}

void ImapSession::submit(Command command, const std::function<void(quint64)> &asked)
{
    m_driver.submit([&](Engine &engine) { asked(engine.submit(std::move(command))); });
}

void ImapSession::abort(const Error &why)
{
    m_driver.submit([&why](Engine &engine) { engine.abort(why); });
}

bool ImapSession::mailboxExpected() const
{
    return m_selection || std::any_of(m_active.begin(), m_active.end(), [](const auto &request) { return request->opensMailbox() && !request->isFinished(); });
}

Error ImapSession::noMailbox() const
{
    return m_selectError.value_or(Error::of(ErrorKind::NotFound, QStringLiteral("No mailbox is selected.")));
}

void ImapSession::selectionFailed(const Error &why)
{
    m_selectError = why;
    for (const auto &request : m_active) {
        if (const auto claim = request->claim(); claim && claim->mailbox)
            request->fail(why);
    }
}

ServerFacts ImapSession::facts() const
{
    const Capabilities &c = capabilities();
    ServerFacts facts;
    facts.name = m_serverName;
    facts.condStore = c.condStore();
    facts.qresync = c.qresync() && m_driver.engine().isEnabledOrAsked("QRESYNC");
    facts.listStatus = c.listStatus();
    facts.statusSize = c.statusSize();
    facts.notify = c.has("NOTIFY");
    facts.idle = c.idle();
    facts.move = c.move();
    facts.uidPlus = c.uidPlus();
    facts.objectId = c.has("OBJECTID");
    facts.partial = c.has("PARTIAL");
    facts.searchSave = c.searchSave();
    facts.sort = c.has("SORT");
    facts.thread = !c.threadAlgorithm().isEmpty();
    facts.compress = c.has("COMPRESS=DEFLATE");
    facts.multiAppend = c.has("MULTIAPPEND");
    facts.replace = c.has("REPLACE");
    facts.binary = c.has8BitLiterals();
    facts.preview = c.preview();
    facts.saveDate = c.has("SAVEDATE");
    facts.specialUse = c.specialUse();
    facts.createSpecialUse = c.has("CREATE-SPECIAL-USE");
    facts.quota = c.quota();
    facts.acl = c.has("ACL");
    facts.metadata = c.has("METADATA");
    facts.utf8 = isEnabled("UTF8=ACCEPT");
    facts.gmail = c.gmail();
    if (const auto limit = c.number("APPENDLIMIT"))
        facts.appendLimit = qint64(std::min<quint64>(*limit, std::numeric_limits<qint64>::max()));
    facts.quirks = quirks().names();
    if (headerCare() != HeaderCare::None)
        facts.quirks.append(QStringLiteral("simple-headers"));
    for (const QByteArray &extension : m_driver.engine().distrusted())
        facts.quirks.append(QStringLiteral("quarantine:") + QString::fromLatin1(extension));
    facts.connectionLimit = quirks().connectionLimit;
    facts.pipeline = quirks().pipeline;
    facts.idleRenewal = quirks().idleRenewal;
    return facts;
}

void ImapSession::onEvent(Event &event)
{
    if (m_observer)
        m_observer(event);
    if (const auto *greeted = std::get_if<Greeted>(&event)) {
        m_serverName = greeted->reply.text;
    } else if (const auto *authenticated = std::get_if<Authenticated>(&event)) {
        if (m_signedIn)
            m_signedIn(authenticated->strength);
    } else if (std::holds_alternative<Ready>(event)) {
        m_wasReady = true;
        if (auto done = std::exchange(m_openDone, nullptr))
            m_driver.later([done = std::move(done)] { done({}); });
        startNext();
    } else if (auto *data = std::get_if<Data>(&event)) {
        onData(data->id, data->response);
    } else if (auto *completed = std::get_if<Completed>(&event)) {
        onCompleted(*completed);
    } else if (auto *unsolicited = std::get_if<Unsolicited>(&event)) {
        onUnsolicited(unsolicited->response);
    }
}

void ImapSession::onData(quint64 id, Response &response)
{
    if (const auto *list = std::get_if<ListData>(&response))
        m_delimiter = list->delimiter;
    const auto owner = std::find_if(m_active.begin(), m_active.end(), [id](const auto &request) { return request->owns(id); });
    if (owner != m_active.end() && (*owner)->onData(response))
        return;
    for (const auto &request : m_active) {
        if ((owner == m_active.end() || request != *owner) && request->claim() && request->onData(response))
            return;
    }
    onUnsolicited(response);
}

void ImapSession::onCompleted(const Completed &completed)
{
    // By index: what a request does next can only add behind.
    for (size_t i = 0; i < m_active.size(); ++i) {
        Request &request = *m_active[i];
        if (request.asksForHeaders() && request.owns(completed.id))
            noteHeaders(completed.result);
        if (request.isIdle())
            static_cast<IdleRequest &>(request).ended(completed.id, completed.result);
        request.onCompleted(completed.id, completed.result);
    }
    keepNotes();
    startNext();
}

//! Silence is the network's, an end may be the server's, over a message that it could not read.
void ImapSession::noteHeaders(const Result<Status> &answer)
{
    if (answer) {
        m_care.headersAsked(false, utcNow());
        return;
    }
    const ErrorKind kind = answer.error().kind;
    if ((kind == ErrorKind::ConnectionLost || kind == ErrorKind::Protocol || kind == ErrorKind::LimitExceeded) && !std::exchange(m_headersBroke, true))
        m_care.headersAsked(true, utcNow());
}

void ImapSession::onClosed(const std::optional<Error> &why)
{
    m_ended = why.value_or(Error::of(ErrorKind::Cancelled));
    keepNotes();
    m_selection.reset();
    if (auto done = std::exchange(m_openDone, nullptr))
        m_driver.later([done = std::move(done), error = *m_ended] { done(error); });
    for (const auto &request : m_active)
        request->fail(*m_ended);
    startNext();
}

void ImapSession::retire()
{
    if (m_ended)
        return m_active.clear();
    m_active.erase(std::remove_if(m_active.begin(), m_active.end(),
                       [this](const auto &request) {
                           if (!request->isOver())
                               return false;
                           if (request->isIdle())
                               m_newsHandler.reset();
                           return true;
                       }),
        m_active.end());
}

bool ImapSession::isWaitingForNews() const
{
    return std::any_of(m_active.begin(), m_active.end(), [](const auto &request) { return request->isIdle(); });
}

// RFC 9051 section 5.5: side by side only where every answer can belong to one of them alone.
bool ImapSession::mayStart(const Request &request) const
{
    if (m_active.empty())
        return true;
    // SELECT beside lists and counts, as long as no other mailbox could have something to say.
    if (request.opensMailbox() && !m_selection && !quirks().has(Quirk::OneAtATime))
        return std::all_of(m_active.begin(), m_active.end(), [](const auto &active) {
            const auto other = active->claim();
            return other && !other->mailbox;
        });
    const auto claim = request.claim();
    // The mailbox's answer comes before any other, and tells how many messages to ask for.
    if (claim && claim->mailbox && m_driver.engine().isCatchingUp())
        return false;
    if (!claim || m_active.size() >= MostActive || quirks().has(Quirk::OneAtATime))
        return false;
    return std::all_of(m_active.begin(), m_active.end(), [&claim](const auto &active) {
        const auto other = active->claim();
        return active->opensMailbox() || (other && !claim->collidesWith(*other));
    });
}

void ImapSession::startNext()
{
    // A request may end while it starts: it lives until it has returned, and the loop below goes on.
    if (m_starting)
        return;
    m_starting = true;
    retire();
    while (!m_queue.empty() && (m_ended || m_driver.engine().state() == Engine::State::Ready)) {
        if (!m_ended && !mayStart(*m_queue.front())) {
            if (isWaitingForNews())
                m_driver.submit([](Engine &engine) { engine.stopIdle(); });
            break;
        }
        std::unique_ptr<Request> request = std::move(m_queue.front());
        m_queue.pop_front();
        if (m_ended) {
            request->fail(*m_ended);
            continue;
        }
        Request &started = *request;
        m_active.push_back(std::move(request));
        started.start();
        retire();
    }
    m_starting = false;
}

} // namespace golub::imap
