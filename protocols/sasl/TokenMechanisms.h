// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/sasl/Mechanism.h"

namespace golub::sasl {

//! OAUTHBEARER (RFC 7628): an access token instead of a password.
class OAuthBearer final : public Mechanism
{
public:
    explicit OAuthBearer(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "OAUTHBEARER"; }
    bool requiresTls() const override { return true; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;
    QString failure() const override { return m_failure; }

private:
    Credentials m_credentials;
    QString m_failure;
    int m_step = 0;
};

//! XOAUTH2, Google's form of before RFC 7628, which Microsoft and most others have.
class XOAuth2 final : public Mechanism
{
public:
    explicit XOAuth2(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "XOAUTH2"; }
    bool requiresTls() const override { return true; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;
    QString failure() const override { return m_failure; }

private:
    Credentials m_credentials;
    QString m_failure;
    int m_step = 0;
};

//! EXTERNAL (RFC 4422 appendix A): the client certificate of the TLS connection has said who this is.
class External final : public Mechanism
{
public:
    explicit External(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "EXTERNAL"; }
    bool requiresTls() const override { return true; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    bool m_done = false;
};

} // namespace golub::sasl
