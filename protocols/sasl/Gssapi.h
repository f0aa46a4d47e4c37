// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/sasl/Mechanism.h"
#include "protocols/sasl/SecurityContext.h"

#include <memory>

namespace golub::sasl {

//! GSSAPI (RFC 4752): a Kerberos ticket instead of a password. TLS protects the connection, so no security layer is taken.
class Gssapi final : public Mechanism
{
public:
    //! \a user is the name to act as; empty: whoever the ticket names.
    Gssapi(const QString &user, std::unique_ptr<SecurityContext> context) : m_user(user), m_context(std::move(context)) { }
    QByteArray name() const override { return "GSSAPI"; }
    bool requiresTls() const override { return false; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;
    Outcome finish() const override;

private:
    Result<Secret> chooseLayer(const QByteArray &challenge);

    enum class Step : quint8 { Tokens, Layer, Done };
    QString m_user;
    std::unique_ptr<SecurityContext> m_context;
    Step m_step = Step::Tokens;
};

} // namespace golub::sasl
