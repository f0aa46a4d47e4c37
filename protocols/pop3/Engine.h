// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Maildrop.h"
#include "protocols/pop3/Command.h"
#include "protocols/pop3/Response.h"
#include "protocols/sasl/Authenticator.h"
#include "protocols/sasl/SignInPlan.h"
#include "protocols/wire/Effect.h"
#include "protocols/wire/LineFramer.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <variant>

namespace golub::pop3 {

//! The server's greeting came.
struct Greeted { ServerReply reply; };
//! TLS is on, from the first byte or after STLS.
struct Encrypted { };
//! CAPA was answered, or refused (capabilities.known is false then).
struct CapabilitiesLearned { Capabilities capabilities; bool encrypted = false; };
//! \a mechanism is "USER" for USER and PASS.
struct Authenticated { QByteArray mechanism; SignInStrength strength = {}; };
//! The maildrop is open (TRANSACTION state).
struct Ready { };

struct Answer {
    QList<MaildropMessage> messages = {}; //!< for List, by number
    QByteArray message = {};              //!< for Retrieve and Top: CRLF lines, dots unstuffed
    bool whole = false;                   //!< it came by RETR
    quint32 count = 0;                    //!< for Stat
    qint64 octets = 0;                    //!< for Stat; an estimate
};
//! The end of a request that submit() took; exactly one for each.
struct Completed { quint64 id = 0; Result<Answer> answer; };

using Event = std::variant<Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready, Completed>;

// Requests.
struct Stat { };
//! LIST and UIDL together; without UIDL where the server has none.
struct List { };
struct Retrieve { quint32 number = 0; };
//! Falls back to RETR where TOP is missing, refused or empty; the message then is whole.
struct Top { quint32 number = 0; quint32 lines = 0; };
struct Delete { quint32 number = 0; };
//! RSET: nothing is marked any more.
struct Reset { };
struct Noop { };
//! QUIT: without an error the server carried the deletions out. Nothing is taken after it.
struct Quit { };
using Request = std::variant<Stat, List, Retrieve, Top, Delete, Reset, Noop, Quit>;

struct Options {
    Security security = Security::Tls;
    bool allowCleartext = false;     //!< with Security::None: loopback, or the user's explicit word. Without it nothing is sent in the clear.
    //! Auto: the strongest SASL mechanism, else USER and PASS. Plain and Login fall back to USER and PASS too.
    AuthMethod auth = AuthMethod::Auto;
    sasl::Credentials credentials = {};
    sasl::NonceSource nonce = sasl::randomNonce;
};

//! The client's half of a POP3 session (RFC 1939) without a socket: bytes in, effects out. After Close nothing happens any more.
//! See protocols/wire/Effect.h for how it is driven.
class Engine
{
public:
    using Event = pop3::Event;
    enum class State : quint8 {
        Idle, WaitGreeting, Capa, StartTls, TlsHandshake, CapaAfterTls, Utf8, Auth, AuthCancel, User, Pass, Apop, Ready, Busy, Closed,
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
    wire::Effects<Event> takeEffects();

    //! Requests wait for the sign-in and are carried out in their order, several at once where the server can (RFC 2449 section 6.6). One
    //! whose TOP has to be asked for as RETR may be answered after those behind it. After Close they are answered with the error it had.
    quint64 submit(const Request &request);

    State state() const { return m_state; }
    bool isEncrypted() const { return m_encrypted; }
    const Capabilities &capabilities() const { return m_capabilities; }
    //! Commands sent so far (for statistics).
    qint64 commandsSent() const { return m_commandsSent; }

private:
    //! What a request is waiting for.
    enum class Step : quint8 { Status, List, Uidl, Message };
    struct Waiting {
        quint64 id = 0;
        Request request;
    };
    struct Running;

    // Engine.cpp: the session up to the sign-in
    void takeLine(const QByteArray &line);
    void onStatus(const Status &status);
    void onGreeting(const Status &status);
    void onCapabilities(const Status &status);
    void onStartTls(const Status &status);
    void onAuth(const Status &status);
    void onUserPass(const Status &status);
    void startApop();
    void askCapabilities(State state);
    void afterCapabilities();
    void beginAuth();
    void startMechanism();
    void startUserPass();
    void refuseAuth(const Status &status, bool mayTryNext);
    void becomeReady(const QByteArray &mechanism, const SignInStrength &strength);
    void fail(const Error &error);
    void close(const std::optional<Error> &why);

    // EngineRequests.cpp: the requests
    void startNext();
    void startRequest(Running &running);
    bool maySend(const Request &request) const;
    Running &running() { return *m_inFlight.front(); }
    void onRequestStatus(const Status &status);
    void onRequestRefused(const Status &status);
    void onRequestLine(const QByteArray &line);
    void onRequestEnd();
    void addListLine(const QByteArray &line);
    void addUidlLine(const QByteArray &line);
    void expect(Step step, const Command &command);
    void finishList();
    void complete(Result<Answer> answer);
    void completeAll(const Error &error);

    // output
    void send(const Command &command, State next);
    void setDeadline(std::optional<std::chrono::milliseconds> in) { m_effects.emplace_back(wire::SetDeadline { in }); }
    void setMultiline(bool multiline, bool content = false);
    void emitEvent(Event event) { m_effects.emplace_back(std::move(event)); }

    Options m_options;
    State m_state = State::Idle;
    wire::LineFramer m_framer;
    Capabilities m_capabilities;
    bool m_encrypted = false;
    bool m_multiline = false;        // the lines of an answer are coming, up to the lone dot
    bool m_topRefused = false;
    bool m_proofSent = false;        // something made from the password left in the current AUTH
    quint64 m_nextId = 1;
    qint64 m_commandsSent = 0;
    std::unique_ptr<sasl::Authenticator> m_authenticator;
    sasl::SignInPlan m_plan;
    std::optional<Error> m_authError;   // why AUTH was cancelled
    std::optional<Error> m_closedWith;
    std::deque<Waiting> m_waiting;
    std::deque<std::unique_ptr<Running>> m_inFlight; // the first one is being answered
    QByteArray m_apopStamp;
    wire::Effects<Event> m_effects;
};

} // namespace golub::pop3
