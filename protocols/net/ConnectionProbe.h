// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Certificate.h"
#include "core/mail/ConnectionStep.h"
#include "core/ports/Done.h"
#include "core/ports/KnownServers.h"
#include "protocols/net/Connection.h"

#include <functional>
#include <memory>

namespace golub::net {

//! What to tell of a certificate that ends within 14 days, or has ended; empty else.
QString expiryWarning(const CertificateInfo &certificate, const QDateTime &now);

//! Tries one server step by step, with times: "dns", "tcp" and "tls" by itself, the rest as whoever speaks the protocol reports it.
//!
//!     net::ConnectionProbe probe(endpoint, clock, &known, &log, label, { "greeting", "capabilities", "authentication", "select" });
//!     probe.start(step, [this](net::Connection connection) {        // the name resolves: make the adapter and open it
//!         m_store = std::make_unique<imap::ImapRemoteStore>(settings, secret, std::move(connection));
//!         m_store->setObserver([this](const imap::Event &event) { … m_probe.passed(u"greeting"_s, text) … });
//!         m_store->open([this](Outcome outcome) { … m_probe.finish(outcome); });
//!     }, [this] { next server });
//!
//! Destroying it stops it and says nothing more; the adapter is the caller's to destroy. Needs the event loop.
class ConnectionProbe
{
public:
    using StepHandler = std::function<void(const ConnectionStep &)>;
    //! Called later, once, where the name resolves. The transport in \a connection reports "tcp" and "tls" by itself.
    using Speak = std::function<void(Connection connection)>;

    //! \a protocolSteps: what the protocol goes through after "tcp", in order; an error that does not say more is the first one's that has
    //! not passed. Nothing is owned, everything outlives the probe.
    ConnectionProbe(Endpoint endpoint, Clock &clock, KnownServers *known, ProtocolLogSink *log, QString label,
        QStringList protocolSteps);
    ~ConnectionProbe();

    //! Once. \a done comes later, after the last step.
    void start(StepHandler step, Speak speak, std::function<void()> done);
    //! A step of the protocol went well; \a facts is what was found, made safe to show.
    void passed(const QString &name, const QString &facts);
    //! The protocol is through, or ended with an error: then the step is found that it belongs to. Once; later calls do nothing.
    void finish(const Outcome &outcome);

    //! The steps so far.
    const QList<ConnectionStep> &steps() const;
    bool isFinished() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::net
