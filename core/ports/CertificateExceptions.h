// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace golub {

//! Certificates that the user accepted although nobody trusted signed them: host + port + SHA-256 of the certificate, never a blanket.
//! Used in the sessions' thread only.
class CertificateExceptions
{
public:
    virtual ~CertificateExceptions() = default;
    virtual bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const = 0;
};

} // namespace golub
