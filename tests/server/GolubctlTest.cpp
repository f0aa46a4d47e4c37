// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/GolubctlTest.h"

#include <QDir>
#include <QFile>

namespace golub::test {
namespace {

QJsonObject serverJson(const ServerSettings &settings)
{
    const char *const security = settings.security == Security::Tls ? "tls" : settings.security == Security::StartTls ? "starttls" : "none";
    return { { QStringLiteral("host"), settings.host }, { QStringLiteral("port"), settings.port },
        { QStringLiteral("security"), QLatin1String(security) }, { QStringLiteral("user"), settings.user } };
}

} // namespace

void GolubctlTest::SetUp()
{
    if (const QString reason = MailServer::whyNot(m_options.postfix); !reason.isEmpty())
        GTEST_SKIP() << reason.toStdString();
    startServer(m_options);
    ASSERT_FALSE(HasFatalFailure());
}

void GolubctlTest::TearDown()
{
    settle();
    if (HasFailure() && m_server)
        ADD_FAILURE() << m_server->logs().right(6000).toStdString();
}

bool GolubctlTest::startServer(const MailServer::Options &options)
{
    m_server = std::make_unique<MailServer>(options);
    EXPECT_TRUE(m_server->isRunning()) << m_server->problem().toStdString();
    return m_server->isRunning();
}

CtlRun GolubctlTest::ctl(const QStringList &arguments, const QByteArray &input)
{
    return plain(QStringList { QStringLiteral("--profile"), profile(), QStringLiteral("--json") } + arguments, input);
}

CtlRun GolubctlTest::plain(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(QStringLiteral(GOLUBCTL), arguments);
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

std::unique_ptr<QProcess> GolubctlTest::begin(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(GOLUBCTL), QStringList { QStringLiteral("--profile"), profile(), QStringLiteral("--json") } + arguments);
    process->closeWriteChannel();
    return process;
}

CtlRun GolubctlTest::finish(QProcess &process)
{
    const bool ended = waitUntil([&] { return process.state() == QProcess::NotRunning; }, std::chrono::seconds(60));
    EXPECT_TRUE(ended) << "golubctl does not end: " << process.arguments().join(u' ').toStdString();
    if (!ended) {
        process.kill();
        waitUntil([&] { return process.state() == QProcess::NotRunning; });
    }
    EXPECT_EQ(process.exitStatus(), ended ? QProcess::NormalExit : process.exitStatus()) << "golubctl crashed: "
                                                                                         << process.arguments().join(u' ').toStdString();
    return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
}

QJsonDocument GolubctlTest::good(const QStringList &arguments)
{
    const CtlRun run = ctl(arguments);
    EXPECT_EQ(run.status, 0) << arguments.join(u' ').toStdString() << ": " << run.text();
    return run.json();
}

QString GolubctlTest::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()) << file.errorString().toStdString();
    return file.fileName();
}

QByteArray GolubctlTest::read(const QString &path) const
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

QString GolubctlTest::accountFile(const QString &user, const ServerSettings &incoming, const ServerSettings &outgoing,
    const std::function<void(QJsonObject &)> &change, bool pop3)
{
    const QString secret = write(user + QStringLiteral(".password"), MailServer::password(user).toUtf8() + '\n');
    QJsonObject in = serverJson(incoming);
    in.insert(QStringLiteral("protocol"), pop3 ? QStringLiteral("pop3") : QStringLiteral("imap"));
    QJsonObject account { { QStringLiteral("name"), user }, { QStringLiteral("address"), user + QStringLiteral("@example.org") },
        { QStringLiteral("identities"),
            QJsonArray { QJsonObject { { QStringLiteral("name"), QStringLiteral("Łucja Čović") },
                { QStringLiteral("address"), user + QStringLiteral("@example.org") } } } },
        { QStringLiteral("incoming"), in }, { QStringLiteral("outgoing"), serverJson(outgoing) },
        { QStringLiteral("ca_file"), server().caFile() },
        { QStringLiteral("secret"),
            QJsonObject { { QStringLiteral("source"), QStringLiteral("command") },
                { QStringLiteral("command"), QJsonArray { QStringLiteral("cat"), secret } } } } };
    if (change)
        change(account);
    return write(user + QStringLiteral(".json"), QJsonDocument(account).toJson());
}

QString GolubctlTest::accountFile(const QString &user, const std::function<void(QJsonObject &)> &change)
{
    return accountFile(user, server().imap(user), server().submission(user), change);
}

void GolubctlTest::addAccount(const QString &user)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(user) });
    good({ QStringLiteral("sync"), user });
}

QJsonArray GolubctlTest::listed(const QString &mailbox, const QStringList &more)
{
    return good(QStringList { QStringLiteral("list"), mailbox } + more).array();
}

