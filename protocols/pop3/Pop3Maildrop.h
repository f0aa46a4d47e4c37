// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Maildrop.h"
#include "protocols/net/Connection.h"
#include "protocols/pop3/Engine.h"

#include <functional>
#include <memory>

namespace golub::pop3 {

//! The engine's options for an account's incoming server. Cleartext is allowed on loopback and with the user's word.
Options optionsFor(const ServerSettings &server, const Secret &secret);
Options optionsFor(const ServerSettings &server, const sasl::Credentials &credentials);

//! A POP3 maildrop over a Transport (see core/ports/Maildrop.h for the promises). \a connection's clock and log outlive it.
class Pop3Maildrop final : public Maildrop
{
public:
    Pop3Maildrop(Options options, net::Connection connection);
    ~Pop3Maildrop() override;

    void open(Done<void> done) override;
    void list(Done<QList<MaildropMessage>> done) override;
    void retrieve(quint32 number, Done<QByteArray> done) override;
    void top(quint32 number, int lines, Done<Beginning> done) override;
    void remove(quint32 number, Done<void> done) override;
    void quit(Done<void> done) override;
    std::chrono::seconds loginDelay() const override;
    WireStatistics statistics() const override;

    //! Hears every event of the session as it happens (connection test). Set before open(). It must not destroy the maildrop.
    void setObserver(std::function<void(const Event &)> observer);
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384", or empty.
    QString tlsFacts() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::pop3
