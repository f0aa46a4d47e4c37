// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ProtocolFactory.h"

#include "app/ConnectionDoctor.h"
#include "protocols/imap/ImapRemoteStore.h"
#include "protocols/net/SslTransport.h"
#include "protocols/pop3/Pop3Maildrop.h"
#include "protocols/smtp/SmtpSubmitter.h"

namespace golub::app {

ProtocolFactory::ProtocolFactory(const CertificateExceptions &exceptions, ProtocolLogSink &log, Clock &clock)
    : m_exceptions(exceptions), m_log(log), m_clock(clock)
{
}

net::Connection ProtocolFactory::connection(const Account &account, const ServerSettings &server, const char *protocol) const
{
    net::Connection connection;
    connection.endpoint = { server.host, server.port, server.security, server.caFile };
    connection.transport = std::make_unique<net::SslTransport>(m_clock, &m_exceptions);
    connection.clock = &m_clock;
    connection.log = &m_log;
    connection.label = QStringLiteral("%1 %2 %3:%4").arg(account.address, QLatin1String(protocol), server.host).arg(server.port);
    return connection;
}

std::unique_ptr<RemoteStore> ProtocolFactory::remoteStore(const Account &account, const Secret &secret)
{
    return std::make_unique<imap::ImapRemoteStore>(account.incoming, secret, connection(account, account.incoming, "imap"));
}

std::unique_ptr<Maildrop> ProtocolFactory::maildrop(const Account &account, const Secret &secret)
{
    return std::make_unique<pop3::Pop3Maildrop>(
        pop3::optionsFor(account.incoming, secret), connection(account, account.incoming, "pop3"));
}

std::unique_ptr<Submitter> ProtocolFactory::submitter(const Account &account, const Secret &secret)
{
    // Most providers want the incoming user name for sending, too: it need not be given twice.
    const QString user = account.outgoing.user.isEmpty() ? account.incoming.user : account.outgoing.user;
    return std::make_unique<smtp::SmtpSubmitter>(
        smtp::optionsFor(account.outgoing, user, secret), connection(account, account.outgoing, "smtp"));
}

std::unique_ptr<ConnectionTest> ProtocolFactory::connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing)
{
    return std::make_unique<ConnectionDoctor>(account, incoming, outgoing, m_exceptions, m_log, m_clock);
}

} // namespace golub::app
