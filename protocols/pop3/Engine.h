// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Maildrop.h"
#include "protocols/pop3/Command.h"
#include "protocols/pop3/Response.h"
#include "protocols/sasl/Authenticator.h"
#include "protocols/wire/Effect.h"
#include "protocols/wire/LineFramer.h"

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
struct Authenticated { QByteArray mechanism; };
//! The maildrop is open (TRANSACTION state).
struct Ready { };

struct Answer {
    QList<MaildropMessage> messages; //!< for List
    QByteArray message;              //!< for Retrieve and Top: CRLF lines, dots unstuffed
    quint32 count = 0;               //!< for Stat
    qint64 octets = 0;               //!< for Stat; an estimate
};
//! The end of a request that submit() took; exactly one for each.
struct Completed { quint64 id = 0; Result<Answer> answer; };

using Event = std::variant<Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready, Completed>;

// Requests.
struct Stat { };
//! UIDL and LIST together; tolerates servers without UIDL.
struct List { };
struct Retrieve { quint32 number = 0; };
//! Falls back to Retrieve where TOP is refused as a command; the message then is whole.
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
    AuthMethod auth = AuthMethod::Auto; //!< Auto: the strongest SASL mechanism, else USER and PASS; Login falls back to USER and PASS too
    sasl::Credentials credentials = {};
    sasl::NonceSource nonce = sasl::randomNonce;
};

//! The client's half of a POP3 session (RFC 1939) without a socket: bytes in, effects out. After Close nothing happens any more.
class Engine
{
public:
    using Event = pop3::Event;
    enum class State : quint8 {
        Idle, WaitGreeting, Capa, StartTls, TlsHandshake, CapaAfterTls, Auth, AuthCancel, User, Pass, Ready, Busy, Closed,
    };

    explicit Engine(Options options);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    void connected(bool tls);
    void receive(QByteArrayView bytes);
    void tlsEstablished();
    void deadlineExpired();
    void connectionLost(const Error &why);
    wire::Effects<Event> takeEffects();

    //! Requests wait for the sign-in and for each other, in their order. After Close they are answered with the error it had.
    quint64 submit(const Request &request);

    State state() const { return m_state; }
    bool isEncrypted() const { return m_encrypted; }
    const Capabilities &capabilities() const { return m_capabilities; }

private:
    struct Running;
    struct Waiting {
        quint64 id = 0;
        Request request;
    };

    // input
    void takeLine(const QByteArray &line);
    void onStatus(const Status &status);
    void onGreeting(const Status &status, QByteArrayView line);
    void onCapabilities(const Status &status);
    void onCapabilitiesEnd();
    void onStartTls(const Status &status);
    void onAuth(const Status &status);
    void onUserPass(const Status &status);
    void onRequestStatus(const Status &status);
    void onRequestLine(const QByteArray &line);
    void onRequestEnd();

    // steps
    void askCapabilities();
    void afterCapabilities();
    void beginAuth();
    void startMechanism();
    void sendUser();
    void authFailed(const Error &error);
    void becomeReady(const QByteArray &mechanism);
    void startNext();
    void startCurrent();
    void complete(Result<Answer> answer);
    void fail(Error error);
    void close(std::optional<Error> why);

    // output
    void send(const Command &command);
    void setDeadline(std::optional<std::chrono::milliseconds> in);
    void emitEvent(Event event) { m_effects.emplace_back(std::move(event)); }

    Options m_options;
    State m_state = State::Idle;
    wire::LineFramer m_framer;
    Capabilities m_capabilities;
    bool m_encrypted = false;
    bool m_multiline = false;
    bool m_topRefused = false;
    bool m_uidlRefused = false;
    quint64 m_nextId = 1;
    std::unique_ptr<sasl::Authenticator> m_authenticator;
    std::optional<Error> m_authError;
    std::optional<Error> m_closedWith;
    std::deque<Waiting> m_waiting;
    std::unique_ptr<Running> m_running;
    wire::Effects<Event> m_effects;
};

} // namespace golub::pop3
