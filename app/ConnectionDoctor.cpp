// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ConnectionDoctor.h"

#include "app/SignIn.h"
#include "core/base/TextSafety.h"
#include "protocols/imap/ImapRemoteStore.h"
#include "protocols/pop3/Pop3Maildrop.h"
#include "protocols/smtp/SmtpSubmitter.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace golub::app {
namespace {

const QString Greeting = QStringLiteral("greeting");
const QString Learned = QStringLiteral("capabilities");
const QString Authentication = QStringLiteral("authentication");

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConnectionDoctor)
};

QString words(const QList<QByteArray> &lines)
{
    return textsafety::printable(lines.join(", "), 400);
}

QString factsOf(const imap::Capabilities &capabilities) { return words(capabilities.words()); }
QString factsOf(const pop3::Capabilities &capabilities) { return words(capabilities.lines); }

//! The limit on messages first: it is what people look for.
QString factsOf(const smtp::Capabilities &capabilities)
{
    if (!capabilities.extended)
        return Text::tr("no extensions: a server of the simplest kind");
    const QString extensions = words(capabilities.keywords);
    return capabilities.maxSize > 0 ? Text::tr("messages up to %1; %2").arg(QLocale().formattedDataSize(capabilities.maxSize), extensions) : extensions;
}

//! "USER" is no mechanism, but POP3's own way of handing over name and password.
QString mechanismFacts(const QByteArray &mechanism)
{
    return mechanism == "USER" ? QStringLiteral("USER, PASS") : QString::fromLatin1(mechanism);
}

} // namespace

ConnectionDoctor::ConnectionDoctor(const Account &account, const Secret &incoming, const Secret &outgoing,
    const Secret &certificatePassphrase, KnownServers &known, ProtocolLogSink &log, Clock &clock)
    : m_account(account), m_incoming(incoming), m_outgoing(outgoing), m_certificatePassphrase(certificatePassphrase), m_known(known), m_log(log), m_clock(clock)
{
}

ConnectionDoctor::~ConnectionDoctor() = default;

void ConnectionDoctor::start(std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done)
{
    m_step = std::move(step);
    m_done = std::move(done);
    tryIncoming();
}

net::ConnectionProbe *ConnectionDoctor::makeProbe(const ServerSettings &server, const QString &label, const QStringList &steps)
{
    const net::Endpoint endpoint = endpointOf(server, m_certificatePassphrase);
    auto &probe = &server == &m_account.incoming ? m_incomingProbe : m_outgoingProbe;
    probe = std::make_unique<net::ConnectionProbe>(endpoint, m_clock, &m_known, &m_log, m_account.address + u' ' + label, steps);
    m_probe = probe.get();
    return m_probe;
}

void ConnectionDoctor::tryIncoming()
{
    const bool imap = m_account.protocol == IncomingProtocol::Imap;
    auto *probe = makeProbe(m_account.incoming, imap ? QStringLiteral("imap") : QStringLiteral("pop3"),
        { Greeting, Learned, Authentication, imap ? QStringLiteral("select") : QStringLiteral("list") });
    probe->start(
        m_step,
        [this, imap](net::Connection connection) {
            if (imap)
                speakImap(std::move(connection));
            else
                speakPop3(std::move(connection));
        },
        [this] {
            m_report.steps += m_probe->steps();
            tryOutgoing();
        });
}

void ConnectionDoctor::tryOutgoing()
{
    auto *probe = makeProbe(m_account.outgoing, QStringLiteral("smtp"), { Greeting, QStringLiteral("ehlo"), Authentication });
    probe->start(m_step, [this](net::Connection connection) { speakSmtp(std::move(connection)); },
        [this] {
            m_report.steps += m_probe->steps();
            end();
        });
}

void ConnectionDoctor::end()
{
    // Later: this may be a callback of an adapter that goes with this object.
    m_clock.startTimer(std::chrono::milliseconds(0), [done = m_done, report = m_report] { done(report); });
}

// What stands before STARTTLS lacks the sign-ins, and anybody on the way may have written it.
bool ConnectionDoctor::isFinal(const ServerSettings &server) const
{
    const QList<ConnectionStep> &steps = m_probe->steps();
    return server.security != Security::StartTls
        || std::any_of(steps.begin(), steps.end(), [](const ConnectionStep &step) { return step.name == u"tls" && step.ok; });
}

