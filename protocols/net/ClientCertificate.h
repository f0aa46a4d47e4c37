// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace golub::net {

//! The user's own certificate, which is shown to servers that ask for one.
struct ClientCertificate {
    QList<QSslCertificate> chain;     //!< the user's first
    QSslKey key;
};

//! From a file: PEM with certificate and key (RSA or EC), or PKCS#12. \a passphrase opens a locked key. Errors say what to do: the file
//! cannot be read, the passphrase is missing or wrong, it has no certificate or no key that fits, the certificate is over or not valid yet.
Result<ClientCertificate> loadClientCertificate(const QString &file, const Secret &passphrase);

} // namespace golub::net
