// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/WholeFetch.h"

#include "core/sync/IncomingMessages.h"

namespace golub::sync {
namespace {

using namespace std::chrono_literals;
constexpr auto Patience = 20s; //!< for the list of a whole mailbox
// The first messages come slowly from any server: nothing is judged by them unless they took long.
constexpr qint64 Evidence = 1000;
constexpr auto LongEvidence = 2s;

} // namespace

WholeFetch::WholeFetch(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, bool keepsKeywords)
    : m_clock(clock)
    , m_added(std::make_shared<std::atomic<qint64>>(0))
    , m_reception(store, mailbox.account,
          [&store, mailbox, keepsKeywords, added = m_added](const Reception::Messages &messages, const store::BodyIntake::Batch &bodies) -> Outcome {
              const Result<QList<MessageId>> ids = addWhole(store, mailbox, messages, bodies, keepsKeywords);
              if (!ids)
                  return ids.error();
              *added += ids->size();
              return {};
          })
    , m_bulk(store.bulk())
{
}

void WholeFetch::fetch(RemoteStore &remote, const UidSet &uids, Done<void> done)
{
    m_reception.fetchNew(remote, uids, [this, began = m_clock.monotonic(), count = uids.count(), done = std::move(done)](const Reception::Answer &answer) {
        const auto took = m_service.answered(began, m_clock.monotonic());
        m_stepSize.took(took);
        m_took += took;
        m_fetched += count;
        m_unanswered.insert(answer.unanswered);
        // Removed meanwhile by somebody else, some servers say, and send the rest or nothing ([EXPUNGEISSUED], RFC 5530): the headers tell.
        const bool refused = !answer.outcome && answer.outcome.error().kind == ErrorKind::ServerRefused;
        if (refused)
            m_unanswered.insert(UidSet(answer.broken));
        done(refused ? Outcome() : answer.outcome);
    });
}

bool WholeFetch::isTooSlowFor(qint64 messages) const
{
    if (m_fetched < Evidence && m_took < LongEvidence)
        return false;
    return double(m_took.count()) / double(m_fetched) * double(messages) > double(std::chrono::milliseconds(Patience).count());
}

} // namespace golub::sync
