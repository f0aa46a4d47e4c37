// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/ResponseParser.h"
#include "protocols/imap/StatusError.h"
#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <algorithm>

// The session as such: responses in, commands out. How it signs in is in EngineLogin.cpp, how it waits in EngineIdle.cpp.
namespace golub::imap {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds ShortAnswer = std::chrono::seconds(60); // to DONE and NOOP: silence means that the connection is dead
constexpr qint64 SlowestUpload = 16;                            // bytes a millisecond

} // namespace

// Until the sign-in nobody has a reason to send much.
Engine::Engine(Options options) : m_options(std::move(options)), m_framer(limits::LineLength, limits::LineLength)
{
    m_evidence.host = m_options.host.toLower();
    judge();
}

void Engine::connected(bool tls)
{
    if (m_state != State::New)
        return;
    m_tls = tls;
    if (m_options.security == Security::Tls && !tls)
        return end(Error::of(ErrorKind::Tls));
    if (m_options.security == Security::None && !tls && !m_options.allowCleartext)
        return end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The settings ask for a connection without encryption, which is not allowed for this server.")));
    m_state = State::Greeting;
    if (tls)
        emitEvent(Encrypted {});
    setDeadline(wire::timeouts::ImapGreeting);
}

void Engine::receive(QByteArrayView bytes)
{
    if (m_state == State::Closed || m_state == State::New)
        return;
    if (m_state == State::TlsHandshake)
        return end(Error::of(ErrorKind::Protocol, QCoreApplication::translate("Imap", "The server sent text after its answer to STARTTLS, before TLS began.")));
    m_framer.lend(bytes);
    while (m_state != State::Closed) {
        const auto unit = m_framer.next();
        if (!unit)
            return end(unit.error());
        if (!*unit)
            break;
        take(**unit);
        sendNext();
    }
    updateDeadline();
}

void Engine::tlsEstablished()
{
    if (m_state != State::TlsHandshake)
        return;
    m_tls = true;
    // Nothing that was said before TLS is believed (RFC 9051 section 6.2.1).
    m_framer.reset();
    forgetCapabilities();
    m_state = State::Login;
    emitEvent(Encrypted {});
    askCapability();
}

void Engine::deadlineExpired()
{
    if (m_state == State::Closed)
        return;
    m_deadlineSet = false;
    if (m_state == State::Logout)
        return end(std::nullopt);
    if (m_idling == Idling::Active)
        endIdle(); // renewed by its answer
    else if (m_idling == Idling::Polling && m_sent.empty())
        poll();
    else
        end(Error::of(ErrorKind::Timeout));
}

void Engine::connectionLost(const Error &why)
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Logout)
        return end(std::nullopt);
    Error error = why;
    if (m_bye)
        error.reply = replyOf(*m_bye);
    end(std::move(error));
}

quint64 Engine::submit(Command command)
{
    const quint64 id = m_nextId++;
    enqueue(Step::User, std::move(command), id);
    return id;
}

quint64 Engine::idle()
{
    const quint64 id = m_nextId++;
    enqueue(Step::Idle, std::move(Command("IDLE").alone()), id);
    return id;
}

quint64 Engine::compress()
{
    const quint64 id = m_nextId++;
    if (m_compressed || !m_capabilities.has("COMPRESS=DEFLATE"))
        emitEvent(Completed { id, Error::of(ErrorKind::ServerRefused, QStringLiteral("COMPRESS=DEFLATE")) });
    else
        enqueue(Step::Compress, std::move(Command("COMPRESS DEFLATE").alone()), id);
    return id;
}

quint64 Engine::logout()
{
    const quint64 id = m_nextId++;
    if (m_state == State::New || m_state == State::Greeting || m_state == State::Login || m_state == State::TlsHandshake) {
        // Nothing to be polite about yet.
        end(std::nullopt);
        emitEvent(Completed { id, Status {} });
        return id;
    }
    enqueue(Step::Logout, std::move(Command("LOGOUT").alone()), id);
    return id;
}

void Engine::enqueue(Step step, Command command, quint64 id)
{
    if (m_state == State::Closed || m_state == State::Logout) {
        const bool fine = step == Step::Logout && !m_closedWith;
        emitEvent(Completed { id, fine ? Result<Status>(Status {}) : m_closedWith.value_or(Error::of(ErrorKind::ConnectionLost)) });
        return;
    }
    if (command.error()) {
        emitEvent(Completed { id, *command.error() });
        return;
    }
    m_waiting.push_back({ id, step, std::move(command) });
    sendNext();
    updateDeadline();
}

