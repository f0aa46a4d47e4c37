// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestCertificates.h"

#include <QCryptographicHash>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace golub::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

void must(bool done)
{
    if (!done)
        throw std::runtime_error("OpenSSL could not make a test certificate");
}

QByteArray contents(BIO *memory)
{
    char *bytes = nullptr;
    const long length = BIO_get_mem_data(memory, &bytes);
    return QByteArray(bytes, length);
}

QByteArray pem(EVP_PKEY *key)
{
    const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
    must(PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return contents(memory.get());
}

QByteArray pem(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
    must(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return contents(memory.get());
}

QByteArray der(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
    must(i2d_X509_bio(memory.get(), certificate) == 1);
    return contents(memory.get());
}

Key newKey(int rsaBits = 0)
{
    return { rsaBits > 0 ? EVP_RSA_gen(static_cast<unsigned int>(rsaBits)) : EVP_EC_gen("P-256"), &EVP_PKEY_free };
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    must(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

void setName(X509_NAME *name, const QString &commonName)
{
    const QByteArray utf8 = commonName.toUtf8();
    must(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(utf8.constData()),
             int(utf8.size()), -1, 0)
        == 1);
}

//! Without extensions; the issuer is \a issuer, or the certificate itself.
Certificate newCertificate(const CertificateWishes &wishes, EVP_PKEY *key, X509 *issuer)
{
    static long serial = 1000;
    Certificate certificate(X509_new(), &X509_free);
    X509 *const raw = certificate.get();
    constexpr long Day = 24L * 60 * 60;
    must(X509_set_version(raw, 2) == 1);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(raw), wishes.validFromDays * Day);
    X509_gmtime_adj(X509_getm_notAfter(raw), wishes.validToDays * Day);
    setName(X509_get_subject_name(raw), wishes.subject);
    must(X509_set_issuer_name(raw, X509_get_subject_name(issuer ? issuer : raw)) == 1);
    must(X509_set_pubkey(raw, key) == 1);
    return certificate;
}

QByteArray alternativeNames(const CertificateWishes &wishes)
{
    QStringList names;
    for (const QString &host : wishes.hosts)
        names << QStringLiteral("DNS:") + host;
    for (const QString &address : wishes.addresses)
        names << QStringLiteral("IP:") + address;
    return names.join(u',').toLatin1();
}

ServerIdentity issueWith(const CertificateWishes &wishes, X509 *issuer, EVP_PKEY *issuerKey)
{
    const Key key = newKey(wishes.rsaBits);
    const Certificate certificate = newCertificate(wishes, key.get(), issuer);
    X509 *const signer = issuer ? issuer : certificate.get();
    if (const QByteArray names = alternativeNames(wishes); !names.isEmpty())
        addExtension(certificate.get(), signer, NID_subject_alt_name, names);
    addExtension(certificate.get(), signer, NID_basic_constraints, "CA:FALSE");
    must(X509_sign(certificate.get(), issuerKey ? issuerKey : key.get(), wishes.sha1 ? EVP_sha1() : EVP_sha256()) > 0);
    return { pem(certificate.get()), pem(key.get()), QCryptographicHash::hash(der(certificate.get()), QCryptographicHash::Sha256) };
}

} // namespace

class TestAuthority::Private
{
public:
    Key key = newKey();
    Certificate certificate { nullptr, &X509_free };
};

TestAuthority::TestAuthority(const QString &name) : d(std::make_unique<Private>())
{
    d->certificate = newCertificate({ name, {}, {}, -365, 365 }, d->key.get(), nullptr);
    addExtension(d->certificate.get(), d->certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(d->certificate.get(), d->certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(d->certificate.get(), d->certificate.get(), NID_subject_key_identifier, "hash");
    must(X509_sign(d->certificate.get(), d->key.get(), EVP_sha256()) > 0);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::certificate() const
{
    return pem(d->certificate.get());
}

ServerIdentity TestAuthority::issue(const CertificateWishes &wishes) const
{
    return issueWith(wishes, d->certificate.get(), d->key.get());
}

ServerIdentity TestAuthority::selfSigned(const CertificateWishes &wishes)
{
    return issueWith(wishes, nullptr, nullptr);
}

} // namespace golub::test
