// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include <algorithm>

// What travels right behind the sign-in, a round trip before its answer: the first questions, which change nothing. Their answers stand
// behind the sign-in's in the stream, and so are believed only when that has been found good. They are kept until somebody asks the very same;
// a question that was not answered well is asked again as any other.
namespace golub::imap {
namespace {

constexpr size_t MostHeld = 20'000; // responses that wait for somebody to ask; beyond, the question is asked again when somebody does

} // namespace

void Engine::expect(FirstQuestions questions, bool enableLater)
{
    m_firstQuestions = std::move(questions);
    m_enableLater = enableLater && !m_options.enableUtf8;
}

bool Engine::maySendAhead() const
{
    // Mailbox names are nobody else's business, and without TLS anybody may cut in.
    return m_firstQuestions && !m_aheadSent && m_tls && !m_options.enableUtf8 && std::min(m_options.pipeline, m_quirks.pipeline) > 1
        && !m_quirks.has(Quirk::NothingBehindSignIn) && !(m_options.notes.nothingBehindSignIn && m_options.notes.offered == m_capabilities.words());
}

// Called when the last word of the sign-in has left.
void Engine::sendAhead()
{
    if (!maySendAhead())
        return;
    m_aheadSent = true;
    const bool known = m_options.notes.fit(m_evidence.offered);
    const Capabilities assumed = known ? m_quirks.trusted(Capabilities::fromWords(m_options.notes.capabilities)).without(m_distrusted) : m_capabilities;
    for (Command &command : m_firstQuestions(assumed, known)) {
        const auto segments = command.encode({}, assumed);
        if (command.error() || segments.size() != 1 || segments.front().wait)
            continue;
        // Before a mailbox is selected (RFC 5161 section 3.1). What a server does not know it has to ignore.
        if (command.isFirst() && assumed.enable() && m_options.enableCondStore && !std::exchange(m_enableAsked, true)) {
            Pending enable { 0, Step::Enable, assumed.has("QRESYNC") ? Command("ENABLE QRESYNC") : Command("ENABLE CONDSTORE QRESYNC") };
            enable.text = "ENABLE";
            start(std::move(enable));
        }
        Pending pending { 0, Step::Ahead, std::move(command) };
        pending.text = segments.front().bytes;
        start(std::move(pending));
    }
    if (known && mayCompressAhead(assumed)) {
        m_compressEarly = false;
        sendInternal(Step::Compress, std::move(Command("COMPRESS DEFLATE").alone()));
    }
}

bool Engine::isCompressAsked() const
{
    return std::any_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.step == Step::Compress; });
}

// RFC 4978 section 3: nothing may be sent behind it until it is answered. So nothing may be owed then.
bool Engine::mayCompressAhead(const Capabilities &assumed) const
{
    const bool owes = (assumed.has("ID") && owesNames()) || m_quirks.has(Quirk::UsedSessions);
    return m_compressEarly && assumed.has("COMPRESS=DEFLATE") && !owes;
}

// While other answers are on their way nobody waits for this one.
void Engine::compressBeside()
{
    const bool idle = m_sent.empty() || m_idling != Idling::None || m_state != State::Ready;
    if (!m_compressEarly || idle || !m_capabilities.has("COMPRESS=DEFLATE") || std::min(m_options.pipeline, m_quirks.pipeline) < 2)
        return;
    const bool apart = std::any_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.command.isAlone() || !sent.rest.empty(); });
    if (apart || isAheadUnderWay())
        return;
    m_compressEarly = false;
    sendInternal(Step::Compress, std::move(Command("COMPRESS DEFLATE").alone()));
}

bool Engine::isAheadUnderWay() const
{
    return std::any_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return !sent.text.isEmpty(); });
}

bool Engine::isCatchingUp() const
{
    return std::any_of(m_sent.begin(), m_sent.end(), [](const Pending &sent) { return sent.step == Step::User && !sent.text.isEmpty(); });
}

bool Engine::holdAhead(Pending &pending, Response &response)
{
    if (pending.step != Step::Ahead)
        return false;
    if (pending.held.size() < MostHeld && !pending.spoilt)
        pending.held.push_back(std::move(response));
    else
        pending.spoilt = true;
    return true;
}

