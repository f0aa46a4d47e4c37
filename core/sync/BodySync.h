// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/sync/Reception.h"
#include "core/sync/StepSize.h"
#include "core/sync/StepTime.h"

#include <QSet>

#include <functional>
#include <memory>

namespace golub::sync {

//! Brings the bodies of one mailbox here, newest first: a step is what the link brings in about a second.
class BodySync
{
public:
    //! \a wanted: which ones come by themselves; of what is larger than any connection takes, none does.
    BodySync(store::MessageStore &store, const Clock &clock, const Mailbox &mailbox, const store::BodyWanted &wanted = {});
    ~BodySync();
    BodySync(const BodySync &) = delete;
    BodySync &operator=(const BodySync &) = delete;

    //! Fetches the next few; \a done gets true where more are missing. What came in a step that was not the last may be stored after it.
    //! \a undisturbed: nothing else waits for the connection, a step may take longer.
    void step(RemoteStore &remote, Done<bool> done, std::function<bool()> undisturbed = {});
    //! Fetches exactly these; they are stored when \a done comes.
    void fetch(RemoteStore &remote, const UidSet &uids, Done<void> done);
    //! What came is stored. \a done gets false.
    void settle(Done<bool> done);
    const Mailbox &mailbox() const { return m_mailbox; }

private:
    struct Step;
    //! What to ask for next: many, or one that is \a doubtful.
    struct Batch {
        UidSet uids = {};
        bool doubtful = false;
    };
    Result<Batch> nextBatch() const;
    void open(RemoteStore &remote, bool afresh, std::function<void(const Result<bool> &sameUids)> then);
    void fetchMore(const std::shared_ptr<Step> &step);
    void answered(const std::shared_ptr<Step> &step, const UidSet &asked, const Reception::Answer &answer);
    void fetchNow(RemoteStore &remote, const UidSet &uids, bool afresh, Done<void> done);
    void takeEmpty(const UidSet &uids);
    void noteFailure(const UidSet &asked, const UidSet &broken, const Error &error);

    store::MessageStore &m_store;
    const Clock &m_clock;
    Mailbox m_mailbox;
    store::BodyWanted m_wanted;
    Reception m_reception;
    StepSize m_stepSize;
    ServiceTime m_service;
    bool m_refused = false;          //!< the last step: what the server has selected may not be what it was
    QSet<quint32> m_asked;           //!< requests for these are under way
    UidSet m_unanswered;             //!< UIDs the server sends nothing for: asking again would never end
    std::shared_ptr<void> m_bulk;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
