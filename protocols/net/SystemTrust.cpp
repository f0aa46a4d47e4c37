// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/SystemTrust.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>

namespace golub::net {
namespace {

struct Free {
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(X509_STORE *store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX *context) const { X509_STORE_CTX_free(context); }
    void operator()(STACK_OF(X509) *stack) const { sk_X509_pop_free(stack, X509_free); }
};
template<class T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> parsed(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    return Owned<X509>(d2i_X509(nullptr, &bytes, long(der.size())));
}

} // namespace

bool isTrustedBySystem(const QList<QSslCertificate> &chain, const QList<QSslCertificate> &extra)
{
    if (chain.isEmpty())
        return false;
    const Owned<X509_STORE> authorities(X509_STORE_new());
    const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
    const Owned<STACK_OF(X509)> between(sk_X509_new_null());
    // The directory's files are named by a hash of the subject: OpenSSL opens the one it looks for.
    if (!authorities || !context || !between || X509_STORE_set_default_paths(authorities.get()) != 1)
        return false;
    for (const QSslCertificate &authority : extra) {
        if (const Owned<X509> known = parsed(authority))
            X509_STORE_add_cert(authorities.get(), known.get());
    }
    const Owned<X509> own = parsed(chain.first());
    for (const QSslCertificate &certificate : chain.sliced(1)) {
        Owned<X509> next = parsed(certificate);
        if (next && sk_X509_push(between.get(), next.get()) > 0)
            next.release(); // the stack's now
    }
    return own && X509_STORE_CTX_init(context.get(), authorities.get(), own.get(), between.get()) == 1
        && X509_STORE_CTX_set_default(context.get(), "ssl_server") == 1 && X509_verify_cert(context.get()) == 1;
}

QList<QSslError> withoutMissingTrust(const QList<QSslError> &errors)
{
    QList<QSslError> others = errors;
    others.removeIf([](const QSslError &error) {
        switch (error.error()) {
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::CertificateUntrusted:
            return true;
        default:
            return false;
        }
    });
    return others;
}

} // namespace golub::net
