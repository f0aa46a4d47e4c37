// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/InstanceDoor.h"

#include "core/base/Log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace golub::net {
namespace {

constexpr int Patience = 3000; //!< ms

//! Not in the profile itself: its path may be longer than a socket's name can be.
QString socketPath(const QString &profileDirectory)
{
    const QByteArray name = QCryptographicHash::hash(QDir(profileDirectory).canonicalPath().toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return (runtime.isEmpty() ? profileDirectory : runtime) + QStringLiteral("/golub-") + QString::fromLatin1(name);
}

} // namespace

InstanceDoor::InstanceDoor(QObject *parent) : QObject(parent) { }

InstanceDoor::~InstanceDoor() = default;

bool InstanceDoor::listen(const QString &profileDirectory)
{
    const QString path = socketPath(profileDirectory);
    QLocalServer::removeServer(path);
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { answer(socket); });
            QTimer::singleShot(Patience, socket, &QLocalSocket::abort);
            answer(socket);
        }
    });
    if (m_server->listen(path))
        return true;
    qCWarning(logNet) << "no second start can be heard:" << m_server->errorString();
    return false;
}

void InstanceDoor::answer(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > LongestCall)
            socket->abort();
        return;
    }
    const QByteArray words = socket->readLine(LongestCall).trimmed();
    socket->write("ok\n");
    socket->disconnectFromServer();
    Q_EMIT called(words);
}

void InstanceDoor::call(const QString &profileDirectory, const QByteArray &words, QObject *context, std::function<void(bool)> done)
{
    auto *socket = new QLocalSocket(context);
    const auto end = [socket, done = std::move(done)](bool heard) {
        socket->disconnect();
        socket->deleteLater();
        done(heard);
    };
    QObject::connect(socket, &QLocalSocket::connected, socket, [socket, words] { socket->write(QByteArray(words).replace('\n', ' ') + '\n'); });
    QObject::connect(socket, &QLocalSocket::readyRead, socket, [socket, end] {
        if (socket->canReadLine())
            end(socket->readLine(16).trimmed() == "ok");
    });
    QObject::connect(socket, &QLocalSocket::errorOccurred, socket, [end] { end(false); });
    QTimer::singleShot(Patience, socket, [end] { end(false); });
    // Later, as promised: an error may come while it is still connecting here.
    QTimer::singleShot(0, socket, [socket, path = socketPath(profileDirectory)] { socket->connectToServer(path); });
}

} // namespace golub::net
