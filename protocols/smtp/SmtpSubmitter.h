// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Submitter.h"
#include "protocols/net/Connection.h"
#include "protocols/smtp/Engine.h"

#include <functional>
#include <memory>

namespace golub::smtp {

//! The engine's options for an account's outgoing server; \a user is the server's own or, where that is empty, the incoming one.
//! Cleartext is allowed on loopback and with the user's word.
Options optionsFor(const ServerSettings &server, const QString &user, const Secret &secret);
Options optionsFor(const ServerSettings &server, const sasl::Credentials &credentials);

//! Submits over a Transport (see core/ports/Submitter.h for the promises). Connects with the first submission or signIn().
//! \a connection's clock and log outlive it.
class SmtpSubmitter final : public Submitter
{
public:
    SmtpSubmitter(const Options &options, net::Connection connection);
    ~SmtpSubmitter() override;

    void submit(const Submission &submission, BeforeData beforeData, std::function<void(SubmissionReport)> done) override;
    QStringList capabilities() const override;
    void close() override;
    WireStatistics statistics() const override;

    //! Connects, secures and signs in without sending anything (connection test).
    void signIn(Done<void> done);
    //! Hears every event of the session as it happens. Set before anything else. It must not destroy the submitter.
    void setObserver(std::function<void(const Event &)> observer);
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384", or empty.
    QString tlsFacts() const;
    //! Messages handed over on this connection: some servers want a new one after ten.
    int submissions() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::smtp
