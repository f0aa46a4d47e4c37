// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Scram.h"

#include "core/base/Limits.h"
#include "protocols/sasl/PasswordMechanisms.h"
#include "protocols/sasl/SaslPrep.h"
#include "protocols/wire/Base64.h"
#include "protocols/wire/ProtocolText.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace golub::sasl {
namespace {

struct DigestRow {
    const char *mechanism;
    QCryptographicHash::Algorithm algorithm;
    const EVP_MD *(*evp)();
};

const DigestRow &rowOf(Scram::Digest digest)
{
    static const DigestRow rows[] = { { "SCRAM-SHA-1", QCryptographicHash::Sha1, &EVP_sha1 }, { "SCRAM-SHA-256", QCryptographicHash::Sha256, &EVP_sha256 },
        { "SCRAM-SHA-512", QCryptographicHash::Sha512, &EVP_sha512 } };
    return rows[size_t(digest)];
}

Error brokenScram(const QString &detail)
{
    return Error::of(ErrorKind::Protocol, detail);
}

// The value of an attribute "x=…", where the part at \a index is one.
std::optional<QByteArray> attribute(const QList<QByteArray> &parts, qsizetype index, char name)
{
    if (index >= parts.size() || parts.at(index).size() < 2 || parts.at(index).at(0) != name || parts.at(index).at(1) != '=')
        return std::nullopt;
    return parts.at(index).mid(2);
}

// RFC 5802 section 5.1: "," and "=" would end the name.
QByteArray escapedName(QByteArray name)
{
    return name.replace('=', "=3D").replace(',', "=2C");
}

QByteArray exclusiveOr(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size() && i < b.size(); ++i)
        a[i] = char(a.at(i) ^ b.at(i));
    return a;
}

bool sameInConstantTime(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

} // namespace

Scram::Scram(Digest digest, Credentials credentials, QByteArray nonce, Binding binding)
    : m_digest(digest), m_credentials(std::move(credentials)), m_nonce(std::move(nonce)), m_binding(std::move(binding))
{
}

// RFC 5802 section 6: "p": bound; "y": this client could, and the server did not offer it (which the server checks against what it did
// offer: a stripped "-PLUS" is noticed); "n": this client cannot.
QByteArray Scram::gs2Header() const
{
    if (isBound())
        return "p=tls-server-end-point,,";
    return m_binding.serverEndPoint.isEmpty() ? "n,," : "y,,";
}

QByteArray Scram::name() const
{
    return QByteArray(rowOf(m_digest).mechanism) + (isBound() ? "-PLUS" : "");
}

Result<Secret> Scram::step(const QByteArray &challenge)
{
    switch (m_step) {
    case Step::First:
        return clientFirst();
    case Step::Final:
        return clientFinal(challenge);
    case Step::Verify:
        return checkServerFinal(challenge);
    case Step::Done:
        break;
    }
    return unexpectedChallenge(name());
}

Outcome Scram::finish() const
{
    if (m_step == Step::Done)
        return {};
    return Error { ErrorKind::AuthFailed,
        QCoreApplication::translate("Sasl", "The server did not prove that it knows your password, so Golub did not go on. Check the server name.") };
}

Result<Secret> Scram::clientFirst()
{
    const auto user = saslPrep(m_credentials.user);
    if (!user)
        return user.error();
    m_clientFirstBare = "n=" + escapedName(*user) + ",r=" + m_nonce;
    m_step = Step::Final;
    return Secret(gs2Header() + m_clientFirstBare);
}

