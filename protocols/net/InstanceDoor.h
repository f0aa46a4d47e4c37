// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QLocalServer;
class QLocalSocket;

namespace golub::net {

//! Between programs of one user over one profile: the first one listens, a later one says what it was started for, and leaves. A socket in a folder
//! that only this user can enter; one line each way.
class InstanceDoor : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype LongestCall = 256 * 1024; //!< bytes of a line

    explicit InstanceDoor(QObject *parent = nullptr);
    ~InstanceDoor() override;

    //! For the one that has the profile open: what a crash left there is removed. False where nothing can be heard; nothing else suffers by that.
    bool listen(const QString &profileDirectory);
    //! Says \a words (one line) to the one that listens. \a done comes later, with false where nobody answers within seconds, unless \a context is
    //! gone by then.
    static void call(const QString &profileDirectory, const QByteArray &words, QObject *context, std::function<void(bool)> done);

Q_SIGNALS:
    void called(const QByteArray &words);

private:
    void answer(QLocalSocket *socket);

    std::unique_ptr<QLocalServer> m_server;
};

} // namespace golub::net