bool Engine::mayStart(const Pending &next) const
{
    if (m_sent.empty())
        return true;
    if (!m_sent.back().rest.empty() || next.command.isAlone() || next.step != Step::User || (next.command.isFirst() && !mayOpenMailbox()))
        return false;
    if (int(m_sent.size()) >= std::min(m_options.pipeline, m_quirks.pipeline))
        return false;
    return std::none_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.command.isAlone(); });
}

// SELECT beside others (RFC 9051 section 5.5): only where nothing that it may be answered with can be said about another mailbox.
bool Engine::mayOpenMailbox() const
{
    return std::all_of(m_sent.begin(), m_sent.end(), [this](const Pending &sent) {
        const bool apart = sent.step == Step::User && (sent.command.expect() == Expect::List || sent.command.expect() == Expect::Status);
        return sent.step == Step::Id || sent.step == Step::Enable || (apart && !m_mailboxOpened);
    });
}

void Engine::sendNext()
{
    if (m_state != State::Ready)
        return;
    if (m_idling != Idling::None && interrupted())
        endIdle();
    while (m_state == State::Ready && m_idling == Idling::None && !m_waiting.empty() && mayStart(m_waiting.front())) {
        Pending next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.step == Step::Idle)
            startIdle(std::move(next));
        else
            start(std::move(next));
    }
}

void Engine::start(Pending pending)
{
    pending.tag = 'A' + QByteArray::number(m_nextTag++);
    const auto segments = pending.command.encode(pending.tag, m_capabilities, isEnabled("UTF8=ACCEPT"));
    pending.rest.assign(segments.begin(), segments.end());
    ++m_commands;
    m_mailboxOpened |= pending.command.isFirst();
    m_sent.push_back(std::move(pending));
    if (m_sent.back().step == Step::Logout)
        m_state = State::Logout;
    sendSegments(m_sent.back());
    setDeadline(m_state == State::Logout ? wire::timeouts::ImapLogout
                                         : wire::timeouts::ImapCommand + milliseconds(m_sent.back().command.literalBytes() / SlowestUpload));
}

void Engine::sendInternal(Step step, Command command)
{
    start({ 0, step, std::move(command) });
}

void Engine::sendSegments(Pending &pending)
{
    bool wait = false;
    while (!pending.rest.empty() && !wait) {
        wait = pending.rest.front().wait;
        send(std::move(pending.rest.front()));
        pending.rest.pop_front();
    }
}

