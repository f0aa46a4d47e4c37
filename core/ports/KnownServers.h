// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/base/Ids.h"
#include "core/base/SignInStrength.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub {

//! What is remembered of servers so that trust is given once and nothing strong becomes weak unnoticed. Used in the sessions' thread only.
class KnownServers
{
public:
    virtual ~KnownServers() = default;
    //! True where the user accepted exactly this certificate for this host and port, and the time is not over.
    virtual bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const = 0;
    //! The certificate of the last connection; none where there was none.
    virtual std::optional<SeenCertificate> lastSeen(const QString &, quint16) const { return {}; }
    //! A connection was made with \a certificate; \a trusted: without an exception.
    virtual void connected(const QString &, quint16, const CertificateInfo &, bool) { }
    //! The user's own certificate in \a file was shown; it ends then.
    virtual void clientCertificateShown(const QString &, const QDateTime &) { }
    //! True for servers that break off when TLS 1.3 is offered.
    virtual bool isCappedAtTls12(const QString &) const { return false; }
    //! The best way in which \a account signed in there.
    virtual SignInStrength bestSignIn(AccountId, const QString &, quint16) const { return {}; }
    virtual void signedIn(AccountId, const QString &, quint16, const SignInStrength &) { }
    //! The lines in which an outgoing server said what it can do, over a connection that is secured.
    virtual void offered(const QString &, quint16, const QStringList &) { }
    //! What a protocol has kept of a server for its next connection there, in its own form and without secrets; empty where there is nothing.
    virtual QByteArray notes(const QString &, quint16) const { return {}; }
    virtual void keepNotes(const QString &, quint16, const QByteArray &) { }
};

} // namespace golub
