// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/Discoverer.h"

#include "core/account/Autoconfig.h"
#include "core/account/Autodiscover.h"
#include "core/account/ProviderDirectory.h"
#include "core/account/UsualNames.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>
#include <optional>
#include <utility>

namespace golub::account {
namespace {

using namespace std::chrono_literals;
using State = DiscoveryProgress::State;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Discoverer)
};

constexpr qsizetype Exchangers = 4; //!< mail exchangers that are looked at

QUrl https(const QString &host, const QString &path)
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(host);
    url.setPath(path);
    return url;
}

//! The ISPDB's row for a domain. It learns the domain, never the address.
QUrl databaseUrl(const QString &domain)
{
    return https(QStringLiteral("autoconfig.thunderbird.net"), QStringLiteral("/v1.1/") + domain);
}

bool isNoNetwork(const Error &error)
{
    return error.kind == ErrorKind::Offline;
}

DiscoveredServer serverFor(const ProbeTarget &target, const QString &user)
{
    DiscoveredServer server;
    server.protocol = target.protocol;
    server.settings.host = target.host;
    server.settings.port = target.port;
    server.settings.security = target.security;
    server.settings.user = user;
    return server;
}

} // namespace

//! How one source goes: parts that are still out, and what has come in.
struct Discoverer::Way {
    State state = State::Running;
    QString facts;
    SourceAnswer answer;
    int waiting = 0;
    std::optional<Error> error;              //!< the first one that was more than "there is nothing"
    std::chrono::milliseconds ended { 0 };
    QList<ProbeTarget> targets;              //!< in the order of preference, for those that are tried
    QList<ProbeTarget> good;
    bool isFound() const { return !answer.servers.isEmpty() || !answer.exchangeHost.isEmpty(); }
};

Discoverer::Discoverer(const ProviderDirectory *directory, std::unique_ptr<DiscoveryNetwork> network, Clock &clock)
    : m_directory(directory), m_network(std::move(network)), m_clock(clock)
{
}

Discoverer::~Discoverer()
{
    *m_alive = false;
    m_clock.cancelTimer(m_timer);
    m_clock.cancelTimer(m_limit);
}

void Discoverer::start(const QString &address, const DiscoveryOptions &options, Found found, Done<Discovery> done)
{
    m_address = partsOf(address);
    m_options = options;
    m_found = std::move(found);
    m_done = std::move(done);
    m_timer = m_clock.startTimer(0ms, [this] { begin(); });
}

void Discoverer::begin()
{
    if (!m_address.isValid()) {
        m_ended = true;
        m_done(Error { ErrorKind::InvalidInput, Text::tr("“%1” is not an e-mail address with a domain.").arg(m_address.address.left(100)) });
        return;
    }
    m_started = m_clock.monotonic();
    m_limit = m_clock.startTimer(Limit, [this] { end(true); });
    askDirectory();
    // Nobody is told which domain is looked for where the directory knows it for certain.
    const bool isKnown = m_directory && way(DiscoverySource::Directory).state == State::Found && !m_options.everything;
    if (m_network && !isKnown) {
        const QString &domain = m_address.domain;
        QUrl autoconfig = https(QStringLiteral("autoconfig.") + domain, QStringLiteral("/mail/config-v1.1.xml"));
        QUrl wellKnown = https(domain, QStringLiteral("/.well-known/autoconfig/mail/config-v1.1.xml"));
        if (m_options.sendAddress) {
            QUrlQuery query;
            query.addQueryItem(QStringLiteral("emailaddress"), QString::fromLatin1(QUrl::toPercentEncoding(m_address.address)));
            autoconfig.setQuery(query);
            wellKnown.setQuery(query);
        }
        askAutoconfig(DiscoverySource::Autoconfig, autoconfig);
        askAutoconfig(DiscoverySource::WellKnown, wellKnown);
        askAutoconfig(DiscoverySource::Database, databaseUrl(domain));
        askServices();
        askExchangers();
        askAutodiscover();
        tryUsualNames();
    }
    report();
}

// --- the sources