void Engine::take(const ResponseUnit &unit)
{
    auto response = parseResponse(unit);
    if (!response)
        return end(response.error());
    if (m_state == State::Greeting)
        return onGreeting(*response);
    if (auto *continuation = std::get_if<Continuation>(&*response))
        return onContinuation(*continuation);
    if (auto *status = std::get_if<Status>(&*response); status && !status->tag.isEmpty())
        return onTagged(std::move(*status));
    if (++m_unasked > limits::ImapUnasked)
        return end(Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Imap", "The server sends more than anybody asked for.")));
    onUntagged(std::move(*response));
}

void Engine::onContinuation(const Continuation &continuation)
{
    if (m_sent.empty())
        return; // nobody waits for it
    Pending &last = m_sent.back();
    if (!last.rest.empty()) {
        sendSegments(last);
    } else if (last.step == Step::Authenticate) {
        answerChallenge(continuation.text);
    } else if (last.step == Step::StartTls) {
        end(Error::of(ErrorKind::Tls, QCoreApplication::translate("Imap", "The server did not begin TLS. Encryption is required by the settings; nothing was sent.")));
    } else if (last.step == Step::Idle && m_idling == Idling::Asked) {
        m_idling = Idling::Active;
        if (interrupted())
            endIdle();
        else
            setDeadline(m_quirks.idleRenewal);
    }
}

void Engine::onTagged(Status status)
{
    const auto it = std::find_if(m_sent.begin(), m_sent.end(), [&status](const Pending &sent) { return sent.tag == status.tag; });
    if (it == m_sent.end()) {
        ++m_unasked; // an answer to nothing: passed over
        return;
    }
    m_unasked = 0;
    Pending pending = std::move(*it);
    m_sent.erase(it);
    showAlert(status);
    switch (pending.step) {
    case Step::User:
        return completeUser(pending, std::move(status));
    case Step::Compress:
        return onCompressTagged(pending, std::move(status));
    case Step::Idle:
        return onIdleTagged(std::move(pending), status);
    case Step::Poll:
        return setDeadline(m_options.pollInterval);
    case Step::Logout:
        end(std::nullopt);
        return emitEvent(Completed { pending.id, std::move(status) });
    default:
        return onLoginStep(std::move(pending), status);
    }
}

void Engine::onCompressTagged(const Pending &pending, Status status)
{
    if (status.condition == Condition::Ok) {
        m_compressed = true;
        m_effects.emplace_back(wire::StartCompression { m_framer.takePending() });
    }
    completeUser(pending, std::move(status));
}

void Engine::completeUser(const Pending &pending, Status status)
{
    if (status.condition == Condition::Ok)
        emitEvent(Completed { pending.id, std::move(status) });
    else
        emitEvent(Completed { pending.id, errorOf(status) });
}

void Engine::onUntagged(Response response)
{
    if (const auto *status = std::get_if<Status>(&response); status && status->condition == Condition::Bye) {
        m_bye = *status;
        showAlert(*status);
        if (m_state != State::Logout) // some servers go on for ever after it
            end(errorOf(*status));
        return;
    }
    if (m_state == State::Login)
        return onUntaggedBeforeLogin(response);
    if (const auto *capability = std::get_if<CapabilityData>(&response))
        return learn(capability->capabilities);
    if (const auto *enabled = std::get_if<EnabledData>(&response))
        return learnEnabled(*enabled);
    if (const auto *id = std::get_if<IdData>(&response))
        learnName(*id);
    if (isEnabled("UTF8=ACCEPT"))
        keepNamesModified(response);
    if (const auto *status = std::get_if<Status>(&response))
        onUntaggedStatus(*status);
    route(std::move(response));
}

void Engine::onUntaggedStatus(const Status &status)
{
    showAlert(status);
    if (status.code.is("CAPABILITY"))
        learn(status.code.capabilities);
    else if (status.code.is("INPROGRESS"))
        showProgress(status);
}

// [INPROGRESS ("tag" 454 1000)], everything in the parentheses optional.
void Engine::showProgress(const Status &status)
{
    const QByteArrayList words = QByteArray(status.code.text).replace('(', ' ').replace(')', ' ').simplified().split(' ');
    const QByteArray tag = QByteArray(words.value(0)).replace('"', QByteArray());
    const auto it = std::find_if(m_sent.begin(), m_sent.end(), [&tag](const Pending &sent) { return sent.tag == tag; });
    emitEvent(Progress { it == m_sent.end() ? 0 : it->id, words.value(1).toULongLong(), words.value(2).toULongLong() });
}

void Engine::onUntaggedBeforeLogin(const Response &response)
{
    // Before the sign-in only capabilities and warnings count; mail data from here would come from nowhere (or from an attacker).
    if (const auto *capability = std::get_if<CapabilityData>(&response))
        learn(capability->capabilities);
    else if (const auto *status = std::get_if<Status>(&response))
        onUntaggedStatus(*status);
    else if (const auto *enabled = std::get_if<EnabledData>(&response); enabled && !m_mechanism.isEmpty())
        learnEnabled(*enabled);
}

void Engine::learnEnabled(const EnabledData &enabled)
{
    for (const QByteArray &name : enabled.names)
        m_enabled.insert(name.toUpper());
}

// Words from before TLS may be an attacker's: they are never put before the user.
void Engine::showAlert(const Status &status)
{
    if (status.alert && (m_tls || m_options.security != Security::StartTls))
        emitEvent(Alert { wire::safeText(status.text) });
}

void Engine::learn(const Capabilities &capabilities)
{
    m_evidence.capabilities = capabilities;
    m_capabilitiesFresh = true;
    judge();
    emitEvent(CapabilitiesLearned { capabilities, m_tls });
}

// What core remembers of a mailbox must mean the same in a session without UTF-8: names stay in modified UTF-7.
void Engine::keepNamesModified(Response &response)
{
    const auto modified = [](const QByteArray &name) { return name == "INBOX" ? name : encodeMailboxName(QString::fromUtf8(name)); };
    if (auto *list = std::get_if<ListData>(&response)) {
        list->name = modified(list->name);
        list->oldName = modified(list->oldName);
    } else if (auto *status = std::get_if<StatusData>(&response)) {
        status->mailbox = modified(status->mailbox);
    } else if (auto *spaces = std::get_if<NamespaceData>(&response)) {
        for (auto *entries : { &spaces->personal, &spaces->others, &spaces->shared }) {
            for (NamespaceData::Entry &entry : *entries)
                entry.prefix = modified(entry.prefix);
        }
    }
}

void Engine::forgetCapabilities()
{
    m_evidence.capabilities = {};
    judge();
}

void Engine::learnName(const IdData &id)
{
    for (const auto &[field, value] : id.fields) {
        if (field.compare("name", Qt::CaseInsensitive) == 0)
            m_evidence.idName = value;
        else if (field.compare("vendor", Qt::CaseInsensitive) == 0)
            m_evidence.idVendor = value;
    }
    judge();
}

void Engine::distrust(const QByteArray &extension)
{
    if (!m_distrusted.contains(extension))
        m_distrusted.append(extension);
    judge();
}

void Engine::judge()
{
    m_quirks = Quirks::from(m_evidence);
    m_capabilities = m_quirks.trusted(m_evidence.capabilities).without(m_distrusted);
}

namespace {

Expect wantedBy(const Response &response)
{
    if (std::holds_alternative<ListData>(response))
        return Expect::List;
    if (std::holds_alternative<StatusData>(response))
        return Expect::Status;
    if (std::holds_alternative<SearchData>(response) || std::holds_alternative<ThreadData>(response))
        return Expect::Search;
    if (std::holds_alternative<FetchData>(response))
        return Expect::Fetch;
    if (std::holds_alternative<QuotaData>(response) || std::holds_alternative<QuotaRootData>(response))
        return Expect::Quota;
    if (std::holds_alternative<MetadataData>(response))
        return Expect::Metadata;
    if (std::holds_alternative<ExistsData>(response) || std::holds_alternative<FlagsData>(response) || std::holds_alternative<Status>(response)
        || std::holds_alternative<RecentData>(response))
        return Expect::Select;
    return Expect::Other;
}

bool isNews(const Response &response)
{
    return std::holds_alternative<ExistsData>(response) || std::holds_alternative<ExpungeData>(response)
        || std::holds_alternative<VanishedData>(response);
}

// What SELECT may answer with. While it is under way nothing of this can be about the mailbox that others wait for.
bool isOfMailbox(const Response &response)
{
    return isNews(response) || std::holds_alternative<FetchData>(response) || std::holds_alternative<FlagsData>(response)
        || std::holds_alternative<Status>(response) || std::holds_alternative<RecentData>(response);
}

} // namespace

void Engine::route(Response response)
{
    const auto opening = std::find_if(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.step == Step::User && sent.command.isFirst(); });
    if (opening != m_sent.end() && isOfMailbox(response))
        return emitEvent(Data { opening->id, std::move(response) });
    if (isNews(response))
        return emitEvent(Unsolicited { std::move(response) });
    const auto find = [this](Expect wanted) {
        return std::find_if(m_sent.begin(), m_sent.end(),
            [wanted](const Pending &sent) { return sent.step == Step::User && sent.command.expect() == wanted; });
    };
    auto it = find(wantedBy(response));
    if (it == m_sent.end() && std::holds_alternative<StatusData>(response))
        it = find(Expect::List); // LIST-STATUS
    if (it == m_sent.end())
        return emitEvent(Unsolicited { std::move(response) });
    emitEvent(Data { it->id, std::move(response) });
}

