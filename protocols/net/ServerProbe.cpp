// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/ServerProbe.h"

#include <QCoreApplication>

#include <utility>

namespace golub::net {
namespace {

constexpr int Lines = 100; //!< that a server may say before it gets to the point

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

Error notAMailServer()
{
    return { ErrorKind::Protocol, Text::tr("Something answers there, but it is not a mail server of this kind."), {} };
}

bool startsWith(const QByteArray &line, QByteArrayView prefix)
{
    return QByteArrayView(line).first(qMin(line.size(), prefix.size())).compare(prefix, Qt::CaseInsensitive) == 0;
}

} // namespace

ServerProbe::ServerProbe(Clock &clock, std::unique_ptr<Transport> transport, MailProtocol protocol)
    : m_clock(clock), m_deferred(clock), m_transport(std::move(transport)), m_protocol(protocol)
{
}

ServerProbe::~ServerProbe()
{
    m_clock.cancelTimer(m_timer);
}

void ServerProbe::start(const Endpoint &endpoint, Done<void> done)
{
    m_endpoint = endpoint;
    m_done = std::move(done);
    m_timer = m_clock.startTimer(Within, [this] { end(Error::of(ErrorKind::Timeout)); });
    m_transport->open(endpoint, this);
}

void ServerProbe::transportConnected(bool)
{
    m_state = State::Greeting;
}

void ServerProbe::transportEncrypted()
{
    end({});
}

void ServerProbe::transportReceived(const QByteArray &bytes)
{
    m_framer.append(bytes);
    while (!m_ended) {
        const auto line = m_framer.next();
        if (!line) {
            end(line.error());
            return;
        }
        if (!*line)
            return;
        if (++m_lines > Lines) {
            end(Error::of(ErrorKind::LimitExceeded));
            return;
        }
        onLine(**line);
    }
}

void ServerProbe::transportClosed(const Error &why)
{
    end(why);
}

void ServerProbe::onLine(const QByteArray &line)
{
    switch (m_state) {
    case State::Greeting:
        return greeted(line);
    case State::Hello:
        return helloAnswered(line);
    case State::StartTls:
        return startTlsAnswered(line);
    case State::Connecting:
    case State::Handshake:
        return end(Error::of(ErrorKind::Protocol)); // words of a server that has to be silent now
    }
}

void ServerProbe::greeted(const QByteArray &line)
{
    const bool fits = m_protocol == MailProtocol::Imap ? startsWith(line, "* OK") || startsWith(line, "* PREAUTH")
        : m_protocol == MailProtocol::Pop3             ? startsWith(line, "+OK")
                                                       : startsWith(line, "220");
    if (!fits)
        return end(notAMailServer());
    if (m_protocol == MailProtocol::Smtp && startsWith(line, "220-"))
        return;
    if (m_endpoint.security == Security::Tls)
        return end({}); // the handshake came first
    if (m_protocol == MailProtocol::Smtp) {
        m_state = State::Hello;
        m_transport->write("EHLO [127.0.0.1]\r\n");
        return;
    }
    askForTls();
}

void ServerProbe::helloAnswered(const QByteArray &line)
{
    if (startsWith(line.mid(4).trimmed(), "STARTTLS"))
        m_offersTls = true;
    if (line.size() > 3 && line.at(3) == '-')
        return;
    if (!m_offersTls)
        return end(Error::of(ErrorKind::AuthUnsupported));
    askForTls();
}

void ServerProbe::askForTls()
{
    m_state = State::StartTls;
    m_transport->write(m_protocol == MailProtocol::Imap ? "g1 STARTTLS\r\n" : m_protocol == MailProtocol::Pop3 ? "STLS\r\n" : "STARTTLS\r\n");
}

void ServerProbe::startTlsAnswered(const QByteArray &line)
{
    if (m_protocol == MailProtocol::Imap && startsWith(line, "* "))
        return; // untagged words may come before the answer
    const bool agrees = m_protocol == MailProtocol::Imap ? startsWith(line, "g1 OK")
        : m_protocol == MailProtocol::Pop3               ? startsWith(line, "+OK")
                                                         : startsWith(line, "220");
    if (!agrees)
        return end(Error::of(ErrorKind::AuthUnsupported));
    if (m_framer.buffered() > 0)
        return end(Error::of(ErrorKind::Protocol)); // what came in the clear must not pass for what came under TLS
    m_state = State::Handshake;
    m_transport->startTls();
}

void ServerProbe::end(const Outcome &outcome)
{
    if (std::exchange(m_ended, true))
        return;
    m_clock.cancelTimer(m_timer);
    if (m_state != State::Connecting && m_state != State::Handshake)
        m_transport->write(m_protocol == MailProtocol::Imap ? "g2 LOGOUT\r\n" : "QUIT\r\n");
    m_transport->close();
    m_deferred.post([this, outcome] { std::exchange(m_done, {})(outcome); });
}

} // namespace golub::net
