// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Pop3Worker.h"

#include "core/base/Limits.h"
#include "core/base/Log.h"
#include "core/store/ContactTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/Pop3Ledger.h"
#include "core/sync/MessageAnalysis.h"
#include "core/sync/OneBody.h"
#include "core/sync/Pop3Match.h"
#include "core/sync/Pop3Session.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <utility>

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
constexpr qsizetype RetrieveAhead = 8;            //!< messages asked for before the first is here (RFC 2449 section 6.6)
constexpr qint64 RetrieveAheadBytes = 16 << 20;
constexpr int PreviewLines = 40;                 //!< of the body, beside the header: for who reads before it is fetched
constexpr int LockAttempts = 6;                  //!< while another program has the maildrop, before that is an error
constexpr auto LockWait = 10s;
constexpr std::chrono::seconds UnknownDelay { 60 }; //!< where LOGIN-DELAY is meant, and nobody says how long that is
constexpr auto LookEvery = 5min; //!< RFC 1939 has no push, and servers limit how often one may sign in

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

QByteArray nameOfNext(const QByteArray &uidl, int times)
{
    return uidl + " #" + QByteArray::number(times); // no UIDL has a space
}

//! Messages with one UIDL (a server that breaks RFC 1939 section 7, or equal headers where there is no UIDL) are still as many messages:
//! each is stored before it may be deleted.
void tellApart(QList<MaildropMessage> &messages)
{
    QHash<QByteArray, int> seen;
    for (MaildropMessage &message : messages) {
        const int times = ++seen[message.uidl];
        if (times > 1)
            message.uidl = nameOfNext(message.uidl, times);
    }
}

bool isLocked(const Error &error)
{
    return error.kind == ErrorKind::ServerTemporary && error.reply.enhanced == u"IN-USE";
}

} // namespace

Pop3Worker::Pop3Worker(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks)
    : m_account(account), m_store(store), m_factory(factory), m_clock(clock), m_hooks(std::move(hooks)), m_trust(store, account)
{
}

Pop3Worker::~Pop3Worker()
{
    m_clock.cancelTimer(m_timer);
    m_clock.cancelTimer(m_deadTimer);
    // The session's completions hold the session: without this its connection would outlive the worker.
    if (m_session)
        m_session->maildrop.reset();
}

void Pop3Worker::start(Mode mode)
{
    m_running = true;
    m_stopped = false;
    m_mode = mode;
    m_backoff.reset();
    if (mode == Mode::KeepInStep || !m_waiting.isEmpty() || !m_wishes.isEmpty())
        begin();
}

void Pop3Worker::stop()
{
    m_running = false;
    m_stopped = true;
    m_clock.cancelTimer(std::exchange(m_timer, 0));
    if (m_session)
        end(m_session, Error::of(ErrorKind::Offline));
    for (const auto &done : std::exchange(m_waiting, {})) // for a maildrop that another program has
        done(Error::of(ErrorKind::Offline));
    for (const Wish &wish : std::exchange(m_wishes, {}))
        wish.done(Error::of(ErrorKind::Offline));
    m_clock.cancelTimer(std::exchange(m_timer, 0));
    setStatus({ WorkerStatus::State::Offline });
}

void Pop3Worker::setSecret(const Secret &secret)
{
    m_secret = secret;
    m_hasSecret = true;
    m_renewed = false;
    retryNow();
}

void Pop3Worker::retryNow()
{
    m_needsUser = false;
    if (m_running && (m_mode == Mode::KeepInStep || !m_waiting.isEmpty() || !m_wishes.isEmpty()))
        begin();
}

void Pop3Worker::operationsPending()
{
    // The mailboxes are local: nothing to play. Messages deleted here leave the server at the next look.
}

void Pop3Worker::search(const ServerSearch &, Done<ServerHits> done)
{
    m_clock.startTimer(0ms, [done = std::move(done)] { done(Error { ErrorKind::InvalidInput, Text::tr("A POP3 server cannot search.") }); });
}

