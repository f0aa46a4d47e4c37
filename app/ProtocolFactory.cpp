// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ProtocolFactory.h"

#include "app/ConnectionDoctor.h"
#include "app/SignIn.h"
#include "protocols/imap/ImapRemoteStore.h"
#include "protocols/net/DiscoveryQueries.h"
#include "protocols/net/SslTransport.h"
#include "protocols/pop3/Pop3Maildrop.h"
#include "protocols/smtp/SmtpSubmitter.h"

namespace golub::app {

ProtocolFactory::ProtocolFactory(KnownServers &known, ProtocolLogSink &log, Clock &clock)
    : m_known(known), m_log(log), m_clock(clock)
{
}

net::Connection ProtocolFactory::connection(const Account &account, const ServerSettings &server, const char *protocol) const
{
    net::Connection connection;
    connection.endpoint = endpointOf(server, passphraseOf(account.id));
    connection.transport = std::make_unique<net::SslTransport>(m_clock, &m_known);
    connection.clock = &m_clock;
    connection.log = &m_log;
    connection.label = QStringLiteral("%1 %2 %3:%4").arg(account.address, QLatin1String(protocol), server.host).arg(server.port);
    return connection;
}

void ProtocolFactory::setCertificatePassphrase(AccountId account, const Secret &passphrase)
{
    m_passphrases[account] = passphrase;
}

Secret ProtocolFactory::passphraseOf(AccountId account) const
{
    const auto known = m_passphrases.find(account);
    return known == m_passphrases.end() ? Secret() : known->second;
}

std::unique_ptr<RemoteStore> ProtocolFactory::remoteStore(const Account &account, const Secret &secret)
{
    const ServerSettings &server = account.incoming;
    net::Connection to = connection(account, server, "imap");
    sasl::Credentials credentials = credentialsOf(account, server, secret, m_known);
    useTicket(server, "imap", to, credentials);
    imap::SessionOptions options;
    options.tellName = server.tellName;
    options.notes = m_known.notes(server.host, server.port);
    options.keepNotes = [this, host = server.host, port = server.port](const QByteArray &notes) { m_known.keepNotes(host, port, notes); };
    return std::make_unique<imap::ImapRemoteStore>(server, credentials, std::move(to), options);
}

std::unique_ptr<Maildrop> ProtocolFactory::maildrop(const Account &account, const Secret &secret)
{
    const ServerSettings &server = account.incoming;
    net::Connection to = connection(account, server, "pop3");
    sasl::Credentials credentials = credentialsOf(account, server, secret, m_known);
    useTicket(server, "pop", to, credentials);
    return std::make_unique<pop3::Pop3Maildrop>(pop3::optionsFor(server, credentials), std::move(to));
}

std::unique_ptr<Submitter> ProtocolFactory::submitter(const Account &account, const Secret &secret)
{
    const ServerSettings &server = account.outgoing;
    net::Connection to = connection(account, server, "smtp");
    sasl::Credentials credentials = credentialsOf(account, server, secret, m_known);
    useTicket(server, "smtp", to, credentials);
    return std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(server, credentials), std::move(to));
}

std::unique_ptr<ConnectionTest> ProtocolFactory::connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing)
{
    return std::make_unique<ConnectionDoctor>(account, incoming, outgoing, passphraseOf(account.id), m_known, m_log, m_clock);
}

std::unique_ptr<DiscoveryNetwork> ProtocolFactory::discoveryNetwork()
{
    return std::make_unique<net::DiscoveryQueries>(m_clock);
}

} // namespace golub::app
