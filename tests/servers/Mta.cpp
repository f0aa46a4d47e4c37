// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/Mta.h"

#include "tests/servers/MailServer.h"
#include "tests/support/WaitUntil.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QStandardPaths>

namespace golub::test {
namespace {

QString script()
{
    return QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/mta");
}

} // namespace

QString Mta::whyNot(const QString &name)
{
    static QHash<QString, QString> known;
    if (const auto found = known.constFind(name); found != known.constEnd())
        return *found;
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        return QStringLiteral("the test servers need python3");
    QProcess doctor;
    doctor.start(QStringLiteral("python3"), { script(), name, QStringLiteral("doctor") });
    if (!waitUntil([&] { return doctor.state() == QProcess::NotRunning; }))
        return QStringLiteral("tests/servers/mta does not answer");
    return *known.insert(name, doctor.exitCode() == 0 ? QString() : QString::fromUtf8(doctor.readAllStandardOutput() + doctor.readAllStandardError()).trimmed());
}

Mta::Mta(const QString &name) : m_dir(QDir::tempPath() + QStringLiteral("/golub-mta-XXXXXX")), m_name(name)
{
    QStringList arguments { script(), name, m_dir.path(), QStringLiteral("--limit"), QString::number(SizeLimit) };
    for (const QString &user : { QStringLiteral("ala"), QStringLiteral("bob"), QStringLiteral("cyd") })
        arguments << QStringLiteral("--user") << user + u':' + QString::fromUtf8(password(user));
    m_process.start(QStringLiteral("python3"), arguments);
    waitUntil([&] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, std::chrono::seconds(40));
    m_state = QJsonDocument::fromJson(m_process.readLine()).object();
    m_problem = QString::fromUtf8(m_process.readAllStandardError());
}

Mta::~Mta()
{
    m_process.closeWriteChannel();
    if (!waitUntil([&] { return m_process.state() == QProcess::NotRunning; }))
        m_process.kill();
    waitUntil([&] { return m_process.state() == QProcess::NotRunning; });
}

ServerSettings Mta::submission(const QString &user, Security security) const
{
    const QJsonObject ports = m_state.value(u"ports").toObject();
    ServerSettings settings;
    settings.host = QStringLiteral("localhost");
    settings.security = security;
    settings.caFile = m_state.value(u"ca_file").toString();
    settings.user = user;
    if (security == Security::None || !hasSignIn())
        settings.auth = AuthMethod::None;
    const char *const port = security == Security::None ? "smtp" : security == Security::Tls ? "submissions" : "submission";
    settings.port = quint16(ports.value(QLatin1String(port)).toInt());
    return settings;
}

QList<QByteArray> Mta::messages(const QString &user) const
{
    QList<QByteArray> found;
    QDirIterator files(m_state.value(u"mail").toString() + u'/' + user, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const bool whole = file.fileName().endsWith(u".eml") || file.fileName().contains(u"/new/");
        if (whole && file.open(QIODevice::ReadOnly))
            found.append(file.readAll().replace("\r\n", "\n").replace("\n", "\r\n"));
    }
    return found;
}

QByteArray Mta::logs() const
{
    return logsOf(m_state);
}

} // namespace golub::test
