// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/sync/Reception.h"
#include "core/sync/StepSize.h"

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
    void step(RemoteStore &remote, Done<bool> done);
    //! Fetches exactly these; they are stored when \a done comes.
    void fetch(RemoteStore &remote, const UidSet &uids, Done<void> done);
    const Mailbox &mailbox() const { return m_mailbox; }

private:
    Result<QList<Uid>> missing() const;
    void noteFailure(const UidSet &asked, const UidSet &broken, const Error &error);
    void receive(RemoteStore &remote, const UidSet &uids, bool atOnce, Done<void> done);

    store::MessageStore &m_store;
    const Clock &m_clock;
    Mailbox m_mailbox;
    store::BodyWanted m_wanted;
    Reception m_reception;
    StepSize m_stepSize;
    UidSet m_unanswered;             //!< UIDs the server sends nothing for: asking again would never end
    std::shared_ptr<void> m_bulk;
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
