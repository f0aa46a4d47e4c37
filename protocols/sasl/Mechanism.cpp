// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Mechanism.h"

#include "protocols/sasl/Gssapi.h"
#include "protocols/sasl/PasswordMechanisms.h"
#include "protocols/sasl/Scram.h"
#include "protocols/sasl/TokenMechanisms.h"
#include "protocols/wire/ProtocolText.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace golub::sasl {
namespace {

enum class Kind : quint8 {
    Given,    // nothing secret of ours is needed
    Proof,    // of knowing the password
    Password, // itself
    Token,    // itself
};

struct Row {
    AuthMethod method;
    const char *name;
    Kind kind;
};

// Strongest first: this is the order in which they are tried.
constexpr std::array Methods {
    Row { AuthMethod::External, "EXTERNAL", Kind::Given },
    Row { AuthMethod::ScramSha512, "SCRAM-SHA-512", Kind::Proof },
    Row { AuthMethod::ScramSha256, "SCRAM-SHA-256", Kind::Proof },
    Row { AuthMethod::ScramSha1, "SCRAM-SHA-1", Kind::Proof },
    Row { AuthMethod::Gssapi, "GSSAPI", Kind::Given },
    Row { AuthMethod::CramMd5, "CRAM-MD5", Kind::Proof },
    Row { AuthMethod::Plain, "PLAIN", Kind::Password },
    Row { AuthMethod::Login, "LOGIN", Kind::Password },
    Row { AuthMethod::OAuthBearer, "OAUTHBEARER", Kind::Token },
    Row { AuthMethod::XOAuth2, "XOAUTH2", Kind::Token },
};

const Row *rowOf(AuthMethod method)
{
    const auto row = std::find_if(Methods.begin(), Methods.end(), [method](const Row &r) { return r.method == method; });
    return row == Methods.end() ? nullptr : &*row;
}

bool isOffered(const QList<QByteArray> &offered, const QByteArray &wanted)
{
    return std::any_of(offered.begin(), offered.end(), [&wanted](const QByteArray &name) { return wire::sameKeyword(name, wanted); });
}

} // namespace

QByteArray randomNonce()
{
    // 24 bytes: no two sign-ins ever share one. The system generator is the cryptographic one.
    std::array<quint32, 6> words {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    QByteArray bytes;
    for (quint32 word : words) {
        for (int i = 0; i < 4; ++i, word >>= 8)
            bytes += char(word & 0xFF);
    }
    return bytes.toBase64();
}

std::unique_ptr<Mechanism> createMechanism(
    AuthMethod method, const Credentials &credentials, const NonceSource &nonce, const QList<QByteArray> &offered)
{
    const auto scram = [&](Scram::Digest digest) {
        const QByteArray binding = credentials.serverEndPoint ? credentials.serverEndPoint() : QByteArray();
        const bool bindable = offersBound(offered, method);
        return std::make_unique<Scram>(digest, credentials, nonce(), Scram::Binding { binding, bindable });
    };
    switch (method) {
    case AuthMethod::ScramSha512:
        return scram(Scram::Digest::Sha512);
    case AuthMethod::ScramSha256:
        return scram(Scram::Digest::Sha256);
    case AuthMethod::ScramSha1:
        return scram(Scram::Digest::Sha1);
    case AuthMethod::CramMd5:
        return std::make_unique<CramMd5>(credentials);
    case AuthMethod::Plain:
        return std::make_unique<Plain>(credentials);
    case AuthMethod::Login:
        return std::make_unique<Login>(credentials);
    case AuthMethod::OAuthBearer:
        return std::make_unique<OAuthBearer>(credentials);
    case AuthMethod::XOAuth2:
        return std::make_unique<XOAuth2>(credentials);
    case AuthMethod::External:
        return std::make_unique<External>(credentials);
    case AuthMethod::Gssapi:
        if (auto context = credentials.securityContext ? credentials.securityContext() : nullptr)
            return std::make_unique<Gssapi>(credentials.user, std::move(context));
        return nullptr;
    case AuthMethod::Auto:
    case AuthMethod::Apop: // POP3's own, not SASL's
    case AuthMethod::None:
        return nullptr;
    }
    return nullptr;
}

QByteArray mechanismName(AuthMethod method)
{
    const Row *row = rowOf(method);
    return row ? QByteArray(row->name) : QByteArray();
}

bool sendsPassword(AuthMethod method)
{
    const Row *row = rowOf(method);
    return !row || row->kind == Kind::Password || row->kind == Kind::Token;
}

bool needsSecret(AuthMethod method)
{
    const Row *row = rowOf(method);
    return method != AuthMethod::None && (!row || row->kind != Kind::Given);
}

bool offersBound(const QList<QByteArray> &offered, AuthMethod method)
{
    const bool scram = method == AuthMethod::ScramSha1 || method == AuthMethod::ScramSha256 || method == AuthMethod::ScramSha512;
    return scram && isOffered(offered, mechanismName(method) + "-PLUS");
}

Credentials credentialsFor(const ServerSettings &settings, const QString &user, const Secret &secret, bool isToken)
{
    Credentials credentials;
    credentials.user = settings.user.isEmpty() ? user : settings.user;
    credentials.secret = secret;
    credentials.isToken = isToken || settings.auth == AuthMethod::XOAuth2 || settings.auth == AuthMethod::OAuthBearer;
    credentials.host = settings.host.toUtf8();
    credentials.port = settings.port;
    return credentials;
}

QList<AuthMethod> candidates(const QList<QByteArray> &offered, AuthMethod wanted, bool cleartextAllowed, bool isToken, bool canBind)
{
    QList<AuthMethod> out;
    QList<AuthMethod> bound;
    for (const Row &row : Methods) {
        const bool plus = canBind && offersBound(offered, row.method);
        const bool known = plus || isOffered(offered, row.name);
        const bool fits = wanted == row.method || (wanted == AuthMethod::Auto && row.kind != Kind::Given);
        const bool isOurs = row.kind == Kind::Given || (row.kind == Kind::Token) == isToken;
        if (known && fits && isOurs && (cleartextAllowed || !sendsPassword(row.method)))
            (plus ? bound : out).append(row.method);
    }
    return bound + out;
}

} // namespace golub::sasl
