// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/ClientCertificate.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QLocale>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace golub::net {
namespace {

constexpr qint64 LargestFile = 1024 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

Error problem(ErrorKind kind, const QString &text, const QString &file)
{
    return { kind, text.arg(file), {}, {}, {} };
}

//! Wrong or missing: the same question to the user. OpenSSL does not tell a wrong passphrase from a damaged file.
Error locked(const QString &file, const Secret &passphrase)
{
    return problem(ErrorKind::Tls,
        passphrase.isEmpty() ? Text::tr("The file with your certificate is locked. Enter its passphrase in the account settings: %1")
                             : Text::tr("The passphrase does not open the file with your certificate: %1"),
        file);
}

Result<ClientCertificate> fromPem(const QByteArray &bytes, const QString &file, const Secret &passphrase)
{
    ClientCertificate own { QSslCertificate::fromData(bytes, QSsl::Pem), {} };
    if (own.chain.isEmpty())
        return problem(ErrorKind::Tls, Text::tr("The file holds no certificate: %1"), file);
    if (!bytes.contains("PRIVATE KEY-----"))
        return problem(ErrorKind::Tls, Text::tr("The file holds your certificate, but not the key that belongs to it. Export both together: %1"), file);
    const qsizetype begin = bytes.lastIndexOf("-----BEGIN", bytes.indexOf("PRIVATE KEY-----"));
    for (const QSsl::KeyAlgorithm algorithm : { QSsl::Ec, QSsl::Rsa }) {
        own.key = QSslKey(bytes.mid(begin), algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.reveal());
        if (!own.key.isNull())
            return own;
    }
    if (bytes.contains("ENCRYPTED"))
        return locked(file, passphrase);
    return problem(ErrorKind::Tls, Text::tr("The key in the file cannot be used; it must be RSA or EC: %1"), file);
}

Result<ClientCertificate> fromPkcs12(QByteArray bytes, const QString &file, const Secret &passphrase)
{
    ClientCertificate own;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QSslCertificate certificate;
    QList<QSslCertificate> others;
    if (!QSslCertificate::importPkcs12(&buffer, &own.key, &certificate, &others, passphrase.reveal()))
        return locked(file, passphrase);
    own.chain = QList { certificate } + others;
    return own;
}

bool belongsTo(const QSslKey &key, const QSslCertificate &certificate)
{
    const QByteArray keyDer = key.toDer();
    const QByteArray der = certificate.toDer();
    const auto *keyBytes = reinterpret_cast<const unsigned char *>(keyDer.constData());
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsedKey(d2i_AutoPrivateKey(nullptr, &keyBytes, long(keyDer.size())), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(d2i_X509(nullptr, &bytes, long(der.size())), &X509_free);
    const bool fits = parsedKey && parsed && X509_check_private_key(parsed.get(), parsedKey.get()) == 1;
    ERR_clear_error();
    return fits;
}

//! Files may hold the issuer first.
Outcome putOwnFirst(ClientCertificate &own, const QString &file)
{
    const auto it = std::find_if(own.chain.begin(), own.chain.end(), [&own](const QSslCertificate &one) { return belongsTo(own.key, one); });
    if (it == own.chain.end())
        return problem(ErrorKind::Tls, Text::tr("The key in the file does not belong to the certificate: %1"), file);
    std::iter_swap(own.chain.begin(), it);
    return {};
}

Outcome checkTime(const QSslCertificate &certificate)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto day = [](const QDateTime &when) { return QLocale().toString(when.toLocalTime().date(), QLocale::LongFormat); };
    if (certificate.expiryDate() < now)
        return Error { ErrorKind::Tls, Text::tr("Your certificate expired on %1. Get a new one from whoever issued it.").arg(day(certificate.expiryDate())) };
    if (certificate.effectiveDate() > now)
        return Error { ErrorKind::Tls, Text::tr("Your certificate is not valid before %1. Check the date and time of this computer.").arg(day(certificate.effectiveDate())) };
    return {};
}

} // namespace

Result<ClientCertificate> loadClientCertificate(const QString &file, const Secret &passphrase)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly) || source.size() > LargestFile)
        return problem(ErrorKind::Tls, Text::tr("The file with your certificate cannot be read: %1"), file);
    const QByteArray bytes = source.readAll();
    auto own = bytes.contains("-----BEGIN") ? fromPem(bytes, file, passphrase) : fromPkcs12(bytes, file, passphrase);
    if (!own)
        return own;
    if (const Outcome ordered = putOwnFirst(*own, file); !ordered)
        return ordered.error();
    if (const Outcome valid = checkTime(own->chain.first()); !valid)
        return valid.error();
    return own;
}

} // namespace golub::net
