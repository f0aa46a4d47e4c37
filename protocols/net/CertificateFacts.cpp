// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/CertificateFacts.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHostAddress>
#include <QLocale>
#include <QSslKey>
#include <QUrl>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace golub::net {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

QString nameOf(const QStringList &common, const QStringList &organisation)
{
    const QStringList &names = common.isEmpty() ? organisation : common;
    return textsafety::printable(names.join(QStringLiteral(", ")), 300);
}

QString day(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QLocale::LongFormat);
}

struct Reason {
    CertificateFault fault;
    QString text;
};

Reason reasonFor(const QSslError &error, const QSslCertificate &own, const CertificateInfo &facts, const QString &host)
{
    // Which certificate of the chain is meant: the server's own, or one that signed it.
    const bool isOwn = error.certificate().isNull() || error.certificate() == own;
    const QSslCertificate &meant = error.certificate().isNull() ? own : error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return { CertificateFault::Expired,
            (isOwn ? Text::tr("It expired on %1.") : Text::tr("A certificate that signed it expired on %1.")).arg(day(meant.expiryDate())) };
    case QSslError::CertificateNotYetValid:
        return { CertificateFault::NotYetValid,
            (isOwn ? Text::tr("It is not valid before %1. Check the date and time of this computer.")
                   : Text::tr("A certificate that signed it is not valid before %1. Check the date and time of this computer."))
                .arg(day(meant.effectiveDate())) };
    case QSslError::HostNameMismatch: {
        const QStringList names = facts.hostNames.isEmpty() ? QStringList { facts.subject } : facts.hostNames;
        return { CertificateFault::WrongHost, Text::tr("It is for another host: %1, not %2.").arg(QStringList(names.mid(0, 5)).join(QStringLiteral(", ")), host) };
    }
    case QSslError::SelfSignedCertificate:
        return { CertificateFault::SelfSigned, Text::tr("The server signed it itself, so nobody vouches for it.") };
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return { CertificateFault::UnknownIssuer,
            Text::tr("It was signed by %1, which this computer does not know.").arg(facts.issuer.isEmpty() ? Text::tr("someone") : facts.issuer) };
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return { CertificateFault::Revoked, Text::tr("It was withdrawn by those who issued it.") };
    default:
        return { CertificateFault::Other, textsafety::printable(error.errorString(), 300) };
    }
}

QString keyOf(const QSslCertificate &certificate)
{
    const QSslKey key = certificate.publicKey();
    switch (key.algorithm()) {
    case QSsl::Rsa:
        return QStringLiteral("RSA %1").arg(key.length());
    case QSsl::Ec:
        return QStringLiteral("EC %1").arg(key.length());
    case QSsl::Dsa:
        return QStringLiteral("DSA %1").arg(key.length());
    default:
        return {};
    }
}

bool isSignedWeakly(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(d2i_X509(nullptr, &bytes, long(der.size())), &X509_free);
    int digest = NID_undef;
    if (!parsed || !X509_get_signature_info(parsed.get(), &digest, nullptr, nullptr, nullptr))
        return false;
    return digest == NID_md5 || digest == NID_sha1 || digest == NID_md5_sha1;
}

//! "*" stands for exactly one label, the first (RFC 9525 section 6.3).
bool matches(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith(u"*."))
        return pattern.compare(host, Qt::CaseInsensitive) == 0;
    const qsizetype dot = host.indexOf(u'.');
    return dot > 0 && pattern.count(u'.') >= 2 && QStringView(pattern).sliced(1).compare(QStringView(host).sliced(dot), Qt::CaseInsensitive) == 0;
}

} // namespace

QString wireHost(const QString &host)
{
    return QHostAddress(host).isNull() ? QString::fromLatin1(QUrl::toAce(host)) : host;
}

bool namesHost(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    if (names.isEmpty())
        return true; // only the common name is there, which QSslSocket has compared
    const QHostAddress address(host);
    const QStringList candidates = names.values(address.isNull() ? QSsl::DnsEntry : QSsl::IpAddressEntry);
    return std::any_of(candidates.begin(), candidates.end(), [&](const QString &name) {
        return address.isNull() ? matches(name, host) : QHostAddress(name) == address;
    });
}