Result<Secret> Scram::clientFinal(const QByteArray &serverFirst)
{
    const auto parts = serverFirst.split(',');
    if (attribute(parts, 0, 'e'))
        return Error::of(ErrorKind::AuthFailed, wire::safeText(serverFirst));
    const auto nonce = attribute(parts, 0, 'r');
    const auto salt64 = attribute(parts, 1, 's');
    const auto count = attribute(parts, 2, 'i');
    if (!nonce || !salt64 || !count)
        return brokenScram(QStringLiteral("The SCRAM challenge is malformed."));
    // The server's nonce continues ours, or somebody replays an old exchange.
    if (!nonce->startsWith(m_nonce) || nonce->size() == m_nonce.size())
        return brokenScram(QStringLiteral("The SCRAM nonce is not a continuation of ours."));
    const auto salt = wire::decodeBase64(*salt64);
    if (!salt || salt->isEmpty())
        return brokenScram(QStringLiteral("The SCRAM salt is malformed."));
    bool ok = !count->isEmpty() && count->at(0) >= '1' && count->at(0) <= '9';
    const quint32 iterations = ok ? count->toUInt(&ok) : 0;
    if (!ok)
        return brokenScram(QStringLiteral("The SCRAM iteration count is malformed."));
    if (iterations > limits::ScramIterations)
        return Error::of(ErrorKind::LimitExceeded, QStringLiteral("%1 SCRAM iterations.").arg(iterations));
    // RFC 5802 section 5.1 and RFC 7677 section 4: fewer would hand out a proof that is cheap to guess from.
    if (iterations < limits::ScramIterationsMin)
        return Error::of(ErrorKind::AuthUnsupported, QStringLiteral("Only %1 SCRAM iterations.").arg(iterations));

    const auto password = preparedPassword(m_credentials.secret.reveal());
    if (!password)
        return password.error();
    auto salted = saltedPassword(*password, *salt, iterations);
    if (!salted)
        return salted.error();
    const QByteArray clientKey = hmac(*salted, "Client Key");
    const QByteArray withoutProof = "c=" + (gs2Header() + (isBound() ? m_binding.serverEndPoint : QByteArray())).toBase64() + ",r=" + *nonce;
    const QByteArray authMessage = m_clientFirstBare + ',' + serverFirst + ',' + withoutProof;
    const QByteArray proof = exclusiveOr(clientKey, hmac(hash(clientKey), authMessage));
    m_serverSignature = hmac(hmac(*salted, "Server Key"), authMessage);
    OPENSSL_cleanse(salted->data(), size_t(salted->size()));
    m_step = Step::Verify;
    return Secret(withoutProof + ",p=" + proof.toBase64());
}

Result<Secret> Scram::checkServerFinal(const QByteArray &serverFinal)
{
    const auto parts = serverFinal.split(',');
    if (attribute(parts, 0, 'e'))
        return Error::of(ErrorKind::AuthFailed, wire::safeText(serverFinal));
    const auto verifier = attribute(parts, 0, 'v');
    const auto signature = verifier ? wire::decodeBase64(*verifier) : Result<QByteArray>(brokenScram({}));
    if (!signature)
        return brokenScram(QStringLiteral("The SCRAM verifier is malformed."));
    if (!sameInConstantTime(*signature, m_serverSignature))
        return finish().error();
    m_step = Step::Done;
    return Secret();
}

QByteArray Scram::hash(const QByteArray &data) const
{
    return QCryptographicHash::hash(data, rowOf(m_digest).algorithm);
}

QByteArray Scram::hmac(const QByteArray &key, const QByteArray &data) const
{
    return QMessageAuthenticationCode::hash(data, key, rowOf(m_digest).algorithm);
}

Result<QByteArray> Scram::saltedPassword(const QByteArray &password, const QByteArray &salt, quint32 iterations) const
{
    const EVP_MD *digest = rowOf(m_digest).evp();
    QByteArray out(EVP_MD_get_size(digest), '\0');
    const int done = PKCS5_PBKDF2_HMAC(password.constData(), int(password.size()),
        reinterpret_cast<const unsigned char *>(salt.constData()), int(salt.size()), int(iterations), digest, int(out.size()),
        reinterpret_cast<unsigned char *>(out.data()));
    if (done != 1)
        return Error::of(ErrorKind::Internal, QStringLiteral("PBKDF2 failed."));
    return out;
}

} // namespace golub::sasl
