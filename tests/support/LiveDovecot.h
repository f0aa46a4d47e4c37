// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Account.h"
#include "protocols/net/Connection.h"
#include "protocols/net/SslTransport.h"
#include "tests/support/WaitUntil.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace golub::test {

//! A real Dovecot on loopback for one test (tests/servers/mailserver), with the user ala, whose password is "tajne".
class LiveDovecot
{
public:
    LiveDovecot()
    {
        if (!call({ QStringLiteral("doctor") }))
            return;
        // As root the server runs as nobody, who must be let in.
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const auto facts = call({ QStringLiteral("start"), server(), QStringLiteral("--user"), QStringLiteral("ala:tajne"), QStringLiteral("--owner"),
            QString::number(QCoreApplication::applicationPid()) });
        m_failed = !facts;
        if (facts)
            m_facts = QJsonDocument::fromJson(*facts).object();
    }
    ~LiveDovecot()
    {
        if (isRunning())
            call({ QStringLiteral("stop"), server() });
    }

    bool isRunning() const { return !m_facts.isEmpty(); }
    //! Dovecot is here and did not start: a failure, not a reason to skip.
    bool hasFailed() const { return m_failed; }

    //! \a name as in mailserver's list of ports.
    ServerSettings settings(const QString &name, Security security, AuthMethod auth = AuthMethod::Auto) const
    {
        const auto port = quint16(m_facts.value(u"ports").toObject().value(name).toInt());
        ServerSettings out { m_facts.value(u"host").toString(), port, security, QStringLiteral("ala"), auth };
        out.caFile = m_facts.value(u"ca_file").toString();
        return out;
    }
    net::Connection connection(const ServerSettings &to, Clock &clock) const
    {
        return { { to.host, to.port, to.security, to.caFile }, std::make_unique<net::SslTransport>(clock, nullptr), &clock, nullptr };
    }
    bool deliver(const QByteArray &message)
    {
        QFile file(m_folder.filePath(QStringLiteral("message")));
        if (!file.open(QIODevice::WriteOnly) || file.write(message) != message.size())
            return false;
        file.close();
        return call({ QStringLiteral("deliver"), server(), QStringLiteral("ala"), file.fileName() }).has_value();
    }

private:
    QString server() const { return m_folder.filePath(QStringLiteral("s")); }
    static std::optional<QByteArray> call(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/mailserver"), arguments);
        const bool fine = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        return fine ? std::optional(process.readAllStandardOutput()) : std::nullopt;
    }

    QTemporaryDir m_folder;
    QJsonObject m_facts;
    bool m_failed = false;
};

} // namespace golub::test