SourceAnswer Discoverer::fromDirectory(DiscoverySource source, const ProviderMatch &match) const
{
    SourceAnswer answer;
    answer.source = source;
    answer.providerName = match.providerName;
    answer.hints = match.hints;
    if (!match.helpUrl.isEmpty())
        answer.links = { { match.helpUrl, Text::tr("Help from %1").arg(match.providerName) } };
    const auto add = [&](MailProtocol protocol, const QList<ServerSettings> &list) {
        for (const ServerSettings &settings : list) {
            DiscoveredServer server;
            server.protocol = protocol;
            server.settings = settings;
            server.wantsOAuth = match.wantsOAuth;
            answer.servers += server;
        }
    };
    add(MailProtocol::Imap, match.imap);
    add(MailProtocol::Pop3, match.pop3);
    add(MailProtocol::Smtp, match.outgoing);
    return answer;
}

void Discoverer::askDirectory()
{
    if (!m_directory)
        return;
    expect(DiscoverySource::Directory, 0, Text::tr("Golub's own list of providers"));
    const auto match = m_directory->find(m_address.address);
    const bool isChecked = match && match->verified;
    const auto setDown = [&](DiscoverySource source) {
        way(source).answer = fromDirectory(source, *match);
        way(source).facts = match->providerName;
        close(source, State::Found);
    };
    close(DiscoverySource::Directory, State::Nothing);
    if (match)
        setDown(isChecked ? DiscoverySource::Directory : DiscoverySource::Unchecked);
}

void Discoverer::askAutoconfig(DiscoverySource source, const QUrl &url)
{
    expect(source, 1, url.host());
    m_network->get(url, AutoconfigBytes, [this, source, host = url.host()](const Result<FetchedPage> &answer) { answered(source, answer, host); });
}

//! An answer in autoconfig's form, from whoever was asked.
void Discoverer::answered(DiscoverySource source, const Result<FetchedPage> &answer, const QString &host)
{
    if (m_ended)
        return;
    if (!answer) {
        part(source, answer.error());
        return;
    }
    const auto document = parseAutoconfig(answer->body, m_address);
    if (!document) {
        part(source, document.error());
        return;
    }
    Way &asked = way(source);
    // Of several that were asked, the first with servers counts.
    if (asked.answer.servers.isEmpty() && (!document->servers.isEmpty() || !document->exchangeHost.isEmpty())) {
        asked.answer = { source, document->providerName, document->servers, {}, {}, document->links, document->exchangeHost };
        asked.facts = answer->url.host().isEmpty() ? host : answer->url.host();
    }
    part(source);
}

void Discoverer::askServices()
{
    const QList<MailService> &services = mailServices();
    expect(DiscoverySource::Srv, int(services.size()), Text::tr("service records (SRV) of %1").arg(m_address.domain));
    for (const MailService &service : services) {
        m_network->lookUpServices(service.label + u'.' + m_address.domain, [this, service](const Result<QList<SrvRecord>> &records) {
            if (m_ended)
                return;
            if (records) {
                QList<DiscoveredServer> &servers = way(DiscoverySource::Srv).answer.servers;
                servers += serversFrom(*records, service, m_address);
                // TLS from the first byte goes first, whatever answer came first.
                std::stable_sort(servers.begin(), servers.end(),
                    [](const DiscoveredServer &a, const DiscoveredServer &b) { return a.settings.security < b.settings.security; });
            }
            part(DiscoverySource::Srv, records ? std::nullopt : std::optional<Error>(records.error()));
        });
    }
}

void Discoverer::askExchangers()
{
    const QString facts = Text::tr("who receives the mail of %1 (MX)").arg(m_address.domain);
    if (m_directory)
        expect(DiscoverySource::HosterDirectory, 1, facts);
    expect(DiscoverySource::HosterDatabase, 1, facts);
    m_network->lookUpMailExchangers(m_address.domain, [this](const Result<QStringList> &exchangers) {
        if (m_ended)
            return;
        if (exchangers) {
            askHosters(exchangers->mid(0, Exchangers));
            return;
        }
        if (m_directory)
            part(DiscoverySource::HosterDirectory, exchangers.error());
        part(DiscoverySource::HosterDatabase, exchangers.error());
    });
}

