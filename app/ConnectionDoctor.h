// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"
#include "core/ports/KnownServers.h"
#include "core/ports/ProtocolLogSink.h"
#include "core/ports/RemoteFactory.h"
#include "protocols/net/ConnectionProbe.h"

#include <memory>

namespace golub::imap {
class ImapRemoteStore;
}
namespace golub::pop3 {
class Pop3Maildrop;
}
namespace golub::smtp {
class SmtpSubmitter;
}

namespace golub::app {

//! Tries an account's incoming server, then its outgoing one, step by step, with the very adapters that later do the work.
class ConnectionDoctor final : public ConnectionTest
{
public:
    //! References outlive the test.
    ConnectionDoctor(const Account &account, const Secret &incoming, const Secret &outgoing, const Secret &certificatePassphrase, KnownServers &known,
        ProtocolLogSink &log, Clock &clock);
    ~ConnectionDoctor() override;

    void start(std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done) override;

private:
    void tryIncoming();
    void tryOutgoing();
    void speakImap(net::Connection connection);
    void speakPop3(net::Connection connection);
    void speakSmtp(net::Connection connection);
    void end();
    net::ConnectionProbe *makeProbe(const ServerSettings &server, const QString &label, const QStringList &steps);
    //! What the three protocols' events have in common.
    bool isFinal(const ServerSettings &server) const;
    template<class Greeted, class CapabilitiesLearned, class Authenticated, class Event>
    void observe(const Event &event);

    Account m_account;
    Secret m_incoming;
    Secret m_outgoing;
    Secret m_certificatePassphrase;
    KnownServers &m_known;
    ProtocolLogSink &m_log;
    Clock &m_clock;
    std::function<void(const ConnectionStep &)> m_step;
    Done<ConnectionReport> m_done;
    ConnectionReport m_report;
    // Adapters go before the probe that their transports report to.
    std::unique_ptr<net::ConnectionProbe> m_incomingProbe;
    std::unique_ptr<net::ConnectionProbe> m_outgoingProbe;
    net::ConnectionProbe *m_probe = nullptr; //!< the one that runs
    std::unique_ptr<imap::ImapRemoteStore> m_imap;
    std::unique_ptr<pop3::Pop3Maildrop> m_pop3;
    std::unique_ptr<smtp::SmtpSubmitter> m_smtp;
};

} // namespace golub::app
