// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/SelfMessage.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::service {
namespace {

using namespace std::chrono_literals;

constexpr auto BetweenLooksAtOutbox = 250ms;
constexpr auto FirstPause = 1s;
constexpr auto LongestPause = 15s;
constexpr auto SentCopyWithin = 20s;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SelfMessage)
};

//! Where mail comes in, whatever filters do with it; not the copy that was sent.
bool isArrival(const MessageCopy &copy)
{
    return copy.role != MailboxRole::Sent && copy.role != MailboxRole::Drafts && copy.role != MailboxRole::All && copy.role != MailboxRole::Trash;
}

} // namespace

SelfMessage::SelfMessage(Account account, SelfMessageWays ways, Clock &clock) : m_account(std::move(account)), m_ways(std::move(ways)), m_clock(clock) { }

SelfMessage::~SelfMessage()
{
    *m_alive = false;
    m_clock.cancelTimer(m_timer);
}

template<class T>
Done<T> SelfMessage::guarded(std::function<void(const Result<T> &)> then) const
{
    return [alive = m_alive, then = std::move(then)](const Result<T> &result) {
        if (*alive)
            then(result);
    };
}

void SelfMessage::later(std::chrono::milliseconds delay, void (SelfMessage::*what)())
{
    m_timer = m_clock.startTimer(delay, [this, what] { (this->*what)(); });
}

void SelfMessage::start(std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done)
{
    m_step = std::move(step);
    m_done = std::move(done);
    m_stepBegan = m_clock.monotonic();
    Draft draft;
    draft.account = m_account.id;
    draft.from = m_account.identities.value(0).from();
    if (draft.from.address.isEmpty())
        draft.from = { {}, m_account.address };
    draft.to = { Address { {}, m_account.address } };
    draft.subject = Text::tr("A message to yourself, sent by Golub as a test");
    draft.text = Text::tr("This message shows that mail from this account leaves and arrives. Golub removes it by itself.");
    m_ways.send(draft, guarded<OutboxId>([this](const Result<OutboxId> &queued) {
        if (!queued) {
            failed(m_account.outgoing, "sent", queued.error());
            return;
        }
        m_outbox = *queued;
        watchOutbox();
    }));
}

void SelfMessage::watchOutbox()
{
    const auto entry = m_ways.entry(m_outbox);
    if (!entry) {
        failed(m_account.outgoing, "sent", entry.error());
        return;
    }
    m_messageId = entry->messageIdHeader;
    if (entry->state == OutboxState::Accepted) {
        sent();
        return;
    }
    const bool ended = entry->state == OutboxState::Refused || entry->state == OutboxState::Uncertain || entry->state == OutboxState::Cancelled;
    const bool stuck = entry->state == OutboxState::Queued && entry->hasError;
    if (!ended && !stuck && sinceStep() < SentWithin) {
        later(BetweenLooksAtOutbox, &SelfMessage::watchOutbox);
        return;
    }
    // Nobody wants a test message that goes out an hour later.
    if (entry->state == OutboxState::Queued || entry->state == OutboxState::Refused || entry->state == OutboxState::Held)
        m_ways.takeBack(m_outbox);
    failed(m_account.outgoing, "sent", entry->hasError ? entry->lastError : Error::of(ErrorKind::Timeout));
}

void SelfMessage::sent()
{
    passed(m_account.outgoing, "sent", Text::tr("the server took it"));
    look();
}

void SelfMessage::look()
{
    const auto copies = m_ways.find(m_messageId);
    if (std::any_of(copies.begin(), copies.end(), isArrival)) {
        arrived(copies);
        return;
    }
    if (sinceStep() >= ArrivesWithin) {
        failed(m_account.incoming, "arrived", Error { ErrorKind::Timeout,
            Text::tr("The message was taken by the outgoing server and has not arrived within three minutes. Filters or a slow server may hold it back; look "
                     "into the junk folder and the web mail."), {} });
        return;
    }
    m_ways.synchronize(guarded<void>([this](const Outcome &) {
        // A round that failed is no end: the next one may come through.
        const auto found = m_ways.find(m_messageId);
        if (std::any_of(found.begin(), found.end(), isArrival)) {
            arrived(found);
            return;
        }
        later(std::min<std::chrono::milliseconds>(FirstPause * (1 << std::min(m_looks++, 5)), LongestPause), &SelfMessage::look);
    }));
}

void SelfMessage::arrived(const QList<MessageCopy> &copies)
{
    const auto arrival = std::find_if(copies.begin(), copies.end(), isArrival);
    passed(m_account.incoming, "arrived",
        arrival->role == MailboxRole::Junk ? Text::tr("in the junk folder: others may not see your mail, either") : Text::tr("found by its Message-ID"));
    clearUp();
}

//! The copy in Sent goes, too, and is waited for where it is still being made.
void SelfMessage::clearUp()
{
    const auto entry = m_ways.entry(m_outbox);
    if (entry && entry->state == OutboxState::Accepted && entry->sentCopy == SentCopyState::Waiting && sinceStep() < SentCopyWithin) {
        later(BetweenLooksAtOutbox, &SelfMessage::clearUp);
        return;
    }
    QList<MessageId> all;
    for (const MessageCopy &copy : m_ways.find(m_messageId))
        all += copy.id;
    const Outcome removed = all.isEmpty() ? Outcome() : m_ways.remove(all);
    if (!removed) {
        failed(m_account.incoming, "removed", removed.error());
        return;
    }
    // The servers' half of it.
    m_ways.synchronize(guarded<void>([this](const Outcome &outcome) { cleared(outcome); }));
}

void SelfMessage::cleared(const Outcome &synchronized)
{
    if (!synchronized) {
        failed(m_account.incoming, "removed", synchronized.error());
        return;
    }
    const bool stays = m_account.protocol == IncomingProtocol::Pop3 && m_account.leaveOnServer.policy == LeaveOnServer::Policy::Always;
    passed(m_account.incoming, "removed", stays ? Text::tr("here; this account leaves messages on the server") : QString());
    finish();
}

void SelfMessage::passed(const ServerSettings &server, const char *name, const QString &facts)
{
    const ConnectionStep step { QStringLiteral("%1:%2").arg(server.host).arg(server.port), QLatin1StringView(name) + QString(), true, facts, sinceStep().count() };
    m_stepBegan = m_clock.monotonic();
    m_report.steps += step;
    m_step(step);
}

void SelfMessage::failed(const ServerSettings &server, const char *name, const Error &error)
{
    ConnectionStep step { QStringLiteral("%1:%2").arg(server.host).arg(server.port), QLatin1StringView(name) + QString(), false, {}, sinceStep().count() };
    step.error = error;
    m_report.steps += step;
    m_step(step);
    finish();
}

void SelfMessage::finish()
{
    // Later: this may be a completion of the service.
    m_timer = m_clock.startTimer(0ms, [this] {
        const Done<ConnectionReport> done = std::exchange(m_done, {});
        done(m_report);
    });
}

} // namespace golub::service