// Somebody asks: what has been sent already is theirs.
bool Engine::adoptAhead(const Command &command, quint64 id)
{
    if (m_heldAnswers.empty() && !isAheadUnderWay())
        return false;
    const auto segments = command.encode({}, m_capabilities, isEnabled("UTF8=ACCEPT"));
    if (segments.size() != 1)
        return false;
    const auto same = [&segments](const Pending &pending) {
        return pending.step == Step::Ahead && !pending.spoilt && pending.text == segments.front().bytes;
    };
    const auto deliver = [this, id](Pending &pending) {
        for (Response &response : pending.held)
            emitEvent(Data { id, std::move(response) });
        pending.held.clear();
    };
    if (const auto sent = std::find_if(m_sent.begin(), m_sent.end(), same); sent != m_sent.end()) {
        sent->id = id;
        sent->step = Step::User;
        deliver(*sent);
        return true;
    }
    const auto answered = std::find_if(m_heldAnswers.begin(), m_heldAnswers.end(), same);
    if (answered == m_heldAnswers.end())
        return false;
    deliver(*answered);
    emitEvent(Completed { id, *answered->answer });
    m_heldAnswers.erase(answered);
    return true;
}

// True where the answer needs nothing more.
bool Engine::onAheadTagged(Pending &pending, const Status &status)
{
    if (pending.text.isEmpty())
        return false;
    if (m_mechanism.isEmpty())
        return true; // before the sign-in's own answer: refused with it, or nonsense
    if (status.condition == Condition::Ok) {
        if (pending.step != Step::Ahead)
            return false; // it is somebody's: as any other
        pending.answer = status;
        m_heldAnswers.push_back(std::move(pending));
        return true;
    }
    m_nothingBehind = true;
    if (pending.step == Step::User)
        askAgain(std::move(pending));
    else if (pending.step == Step::Enable)
        enableAgain();
    return true;
}

void Engine::enableAgain()
{
    m_enableAsked = false;
    if (m_state == State::Ready) // else it comes with that
        enableExtensions();
}

void Engine::askAgain(Pending pending)
{
    pending.text.clear();
    pending.held.clear();
    m_waiting.push_front(std::move(pending));
}

// Silence behind a sign-in that was answered: whoever took it may not have handed on what stood behind it, or the answer takes its time. What is
// asked now is answered after it (RFC 9051 section 5.5).
void Engine::probeAhead()
{
    m_probed = true;
    sendInternal(Step::Probe, Command("NOOP"));
}

// Its tag is still good for an answer that is only late.
void Engine::aheadIsLost()
{
    m_nothingBehind = true;
    bool enable = false;
    std::deque<Pending> lost;
    for (auto it = m_sent.begin(); it != m_sent.end();) {
        if (it->text.isEmpty()) {
            ++it;
            continue;
        }
        it->earlierTag = it->tag;
        enable |= it->step == Step::Enable;
        if (it->step == Step::User)
            lost.push_back(std::move(*it));
        it = m_sent.erase(it);
    }
    for (auto it = lost.rbegin(); it != lost.rend(); ++it)
        askAgain(std::move(*it));
    if (enable)
        enableAgain();
    sendNext();
    updateDeadline();
}

// Time passes, or a mailbox changes: an answer that nobody wanted until now is not true any more.
void Engine::forgetAhead()
{
    m_heldAnswers.clear();
    for (Pending &sent : m_sent) {
        if (sent.step == Step::Ahead)
            sent.spoilt = true;
    }
}

// Who it is does not change from one session to the next, as long as it offers the same.
void Engine::useNotes()
{
    if (!m_options.notes.fit(m_evidence.offered))
        return;
    m_evidence.idName = m_options.notes.idName;
    m_evidence.idVendor = m_options.notes.idVendor;
    judge();
}

ServerNotes Engine::notes() const
{
    ServerNotes notes;
    notes.offered = m_evidence.offered.words();
    notes.capabilities = m_evidence.capabilities.words();
    notes.idName = m_evidence.idName;
    notes.idVendor = m_evidence.idVendor;
    notes.named = m_options.notes.named;
    notes.nothingBehindSignIn = m_nothingBehind || (m_options.notes.nothingBehindSignIn && notes.offered == m_options.notes.offered);
    return notes;
}

} // namespace golub::imap
