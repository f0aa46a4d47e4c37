// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/servers/MailServer.h"
#include "tests/support/WaitUntil.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace golub::test {

//! What one run of golubctl left behind.
struct CtlRun {
    int status = -1;
    QByteArray output;
    QByteArray errors;
    QJsonDocument json() const { return QJsonDocument::fromJson(output); }
    QJsonObject object() const { return json().object(); }
    QJsonArray array() const { return json().array(); }
    QJsonObject error() const { return object().value(u"error").toObject(); }
    QString errorKind() const { return error().value(u"kind").toString(); }
    //! For failure messages.
    std::string text() const { return QByteArray("status " + QByteArray::number(status) + '\n' + output + errors).toStdString(); }
};

//! golubctl as a person's scripts run it: the program itself, a profile of its own, real servers.
class GolubctlTest : public testing::Test
{
protected:
    void SetUp() override;
    void TearDown() override;
    //! Servers of the test's own; false (and the test fails) where they do not start.
    bool startServer(const MailServer::Options &options = {});
    MailServer &server() { return *m_server; }

    //! With --profile and --json.
    CtlRun ctl(const QStringList &arguments, const QByteArray &input = {});
    //! As it stands on the command line.
    CtlRun plain(const QStringList &arguments, const QByteArray &input = {});
    //! Begins and does not wait.
    std::unique_ptr<QProcess> begin(const QStringList &arguments);
    CtlRun finish(QProcess &process);
    //! Expects status 0 and gives the JSON.
    QJsonDocument good(const QStringList &arguments);

    QString path(const QString &name) const { return m_files.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const;
    QByteArray read(const QString &path) const;
    QString profile() const { return path(QStringLiteral("profile")); }

    //! An account file for \a user as golubctl takes it; \a change edits the JSON.
    QString accountFile(const QString &user, const ServerSettings &incoming, const ServerSettings &outgoing,
        const std::function<void(QJsonObject &)> &change = {}, bool pop3 = false);
    //! The usual one: IMAP with TLS, submission with STARTTLS.
    QString accountFile(const QString &user, const std::function<void(QJsonObject &)> &change = {});
    //! Adds it and synchronizes.
    void addAccount(const QString &user);

    QJsonArray listed(const QString &mailbox, const QStringList &more = {});
    QStringList subjects(const QString &mailbox, const QStringList &more = {});
    //! The id of the message with that subject, as text; empty where it is not listed.
    QString idOf(const QString &subject, const QString &mailbox = QStringLiteral("INBOX"));
    //! Flags as the server keeps them in the file names: "FS" is flagged and seen; "-" where no message has the subject.
    QString serverFlags(const QString &user, const QByteArray &subject, const QString &mailbox = QStringLiteral("INBOX"));
    //! How many messages of that subject lie in the server's mailbox.
    int onServer(const QString &user, const QByteArray &subject, const QString &mailbox = QStringLiteral("INBOX"));

    static QByteArray message(const QByteArray &subject, const QByteArray &body = "Hello.\r\n", const QByteArray &more = {},
        const QByteArray &date = "Mon, 2 Feb 2026 10:00:00 +0100");

    MailServer::Options m_options;

private:
    QTemporaryDir m_files;
    std::unique_ptr<MailServer> m_server;
};

QStringList texts(const QJsonArray &array, const QString &key);

//! Stands between golubctl and a server on loopback, and stops or cuts the conversation where a test says.
class Proxy
{
public:
    explicit Proxy(quint16 target);
    quint16 port() const { return m_listener.serverPort(); }
    //! Each connection ends after so many bytes from the server.
    void cutAfter(qint64 bytes) { m_cut = bytes; }
    //! From the piece of the server's text that holds \a words on, or \a later pieces behind it, nothing is passed on; nobody hangs up.
    void holdAt(const QByteArray &words, int later = 0);
    //! Where the server says \a words, \a other words of the same length are heard: what it offers can be hidden.
    void disguise(const QByteArray &words, const QByteArray &other) { m_disguised.append({ words, other }); }
    //! Everything goes through again.
    void passOn();
    //! Ends the conversations that are held.
    void hangUp();
    bool isHolding() const { return m_holding; }
    //! The bytes of the longest conversation from the server.
    qint64 longest() const { return m_longest; }

private:
    void accept();
    quint16 m_target;
    QTcpServer m_listener;
    qint64 m_cut = -1;
    qint64 m_longest = 0;
    QByteArray m_holdAt;
    QList<std::pair<QByteArray, QByteArray>> m_disguised;
    int m_later = 0;
    bool m_seen = false;
    bool m_holding = false;
};

//! A server made of a greeting and an answer to each line; an empty answer hangs up.
class TalkingServer
{
public:
    TalkingServer(const QByteArray &greeting, std::function<QByteArray(const QByteArray &line)> answer);
    quint16 port() const { return m_listener.serverPort(); }
    QByteArray heard() const { return m_heard; }

private:
    QTcpServer m_listener;
    QByteArray m_heard;
};

} // namespace golub::test
