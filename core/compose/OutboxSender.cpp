// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/OutboxSender.h"

#include "core/base/Log.h"
#include "core/compose/Refusals.h"
#include "core/mime/SevenBit.h"
#include "core/store/OutboxTable.h"
#include "core/store/ServerTable.h"

#include <algorithm>
#include <utility>

namespace golub::compose {
namespace {

using namespace std::chrono_literals;
constexpr int MessagesPerConnection = 10; //!< Exim queues what comes after the tenth (and others grow suspicious)
constexpr int LateSeconds = 60;           //!< after its time: worth a word
constexpr auto StoreRetry = 30s;          //!< when the ledger could not be read or written

bool isDue(const OutboxEntry &entry, const QDateTime &now)
{
    return entry.state == OutboxState::Queued && (!entry.nextTry.isValid() || entry.nextTry <= now);
}

} // namespace

std::chrono::seconds retryDelay(int attempts)
{
    const int doublings = std::clamp(attempts - 1, 0, 7);
    return std::min<std::chrono::seconds>(std::chrono::seconds(30) * (1 << doublings), 1h);
}

OutboxSender::OutboxSender(const Account &account, store::MessageStore &store, RemoteFactory &factory, Clock &clock, Hooks hooks)
    : m_account(account)
    , m_store(store)
    , m_factory(factory)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
    , m_alive(std::make_shared<bool>(true))
{
}

OutboxSender::~OutboxSender()
{
    m_clock.cancelTimer(m_timer);
    if (!m_current.isValid())
        return;
    // Nobody is left to hear the answer (the account was changed): what a crash leaves to the next start is settled now.
    auto &ledger = m_store.outbox();
    const auto entry = ledger.find(m_current);
    Outcome settled;
    if (entry && entry->state == OutboxState::Sending)
        settled = ledger.uncertain(m_current, Error::of(ErrorKind::UnknownDelivery));
    else if (entry && entry->state == OutboxState::Claimed)
        settled = ledger.requeue(m_current, Error::of(ErrorKind::Cancelled), {});
    if (!settled)
        qCWarning(logOutbox) << "outbox" << m_current.value << "ledger:" << settled.error().text << settled.error().detail;
}

void OutboxSender::start()
{
    m_running = true;
    wake();
}

void OutboxSender::stop()
{
    m_running = false;
    m_clock.cancelTimer(std::exchange(m_timer, 0));
    if (!m_current.isValid())
        dropConnection();
}

void OutboxSender::setSecret(const Secret &secret)
{
    m_secret = secret;
    m_hasSecret = true;
    m_needsUser = false;
    wake();
}

void OutboxSender::retryNow()
{
    m_needsUser = false;
    const auto entries = m_store.outbox().all();
    if (entries) {
        for (const OutboxEntry &entry : *entries) {
            if (entry.account == m_account.id && entry.state == OutboxState::Queued && entry.nextTry.isValid())
                (void)m_store.outbox().hurry(entry.id); // a failure leaves it to its own time
        }
    }
    wake();
}

void OutboxSender::wake()
{
    if (!m_running || m_current.isValid())
        return;
    m_clock.cancelTimer(m_timer);
    m_timer = m_clock.startTimer(0ms, [this] {
        m_timer = 0;
        next();
    });
}

void OutboxSender::next()
{
    if (!m_running || m_needsUser || m_current.isValid())
        return;
    auto entries = m_store.outbox().all();
    if (!entries)
        return tryAgainIn(StoreRetry);
    const QDateTime now = m_clock.utcNow();
    QDateTime earliest = releaseDue(*entries);
    for (const OutboxEntry &entry : *entries) {
        if (entry.account != m_account.id || entry.state != OutboxState::Queued)
            continue;
        if (isDue(entry, now)) {
            send(entry);
            return;
        }
        if (!earliest.isValid() || entry.nextTry < earliest)
            earliest = entry.nextTry;
    }
    dropConnection(); // nothing to send now: no reason to hold a connection
    if (earliest.isValid()) {
        tryAgainIn(std::chrono::milliseconds(std::max<qint64>(now.msecsTo(earliest), 1000)));
    }
}

void OutboxSender::tryAgainIn(std::chrono::milliseconds delay)
{
    m_clock.cancelTimer(m_timer);
    m_timer = m_clock.startTimer(delay, [this] {
        m_timer = 0;
        next();
    });
}

//! Held ones whose time has come are queued; returns when the next one's comes, invalid where none is held.
QDateTime OutboxSender::releaseDue(QList<OutboxEntry> &entries)
{
    const QDateTime now = m_clock.utcNow();
    QDateTime earliest;
    for (OutboxEntry &entry : entries) {
        if (entry.account != m_account.id || entry.state != OutboxState::Held)
            continue;
        if (entry.heldUntil > now) {
            if (!earliest.isValid() || entry.heldUntil < earliest)
                earliest = entry.heldUntil;
            continue;
        }
        if (!m_store.outbox().release(entry.id))
            continue; // it stays held, and visible
        entry.state = OutboxState::Queued;
        if (m_hooks.late && entry.hold == Hold::Scheduled && entry.heldUntil.secsTo(now) > LateSeconds)
            m_hooks.late(entry);
    }
    return earliest;
}

Submission OutboxSender::submissionFor(const OutboxEntry &entry, const QByteArray &message) const
{
    Submission submission;
    submission.envelopeFrom = entry.envelopeFrom;
    submission.message = message;
    submission.options = entry.options;
    submission.sevenBit = [message] { return mime::toSevenBit(message); };
    submission.withoutChunking = m_withoutChunking;
    for (const OutboxRecipient &recipient : entry.recipients) {
        if (recipient.state == RecipientState::Pending)
            submission.recipients.append(recipient.address);
    }
    return submission;
}

void OutboxSender::send(const OutboxEntry &entry)
{
    if (!m_hasSecret && m_account.outgoing.auth != AuthMethod::None) {
        m_needsUser = true;
        if (m_hooks.needsUser)
            m_hooks.needsUser(Error::of(ErrorKind::CredentialMissing));
        return;
    }
    auto &ledger = m_store.outbox();
    const auto message = ledger.message(entry.id);
    if (!message) {
        SubmissionReport report;
        report.recipients = entry.recipients;
        report.error = message.error();
        if (ledger.claim(entry.id))
            m_current = entry.id;
        reported(entry, report);
        return;
    }
    if (const Outcome claimed = ledger.claim(entry.id); !claimed) {
        qCWarning(logOutbox) << "outbox" << entry.id.value << "cannot be claimed:" << claimed.error().detail;
        return tryAgainIn(StoreRetry);
    }
    m_current = entry.id;
    if (m_sentOnConnection >= MessagesPerConnection)
        dropConnection();
    if (!m_submitter)
        m_submitter = m_factory.submitter(m_account, m_secret);
    ++m_sentOnConnection;
    const auto alive = std::weak_ptr(m_alive);
    m_submitter->submit(
        submissionFor(entry, *message),
        [this, alive, entry](const QList<OutboxRecipient> &answered) -> Outcome {
            if (alive.expired())
                return Error::of(ErrorKind::Cancelled);
            const ServerSettings &server = m_account.outgoing;
            return m_store.outbox().sending(entry.id, answered, QStringLiteral("%1:%2").arg(server.host).arg(server.port));
        },
        [this, alive, entry](const SubmissionReport &report) {
            if (!alive.expired())
                reported(entry, report);
        });
}

//! What the server can do is known to the composer the next time.
void OutboxSender::rememberServer()
{
    const QStringList capabilities = m_submitter ? m_submitter->capabilities() : QStringList();
    if (capabilities.isEmpty())
        return;
    const ServerSettings &server = m_account.outgoing;
    store::ServerRecord record = m_store.servers().find(server.host, server.port).value_or(store::ServerRecord { server.host, server.port });
    if (record.capabilities == capabilities)
        return;
    record.capabilities = capabilities;
    (void)m_store.servers().remember(record); // learned again with the next message
}

void OutboxSender::reported(const OutboxEntry &entry, const SubmissionReport &told)
{
    rememberServer();
    auto &ledger = m_store.outbox();
    // Some servers say "never" and mean "later"; they are believed the third time.
    const SubmissionReport report = entry.attempts + 1 < LiesBelieved ? withoutLies(told) : told;
    Outcome noted;
    if (report.accepted) {
        noted = ledger.accepted(entry.id, report, m_clock.utcNow().addSecs(retryDelay(entry.attempts + 1).count()));
        if (noted && m_hooks.accepted)
            m_hooks.accepted(entry.id);
    } else {
        const Error error = report.error.value_or(Error::of(ErrorKind::Internal));
        qCInfo(logOutbox) << "outbox" << entry.id.value << kindName(error.kind) << error.detail << error.reply.text;
        noted = noteFailure(entry, report, error);
        if (closesSession(error.kind) || m_needsUser || report.chunkingRefused)
            dropConnection();
        if (m_needsUser && m_hooks.needsUser)
            m_hooks.needsUser(error);
    }
    if (!noted)
        qCWarning(logOutbox) << "outbox" << entry.id.value << "ledger:" << noted.error().text << noted.error().detail;
    if (report.connectionSpent)
        dropConnection();
    if (m_hooks.settled)
        m_hooks.settled(entry.id);
    finish();
}

Outcome OutboxSender::noteFailure(const OutboxEntry &entry, const SubmissionReport &report, const Error &error)
{
    auto &ledger = m_store.outbox();
    // Another connection at once, where the message has done nothing wrong: the server cannot do what it offers, or it ended a connection that
    // had served others before.
    const bool plainly = report.chunkingRefused && !std::exchange(m_withoutChunking, true);
    const bool ended = m_sentOnConnection > 1 && (closesSession(error.kind) || report.connectionSpent);
    const QDateTime nextTry = plainly || ended ? QDateTime() : m_clock.utcNow().addSecs(retryDelay(entry.attempts + 1).count());
    switch (recoveryFor(error.kind)) {
    case Recovery::Retry:
        // Also where the connection was lost right behind the last refusal: there is nobody left to try.
        return nobodyIsLeft(report) ? ledger.refused(entry.id, report) : ledger.requeue(entry.id, report, nextTry);
    case Recovery::GiveUp:
        // A cancelled connection is no refusal; everything else of this kind is.
        return error.kind == ErrorKind::Cancelled ? ledger.requeue(entry.id, error, {}) : ledger.refused(entry.id, report);
    case Recovery::AskUser:
        break;
    }
    if (error.kind == ErrorKind::UnknownDelivery)
        return ledger.uncertain(entry.id, report);
    if (error.kind == ErrorKind::InvalidInput)
        return ledger.refused(entry.id, report);
    // The account, not the message, needs attention: it waits.
    m_needsUser = true;
    return ledger.requeue(entry.id, error, {});
}

void OutboxSender::finish()
{
    m_current = {};
    if (m_running)
        wake();
    else
        dropConnection();
}

void OutboxSender::dropConnection()
{
    m_sentOnConnection = 0;
    if (!m_submitter)
        return;
    m_submitter->close();
    // Not here: this may be a callback of the very connection. The grace lets QUIT leave.
    m_clock.startTimer(2s, [dead = std::shared_ptr<Submitter>(std::move(m_submitter))] { });
}

} // namespace golub::compose