QByteArray fingerprint(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

QByteArray serverEndPoint(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(d2i_X509(nullptr, &bytes, long(der.size())), &X509_free);
    if (!parsed)
        return {};
    int digestId = NID_undef;
    if (!X509_get_signature_info(parsed.get(), &digestId, nullptr, nullptr, nullptr) || digestId == NID_undef)
        return {};
    const EVP_MD *digest = digestId == NID_md5 || digestId == NID_sha1 ? EVP_sha256() : EVP_get_digestbynid(digestId);
    if (!digest)
        return {};
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (!EVP_Digest(der.constData(), size_t(der.size()), out, &size, digest, nullptr))
        return {};
    return QByteArray(reinterpret_cast<const char *>(out), qsizetype(size));
}

CertificateInfo factsOf(const QSslCertificate &certificate)
{
    CertificateInfo info;
    info.subject = nameOf(certificate.subjectInfo(QSslCertificate::CommonName), certificate.subjectInfo(QSslCertificate::Organization));
    info.issuer = nameOf(certificate.issuerInfo(QSslCertificate::CommonName), certificate.issuerInfo(QSslCertificate::Organization));
    const auto names = certificate.subjectAlternativeNames();
    for (auto it = names.cbegin(); it != names.cend(); ++it) {
        if (it.key() == QSsl::DnsEntry || it.key() == QSsl::IpAddressEntry)
            info.hostNames.append(textsafety::printable(it.value(), 300));
    }
    info.hostNames.sort();
    info.validFrom = certificate.effectiveDate();
    info.validTo = certificate.expiryDate();
    info.sha256 = fingerprint(certificate);
    info.key = keyOf(certificate);
    return info;
}

CertificateProblem problemWith(const QString &host, quint16 port, const QList<QSslCertificate> &chain, const QList<QSslError> &errors)
{
    CertificateProblem problem { host, port, {}, {} };
    for (const QSslCertificate &certificate : chain)
        problem.chain.append(factsOf(certificate));

    const QSslCertificate own = chain.isEmpty() ? QSslCertificate() : chain.first();
    const CertificateInfo facts = factsOf(own);
    QList<Reason> reasons;
    const QString weakness = weaknessOf(chain);
    if (!weakness.isEmpty())
        reasons.append({ CertificateFault::WeakKey, weakness });
    for (const QSslError &error : errors) {
        // OpenSSL finds weak keys, too, and QSslError has no name for them.
        if (weakness.isEmpty() || error.error() != QSslError::UnspecifiedError)
            reasons.append(reasonFor(error, own, facts, host));
    }
    // A wrong host or a withdrawn certificate matters more than an unknown issuer.
    std::stable_sort(reasons.begin(), reasons.end(), [](const Reason &a, const Reason &b) { return a.fault < b.fault; });
    for (const Reason &reason : std::as_const(reasons)) {
        if (!problem.reasons.contains(reason.text)) {
            problem.reasons.append(reason.text);
            problem.faults.append(reason.fault);
        }
    }
    return problem;
}

QString weaknessOf(const QList<QSslCertificate> &chain)
{
    if (chain.isEmpty())
        return {};
    const QSslKey key = chain.first().publicKey();
    const bool isShort = (key.algorithm() == QSsl::Rsa && key.length() < 2048) || (key.algorithm() == QSsl::Ec && key.length() < 224) || key.algorithm() == QSsl::Dsa;
    if (isShort)
        return Text::tr("Its key (%1) is too weak to protect anything.").arg(keyOf(chain.first()));
    // The signature of a root proves nothing: it is known by itself.
    for (const QSslCertificate &certificate : chain) {
        if (!certificate.isSelfSigned() && isSignedWeakly(certificate))
            return Text::tr("It is signed in an outdated way (MD5 or SHA-1), which can be forged.");
    }
    return {};
}

} // namespace golub::net