void Engine::send(Segment segment)
{
    m_effects.emplace_back(wire::Send { std::move(segment.bytes), segment.secret, std::move(segment.logText) });
}

void Engine::setDeadline(std::optional<milliseconds> in)
{
    if (!in && !m_deadlineSet)
        return;
    m_deadlineSet = in.has_value();
    m_effects.emplace_back(wire::SetDeadline { in });
}

// After something arrived or was asked: progress gives every command its time again; waiting has a deadline of its own.
void Engine::updateDeadline()
{
    if (m_state == State::Closed || m_state == State::Logout || m_state == State::TlsHandshake || m_state == State::Greeting)
        return;
    if (m_idling == Idling::Active || (m_idling == Idling::Polling && m_sent.empty()))
        return;
    if (m_sent.empty())
        return setDeadline(std::nullopt);
    if (m_idling != Idling::None)
        return setDeadline(ShortAnswer);
    qint64 upload = 0;
    for (const Pending &sent : m_sent)
        upload += sent.command.literalBytes();
    setDeadline(wire::timeouts::ImapCommand + milliseconds(upload / SlowestUpload));
}

void Engine::end(std::optional<Error> why)
{
    if (m_state == State::Closed)
        return;
    const bool loggingOut = m_state == State::Logout;
    m_state = State::Closed;
    m_framer.reset();
    m_authenticator.reset();
    m_closedWith = why.value_or(Error::of(ErrorKind::Cancelled));
    setDeadline(std::nullopt);
    m_effects.emplace_back(wire::Close { why });
    auto sent = std::exchange(m_sent, {});
    auto waiting = std::exchange(m_waiting, {});
    if (const quint64 id = std::exchange(m_idleId, 0); id != 0 && m_idling != Idling::None)
        emitEvent(Completed { id, *m_closedWith });
    m_idling = Idling::None;
    for (const auto *queue : { &sent, &waiting }) {
        for (const Pending &pending : *queue) {
            if (pending.step == Step::Logout && loggingOut && !why)
                emitEvent(Completed { pending.id, Status {} });
            else if (pending.step == Step::User || pending.step == Step::Logout || pending.step == Step::Compress || (pending.step == Step::Idle && queue == &waiting))
                emitEvent(Completed { pending.id, *m_closedWith });
        }
    }
}

} // namespace golub::imap
