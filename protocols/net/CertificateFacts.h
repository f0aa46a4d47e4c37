// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"

#include <QList>
#include <QSslCertificate>
#include <QSslError>

namespace golub::net {

//! SHA-256 of the DER form.
QByteArray fingerprint(const QSslCertificate &certificate);
//! tls-server-end-point (RFC 5929 section 4.1): the certificate's digest by the hash of its own signature, SHA-256 in the place of MD5 and
//! SHA-1. Empty where its signature has none.
QByteArray serverEndPoint(const QSslCertificate &certificate);
CertificateInfo factsOf(const QSslCertificate &certificate);
//! What the resolver, SNI and the certificate's names are compared with: IP addresses as they are, names in their ASCII form. Empty where
//! the text cannot be a host.
QString wireHost(const QString &host);
//! False where the certificate's alternative names leave \a host out. QSslSocket takes the common name for good even then, which RFC 9525
//! (section 2) and RFC 6125 (6.4.4) forbid; what else there is to a host's verification it does right.
bool namesHost(const QSslCertificate &certificate, const QString &host);
//! Keys and signatures that can be broken (RSA below 2048 bits, DSA, SHA-1, MD5), as a translated sentence; empty where there is nothing.
QString weaknessOf(const QList<QSslCertificate> &chain);
//! What is wrong with a chain, in translated sentences; each once, the weightiest first.
CertificateProblem problemWith(const QString &host, quint16 port, const QList<QSslCertificate> &chain, const QList<QSslError> &errors);

} // namespace golub::net