template<class Greeted, class CapabilitiesLearned, class Authenticated, class Event>
void ConnectionDoctor::observe(const Event &event)
{
    const bool outgoing = m_probe == m_outgoingProbe.get();
    if (const auto *greeted = std::get_if<Greeted>(&event))
        m_probe->passed(Greeting, greeted->reply.text);
    else if (const auto *learned = std::get_if<CapabilitiesLearned>(&event); learned && isFinal(outgoing ? m_account.outgoing : m_account.incoming))
        m_probe->passed(outgoing ? QStringLiteral("ehlo") : Learned, factsOf(learned->capabilities));
    else if (const auto *authenticated = std::get_if<Authenticated>(&event))
        m_probe->passed(Authentication, mechanismFacts(authenticated->mechanism));
}

void ConnectionDoctor::speakImap(net::Connection connection)
{
    sasl::Credentials credentials = credentialsOf(m_account, m_account.incoming, m_incoming, m_known);
    useTicket(m_account.incoming, "imap", connection, credentials);
    imap::SessionOptions options;
    options.tellName = m_account.incoming.tellName;
    m_imap = std::make_unique<imap::ImapRemoteStore>(m_account.incoming, credentials, std::move(connection), options);
    m_imap->setObserver([this](const imap::Event &event) { observe<imap::Greeted, imap::CapabilitiesLearned, imap::Authenticated>(event); });
    m_imap->open([this](const Outcome &opened) {
        if (!opened) {
            m_probe->finish(opened);
            return;
        }
        m_imap->select({ "INBOX", QStringLiteral("INBOX"), {} }, [this](const Result<SelectedMailbox> &selected) {
            if (selected)
                m_probe->passed(QStringLiteral("select"), Text::tr("%1 messages in the inbox").arg(selected->exists));
            m_probe->finish(selected ? Outcome() : Outcome(selected.error()));
        });
    });
}

void ConnectionDoctor::speakPop3(net::Connection connection)
{
    sasl::Credentials credentials = credentialsOf(m_account, m_account.incoming, m_incoming, m_known);
    useTicket(m_account.incoming, "pop", connection, credentials);
    m_pop3 = std::make_unique<pop3::Pop3Maildrop>(pop3::optionsFor(m_account.incoming, credentials), std::move(connection));
    m_pop3->setObserver([this](const pop3::Event &event) { observe<pop3::Greeted, pop3::CapabilitiesLearned, pop3::Authenticated>(event); });
    m_pop3->open([this](const Outcome &opened) {
        if (!opened) {
            m_probe->finish(opened);
            return;
        }
        m_pop3->list([this](const Result<QList<MaildropMessage>> &listed) {
            if (listed)
                m_probe->passed(QStringLiteral("list"), Text::tr("%1 messages on the server").arg(listed->size()));
            m_probe->finish(listed ? Outcome() : Outcome(listed.error()));
        });
    });
}

void ConnectionDoctor::speakSmtp(net::Connection connection)
{
    const Secret &secret = m_outgoing.isEmpty() ? m_incoming : m_outgoing;
    sasl::Credentials credentials = credentialsOf(m_account, m_account.outgoing, secret, m_known);
    useTicket(m_account.outgoing, "smtp", connection, credentials);
    m_smtp = std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(m_account.outgoing, credentials), std::move(connection));
    m_smtp->setObserver([this](const smtp::Event &event) { observe<smtp::Greeted, smtp::CapabilitiesLearned, smtp::Authenticated>(event); });
    m_smtp->signIn([this](const Outcome &signedIn) {
        if (const QStringList capabilities = m_smtp->capabilities(); signedIn && !capabilities.isEmpty())
            m_known.offered(m_account.outgoing.host, m_account.outgoing.port, capabilities);
        if (signedIn && m_account.outgoing.auth == AuthMethod::None)
            m_probe->passed(Authentication, Text::tr("not asked for"));
        m_probe->finish(signedIn);
    });
}

} // namespace golub::app
