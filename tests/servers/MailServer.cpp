// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/MailServer.h"

#include "tests/support/WaitUntil.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <unistd.h>

namespace golub::test {
namespace {

QString script()
{
    return QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/mailserver");
}

struct Ended {
    bool good = false;
    QByteArray output;
    QByteArray errors;
};

Ended runScript(const QStringList &arguments)
{
    QProcess process;
    bool over = false;
    QObject::connect(&process, &QProcess::finished, &process, [&] { over = true; });
    QObject::connect(&process, &QProcess::errorOccurred, &process, [&](QProcess::ProcessError error) { over = over || error == QProcess::FailedToStart; });
    process.start(QStringLiteral("python3"), QStringList { script() } + arguments);
    if (!waitUntil([&] { return over; }, std::chrono::seconds(60)))
        return { false, {}, "mailserver did not end" };
    const QByteArray output = process.readAllStandardOutput();
    const QByteArray errors = process.readAllStandardError();
    return { process.error() != QProcess::FailedToStart && process.exitCode() == 0, output, errors };
}

QString nameOf(MailServer::Certificate certificate)
{
    switch (certificate) {
    case MailServer::Certificate::Good:
        return QStringLiteral("good");
    case MailServer::Certificate::Expired:
        return QStringLiteral("expired");
    case MailServer::Certificate::OtherHost:
        return QStringLiteral("other-host");
    case MailServer::Certificate::Untrusted:
        return QStringLiteral("untrusted");
    }
    return {};
}

} // namespace

QString MailServer::whyNot(bool withPostfix)
{
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        return QStringLiteral("the test servers need python3");
    static const Ended doctor = runScript({ QStringLiteral("doctor") });
    if (!doctor.good)
        return QStringLiteral("the test servers cannot run: ") + QString::fromUtf8(doctor.output + doctor.errors).trimmed();
    if (!withPostfix)
        return {};
    if (geteuid() != 0)
        return QStringLiteral("Postfix is tested where the tests run as root");
    if (QStandardPaths::findExecutable(QStringLiteral("postfix"), { QStringLiteral("/usr/sbin"), QStringLiteral("/sbin") }).isEmpty())
        return QStringLiteral("Postfix is not installed (package postfix)");
    return {};
}

MailServer::MailServer(const Options &options) : m_dir(QDir::tempPath() + QStringLiteral("/golub-mail-XXXXXX")), m_options(options)
{
    start();
}

MailServer::~MailServer()
{
    kill();
}

bool MailServer::start()
{
    if (m_running)
        return true;
    QStringList arguments { QStringLiteral("start"), m_dir.path(), QStringLiteral("--owner"), QString::number(QCoreApplication::applicationPid()),
        QStringLiteral("--certificate"), nameOf(m_options.certificate) };
    for (const QString &user : m_options.users)
        arguments << QStringLiteral("--user") << QStringLiteral("%1:%2").arg(user, password(user));
    if (m_options.postfix)
        arguments << QStringLiteral("--postfix");
    QTemporaryFile more;
    if (!m_options.dovecot.isEmpty() && more.open() && more.write(m_options.dovecot) == m_options.dovecot.size() && more.flush())
        arguments << QStringLiteral("--dovecot") << more.fileName();
    if (!m_options.introspection.isEmpty())
        arguments << QStringLiteral("--introspection") << m_options.introspection;
    QByteArray output;
    m_running = run(arguments, &output);
    if (m_running)
        m_state = QJsonDocument::fromJson(output).object();
    return m_running;
}

void MailServer::stop()
{
    run({ QStringLiteral("stop"), m_dir.path() });
    m_running = false;
}

void MailServer::kill()
{
    if (m_running)
        run({ QStringLiteral("kill"), m_dir.path() });
    m_running = false;
}

bool MailServer::run(const QStringList &arguments, QByteArray *output)
{
    const Ended ended = runScript(arguments);
    if (output)
        *output = ended.output;
    if (!ended.good)
        m_problem = QString::fromUtf8(ended.errors);
    return ended.good;
}

quint16 MailServer::port(const QString &name) const
{
    return quint16(m_state.value(u"ports").toObject().value(name).toInt());
}

QString MailServer::caFile() const
{
    return m_state.value(u"ca_file").toString();
}

ServerSettings MailServer::settings(const QString &user, const QString &clearPort, const QString &tlsPort, Security security) const
{
    ServerSettings settings;
    settings.host = QStringLiteral("localhost");
    settings.port = port(security == Security::Tls ? tlsPort : clearPort);
    settings.security = security;
    settings.user = user;
    settings.caFile = caFile();
    return settings;
}

ServerSettings MailServer::imap(const QString &user, Security security) const
{
    return settings(user, QStringLiteral("imap"), QStringLiteral("imaps"), security);
}

ServerSettings MailServer::pop3(const QString &user, Security security) const
{
    return settings(user, QStringLiteral("pop3"), QStringLiteral("pop3s"), security);
}

ServerSettings MailServer::submission(const QString &user, Security security, bool postfix) const
{
    const QString prefix = postfix ? QStringLiteral("postfix_") : QString();
    return settings(user, prefix + QStringLiteral("submission"), prefix + QStringLiteral("submissions"), security);
}

ServerSettings MailServer::relay() const
{
    ServerSettings relay = settings({}, QStringLiteral("relay"), QStringLiteral("relay"), Security::None);
    relay.auth = AuthMethod::None;
    return relay;
}

bool MailServer::deliver(const QString &user, const QByteArray &message, const QString &mailbox, const QString &flags)
{
    const QString path = m_dir.path() + QStringLiteral("/to-deliver.eml");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(message) != message.size())
        return false;
    file.close();
    QStringList arguments { QStringLiteral("deliver"), m_dir.path(), user, path, QStringLiteral("--mailbox"), mailbox };
    if (!flags.isEmpty())
        arguments << QStringLiteral("--flags") << flags;
    return run(arguments);
}

QList<QByteArray> MailServer::messages(const QString &user, const QString &mailbox) const
{
    QString maildir = m_dir.path() + QStringLiteral("/mail/") + user + QStringLiteral("/Maildir");
    if (mailbox.compare(u"INBOX", Qt::CaseInsensitive) != 0)
        maildir += QStringLiteral("/.") + QString(mailbox).replace(u'/', u'.');
    QList<QByteArray> found;
    for (const auto &part : { QStringLiteral("/new"), QStringLiteral("/cur") }) {
        const QDir dir(maildir + part);
        for (const QString &name : dir.entryList(QDir::Files)) {
            QFile file(dir.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                // Dovecot keeps what it was given by LMTP with LF alone.
                found.append(file.readAll().replace("\r\n", "\n").replace("\n", "\r\n"));
        }
    }
    return found;
}

QByteArray logsOf(const QJsonObject &state)
{
    QByteArray text;
    for (const QJsonValue &path : state.value(u"logs").toArray()) {
        QFile file(path.toString());
        if (file.open(QIODevice::ReadOnly))
            text += "--- " + path.toString().toUtf8() + '\n' + file.readAll();
    }
    return text;
}

QByteArray MailServer::logs() const
{
    return logsOf(m_state);
}

bool MailServer::logged(const QByteArray &text) const
{
    return waitUntil([&] { return logs().contains(text); });
}

} // namespace golub::test
