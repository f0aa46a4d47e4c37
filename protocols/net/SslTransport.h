// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/base/Clock.h"
#include "core/ports/KnownServers.h"
#include "protocols/net/Transport.h"

#include <functional>
#include <memory>
#include <optional>

namespace golub::net {

//! The program's Transport: TCP and TLS 1.2 or later through QSslSocket, the one door to the network.
//!
//! TLS fails closed. A chain that is not trusted ends the connection with CertificateRejected, which carries the chain and the reasons,
//! unless \a exceptions accept exactly this host, port and SHA-256 of the server's certificate. startTls() fails with Protocol where bytes
//! wait to be read: QSslSocket would hand text from before the handshake over as if it came out of TLS.
//!
//! Connecting ends with Timeout after 30 s, the handshake after another 30 s. Asynchronous throughout; needs the event loop of its thread.
//! May be destroyed from inside its handler.
class SslTransport final : public Transport
{
public:
    //! \a clock and \a exceptions (may be null) are not owned and outlive the transport.
    SslTransport(Clock &clock, KnownServers *known);
    ~SslTransport() override;

    void open(const Endpoint &endpoint, Handler *handler) override;
    void write(const QByteArray &bytes) override;
    void startTls() override;
    void holdBack(bool hold) override;
    void close() override;
    bool tellsDrained() const override { return true; }
    QString tlsFacts() const override;
    QByteArray tlsServerEndPoint() const override;

    //! What ConnectionProbe wants to know beside the handler's calls, each as it happens.
    struct Milestones {
        std::function<void(const QString &peerAddress)> tcpConnected = {};
        std::function<void(const QString &tlsFacts)> encrypted = {};
    };
    void setMilestones(Milestones milestones);
    //! The server's own certificate once encrypted, also when it was accepted by an exception.
    std::optional<CertificateInfo> serverCertificate() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::net
