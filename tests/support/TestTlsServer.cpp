// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestTlsServer.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>

#include <vector>

namespace golub::test {

class TestTlsServer::Private : public QTcpServer
{
public:
    class PeerSocket final : public Peer
    {
    public:
        void send(const QByteArray &bytes) override
        {
            socket->write(bytes);
            socket->flush();
        }
        void startTls() override { socket->startServerEncryption(); }
        void close() override { socket->disconnectFromHost(); }
        void abort() override { socket->abort(); }
        bool isEncrypted() const override { return socket->isEncrypted(); }
        QString clientName() const override { return socket->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0); }
        QSslSocket *socket = nullptr; //!< a child of the server
    };

    explicit Private(TestTlsServer *server) : q(server) { }

    void incomingConnection(qintptr descriptor) override
    {
        auto owned = std::make_unique<PeerSocket>();
        PeerSocket *const peer = owned.get();
        auto *const socket = new QSslSocket(this);
        peer->socket = socket;
        peers.push_back(std::move(owned));
        socket->setSslConfiguration(configuration);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::readyRead, this, [this, peer] {
            const QByteArray bytes = peer->socket->readAll();
            if (q->onReceived && !bytes.isEmpty())
                q->onReceived(*peer, bytes);
        });
        connect(socket, &QSslSocket::encrypted, this, [this, peer] {
            const auto &handler = mode == Mode::ImplicitTls ? q->onConnected : q->onEncrypted;
            if (handler)
                handler(*peer);
        });
        if (mode == Mode::ImplicitTls)
            socket->startServerEncryption();
        else if (q->onConnected)
            q->onConnected(*peer);
    }

    TestTlsServer *q;
    Mode mode = Mode::Clear;
    QSslConfiguration configuration;
    std::vector<std::unique_ptr<PeerSocket>> peers;
};

TestTlsServer::TestTlsServer(const ServerIdentity &identity, Mode mode) : d(std::make_unique<Private>(this))
{
    d->mode = mode;
    d->configuration = QSslConfiguration::defaultConfiguration();
    d->configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    d->configuration.setLocalCertificateChain(QSslCertificate::fromData(identity.certificate, QSsl::Pem));
    const QSslKey key(identity.key, QSsl::Ec);
    d->configuration.setPrivateKey(key.isNull() ? QSslKey(identity.key, QSsl::Rsa) : key);
    d->listen(QHostAddress::LocalHost);
}

TestTlsServer::~TestTlsServer() = default;

void TestTlsServer::offerOutdatedTlsOnly()
{
    // Debian's default security level forbids these versions to servers, too.
    d->configuration.setProtocol(QSsl::AnyProtocol);
    d->configuration.setBackendConfigurationOption("MinProtocol", QByteArrayLiteral("TLSv1"));
    d->configuration.setBackendConfigurationOption("MaxProtocol", QByteArrayLiteral("TLSv1.1"));
    d->configuration.setBackendConfigurationOption("CipherString", QByteArrayLiteral("ALL:@SECLEVEL=0"));
}

void TestTlsServer::requireClientCertificate(const QByteArray &authority)
{
    d->configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    d->configuration.setCaCertificates(QSslCertificate::fromData(authority, QSsl::Pem));
}

quint16 TestTlsServer::port() const
{
    return d->serverPort();
}

int TestTlsServer::connections() const
{
    return int(d->peers.size());
}

} // namespace golub::test
