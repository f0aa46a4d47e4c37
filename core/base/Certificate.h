// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace golub {

//! What a person can check of one certificate of a chain.
struct CertificateInfo {
    QString subject;              //!< common name, or organisation where there is none
    QString issuer;
    QStringList hostNames;        //!< subject alternative names
    QDateTime validFrom;
    QDateTime validTo;
    QByteArray sha256;            //!< of the DER form, 32 bytes
    bool operator==(const CertificateInfo &) const = default;
};

//! A chain that was not accepted, and why. An exception is made for exactly host + port + the first certificate's fingerprint.
struct CertificateProblem {
    QString host;
    quint16 port = 0;
    QList<CertificateInfo> chain; //!< the server's own first; may be empty
    QStringList reasons;          //!< translated: "It is for another host", "It expired on …", "Nobody you trust signed it"
    bool operator==(const CertificateProblem &) const = default;
};

} // namespace golub
