// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Pop3Maildrop.h"

#include "protocols/net/SessionDriver.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace golub::pop3 {

class Pop3Maildrop::Private
{
public:
    Private(const Options &options, net::Connection connection)
        : m_driver(Engine(bound(options)), std::move(connection)), m_signedIn(options.credentials.signedIn)
    {
        m_driver.onEvent([this](Event &event) { handle(event); });
        m_driver.onClosed([this](const std::optional<Error> &why) {
            finishOpen(why ? Outcome(*why) : Outcome(Error::of(ErrorKind::ConnectionLost)));
        });
    }

    void open(Done<void> done)
    {
        if (m_opened) {
            m_driver.later([done = std::move(done)] { done(Error::of(ErrorKind::Conflict, QStringLiteral("Opened twice."))); });
            return;
        }
        m_opened = true;
        m_open = std::move(done);
        m_driver.open();
    }

    void submit(const Request &request, std::function<void(Result<Answer>)> done)
    {
        m_driver.submit([&](Engine &engine) {
            // The answer comes out of the effects, which are drained after this.
            m_requests.insert(engine.submit(request), std::move(done));
        });
    }

    net::SessionDriver<Engine> m_driver;
    std::function<void(const Event &)> m_observer;

private:
    Options bound(Options options)
    {
        options.credentials.serverEndPoint = [this] { return m_driver.tlsServerEndPoint(); };
        return options;
    }

    void handle(Event &event)
    {
        if (m_observer)
            m_observer(event);
        if (const auto *authenticated = std::get_if<Authenticated>(&event); authenticated && m_signedIn) {
            m_signedIn(authenticated->strength);
        } else if (std::holds_alternative<Ready>(event)) {
            finishOpen({});
        } else if (auto *completed = std::get_if<Completed>(&event)) {
            if (auto done = m_requests.take(completed->id))
                m_driver.later([done = std::move(done), answer = std::move(completed->answer)] { done(answer); });
        }
    }

    void finishOpen(const Outcome &outcome)
    {
        if (const Done<void> done = std::exchange(m_open, nullptr))
            m_driver.later([done, outcome] { done(outcome); });
    }

    bool m_opened = false;
    Done<void> m_open;
    std::function<void(const SignInStrength &)> m_signedIn;
    QHash<quint64, std::function<void(Result<Answer>)>> m_requests;
};

namespace {

template<class T, class Take>
std::function<void(Result<Answer>)> completion(Done<T> done, Take take)
{
    return [done = std::move(done), take](Result<Answer> answer) {
        if (answer)
            done(take(*answer));
        else
            done(answer.error());
    };
}

Outcome nothing(Answer &)
{
    return {};
}

} // namespace

Options optionsFor(const ServerSettings &server, const Secret &secret)
{
    return optionsFor(server, sasl::credentialsFor(server, {}, secret));
}

Options optionsFor(const ServerSettings &server, const sasl::Credentials &credentials)
{
    Options options;
    options.security = server.security;
    options.allowCleartext = server.security == Security::None && (server.allowCleartext || server.isLoopback());
    options.auth = server.auth;
    options.credentials = credentials;
    return options;
}

Pop3Maildrop::Pop3Maildrop(Options options, net::Connection connection)
    : d(std::make_unique<Private>(std::move(options), std::move(connection)))
{
}

Pop3Maildrop::~Pop3Maildrop() = default;

void Pop3Maildrop::open(Done<void> done)
{
    d->open(std::move(done));
}

void Pop3Maildrop::list(Done<QList<MaildropMessage>> done)
{
    d->submit(List {}, completion(std::move(done), [](Answer &answer) { return std::move(answer.messages); }));
}

void Pop3Maildrop::retrieve(quint32 number, Done<QByteArray> done)
{
    d->submit(Retrieve { number }, completion(std::move(done), [](Answer &answer) { return std::move(answer.message); }));
}

void Pop3Maildrop::top(quint32 number, int lines, Done<Beginning> done)
{
    d->submit(Top { number, quint32(std::max(0, lines)) },
        completion(std::move(done), [](Answer &answer) { return Beginning { std::move(answer.message), answer.whole }; }));
}

void Pop3Maildrop::remove(quint32 number, Done<void> done)
{
    d->submit(Delete { number }, completion(std::move(done), nothing));
}

void Pop3Maildrop::quit(Done<void> done)
{
    d->submit(Quit {}, completion(std::move(done), nothing));
}

std::chrono::seconds Pop3Maildrop::loginDelay() const
{
    return d->m_driver.engine().capabilities().loginDelay;
}

WireStatistics Pop3Maildrop::statistics() const
{
    return d->m_driver.statistics();
}

void Pop3Maildrop::setObserver(std::function<void(const Event &)> observer)
{
    d->m_observer = std::move(observer);
}

QString Pop3Maildrop::tlsFacts() const
{
    return d->m_driver.tlsFacts();
}

} // namespace golub::pop3
