// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub {

//! What a person can check of one certificate of a chain.
struct CertificateInfo {
    QString subject;              //!< common name, or organisation where there is none
    QString issuer;
    QStringList hostNames;        //!< subject alternative names
    QDateTime validFrom;
    QDateTime validTo;
    QByteArray sha256;            //!< of the DER form, 32 bytes
    QString key = {};             //!< "RSA 2048", "EC 256"; empty where it is not known
    bool operator==(const CertificateInfo &) const = default;
};

//! The certificate with which a server was connected before.
struct SeenCertificate {
    QByteArray sha256;
    QString subject = {};
    QString issuer = {};
    bool trusted = false;         //!< somebody this computer trusts had signed it; else the user had accepted it
    QDateTime lastSeen = {};
    bool operator==(const SeenCertificate &) const = default;
};

//! What is wrong with a certificate; the weightiest comes first in CertificateProblem.
enum class CertificateFault : quint8 { Revoked, WrongHost, Expired, NotYetValid, WeakKey, SelfSigned, UnknownIssuer, Other };

//! A chain that was not accepted, and why. An exception is made for exactly host + port + the first certificate's fingerprint.
struct CertificateProblem {
    QString host;
    quint16 port = 0;
    QList<CertificateInfo> chain; //!< the server's own first; may be empty
    QStringList reasons;          //!< translated: "It is for another host", "It expired on …", "Nobody you trust signed it"
    QList<CertificateFault> faults = {}; //!< one for each reason
    //! Set where the server had another certificate before, which was trusted or accepted: this one is new.
    std::optional<SeenCertificate> before = {};
    bool operator==(const CertificateProblem &) const = default;
};

//! An accepted certificate that nobody trusted signed: one host, one port, one certificate, for a time.
struct CertificateException {
    QString host;
    quint16 port = 0;
    QByteArray sha256;
    QDateTime accepted;
    QDateTime until;
    bool operator==(const CertificateException &) const = default;
};

//! What a person should think of it and do, in a few translated sentences: an attack, a forgotten renewal, a mistake in the settings.
QString certificateAdvice(const CertificateProblem &problem);
//! "expired": for golubctl.
QString faultName(CertificateFault fault);

} // namespace golub
