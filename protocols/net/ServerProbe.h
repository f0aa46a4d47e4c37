// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/DiscoveryNetwork.h"
#include "protocols/net/DeferredCalls.h"
#include "protocols/net/Transport.h"
#include "protocols/wire/LineFramer.h"

#include <chrono>
#include <memory>

namespace golub::net {

//! Sees whether a mail server of a kind answers somewhere under TLS: its greeting, and where TLS begins with a command, that command and a good
//! handshake. It never signs in and names nobody. Once; destroying it stops it.
class ServerProbe final : private Transport::Handler
{
public:
    static constexpr std::chrono::seconds Within { 10 };

    ServerProbe(Clock &clock, std::unique_ptr<Transport> transport, MailProtocol protocol);
    ~ServerProbe() override;

    //! \a done as DiscoveryNetwork::probe(). \a endpoint.security is Tls or StartTls.
    void start(const Endpoint &endpoint, Done<void> done);

private:
    enum class State : quint8 { Connecting, Greeting, Hello, StartTls, Handshake };

    void transportConnected(bool tls) override;
    void transportEncrypted() override;
    void transportReceived(const QByteArray &bytes) override;
    void transportClosed(const Error &why) override;
    void onLine(const QByteArray &line);
    void greeted(const QByteArray &line);
    void helloAnswered(const QByteArray &line);
    void startTlsAnswered(const QByteArray &line);
    void askForTls();
    void end(const Outcome &outcome);

    Clock &m_clock;
    DeferredCalls m_deferred;
    std::unique_ptr<Transport> m_transport;
    MailProtocol m_protocol;
    Endpoint m_endpoint;
    Done<void> m_done;
    wire::LineFramer m_framer;
    Clock::TimerId m_timer = 0;
    State m_state = State::Connecting;
    int m_lines = 0;
    bool m_offersTls = false;
    bool m_ended = false;
};

} // namespace golub::net
