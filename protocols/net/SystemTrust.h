// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslError>

namespace golub::net {

//! Whether \a chain, the server's own certificate first, leads to an authority of this system or of \a extra, and is good for a TLS server
//! now: OpenSSL looks at signatures, dates, purposes and constraints. Which host it names is not looked at here.
//! Of the system's authorities (hundreds of files) only those are read that the chain names.
bool isTrustedBySystem(const QList<QSslCertificate> &chain, const QList<QSslCertificate> &extra);

//! \a errors without those that only say that no authority is known, about which isTrustedBySystem() has the last word.
QList<QSslError> withoutMissingTrust(const QList<QSslError> &errors);

} // namespace golub::net
