// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/SmtpSubmitter.h"

#include "protocols/net/EchoFilter.h"
#include "protocols/net/SessionDriver.h"

#include <deque>
#include <utility>

namespace golub::smtp {
namespace {

//! Handed over at a time: enough to keep any line busy, little enough that a break in the middle of a large message is seen as one.
constexpr qsizetype ContentWindow = 256 * 1024;

Options windowed(Options options, const net::Connection &connection)
{
    options.contentWindow = connection.transport && connection.transport->tellsDrained() ? ContentWindow : 0;
    return options;
}

} // namespace

class SmtpSubmitter::Private
{
public:
    using BeforeData = Submitter::BeforeData;

    Private(const Options &options, net::Connection connection)
        : m_driver(Engine(prepared(options, connection)), std::move(connection)), m_signedIn(options.credentials.signedIn)
    {
        const QByteArray secret = options.credentials.secret.reveal();
        m_echoes.hide(secret.toBase64());
        m_echoes.hide(('\0' + options.credentials.user.toUtf8() + '\0' + secret).toBase64());
        m_driver.onEvent([this](Event &event) { handle(event); });
        m_driver.onClosed([this](const std::optional<Error> &why) { ended(why.value_or(Error::of(ErrorKind::ConnectionLost))); });
    }
    ~Private() { *m_alive = false; }

    void submit(const Submission &submission, BeforeData beforeData, std::function<void(SubmissionReport)> done)
    {
        m_queue.push_back({ submission, std::move(beforeData), std::move(done) });
        m_driver.open();
        startNext();
    }

    void signIn(Done<void> done)
    {
        if (m_ready || m_driver.isClosed()) {
            const Outcome outcome = m_ready ? Outcome() : Outcome(Error::of(ErrorKind::ConnectionLost));
            m_driver.later([done = std::move(done), outcome] { done(outcome); });
            return;
        }
        m_signIns.push_back(std::move(done));
        m_driver.open();
    }

    void close()
    {
        dropQueue(Error::of(ErrorKind::Cancelled));
        m_driver.submit([](Engine &engine) { engine.quit(); });
    }

    net::SessionDriver<Engine> m_driver;
    std::function<void(const Event &)> m_observer;
    QStringList m_offered; //!< of a connection that was ready: what was said before TLS may be anybody's word

private:
    Options prepared(const Options &options, const net::Connection &connection)
    {
        Options out = windowed(options, connection);
        out.credentials.serverEndPoint = [this] { return m_driver.tlsServerEndPoint(); };
        return out;
    }

    struct Item {
        Submission submission;
        BeforeData beforeData;
        std::function<void(SubmissionReport)> done;
    };

    void startNext()
    {
        if (m_running || m_queue.empty())
            return;
        m_running = std::move(m_queue.front());
        m_queue.pop_front();
        m_driver.submit([this](Engine &engine) { engine.submit(m_running->submission); });
    }

    void handle(Event &event)
    {
        if (m_observer)
            m_observer(event);
        if (const auto *authenticated = std::get_if<Authenticated>(&event)) {
            m_strength = authenticated->strength;
        } else if (std::holds_alternative<Ready>(event)) {
            m_ready = true;
            m_offered.clear();
            for (const QByteArray &keyword : m_driver.engine().capabilities().keywords)
                m_offered += QString::fromLatin1(keyword);
            if (m_signedIn) // also where nobody had to sign in: TLS is remembered
                m_signedIn(m_strength.raisedTo({ m_driver.isEncrypted() }));
            finishSignIns({});
        } else if (const auto *asking = std::get_if<smtp::BeforeData>(&event)) {
            permit(asking->recipients);
        } else if (auto *done = std::get_if<SubmissionDone>(&event)) {
            finish(std::move(done->report));
        }
    }

    void permit(const QList<OutboxRecipient> &recipients)
    {
        const std::shared_ptr<bool> alive = m_alive;
        const auto beforeData = m_running ? m_running->beforeData : nullptr;
        const Outcome permission = beforeData ? beforeData(recipients) : Outcome();
        if (*alive)
            m_driver.submit([&permission](Engine &engine) { engine.permitData(permission); });
    }

    void finish(SubmissionReport report)
    {
        if (!m_running)
            return;
        const Item item = *std::exchange(m_running, std::nullopt);
        if (report.error)
            report.error = withoutEchoes(*report.error);
        report.connectionSpent = report.connectionSpent || m_driver.engine().state() == Engine::State::Closed;
        m_driver.later([done = item.done, report = std::move(report)] { done(report); });
        startNext();
    }

    //! What a server repeats of the password reaches neither the ledger nor the window.
    Error withoutEchoes(Error error) const
    {
        for (QString *words : { &error.detail, &error.reply.text })
            *words = QString::fromUtf8(m_echoes.clean(words->toUtf8()));
        return error;
    }

    void ended(const Error &reason)
    {
        const Error why = withoutEchoes(reason);
        m_ready = false;
        finishSignIns(why);
        dropQueue(why);
    }

    void finishSignIns(const Outcome &outcome)
    {
        for (Done<void> &done : std::exchange(m_signIns, {}))
            m_driver.later([done = std::move(done), outcome] { done(outcome); });
    }

    void dropQueue(const Error &why)
    {
        for (Item &item : std::exchange(m_queue, {})) {
            SubmissionReport report;
            for (const QString &address : std::as_const(item.submission.recipients))
                report.recipients.append(OutboxRecipient { address });
            report.error = why;
            report.connectionSpent = true;
            m_driver.later([done = std::move(item.done), report] { done(report); });
        }
    }

    net::EchoFilter m_echoes;
    bool m_ready = false;
    SignInStrength m_strength;
    std::function<void(const SignInStrength &)> m_signedIn;
    std::optional<Item> m_running;
    std::deque<Item> m_queue;
    std::deque<Done<void>> m_signIns;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

Options optionsFor(const ServerSettings &server, const QString &user, const Secret &secret)
{
    return optionsFor(server, sasl::credentialsFor(server, user, secret));
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

SmtpSubmitter::SmtpSubmitter(const Options &options, net::Connection connection)
    : d(std::make_unique<Private>(options, std::move(connection)))
{
}

SmtpSubmitter::~SmtpSubmitter() = default;

void SmtpSubmitter::submit(
    const Submission &submission, BeforeData beforeData, std::function<void(SubmissionReport)> done)
{
    d->submit(submission, std::move(beforeData), std::move(done));
}

QStringList SmtpSubmitter::capabilities() const
{
    return d->m_offered;
}

void SmtpSubmitter::close()
{
    d->close();
}

WireStatistics SmtpSubmitter::statistics() const
{
    return d->m_driver.statistics();
}

void SmtpSubmitter::signIn(Done<void> done)
{
    d->signIn(std::move(done));
}

void SmtpSubmitter::setObserver(std::function<void(const Event &)> observer)
{
    d->m_observer = std::move(observer);
}

QString SmtpSubmitter::tlsFacts() const
{
    return d->m_driver.tlsFacts();
}

int SmtpSubmitter::submissions() const
{
    return d->m_driver.engine().submissions();
}

} // namespace golub::smtp
