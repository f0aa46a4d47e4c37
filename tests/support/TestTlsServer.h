// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestCertificates.h"

#include <QByteArray>
#include <QtGlobal>

#include <functional>
#include <memory>

namespace golub::test {

//! A server on 127.0.0.1 with real sockets and real TLS, in this process and thread; needs the event loop (WaitUntil.h).
//!
//!     TestTlsServer server(authority.issue());
//!     server.onConnected = [](TestTlsServer::Peer &peer) { peer.send("220 hi\r\n"); };
//!     server.onReceived = [](TestTlsServer::Peer &peer, const QByteArray &bytes) { … peer.startTls(); };
class TestTlsServer
{
public:
    class Peer
    {
    public:
        virtual ~Peer() = default;
        virtual void send(const QByteArray &bytes) = 0; //!< one write, which on loopback is one segment
        virtual void startTls() = 0;
        virtual void close() = 0;    //!< after everything was sent
        virtual void abort() = 0;
        virtual bool isEncrypted() const = 0;
        virtual QString clientName() const = 0; //!< common name of the client's certificate
    };
    enum class Mode { Clear, ImplicitTls };

    explicit TestTlsServer(const ServerIdentity &identity, Mode mode = Mode::Clear);
    ~TestTlsServer();

    //! Offers TLS 1.0 and 1.1 only.
    void offerOutdatedTlsOnly();
    //! Lets only clients in that show a certificate of this authority (PEM).
    void requireClientCertificate(const QByteArray &authority);
    quint16 port() const;
    //! How many connections came so far.
    int connections() const;

    std::function<void(Peer &)> onConnected;  //!< with Mode::ImplicitTls when encrypted
    std::function<void(Peer &)> onEncrypted;  //!< after Peer::startTls()
    std::function<void(Peer &, const QByteArray &)> onReceived;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::test
