// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/SslTransport.h"

#include "protocols/net/CertificateFacts.h"
#include "protocols/net/ClientCertificate.h"
#include "protocols/net/DeferredCalls.h"
#include "protocols/net/SocketErrors.h"
#include "protocols/net/SystemTrust.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHostAddress>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace golub::net {
namespace {

using namespace std::chrono_literals;
constexpr auto ConnectTimeout = 30s;
constexpr auto HandshakeTimeout = 30s;
//! How long the last words (QUIT, LOGOUT) may take to leave after close().
constexpr auto Linger = 5s;
//! Decrypted bytes that may wait; beyond them the socket reads no more, and TCP slows the peer down. QSslSocket copies all bytes several
//! times, each time as many as it finds: so few stay in the processor's cache.
constexpr qint64 ReadAhead = 128 * 1024;
//! Read into one buffer that is kept, and handed on without a copy.
constexpr std::size_t PieceSize = 64 * 1024;

//! A dead peer behind a silent network is found in minutes, not in the system's two hours.
void keepAlive(QSslSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
#ifdef Q_OS_LINUX
    const auto set = [descriptor = int(socket.socketDescriptor())](int option, int value) {
        setsockopt(descriptor, IPPROTO_TCP, option, &value, sizeof value);
    };
    set(TCP_KEEPIDLE, 120);
    set(TCP_KEEPINTVL, 30);
    set(TCP_KEEPCNT, 4);
#endif
}

} // namespace

class SslTransport::Private : public QObject
{
public:
    Private(Clock &clock, KnownServers *known) : m_clock(clock), m_known(known), m_deferred(clock) { }
    ~Private() override;

    void open(const Endpoint &endpoint, Handler *handler);
    void write(const QByteArray &bytes);
    void startTls();
    void holdBack(bool hold);
    void close();
    QString tlsFacts() const;
    QByteArray tlsServerEndPoint() const;
    std::optional<CertificateInfo> serverCertificate() const;

    Milestones milestones;

private:
    bool configure();
    void limit(std::chrono::milliseconds in, const QString &detail);
    void stopTimer() { m_clock.cancelTimer(std::exchange(m_timer, 0)); }
    void whenIdle(void (Private::*slot)());
    void connected();
    void encrypted();
    void readSoon();
    void readyRead();
    void written();
    void failed();
    void sslErrors(const QList<QSslError> &errors);
    bool isPinned() const;
    bool isTrustedAfterAll(const QList<QSslError> &errors) const;
    Error rejection(const QList<QSslError> &errors) const;
    bool deliverBytes();
    void failLater(const Error &error);
    void finish(const Error &error);
    void dropSocket();

    Clock &m_clock;
    KnownServers *m_known;
    DeferredCalls m_deferred;
    Endpoint m_endpoint;
    Handler *m_handler = nullptr;
    QSslSocket *m_socket = nullptr;      //!< owned; deleted later where a signal of it may be on the stack
    Stage m_stage = Stage::Connecting;
    Clock::TimerId m_timer = 0;
    bool m_heldBack = false;
    bool m_delivering = false;
    bool m_readPosted = false;
    std::shared_ptr<std::vector<char>> m_piece = std::make_shared<std::vector<char>>(PieceSize);
    bool m_unsent = false;               //!< written, and transportDrained() is owed
    bool m_inCall = false;               //!< a call to the transport is on the stack: what the socket says now is passed on later
    std::optional<Error> m_certificateError;
    QDateTime m_clientCertificateEnds;
    bool m_excepted = false;             //!< the user's exception was needed
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

SslTransport::Private::~Private()
{
    *m_alive = false;
    stopTimer();
    dropSocket();
}

void SslTransport::Private::open(const Endpoint &endpoint, Handler *handler)
{
    if (m_socket || m_handler)
        return;
    m_endpoint = endpoint;
    m_handler = handler;
    const QString host = wireHost(endpoint.host);
    if (host.isEmpty() || endpoint.port == 0) {
        failLater(Error::of(ErrorKind::HostNotFound, QCoreApplication::translate("Net", "“%1” is not a server name.").arg(endpoint.host)));
        return;
    }
    m_socket = new QSslSocket;
    m_socket->setReadBufferSize(ReadAhead);
    if (!configure())
        return;

    connect(m_socket, &QSslSocket::connected, this, [this] { whenIdle(&Private::connected); });
    connect(m_socket, &QSslSocket::encrypted, this, [this] { whenIdle(&Private::encrypted); });
    connect(m_socket, &QSslSocket::readyRead, this, &Private::readSoon);
    connect(m_socket, &QSslSocket::bytesWritten, this, [this] { whenIdle(&Private::written); });
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, [this] { whenIdle(&Private::written); });
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] { whenIdle(&Private::failed); });
    connect(m_socket, &QSslSocket::disconnected, this, [this] { whenIdle(&Private::failed); });
    connect(m_socket, &QSslSocket::sslErrors, this, &Private::sslErrors);

    limit(ConnectTimeout, QCoreApplication::translate("Net", "No connection to %1, port %2, within 30 seconds.").arg(endpoint.host).arg(endpoint.port));
    m_inCall = true;
    m_socket->connectToHost(host, endpoint.port);
    m_inCall = false;
}

