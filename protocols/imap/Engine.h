// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Limits.h"
#include "core/mail/Account.h"
#include "protocols/imap/Command.h"
#include "protocols/imap/Quirks.h"
#include "protocols/imap/Response.h"
#include "protocols/imap/ResponseFramer.h"
#include "protocols/imap/ServerNotes.h"
#include "protocols/sasl/Authenticator.h"
#include "protocols/sasl/SignInPlan.h"
#include "protocols/wire/Effect.h"
#include "protocols/wire/Timeouts.h"

#include <QSet>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace golub::imap {

//! The server's greeting came.
struct Greeted { ServerReply reply; };
//! TLS is on, from the first byte or after STARTTLS.
struct Encrypted { };
//! What the server can do: may come several times (before and after TLS, after the sign-in, whenever the server says it anew).
struct CapabilitiesLearned { Capabilities capabilities; bool encrypted = false; };
struct Authenticated { QByteArray mechanism; SignInStrength strength = {}; };
//! Signed in and capabilities known: commands are sent from now on.
struct Ready { };
//! A response that belongs to the command \a id.
struct Data { quint64 id = 0; Response response; };
//! The end of a command that was submitted; exactly one for each. NO and BAD are errors with the server's words.
struct Completed { quint64 id = 0; Result<Status> result; };
//! A response that no command asked for. EXISTS, EXPUNGE and VANISHED always come this way, whatever is running.
struct Unsolicited { Response response; };
//! A long command says how far it is (INPROGRESS, RFC 9585); \a goal is 0 where it does not know.
struct Progress { quint64 id = 0; quint64 done = 0; quint64 goal = 0; };
//! The user must see this (RFC 9051 section 7.1).
struct Alert { QString text; };

using Event = std::variant<Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready, Data, Completed, Unsolicited, Progress, Alert>;

struct Options {
    Security security = Security::Tls;
    bool allowCleartext = false;     //!< with Security::None: loopback, or the user's explicit word. Without it nothing is sent in the clear.
    AuthMethod auth = AuthMethod::Auto;
    sasl::Credentials credentials = {};
    sasl::NonceSource nonce = sasl::randomNonce;
    bool tellName = false;           //!< ID (RFC 2971) with this program's name and version; without it only the server is asked for its
    bool askName = false;            //!< ID NIL where tellName is not set
    bool enableCondStore = true;     //!< and QRESYNC
    bool enableUtf8 = false;         //!< UTF8=ACCEPT (RFC 6855)
    QString host = {};               //!< by which some providers are known
    int pipeline = 8;                //!< commands under way at once; a quirk may want fewer
    ServerNotes notes = {};          //!< of the last session there
    bool namesFresh = false;         //!< the notes' names are so new that nobody needs to be asked again
    std::chrono::milliseconds pollInterval = std::chrono::minutes(2); //!< NOOP where there is no IDLE
    qint64 unasked = limits::ImapUnasked; //!< responses in a row, without a command's end between them; one more ends the session
};

//! The client's half of an IMAP session (RFC 9051, RFC 3501) without a socket: bytes in, effects out. After Close nothing happens any more.
class Engine
{
public:
    using Event = imap::Event;
    enum class State : quint8 { New, Greeting, Login, TlsHandshake, Ready, Logout, Closed };

    explicit Engine(Options options);

    //! The first questions, which change nothing, by what the server can do after the sign-in (\a known), or before it.
    using FirstQuestions = std::function<std::vector<Command>(const Capabilities &, bool known)>;
    //! They travel right behind the sign-in where that is safe, and wait for somebody to submit() the very same. Before connected().
    //! \a enableLater: ENABLE waits for the first command that it could matter to.
    void expect(FirstQuestions questions, bool enableLater);
    //! The answer to something that was asked behind the sign-in is on its way: it comes before anything that is asked now.
    bool isCatchingUp() const;
    //! For the next session; once Ready.
    ServerNotes notes() const;

    void connected(bool tls);
    void receive(QByteArrayView bytes);
    void tlsEstablished();
    void deadlineExpired();
    void connectionLost(const Error &why);
    wire::Effects<Event> takeEffects() { return std::exchange(m_effects, {}); }

    //! Commands wait for the sign-in and for each other, in their order. After Close they are answered with the error it had.
    quint64 submit(Command command);
    //! Waits for news (IDLE, or NOOP now and then) until another command is submitted; completed then.
    quint64 idle();
    //! The extension is treated as absent from here on.
    void distrust(const QByteArray &extension);
    const QByteArrayList &distrusted() const { return m_distrusted; }
    //! The server said ENABLED (RFC 5161).
    bool isEnabled(const char *extension) const { return m_enabled.contains(extension); }
    //! The same, or the answer to ENABLE is on its way and there is no reason to doubt it.
    bool isEnabledOrAsked(const char *extension) const;
    //! Ends the waiting of idle() now.
    void stopIdle();
    //! Gives the session up with this error: for callers that find the data impossible.
    void abort(const Error &why) { end(why); }
    //! COMPRESS=DEFLATE (RFC 4978): alone, and everything after its answer is compressed.
    quint64 compress();
    //! The same without anybody waiting for it, where the server has it: behind the first questions, or else as soon as other answers are on
    //! their way. Before connected().
    void compressEarly() { m_compressEarly = true; }
    //! It is compressed, or will be with the next answer.
    bool isCompressing() const { return m_compressed || isCompressAsked(); }
    //! LOGOUT; completed without an error also where the server just closes.
    quint64 logout();