QStringList texts(const QJsonArray &array, const QString &key)
{
    QStringList all;
    for (const QJsonValue &value : array)
        all << value.toObject().value(key).toVariant().toString();
    return all;
}

QStringList GolubctlTest::subjects(const QString &mailbox, const QStringList &more)
{
    return texts(listed(mailbox, more), QStringLiteral("subject"));
}

QString GolubctlTest::idOf(const QString &subject, const QString &mailbox)
{
    for (const QJsonValue &row : listed(mailbox)) {
        if (row.toObject().value(u"subject").toString() == subject)
            return QString::number(row.toObject().value(u"id").toInteger());
    }
    ADD_FAILURE() << "no message " << subject.toStdString() << " in " << mailbox.toStdString();
    return {};
}

QString GolubctlTest::serverFlags(const QString &user, const QByteArray &subject, const QString &mailbox)
{
    QString maildir = server().directory() + QStringLiteral("/mail/%1/Maildir").arg(user);
    if (mailbox != u"INBOX")
        maildir += QStringLiteral("/.") + mailbox;
    for (const auto &part : { QStringLiteral("/new"), QStringLiteral("/cur") }) {
        const QDir dir(maildir + part);
        for (const QString &name : dir.entryList(QDir::Files)) {
            if (read(dir.filePath(name)).contains("Subject: " + subject))
                return name.section(QStringLiteral(":2,"), 1, 1);
        }
    }
    return QStringLiteral("-");
}

int GolubctlTest::onServer(const QString &user, const QByteArray &subject, const QString &mailbox)
{
    int count = 0;
    for (const QByteArray &raw : server().messages(user, mailbox))
        count += raw.contains("\nSubject: " + subject + "\r\n") ? 1 : 0;
    return count;
}

QByteArray GolubctlTest::message(const QByteArray &subject, const QByteArray &body, const QByteArray &more, const QByteArray &date)
{
    QByteArray id = subject;
    id.replace(' ', '.');
    return "From: Jan <jan@example.net>\r\nTo: ala@example.org\r\nDate: " + date + "\r\nMessage-ID: <" + id + "@example.net>\r\n" + more
        + "Subject: " + subject + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body;
}

// --- servers that misbehave

Proxy::Proxy(quint16 target) : m_target(target)
{
    QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this] { accept(); });
    m_listener.listen(QHostAddress::LocalHost);
}

void Proxy::accept()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        auto *remote = new QTcpSocket(client);
        auto passed = std::make_shared<qint64>(0);
        QObject::connect(client, &QTcpSocket::readyRead, remote, [client, remote] { remote->write(client->readAll()); });
        QObject::connect(remote, &QTcpSocket::readyRead, client, [this, client, remote, passed] {
            QByteArray bytes = remote->readAll();
            for (const auto &[words, other] : m_disguised)
                bytes.replace(words, other);
            if (m_seen && !m_holding)
                m_holding = m_later-- <= 1;
            m_seen = m_seen || (!m_holdAt.isEmpty() && bytes.contains(m_holdAt));
            m_holding = m_holding || (m_seen && m_later == 0);
            if (m_holding)
                return;
            const bool cut = m_cut >= 0 && *passed + bytes.size() >= m_cut;
            if (cut)
                bytes.truncate(m_cut - *passed);
            *passed += bytes.size();
            m_longest = qMax(m_longest, *passed);
            client->write(bytes);
            if (cut) {
                remote->abort();
                client->disconnectFromHost();
            }
        });
        QObject::connect(remote, &QTcpSocket::disconnected, client, [this, client] {
            if (!m_holding)
                client->disconnectFromHost();
        });
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        remote->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    }
}

void Proxy::holdAt(const QByteArray &words, int later)
{
    passOn();
    m_holdAt = words;
    m_later = later;
}

void Proxy::passOn()
{
    m_holdAt.clear();
    m_seen = false;
    m_holding = false;
}

void Proxy::hangUp()
{
    for (QTcpSocket *client : m_listener.findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly))
        client->disconnectFromHost();
}

TalkingServer::TalkingServer(const QByteArray &greeting, std::function<QByteArray(const QByteArray &)> answer)
{
    QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this, greeting, answer] {
        while (QTcpSocket *client = m_listener.nextPendingConnection()) {
            QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            QObject::connect(client, &QTcpSocket::readyRead, client, [this, client, answer] {
                while (client->canReadLine()) {
                    const QByteArray line = client->readLine();
                    m_heard += line;
                    const QByteArray words = answer(line.trimmed());
                    client->write(words);
                    if (words.isEmpty())
                        client->disconnectFromHost();
                }
            });
            client->write(greeting);
        }
    });
    m_listener.listen(QHostAddress::LocalHost);
}

} // namespace golub::test
