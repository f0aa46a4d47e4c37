// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QUrl>

namespace golub::test {

//! A real authorization server on loopback (tests/servers/authserver), and the browser that a person would use with it. Goes with the object.
class AuthServer
{
public:
    static constexpr const char *Client = "golub-tests";
    static constexpr const char *SecretClient = "golub-tests-with-secret";
    static constexpr const char *ClientSecret = "s3cret&more";

    AuthServer();
    ~AuthServer();
    AuthServer(const AuthServer &) = delete;
    AuthServer &operator=(const AuthServer &) = delete;

    bool isRunning() const { return !m_issuer.isEmpty(); }
    QString issuer() const { return m_issuer; }
    //! For Dovecot.
    QString introspection() const { return m_issuer + QStringLiteral("/introspect"); }

    //! How it behaves from now on; the words are in the script.
    void set(const QString &name, const QJsonValue &value);
    //! "expire" all access tokens, or "revoke" all grants.
    void act(const QString &what);
    //! What it was asked: "POST /token refresh_token".
    QStringList log();
    int count(const QString &entry);
    //! Every secret that it knows of: none of them may be found in a log or file.
    QList<QByteArray> tokens();

    struct Page {
        int status = 0;              //!< of the last answer; 0: nothing answered
        QByteArray text;
        QUrl url;                    //!< where it ended
    };
    //! Opens an address as a browser does, redirects and all.
    static Page browse(const QUrl &url, const QByteArray &method = "GET", const QByteArray &host = {});

private:
    QJsonObject control(const QJsonObject &json);
    QProcess m_process;
    QString m_issuer;
};

} // namespace golub::test
