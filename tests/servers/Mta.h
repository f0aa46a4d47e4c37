// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace golub::test {

//! A mail transfer agent on loopback with the users ala, bob and cyd (each with "<name>-password"): tests/servers/mta in a temporary directory.
//! Ends with the object, and also when the test program is killed. The classes below are the systems that there are.
class Mta
{
public:
    virtual ~Mta();
    Mta(const Mta &) = delete;
    Mta &operator=(const Mta &) = delete;

    //! Why the one of that name cannot run here, for a test that skips; empty where it can.
    static QString whyNot(const QString &name);
    QString name() const { return m_name; }
    bool isRunning() const { return !m_state.isEmpty(); }
    QString problem() const { return m_problem; }

    //! StartTls is the port like 587, Tls the one like 465, with sign-in where it has that; None takes mail for the users from anybody.
    ServerSettings submission(const QString &user, Security security) const;
    static QByteArray password(const QString &user) { return user.toUtf8() + "-password"; }
    //! What came for a user, as it was delivered (with CRLF), in no order.
    QList<QByteArray> messages(const QString &user) const;
    QByteArray logs() const;

    //! Bytes that it takes at most.
    static constexpr int SizeLimit = 2'000'000;
    //! What it can do, where the tests have to know.
    virtual bool hasTls() const { return true; }
    virtual bool hasSignIn() const { return true; }
    virtual bool hasSmtpUtf8() const { return false; }

protected:
    explicit Mta(const QString &name);

private:
    QTemporaryDir m_dir;
    QString m_name;
    QProcess m_process;
    QJsonObject m_state;
    QString m_problem;
};

//! It could ask Dovecot about passwords, as MailServer's does; this one takes mail from this machine without.
class Postfix final : public Mta
{
public:
    Postfix() : Mta(QStringLiteral("postfix")) { }
    bool hasSignIn() const override { return false; }
    bool hasSmtpUtf8() const override { return true; }
};

class Exim final : public Mta
{
public:
    Exim() : Mta(QStringLiteral("exim")) { }
    bool hasSmtpUtf8() const override { return true; }
};

class Sendmail final : public Mta
{
public:
    Sendmail() : Mta(QStringLiteral("sendmail")) { }
};

class Courier final : public Mta
{
public:
    Courier() : Mta(QStringLiteral("courier")) { }
};

//! Without TLS: see tests/servers/mta.
class OpenSmtpd final : public Mta
{
public:
    OpenSmtpd() : Mta(QStringLiteral("opensmtpd")) { }
    bool hasTls() const override { return false; }
    bool hasSignIn() const override { return false; }
};

} // namespace golub::test
