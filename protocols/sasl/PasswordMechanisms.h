// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/sasl/Mechanism.h"

namespace golub::sasl {

//! PLAIN (RFC 4616): name and password in one message.
class Plain final : public Mechanism
{
public:
    explicit Plain(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "PLAIN"; }
    bool requiresTls() const override { return true; }
    bool hasInitialResponse() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    bool m_done = false;
};

//! LOGIN (never standardised): the name, then the password, whatever the prompts say; servers write them in many ways.
class Login final : public Mechanism
{
public:
    explicit Login(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "LOGIN"; }
    bool requiresTls() const override { return true; }
    bool hasInitialResponse() const override { return false; }
    bool ignoresChallenge() const override { return true; }
    Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    int m_step = 0;
};

//! CRAM-MD5 (RFC 2195).
class CramMd5 final : public Mechanism
{
public:
    explicit CramMd5(Credentials credentials) : m_credentials(std::move(credentials)) { }
    QByteArray name() const override { return "CRAM-MD5"; }
    bool requiresTls() const override { return false; }
    bool hasInitialResponse() const override { return false; }
    Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    bool m_done = false;
};

//! Protocol: the server asked once more than the mechanism has answers.
Error unexpectedChallenge(const QByteArray &mechanism);

} // namespace golub::sasl
