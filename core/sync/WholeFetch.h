// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/sync/Reception.h"
#include "core/sync/StepSize.h"
#include "core/sync/StepTime.h"

#include <atomic>
#include <memory>
#include <utility>

namespace golub::sync {

//! Fills a mailbox that was never seen with whole messages, newest first: over a fast link one pass is half the work of two, headers and then
//! bodies, and the list is complete about as soon.
class WholeFetch
{
public:
    WholeFetch(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, bool keepsKeywords = true);

    //! How many messages the next fetch() should ask for.
    int stepSize() const { return m_stepSize.messages(); }
    //! Of the selected mailbox; they must not be here yet. \a done comes when there is room for more; rows come in batches.
    void fetch(RemoteStore &remote, const UidSet &uids, Done<void> done);
    //! Every message that came has its row.
    void settle(Done<void> done) { m_reception.settle(std::move(done)); }
    //! Rows made since the last call.
    qint64 takeAdded() { return m_added->exchange(0); }
    //! Asked for and not sent.
    const UidSet &unanswered() const { return m_unanswered; }
    //! So many more messages would take so long that their headers had better come first.
    bool isTooSlowFor(qint64 messages) const;

private:
    const Clock &m_clock;
    std::shared_ptr<std::atomic<qint64>> m_added; //!< counted in the store's thread
    Reception m_reception;
    StepSize m_stepSize;
    ServiceTime m_service;
    UidSet m_unanswered;
    qint64 m_fetched = 0;
    std::chrono::milliseconds m_took { 0 };
    std::shared_ptr<void> m_bulk;
};

} // namespace golub::sync