    State state() const { return m_state; }
    bool isEncrypted() const { return m_tls; }
    //! What may be used: what is distrusted by a quirk or by distrust() is taken off.
    const Capabilities &capabilities() const { return m_capabilities; }
    const Quirks &quirks() const { return m_quirks; }
    qint64 commandsSent() const { return m_commands; }

private:
    enum class Step : quint8 { User, Capability, StartTls, Authenticate, Login, Id, Enable, Ahead, Probe, Idle, Poll, Compress, Logout };
    enum class Idling : quint8 { None, Asked, Active, Ending, Polling };
    struct Pending {
        quint64 id = 0;
        Step step = Step::User;
        Command command;
        QByteArray tag = {};
        std::deque<Segment> rest = {}; //!< waits for the server's continuation
        QByteArray text = {};          //!< sent behind the sign-in: without its tag
        QByteArray earlierTag = {};    //!< asked before, without an answer
        std::vector<Response> held = {}; //!< for whoever asks
        std::optional<Status> answer = {};
        bool spoilt = false;           //!< for nobody any more
    };

    // input
    void take(const ResponseUnit &unit);
    void onGreeting(const Response &response);
    bool countUnasked();
    void onContinuation(const Continuation &continuation);
    void onTagged(Status status);
    void onUntagged(Response response);
    void onUntaggedStatus(const Status &status);
    void onUntaggedBeforeLogin(const Response &response);
    void showAlert(const Status &status);
    void showProgress(const Status &status);
    bool owesNames() const;
    void askNames();
    bool enableExtensions();
    void serve();
    void learn(const Capabilities &capabilities);
    void learnName(const IdData &id);
    void learnEnabled(const EnabledData &enabled);
    static void keepNamesModified(Response &response);
    void forgetCapabilities();
    void judge();
    void route(Response response);

    // signing in
    void askCapability();
    void afterCapability();
    void afterStartTls(const Status &status);
    void authenticate();
    void startMechanism();
    void answerChallenge(QByteArrayView challenge);
    void login();
    void afterAuthentication(const Pending &pending, const Status &status);
    void authenticationRefused(Step step, const Status &status);
    void signedIn(const QByteArray &mechanism, const SignInStrength &strength, const Status &status);
    void becomeReady();
    bool maySendAhead() const;
    void sendAhead();
    bool isAheadUnderWay() const;
    bool holdAhead(Pending &pending, Response &response);
    bool adoptAhead(const Command &command, quint64 id);
    bool onAheadTagged(Pending &pending, const Status &status);
    void askAgain(Pending pending);
    void enableAgain();
    void probeAhead();
    void aheadIsLost();
    void forgetAhead();
    bool isCompressAsked() const;
    bool mayCompressAhead(const Capabilities &assumed) const;
    void compressBeside();
    void useNotes();
    void onLoginStep(Pending pending, const Status &status);

    // commands
    void enqueue(Step step, Command command, quint64 id);
    void sendNext();
    bool mayStart(const Pending &next) const;
    bool mayOpenMailbox() const;
    void start(Pending pending);
    void sendInternal(Step step, Command command);
    void sendSegments(Pending &pending);
    void onCompressTagged(const Pending &pending, Status status);
    void completeUser(const Pending &pending, Status status);

    // idle
    void startIdle(Pending pending);
    void endIdle();
    void onIdleTagged(Pending pending, const Status &status);
    void finishIdle(quint64 id);
    void poll();
    bool interrupted() const { return m_idleStopped || !m_waiting.empty(); }

    // output
    void send(Segment segment);
    void setDeadline(std::optional<std::chrono::milliseconds> in);
    void updateDeadline();
    void end(std::optional<Error> why);
    void emitEvent(Event event) { m_effects.emplace_back(std::move(event)); }

    Options m_options;
    Evidence m_evidence;
    Quirks m_quirks;
    QByteArrayList m_distrusted;
    QSet<QByteArray> m_enabled;
    State m_state = State::New;
    ResponseFramer m_framer;
    Capabilities m_capabilities;
    bool m_capabilitiesFresh = false; //!< said since the sign-in began
    bool m_tls = false;
    quint64 m_nextId = 1;
    quint64 m_nextTag = 1;
    qint64 m_commands = 0;
    qint64 m_unasked = 0;             //!< untagged responses since the last tagged one
    std::deque<Pending> m_waiting;
    std::deque<Pending> m_sent;
    std::shared_ptr<sasl::Authenticator> m_authenticator;
    sasl::SignInPlan m_plan;
    QByteArray m_mechanism;
    std::optional<Error> m_authError;
    bool m_answeredAhead = false;     //!< the answer to the next challenge is sent
    FirstQuestions m_firstQuestions;
    std::deque<Pending> m_heldAnswers; //!< to first questions that nobody asked yet
    bool m_aheadSent = false;
    bool m_probed = false;            //!< whether it was lost
    bool m_nothingBehind = false;     //!< what was sent behind the sign-in was lost or refused
    bool m_enableAsked = false;
    bool m_enableLater = false;
    bool m_enableOwed = false;        //!< goes with the first command that it could matter to
    bool m_servesAfterEnable = false;
    std::optional<Status> m_bye;
    Idling m_idling = Idling::None;
    quint64 m_idleId = 0;
    int m_idleCutShort = 0;           //!< times in a row that the server ended IDLE by itself
    bool m_idleUseless = false;
    bool m_idleStopped = false;
    bool m_compressed = false;
    bool m_compressEarly = false;     //!< as soon as it costs nothing
    bool m_capabilityOwed = false;    //!< asked for behind COMPRESS
    bool m_mailboxOpened = false;     //!< a SELECT was sent: news of a mailbox may come at any time
    bool m_deadlineSet = false;
    std::optional<Error> m_closedWith;
    wire::Effects<Event> m_effects;
};

} // namespace golub::imap