void Pop3Worker::synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done)
{
    m_needsUser = m_needsUser && needsPassword(m_status.error);
    if (m_stopped || m_needsUser) {
        const Error why = m_needsUser ? m_status.error : Error::of(ErrorKind::Offline);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    m_waiting.append(std::move(done));
    m_headersOnly = request.headersOnly;
    begin();
}

//! What is listed here and was not fetched yet is still in the maildrop: the next session begins with it.
void Pop3Worker::fetch(const Fetch &fetch, Done<void> done)
{
    const auto known = m_store.pop3().find(fetch.message);
    const bool stopped = m_stopped || m_needsUser;
    if (!known || !known->row.isPreview() || stopped) {
        Error why = stopped ? (m_needsUser ? m_status.error : Error::of(ErrorKind::Offline)) : Error::of(ErrorKind::NotFound);
        m_clock.startTimer(0ms, [done = std::move(done), why] { done(why); });
        return;
    }
    m_wishes.append({ fetch.message, known->uidl, std::move(done) });
    begin();
}

void Pop3Worker::scheduleNext(std::chrono::milliseconds in)
{
    if (m_mode == Mode::OnDemand)
        return;
    m_clock.cancelTimer(m_timer);
    m_timer = m_clock.startTimer(in, [this] {
        m_timer = 0;
        begin();
    });
}

void Pop3Worker::begin()
{
    if (!m_running || m_needsUser || m_session || m_renewing || isToWait())
        return;
    m_clock.cancelTimer(std::exchange(m_timer, 0));
    auto session = std::make_shared<Session>();
    m_session = session;
    session->began = m_clock.monotonic();
    if (!m_hasSecret && m_account.incoming.auth != AuthMethod::None) {
        end(session, Error::of(ErrorKind::CredentialMissing));
        return;
    }
    setStatus({ WorkerStatus::State::Connecting, Text::tr("Connecting to %1").arg(m_account.incoming.host) });
    session->maildrop = m_factory.maildrop(m_account, m_secret);
    session->maildrop->open([this, session](const Outcome &opened) {
        if (m_session != session)
            return;
        if (!opened) {
            end(session, opened);
            return;
        }
        session->isOpen = true;
        setStatus({ WorkerStatus::State::Synchronizing, Text::tr("Looking for new mail") });
        list(session);
    });
}

//! The server wants to be left alone, as it may have told an earlier run. A short while is waited for, whoever asks; of a long one whoever
//! asks is told.
bool Pop3Worker::isToWait()
{
    const QDateTime now = m_clock.utcNow();
    const auto pause = m_trust.pause(now);
    if (!pause)
        return false;
    const std::chrono::milliseconds wait(std::max<qint64>(1, now.msecsTo(pause->notBefore)));
    WorkerStatus status { WorkerStatus::State::WaitingToRetry, pause->reason.text };
    status.nextTry = pause->notBefore;
    const bool isLong = wait > ServerTrust::ShortPause;
    if (!isLong || m_mode == Mode::KeepInStep) {
        m_clock.cancelTimer(m_timer);
        m_timer = m_clock.startTimer(wait, [this] {
            m_timer = 0;
            begin();
        });
    }
    status.hasError = isLong;
    status.error = pause->reason;
    setStatus(status);
    if (!isLong)
        return true;
    const Error why = pause->reason;
    m_clock.startTimer(0ms, [why, waiting = std::exchange(m_waiting, {}), wishes = std::exchange(m_wishes, {})] {
        for (const Wish &wish : wishes)
            wish.done(why);
        for (const auto &done : waiting)
            done(why);
    });
    return true;
}

void Pop3Worker::list(const std::shared_ptr<Session> &session)
{
    session->maildrop->list([this, session](const Result<QList<MaildropMessage>> &listed) {
        if (m_session != session)
            return;
        if (!listed) {
            end(session, listed.error());
            return;
        }
        session->messages = *listed;
        const auto rows = m_store.pop3().rows(m_account.id);
        const auto inbox = m_store.mailboxes().findByRole(m_account.id, MailboxRole::Inbox);
        if (!rows || !inbox) {
            end(session, rows ? inbox.error() : rows.error());
            return;
        }
        session->rows = *rows;
        session->report.mailbox = inbox->id;
        session->report.path = inbox->name.path;
        session->first = rows->isEmpty();
        session->hereBefore.emplace(session->rows, QList<QByteArray>());
        identify(session, 0);
    });
}

//! Servers without UIDL (it is optional in RFC 1939): a message is known by its header. Without TOP, too, that means to read it whole.
void Pop3Worker::identify(const std::shared_ptr<Session> &session, qsizetype index)
{
    while (index < session->messages.size() && !session->messages.at(index).uidl.isEmpty())
        ++index;
    if (index == session->messages.size()) {
        selectNew(session);
        return;
    }
    session->maildrop->top(session->messages.at(index).number, 0, [this, session, index](const Result<Maildrop::Beginning> &told) {
        if (m_session != session)
            return;
        MaildropMessage &message = session->messages[index];
        if (!told) {
            if (!isPassedOver(*session, message, told.error())) {
                end(session, told.error());
                return;
            }
            session->messages.removeAt(index);
            identify(session, index);
            return;
        }
        const QByteArray &bytes = told->bytes;
        const QByteArray fields = bytes.left(qMax<qsizetype>(bytes.indexOf("\r\n\r\n"), 0));
        message.uidl = "header:" + QCryptographicHash::hash(fields.isEmpty() ? bytes : fields, QCryptographicHash::Sha256).toHex();
        if (const int times = ++session->alike[message.uidl]; times > 1)
            message.uidl = nameOfNext(message.uidl, times);
        const bool mayBeHere = !session->hereBefore->isEmpty() && !session->hereBefore->take(headerFingerprint(headerOf(bytes)), message.size).isEmpty();
        const bool fresh = told->whole && !session->rows.contains(message.uidl) && !mayBeHere;
        if (const Outcome kept = fresh ? keepRead(session, message, bytes) : Outcome(); !kept)
            end(session, kept);
        else
            identify(session, index + 1);
    });
}

//! What had to be read whole to know what it is, is not read again: whatever the account wants to come by itself.
Outcome Pop3Worker::keepRead(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &raw)
{
    const Outcome kept = keep(session, message, raw);
    if (kept)
        session->rows[message.uidl].state = store::Pop3Ledger::State::Stored;
    return kept;
}

void Pop3Worker::selectNew(const std::shared_ptr<Session> &session)
{
    tellApart(session->messages);
    QList<QByteArray> present;
    for (const MaildropMessage &message : std::as_const(session->messages))
        present.append(message.uidl);
    session->missing.emplace(session->rows, present);
    recognize(session);
}

//! A server that was moved to another machine gives all its messages new UIDLs. What looks like one that was here under another id is
//! asked for its header, and not fetched again.
void Pop3Worker::recognize(const std::shared_ptr<Session> &session)
{
    for (const MaildropMessage &message : std::as_const(session->messages)) {
        if (session->rows.contains(message.uidl) || !session->missing->mayHold(message.size))
            continue;
        ++session->outstanding;
        session->maildrop->top(message.number, 0, [this, session, message](const Result<Maildrop::Beginning> &told) {
            if (m_session != session)
                return;
            Outcome outcome = told ? Outcome() : Outcome(told.error());
            if (told) {
                const QByteArray known = session->missing->take(headerFingerprint(headerOf(told->bytes)), message.size);
                if (!known.isEmpty()) {
                    outcome = m_store.pop3().rename(m_account.id, known, message.uidl);
                    session->rows.insert(message.uidl, session->rows.take(known));
                } else if (told->whole) {
                    outcome = keepRead(session, message, told->bytes);
                }
            }
            if (!outcome) {
                end(session, outcome);
                return;
            }
            if (--session->outstanding == 0)
                confirmNames(session);
        });
    }
    if (session->outstanding == 0)
        confirmNames(session);
}

void Pop3Worker::selectUnknown(const std::shared_ptr<Session> &session)
{
    session->wishes = std::exchange(m_wishes, {});
    QList<QByteArray> present;
    for (const MaildropMessage &message : std::as_const(session->messages)) {
        present.append(message.uidl);
        const store::Pop3Ledger::Row row = session->rows.value(message.uidl);
        const bool wished = std::any_of(session->wishes.begin(), session->wishes.end(), [&message](const Wish &wish) { return wish.uidl == message.uidl; });
        if (row.state != store::Pop3Ledger::State::Seen || (row.isUnwanted() && !wished))
            continue;
        if (wished && isTooLarge(message))
            refuseWishes(*session, message.uidl);
        if (comesWhole(message) || (wished && !isTooLarge(message)))
            session->toRetrieve.append(message);
        else if (!row.isPreview())
            session->toPreview.append(message);
    }
    const auto newestFirst = [](const MaildropMessage &a, const MaildropMessage &b) { return a.number > b.number; };
    std::sort(session->toRetrieve.begin(), session->toRetrieve.end(), newestFirst);
    std::sort(session->toPreview.begin(), session->toPreview.end(), newestFirst);
    session->total = session->toRetrieve.size();
    if (const Outcome kept = m_store.pop3().keepOnly(m_account.id, present); !kept) {
        end(session, kept);
        return;
    }
    // What somebody opened first: the list can wait.
    session->wishes.isEmpty() ? previewNext(session) : retrieveNext(session);
}

//! More than a message may have here: its beginning stands in the list, and says so when it is opened.
bool Pop3Worker::isTooLarge(const MaildropMessage &message) const
{
    return message.size > limits::LiteralLength || m_tooLarge.contains(message.uidl);
}

//! A message that is larger than LIST said ended the session, and would end each. The next one, at once, takes only its beginning.
bool Pop3Worker::isPassedByAtOnce(const std::shared_ptr<Session> &session, const MaildropMessage &message, const Error &error)
{
    if (error.kind != ErrorKind::LimitExceeded || isTooLarge(message))
        return false;
    m_tooLarge.insert(message.uidl);
    m_wishes += std::exchange(session->wishes, {});
    m_session.reset();
    if (!session->first && !session->added.isEmpty() && m_hooks.newInInbox)
        m_hooks.newInInbox(session->added);
    m_dead.push_back(std::move(session->maildrop)); // not here: this is a callback of the very connection
    m_clock.cancelTimer(m_deadTimer);
    m_deadTimer = m_clock.startTimer(0ms, [this] {
        m_deadTimer = 0;
        m_dead.clear();
        begin();
    });
    return true;
}

//! Whether the account wants the whole message by itself. How old it is tells only its header.
bool Pop3Worker::comesWhole(const MaildropMessage &message) const
{
    return !isTooLarge(message) && !m_account.sync.headersOnly && !m_headersOnly && m_account.sync.days == 0
        && (m_account.sync.maxSize == 0 || message.size <= m_account.sync.maxSize);
}

void Pop3Worker::previewNext(const std::shared_ptr<Session> &session)
{
    while (!session->toPreview.isEmpty() && session->outstanding < RetrieveAhead) {
        const MaildropMessage message = session->toPreview.takeFirst();
        ++session->outstanding;
        session->maildrop->top(message.number, PreviewLines, [this, session, message](const Result<Maildrop::Beginning> &beginning) {
            if (m_session != session)
                return;
            --session->outstanding;
            const Outcome kept = !beginning ? Outcome(beginning.error())
                : beginning->whole          ? keepRead(session, message, beginning->bytes)
                                            : keepPreview(session, message, beginning->bytes);
            if (kept || isPassedOver(*session, message, kept.error()))
                previewNext(session);
            else
                end(session, kept);
        });
    }
    if (session->outstanding > 0) {
        setStatus({ WorkerStatus::State::Synchronizing, Text::tr("Fetching message headers") });
        return;
    }
    retrieveNext(session);
}

Outcome Pop3Worker::keepPreview(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &beginning)
{
    const store::MessageText text = analyze(beginning);
    const QDateTime now = m_clock.utcNow();
    store::IncomingMessage incoming;
    incoming.internalDate = text.envelope.date.isValid() && text.envelope.date <= now ? text.envelope.date.toUTC() : now;
    const bool recent = !isTooLarge(message) && m_account.sync.days > 0 && incoming.internalDate >= now.addDays(-m_account.sync.days);
    if (recent && !m_headersOnly && !m_account.sync.headersOnly && (m_account.sync.maxSize == 0 || message.size <= m_account.sync.maxSize)) {
        session->toRetrieve.append(message);
        ++session->total;
        return {};
    }
    incoming.size = message.size;
    incoming.envelope = text.envelope;
    incoming.hasAttachments = text.hasAttachments;
    const auto id = m_store.pop3().preview(m_account.id, message.uidl, session->report.mailbox, incoming, beginning, text, headerFingerprint(headerOf(beginning)));
    if (!id)
        return id.error();
    ++session->report.added;
    session->added.append(*id);
    return m_store.contacts().collect(text.envelope.from.mailboxes(), incoming.internalDate, false);
}

//! Several at once, where the server answers several at once: within bounds, as each is held in memory until it is stored.
void Pop3Worker::retrieveNext(const std::shared_ptr<Session> &session)
{
    while (!session->toRetrieve.isEmpty() && session->outstanding < RetrieveAhead
        && (session->outstanding == 0 || session->outstandingBytes + session->toRetrieve.first().size <= RetrieveAheadBytes)) {
        const MaildropMessage message = session->toRetrieve.takeFirst();
        ++session->outstanding;
        session->outstandingBytes += std::max<qint64>(message.size, 0);
        session->maildrop->retrieve(message.number, [this, session, message](const Result<QByteArray> &raw) {
            if (m_session != session)
                return;
            --session->outstanding;
            session->outstandingBytes -= std::max<qint64>(message.size, 0);
            // Anything but a stored message ends the session without QUIT's deletions: nothing is lost, the next look goes on here. What the
            // server cannot give is passed over, for what is older must come all the same.
            const Outcome kept = raw ? keep(session, message, *raw) : Outcome(raw.error());
            if (kept || isPassedOver(*session, message, kept.error()))
                retrieveNext(session);
            else if (!isPassedByAtOnce(session, message, kept.error()))
                end(session, kept);
        });
    }
    if (session->outstanding > 0) {
        WorkerStatus status { WorkerStatus::State::Synchronizing, Text::tr("Fetching messages") };
        status.done = session->report.added;
        status.total = session->total;
        setStatus(status);
        return;
    }
    if (!session->toPreview.isEmpty()) { // what was opened came first
        previewNext(session);
        return;
    }
    const auto rows = m_store.pop3().rows(m_account.id);
    if (!rows) {
        end(session, rows.error());
        return;
    }
    for (const MaildropMessage &message : std::as_const(session->messages)) {
        if (mayDelete(*session, message.uidl, rows->value(message.uidl)))
            session->toDelete.append(message);
    }
    deleteNext(session);
}

Outcome Pop3Worker::keep(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &raw)
{
    const store::MessageText text = analyze(raw);
    store::IncomingMessage incoming;
    const QDateTime now = m_clock.utcNow();
    // POP3 has no INTERNALDATE; the sender's date keeps old mail in its place, unless it lies in the future.
    incoming.internalDate = text.envelope.date.isValid() && text.envelope.date <= now ? text.envelope.date.toUTC() : now;
    incoming.size = raw.size();
    incoming.envelope = text.envelope;
    incoming.hasAttachments = text.hasAttachments;
    const auto id = m_store.pop3().store(m_account.id, message.uidl, session->report.mailbox, incoming, raw, text, headerFingerprint(headerOf(raw)));
    if (!id)
        return id.error();
    grantWish(*session, *id);
    session->confirmed.insert(message.uidl);
    ++session->report.added;
    session->added.append(*id);
    return m_store.contacts().collect(text.envelope.from.mailboxes(), incoming.internalDate, false);
}

//! It stays at the server and is asked for again next time. Where many are refused the fault is not theirs.
bool Pop3Worker::isPassedOver(Session &session, const MaildropMessage &message, const Error &error)
{
    if (error.kind != ErrorKind::ServerRefused || ++session.refusals > MostRefusals)
        return false;
    qCInfo(logSync) << "account" << m_account.id.value << "message" << message.number << "refused:" << error.reply.text;
    session.report.error = error;
    return true;
}

void Pop3Worker::refuseWishes(Session &session, const QByteArray &uidl)
{
    for (qsizetype i = session.wishes.size() - 1; i >= 0; --i) {
        if (session.wishes.at(i).uidl == uidl)
            session.wishes.takeAt(i).done(tooLargeToFetch(0));
    }
}

void Pop3Worker::grantWish(Session &session, MessageId id)
{
    for (qsizetype i = session.wishes.size() - 1; i >= 0; --i) {
        if (session.wishes.at(i).message == id)
            session.wishes.takeAt(i).done({});
    }
}

void Pop3Worker::quit(const std::shared_ptr<Session> &session)
{
    session->maildrop->quit([this, session](const Outcome &outcome) {
        if (m_session != session)
            return;
        // Only QUIT's answer makes the deletions true (RFC 1939 section 6); without it they are asked for again next time.
        Outcome result = outcome;
        if (outcome && !session->marked.isEmpty())
            result = m_store.pop3().setDeleted(m_account.id, session->marked);
        end(session, result);
    });
}

//! Whoever waits goes on waiting while a token that the server did not take is replaced.
bool Pop3Worker::renewSecret(const std::shared_ptr<Session> &session, const Error &refusal)
{
    if (refusal.kind != ErrorKind::AuthFailed || !m_running || !m_hooks.renewSecret || std::exchange(m_renewed, true))
        return false;
    m_renewing = true;
    m_hooks.renewSecret(m_secret, [this, alive = std::weak_ptr(m_alive), session, refusal](const Result<Secret> &secret) {
        if (alive.expired())
            return;
        m_renewing = false;
        if (secret) {
            m_secret = *secret;
            begin();
            return;
        }
        Error error = secret.error();
        if (error.reply.isEmpty())
            error.reply = refusal.reply;
        end(session, error);
    });
    return true;
}

void Pop3Worker::end(const std::shared_ptr<Session> &session, const Outcome &outcome)
{
    m_session.reset();
    if (session->maildrop) {
        session->report.wire = session->maildrop->statistics();
        m_loginDelay = std::max(m_loginDelay, session->maildrop->loginDelay());
        if (session->isOpen)
            m_trust.signedIn(m_loginDelay, m_clock.utcNow());
        // Not here: this may be a callback of the very connection.
        m_dead.push_back(std::move(session->maildrop));
        m_clock.cancelTimer(m_deadTimer);
        m_deadTimer = m_clock.startTimer(0ms, [this] {
            m_deadTimer = 0;
            m_dead.clear();
        });
    }
    if (!outcome && isLocked(outcome.error()) && m_running && m_lockAttempts < LockAttempts) {
        // Another program reads the maildrop (RFC 2449 section 8.1.2): it will be done in a moment, and whoever asked is answered then.
        ++m_lockAttempts;
        m_wishes += std::exchange(session->wishes, {});
        setStatus({ WorkerStatus::State::WaitingToRetry, Text::tr("Another program is reading the mailbox") });
        m_clock.cancelTimer(m_timer);
        m_timer = m_clock.startTimer(LockWait, [this] {
            m_timer = 0;
            begin();
        });
        return;
    }
    m_lockAttempts = 0;
    if (!outcome && renewSecret(session, outcome.error()))
        return;
    session->report.seconds = double((m_clock.monotonic() - session->began).count()) / 1000.0;
    if (!session->first && !session->added.isEmpty() && m_hooks.newInInbox)
        m_hooks.newInInbox(session->added);

    WorkerStatus status { WorkerStatus::State::Idle };
    if (outcome) {
        m_renewed = false;
        m_backoff.reset();
        scheduleNext(std::max<std::chrono::milliseconds>(LookEvery, m_loginDelay));
    } else {
        const Error &error = outcome.error();
        if (error.reply.enhanced == u"LOGIN-DELAY") // of this account alone
            m_trust.signedIn(std::max(m_loginDelay, error.retryAfter.value_or(UnknownDelay)), m_clock.utcNow());
        else
            m_trust.askedToWait(error, m_clock.utcNow());
        qCInfo(logSync) << "account" << m_account.id.value << kindName(error.kind) << error.detail << error.reply.text;
        status.hasError = true;
        status.error = error;
        m_needsUser = recoveryFor(error.kind) == Recovery::AskUser;
        status.state = m_needsUser ? WorkerStatus::State::NeedsUser : WorkerStatus::State::WaitingToRetry;
        if (!m_needsUser) {
            const auto wait = std::max<std::chrono::milliseconds>(m_backoff.next(error.retryAfter), m_loginDelay);
            status.nextTry = m_clock.utcNow().addMSecs(wait.count());
            scheduleNext(wait);
        }
    }
    setStatus(status);
    m_headersOnly = false;
    for (const Wish &wish : outcome ? session->wishes : session->wishes + std::exchange(m_wishes, {}))
        wish.done(!outcome ? outcome : Outcome(session->report.error.value_or(Error::of(ErrorKind::NotFound, QStringLiteral("not in the maildrop")))));
    if (!m_wishes.isEmpty()) { // made while this session had passed them
        m_clock.cancelTimer(m_timer);
        m_timer = m_clock.startTimer(0ms, [this] {
            m_timer = 0;
            begin();
        });
    }
    if (!session->report.error)
        session->report.error = session->notDeleted;
    for (const auto &done : std::exchange(m_waiting, {}))
        outcome ? done(QList<MailboxReport> { session->report }) : done(outcome.error());
    if (m_needsUser && m_hooks.needsUser)
        m_hooks.needsUser(outcome.error());
}

void Pop3Worker::setStatus(WorkerStatus status)
{
    m_status = std::move(status);
    if (m_hooks.status)
        m_hooks.status(m_status);
}

} // namespace golub::sync
