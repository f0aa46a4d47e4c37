// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/sasl/Mechanism.h"

namespace golub::sasl {

//! SCRAM (RFC 5802, RFC 7677) with SHA-1, -256 and -512: the password is never sent, and the server proves that it knows it too. With
//! channel binding ("-PLUS") it also proves that nobody sits in between with a certificate of their own.
class Scram final : public Mechanism
{
public:
    enum class Digest : quint8 { Sha1, Sha256, Sha512 };
    //! What the TLS connection gives, and whether the server offered to check it.
    struct Binding {
        QByteArray serverEndPoint = {}; //!< empty: none
        bool offered = false;
    };
    Scram(Digest digest, Credentials credentials, QByteArray nonce, Binding binding);

    QByteArray name() const override;
    bool requiresTls() const override { return false; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;
    bool answersNextWithNothing() const override { return m_step == Step::Verify; }
    Outcome finish() const override;

private:
    Result<Secret> clientFirst();
    Result<Secret> clientFinal(const QByteArray &serverFirst);
    Result<Secret> checkServerFinal(const QByteArray &serverFinal);
    QByteArray gs2Header() const;
    bool isBound() const { return m_binding.offered && !m_binding.serverEndPoint.isEmpty(); }
    QByteArray hash(const QByteArray &data) const;
    QByteArray hmac(const QByteArray &key, const QByteArray &data) const;
    //! Hi() of RFC 5802: PBKDF2 with one block.
    Result<QByteArray> saltedPassword(const QByteArray &password, const QByteArray &salt, quint32 iterations) const;

    enum class Step : quint8 { First, Final, Verify, Done };
    Digest m_digest;
    Credentials m_credentials;
    QByteArray m_nonce;
    Binding m_binding;
    QByteArray m_clientFirstBare;
    QByteArray m_serverSignature;
    Step m_step = Step::First;
};

} // namespace golub::sasl