void Discoverer::askHosters(const QStringList &exchangers)
{
    if (m_directory) {
        Way &directory = way(DiscoverySource::HosterDirectory);
        for (const QString &exchanger : exchangers) {
            const auto match = m_directory->findByExchanger(exchanger, m_address.address);
            if (match && directory.answer.servers.isEmpty()) {
                directory.answer = fromDirectory(DiscoverySource::HosterDirectory, *match);
                directory.facts = exchanger;
                if (isExchangeOnline(exchanger))
                    directory.answer.exchangeHost = QStringLiteral("outlook.office365.com");
            }
        }
        part(DiscoverySource::HosterDirectory);
    }
    if (!m_ended)
        askHosterDatabase(exchangers);
}

//! The domains of those that receive the mail, the first of them first; a domain's own exchanger tells nothing new.
void Discoverer::askHosterDatabase(const QStringList &exchangers)
{
    QStringList domains;
    for (const QString &exchanger : exchangers)
        domains += operatorDomains(exchanger);
    domains.removeDuplicates();
    domains.removeAll(m_address.domain);
    domains = domains.mid(0, 3);
    Way &database = way(DiscoverySource::HosterDatabase);
    if (domains.isEmpty()) {
        part(DiscoverySource::HosterDatabase);
        return;
    }
    database.waiting = int(domains.size());
    for (const QString &domain : std::as_const(domains)) {
        m_network->get(databaseUrl(domain), AutoconfigBytes,
            [this, domain](const Result<FetchedPage> &answer) { answered(DiscoverySource::HosterDatabase, answer, domain); });
    }
}

void Discoverer::askAutodiscover()
{
    const QUrl url = autodiscoverUrl(m_address, m_options.sendAddress);
    expect(DiscoverySource::Autodiscover, 1, url.host());
    m_network->get(url, AutodiscoverBytes, [this](const Result<FetchedPage> &answer) {
        if (m_ended)
            return;
        const auto host = answer ? exchangeHostFrom(answer->body) : Result<QString>(answer.error());
        if (host)
            foundExchange(*host);
        else
            part(DiscoverySource::Autodiscover, host.error());
    });
}

void Discoverer::foundExchange(const QString &host)
{
    Way &exchange = way(DiscoverySource::Autodiscover);
    exchange.answer.source = DiscoverySource::Autodiscover;
    exchange.answer.exchangeHost = host;
    exchange.facts = host;
    if (isExchangeOnline(host)) {
        const auto match = m_directory ? m_directory->findByExchanger(QStringLiteral("mail.protection.outlook.com"), m_address.address)
                                       : Result<ProviderMatch>(Error::of(ErrorKind::NotFound));
        if (match) {
            exchange.answer = fromDirectory(DiscoverySource::Autodiscover, *match);
            exchange.answer.exchangeHost = host;
        }
        part(DiscoverySource::Autodiscover);
        return;
    }
    tryServers(DiscoverySource::Autodiscover, exchangeServers(host));
}

void Discoverer::tryUsualNames()
{
    const QList<ProbeTarget> targets = usualServers(m_address.domain);
    expect(DiscoverySource::Guess, int(targets.size()), Text::tr("usual names such as imap.%1").arg(m_address.domain));
    tryServers(DiscoverySource::Guess, targets);
}

void Discoverer::tryServers(DiscoverySource source, const QList<ProbeTarget> &targets)
{
    Way &trying = way(source);
    trying.answer.source = source;
    trying.targets = targets;
    trying.waiting = int(targets.size());
    for (const ProbeTarget &target : targets)
        m_network->probe(target, [this, source, target](const Outcome &outcome) { tried(source, target, outcome); });
}

void Discoverer::tried(DiscoverySource source, const ProbeTarget &target, const Outcome &outcome)
{
    if (m_ended)
        return;
    Way &trying = way(source);
    if (outcome) {
        trying.good += target;
        trying.answer.servers.clear();
        for (const ProbeTarget &one : std::as_const(trying.targets)) {
            if (trying.good.contains(one))
                trying.answer.servers += serverFor(one, m_address.address);
        }
    } else if (outcome.error().kind == ErrorKind::AuthUnsupported || outcome.error().kind == ErrorKind::CertificateRejected) {
        DiscoveredServer refused = serverFor(target, m_address.address);
        const bool noTls = outcome.error().kind == ErrorKind::AuthUnsupported;
        refused.settings.security = noTls ? Security::None : target.security;
        refused.why = noTls ? Text::tr("It offers no encryption: passwords and mail could be read on the way.")
                            : Text::tr("Its certificate is not valid for this name: it could be another server.");
        trying.answer.refused += refused;
    }
    // That most of the usual names do not exist is no failure.
    const bool matters = !outcome && isNoNetwork(outcome.error());
    part(source, matters ? std::optional<Error>(outcome.error()) : std::nullopt);
}

