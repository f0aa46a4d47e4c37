// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/OutboxSender.h"
#include "protocols/smtp/Engine.h"
#include "tests/support/ScriptedTransport.h"
#include "tests/support/StoreFixture.h"

#include <deque>

namespace golub::test {

//! Connections that are played from scripts, in the order in which they are made.
class ScriptedSubmission final : public RemoteFactory
{
public:
    explicit ScriptedSubmission(FakeClock &clock) : m_clock(clock) { }

    void add(const QByteArray &script, qsizetype chunk = 0) { m_scripts.push_back(std::make_unique<Script>(m_clock, script, chunk)); }
    std::unique_ptr<RemoteStore> remoteStore(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<Maildrop> maildrop(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &, const Secret &, const Secret &) override { return {}; }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override;

    void play();
    qsizetype connections() const { return m_used; }
    Script &script(qsizetype number) { return *m_scripts.at(std::size_t(number)); }
    //! Of the first connection that did not go as its script says; empty where all did.
    QString problem() const;
    //! What the client logged of all connections.
    QByteArray log();
    sasl::NonceSource nonce = sasl::randomNonce;

private:
    FakeClock &m_clock;
    std::deque<std::unique_ptr<Script>> m_scripts;
    qsizetype m_used = 0;
};

//! A whole client that sends: ledger, sender, protocol, and a script in the place of the network. The file's words before the first CONNECT are
//! settings and messages; then connections and what must have become of the messages:
//!
//!     @security tls|starttls|none   @allow-cleartext   @auth auto|none|plain|login|cram-md5|…   @user, @password, @nonce text
//!     @to address                   a recipient of the next message (bob@example.net where none is named)
//!     @message text                 its bytes, with \r\n as two characters each (Subject: Hi, Hello)
//!     @queue                        queues it (one message is queued where nothing is said)
//!     CONNECT                       the client connects now; the lines that follow are a script (support/ScriptedTransport.h)
//!     @wait 30s                     time passes; before it, nobody connects again
//!     @state 1 accepted             the first message's state in the ledger
//!     @recipient 1 bob@example.net accepted|refused|pending [code]
//!     @error 1 text                 is part of what the person reads about the first message
//!     @asks auth_failed             the person is asked about the account
class ClientPlay : public StoreFixture
{
protected:
    void play(const QString &file, qsizetype chunk);

private:
    void start(const compose::OutboxSender::Hooks &hooks);
    void setUp(const QByteArray &word, const QByteArray &value);
    void queue();
    void expect(const QByteArray &word, const QByteArray &value);
    OutboxEntry entry(int number) const;

    std::unique_ptr<ScriptedSubmission> m_network;
    std::unique_ptr<compose::OutboxSender> m_sender;
    QStringList m_recipients;
    QByteArray m_message;
    QList<OutboxId> m_queued;
    QList<Error> m_asked;
    Secret m_secret { "s3cret-word" };
};

} // namespace golub::test
