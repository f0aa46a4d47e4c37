// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Submitter.h"
#include "protocols/sasl/Authenticator.h"
#include "protocols/smtp/Capabilities.h"
#include "protocols/smtp/Command.h"
#include "protocols/smtp/DotStuffer.h"
#include "protocols/smtp/Reply.h"
#include "protocols/wire/Effect.h"
#include "protocols/wire/LineFramer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

namespace golub::smtp {

//! The server's greeting came, whole.
struct Greeted { ServerReply reply; };
//! TLS is on, from the first byte or after STARTTLS.
struct Encrypted { };
//! EHLO (or HELO) was answered.
struct CapabilitiesLearned { Capabilities capabilities; bool encrypted = false; };
struct Authenticated { QByteArray mechanism; SignInStrength strength = {}; };
//! Signed in where that was asked for: submit() works at once from here.
struct Ready { };
//! Nothing of the message has left (the recipients are known, unless all goes in one flight): the driver makes "sending" durable and answers
//! with permitData().
struct BeforeData { QList<OutboxRecipient> recipients; };
struct SubmissionDone { SubmissionReport report; };

using Event = std::variant<Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready, BeforeData, SubmissionDone>;

struct Options {
    Security security = Security::Tls;
    bool allowCleartext = false;     //!< with Security::None: loopback, or the user's explicit word. Without it nothing is sent in the clear.
    AuthMethod auth = AuthMethod::Auto; //!< None: the server wants no sign-in
    sasl::Credentials credentials = {};
    QByteArray helloName = "[127.0.0.1]"; //!< an address literal or a host name (RFC 5321 section 4.1.3)
    sasl::NonceSource nonce = sasl::randomNonce;
    //! Bytes of content handed over before drained() is awaited; 0 hands over everything at once (a driver that cannot tell).
    qsizetype contentWindow = 0;
};

//! The client's half of a submission session (RFC 6409, RFC 5321) without a socket: bytes in, effects out. After Close nothing happens
//! any more. See protocols/wire/Effect.h for how it is driven.
class Engine
{
public:
    using Event = smtp::Event;
    enum class State : quint8 {
        Idle, WaitGreeting, Ehlo, Helo, StartTls, TlsHandshake, EhloAfterTls, HeloAfterTls, Auth, AuthCancel, Ready,
        Envelope,        // MAIL, RCPT and DATA are answered
        AwaitPermission, // BeforeData was emitted
        Content,         // the message leaves, piece by piece
        EndOfData,       // all of it has left; in one flight also before MAIL and RCPT are answered
        Reset, Quit, Closed,
    };

    explicit Engine(Options options);
    ~Engine();
    Engine(Engine &&) noexcept;
    Engine &operator=(Engine &&) noexcept;

    void connected(bool tls);
    void receive(QByteArrayView bytes);
    void tlsEstablished();
    void deadlineExpired();
    void connectionLost(const Error &why);
    //! Everything that was sent has left this program (only with contentWindow).
    void drained();
    wire::Effects<Event> takeEffects();

    //! One at a time: SubmissionDone comes for each, exactly once; before Ready it waits for the sign-in.
    //! After Closed, or while another runs, it is answered with an error.
    void submit(const Submission &submission);
    //! The answer to BeforeData. With an error the transaction is aborted with that error.
    void permitData(const Outcome &permission);
    //! Ends the session: QUIT when the server can hear it, else closes at once.
    void quit();

    State state() const { return m_state; }
    bool isEncrypted() const { return m_encrypted; }
    const Capabilities &capabilities() const { return m_capabilities; }
    //! Messages that this session has handed over; some servers want a new connection after a few (Exim: 10).
    int submissions() const { return m_submissions; }

    //! Commands sent so far (for statistics).
    qint64 commandsSent() const { return m_commandsSent; }

private:
    struct Transaction;

    // Engine.cpp: the session
    void takeReplies();
    void handleReply(const Reply &reply);
    void onGreeting(const Reply &reply);
    void onHello(const Reply &reply);
    void onStartTls(const Reply &reply);
    void onClosing(const Reply &reply);
    void onAuth(const Reply &reply);
    void sendHello(bool extended);
    void afterHello();
    void beginAuth();
    void startMechanism();
    bool refusesMethod(const Reply &reply) const;
    void cancelAuth(const Error &error);
    void becomeReady();
    void goOn();
    void fail(const Error &error);
    void close(const std::optional<Error> &why);

    // EnginePreparation.cpp: what can be said of a message before anything is sent
    Outcome prepareTransaction();
    Outcome prepareEnvelope();
    Outcome prepareContent();
    Outcome prepareOptions();

    // EngineTransaction.cpp: one message
    void beginTransaction();
    void sendEnvelope();
    void onTransactionReply(const Reply &reply);
    void onRecipient(const Reply &reply);
    void envelopeAnswered();
    void askPermission();
    Error nobodyAccepted() const;
    void dropContent(const Error &error);
    void refuseTransaction(const Error &error);
    void abortTransaction(const Error &error);
    void report(std::optional<Error> error, const ServerReply &finalReply = {});

    // EngineContent.cpp: its bytes
    void sendChunk();
    void sendContent();
    void onContentReply(const Reply &reply);
    void onEndOfData(const Reply &reply);
    void onAccepted(const ServerReply &reply);
    Error lossOf(const Error &why);

    // output
    void send(const Command &command);
    void send(const Command &command, std::chrono::milliseconds deadline, State next);
    void setDeadline(std::optional<std::chrono::milliseconds> in) { m_effects.emplace_back(wire::SetDeadline { in }); }
    void emitEvent(Event event) { m_effects.emplace_back(std::move(event)); }

    Options m_options;
    State m_state = State::Idle;
    wire::LineFramer m_framer;
    ReplyAssembler m_assembler;
    Capabilities m_capabilities;
    bool m_encrypted = false;
    bool m_quitWanted = false;
    bool m_announced = false;        // Ready was emitted
    qint64 m_commandsSent = 0;
    int m_submissions = 0;
    std::unique_ptr<sasl::Authenticator> m_authenticator;
    Error m_whenRefused;                // what to say where no method is known after all
    std::optional<Error> m_authError;   // why AUTH was cancelled
    std::optional<Error> m_closedWith;
    std::unique_ptr<Transaction> m_transaction;
    wire::Effects<Event> m_effects;
};

} // namespace golub::smtp
