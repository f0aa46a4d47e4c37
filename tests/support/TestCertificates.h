// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace golub::test {

//! A certificate with its key, PEM; the chain that goes with it stands behind the server's own certificate.
struct ServerIdentity {
    QByteArray certificate;
    QByteArray key;
    //! SHA-256 of the DER form of the first certificate.
    QByteArray sha256;
};

//! What is special about a certificate.
struct CertificateWishes {
    QString subject = QStringLiteral("localhost");
    QStringList hosts = { QStringLiteral("localhost") }; //!< DNS names
    QStringList addresses = { QStringLiteral("127.0.0.1") };
    int validFromDays = -1;           //!< from now
    int validToDays = 30;
    int rsaBits = 0;                  //!< an RSA key of this length; 0: EC
    bool sha1 = false;                //!< signed with SHA-1
};

//! A certificate authority made for one test, with EC keys (made in a millisecond).
class TestAuthority
{
public:
    explicit TestAuthority(const QString &name = QStringLiteral("Test Authority"));
    ~TestAuthority();

    QByteArray certificate() const;   //!< PEM
    ServerIdentity issue(const CertificateWishes &wishes = {}) const;
    //! Signed with its own key.
    static ServerIdentity selfSigned(const CertificateWishes &wishes = {});

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::test