// --- keeping count

Discoverer::Way &Discoverer::way(DiscoverySource source)
{
    return m_ways[source];
}

void Discoverer::expect(DiscoverySource source, int parts, const QString &facts)
{
    Way &expected = way(source);
    expected.waiting = parts;
    expected.facts = facts;
    expected.answer.source = source;
}

//! One part of a source is in.
void Discoverer::part(DiscoverySource source, const std::optional<Error> &error)
{
    Way &asked = way(source);
    if (asked.state != State::Running || m_ended)
        return;
    const bool isFailure = error && error->kind != ErrorKind::NotFound && error->kind != ErrorKind::HostNotFound;
    if (isFailure && !asked.error)
        asked.error = error;
    if (--asked.waiting > 0) {
        if (asked.isFound())
            report();
        return;
    }
    if (asked.isFound())
        close(source, State::Found);
    else if (asked.error)
        close(source, State::Failed, asked.error->text);
    else
        close(source, State::Nothing);
    report();
}

void Discoverer::close(DiscoverySource source, State state, const QString &facts)
{
    Way &closed = way(source);
    closed.state = state;
    closed.ended = m_clock.monotonic();
    if (!facts.isEmpty())
        closed.facts += QStringLiteral(": ") + facts;
}

Discovery Discoverer::soFar() const
{
    QList<SourceAnswer> answers;
    for (const auto &[source, one] : m_ways)
        answers += one.answer;
    Discovery discovery = mergeAnswers(m_address, answers);
    for (const auto &[source, one] : m_ways) {
        const auto until = one.state == State::Running ? m_clock.monotonic() : one.ended;
        discovery.progress += { source, one.state, one.facts, (until - m_started).count() };
    }
    return discovery;
}

void Discoverer::report()
{
    if (m_ended)
        return;
    const bool over = std::none_of(m_ways.begin(), m_ways.end(), [](const auto &one) { return one.second.state == State::Running; });
    if (over || nothingBetterCanCome()) {
        end(false);
        return;
    }
    const std::shared_ptr<bool> alive = m_alive; // the listener may stop it
    if (m_found)
        m_found(soFar());
    static_cast<void>(alive);
}

//! Incoming and outgoing are known from one source, and all that are trusted more have answered.
bool Discoverer::nothingBetterCanCome() const
{
    if (m_options.everything)
        return false;
    for (const auto &[source, one] : m_ways) {
        const auto has = [&](MailProtocol protocol) {
            return std::any_of(one.answer.servers.begin(), one.answer.servers.end(), [protocol](const DiscoveredServer &server) {
                return server.protocol == protocol && server.settings.security != Security::None && !server.needsConfirmation;
            });
        };
        if (has(MailProtocol::Smtp) && (has(MailProtocol::Imap) || (one.state != State::Running && has(MailProtocol::Pop3))))
            return true;
        if (one.state == State::Running)
            return false;
    }
    return false;
}

void Discoverer::end(bool timedOut)
{
    if (std::exchange(m_ended, true))
        return;
    m_clock.cancelTimer(m_limit);
    bool noNetwork = false;
    bool asked = false;
    for (auto &[source, one] : m_ways) {
        if (one.state == State::Running)
            close(source, one.isFound() ? State::Found : timedOut ? State::Failed : State::Skipped,
                timedOut && !one.isFound() ? Text::tr("no answer in time") : QString());
        noNetwork |= one.error && isNoNetwork(*one.error);
        asked |= source != DiscoverySource::Directory && (one.state == State::Nothing || one.state == State::Found);
    }
    Discovery discovery = soFar();
    discovery.timedOut = timedOut;
    const bool unreachable = discovery.isEmpty() && noNetwork && !asked;
    // Later, and not while the network is in the middle of a completion: whoever is told may destroy this.
    m_timer = m_clock.startTimer(0ms, [this, discovery, unreachable] {
        m_network.reset();
        const Done<Discovery> done = std::exchange(m_done, {});
        done(unreachable ? Result<Discovery>(Error::of(ErrorKind::Offline)) : Result<Discovery>(discovery));
    });
}

} // namespace golub::account
