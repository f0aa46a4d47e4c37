// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Mechanism.h"

#include "protocols/sasl/PasswordMechanisms.h"
#include "protocols/sasl/Scram.h"
#include "protocols/wire/ProtocolText.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace golub::sasl {
namespace {

struct Row {
    AuthMethod method;
    const char *name;
    bool sendsPassword;
};

// Strongest first: this is the order in which they are tried.
constexpr std::array Methods {
    Row { AuthMethod::ScramSha256, "SCRAM-SHA-256", false },
    Row { AuthMethod::ScramSha1, "SCRAM-SHA-1", false },
    Row { AuthMethod::CramMd5, "CRAM-MD5", false },
    Row { AuthMethod::Plain, "PLAIN", true },
    Row { AuthMethod::Login, "LOGIN", true },
};

const Row *rowOf(AuthMethod method)
{
    const auto row = std::find_if(Methods.begin(), Methods.end(), [method](const Row &r) { return r.method == method; });
    return row == Methods.end() ? nullptr : &*row;
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

std::unique_ptr<Mechanism> createMechanism(AuthMethod method, const Credentials &credentials, const NonceSource &nonce)
{
    switch (method) {
    case AuthMethod::ScramSha256:
        return std::make_unique<Scram>(Scram::Digest::Sha256, credentials, nonce());
    case AuthMethod::ScramSha1:
        return std::make_unique<Scram>(Scram::Digest::Sha1, credentials, nonce());
    case AuthMethod::CramMd5:
        return std::make_unique<CramMd5>(credentials);
    case AuthMethod::Plain:
        return std::make_unique<Plain>(credentials);
    case AuthMethod::Login:
        return std::make_unique<Login>(credentials);
    default:
        return nullptr;
    }
}

QByteArray mechanismName(AuthMethod method)
{
    const Row *row = rowOf(method);
    return row ? QByteArray(row->name) : QByteArray();
}

bool sendsPassword(AuthMethod method)
{
    const Row *row = rowOf(method);
    return !row || row->sendsPassword;
}

QList<AuthMethod> candidates(const QList<QByteArray> &offered, AuthMethod wanted, bool cleartextAllowed)
{
    QList<AuthMethod> out;
    for (const Row &row : Methods) {
        const bool isOffered = std::any_of(
            offered.begin(), offered.end(), [&row](const QByteArray &name) { return wire::sameKeyword(name, row.name); });
        const bool isWanted = wanted == AuthMethod::Auto || wanted == row.method;
        if (isOffered && isWanted && (cleartextAllowed || !row.sendsPassword))
            out.append(row.method);
    }
    return out;
}

} // namespace golub::sasl
