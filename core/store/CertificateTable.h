// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace golub::store {

class Database;
class StoreContext;

//! Certificate exceptions: exactly host + port + SHA-256, until a day. And which certificate each server had last.
class CertificateTable
{
public:
    explicit CertificateTable(StoreContext &context) : m_context(context) { }
    //! Until \a until; 90 days where that is invalid. Accepting it again sets a new end.
    Outcome accept(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until = {});
    //! All of host and port where \a sha256 is empty.
    Outcome revoke(const QString &host, quint16 port, const QByteArray &sha256 = {});
    bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const;
    //! Those in force.
    Result<QList<CertificateException>> exceptions() const;

    //! A connection was made with \a certificate.
    Outcome seen(const QString &host, quint16 port, const CertificateInfo &certificate, bool trusted);
    Result<std::optional<SeenCertificate>> lastSeen(const QString &host, quint16 port) const;

private:
    StoreContext &m_context;
};

Result<QList<CertificateException>> readExceptions(Database &mail, const QDateTime &now);

} // namespace golub::store
