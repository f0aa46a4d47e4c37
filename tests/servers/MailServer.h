// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace golub::test {

//! A private Dovecot (IMAP, POP3, submission) and, as root, Postfix on loopback: tests/servers/mailserver with a temporary directory.
//! Goes with the object, and also when the test program is killed.
//!
//!     if (const QString reason = MailServer::whyNot(); !reason.isEmpty()) GTEST_SKIP() << reason.toStdString();
//!     MailServer server;                       // users ala, bob and cyd, each with "<name>-password"
//!     ASSERT_TRUE(server.isRunning()) << server.problem().toStdString();
//!     server.deliver("ala", message);
//!     … server.imap("ala") …
class MailServer
{
public:
    enum class Certificate { Good, Expired, OtherHost, Untrusted };
    struct Options {
        QStringList users = { QStringLiteral("ala"), QStringLiteral("bob"), QStringLiteral("cyd") };
        bool postfix = false;
        QByteArray dovecot = {};         //!< more configuration for Dovecot, which overrides what it has
        QString introspection = {};      //!< of an AuthServer, whose access tokens are taken too
        Certificate certificate = Certificate::Good;
    };

    //! Why it cannot run here, for a test that skips; empty where it can.
    static QString whyNot(bool withPostfix = false);

    MailServer() : MailServer(Options {}) { }
    explicit MailServer(const Options &options);
    ~MailServer();
    MailServer(const MailServer &) = delete;
    MailServer &operator=(const MailServer &) = delete;

    bool isRunning() const { return m_running; }
    //! What mailserver said where it did not start.
    QString problem() const { return m_problem; }

    //! Ends it in order; with start() it comes back on the same ports, with the same mail.
    void stop();
    //! Ends it at once, as a crash would.
    void kill();
    bool start();
    //! For the next start(): see Options::dovecot and Options::certificate.
    void configure(const QByteArray &dovecot) { m_options.dovecot = dovecot; }
    void certify(Certificate certificate) { m_options.certificate = certificate; }

    //! A port by its name in mailserver's JSON: "imaps", "postfix_submission", …; 0 for none.
    quint16 port(const QString &name) const;
    QString caFile() const;
    static QString password(const QString &user) { return user + QStringLiteral("-password"); }

    //! Settings to sign in with, complete but for the password.
    ServerSettings imap(const QString &user, Security security = Security::Tls) const;
    ServerSettings pop3(const QString &user, Security security = Security::Tls) const;
    //! Tls is the port like 465, the others the one like 587; of Postfix where \a postfix.
    ServerSettings submission(const QString &user, Security security = Security::StartTls, bool postfix = false) const;
    //! The relay itself: SMTP without TLS and sign-in, whose recipients drop@ and slow@ make answers go missing (relay.py).
    ServerSettings relay() const;

    //! Puts a raw message into a mailbox; its Date field becomes the internal date. \a flags as in Maildir names, "S" is seen.
    bool deliver(const QString &user, const QByteArray &message, const QString &mailbox = QStringLiteral("INBOX"), const QString &flags = {});
    //! The messages of a user's mailbox as they went over the wire, in no order.
    QList<QByteArray> messages(const QString &user, const QString &mailbox = QStringLiteral("INBOX")) const;
    //! What the servers logged so far, for a test's failure message.
    QByteArray logs() const;
    //! Whether they logged \a text; waits for it, since another process than the one that serves writes the log.
    bool logged(const QByteArray &text) const;
    QString directory() const { return m_dir.path(); }

private:
    bool run(const QStringList &arguments, QByteArray *output = nullptr);
    ServerSettings settings(const QString &user, const QString &clearPort, const QString &tlsPort, Security security) const;

    QTemporaryDir m_dir;
    Options m_options;
    QJsonObject m_state;
    QString m_problem;
    bool m_running = false;
};

//! The files that a server's JSON names in "logs", one after the other.
QByteArray logsOf(const QJsonObject &state);

} // namespace golub::test