bool SslTransport::Private::configure()
{
    if (m_endpoint.security == Security::None)
        return true;
    if (!QSslSocket::supportsSsl()) {
        failLater(Error::of(ErrorKind::Tls, QStringLiteral("Qt was built for %1, which is missing").arg(QSslSocket::sslLibraryBuildVersionString())));
        return false;
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(m_known && m_known->isCappedAtTls12(m_endpoint.host) ? QSsl::TlsV1_2 : QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_endpoint.caFile.isEmpty()) {
        const QList<QSslCertificate> extra = QSslCertificate::fromPath(m_endpoint.caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
        if (extra.isEmpty()) {
            failLater({ ErrorKind::Tls, QCoreApplication::translate("Net", "The file with the trusted certificate cannot be read: %1").arg(m_endpoint.caFile), {}, {}, {} });
            return false;
        }
        // Naming any authority keeps QSslSocket from looking up the system's on demand, and reading all of them takes a tenth of a second:
        // sslErrors() looks for the one that is needed.
        configuration.setCaCertificates(extra);
    }
    if (!m_endpoint.clientCertificate.isEmpty()) {
        const auto own = loadClientCertificate(m_endpoint.clientCertificate, m_endpoint.clientPassphrase);
        if (!own) {
            failLater(own.error());
            return false;
        }
        configuration.setLocalCertificateChain(own->chain);
        configuration.setPrivateKey(own->key);
        m_clientCertificateEnds = own->chain.first().expiryDate();
    }
    m_socket->setSslConfiguration(configuration);
    m_socket->setPeerVerifyName(wireHost(m_endpoint.host));
    return true;
}

void SslTransport::Private::limit(std::chrono::milliseconds in, const QString &detail)
{
    stopTimer();
    m_timer = m_clock.startTimer(in, [this, detail] {
        m_timer = 0;
        finish(Error::of(ErrorKind::Timeout, detail));
    });
}

//! The socket may emit while it is called (a refused loopback connection, a write to a broken pipe): the handler hears of it later.
void SslTransport::Private::whenIdle(void (Private::*slot)())
{
    if (m_inCall)
        m_deferred.post([this, slot] { (this->*slot)(); });
    else
        (this->*slot)();
}

void SslTransport::Private::connected()
{
    if (!m_socket || m_stage != Stage::Connecting)
        return;
    stopTimer();
    keepAlive(*m_socket);
    const auto alive = m_alive;
    if (milestones.tcpConnected)
        milestones.tcpConnected(m_socket->peerAddress().toString());
    if (!*alive || !m_handler)
        return;
    if (m_endpoint.security != Security::Tls) {
        m_stage = Stage::Clear;
        m_handler->transportConnected(false);
        return;
    }
    m_stage = Stage::Handshaking;
    limit(HandshakeTimeout, QCoreApplication::translate("Net", "The server did not finish the TLS handshake within 30 seconds."));
    m_socket->startClientEncryption();
}

void SslTransport::Private::encrypted()
{
    if (!m_socket || m_stage != Stage::Handshaking)
        return;
    stopTimer();
    const QSslCertificate own = m_socket->peerCertificate();
    QList<QSslError> missed; // what QSslSocket lets pass
    if (!namesHost(own, wireHost(m_endpoint.host)))
        missed.append(QSslError(QSslError::HostNameMismatch, own));
    if (!missed.isEmpty() || !weaknessOf(m_socket->peerCertificateChain()).isEmpty()) {
        m_excepted = isPinned();
        if (!m_excepted) {
            finish(rejection(missed));
            return;
        }
    }
    m_stage = Stage::Encrypted;
    if (m_known) {
        m_known->connected(m_endpoint.host, m_endpoint.port, factsOf(own), !m_excepted);
        if (m_clientCertificateEnds.isValid())
            m_known->clientCertificateShown(m_endpoint.clientCertificate, m_clientCertificateEnds);
    }
    const auto alive = m_alive;
    if (milestones.encrypted)
        milestones.encrypted(tlsFacts());
    if (!*alive || !m_handler)
        return;
    if (m_endpoint.security == Security::Tls)
        m_handler->transportConnected(true);
    else
        m_handler->transportEncrypted();
    // What came right behind the handshake may have been announced before anybody was ready for it.
    if (*alive && m_socket && m_socket->bytesAvailable() > 0)
        deliverBytes();
}

//! QSslSocket tells of every 4 KB that it has decrypted, in one breath: they are taken together.
void SslTransport::Private::readSoon()
{
    if (std::exchange(m_readPosted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_readPosted = false;
            readyRead();
        },
        Qt::QueuedConnection);
}

void SslTransport::Private::readyRead()
{
    if (m_socket && (m_stage == Stage::Clear || m_stage == Stage::Encrypted))
        deliverBytes();
}

void SslTransport::Private::written()
{
    if (!m_unsent || !m_socket || !m_handler || m_socket->bytesToWrite() > 0 || m_socket->encryptedBytesToWrite() > 0)
        return;
    m_unsent = false;
    m_handler->transportDrained();
}

void SslTransport::Private::holdBack(bool hold)
{
    if (std::exchange(m_heldBack, hold) && !hold)
        m_deferred.post([this] { readyRead(); });
}

//! False where the handler destroyed or closed this.
bool SslTransport::Private::deliverBytes()
{
    if (m_delivering)
        return true;
    const auto alive = m_alive;
    const auto piece = m_piece; // outlives this where the handler destroys it
    const Stage stage = m_stage;
    m_delivering = true;
    while (m_stage == stage && !m_heldBack) {
        const qint64 size = m_socket->read(piece->data(), qint64(piece->size()));
        if (size <= 0)
            break;
        m_handler->transportReceived(QByteArray::fromRawData(piece->data(), qsizetype(size)));
        if (!*alive)
            return false;
        if (!m_handler || !m_socket)
            break;
    }
    m_delivering = false;
    return m_handler != nullptr;
}

void SslTransport::Private::sslErrors(const QList<QSslError> &errors)
{
    // Must be decided here and now. Only what was found wrong is ignored, and only for the very certificate that the user accepted.
    m_excepted = isPinned();
    if (m_excepted || isTrustedAfterAll(errors))
        m_socket->ignoreSslErrors(errors);
    else
        m_certificateError = rejection(errors); // the socket says right after this that the handshake failed
}

//! The settings name an authority, and the server has one of the system's.
bool SslTransport::Private::isTrustedAfterAll(const QList<QSslError> &errors) const
{
    const QSslConfiguration configuration = m_socket->sslConfiguration();
    return !m_endpoint.caFile.isEmpty() && withoutMissingTrust(errors).isEmpty()
        && isTrustedBySystem(m_socket->peerCertificateChain(), configuration.caCertificates());
}

bool SslTransport::Private::isPinned() const
{
    const QSslCertificate own = m_socket->peerCertificate();
    return !own.isNull() && m_known && m_known->isAccepted(m_endpoint.host, m_endpoint.port, fingerprint(own));
}

Error SslTransport::Private::rejection(const QList<QSslError> &errors) const
{
    const QSslCertificate own = m_socket->peerCertificate();
    if (own.isNull())
        return Error::of(ErrorKind::Tls, QStringLiteral("the server showed no certificate"));
    const QList<QSslCertificate> chain = m_socket->peerCertificateChain();
    CertificateProblem problem = problemWith(m_endpoint.host, m_endpoint.port, chain.isEmpty() ? QList { own } : chain, errors);
    if (const auto before = m_known ? m_known->lastSeen(m_endpoint.host, m_endpoint.port) : std::nullopt; before && before->sha256 != fingerprint(own))
        problem.before = before;
    Error error = Error::of(ErrorKind::CertificateRejected, problem.reasons.join(u' '));
    error.text = certificateAdvice(problem);
    error.certificate = std::make_shared<const CertificateProblem>(problem);
    return error;
}

void SslTransport::Private::failed()
{
    if (!m_socket || !m_handler)
        return;
    m_heldBack = false;
    // The server's last words come before the news that it is gone.
    if ((m_stage == Stage::Clear || m_stage == Stage::Encrypted) && m_socket->bytesAvailable() > 0 && !deliverBytes())
        return;
    if (m_certificateError) {
        finish(*m_certificateError);
        return;
    }
    const bool closed = m_socket->error() == QAbstractSocket::UnknownSocketError && m_socket->state() != QAbstractSocket::ConnectedState;
    finish(socketError(closed ? QAbstractSocket::RemoteHostClosedError : m_socket->error(), m_stage, m_socket->errorString()));
}

void SslTransport::Private::write(const QByteArray &bytes)
{
    if (!m_socket || (m_stage != Stage::Clear && m_stage != Stage::Encrypted))
        return;
    m_inCall = true;
    m_unsent = true;
    m_socket->write(bytes);
    m_inCall = false;
}

void SslTransport::Private::startTls()
{
    if (!m_socket || m_stage != Stage::Clear)
        return;
    m_stage = Stage::Handshaking;
    if (m_socket->bytesAvailable() > 0) {
        failLater({ ErrorKind::Protocol, describe(ErrorKind::Protocol),
            QCoreApplication::translate("Net", "The server sent text after its answer to STARTTLS, before TLS began."), {}, {} });
        return;
    }
    limit(HandshakeTimeout, QCoreApplication::translate("Net", "The server did not finish the TLS handshake within 30 seconds."));
    m_inCall = true;
    m_socket->startClientEncryption();
    m_inCall = false;
}

void SslTransport::Private::failLater(const Error &error)
{
    m_deferred.post([this, error] { finish(error); });
}

void SslTransport::Private::finish(const Error &error)
{
    stopTimer();
    Handler *const handler = std::exchange(m_handler, nullptr);
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->deleteLater();
        m_socket = nullptr;
    }
    if (handler)
        handler->transportClosed(error);
}

void SslTransport::Private::close()
{
    stopTimer();
    m_handler = nullptr;
    QSslSocket *const socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    if (m_stage == Stage::Connecting || m_stage == Stage::Handshaking) {
        socket->deleteLater();
        return;
    }
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    socket->flush();
    QTimer::singleShot(Linger, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
}

void SslTransport::Private::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->deleteLater();
    m_socket = nullptr;
}

QString SslTransport::Private::tlsFacts() const
{
    if (!m_socket || m_stage != Stage::Encrypted)
        return {};
    const QSsl::SslProtocol protocol = m_socket->sessionProtocol();
    const QString version = protocol == QSsl::TlsV1_3 ? QStringLiteral("TLS 1.3") : protocol == QSsl::TlsV1_2 ? QStringLiteral("TLS 1.2") : QStringLiteral("TLS");
    return QStringLiteral("%1, %2").arg(version, m_socket->sessionCipher().name());
}

QByteArray SslTransport::Private::tlsServerEndPoint() const
{
    return m_socket && m_stage == Stage::Encrypted ? serverEndPoint(m_socket->peerCertificate()) : QByteArray();
}

std::optional<CertificateInfo> SslTransport::Private::serverCertificate() const
{
    if (!m_socket || m_stage != Stage::Encrypted || m_socket->peerCertificate().isNull())
        return {};
    return factsOf(m_socket->peerCertificate());
}

SslTransport::SslTransport(Clock &clock, KnownServers *known) : d(std::make_unique<Private>(clock, known)) { }

SslTransport::~SslTransport() = default;

void SslTransport::open(const Endpoint &endpoint, Handler *handler)
{
    d->open(endpoint, handler);
}

void SslTransport::write(const QByteArray &bytes)
{
    d->write(bytes);
}

void SslTransport::startTls()
{
    d->startTls();
}

void SslTransport::holdBack(bool hold)
{
    d->holdBack(hold);
}

void SslTransport::close()
{
    d->close();
}

QString SslTransport::tlsFacts() const
{
    return d->tlsFacts();
}

QByteArray SslTransport::tlsServerEndPoint() const
{
    return d->tlsServerEndPoint();
}

void SslTransport::setMilestones(Milestones milestones)
{
    d->milestones = std::move(milestones);
}

std::optional<CertificateInfo> SslTransport::serverCertificate() const
{
    return d->serverCertificate();
}

} // namespace golub::net
